"""A portal with the demonstration's data, sealed months among it, whose API is called from outside."""

import os

import pytest

from tests.browser.portal import Portal, manage
from tests.databases import PREFIX, clone, drop, stage

# An activity that partners read is withdrawn, so that there is something to drop and to confirm.
WITHDRAW = """
from entities import review
from entities.models import Record, User
from registry.models import MatrixEntry
shown = MatrixEntry.objects.filter(audience="partners", kind="activity", lead="who").first()
record = Record.objects.get(reference=shown.reference)
review.withdraw(record=record, by=User.objects.get(email="focal.who@ungass.example"), reason="Contract")
"""
SAMPLE_TOKEN = "from registry.demo import sample_token; print(sample_token())"
MONTHS_AND_PEOPLE = ("load_months", "load_note", "create_demo_people")


@pytest.fixture(scope="session")
def portal(worker_database, django_db_blocker, tmp_path_factory):
    """One portal for the session: what a test writes stays on the desk, which no other one reads."""
    with django_db_blocker.unblock():
        name = clone(f"{PREFIX}_{os.getpid()}_contract", stage("reference"))
    folder = tmp_path_factory.mktemp("portal")
    with (folder / "log").open("w") as handle:
        running = Portal(name, folder, handle)
        running.env |= {"API_UNLIMITED": "1", "DUMP_ROOT": str(folder / "dumps"), "DOCUMENTS_ROOT": str(folder)}
        for command in MONTHS_AND_PEOPLE:
            manage(command, env=running.env)
        manage("shell", "--no-imports", "--command", WITHDRAW, env=running.env)
        running.start()
        yield running
        running.stop()
    with django_db_blocker.unblock():
        drop(name)


@pytest.fixture(scope="session")
def tokens(portal):
    """The secret of each asker's token; anonymous has none."""

    def made(*options):
        return manage("create_token", *options, "--name", "Contract", env=portal.env).strip()

    return {
        "anonymous": "",
        "partner": manage("shell", "--no-imports", "--command", SAMPLE_TOKEN, env=portal.env).strip(),
        "writer": made("--entity", "who", "--writes-as", "focal.who@ungass.example"),
    }
