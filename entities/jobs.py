"""Jobs: what a worker does in the background, with bounded retries, progress, and failures that people see.

An app registers a kind of job by name in `AppConfig.ready`; whoever wants one done calls `enqueue` within the
transaction that makes it necessary, so that both come to pass or neither. The queue is django.tasks' (a row of
django-tasks-db); this module adds what that has not: a unique key, retries, progress, and a lease by which the
job of a worker that was killed is found again. A job may therefore begin more than once: its function looks
first what is done already.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Now
from django.tasks import TaskResultStatus, task
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from entities.choices import JobState
from entities.closed import is_closed
from entities.job_attempt import LEASE, Attempt, Stopped
from entities.models import Job, ScheduledRun
from entities.roles import is_secretariat
from ungass_portal.lib import clock
from ungass_portal.lib.problems import ProcessError

FIRST_PAUSE = timedelta(minutes=1)  # before the second attempt; each later pause is five times as long
QUEUE_GRACE = timedelta(minutes=2)  # a due job may be that late before its row of the queue is looked for
KEPT = timedelta(days=90)
TASK_ROWS_KEPT_DAYS = 14  # with the tracebacks of failures
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Kind:
    """A kind of job: what does it, how it is called, how often it is tried, where its result lies."""

    name: str
    function: Callable  # function(attempt, **arguments)
    title: Callable  # title(**arguments), in the language of the moment
    attempts: int = 4
    result_url: Callable | None = None  # result_url(**arguments): what to open when it is done
    priority: int = 0
    listed: bool = True  # False: its kind has a page of its own, which shows its failures
    given_up: Callable | None = None  # given_up(error, **arguments): it will not be tried again


_kinds: dict[str, Kind] = {}


def register(name: str, function: Callable, **options) -> None:
    """Make a kind of job known; called by each app's `ready`."""
    if name in _kinds:
        raise ValueError(f"The kind of job “{name}” is registered twice.")
    _kinds[name] = Kind(name, function, **options)


def kind_of(job: Job) -> Kind:
    """The kind of a job; KeyError for one that this version of the portal does not know."""
    return _kinds[job.kind]


def unlisted() -> list[str]:
    """Names of the kinds that have a page of their own."""
    return [kind.name for kind in _kinds.values() if not kind.listed]


def title_of(job: Job) -> str:
    """How a job is called for people."""
    kind = _kinds.get(job.kind)
    return str(kind.title(**job.arguments)) if kind else job.kind


def result_url(job: Job) -> str:
    """Where the result of a finished job is read; empty where there is none."""
    kind = _kinds.get(job.kind)
    return kind.result_url(**job.arguments) if kind and kind.result_url and job.state == JobState.DONE else ""


def enqueue(kind: str, *, key: str, by=None, after: timedelta = timedelta(0), **arguments) -> Job:
    """Have a job done once: the same key gives the same job, whatever became of it.

    Safe within a transaction: the job and its row of the queue are committed with it, or not at all.
    """
    known = _kinds[kind]
    job, made = Job.objects.get_or_create(
        key=key,
        defaults={"kind": known.name, "arguments": arguments, "asked_by": by, "run_after": timezone.now() + after},
    )
    if made:
        _queue(job)
    return job


def _queue(job):
    """Write the row of the queue that runs the job."""
    known = _kinds.get(job.kind)
    runner = execute.using(run_after=job.run_after, priority=known.priority if known else 0)
    Job.objects.filter(pk=job.pk).update(task=runner.enqueue(str(job.pk)).id)


@task()
def execute(pk: str) -> None:
    """What the worker calls."""
    run(pk)


def run(pk: str) -> None:
    """Try a job once, if nobody else is at it; when it is due is the queue's business."""
    if is_closed():
        return  # the job waits, and the cycle queues it again once the portal is open
    lease = uuid4()
    claimed = Job.objects.filter(pk=pk, state=JobState.WAITING).update(
        state=JobState.RUNNING,
        attempts=F("attempts") + 1,
        lease=lease,
        lease_until=Now() + LEASE,
        done=0,
        total=0,
        words="",
    )
    if not claimed:
        return
    job = Job.objects.select_related("asked_by").get(pk=pk)
    language = job.asked_by.page_language if job.asked_by else "en"
    try:
        with translation.override(language), Attempt(job) as attempt:
            _function(job)(attempt, **job.arguments)
    except Stopped:
        return  # somebody cancelled it, or it was taken for dead and given to another worker
    except Exception as problem:
        _failed(job, problem)
        if not isinstance(problem, ProcessError):
            raise  # the queue keeps the traceback for the operator
    except BaseException:
        _let_go(job, state=JobState.WAITING)  # the worker is told to stop: another one goes on
        raise
    else:
        _let_go(job, state=JobState.DONE, error="", finished_at=clock.now(), **attempt.told())


def _function(job):
    if job.kind not in _kinds:
        raise ProcessError(_("This version of the portal does not know this kind of job."))
    return _kinds[job.kind].function


def _failed(job, problem):
    """Try again later, or give up; what the rules refuse is refused the next time too."""
    words = str(problem) if isinstance(problem, ProcessError) else _in_words(problem)
    known = _kinds.get(job.kind)
    if known is None or isinstance(problem, ProcessError) or job.attempts >= known.attempts:
        with transaction.atomic():
            if _let_go(job, state=JobState.FAILED, error=words, finished_at=clock.now()):
                _tell_given_up(job, words)
        return
    pause = FIRST_PAUSE * 5 ** (job.attempts - 1)
    _let_go(job, state=JobState.WAITING, error=words, run_after=timezone.now() + pause)


def _in_words(problem):
    """A sentence about an error that nobody foresaw."""
    told = " ".join(str(problem).split())[:500]
    return _("%(kind)s: %(told)s") % {"kind": type(problem).__name__, "told": told or "?"}


@transaction.atomic
def _let_go(job, *, state, **values):
    """End an attempt, unless the lease has gone to somebody else meanwhile; returns whether it was ours to end."""
    held = Job.objects.filter(pk=job.pk, lease=job.lease)
    ours = held.update(state=state, lease=None, lease_until=None, **values)
    if ours and state == JobState.WAITING:
        _queue(Job.objects.get(pk=job.pk))
    return bool(ours)


def _tell_given_up(job, words):
    """Let the app know that a job of its will not be tried again by itself."""
    known = _kinds.get(job.kind)
    if known and known.given_up:
        known.given_up(words, **job.arguments)


@transaction.atomic
def recover() -> int:
    """Find jobs again whose worker was killed, or whose row of the queue got lost; returns how many. By the cycle."""
    dead = Job.objects.filter(state=JobState.RUNNING, lease_until__lt=Now())
    found = list(dead.select_for_update(skip_locked=True, of=("self",)).order_by("pk"))
    for job in found:
        log.warning("Job %s (%s) was left by its worker in attempt %d.", job.pk, job.kind, job.attempts)
        _failed(job, InterruptedError(_("the worker stopped in the middle of it")))
    late = Job.objects.filter(state=JobState.WAITING, run_after__lt=Now() - QUEUE_GRACE)
    late = list(late.select_for_update(skip_locked=True, of=("self",)).order_by("pk"))
    queued = DBTaskResult.objects.filter(pk__in=[job.task for job in late], status=TaskResultStatus.READY)
    alive = set(queued.values_list("pk", flat=True))
    lost = [job for job in late if job.task not in alive]
    for job in lost:
        _queue(job)
    return len(found) + len(lost)


def sweep() -> int:
    """Delete what was done or cancelled long ago; failures stay until somebody has dealt with them. By the cycle."""
    call_command("prune_db_task_results", queue_name="*", min_age_days=TASK_ROWS_KEPT_DAYS, verbosity=0)
    over = Q(state__in=(JobState.DONE, JobState.CANCELLED), finished_at__lt=clock.now() - KEPT)
    count, _models = Job.objects.filter(over).delete()
    return count


@transaction.atomic
def retry(*, job: Job, by) -> Job:
    """Have a job that failed or was cancelled tried anew, with all its attempts."""
    job = Job.objects.select_for_update().get(pk=job.pk)
    if not is_secretariat(by):
        raise PermissionDenied
    if job.state not in (JobState.FAILED, JobState.CANCELLED):
        raise ProcessError(_("Only a job that failed or was cancelled can be tried again."))
    job.state, job.attempts, job.error, job.finished_at = JobState.WAITING, 0, "", None
    job.run_after, job.handled_by = timezone.now(), by
    job.save()
    _queue(job)
    return job


@transaction.atomic
def cancel(*, job: Job, by) -> Job:
    """Call a job off; one that runs ends when it next tells how far it is."""
    job = Job.objects.select_for_update().get(pk=job.pk)
    if not may_see(by, job):
        raise PermissionDenied
    if job.is_over:
        raise ProcessError(_("This job is over already."))
    job.state, job.lease, job.lease_until = JobState.CANCELLED, None, None
    job.finished_at, job.handled_by = clock.now(), by
    job.save()
    _tell_given_up(job, _("It was called off."))
    return job


def may_see(user, job: Job) -> bool:
    """May the person see a job, and call it off? Who asked for it, and the secretariat."""
    return user.is_authenticated and (job.asked_by_id == user.pk or is_secretariat(user))


@transaction.atomic
def once(name: str, period: str, act: Callable) -> bool:
    """Do something once for a period, in one transaction with the row that says so; False if it was done before.

    Two machines at once: the second waits for the first, and then has nothing to do. Killed in the middle:
    neither the act nor the row is there, and the next run does both.
    """
    _row, made = ScheduledRun.objects.get_or_create(job=name, period=period)
    if made:
        act()
    return made
