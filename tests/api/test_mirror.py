"""The recipe of the guide: a consumer that is killed at random points still ends equal to the server."""

import random
from contextlib import closing
from urllib.parse import urlsplit

import pytest

from entities import desk, review
from entities.choices import Role
from entities.models import Record
from tests import factories as make
from ungass_portal.api.recipes.mirror import LISTS, Mirror

pytestmark = pytest.mark.django_db
SITE = "http://testserver"


class Killed(Exception):
    """The consumer's process ended here."""


def asking(client, dice):
    """A way to ask the portal that now and then ends the asker, before the question or after the answer."""

    def ask(address):
        if dice.random() < 0.2:
            raise Killed
        parts = urlsplit(address)
        answer = client.get(f"{parts.path}?{parts.query}")
        if dice.random() < 0.2:
            raise Killed
        return answer.json() if answer.status_code == 200 else None

    return ask


def on_the_server(client):
    """Everything that the public reads, by reference."""
    found = {}
    for name in LISTS:
        found |= {row["reference"]: row for row in client.get(f"/api/v1/{name}/?limit=500").json()["results"]}
    return found


def something_happens(dice, secretariat, records):
    """A record is shared, edited or withdrawn."""
    act = dice.choice(["share", "share", "edit", "withdraw"])
    if act == "share" or not records:
        records.append(make.shared("public", dice.choice(["activity", "mandate", "event"])))
        return
    record = Record.objects.get(pk=records.pop(dice.randrange(len(records))).pk)
    if act == "withdraw":
        review.withdraw(record=record, by=record.created_by, reason="unsafe")
        return
    content = record.working_copy.content() | {"title": f"Title {dice.random()}"}
    record = desk.save(record=record, content=content, base_revision=record.revision, by=record.created_by)
    review.clear(record=review.submit(record=record, by=record.created_by), by=secretariat)
    records.append(make.agree(record, "public"))


@pytest.mark.parametrize("seed", [1, 2])
def test_a_consumer_that_is_killed_at_random_ends_equal_to_the_server(client, tmp_path, seed):
    make.code_lists()
    dice, secretariat, records = random.Random(seed), make.person(Role.SECRETARIAT), []
    file, killed = tmp_path / "mirror.sqlite3", 0
    for _step in range(14):
        something_happens(dice, secretariat, records)
        mirror = Mirror(file, SITE, asking(client, dice))
        with closing(mirror.db):
            try:
                mirror.run()
            except Killed:
                killed += 1

    last = Mirror(file, SITE, lambda address: client.get(address.removeprefix(SITE)).json())
    with closing(last.db):
        last.run()
        assert last.records() == on_the_server(client)
    assert killed > 3
    assert len(on_the_server(client)) > 1


def test_a_cursor_that_is_not_known_any_more_makes_it_pull_anew(client, tmp_path):
    make.code_lists()
    record = make.shared("public")
    mirror = Mirror(tmp_path / "mirror.sqlite3", SITE, asking(client, random.Random()))
    mirror.ask = lambda address: (
        answer.json() if (answer := client.get(address.removeprefix(SITE))).status_code == 200 else None
    )
    with closing(mirror.db), mirror.db:
        mirror._keep("cursor", "of-another-time")
        mirror._take("ACT-999999", {"reference": "ACT-999999"})
        mirror.run()
        assert set(mirror.records()) == {record.reference}
