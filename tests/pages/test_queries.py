"""Every list costs the same number of queries with a few rows and with hundreds."""

import pytest
from django.db import transaction
from django.test import Client

from calendar_app.seeding import seed
from entities.choices import Role
from tests import factories as make
from tests.pages.reading import cold_queries

pytestmark = pytest.mark.django_db

ADDRESSES = (
    "/",
    "/editions/",
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
    "/calendar/?view=week",
    "/calendar/?view=ahead",
    "/calendar/?view=year",
)


@pytest.fixture(scope="module")
def few(reference_data, django_db_blocker):
    """Reference data and a few records, for this module."""
    with django_db_blocker.unblock(), transaction.atomic():
        seed(activities=3, events=3, seed=1)
        yield
        transaction.set_rollback(True)


def costs(clients):
    """What each address costs each reader, in queries."""
    return {
        (reader, address): cold_queries(client, address) for reader, client in clients.items() for address in ADDRESSES
    }


def test_pages_cost_the_same_with_three_records_and_with_hundreds(few):
    clients = {"public": Client(), "network": Client()}
    clients["network"].force_login(make.person(Role.VIEWER, "who"))
    clients["network"].get("/accessibility/")
    before = costs(clients)

    seed(activities=300, events=300, seed=2)

    assert costs(clients) == before
