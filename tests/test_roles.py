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
