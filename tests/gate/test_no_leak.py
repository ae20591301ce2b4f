"""What a reader may not see changes not one byte of what that reader gets."""

import shutil
import tempfile
from contextlib import ExitStack, contextmanager, nullcontext
from datetime import UTC, datetime
from unittest import mock
from urllib.parse import urlsplit

import pytest
import time_machine
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.test import Client, override_settings
from django.urls import resolve
from hypothesis import given
from hypothesis import settings as profile
from hypothesis import strategies as st

from calendar_app.models import CalendarEntry
from entities import labels, reading_state
from entities.gate import Gate
from entities.models import Change
from registry.models import EditionRevision, MatrixEntry, PublishedCircular
from tests.gate.addresses import addresses
from tests.gate.registries import Registry
from tests.gate.responses import answer
from tests.gate.role import as_reader, grant
from tests.test_access import PUBLIC

pytestmark = pytest.mark.django_db
NOON = datetime(2018, 3, 12, 12, tzinfo=UTC)
READERS = {"public": None, "partners": "partner", "network": "viewer"}
SMALL = {"kinds": ("activity", "event"), "months": False}
# The desk, the review pages and what belongs to one's own account are no reader views.
OWN_SIDE = ("/desk/", "/review/", "/account/")
# Open routes that the walk asks for and that have nothing for its readers: forms for POST, secrets that nobody has.
IN_VAIN = {
    "account_signup", "calendar-zone", "invitation", "list-leave", "mail-leave", "metrics",
    "mfa_authenticate", "mfa_list_webauthn", "mfa_login_webauthn", "mfa_trust", "openid_connect_callback",
    "openid_connect_login", "security-txt", "set_language", "socialaccount_login_cancelled",
}  # fmt: skip
# Where a filter that lets everything through shows at once: one address of every kind of surface.
TELLING = (
    "/", "/matrix/", "/matrix/?q=family+skills", "/matrix/export.csv", "/calendar/?month=2018-03",
    "/calendar/?view=agenda", "/calendar.ics", "/calendar.ics?entity=who", "/calendar/events.ics", "/entities/",
    "/entities/who/", "/chapters/1/", "/countries/aut/", "/recommendations/1(a)/", "/figures/",
    "/feeds/changes.atom", "/circulars/", "/editions/", "/editions/2018-02/", "/editions/2018-02/matrix/",
    "/events/EVT-101000/", "/events/EVT-777001/", "/activities/ACT-777002/", "/api/v1/activities/",
    "/api/v1/activities/?q=family+skills&limit=1", "/api/v1/events/", "/api/v1/changes/",
    "/api/v1/summary/?rows=chapter&columns=entity", "/api/v1/dump/records.ndjson", "/api/v1/dump/calendar.csv",
    "/api/v1/editions/", "/api/v1/editions/2018-02/matrix/", "/api/v1/entities/who/iati.xml",
)  # fmt: skip
# Every table that readers are given rows of by audience: each of these filters is broken in turn.
FILTERED = (MatrixEntry, CalendarEntry, Change, EditionRevision, PublishedCircular)


def forget():
    """Nothing that was made for one registry may answer for the other, or a leak would not show."""
    labels._cache.version = None
    reading_state._kept.clear()
    shutil.rmtree(settings.DUMP_ROOT, ignore_errors=True)


@contextmanager
def registry(hidden_from, *, with_hidden, dice=None, documents=(), **parts):
    """A registry on a fixed day, taken back afterwards; with the documents of its months for some audiences."""
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        stack.enter_context(override_settings(DOCUMENTS_ROOT=folder))
        stack.enter_context(transaction.atomic())
        stack.enter_context(time_machine.travel(NOON, tick=False))
        forget()
        built = Registry(hidden_from, with_hidden=with_hidden, dice=dice).build(**parts)
        built.make_documents(documents)
        yield built
        transaction.set_rollback(True)


def answers(built, audience, only=None):
    """What the audience's reader gets from every address, or from some."""
    client = Client(raise_request_exception=False)
    if who := READERS[audience]:
        client.force_login(built.readers[who])
    return {address: answer(client, address) for address in only or addresses(built, audience)}


def answers_without_the_desk(built, audience):
    """The same, asked for under the database role that has no SELECT on the desk's tables."""
    grant()
    client, found = Client(raise_request_exception=False), {}
    if who := READERS[audience]:
        client.force_login(built.readers[who])
    for address in addresses(built, audience):
        with nullcontext() if address.startswith(OWN_SIDE) else as_reader():
            found[address] = answer(client, address)
    return found


def everything_of(model):
    """The filter by audience lets through what the network reads, for one table."""
    narrow = QuerySet.filter

    def wide(self, *args, **named):
        if self.model is model:
            wider = {"audience": "network", "audience_id": "network", "audience__in": list(READERS)}
            named = {name: wider.get(name, value) for name, value in named.items()}
        return narrow(self, *args, **named)

    return mock.patch.object(QuerySet, "filter", wide)


def answers_of_broken_filters(built):
    """What the public gets where the filter of one table is broken, for each table."""
    found = {}
    for model in FILTERED:
        forget()
        with everything_of(model):
            found[model] = answers(built, "public", TELLING)
    forget()
    return found


@pytest.fixture(scope="module")
def without(django_db_setup, django_db_blocker):
    """The answers of the registry that has nothing hidden: the same one for every audience."""
    with django_db_blocker.unblock(), registry("public", with_hidden=False, documents=READERS) as built:
        found = {audience: answers(built, audience) for audience in READERS}
        return found | {"broken": answers_of_broken_filters(built)}


@pytest.mark.parametrize("audience", READERS)
def test_hidden_records_change_no_byte(audience, without):
    """And no reader's page reads the desk's tables: what must not be read cannot be told."""
    with registry(audience, with_hidden=True, documents=READERS) as built:
        with_hidden = answers_without_the_desk(built, audience)

    expected = without[audience]
    assert {address: got[0] for address, got in expected.items() if got[0] >= 500} == {}
    assert sum(got[0] == 200 for got in expected.values()) > 100
    assert [address for address in expected if expected[address] != with_hidden[address]] == []


class Answers(dict):
    """Answers by audience; hypothesis writes down what a test is given, and these are long."""

    def __repr__(self):
        return "the answers"


@pytest.fixture(scope="module")
def small(django_db_setup, django_db_blocker):
    """The answers of a small registry without anything hidden."""
    with django_db_blocker.unblock(), registry("public", with_hidden=False, **SMALL) as built:
        return Answers({audience: answers(built, audience, TELLING) for audience in READERS})


@profile(max_examples=5, deadline=None)
@given(audience=st.sampled_from(list(READERS)), dice=st.integers(min_value=0, max_value=2**32))
def test_no_registry_that_differs_in_hidden_records_reads_differently(small, audience, dice):
    with registry(audience, with_hidden=True, dice=dice, **SMALL) as built:
        with_hidden = answers(built, audience, TELLING)

    assert [address for address in TELLING if small[audience][address] != with_hidden[address]] == []


def test_the_walk_finds_something_behind_every_route_that_is_open(without):
    """A route that the walk only ever asks for in vain would hide what it leaks."""
    found = {audience: {urlsplit(address).path for address, got in without[audience].items() if got[0] == 200}
             for audience in READERS}  # fmt: skip
    reached = {resolve(path).view_name for path in set().union(*found.values())}

    assert PUBLIC - reached == IN_VAIN


def test_the_comparison_turns_red_when_any_filter_is_broken(without):
    with registry("public", with_hidden=True) as built:
        with_hidden = answers_of_broken_filters(built)

    silent = [
        model.__name__
        for model in FILTERED
        if all(without["broken"][model][address] == with_hidden[model][address] for address in TELLING)
    ]
    assert silent == []


def one_word_is_enough(gate, version):
    """The gate asks its first decider only."""
    return ALL_DECIDERS(gate, version)[:1]


def kept_to_nobody(gate, audience):
    """The gate does not ask whether a record is kept to its own entities."""
    gate.record.own_only = False
    return PASSAGE(gate, audience)


ALL_DECIDERS, PASSAGE = Gate.deciders, Gate.passage
GATE_BROKEN = {
    "one decider is enough": ("public", "deciders", one_word_is_enough),
    "tentative events leave": ("public", "kept_inside", lambda gate, version: ""),
    "what is kept to its own entities is read": ("network", "passage", kept_to_nobody),
}


@pytest.mark.parametrize("how", GATE_BROKEN)
def test_the_comparison_turns_red_when_the_gate_is_broken(how, small):
    """Words on the ledger let the hidden records out, where one of the gate's questions is not asked."""
    audience, *question = GATE_BROKEN[how]
    with mock.patch.object(Gate, *question), registry(audience, with_hidden=True, **SMALL) as built:
        with_hidden = answers(built, audience, TELLING)

    assert [address for address in TELLING if small[audience][address] != with_hidden[address]] != []
