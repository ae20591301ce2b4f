"""Passkeys with a virtual authenticator: added, asked for at the sign-in, and instead of the password."""

import re

import pytest

from tests.browser.conftest import fill_in

EMAIL = "focal.undp@ungass.example"


@pytest.fixture
def device(visit, portal):
    """A window at an address that passkeys can be bound to, with an authenticator of its own."""
    page = visit(host=portal.url.replace("127.0.0.1", "localhost"))
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return page


def test_passkey_is_added_asked_for_and_opens_the_portal_alone(device):
    page = device
    page.goto("/account/sign-in/")
    fill_in(page, EMAIL, "ungass-demo")
    page.wait_for_url(re.compile("/desk/"))
    page.goto("/account/second-factor/passkeys/new/")
    page.get_by_label("Password").fill("ungass-demo")
    page.get_by_role("button", name="Confirm").click()
    page.get_by_label("Name").fill("My laptop")
    page.get_by_label("Passwordless").check()
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()
    assert page.locator(".codes li").count() == 10
    page.goto("/account/second-factor/")
    assert "My laptop" in page.locator("main").inner_text()

    page.context.clear_cookies()
    page.goto("/account/sign-in/")
    fill_in(page, EMAIL, "ungass-demo")
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_role("button", name="No, ask every time").click()
    page.wait_for_url(re.compile("/desk/"))

    page.context.clear_cookies()
    page.goto("/account/sign-in/")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(re.compile("/desk/"))
    assert "UNDP" in page.get_by_role("banner").inner_text()
