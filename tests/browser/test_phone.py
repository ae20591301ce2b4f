"""A focal point's tasks on a phone of 390 px by touch: each control is in the window and large enough for a thumb."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import fill_in
from tests.browser.pages import TOO_WIDE

FOCAL_POINT = "focal.unodc@ungass.example"
# Controls below 44 px; links in running text and boxes whose label is as large as a thumb are left out.
SMALL = """() => [...document.querySelectorAll(
    ':is(main, header, nav.bottombar) :is(.btn, button, summary, select, textarea, input:not([type=hidden]), nav a)'
)].filter(element => {
    const label = element.labels?.[0], box = (/^(checkbox|radio)$/.test(element.type) && label || element)
        .getBoundingClientRect();
    return element.checkVisibility({visibilityProperty: true}) && !element.closest('.visually-hidden')
        && box.height < 43.5 && !element.matches('.link-button');
}).map(element => element.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module")
def stage_of_portal():
    """January and February are sealed, and March is open."""
    return "march"


def look(page):
    """Nothing is too small or too wide on the page as it is now."""
    assert page.evaluate("matchMedia('(pointer: coarse)').matches")
    assert page.evaluate(SMALL) == []
    assert page.evaluate(TOO_WIDE) <= 0


def test_focal_point_confirms_mends_and_signs_off_by_thumb(visit):
    page = visit(width=390, height=844, has_touch=True, is_mobile=True)
    page.goto("/account/sign-in/")
    look(page)
    fill_in(page, FOCAL_POINT, "ungass-demo")
    page.wait_for_url("**/desk/")
    look(page)

    row = page.locator("#month li[id^=ACT]", has=page.get_by_role("button", name="Still true")).first
    reference = row.get_attribute("id")
    row.get_by_role("button", name="Still true").tap()
    done = page.locator("section", has=page.get_by_role("heading", name="Done")).locator(f"#{reference}")
    expect(done).to_contain_text("still true, said on 12 March 2018")
    done.get_by_role("link", name="Edit").tap()
    done.get_by_label("Summary").fill("Mended with a thumb.")
    look(page)
    done.get_by_role("button", name="Save and submit").tap()
    expect(done).to_contain_text("submitted, waits for the secretariat")

    page.locator(".month-foot summary").first.tap()
    look(page)
    page.get_by_role("button", name="Give this word").tap()
    expect(page.locator(".month-foot")).to_contain_text("signed off on 12 March")
    look(page)
