"""Two people at once: positions follow the order of commits without gaps, locks come in one order, one act wins."""

import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from entities import review, sharing
from entities.choices import Decision, Outcome, Role
from entities.models import AudienceClock, Change, Record
from tests import factories as make

WAIT = 10


class Other:
    """Something done at the same time on a connection of its own."""

    def __init__(self, act):
        self.act, self.error, self.done = act, None, threading.Event()
        self.thread = threading.Thread(target=self._run)

    def _run(self):
        try:
            self.act()
        except Exception as error:
            self.error = error
        finally:
            connection.close()
            self.done.set()

    def join(self):
        """Wait for its end; what it raised is in `error`."""
        self.thread.join(WAIT)
        assert self.done.is_set(), "the other one never came to its end"


def wait_until_blocked(other, tries=200):
    """Wait until another connection waits for a lock that this one holds."""
    for _try in range(tries):
        with connection.cursor() as cursor:
            # not pg_stat_activity: within a transaction that stays as it was when first asked
            cursor.execute(
                "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
            )
            if cursor.fetchone()[0]:
                return
        threading.Event().wait(0.05)
    pytest.fail(f"nobody waits for the lock; {other.error!r}")


@pytest.fixture
def secretariat():
    return make.person(Role.SECRETARIAT)


def positions():
    return list(Change.objects.filter(audience="network").values_list("position", "reference"))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kept", [True, False], ids=["commit", "rollback"])
def test_positions_follow_the_order_of_commits_without_gaps(kept, secretariat):
    make.code_lists()
    first, second = make.submitted(), make.submitted()

    with transaction.atomic():
        review.clear(record=first, by=secretariat)
        other = Other(lambda: review.clear(record=second, by=secretariat))
        other.thread.start()
        wait_until_blocked(other)
        blocked = not other.done.is_set()
        transaction.set_rollback(not kept)
    other.join()

    assert (blocked, other.error) == (True, None)
    assert positions() == ([(1, first.reference), (2, second.reference)] if kept else [(1, second.reference)])
    assert AudienceClock.objects.get(pk="network").position == len(positions())


@pytest.mark.django_db(transaction=True)
def test_a_record_is_cleared_once(secretariat):
    make.code_lists()
    record, colleague = make.submitted(), make.person(Role.SECRETARIAT)

    with transaction.atomic():
        review.clear(record=record, by=secretariat)
        other = Other(lambda: review.clear(record=record, by=colleague))
        other.thread.start()
        wait_until_blocked(other)
    other.join()

    assert isinstance(other.error, PermissionDenied)
    assert list(record.versions.values_list("outcome", "decided_by")) == [(Outcome.CLEARED, secretariat.pk)]
    assert positions() == [(1, record.reference)]


@pytest.mark.django_db(transaction=True)
def test_a_draft_sent_twice_at_once_is_submitted_once():
    make.code_lists()
    record = make.record()

    with transaction.atomic():
        review.submit(record=record, by=record.created_by)
        other = Other(lambda: review.submit(record=Record.objects.get(pk=record.pk), by=record.created_by))
        other.thread.start()
        wait_until_blocked(other)
    other.join()

    assert isinstance(other.error, PermissionDenied)
    assert list(record.versions.values_list("number", "outcome")) == [(1, Outcome.PENDING)]


@pytest.mark.django_db(transaction=True)
def test_a_withdrawal_and_an_agreement_at_once_leave_nothing_outside():
    make.code_lists()
    record = make.cleared(lead="who", partners=["unodc"])
    who, unodc = record.created_by, make.person(Role.FOCAL_POINT, "unodc")
    word = sharing.Word("public", Decision.AGREE)
    sharing.decide(record=record, entity=make.entity("who"), word=word, by=who)
    entity = make.entity("unodc")

    with transaction.atomic():
        review.withdraw(record=record, by=who, reason="unsafe")
        other = Other(lambda: sharing.decide(record=record, entity=entity, word=word, by=unodc))
        other.thread.start()
        wait_until_blocked(other)
    other.join()

    assert other.error is None
    assert list(Change.objects.order_by("pk").values_list("audience", "kind")) == [
        ("network", "created"),
        ("network", "withdrawn"),
    ]


def locked_tables(queries):
    """The tables that the statements locked rows of, in order, by their short names."""
    tables = ("entities_record", "entities_audienceclock")
    return [next(table for table in tables if f'FROM "{table}"' in sql) for sql in queries if "FOR UPDATE" in sql]


@pytest.mark.django_db
@pytest.mark.parametrize("act", ["clear", "decide", "withdraw", "restrict"])
def test_records_are_locked_first_and_clocks_last(act, secretariat):
    make.code_lists()
    record = make.submitted() if act == "clear" else make.cleared()
    who = make.entity("who")
    acts = {
        "clear": lambda: review.clear(record=record, by=secretariat),
        "decide": lambda: sharing.decide(
            record=record, entity=who, word=sharing.Word("public", Decision.AGREE), by=record.created_by
        ),
        "withdraw": lambda: review.withdraw(record=record, by=record.created_by, reason="x"),
        "restrict": lambda: review.restrict(record=record, own_only=True, by=record.created_by),
    }

    with CaptureQueriesContext(connection) as queries:
        acts[act]()

    statements = [query["sql"] for query in queries]
    assert locked_tables(statements) == ["entities_record", "entities_audienceclock"]
    clock = next(sql for sql in statements if "entities_audienceclock" in sql and "FOR UPDATE" in sql)
    assert 'ORDER BY "entities_audience"."order" ASC' in clock


@pytest.mark.django_db
def test_several_records_are_locked_by_reference():
    make.code_lists()
    for _number in range(4):
        make.record()

    with CaptureQueriesContext(connection) as queries, transaction.atomic():
        found = [record.reference for record in Record.objects.locked()]

    assert found == sorted(found)
    locking = [query["sql"] for query in queries if "FOR UPDATE" in query["sql"]]
    assert len(locking) == 1
    assert 'ORDER BY "entities_record"."reference" ASC' in locking[0]
