"""A focal point's month behind a poor line: slow, losing requests, without script, and cut off for a while."""

import re

import pytest
from playwright.sync_api import Error, expect

from tests.browser.conftest import fill_in
from tests.browser.lossy import LossyLine

FOCAL_POINT, UNODC, UNDP = "focal.who@ungass.example", "focal.unodc@ungass.example", "focal.undp@ungass.example"
# As Chromium's developer tools have 2G: 300 ms, 250 kbit/s down, 50 up.
SLOW = {"offline": False, "latency": 300, "downloadThroughput": 250_000 // 8, "uploadThroughput": 50_000 // 8}
PATIENCE = 40_000  # ms
STATUS = "[data-autosave-status]"
DOWN = "The line is down. What you sent is kept on this page and goes as soon as the line is back."


@pytest.fixture(scope="module")
def stage_of_portal():
    """January and February are sealed, and March is open."""
    return "march"


def open_page(page, address):
    """Open a page as a person does, who asks again where the line has lost it."""
    for _try in range(3):
        try:
            page.goto(address)
        except Error:
            continue
        return
    raise AssertionError(f"{address} did not come three times running")


def to_confirm(page):
    """The rows of the desk that wait for a word."""
    return page.locator("#month li[id^=ACT]", has=page.get_by_role("button", name="Still true"))


def say_still_true(page, reference):
    """Press the button of a row."""
    page.locator(f"#{reference}").get_by_role("button", name="Still true").click()


def done(page, reference):
    """A row among those that are done."""
    return page.locator("section", has=page.get_by_role("heading", name="Done")).locator(f"#{reference}")


def month_of(page, summary):
    """Two rows stay true, one is mended and submitted, a new record is begun, the month is signed off."""
    open_page(page, "/desk/")
    for _row in range(2):
        reference = to_confirm(page).first.get_attribute("id")
        say_still_true(page, reference)
        expect(done(page, reference)).to_contain_text("still true, said on 12 March 2018", timeout=PATIENCE)

    done(page, reference).get_by_role("link", name="Edit").click()
    page.get_by_label("Summary", exact=False).first.fill(summary)
    page.get_by_role("button", name="Save and submit").click()
    expect(done(page, reference)).to_contain_text("submitted, waits for the secretariat", timeout=PATIENCE)

    open_page(page, "/desk/activities/new/")
    page.get_by_label("Title", exact=False).first.fill(summary)
    page.get_by_role("button", name="Save draft").last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(summary, timeout=PATIENCE)
    assert re.search(r"/desk/activities/ACT-\d{6}/$", page.url)

    open_page(page, "/desk/")
    page.locator(".month-foot summary").first.click()
    page.get_by_label("updated").check()
    page.get_by_role("button", name="Give this word").click()
    expect(page.locator(".month-foot")).to_contain_text("signed off on 12 March, updated", timeout=PATIENCE)


def test_month_on_2g_that_loses_5_per_cent(portal, sign_in):
    with LossyLine(portal.url) as line:
        page = sign_in(FOCAL_POINT, host=line.url, width=390, height=844)
        page.context.set_default_timeout(PATIENCE)
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", SLOW)

        month_of(page, "Typed on a slow line that loses requests.")

    assert len(line.lost) >= 2
    assert line.asked < 20 * (len(line.lost) + 1)


def test_month_without_script(sign_in):
    month_of(sign_in(UNODC, width=390, height=844, java_script_enabled=False), "Typed without script.")


def test_form_sent_while_the_line_is_down_goes_when_it_is_back(sign_in):
    page = sign_in(FOCAL_POINT)
    page.goto("/desk/activities/new/")
    page.context.set_offline(True)

    page.get_by_label("Title", exact=False).first.fill("Typed while cut off")
    expect(page.locator(STATUS)).to_contain_text("Not saved. Your text is still on this page")
    page.get_by_role("button", name="Save draft").last.click()
    expect(page.locator("#line-state")).to_have_text(DOWN)
    expect(page.get_by_label("Title", exact=False).first).to_have_value("Typed while cut off")

    page.context.set_offline(False)
    page.wait_for_url(re.compile(r"/desk/activities/ACT-\d{6}/$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Typed while cut off")
    page.goto("/desk/?show=all&q=Typed+while+cut+off")
    expect(page.locator("main [data-row]")).to_have_count(1)


def test_words_said_while_a_portal_is_away_are_all_said_when_it_answers(sign_in):
    page = sign_in(UNDP)
    page.goto("/desk/")
    references = [to_confirm(page).nth(number).get_attribute("id") for number in range(2)]
    page.route("**/*", lambda route: route.abort("connectionfailed"))  # the browser itself is online

    for reference in references:
        say_still_true(page, reference)
    expect(page.locator("#line-state")).to_have_text(DOWN)

    page.unroute("**/*")
    for reference in references:
        expect(done(page, reference)).to_contain_text("still true, said on 12 March 2018")
    expect(page.locator("#line-state")).to_have_count(0)


def test_what_was_typed_in_a_window_that_was_closed_is_saved_at_the_next_visit(sign_in):
    page = sign_in(FOCAL_POINT)
    page.goto("/desk/activities/new/")
    page.context.set_offline(True)
    page.get_by_label("Title", exact=False).first.fill("Left in a closed window")
    expect(page.locator(STATUS)).to_contain_text("Your text is still on this page")
    other = page.context.new_page()
    page.close()

    page.context.set_offline(False)
    other.goto("/matrix/")
    expect(other.locator("#messages")).to_contain_text("What you had typed while the line was down is saved now")
    other.goto("/desk/")
    expect(other.locator("main")).to_contain_text("Left in a closed window")


def test_what_somebody_had_typed_goes_in_nobody_elses_name(sign_in):
    page = sign_in(FOCAL_POINT)
    page.goto("/desk/activities/new/")
    page.context.set_offline(True)
    page.get_by_label("Title", exact=False).first.fill("Of the person before")
    expect(page.locator(STATUS)).to_contain_text("Your text is still on this page")
    other = page.context.new_page()
    page.close()

    other.context.clear_cookies()  # the session ended while the line was down
    other.context.set_offline(False)
    other.goto("/account/sign-in/")
    fill_in(other, UNDP, "ungass-demo")
    other.wait_for_url("**/desk/")
    other.goto("/matrix/", wait_until="networkidle")
    other.goto("/desk/", wait_until="networkidle")
    expect(other.locator("main")).not_to_contain_text("Of the person before")

    other.context.clear_cookies()
    other.goto("/account/sign-in/")
    fill_in(other, FOCAL_POINT, "ungass-demo")
    other.wait_for_url("**/desk/")
    expect(other.locator("#messages")).to_contain_text("What you had typed while the line was down is saved now")


def test_signing_out_leaves_nothing_typed_in_the_browser(sign_in):
    page = sign_in(FOCAL_POINT)
    mark = page.evaluate("document.documentElement.dataset.person")
    assert re.fullmatch("[0-9a-f]{32}", mark)
    page.evaluate("(mark) => localStorage.setItem(`typed:${mark}:/nowhere/`, 'title=x')", mark)

    page.locator("form[data-sign-out]").first.evaluate("(form) => form.requestSubmit()")

    expect(page.get_by_role("link", name="Sign in").first).to_be_attached()
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('typed:'))") == []
