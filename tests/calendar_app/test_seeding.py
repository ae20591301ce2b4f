"""The made-up registry: repeatable, and every row as the processes would have left it."""

from collections import Counter

import pytest
from django.db import transaction

from calendar_app.models import CalendarEntry, Event
from calendar_app.seeding import seed
from entities import desk, review, sharing
from entities.audiences import Reading
from entities.models import Agreement, AudienceClock, Change, Participation, Record, Revision, User, Version
from entities.payload import payload_sha256
from registry.models import Activity, MatrixEntry
from tests import factories as make

pytestmark = pytest.mark.django_db

ACTIVITIES, EVENTS = 150, 30


@pytest.fixture(scope="module")
def made(reference_data, django_db_blocker):
    """One registry for the tests of this module, each of which is rolled back to it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield seed(activities=ACTIVITIES, events=EVENTS, seed=7)
        transaction.set_rollback(True)


def entries():
    return [*MatrixEntry.objects.all(), *CalendarEntry.objects.all()]


def test_it_fills_three_audiences_in_their_shares(made):
    counts = Counter(entry.audience_id for entry in entries())

    assert counts == made
    assert counts["network"] == ACTIVITIES + EVENTS == Record.objects.count()
    assert 0.5 < counts["partners"] / counts["network"] < 0.7
    assert 0.25 < counts["public"] / counts["network"] < 0.45


def test_gate_finds_nothing_to_change(made):
    """Entries, hashes, agreements and participations agree with each other by the gate's own reckoning."""
    before = list(Change.objects.values_list("audience", "position"))

    sharing.refresh(*Record.objects.locked())

    assert list(Change.objects.values_list("audience", "position")) == before


def test_clocks_and_changes_count_the_entries_without_gaps(made):
    clocks = dict(AudienceClock.objects.values_list("audience", "position"))

    assert clocks == made
    for audience, last in clocks.items():
        steps = Change.objects.filter(audience=audience).order_by("position")
        assert [step.position for step in steps] == list(range(1, last + 1))
        held = {entry.position: entry.reference for entry in entries() if entry.audience_id == audience}
        assert {step.position: step.reference for step in steps} == held
        assert [step.at for step in steps] == sorted(step.at for step in steps)


def test_contents_are_what_the_desk_would_have_saved(made):
    for revision in Revision.objects.select_related("record"):
        record = revision.record
        assert desk.clean(record.kind, revision.content) == revision.content
        assert record.working_copy.content() == revision.content


def test_columns_and_hash_follow_from_the_payload(made):
    for entry in entries():
        assert payload_sha256(entry.payload) == entry.payload_sha256
        for name, value in type(entry).columns_from(entry.payload).items():
            assert getattr(entry, name) == value, name


def test_size_of_records_is_that_of_life(made):
    contents = [revision.content for revision in Revision.objects.filter(record__kind="activity")]

    assert {len(content["countries"]) for content in contents} == {2, 3, 4}
    assert {len(content["participants"]) - 1 for content in contents} == {2, 3, 4}
    lengths = [len(content["summary"]) for content in contents]
    assert 350 < sum(lengths) / len(lengths) < 450
    assert {content["dates"]["precision"] for content in contents if content["dates"]} == {
        "day",
        "month",
        "quarter",
        "half-year",
        "year",
    }


def test_linked_activities_reach_at_least_the_audience_of_the_event(made):
    links = 0
    for audience in Reading:
        readable = set(MatrixEntry.objects.filter(audience=audience).values_list("reference", flat=True))
        for entry in CalendarEntry.objects.filter(audience=audience):
            assert set(entry.activities) <= readable
            links += len(entry.activities)
    assert links > 0


def test_each_entity_speaks_by_its_focal_point(made):
    assert Agreement.objects.exists()
    for word in Agreement.objects.select_related("decided_by"):
        assert [row.entity_id for row in word.decided_by.memberships.all()] == [word.entity_id]
    assert not User.objects.filter(is_active=True).exists()


def test_audit_history_tells_where_the_rows_come_from(made):
    audited = (Record, Version, Participation, Agreement, Activity, Event)
    for model in audited:
        assert model.pgh_event_model.objects.count() == model.objects.count()
        reasons = model.pgh_event_model.objects.values_list("pgh_context__reason", flat=True)
        assert set(reasons) == {"seed_scale 7"}


def test_record_goes_on_living_by_the_processes(made):
    record = Record.objects.filter(kind="activity").order_by("reference").first()
    person = record.created_by
    content = record.working_copy.content() | {"title": "A new title"}

    desk.save(record=record, content=content, base_revision=1, by=person)
    review.submit(record=record, by=person)
    review.clear(record=record, by=make.person("secretariat"))

    assert MatrixEntry.objects.get(record=record, audience="network").title == "A new title"
