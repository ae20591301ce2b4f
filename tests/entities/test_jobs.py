"""Jobs: done once, tried again with pauses, found again when their worker was killed, seen by people."""

import time
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from entities import job_attempt, jobs
from entities.choices import JobState, Role
from entities.models import Job, SavedView, ScheduledRun
from tests import factories as make
from tests.entities import worker_jobs
from tests.entities.test_races import Other, wait_until_blocked
from tests.jobs import start_worker, waiting, work
from tests.pages.reading import markup
from ungass_portal.lib.problems import ProcessError


@pytest.fixture(autouse=True)
def kinds(monkeypatch):
    monkeypatch.setattr(jobs, "_kinds", dict(jobs._kinds))
    worker_jobs.register()


@pytest.fixture
def person(db):
    return make.person()


@pytest.fixture
def secretariat(db):
    return make.person(Role.SECRETARIAT)


def views():
    return list(SavedView.objects.order_by("pk").values_list("name", flat=True))


def until(condition):
    """Wait for something that another process does."""
    for _try in range(300):
        if condition():
            return
        time.sleep(0.1)
    pytest.fail("it did not come to pass")


def due_now(job):
    """The pause before the next attempt is over."""
    Job.objects.filter(pk=job.pk).update(run_after=timezone.now())
    DBTaskResult.objects.filter(pk=Job.objects.get(pk=job.pk).task).update(run_after=timezone.now())


def test_the_same_key_is_done_once(person):
    first = jobs.enqueue("test copy", key="copy:1", by=person, name="One", person=person.pk)
    second = jobs.enqueue("test copy", key="copy:1", name="Two", person=person.pk)

    assert (second.pk, work(), views()) == (first.pk, 1, ["One"])
    row = Job.objects.get()
    assert (row.state, row.attempts, row.done, row.total, row.words) == (JobState.DONE, 1, 1, 1, "copied")
    assert jobs.enqueue("test copy", key="copy:1").state == JobState.DONE
    assert work() == 0


@pytest.mark.django_db(transaction=True)
def test_a_job_is_asked_for_with_what_makes_it_necessary_or_not_at_all():
    person = make.person()
    with transaction.atomic():
        jobs.enqueue("test copy", key="copy:1", name="One", person=person.pk)
        transaction.set_rollback(True)

    assert (Job.objects.count(), waiting()) == (0, 0)


def test_a_kind_that_nobody_knows_is_refused_at_once(db):
    with pytest.raises(KeyError):
        jobs.enqueue("no such kind", key="1")


def test_failures_are_tried_again_with_growing_pauses_and_then_given_up(db):
    job = jobs.enqueue("test fail", key="fail:1")
    pauses = []
    for _attempt in range(3):
        work()
        job.refresh_from_db()
        assert (job.state, job.lease) == (JobState.WAITING, None)
        pauses.append(round((job.run_after - timezone.now()) / timedelta(minutes=1)))
        assert work() == 0  # not yet due
        due_now(job)
    work()
    job.refresh_from_db()

    assert pauses == [1, 5, 25]
    assert (job.state, job.attempts, waiting()) == (JobState.FAILED, 4, 0)
    assert job.error == "OSError: [Errno 28] No space left on device"
    assert "No space left on device" in DBTaskResult.objects.failed().order_by("-finished_at").first().traceback


def test_a_later_attempt_that_succeeds_leaves_no_error(db):
    job = jobs.enqueue("test fail", key="fail:1", times=1)
    work()
    due_now(job)
    work()

    job.refresh_from_db()
    assert (job.state, job.attempts, job.done, job.error) == (JobState.DONE, 2, 2, "")


def test_what_the_rules_refuse_is_not_tried_again(db):
    job = jobs.enqueue("test refuse", key="refuse:1")

    assert work() == 1

    job.refresh_from_db()
    assert (job.state, job.attempts, job.error) == (JobState.FAILED, 1, "The month is sealed already.")


def test_a_kind_of_an_older_version_fails_in_words(db, monkeypatch):
    job = jobs.enqueue("test copy", key="copy:1", name="One", person=1)
    monkeypatch.delitem(jobs._kinds, "test copy")

    work()

    job.refresh_from_db()
    assert job.error == "This version of the portal does not know this kind of job."
    assert jobs.title_of(job) == "test copy"


def test_the_secretariat_tries_a_failure_again_and_nobody_else(person, secretariat):
    job = jobs.enqueue("test refuse", key="refuse:1", by=person)
    work()

    with pytest.raises(PermissionDenied):
        jobs.retry(job=job, by=person)
    jobs.retry(job=job, by=secretariat)

    job.refresh_from_db()
    assert (job.state, job.attempts, job.error, job.handled_by) == (JobState.WAITING, 0, "", secretariat)
    with pytest.raises(ProcessError, match="Only a job that failed"):
        jobs.retry(job=job, by=secretariat)
    assert work() == 1


def test_a_job_that_waits_is_called_off(person):
    job = jobs.enqueue("test copy", key="copy:1", by=person, name="One", person=person.pk)

    jobs.cancel(job=job, by=person)
    work()

    job.refresh_from_db()
    assert (job.state, job.attempts, views()) == (JobState.CANCELLED, 0, [])
    with pytest.raises(ProcessError, match="over already"):
        jobs.cancel(job=job, by=person)


@pytest.mark.django_db(transaction=True)
def test_a_killed_workers_job_is_found_again_and_finished(monkeypatch):
    person = make.person()
    job = jobs.enqueue("test slow", key="slow:1", person=person.pk)
    worker = start_worker("tests.entities.worker_jobs")
    try:
        until(lambda: Job.objects.get().words == "half")  # told while the job still runs
    finally:
        worker.kill()
        worker.wait()
    job.refresh_from_db()
    assert (job.state, job.attempts, views(), jobs.recover()) == (JobState.RUNNING, 1, ["begun"], 0)

    Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert (jobs.recover(), jobs.recover()) == (1, 0)
    due_now(job)
    work()

    job.refresh_from_db()
    assert (job.state, job.attempts, views()) == (JobState.DONE, 2, ["begun", "ended"])


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_was_given_up_changes_nothing_when_it_wakes(monkeypatch):
    """Its lease has gone to another attempt: it learns so by its heartbeat, and its last word is not written."""
    monkeypatch.setattr(job_attempt, "BEAT_SECONDS", 0.05)
    person = make.person()
    job = jobs.enqueue("test slow", key="slow:1", person=person.pk)

    def sleep(_seconds):
        Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
        jobs.recover()
        time.sleep(0.3)

    monkeypatch.setattr(worker_jobs, "time", type("time", (), {"sleep": staticmethod(sleep)}))
    jobs.run(str(job.pk))

    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.WAITING, 1)
    assert job.error == "InterruptedError: the worker stopped in the middle of it"


def test_a_job_whose_row_of_the_queue_got_lost_is_queued_anew(person):
    job = jobs.enqueue("test copy", key="copy:1", name="One", person=person.pk)
    DBTaskResult.objects.all().delete()
    assert jobs.recover() == 0  # perhaps a worker has just taken it

    Job.objects.update(run_after=timezone.now() - timedelta(minutes=3))

    assert (jobs.recover(), jobs.recover(), work()) == (1, 0, 1)
    job.refresh_from_db()
    assert job.state == JobState.DONE


def test_done_jobs_are_swept_after_90_days_and_failures_stay(person):
    for key, state, days in (("old", "done", 91), ("young", "done", 89), ("bad", "failed", 91)):
        finished = timezone.now().replace(year=2018, month=3, day=12) - timedelta(days=days)
        Job.objects.create(kind="test copy", key=key, state=state, error="x", finished_at=finished)

    assert jobs.sweep() == 1

    assert sorted(Job.objects.values_list("key", flat=True)) == ["bad", "young"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kept", [True, False], ids=["commit", "rollback"])
def test_two_machines_do_a_periods_work_once(kept):
    person = make.person()
    found = []

    def act():
        SavedView.objects.create(person=person, name=f"run {SavedView.objects.count()}", path="/")

    with transaction.atomic():
        jobs.once("test", "2018-03", act)
        other = Other(lambda: found.append(jobs.once("test", "2018-03", act)))
        other.thread.start()
        wait_until_blocked(other)
        transaction.set_rollback(not kept)
    other.join()

    assert (other.error, found, views()) == (None, [not kept], ["run 0"])
    assert list(ScheduledRun.objects.values_list("job", "period")) == [("test", "2018-03")]


def test_people_follow_their_own_jobs_and_nobody_elses(client, person):
    job = jobs.enqueue("test copy", key="copy:1", by=person, name="One", person=person.pk)
    address = reverse("job", args=[job.pk])
    client.force_login(make.person(Role.FOCAL_POINT, "who"))
    assert client.get(address).status_code == client.post(reverse("job-cancel", args=[job.pk])).status_code == 404
    client.force_login(person)

    page, part = client.get(address), client.get(address, headers={"HX-Request": "true"})
    Job.objects.update(state="running", lease=job.pk, lease_until=timezone.now(), done=3, total=7, words="chapter 3")
    running = markup(client.get(address))
    Job.objects.update(state="done", lease=None, lease_until=None)
    over = client.get(address).content.decode()

    assert b"<h1>A test One</h1>" in page.content
    assert b"<h1" not in part.content
    assert b'hx-trigger="every 2s"' in part.content
    assert '<progress id="job-progress" value="3" max="7">' in running
    assert "chapter 3" in running
    assert "hx-trigger" not in over


def test_the_secretariat_sees_failures_and_starts_one_anew(client, person, secretariat):
    failed = jobs.enqueue("test refuse", key="refuse:1", by=person)
    done = jobs.enqueue("test copy", key="copy:1", by=person, name="One", person=person.pk)
    work()
    client.force_login(secretariat)

    listed = [row.pk for row in client.get(reverse("review-jobs")).context["jobs"]]
    over = [row.pk for row in client.get(reverse("review-jobs"), {"show": "over"}).context["jobs"]]
    client.post(reverse("review-job-retry", args=[failed.pk]))

    assert (listed, over) == ([failed.pk], [done.pk])
    failed.refresh_from_db()
    assert failed.state == JobState.WAITING
