"""What every test shares: the database, the clock."""

import atexit
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import TransactionTestCase

from entities import labels, reading_state, token_usage
from tests.databases import WorkerDatabase


@pytest.fixture(scope="session")
def django_db_setup(request, django_db_blocker):
    """Give this worker its own clone of the migrated template."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    with django_db_blocker.unblock():
        database = WorkerDatabase(worker)
        database.create()
    patch = pytest.MonkeyPatch()
    # Transactional tests end with a fresh clone, where Django would TRUNCATE.
    patch.setattr(TransactionTestCase, "_fixture_teardown", lambda test: database.reset())
    yield
    patch.undo()
    with django_db_blocker.unblock():
        database.destroy()


@pytest.fixture(scope="session", autouse=True)
def no_counting_by_itself():
    """Tests write the use of tokens when they want to: a timer's thread would have a connection of its own."""
    atexit.unregister(token_usage.counter.flush)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(token_usage.Counter, "_set_timer", lambda counter: None)
        yield


@pytest.fixture
def portal_date(settings):
    """A function that sets the portal's day, which is else 12 March 2018."""

    def travel(day):
        settings.PORTAL_DATE = day

    return travel


@pytest.fixture(autouse=True)
def fresh_labels():
    """No test reads labels that another one remembered: a rolled-back version number comes again."""
    labels._cache.version = None
    reading_state._kept.clear()
    token_usage.counter.uses.clear()


@pytest.fixture(scope="module")
def the_note(django_db_setup, django_db_blocker):
    """Reference data and the 2018 Note, loaded once for a module whose tests need `db` (never `transactional_db`)."""
    with django_db_blocker.unblock(), transaction.atomic():
        labels._cache.version = None
        call_command("load_reference", verbosity=0, stdout=StringIO())
        call_command("load_note", verbosity=0, stdout=(told := StringIO()))
        yield told.getvalue().splitlines()
        transaction.set_rollback(True)
