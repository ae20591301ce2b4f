"""axe-core finds no violation on any page, in light and dark, wide and narrow, from left to right and right to left.

A route that no link leads to (tests/browser/pages.py) and that is not named here as such fails the test.
"""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.pages import PEOPLE, TOO_WIDE, TURN, pages_of, status_of
from tests.test_access import ROUTES

# Routes that no link is sure to lead to: acts, files, and pages that need something of one's own; the API besides.
NOT_WALKED = {
    "account-directory", "account-feed-end", "account-feed-replace", "account-feeds-detail",
    "account-feeds-switch", "account-token-edit", "account-token-replace", "account-token-revoke",
    "account-webhook", "account-webhook-new", "account-webhook-remove", "account-webhook-replay",
    "account-webhook-secret", "account-webhook-start", "account-webhooks", "account_inactive", "account_logout",
    "account_reauthenticate", "account_reset_password_done", "account_reset_password_from_key",
    "account_reset_password_from_key_done", "account_signup", "acting-for", "calendar-ics", "calendar-source",
    "calendar-source-edit", "calendar-source-fetch", "calendar-zone", "changes-feed", "circular-detail",
    "desk-access-decline", "desk-all-still-true", "desk-invitation-revoke", "desk-name-deputy", "desk-sign-off",
    "desk-workbook", "desk-workbook-file", "draft-discard", "edition-document", "edition-entries",
    "edition-entry-newest", "edition-narrative", "event-clashes", "event-ics", "gallery", "healthz", "import",
    "import-apply", "import-columns", "import-conflict", "import-remarks", "import-row", "import-take-back",
    "imports", "invitation", "job-cancel", "list-leave", "mail-leave", "mandate-detail", "matrix-view-delete",
    "matrix-view-save", "merge", "metrics", "mfa_authenticate", "mfa_deactivate_totp",
    "mfa_download_recovery_codes", "mfa_edit_webauthn", "mfa_generate_recovery_codes", "mfa_list_webauthn",
    "mfa_login_webauthn", "mfa_reauthenticate", "mfa_reauthenticate_webauthn", "mfa_remove_webauthn",
    "mfa_trust", "mfa_view_recovery_codes", "openid_connect_callback", "openid_connect_login", "own-letter",
    "own-letter-body", "record-approve", "record-autosave", "record-delete", "record-evidence", "record-merge",
    "record-new", "record-new-autosave", "record-propose", "record-recall", "record-remove", "record-restore",
    "record-restrict", "record-still-true", "record-submit", "record-take-back", "record-without",
    "reference-name-take-back", "reference-network-end", "reference-recommendation-delete",
    "reference-term-delete", "review-circular", "review-circular-bounced", "review-circular-edit",
    "review-circular-preview", "review-circular-resend", "review-circular-send", "review-circular-test",
    "review-clear", "review-clear-several", "review-distribution-list", "review-edition-act",
    "review-edition-correct", "review-edition-documents", "review-edition-seal", "review-erase",
    "review-hand-over", "review-invitation-revoke", "review-job-retry", "review-letter-body",
    "review-letter-resend", "review-merge", "review-restored", "review-return", "review-role-reopen",
    "review-text-take-back", "secret-feed", "security-txt", "set_language", "sharing-policy-end",
    "socialaccount_login_cancelled",
}  # fmt: skip
# Colours follow the scheme alone and the layout the width alone, so two looks hold them all.
LOOKS = [("light", 1440), ("dark", 390)]


@pytest.fixture(scope="module")
def stage_of_portal():
    """With sealed months, and March open."""
    return "march"


def violations(page):
    """What axe finds, as text that names the rule and the places."""
    results = Axe().run(page).response["violations"]
    return [f"{row['id']}: {[node['html'][:120] for node in row['nodes'][:3]]}" for row in results]


def turn(page):
    """Show the page in the other direction from now on: it is looked at in English and in Arabic.

    Which of the looks has which changes from page to page.
    """
    before = page.get_attribute("html", "dir")
    if page.locator("form[action='/language/']").count():
        page.evaluate(TURN, "en" if before == "rtl" else "ar")
        page.reload()


def faults(page, address):
    """In both looks no violation, nothing that sticks out of the window, and the page itself rather than an error."""
    status = page.goto(address).status
    if status != status_of(address):
        return [f"{address}: answers {status}"]
    found = []
    for scheme, width in LOOKS:
        if (scheme, width) != LOOKS[0]:
            turn(page)
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        spoken = page.get_attribute("html", "lang")
        if page.get_attribute("html", "dir") != ("rtl" if spoken == "ar" else "ltr"):
            found.append(f"{address}: {spoken} has the wrong direction")
        found += [f"{address}, {scheme}, {spoken}: {text}" for text in violations(page)]
        wide = page.evaluate(TOO_WIDE)
        if wide > 0:
            found.append(f"{address}: {wide}px too wide for {width}px")
    return found


def test_no_page_is_barred(visit, sign_in):
    found, met = [], {}
    for person in PEOPLE:
        page = sign_in(person) if person else visit()
        for address in pages_of(page, person, met):
            found += faults(page, address)

    assert found == []
    pages = {name for _route, name in ROUTES if not name.startswith("api")}
    assert pages - set(met) - NOT_WALKED == set()
    assert NOT_WALKED - pages == set()
