"""At what an event is held and to which activities it belongs stands in sealed months as each audience read it."""

import pytest
from django.utils.html import escape

from entities import desk, review
from entities.choices import Role
from entities.models import Record
from registry.documents.base import Sealed
from registry.edition_errors import EditionError
from registry.edition_reading import EditionReading
from registry.models import EditionLink
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


@pytest.fixture
def training():
    """An event with an activity that only the network reads and one that all read: the references of the three."""
    make.code_lists()
    inside, outside = make.cleared(title="Inside"), make.shared("public", title="For <all>")
    event = make.shared("public", "event", title="Training", activities=[outside.reference, inside.reference])
    return event.reference, inside.reference, outside.reference


def led(row, audience, number=None):
    """Where the events of an edition lead, by reference."""
    held = EditionReading(row, audience, number).entries()
    return {one.reference: one.leads_to for one in held if one.leads_to}


def held_at(row, audience, number=None):
    """At what the events of an edition are held, by reference."""
    return {reference: leads["held_at"] for reference, leads in led(row, audience, number).items()}


def saved(reference, **fields):
    """A record's next wording, cleared."""
    record = Record.objects.get(reference=reference)
    content = record.working_copy.content() | fields
    record = desk.save(record=record, content=content, base_revision=record.revision, by=record.created_by)
    return review.clear(record=review.submit(record=record, by=record.created_by), by=make.person(Role.SECRETARIAT))


def test_each_audience_has_the_links_to_what_it_reads_in_pages_files_and_api(client, events):
    inside, outside, first, second = events
    row = sealed("2018-03")

    assert held_at(row, "network") == {first: inside, second: outside}
    assert held_at(row, "partners") == held_at(row, "public") == {second: outside}
    page = client.get(f"/editions/2018-03/rev-0/{second}/").text
    assert (outside in page, inside in client.get(f"/editions/2018-03/rev-0/{first}/").text) == (True, False)
    records = client.get("/api/v1/editions/2018-03/calendar/").json()["results"]
    assert {one["reference"]: one.get("held_at") for one in records} == {outside: None, first: None, second: outside}
    table = Sealed(EditionReading(row, "public")).table("calendar")
    place = [column.name for column in table.columns].index("held_at")
    assert {cells[0]: cells[place] for cells in table.rows()} == {outside: "", first: "", second: outside}


def test_linked_activities_are_sealed_for_each_audience_in_pages_files_and_api(client, training):
    event, inside, outside = training
    row = sealed("2018-03")

    assert led(row, "network") == {event: {"activities": sorted([inside, outside])}}
    assert led(row, "partners") == led(row, "public") == {event: {"activities": [outside]}}
    page = client.get(f"/editions/2018-03/rev-0/{event}/").text
    place = page.index(f'href="/editions/2018-03/rev-0/{outside}/"')
    assert (page[place:].split("</a>")[0].split(">", 1)[1], inside in page) == (escape("For <all>"), False)
    records = client.get("/api/v1/editions/2018-03/calendar/").json()["results"]
    assert [one["activities"] for one in records] == [[outside]]
    for audience, told in (("network", "; ".join(sorted([inside, outside]))), ("public", outside)):
        table = Sealed(EditionReading(row, audience)).table("calendar")
        place = [column.name for column in table.columns].index("activities")
        assert [cells[place] for cells in table.rows()] == [told]


def test_a_month_keeps_only_where_links_differ_from_the_month_before(training):
    event, inside, outside = training
    months = [sealed("2018-01"), sealed("2018-02")]
    saved(event, activities=[inside])
    months += [sealed("2018-03")]
    saved(event, activities=[])
    months += [sealed("2018-04")]

    both = {event: {"activities": sorted([inside, outside])}}
    assert [led(row, "network") for row in months] == [both, both, {event: {"activities": [inside]}}, {}]
    kept = EditionLink.objects.filter(revision__audience="network").order_by("revision__edition")
    stored = kept.values_list("revision__edition__month", "targets")
    assert [(month.month, targets) for month, targets in stored] == [
        (1, sorted([inside, outside])),
        (3, [inside]),
        (4, []),
    ]


def test_a_corrected_link_stays_in_its_month(training):
    event, inside, outside = training
    january = sealed("2018-01")
    saved(event, activities=[outside])
    by = make.person(Role.SECRETARIAT)

    correct_edition(edition=january, references=[event], by=by, reason="It belongs to one only.")
    saved(event, activities=[inside])
    february = sealed("2018-02")

    both, one, other = ({event: {"activities": row}} for row in (sorted([inside, outside]), [outside], [inside]))
    assert [led(january, "network", number) for number in (0, 1)] == [both, one]
    assert led(february, "network") == other


def test_a_link_to_what_the_month_does_not_hold_is_no_correction(training):
    event, *_activities = training
    row = sealed("2018-03")
    saved(event, activities=[*_activities, make.cleared(title="Too late").reference])

    with pytest.raises(EditionError, match="Nothing differs"):
        correct_edition(edition=row, references=[event], by=make.person(Role.SECRETARIAT), reason="Add it.")


def test_what_was_sealed_stays_and_a_revision_leads_to_what_it_holds(events):
    inside, outside, first, second = events
    row = sealed("2018-03")
    saved(first, held_at=outside)
    before = held_at(row, "network")

    correct_edition(edition=row, references=[first], by=make.person(Role.SECRETARIAT), reason="It moved.")
    after = held_at(row, "network")
    session = Record.objects.get(reference=outside)
    review.withdraw(record=session, by=session.created_by, reason="unsafe")

    assert before == held_at(row, "network", 0) == {first: inside, second: outside}
    assert after == {first: outside, second: outside}
    assert (led(row, "public"), held_at(row, "public", 0)) == ({}, {second: outside})
