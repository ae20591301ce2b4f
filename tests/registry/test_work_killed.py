"""The work of a month, its letters and documents, killed before every statement: done all the same, no mail twice."""

import shutil
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection, transaction
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from entities import cycle, jobs
from entities.choices import JobState, LetterState
from entities.models import Job, Letter
from registry.documents import making
from registry.models import EditionDocument
from tests.jobs import work
from tests.registry.documents import stalling
from tests.registry.documents.test_making import files
from tests.registry.test_cycle_killed import Killed, Killer, a_month_that_is_due

pytestmark = pytest.mark.django_db


@pytest.fixture
def month(portal_date, settings, tmp_path, monkeypatch):
    """March is sealed by the cycle and April is called for: two letters and the documents of an audience wait."""
    settings.DOCUMENTS_ROOT = tmp_path / "documents"
    monkeypatch.setattr(making, "FORMS", stalling.few())
    a_month_that_is_due(portal_date)
    cycle.run()
    waiting = Job.objects.filter(state=JobState.WAITING)
    waiting.filter(kind="documents").exclude(key="documents 2018-03 partners 0").delete()
    Letter.objects.filter(key__startswith="call:2018-03").update(state=LetterState.DROPPED)  # that of the month before
    DBTaskResult.objects.exclude(pk__in=waiting.values("task")).delete()
    return settings.DOCUMENTS_ROOT


def state():
    """All that the worker makes, but for keys and the time of day; no letter's own fate."""
    return {
        "documents": list(EditionDocument.objects.values_list("path", "size", "sha256").order_by("path")),
        "jobs": sorted(Job.objects.values_list("kind", "key", "state")),
        "waiting": Letter.objects.filter(state__in=(LetterState.WAITING, LetterState.CLAIMED)).count(),
    }


def go_on():
    """What the next minutes bring: the dead worker's lease runs out, the cycle finds the job, another worker works."""
    Job.objects.filter(state=JobState.RUNNING).update(lease_until=timezone.now() - timedelta(seconds=1))
    Job.objects.filter(state=JobState.WAITING).update(run_after=timezone.now() - timedelta(minutes=5))
    jobs.recover()
    DBTaskResult.objects.filter(status=TaskResultStatus.READY).update(run_after=timezone.now())  # the pause is over
    work()


def killed_after(spared):
    """Work until so many statements have passed; False if there was nothing left to do before that."""
    try:
        with connection.execute_wrapper(Killer(spared)):
            work()
    except Killed:
        transaction.set_rollback(False)
        return True
    return False


def test_a_worker_killed_at_any_statement_is_made_good_and_no_letter_goes_twice(month):
    def begin_anew():
        transaction.set_rollback(True)
        shutil.rmtree(month, ignore_errors=True)
        mail.outbox.clear()

    with transaction.atomic():
        work()
        wanted, stored, sent = state(), files(month), sorted(tuple(message.to) for message in mail.outbox)
        begin_anew()
    assert (len(wanted["documents"]), len(stored), len(sent), wanted["waiting"]) == (2, 2, 2, 0)

    killed, unknown, differing = 0, set(), []
    for spared in range(1000):
        with transaction.atomic():
            was_killed = killed_after(spared)
            go_on()
            once = sorted(tuple(message.to) for message in mail.outbox)
            lost = Letter.objects.filter(state=LetterState.UNKNOWN).count()
            good = state() == wanted and files(month) == stored and set(once) <= set(sent)
            if not good or len(once) != len(set(once)) or len(once) + lost < len(sent):
                differing.append(spared)
            unknown.add(lost)
            begin_anew()
        killed += was_killed
        if not was_killed:
            break

    assert (killed > 40, differing, unknown) == (True, [], {0, 1})
