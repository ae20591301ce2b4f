"""Signing in and out in a real browser."""

from playwright.sync_api import expect

from tests.browser.conftest import fill_in


def test_wrong_password_is_told_without_saying_whether_the_person_exists(visit):
    page = visit()
    messages = []
    for email in ("focal.who@ungass.example", "nobody@ungass.example"):
        page.goto("/account/sign-in/")
        fill_in(page, email, "not the password")
        messages.append(page.locator(".error-summary").inner_text())

    assert messages[0] == messages[1]


def test_sign_in_shows_whom_one_acts_for_and_sign_out_ends_it(sign_in):
    page = sign_in("focal.who@ungass.example")

    expect(page.get_by_role("banner")).to_contain_text("WHO")
    page.goto("/account/sign-out/")
    page.get_by_role("button", name="Sign out").last.click()
    page.goto("/desk/")
    assert "sign-in" in page.url
