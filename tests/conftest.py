"""What every test shares: the database, the clock."""

import atexit

import pytest
from django.test import TransactionTestCase
from django.utils import translation

from entities import labels, reading_state, token_usage
from tests.databases import WorkerDatabase, told_by

# Whole walks: over every page and address, through every fault of a month, through the bench. "make walks" runs them.
WALKS = (
    "tests/browser/test_accessibility",
    "tests/browser/test_month",
    "tests/gate/",
    "tests/browser/test_languages",
    "tests/browser/test_ways_of_use",
    "tests/browser/test_weight",
    "tests/browser/test_poor_lines",
    "tests/browser/test_by_keyboard",
    "tests/api/test_mirror",
    "tests/calendar_app/test_round_trip",
    "tests/pages/test_queries",
    "tests/registry/imports/test_round_trip",
    "tests/registry/test_cycle_killed",
    "tests/registry/documents/test_two_processes",
    "tests/registry/documents/test_worker_killed",
    "tests/registry/test_work_killed",
    "tests/registry/test_sealing_at_once",
    "tests/test_backup",
    "tests/test_bench",
    "tests/test_compose",
    "tests/test_replicas",
    "tests/test_restart",
    "tests/test_roles",
    "tests/test_soak",
)
# These take longest: begun first, no worker is left alone with one at the end. Files are dealt out in turn, and the
# first of a browser makes the data that the others wait for: meanwhile the other worker has what needs none.
FIRST = (
    *WALKS, "tests/test_commands", "tests/browser/test_calendar", "tests/registry/test_month_letters",
    "tests/browser/test_phone", "tests/browser/", "tests/pages/",
)  # fmt: skip


def pytest_collection_modifyitems(items):
    """Mark the walks, and put the files that take longest in front."""
    for item in items:
        if item.nodeid.startswith(WALKS):
            item.add_marker(pytest.mark.walk)
    items.sort(key=lambda item: next((n for n, start in enumerate(FIRST) if item.nodeid.startswith(start)), len(FIRST)))


@pytest.fixture(scope="session")
def worker_database(request, django_db_blocker):
    """Give this worker its own clone of the migrated template."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    with django_db_blocker.unblock():
        database = WorkerDatabase(worker)
        database.create()
    patch = pytest.MonkeyPatch()
    # Transactional tests end with a fresh clone, where Django would TRUNCATE.
    patch.setattr(TransactionTestCase, "_fixture_teardown", lambda test: database.reset())
    yield database
    patch.undo()
    with django_db_blocker.unblock():
        database.destroy()


@pytest.fixture(scope="session")
def django_db_setup(worker_database):
    """What pytest-django asks for before the first test that uses the database."""


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
    """Every test begins in English, with no labels that another one remembered: version numbers come again."""
    translation.activate("en")
    labels._cache.version = None
    reading_state._kept.clear()
    token_usage.counter.uses.clear()


@pytest.fixture(scope="module")
def reference_data(worker_database, django_db_blocker):
    """The reference data for a module whose tests need `db` (never `transactional_db`)."""
    with django_db_blocker.unblock(), worker_database.at("reference"):
        yield


@pytest.fixture(scope="module")
def the_note(worker_database, django_db_blocker):
    """Reference data and the 2018 Note for such a module, and what the load of the Note told."""
    with django_db_blocker.unblock(), worker_database.at("note"):
        yield told_by("note")


@pytest.fixture(scope="module")
def the_months(worker_database, django_db_blocker):
    """The Note with the sealed months of January and February for such a module, and what their load told."""
    with django_db_blocker.unblock(), worker_database.at("months"):
        yield told_by("months")
