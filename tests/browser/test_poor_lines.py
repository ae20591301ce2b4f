"""A focal point's month behind a poor line: slow, losing parts, without script, and cut off for a while."""

import re

import pytest
from playwright.sync_api import expect

FOCAL_POINT = "focal.who@ungass.example"
# As Chromium's developer tools have 2G: 300 ms, 250 kbit/s down, 50 up. Loss: every 20th request beside pages is cut.
SLOW = {
    "offline": False, "latency": 300, "downloadThroughput": 250_000 // 8, "uploadThroughput": 50_000 // 8,
    "packetLoss": 5,
}  # fmt: skip
NTH_LOST = 20


@pytest.fixture(scope="module")
def stage_of_portal():
    """January and February are sealed, and March is open."""
    return "march"


def on_a_poor_line(page):
    """Let the window be slow, and lose every 20th request that is not for a page."""
    page.context.set_default_timeout(30_000)
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW)
    asked = iter(range(1, 100_000))

    def pass_on(route):
        lost = not route.request.is_navigation_request() and next(asked) % NTH_LOST == 0
        route.abort("connectionreset") if lost else route.continue_()

    page.route("**/*", pass_on)
    return page


def section(page, heading):
    """A part of the desk by its heading."""
    return page.locator("#month section", has=page.get_by_role("heading", name=heading))


def month_of(page, summary):
    """One row stays true, one wording is edited and saved, the month is signed off."""
    page.goto("/desk/")
    row = section(page, "Needs you").locator("li", has=page.get_by_role("button", name="Still true")).first
    reference = row.get_attribute("id")
    row.get_by_role("button", name="Still true").click()
    expect(section(page, "Done").locator(f"#{reference}")).to_contain_text("still true, said on 12 March 2018")

    address = f"/desk/activities/{reference}/edit/"
    page.goto(address)
    page.get_by_label("Summary", exact=False).first.fill(summary)
    page.get_by_role("button", name="Save", exact=True).last.click()
    page.wait_for_url(re.compile(rf"/desk/activities/{reference}/$"))
    expect(page.locator("main")).to_contain_text(summary)

    page.goto("/desk/")
    page.locator(".month-foot summary").first.click()
    page.get_by_label("updated").check()
    page.get_by_role("button", name="Give this word").click()
    expect(page.locator(".month-foot")).to_contain_text("signed off on 12 March, updated")


def test_month_on_2g_that_loses_parts(sign_in):
    month_of(on_a_poor_line(sign_in(FOCAL_POINT, width=390, height=844)), "Typed on a slow line.")


def test_month_without_script(sign_in):
    month_of(sign_in(FOCAL_POINT, width=390, height=844, java_script_enabled=False), "Typed without script.")


def test_what_is_sent_while_the_line_is_down_goes_when_it_is_back(sign_in):
    page = sign_in(FOCAL_POINT)
    page.goto("/desk/activities/new/")
    page.context.set_offline(True)

    page.get_by_label("Title", exact=False).first.fill("Typed while cut off")
    expect(page.locator("[data-autosave-status]").first).to_contain_text("Your text is still on this page")
    page.get_by_role("button", name="Save", exact=True).last.click()
    expect(page.locator("#messages")).to_contain_text("The line is down. What you sent is kept on this page")

    page.context.set_offline(False)
    page.wait_for_url(re.compile(r"/desk/activities/ACT-\d{6}/$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Typed while cut off")


def test_what_was_typed_in_a_window_that_was_closed_is_saved_at_the_next_visit(sign_in):
    page = sign_in(FOCAL_POINT)
    page.goto("/desk/activities/new/")
    page.context.set_offline(True)
    page.get_by_label("Title", exact=False).first.fill("Left in a closed window")
    expect(page.locator("[data-autosave-status]").first).to_contain_text("Your text is still on this page")
    other = page.context.new_page()
    page.close()

    page.context.set_offline(False)
    other.goto("/matrix/")
    expect(other.locator("#messages")).to_contain_text("What you had typed while the line was down is saved now")
    other.goto("/desk/")
    expect(other.locator("main")).to_contain_text("Left in a closed window")
