"""The tasks of the three kinds of people by keyboard alone: each step shows where it is, and nothing lies over it."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_review import submit

FOCAL_POINT, SECRETARIAT, PARTNER = "focal.who@ungass.example", "secretariat@ungass.example", "partner@ungass.example"
TITLE = "Written without a mouse"
# Is the focus where it is wanted; can it be seen: an outline of 2 px, and a part of it that nothing covers?
FOCUS = """wanted => {
    const on = document.activeElement, box = on.getBoundingClientRect(), style = getComputedStyle(on);
    const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
    const corners = [[.5, .5], [.02, .1], [.98, .1], [.02, .9], [.98, .9]].map(([across, down]) =>
        document.elementFromPoint(box.left + box.width * across, box.top + box.height * down));
    const seen = corners.some(top => top && (on.contains(top) || top.contains(on) || on.labels?.[0]?.contains(top)));
    return [on === wanted, outlined && box.width > 0, seen, on.outerHTML.slice(0, 160)];
}"""


@pytest.fixture(scope="module")
def stage_of_portal():
    """January and February are sealed, and March is open."""
    return "march"


def reach(page, control, most=400):
    """Go by the Tab key to a control."""
    wanted = control.element_handle()
    for _step in range(most):
        page.keyboard.press("Tab")
        there, outlined, seen, element = page.evaluate(FOCUS, wanted)
        assert outlined, f"no focus to be seen at {element}"
        assert seen, f"something lies over {element}"
        if there:
            return
    raise AssertionError(f"{control} cannot be reached by keyboard")


def press(page, control, key="Enter"):
    """Go to a control and press it."""
    reach(page, control)
    page.keyboard.press(key)


def type_in(page, control, text):
    """Go to a field and type."""
    reach(page, control)
    page.keyboard.press("Control+a")
    page.keyboard.type(text)


def test_focal_point_confirms_mends_writes_and_signs_off(visit):
    page = visit()
    page.goto("/account/sign-in/")
    type_in(page, page.get_by_label("E-mail").last, FOCAL_POINT)
    type_in(page, page.get_by_label("Password").last, "ungass-demo")
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/")

    row = page.locator("#month li[id^=ACT]", has=page.get_by_role("button", name="Still true")).first
    reference = row.get_attribute("id")
    press(page, row.get_by_role("button", name="Still true"))
    done = page.locator("section", has=page.get_by_role("heading", name="Done")).locator(f"#{reference}")
    expect(done).to_contain_text("still true, said on 12 March 2018")

    page.goto("/desk/")
    press(page, done.get_by_role("link", name="Edit"))
    type_in(page, done.get_by_label("Summary"), "Mended without a mouse.")
    press(page, done.get_by_role("button", name="Save and submit"))
    expect(done).to_contain_text("submitted, waits for the secretariat")

    page.goto("/desk/activities/new/")
    type_in(page, page.get_by_label("Title", exact=False).first, TITLE)
    type_in(page, page.get_by_label("Summary", exact=False).first, "Every field by keys.")
    countries = page.get_by_role("combobox", name=re.compile("Countries"))
    type_in(page, countries, "Peru")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    press(page, page.get_by_role("button", name="Save and submit").last)
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(page.locator("main")).to_contain_text("Peru")

    page.goto("/desk/")
    press(page, page.locator(".month-foot summary").first)
    reach(page, page.locator(".month-foot input[type=radio]:checked"))
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowDown")
    press(page, page.get_by_role("button", name="Give this word"))
    expect(page.locator(".month-foot")).to_contain_text("signed off on 12 March")


def test_secretariat_returns_clears_and_closes_the_month(sign_in):
    first, second = (submit(sign_in(FOCAL_POINT), title) for title in ("By keys, one", "By keys, two"))
    page = sign_in(SECRETARIAT)
    page.goto("/review/?q=By+keys")

    press(page, page.get_by_role("link", name="By keys, one"))
    page.wait_for_url(f"**/review/{first}/**")
    type_in(page, page.get_by_label("What should be mended"), "Say in which country.")
    press(page, page.get_by_role("button", name="Return with this reason"))
    expect(page.locator("#messages")).to_contain_text(f"{first} is returned with your reason.")

    press(page, page.get_by_role("link", name="By keys, two"))
    page.wait_for_url(f"**/review/{second}/**")
    press(page, page.get_by_role("button", name="Clear this wording", exact=True))
    expect(page.locator("#messages")).to_contain_text(f"{second} is cleared: the network reads it.")

    page.goto("/review/editions/")
    press(page, page.get_by_role("link", name="March 2018").first)
    press(page, page.get_by_role("button", name="Close it for review now"))
    expect(page.locator("main")).to_contain_text("entities have not signed off")
    type_in(page, page.get_by_label("despite", exact=False), "A rehearsal by keyboard.")
    press(page, page.get_by_role("button", name="Seal it despite that"))
    expect(page.locator("#messages")).to_contain_text("March 2018 is sealed for every audience.")


def test_partner_finds_and_subscribes(sign_in):
    page = sign_in(PARTNER)
    page.goto("/matrix/")
    page.keyboard.press("/")
    page.keyboard.type("drugs")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=drugs**")
    press(page, page.locator("#filters details.facet > summary").first)
    press(page, page.locator("#filters details.facet[open] input[type=checkbox]").first, "Space")
    press(page, page.locator("#filters details.facet[open]").get_by_role("button", name="Show"))
    page.wait_for_url("**chapter=**")

    page.goto("/calendar/?month=2018-03")
    press(page, page.locator("main details.menu > summary", has_text="Subscribe"))
    reach(page, page.locator(".subscribe a").first)
    page.keyboard.press("Escape")
    expect(page.locator(".subscribe")).to_be_hidden()


def test_partner_makes_a_feed_and_a_token(sign_in):
    page = sign_in(PARTNER)
    page.goto("/account/feeds/")
    type_in(page, page.locator("main").get_by_label("Name"), "A feed by keys")
    press(page, page.get_by_role("button", name="Make the feed"))
    expect(page.locator("main [role=status]")).to_contain_text("The address of “A feed by keys” is shown this once.")

    page.goto("/account/tokens/")
    press(page, page.get_by_role("link", name="Make a token"))
    type_in(page, page.locator("main").get_by_label("Name"), "A token by keys")
    press(page, page.locator("main").get_by_role("button", name="Make"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Your new token")
    expect(page.get_by_label("A token by keys")).not_to_have_value("")
