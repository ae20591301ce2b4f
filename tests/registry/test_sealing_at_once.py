"""Sealing while others write, seal and read, on connections of their own, and with the database's process killed."""

import subprocess
import sys
from datetime import date

import pytest
from django.db import connection, transaction
from django.test import Client

from entities import cycle, sharing
from entities.choices import Decision, Role
from entities.models import AudienceClock, Change
from registry.edition_errors import AlreadySealed
from registry.edition_reading import EditionReading
from registry.models import Edition, EditionContent, EditionEntry, EditionRevision
from registry.sealing import seal_edition
from registry.sign_offs import sign_off
from tests import factories as make
from tests.browser.portal import ROOT, environment
from tests.entities.test_jobs import until
from tests.entities.test_races import Other, wait_until_blocked
from tests.factories.editions import edition, sealed, titles
from tests.registry.test_cycle_killed import a_month_that_is_due, state

pytestmark = pytest.mark.django_db(transaction=True)
AUDIENCES = ("network", "partners", "public")


@pytest.fixture
def month():
    make.code_lists()
    return edition()


@pytest.fixture
def secretariat():
    return make.person(Role.SECRETARIAT)


def going_public(record):
    """An act that gives a cleared record to two audiences at once."""
    word = sharing.Word("public", Decision.AGREE)
    lead = make.entity("who")
    return lambda: sharing.decide(record=record, entity=lead, word=word, by=record.created_by)


def held(month):
    """How many records each audience has of a month."""
    return [len(titles(month, audience)) for audience in AUDIENCES]


def test_a_save_that_arrives_during_sealing_falls_wholly_into_the_next_month(month, secretariat):
    record = make.cleared()

    with transaction.atomic():
        seal_edition(edition=month, by=secretariat, despite="x")
        other = Other(going_public(record))
        other.thread.start()
        wait_until_blocked(other)
    other.join()

    assert (other.error, held(month)) == (None, [1, 0, 0])
    assert held(sealed("2018-04", by=secretariat)) == [1, 1, 1]


def test_a_save_that_is_under_way_when_sealing_begins_falls_wholly_into_the_month(month, secretariat):
    record = make.cleared()

    with transaction.atomic():
        going_public(record)()
        other = Other(lambda: seal_edition(edition=month, by=secretariat, despite="x"))
        other.thread.start()
        wait_until_blocked(other)
    other.join()

    assert (other.error, held(month)) == (None, [1, 1, 1])


def test_a_word_that_is_being_given_when_sealing_begins_is_in_time_and_neither_is_broken_off(
    month, secretariat, portal_date
):
    portal_date(date(2018, 2, 28))
    record = make.cleared(chapter=1, countries=["AUT"])  # the word dates it anew, under the clocks
    portal_date(date(2018, 3, 12))

    with transaction.atomic():
        Edition.objects.select_for_update().get(pk=month.pk)  # as a word locks the month first
        other = Other(lambda: seal_edition(edition=month, by=secretariat, despite="x"))
        other.thread.start()
        wait_until_blocked(other)
        sign_off(edition=month, entity=make.entity("who"), word="no_change", by=record.created_by)
    other.join()

    (entry,) = EditionReading(month, "network").entries()
    assert (other.error, entry.last_confirmed, entry.carried_over) == (None, date(2018, 3, 12), False)


def test_of_two_sealings_at_once_one_does_it_and_the_other_says_so(month, secretariat):
    make.shared("public")

    with transaction.atomic():
        seal_edition(edition=month, by=secretariat, despite="x")
        other = Other(lambda: seal_edition(edition=month, by=secretariat, despite="x"))
        other.thread.start()
        wait_until_blocked(other)
    other.join()

    assert isinstance(other.error, AlreadySealed)
    assert str(other.error).startswith("March 2018 is sealed already, since 12 March 2018")
    assert sorted(EditionRevision.objects.values_list("audience", "number")) == [(name, 0) for name in AUDIENCES]
    assert held(month) == [1, 1, 1]


def test_readers_go_on_reading_while_a_month_is_sealed(month, secretariat):
    record, before, answers = make.shared("public", title="Read on"), sealed("2018-02"), []
    addresses = ("/api/v1/activities/", "/matrix/", f"/activities/{record.reference}/", f"/editions/{before.code}/")

    with transaction.atomic():
        seal_edition(edition=month, by=secretariat, despite="x")
        other = Other(lambda: answers.extend(Client().get(address) for address in addresses))
        other.thread.start()
        other.join()  # before the sealing is committed: nobody waits for it

    assert (other.error, [answer.status_code for answer in answers]) == (None, [200] * 4)
    assert ["Read on" in answer.content.decode() for answer in answers[:3]] == [True] * 3


def test_a_database_process_that_is_ended_in_the_middle_of_sealing_leaves_nothing_and_the_next_run_seals(portal_date):
    a_month_that_is_due(portal_date)
    before, clocks = state(), list(AudienceClock.objects.order_by("pk").values_list("pk", "position"))

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE registry_editionconfirmation")  # entries and contents are written before it
        other = Other(cycle.run)
        other.thread.start()
        wait_until_blocked(other)
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_locks"
            " WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
        )
        assert cursor.fetchall() == [(True,)]
        other.join()

    assert isinstance(other.error, Exception)
    after, sealing = state(), ("entries", "contents", "ends", "confirmations", "revisions")  # steps before it are done
    assert {name: after[name] for name in sealing} == {name: before[name] for name in sealing}
    assert Edition.objects.get(month=date(2018, 3, 1)).sealed_at is None
    assert list(AudienceClock.objects.order_by("pk").values_list("pk", "position")) == clocks

    cycle.run()

    assert Edition.objects.get(month=date(2018, 3, 1)).state == "sealed"
    assert (EditionEntry.objects.count(), EditionContent.objects.count()) > (len(before["entries"]), 0)
    assert not Change.objects.filter(position__gt=max(position for _name, position in clocks)).exists()


def test_a_cycle_that_is_killed_in_the_middle_of_sealing_leaves_nothing_and_the_next_run_seals(portal_date):
    a_month_that_is_due(portal_date)
    before = state()
    env = environment(connection.settings_dict["NAME"], "staticfiles", 1) | {"PORTAL_DATE": "2018-04-03"}

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE registry_editionconfirmation")
        killed = subprocess.Popen([sys.executable, "manage.py", "monthly_cycle"], cwd=ROOT, env=env)
        wait_until_blocked(Other(None), tries=1200)
        killed.kill()
        killed.wait()
    until(cycle.run)  # the database lets go of what the dead process held

    after = state()
    assert Edition.objects.get(month=date(2018, 3, 1)).state == "sealed"
    assert [row[:3] for row in after["revisions"]][: len(before["revisions"])] == [
        row[:3] for row in before["revisions"]
    ]
    assert sorted(EditionRevision.objects.filter(edition="2018-03-01").values_list("audience", "number")) == [
        (name, 0) for name in AUDIENCES
    ]
    assert len(after["entries"]) > len(before["entries"])
