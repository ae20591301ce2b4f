"""Out, edit, back: whatever somebody changes in a workbook is what the portal then holds, and nothing else."""

import io

import openpyxl
import pytest
from hypothesis import HealthCheck, find, given, settings

from entities import desk
from entities.differences import fields_of
from entities.labels import labels
from registry.imports.names import Names
from registry.imports.sheets import sheet_of
from registry.models import ImportRow
from tests import factories as make
from tests.registry.imports import books, edits

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    who = books.focal_point()
    for slug in ("undp", "unodc"):
        make.entity(slug)
    return who


def in_any_order(content):
    """The content with its participants sorted: lists are merged by element, and who is named first says nothing."""
    return content | {"participants": sorted(content["participants"], key=lambda part: part["entity"])}


def changed(content, edit, day):
    """A content with an edit laid over it; the text of a line of progress becomes the newest of its lines."""
    text = edit.get("progress")
    lines = [*content["progress"], {"date": day, "text": text}] if text else content["progress"]
    return content | edit | {"progress": lines}


def out_and_back(person, kind, before, edit):
    """A record given out with one content, edited until its cells say another: its row, and both contents."""
    clean = desk.cleaner(kind)
    start = clean(changed(make.content(kind, participants=[make.part("who")]), before, "2018-02-01"))
    news = "" if edit.get("progress") in {line["text"] for line in start["progress"]} else edit.get("progress", "")
    wanted = clean(changed(start, edit | {"progress": news}, "2018-03-12"))
    record = make.record(kind, by=person)
    desk.save(record=record, content=start, base_revision=1, by=person)
    book, sheet = books.given(person), sheet_of(kind)
    made = book[sheet.title]
    line = next(row for row in range(1, 100) if made.cell(books.HEAD + row, 1).value == record.reference)
    cells = sheet.cells(wanted, Names(labels())) | {"progress": news}
    books.put(book, line, sheet.title, **{name: value or None for name, value in cells.items()})
    imported = books.taken(book, person)
    return ImportRow.objects.get(sheet__imported=imported, record=record), start, wanted


def same_edit(row, start, wanted):
    """Is what the portal would hold the edit, the whole edit and nothing else?"""
    assert row.messages == []
    assert in_any_order(row.content) == in_any_order(wanted)
    assert row.changed == [name for name in wanted if wanted[name] != start[name]]


@pytest.mark.parametrize(
    ("kind", "fields", "together"),
    [("activity", edits.ACTIVITY, edits.TOGETHER), ("event", edits.EVENT, edits.EVENTS_TOGETHER)],
)
def test_every_field_is_among_the_edits(kind, fields, together):
    groups = {name for group in together.values() for name in find(group, bool)}

    assert {*fields, *groups} == set(fields_of(kind))


@settings(max_examples=16, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=edits.edits(edits.ACTIVITY, edits.TOGETHER), edit=edits.edits(edits.ACTIVITY, edits.TOGETHER))
def test_out_edit_back_is_the_edit(person, before, edit):
    same_edit(*out_and_back(person, "activity", before, edit))


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=edits.edits(edits.EVENT, edits.EVENTS_TOGETHER), edit=edits.edits(edits.EVENT, edits.EVENTS_TOGETHER))
def test_out_edit_back_is_the_edit_of_an_event_too(person, before, edit):
    same_edit(*out_and_back(person, "event", before, edit))


@books.with_libreoffice
@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_a_workbook_saved_by_libreoffice_is_the_same(person, tmp_path, form):
    make.record(by=person, partners=["undp"], title="Training", summary="Two\nlines", countries=["AUT"],
                dates={"from": "2018-03-12", "to": "2018-03-16", "precision": "day", "text": ""})  # fmt: skip
    make.record("event", by=person, title="Briefing", start_time="09:30", time_zone="Europe/Vienna",
                dates={"from": "2018-03-12", "to": "2018-03-12", "precision": "day", "text": ""})  # fmt: skip
    path = tmp_path / "book.xlsx"
    books.given(person).save(path)

    imported = books.taken(books.by_libreoffice(path, form, tmp_path), person, name=f"book.{form}")

    assert books.outcomes(imported) == [("Training", "same"), ("Briefing", "same")]


def test_a_workbook_of_another_program_keeps_its_versions(person):
    """Copied cell by cell into a workbook that knows nothing of ours but the rows."""
    record = make.record(by=person, title="Training")
    book, copy = books.given(person), openpyxl.Workbook()
    for row in book["Matrix"].iter_rows(min_row=5, values_only=True):
        copy.active.append(row)
    copy.active["D2"] = "Training of judges"
    file = io.BytesIO()
    copy.save(file)

    [row] = books.rows(books.taken(file.getvalue(), person))

    assert (row.record, row.base, row.changed, row.chosen) == (record, 1, ["title"], True)
