"""A real worker that is killed while it writes a document: nothing half-done is left, and the next one goes on."""

import os
from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from entities import cycle
from entities.choices import JobState
from entities.models import Job
from registry.documents import job, making
from registry.documents import store as store_of_documents
from registry.models import EditionRevision
from tests import factories as make
from tests.entities.test_jobs import due_now, until
from tests.factories import editions
from tests.jobs import start_worker, work
from tests.registry.documents import stalling
from tests.registry.documents.test_making import files


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_is_killed_in_the_middle_of_a_document_leaves_none_half_done(store, monkeypatch):
    monkeypatch.setattr(making, "FORMS", stalling.few())
    make.code_lists()
    make.shared("public")
    revision = EditionRevision.objects.get(edition=editions.sealed("2018-02"), audience="public")
    row = job.job_of(revision)
    Job.objects.exclude(pk=row.pk).delete()
    DBTaskResult.objects.exclude(pk=row.task).delete()
    worker = start_worker("tests.registry.documents.stalling")
    try:
        until(lambda: any(path.stat().st_size for path in store.rglob(".making-*.csv")))
    finally:
        worker.kill()
        worker.wait()
    (first,) = revision.documents.all()
    written = (store / first.path).stat().st_mtime_ns
    assert (first.format, [path for path in files(store) if ".making-" not in path]) == ("json", [first.path])

    Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    cycle.STEPS["jobs found again"]()
    due_now(row)
    work()

    row.refresh_from_db()
    documents = {document.format: document for document in revision.documents.all()}
    assert (row.state, row.attempts, list(documents)) == (JobState.DONE, 2, ["csv", "json"])
    assert (store / first.path).stat().st_mtime_ns == written  # what was done is not done again
    for path in store.rglob(".making-*"):
        os.utime(path, (0, 0))
    store_of_documents.sweep()
    assert files(store) == sorted(document.path for document in documents.values())
