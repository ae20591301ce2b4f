"""A run of the cycle that is killed anywhere is made good by the next: the end is that of an unkilled run."""

from datetime import date

import pytest
from django.db import connection, transaction

from entities import cycle
from entities.choices import JobState, Role
from entities.models import Job, Letter, Membership, ScheduledRun
from registry import month_letters
from registry.models import (
    Edition,
    EditionConfirmation,
    EditionContent,
    EditionEntry,
    EditionEntryEnd,
    EditionRevision,
    SignOff,
)
from tests import factories as make
from tests.factories.editions import sealed

pytestmark = pytest.mark.django_db
SAVING = ("SAVEPOINT", "RELEASE", "ROLLBACK")


class Killed(BaseException):
    """What no code catches: the machine stopped."""


class Killer:
    """Lets so many statements pass, and the next one never happens."""

    def __init__(self, spared):
        self.left = spared

    def __call__(self, execute, sql, params, many, context):
        if not sql.startswith(SAVING):
            self.left -= 1
            if self.left < 0:
                raise Killed
        return execute(sql, params, many, context)


def a_month_that_is_due(portal_date):
    """On 3 April March is complete and waits to be closed and sealed, and April to be opened."""
    make.code_lists()
    portal_date(date(2018, 2, 5))
    who = make.shared("public", title="Old", lead="who").created_by
    sealed("2018-02")
    portal_date(date(2018, 3, 5))
    cycle.run()
    make.shared("partners", "event", title="New", lead="who")
    SignOff.objects.create(edition_id=date(2018, 3, 1), entity=make.entity("who"), word="updated", by=who)
    others = Membership.objects.filter(role=Role.FOCAL_POINT).exclude(user=who)
    others.update(ends=date(2018, 3, 5))  # one call is enough
    secretariat = Membership.objects.filter(role=Role.SECRETARIAT).order_by("pk")
    secretariat.exclude(pk=secretariat.first().pk).update(ends=date(2018, 3, 5))  # and one digest
    Job.objects.filter(kind="documents").update(state=JobState.FAILED, error="No room.")  # of which that tells
    portal_date(date(2018, 4, 3))


def state():
    """All that the month is made of, but for keys and the time of day."""
    return {
        "editions": list(Edition.objects.values_list("month", "state", "opens_at", "deadline_at", "seals_at")),
        "entries": list(EditionEntry.objects.order_by("audience", "reference").values_list(
            "audience", "reference", "content", "from_edition", "end__at_edition")),
        "contents": list(EditionContent.objects.order_by("pk").values_list("pk", "payload")),
        "ends": EditionEntryEnd.objects.count(),
        "confirmations": list(EditionConfirmation.objects.values_list("edition", "day", "references")),
        "letters": sorted(Letter.objects.values_list("kind", "key", "state")),
        "jobs": sorted(Job.objects.values_list("kind", "state")),
        "done once": sorted(ScheduledRun.objects.values_list("job", "period")),
        "revisions": list(EditionRevision.objects.values_list("edition", "audience", "number", "sha256", "counts")),
    }  # fmt: skip


def test_killed_at_any_statement_the_next_run_comes_to_the_same_end(portal_date, monkeypatch):
    monkeypatch.setattr(month_letters, "MORNING", 0)  # the digest is due at whatever hour the tests run
    a_month_that_is_due(portal_date)
    before = state()
    with transaction.atomic():
        cycle.run()
        wanted = state()
        transaction.set_rollback(True)
    assert [row[1] for row in wanted["editions"]][:3] == ["sealed", "sealed", "open"]
    assert {row[0] for row in wanted["letters"]} == {"call", "digest"}
    assert wanted["jobs"][-1] == ("letter", "waiting")

    killed, differing = 0, []
    for spared in range(1000):
        with transaction.atomic():
            was_killed = cycle_killed_after(spared)
            cycle.run()
            if state() != wanted:
                differing.append(spared)
            transaction.set_rollback(True)
        assert state() == before
        killed += was_killed
        if not was_killed:
            break

    assert (killed > 40, differing) == (True, [])


def cycle_killed_after(spared):
    """Run the cycle for so many statements; False if it came to its end."""
    try:
        with connection.execute_wrapper(Killer(spared)):
            cycle.run()
    except Killed:
        # Django's own small transactions flag the outer one; the database has seen no error
        transaction.set_rollback(False)
        return True
    return False
