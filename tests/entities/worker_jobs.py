"""Kinds of job for the tests of the worker; what they do is seen in the table of remembered views."""

import time

from entities import jobs
from entities.models import SavedView
from ungass_portal.lib.problems import ProcessError

WAIT = 30


def copy(attempt, name, person):
    """Remember a view, unless it is there already."""
    SavedView.objects.get_or_create(person_id=person, name=name, path="/")
    attempt.progress(1, 1, "copied")


def slow(attempt, person):
    """One step, and then a long wait in which a test kills the worker; the second attempt goes through."""
    SavedView.objects.get_or_create(person_id=person, name="begun", path="/")
    attempt.progress(1, 2, "half")
    if attempt.job.attempts == 1:
        time.sleep(WAIT)
    SavedView.objects.get_or_create(person_id=person, name="ended", path="/")


def fail(attempt, times=99):
    """Break down as often as told."""
    attempt.progress(attempt.job.attempts, 9)
    if attempt.job.attempts <= times:
        raise OSError(28, "No space left on device")


def refuse(attempt):
    """Do what the rules forbid."""
    raise ProcessError("The month is sealed already.")


def register():
    """Make them known."""
    for function in (copy, slow, fail, refuse):
        jobs.register(f"test {function.__name__}", function, title=_title)


def _title(**arguments):
    return " ".join(["A test", *(str(value) for value in arguments.values() if isinstance(value, str))])
