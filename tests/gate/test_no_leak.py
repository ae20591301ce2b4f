"""What a reader may not see changes not one byte of what that reader gets."""

import shutil
from contextlib import contextmanager
from datetime import UTC, datetime
from unittest import mock
from urllib.parse import urlsplit

import pytest
import time_machine
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import resolve

from entities import labels, reading_state
from entities.models.entry import EntryQuerySet
from tests.gate.addresses import addresses
from tests.gate.registries import Registry
from tests.gate.responses import answer
from tests.test_access import PUBLIC

pytestmark = pytest.mark.django_db
NOON = datetime(2018, 3, 12, 12, tzinfo=UTC)
READERS = {"public": None, "partners": "partner", "network": "viewer"}
# Open routes that the walk asks for and that have nothing for its readers: forms for POST, secrets that nobody has,
# files that a worker makes.
IN_VAIN = {
    "account_signup", "api-chapter", "api-region", "calendar-zone", "circular-detail", "commission-detail",
    "edition-document", "invitation", "list-leave", "mail-leave", "metrics", "mfa_authenticate",
    "mfa_list_webauthn", "mfa_login_webauthn", "mfa_trust", "openid_connect_callback", "openid_connect_login",
    "secret-feed", "security-txt", "set_language", "socialaccount_login_cancelled",
}  # fmt: skip
# Where a filter that lets everything through shows at once.
TELLING = ("/", "/matrix/", "/calendar.ics", "/api/v1/activities/", "/entities/who/")


def forget():
    """Nothing that was made for one registry may answer for the other, or a leak would not show."""
    labels._cache.version = None
    reading_state._kept.clear()
    shutil.rmtree(settings.DUMP_ROOT, ignore_errors=True)


@contextmanager
def registry(hidden_from, *, with_hidden):
    """A registry on a fixed day, taken back afterwards."""
    with transaction.atomic(), time_machine.travel(NOON, tick=False):
        forget()
        yield Registry(hidden_from, with_hidden=with_hidden).build()
        transaction.set_rollback(True)


def answers(built, audience, only=None):
    """What the audience's reader gets from every address, or from some."""
    client = Client(raise_request_exception=False)
    if who := READERS[audience]:
        client.force_login(built.readers[who])
    return {address: answer(client, address) for address in only or addresses(built)}


def answers_of_a_broken_filter(built):
    """What the public gets where the one filter of all readers lets everything through."""

    def everybody(self, reader):
        return self.filter(audience_id="network")

    forget()
    with mock.patch.object(EntryQuerySet, "for_reader", everybody):
        found = answers(built, "public", TELLING)
    forget()
    return found


@pytest.fixture(scope="module")
def without(django_db_setup, django_db_blocker):
    """The answers of the registry that has nothing hidden: the same one for every audience."""
    with django_db_blocker.unblock(), registry("public", with_hidden=False) as built:
        found = {audience: answers(built, audience) for audience in READERS}
        return found | {"broken": answers_of_a_broken_filter(built)}


@pytest.mark.parametrize("audience", READERS)
def test_hidden_records_change_no_byte(audience, without):
    with registry(audience, with_hidden=True) as built:
        with_hidden = answers(built, audience)

    expected = without[audience]
    assert {address: got[0] for address, got in expected.items() if got[0] >= 500} == {}
    assert sum(got[0] == 200 for got in expected.values()) > 100
    assert [address for address in expected if expected[address] != with_hidden[address]] == []


def test_the_walk_finds_something_behind_every_route_that_is_open(without):
    """A route that the walk only ever asks for in vain would hide what it leaks."""
    found = {audience: {urlsplit(address).path for address, got in without[audience].items() if got[0] == 200}
             for audience in READERS}  # fmt: skip
    reached = {resolve(path).view_name for path in set().union(*found.values())}

    assert PUBLIC - reached == IN_VAIN


def test_the_comparison_turns_red_when_a_filter_is_broken(without):
    with registry("public", with_hidden=True) as built:
        with_hidden = answers_of_a_broken_filter(built)

    assert [address for address in TELLING if without["broken"][address] == with_hidden[address]] == []
