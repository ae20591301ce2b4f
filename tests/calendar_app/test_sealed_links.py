"""At what an event is held stands in the sealed months, for each audience as it led when they were sealed."""

import pytest

from entities import desk, review
from entities.choices import Role
from entities.models import Record
from registry.documents.base import Sealed
from registry.edition_reading import EditionReading
from registry.revising import correct_edition
from tests import factories as make
from tests.factories.editions import sealed

pytestmark = pytest.mark.django_db


@pytest.fixture
def events():
    """A session that only the network reads, one that all read, and an event beside each."""
    make.code_lists()
    inside, outside = make.cleared("event", title="Inside"), make.shared("public", "event", title="Outside")
    beside = [make.shared("public", "event", title="Beside", held_at=row.reference) for row in (inside, outside)]
    return [row.reference for row in (inside, outside, *beside)]


def led(row, audience, number=None):
    """Where the events of an edition lead, by reference."""
    held = EditionReading(row, audience, number).entries()
    return {one.reference: one.leads_to["held_at"] for one in held if one.leads_to}


def test_each_audience_has_the_links_to_what_it_reads_in_pages_files_and_api(client, events):
    inside, outside, first, second = events
    row = sealed("2018-03")

    assert led(row, "network") == {first: inside, second: outside}
    assert led(row, "partners") == led(row, "public") == {second: outside}
    page = client.get(f"/editions/2018-03/rev-0/{second}/").text
    assert (outside in page, inside in client.get(f"/editions/2018-03/rev-0/{first}/").text) == (True, False)
    records = client.get("/api/v1/editions/2018-03/calendar/").json()["results"]
    assert {one["reference"]: one.get("held_at") for one in records} == {outside: None, first: None, second: outside}
    table = Sealed(EditionReading(row, "public")).table("calendar")
    place = [column.name for column in table.columns].index("held_at")
    assert {cells[0]: cells[place] for cells in table.rows()} == {outside: "", first: "", second: outside}


def test_what_was_sealed_stays_and_a_revision_leads_to_what_it_holds(events):
    inside, outside, first, second = events
    row, secretariat = sealed("2018-03"), make.person(Role.SECRETARIAT)
    record = Record.objects.get(reference=first)
    content = record.working_copy.content() | {"held_at": outside}
    record = desk.save(record=record, content=content, base_revision=record.revision, by=record.created_by)
    review.clear(record=review.submit(record=record, by=record.created_by), by=secretariat)
    before = led(row, "network")

    correct_edition(edition=row, references=[first], by=secretariat, reason="It moved.")
    after = led(row, "network")
    session = Record.objects.get(reference=outside)
    review.withdraw(record=session, by=session.created_by, reason="unsafe")

    assert before == led(row, "network", 0) == {first: inside, second: outside}
    assert after == {first: outside, second: outside}
    assert (led(row, "public"), led(row, "public", 0)) == ({}, {second: outside})
