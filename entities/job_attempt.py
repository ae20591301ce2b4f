"""One attempt at a job: how its function tells how far it is, and the heartbeat that keeps its lease."""

import logging
import threading
from datetime import timedelta

from django.db import DatabaseError, connection
from django.db.models import Q
from django.db.models.functions import Now

from entities.choices import JobState
from entities.models import Job

LEASE = timedelta(seconds=60)  # so long after its last heartbeat a worker counts as dead
BEAT_SECONDS = 2
log = logging.getLogger(__name__)


class Stopped(BaseException):
    """The job was cancelled, or another worker has it. Not an Exception, so that no function swallows it."""


class Attempt:
    """What a job's function gets: the job, and a way to tell how far it is.

    Progress is written by a thread with a connection of its own: it is seen while the function's own
    transaction is still open, locks nothing in it, and costs the function nothing.
    """

    def __init__(self, job: Job):
        self.job = job
        self.by = job.asked_by
        self._told = {"done": 0, "total": 0, "words": ""}
        self._lost = False
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._beat_on, name=f"job {job.pk}", daemon=True)

    def progress(self, done: int, total: int = 0, words: str = "") -> None:
        """Say how far the job is; raises Stopped if it is to end here."""
        self._told = {"done": done, "total": total, "words": str(words)[:300]}
        if self._lost:
            raise Stopped

    def told(self) -> dict:
        """What was told last, as columns of the job."""
        return self._told

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_exception):
        self._over.set()
        self._thread.join()

    def _beat_on(self):
        try:
            while not self._over.wait(BEAT_SECONDS):
                try:
                    self._beat()
                except DatabaseError:
                    # The database is away for a moment: the next beat opens a new connection.
                    log.warning("No heartbeat for job %s: the database does not answer.", self.job.pk)
                    connection.close()
        finally:
            connection.close()

    def _beat(self):
        row = Job.objects.filter(pk=self.job.pk)
        if row.filter(lease=self.job.lease).update(lease_until=Now() + LEASE, **self._told):
            return
        # Not simply “no row”: a test that runs a job within its own transaction shows it to nobody else.
        self._lost = row.filter(~Q(lease=self.job.lease) | ~Q(state=JobState.RUNNING)).exists()
