"""Every list costs the same number of queries with a few rows and with hundreds."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction

from calendar_app.seeding import seed
from entities import labels, reading_state
from entities.choices import Role
from tests import factories as make
from tests.pages.reading import cold_queries

pytestmark = pytest.mark.django_db

ADDRESSES = (
    "/",
    "/entities/",
    "/entities/unodc/",
    "/countries/",
    "/countries/afg/",
    "/chapters/",
    "/chapters/1/",
    "/recommendations/",
    "/recommendations/1(c)/",
    "/calendar/",
    "/calendar/?view=agenda",
    "/calendar/?view=past",
    "/calendar/?view=undated",
    "/calendar.ics",
)


@pytest.fixture(scope="module")
def few(django_db_setup, django_db_blocker):
    """Reference data and a few records, for this module."""
    with django_db_blocker.unblock(), transaction.atomic():
        labels._cache.version = None
        reading_state._kept.clear()
        call_command("load_reference", verbosity=0, stdout=StringIO())
        seed(activities=3, events=3, seed=1)
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize("reader", ["network", "public"])
def test_pages_cost_the_same_with_three_records_and_with_hundreds(few, client, reader):
    if reader == "network":
        client.force_login(make.person(Role.VIEWER, "who"))
        client.get("/accessibility/")
    before = {address: cold_queries(client, address) for address in ADDRESSES}

    seed(activities=300, events=300, seed=2)

    assert {address: cold_queries(client, address) for address in ADDRESSES} == before
