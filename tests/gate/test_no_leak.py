"""What a reader may not see changes not one byte of what that reader gets."""

import shutil
from datetime import UTC, datetime
from unittest import mock

import pytest
import time_machine
from django.conf import settings
from django.db import transaction
from django.test import Client

from entities import labels, reading_state
from entities.models.entry import EntryQuerySet
from tests.gate.addresses import addresses
from tests.gate.registries import Registry
from tests.gate.responses import answer

pytestmark = pytest.mark.django_db
NOON = datetime(2018, 3, 12, 12, tzinfo=UTC)
READERS = [("public", None), ("partners", "partner"), ("network", "viewer")]


def forget():
    """Nothing that was made for one registry may answer for the other, or a leak would not show."""
    labels._cache.version = None
    reading_state._kept.clear()
    shutil.rmtree(settings.DUMP_ROOT, ignore_errors=True)


def answers(audience, who, *, with_hidden):
    """All answers of a registry built in a transaction that is taken back afterwards."""
    with transaction.atomic(), time_machine.travel(NOON, tick=False):
        forget()
        registry = Registry(audience, with_hidden=with_hidden).build()
        client = Client(raise_request_exception=False)
        if who:
            client.force_login(registry.readers[who])
        found = {address: answer(client, address) for address in addresses(registry)}
        transaction.set_rollback(True)
    return found


@pytest.mark.parametrize(("audience", "who"), READERS)
def test_hidden_records_change_no_byte(audience, who):
    without = answers(audience, who, with_hidden=False)
    with_hidden = answers(audience, who, with_hidden=True)

    assert {address: got[0] for address, got in without.items() if got[0] >= 500} == {}
    assert sum(got[0] == 200 for got in without.values()) > 100
    assert [address for address in without if without[address] != with_hidden[address]] == []


def test_the_comparison_turns_red_when_a_filter_is_broken():
    def everybody(self, reader):
        return self.filter(audience_id="network")

    with mock.patch.object(EntryQuerySet, "for_reader", everybody):
        without = answers("public", None, with_hidden=False)
        with_hidden = answers("public", None, with_hidden=True)

    differing = [address for address in without if without[address] != with_hidden[address]]
    assert {"/matrix/", "/calendar.ics", "/api/v1/activities/", "/entities/who/", "/"} <= set(differing)
