"""Rows applied: as drafts, submissions and proposals, once; and taken back."""

import io
import tracemalloc

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from entities import audit, desk, review
from entities.choices import RecordState, Role
from entities.history import person_of
from entities.models import Proposal, Record, Version
from registry.imports.apply import apply, undo
from registry.imports.intake import read_in, take_in
from tests import factories as make
from tests.registry.imports.books import focal_point, given, outcomes, put, rows, taken

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return focal_point()


@pytest.fixture
def record(person):
    make.entity("unodc")
    return make.record(by=person, partners=["undp"], title="Training of judges", summary="Judges are trained.")


def edited(person):
    """A workbook with one row changed and two new ones, one of them an event."""
    book = given(person)
    put(book, 1, title="Training of all judges", partners="UNODC", progress="Begun.")
    put(book, 2, title="A new one", summary="Something.", chapter="1. Short 1")
    put(book, 1, sheet="Calendar", title="Briefing", date_from="March 2018")
    return book


def test_rows_become_drafts_as_if_they_had_been_typed(person, record):
    imported = taken(edited(person), person)

    done = apply(imported=imported, by=person)

    assert dict(done.counts) == {"begun": 2, "saved": 1}
    record.refresh_from_db()
    assert (record.revision, record.state) == (2, RecordState.DRAFT)
    content = record.working_copy.content()
    assert content["title"] == "Training of all judges"
    assert [part["entity"] for part in content["participants"]] == ["who", "unodc"]
    assert content["progress"] == [{"date": "2018-03-12", "text": "Begun."}]
    assert record.revisions.get(number=2).content == content
    assert record.revisions.get(number=2).reason == "Workbook “book.xlsx”"
    event = Record.objects.get(kind="event")
    assert event.working_copy.content() == event.revisions.get().content
    assert event.participations.get().state == "confirmed"


def test_the_audit_knows_who_applied_it_and_from_what(person, record):
    imported = taken(edited(person), person)
    apply(imported=imported, by=person)
    told = {line.title for line in audit.lines(audit.Asked(imported=str(imported.key)))}
    undo(imported=imported, by=person)
    taken_back = {line.reason for line in audit.lines(audit.Asked(imported=str(imported.key)))}

    assert {"Activity changed: Training of all judges", "Activity added: A new one"} <= told
    assert taken_back == {"Workbook “book.xlsx”", "Workbook “book.xlsx” taken back"}
    events = Record.pgh_event_model.objects.filter(kind="event", pgh_label="insert")
    assert [row.pgh_context["imported"] for row in events] == [str(imported.key)]
    assert [person_of(row) for row in events] == [person.pk]
    assert [row.pgh_context["reason"] for row in events] == ["Workbook “book.xlsx”"]


def test_the_same_file_twice_changes_nothing(person, record):
    book = edited(person)
    apply(imported=taken(book, person), by=person)
    before = list(Record.objects.values_list("reference", "revision").order_by("pk"))

    again = taken(book, person)
    apply(imported=again, by=person)

    assert {outcome for _title, outcome in outcomes(again)} == {"same"}
    assert list(Record.objects.values_list("reference", "revision").order_by("pk")) == before


def test_the_same_file_changes_nothing_the_second_time_though_both_were_read_first(person, record):
    make.cleared(lead="undp", partners=["who"], title="Theirs")
    book = given(person, partnered=True)
    line = next(row for row in (1, 2) if book["Matrix"].cell(5 + row, 4).value == "Theirs")
    put(book, line, summary="Better words.")
    put(book, 3, title="A new one", summary="Something.")
    first, second = taken(book, person), taken(book, person)

    apply(imported=first, by=person)
    done = apply(imported=second, by=person)

    assert {outcome for _title, outcome in outcomes(second)} == {"same"}
    assert (sum(done.counts.values()), Proposal.objects.count(), Record.objects.count()) == (0, 1, 3)
    third = taken(book, person)
    assert [row.messages[0]["text"] for row in rows(third) if row.messages] == [
        "This was proposed to its lead already."
    ]


def test_submitted_at_once_where_they_are_ready(person, record):
    book = edited(person)
    put(book, 3, title="Without a summary")

    done = apply(imported=taken(book, person), by=person, submit=True)

    assert done.counts["submitted"] == 3
    states = dict(Record.objects.values_list("activity__title", "state").filter(kind="activity"))
    assert states == {"Training of all judges": "submitted", "A new one": "submitted", "Without a summary": "draft"}
    version = Version.objects.get(record=record)
    assert (version.number, version.revision.number, version.submitted_by) == (1, 2, person)
    review.clear(record=record, by=make.person(Role.SECRETARIAT))


def test_a_contributors_rows_go_to_the_focal_point(person, record):
    contributor = make.person(Role.CONTRIBUTOR, "who")

    apply(imported=taken(edited(contributor), contributor), by=contributor, submit=True)

    assert set(Record.objects.values_list("state", flat=True)) == {RecordState.WITH_FOCAL_POINT}


def test_bad_rows_stay_in_the_import_and_are_applied_once_they_are_mended(person, record):
    book = edited(person)
    put(book, 2, level="somewhere")
    imported = taken(book, person)
    apply(imported=imported, by=person)

    assert [row.outcome for row in rows(imported)] == ["applied", "error", "applied"]


def test_another_entitys_rows_become_proposals(person):
    theirs = make.cleared(lead="undp", partners=["who"], title="Theirs")
    book = given(person, partnered=True)
    put(book, 1, summary="Better words.")

    done = apply(imported=taken(book, person), by=person)

    assert done.counts["proposed"] == 1
    proposal = Proposal.objects.get()
    assert (proposal.record, proposal.changes, proposal.entity.slug) == (theirs, {"summary": "Better words."}, "who")
    theirs.refresh_from_db()
    assert theirs.revision == 1


def test_what_somebody_saved_meanwhile_is_merged_before_it_is_applied(person, record):
    imported = taken(edited(person), person)
    desk.save(record=record, content=record.working_copy.content() | {"summary": "Theirs."}, base_revision=1, by=person)

    apply(imported=imported, by=person)

    content = Record.objects.get(pk=record.pk).working_copy.content()
    assert (content["title"], content["summary"]) == ("Training of all judges", "Theirs.")


def test_undo_takes_back_what_nobody_built_upon(person, record):
    cleared = make.cleared(lead="who", title="Cleared")
    book = given(person)
    put(book, 1, title="One changed")
    put(book, 2, title="Two changed")
    put(book, 3, title="New")
    imported = taken(book, person)
    before = {row.pk: row.working_copy.content() for row in (record, cleared)}
    apply(imported=imported, by=person, submit=True)

    assert undo(imported=imported, by=person) == (3, 0)

    for row in (record, cleared):
        row.refresh_from_db()
        assert row.working_copy.content() == before[row.pk]
    assert (record.state, cleared.state) == (RecordState.DRAFT, RecordState.CLEAN)
    assert Record.objects.get(activity__title="New").discarded_at
    assert {row.outcome for row in rows(imported)} == {"undone"}


def test_undo_keeps_what_somebody_has_built_upon(person, record):
    imported = taken(edited(person), person)
    apply(imported=imported, by=person)
    record.refresh_from_db()
    desk.save(record=record, content=record.working_copy.content() | {"chapter": 2}, base_revision=2, by=person)

    assert undo(imported=imported, by=person) == (2, 1)
    record.refresh_from_db()
    assert record.working_copy.title == "Training of all judges"


def test_statements_do_not_grow_with_rows(person):
    """Reading, matching and previewing; applying; taking back."""
    make.record(by=person, title="One that is there")

    def statements(count):
        lines = [f"Number {count} {number} of {'x' * number};Words;WHO;Austria;3 March 2018" for number in range(count)]
        data = "\n".join(["Activity;Summary;Lead;Country;Date", *lines]).encode()
        imported = take_in(file=io.BytesIO(data), name="a.csv", by=person, entity=make.entity("who"), language="en")
        found = []
        for act in (
            lambda: read_in(imported),
            lambda: apply(imported=imported, by=person, submit=True),
            lambda: undo(imported=imported, by=person),
        ):
            with CaptureQueriesContext(connection) as context:
                act()
            found.append(len(context))
        assert Record.objects.filter(activity__title__startswith=f"Number {count} ").count() == count
        return found

    statements(1)  # what a process asks once

    assert statements(2) == statements(60)


def test_progress_tells_rows_done_left_and_found_wanting(person, monkeypatch):
    for module in ("intake", "apply"):
        monkeypatch.setattr(f"registry.imports.{module}.BATCH", 2)
    told, data = [], b"Activity;Level\nOne;field\nTwo;somewhere\nThree;field\nFour;field\nFive;nowhere\n"
    imported = take_in(file=io.BytesIO(data), name="a.csv", by=person, entity=make.entity("who"), language="en")

    read_in(imported, lambda *said: told.append(said))
    apply(imported=imported, by=person, progress=lambda *said: told.append(said))

    assert told == [
        (2, 0, "reading rows"),
        (4, 0, "reading rows"),
        (5, 0, "reading rows"),
        (2, 5, "rows found wanting: 1, left: 3"),
        (4, 5, "rows found wanting: 1, left: 1"),
        (5, 5, "rows found wanting: 2, left: 0"),
        (2, 3, "rows applied: 2, left: 1"),
        (3, 3, "rows applied: 3, left: 0"),
    ]


def test_several_workbooks_come_back_in_any_order(person):
    record = make.record(by=person, title="One", summary="Words.", chapter=1, other_chapters=[2])
    first, second = given(person, chapter=1), given(person, chapter=2)
    put(first, 1, title="One of many")
    put(second, 1, summary="Better words.")

    for book in (second, first):
        apply(imported=taken(book, person), by=person)

    content = Record.objects.get(pk=record.pk).working_copy.content()
    assert (content["title"], content["summary"]) == ("One of many", "Better words.")


def test_memory_does_not_grow_with_rows(person, monkeypatch):
    for module in ("intake", "apply"):
        monkeypatch.setattr(f"registry.imports.{module}.BATCH", 50)

    def peak(count):
        lines = [f"Course {count}-{number} {'x' * 200};Words {'y' * 500};WHO;Peru" for number in range(count)]
        tracemalloc.start()
        imported = taken("\n".join(["Activity;Summary;Lead;Country", *lines]).encode(), person, name="list.csv")
        done = apply(imported=imported, by=person)
        undone = undo(imported=imported, by=person)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert (done.counts["begun"], undone) == (count, (count, 0))
        return most

    peak(10)
    few, many = peak(100), peak(400)

    assert many < 1.5 * few
