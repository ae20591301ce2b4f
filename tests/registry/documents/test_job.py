"""The documents of a revision are asked for as it is made, and made by a job that goes on where it stood."""

import pytest
from django.core.exceptions import PermissionDenied

from entities import jobs
from entities.choices import JobState, Role
from entities.models import Job
from registry.documents import job, making
from registry.documents.store import StoreError
from registry.models import EditionRevision
from tests import factories
from tests.registry.documents import stalling
from tests.registry.documents.test_making import files, full_disk
from ungass_portal.lib.problems import ProcessError


@pytest.fixture
def few(monkeypatch):
    """Only the formats that are quick to make."""
    monkeypatch.setattr(making, "FORMS", stalling.few())


@pytest.fixture
def revision(month, db):
    """What the public has of the month."""
    return EditionRevision.objects.get(edition=month, audience="public")


def test_sealing_asks_for_the_documents_of_every_audience_once(month, db):
    keys = Job.objects.filter(kind=job.NAME, key__contains="2018-02").values_list("key", flat=True)

    assert sorted(keys) == [f"documents 2018-02 {audience} 0" for audience in ("network", "partners", "public")]
    assert job.ask_for_missing() == 0


def test_job_makes_the_documents_and_tells_how_far_it_is(revision, store, few):
    row = job.job_of(revision)

    jobs.run(str(row.pk))

    row.refresh_from_db()
    assert (row.state, row.done, row.total, row.error) == (JobState.DONE, 2, 2, "")
    assert [document.format for document in revision.documents.all()] == ["csv", "json"]
    assert jobs.title_of(row) == "Documents of February 2018, revision 0, for the public"
    assert jobs.result_url(row) == "/editions/2018-02/rev-0/"


def test_job_that_finds_no_room_waits_says_why_and_goes_on(month, db, store, few):
    revision = EditionRevision.objects.get(edition=month, audience="network")  # the longest
    row = job.job_of(revision)

    with full_disk(store), pytest.raises(StoreError):  # for the queue, which keeps the traceback for the operator
        jobs.run(str(row.pk))

    row.refresh_from_db()
    assert (row.state, revision.documents.count()) == (JobState.WAITING, 0)
    assert row.error == (
        f"StoreError: There is no room for documents in {store}. Nothing half-done was kept; the next run makes them."
    )
    assert files(store) == []

    jobs.run(str(row.pk))
    row.refresh_from_db()
    assert (row.state, revision.documents.count()) == (JobState.DONE, 2)


def test_cycle_asks_for_documents_that_nobody_asked_for(revision, db):
    Job.objects.filter(key=job.key_of(revision)).delete()

    assert job.ask_for_missing() == 1
    assert job.job_of(revision).state == JobState.WAITING


def test_the_secretariat_asks_for_another_language_once(month, db, monkeypatch):
    monkeypatch.setattr(job, "languages", lambda: ["en", "fr"])
    by = factories.person(Role.SECRETARIAT)

    first, second = (job.ask_in("fr", edition=month, by=by) for _turn in range(2))

    assert [row.key for row in first] == [
        f"documents 2018-02 {name} 0 fr" for name in ("network", "partners", "public")
    ]
    assert [row.pk for row in second] == [row.pk for row in first]
    assert jobs.title_of(first[0]) == "Documents of February 2018, revision 0, for the network of UN focal points (fr)"
    with pytest.raises(ProcessError, match="not translated"):
        job.ask_in("ru", edition=month, by=by)
    with pytest.raises(PermissionDenied):
        job.ask_in("fr", edition=month, by=factories.person(Role.FOCAL_POINT, "who"))
