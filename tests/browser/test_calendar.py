"""The calendar in a real browser: planning with a clash, a month by keyboard, a phone, paper."""

import re

from playwright.sync_api import expect

UNODC = "focal.unodc@ungass.example"


def test_what_an_event_would_clash_with_appears_while_it_is_typed(sign_in):
    page = sign_in(UNODC)
    page.goto("/desk/events/new/")
    clashes = page.locator("#clashes")
    expect(clashes).to_contain_text("As soon as the event has an exact day")

    page.locator("[name=place]").fill("Vienna")
    page.locator("[name=dates_from]").fill("14 March 2018")

    expect(clashes).to_contain_text("Sixty-first session of the Commission on Narcotic Drugs")
    expect(clashes).to_contain_text("both in Vienna")
    page.locator("[name=dates_from]").fill("12 August 2018")
    expect(clashes).not_to_contain_text("Sixty-first session")


def test_a_month_is_gone_through_by_keyboard(sign_in):
    page = sign_in(UNODC)
    page.goto("/calendar/?month=2018-03")
    focused = page.locator(":focus")
    page.locator("[aria-current=date] [data-day]").focus()
    expect(focused).to_have_text(re.compile("^12"))

    for key, day in (("ArrowRight", 13), ("ArrowDown", 20), ("Home", 19), ("End", 25), ("ArrowUp", 18)):
        page.keyboard.press(key)
        expect(focused).to_have_text(re.compile(f"^{day} March"))
    page.keyboard.press("PageDown")
    expect(page.locator("#span-title")).to_have_text("April 2018")
    expect(focused).to_have_text(re.compile("^18 April"))
    page.keyboard.press("PageUp")
    expect(page.locator("#span-title")).to_have_text("March 2018")
    page.keyboard.press("Enter")
    expect(page.locator("#span-title")).to_have_text("12 March – 18 March 2018")


def test_a_phone_shows_the_month_without_scrolling_sideways(visit):
    page = visit(width=390, height=844)
    for view in ("?month=2018-03", "?view=week&day=2018-03-12", "?view=agenda", "?view=year&year=2018"):
        page.goto(f"/calendar/{view}")
        assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.goto("/calendar/?month=2018-03")
    expect(page.get_by_role("link", name=re.compile("Sixty-first session")).first).to_be_visible()


def test_paper_holds_the_month_and_its_list_without_controls(visit):
    page = visit()
    page.goto("/calendar/?month=2018-03")
    page.emulate_media(media="print")

    expect(page.locator(".cal-month")).to_be_visible()
    expect(page.locator("#span-list")).to_be_visible()
    for control in (".filters", ".tabs", ".cal-nav .btn", ".page-head .actions"):
        expect(page.locator(control).first).to_be_hidden()


def test_without_script_the_calendar_is_a_table_and_a_list(visit):
    page = visit(java_script_enabled=False)
    page.goto("/calendar/?month=2018-03")

    page.get_by_role("link", name="Next month").click()

    expect(page.locator("#span-title")).to_have_text("April 2018")
    page.get_by_role("link", name="To come", exact=True).click()
    expect(page.locator(".agenda li").first).to_be_visible()
