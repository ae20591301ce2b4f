"""Each address that is closed to visitors, by GET and POST: who is let in, by role. A new one must be written down.

Addresses of the secretariat, of single records and of webhooks have tests of their own (`test_access.py`,
`entities/test_acts_by_role.py`, `entities/test_webhooks.py`).
"""

import pytest
from django.db import transaction
from django.test import Client

from entities.choices import Role
from tests import factories as make
from tests.test_access import CLOSED, RECORD, SECRETARIAT, SIGN_IN, WEBHOOKS, address, places  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db
# N nobody's role, P a partner's member, V viewer, C contributor, F focal point, all three of WHO, whose things
# the places are; O focal point of another entity, S secretariat
PEOPLE = {
    "N": (None, ""),
    "P": (Role.PARTNER, ""),
    "V": (Role.VIEWER, "who"),
    "C": (Role.CONTRIBUTOR, "who"),
    "F": (Role.FOCAL_POINT, "who"),
    "O": (Role.FOCAL_POINT, "undp"),
    "S": (Role.SECRETARIAT, ""),
}
# Who gets an answer by GET and by POST: “-” where nobody may use the method, "" where it takes more than a role
# (a token, a draft or letter of one's own, a passkey).
LET_IN = {
    ("", ""): """
        api-desk-activities api-desk-activity api-desk-activity-own api-desk-activity-submit api-desk-event
        api-desk-event-own api-desk-event-submit api-desk-events api-import api-import-apply api-import-rows
        api-import-take-back api-imports desk-lost-factors desk-role-end mfa_deactivate_totp
        mfa_download_recovery_codes
    """,
    ("", "-"): """
        gallery mfa_view_recovery_codes own-letter own-letter-body
    """,
    ("", "CFS"): """
        import-apply import-columns import-row import-take-back
    """,
    ("-", ""): """
        account-feed-end account-feed-replace account-feeds-detail account-feeds-switch desk-access-decline
        desk-name-deputy draft-discard
    """,
    ("-", "F"): """
        desk-invitation-revoke
    """,
    ("-", "NPVCFOS"): """
        account-directory acting-for desk-all-still-true desk-sign-off matrix-view-delete matrix-view-save
        record-new-autosave
    """,
    ("-", "P"): """
        api-receipts
    """,
    ("-", "S"): """
        job-cancel
    """,
    ("-", "VCFOS"): """
        event-clashes
    """,
    ("CFOS", "CFOS"): """
        imports record-new
    """,
    ("CFS", ""): """
        import import-remarks
    """,
    ("CFS", "CFS"): """
        import-conflict
    """,
    ("F", "F"): """
        sharing-policy-end
    """,
    ("FO", "-"): """
        desk-audit desk-audit-export desk-people
    """,
    ("FO", "FO"): """
        desk-domains desk-invite hand-over sharing-policy-new
    """,
    ("NPVCFOS", ""): """
        account-sessions
    """,
    ("NPVCFOS", "-"): """
        account-data account-tokens account-usage account-webhooks mfa_index own-mail
    """,
    ("NPVCFOS", "NPVCFOS"): """
        account account-feeds account_change_password account_reauthenticate mfa_activate_totp mfa_add_webauthn
        mfa_edit_webauthn mfa_generate_recovery_codes mfa_reauthenticate mfa_reauthenticate_webauthn
        mfa_remove_webauthn notifications
    """,
    ("P", "P"): """
        account-token-edit account-token-replace account-webhook-new
    """,
    ("PFO", "PFO"): """
        account-token-new
    """,
    ("PS", "PS"): """
        account-token-revoke
    """,
    ("S", "-"): """
        job
    """,
    ("VCFOS", "-"): """
        calendar-free-weeks desk desk-workbook desk-workbook-file directory
    """,
    ("VCFS", "VCFS"): """
        merge
    """,
}
REST = [name for name in CLOSED if name not in {*SECRETARIAT, *RECORD, *WEBHOOKS}]


@pytest.fixture
def browsers(places):  # noqa: F811
    """A browser in which each of them is signed in."""
    found = {}
    for letter, (role, entity) in PEOPLE.items():
        found[letter] = Client()
        found[letter].force_login(make.person(role, entity) if role else make.person())
    return found


def let_in(method, name, browsers, places):  # noqa: F811
    """The letters of those who get something; “-” where nobody may use the method."""
    found, statuses = "", set()
    for letter, browser in browsers.items():
        with transaction.atomic():
            response = getattr(browser, method)(address(name, places))
            transaction.set_rollback(True)
        statuses.add(response.status_code)
        refused = response.status_code in (401, 403, 404, 405) or response.headers.get("Location", "").startswith(
            SIGN_IN
        )
        found += "" if refused else letter
    return "-" if statuses == {405} else found


def wanted():
    """The table by address."""
    return {name: letters for letters, names in LET_IN.items() for name in names.split()}


def test_every_closed_address_is_in_the_table():
    assert set(wanted()) | {"entity-sharing"} == set(REST)


@pytest.mark.parametrize(("place", "method"), [(0, "get"), (1, "post")])
def test_each_address_answers_those_of_the_table_and_nobody_else(place, method, browsers, places):  # noqa: F811
    found = {name: let_in(method, name, browsers, places) for name in wanted()}

    assert found == {name: letters[place] for name, letters in wanted().items()}


def test_sharing_of_an_entity_is_read_by_those_of_it_alone(browsers, places):  # noqa: F811
    assert set(let_in("get", "entity-sharing", browsers, places)) >= {"V", "C", "F"}
