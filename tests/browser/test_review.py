"""The secretariat at its queue: by keyboard on a wide screen, and on a phone without script."""

import re

from playwright.sync_api import expect

SECRETARIAT, FOCAL_POINT = "secretariat@ungass.example", "focal.who@ungass.example"


def submit(page, title):
    """A focal point types an activity and submits it; returns its reference."""
    page.goto("/desk/activities/new/")
    page.get_by_label("Title", exact=False).first.fill(title)
    page.get_by_label("Summary", exact=False).first.fill("Staff of four prisons learn to use naloxone.")
    page.get_by_role("button", name="Save and submit").last.click()
    page.wait_for_url(re.compile(r"/desk/activities/ACT-\d{6}/"))
    return re.search(r"ACT-\d{6}", page.url).group()


def test_queue_is_worked_off_by_keyboard(sign_in):
    focal_point, page = sign_in(FOCAL_POINT), sign_in(SECRETARIAT)
    first, second = (submit(focal_point, title) for title in ("Keyboard course one", "Keyboard course two"))
    page.goto("/review/?q=Keyboard+course")
    chosen = page.locator("#chosen-title")

    expect(chosen).to_have_text("Keyboard course one")
    page.keyboard.press("n")
    expect(chosen).to_have_text("Keyboard course two")
    page.keyboard.press("r")
    page.keyboard.type("a note that clears nothing")
    reason = page.get_by_label("What should be mended")
    expect(reason).to_have_value("a note that clears nothing")
    expect(page).to_have_url(re.compile(f"/review/{second}/"))
    reason.blur()
    page.keyboard.press("a")

    expect(page.locator(".messages")).to_contain_text(f"{second} is cleared: the network reads it.")
    expect(chosen).to_have_text("Keyboard course one")
    expect(page).to_have_url(re.compile(rf"/review/{first}/\?q=Keyboard\+course$"))


def test_phone_without_script_shows_the_queue_then_the_record(sign_in):
    reference = submit(sign_in(FOCAL_POINT), "Phone course")
    page = sign_in(SECRETARIAT, width=390, height=844, java_script_enabled=False)
    page.goto("/review/?q=Phone+course")

    expect(page.locator(".review-detail")).to_be_hidden()
    page.get_by_role("link", name="Phone course").click()
    expect(page.locator(".review-queue")).to_be_hidden()
    page.get_by_role("button", name="Return with this reason").click()
    expect(page.locator(".error-summary")).to_contain_text("What should be mended: This field is required.")
    page.get_by_label("What should be mended").fill("Say in which country.")
    page.get_by_role("button", name="Return with this reason").click()

    expect(page.locator(".messages")).to_contain_text(f"{reference} is returned with your reason.")
    expect(page.locator(".review-queue")).to_contain_text("Nothing matches")
