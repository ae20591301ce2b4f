"""Out, edit, back: whatever somebody changes in a workbook is what the portal then holds, and nothing else."""

import io

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from entities import desk
from entities.labels import labels
from registry.imports.names import Names
from registry.imports.sheets import sheet_of
from registry.models import ImportRow
from tests import factories as make
from tests.registry.imports import books

pytestmark = pytest.mark.django_db


def starts_no_formula(text):
    """openpyxl would write it as a formula, and a quote before it is taken off."""
    return text[:1] not in ("'", "=")


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"]), max_size=40
)
LINE = WORDS.map(lambda text: " ".join(text.split())).filter(starts_no_formula)
TITLE = LINE.filter(bool)
TEXT = st.lists(LINE, max_size=3).map("\n".join).map(str.strip).filter(starts_no_formula)
DATES = st.sampled_from(
    [
        None,
        {"from": "2018-03-12", "to": "2018-03-12", "precision": "day", "text": ""},
        {"from": "2018-03-12", "to": "2018-03-16", "precision": "day", "text": ""},
        {"from": "2018-03-01", "to": "2018-03-31", "precision": "month", "text": "as told"},
        {"from": "2018-04-01", "to": None, "precision": "quarter", "text": ""},
        {"from": "2018-01-01", "to": "2019-12-31", "precision": "year", "text": ""},
        {"from": None, "to": None, "precision": None, "text": "to be agreed"},
    ]
)
PARTS = st.lists(st.sampled_from(["who", "undp", "unodc"]), unique=True, min_size=1, max_size=3).map(
    lambda slugs: [
        {"entity": slug, "role": "lead" if place == 0 else "partner", "office": "Lima" if place == 2 else ""}
        for place, slug in enumerate(slugs)
    ]
)
EDITS = st.fixed_dictionaries(
    {},
    optional={
        "title": TITLE,
        "summary": TEXT,
        "countries": st.lists(st.sampled_from(["AUT", "FRA", "PER"]), unique=True),
        "regions": st.lists(st.sampled_from(["150", "155"]), unique=True),
        "terms": st.lists(st.sampled_from(["sdg:3.5", "programmes:smart"]), unique=True),
        "recommendations": st.lists(st.just("1(a)"), max_size=1),
        "chapter": st.sampled_from([None, 1, 2, 3]),
        "level": st.sampled_from(["headquarters", "field", "both", "unknown"]),
        "status": st.sampled_from(["planned", "ongoing", "unknown"]),
        "dates": DATES,
        "participants": PARTS.filter(lambda rows: "who" in {row["entity"] for row in rows[:1]}),
        "other_partners": st.lists(TITLE.filter(lambda text: ";" not in text), unique=True, max_size=3),
        "figures": st.lists(
            st.fixed_dictionaries(
                {
                    "value": st.integers(0, 10**9),
                    "unit": st.sampled_from(["countries", "people trained"]),
                    "qualifier": st.sampled_from(["exact", "more_than", "up_to"]),
                }
            ),
            max_size=2,
        ),
        "links": st.lists(
            st.fixed_dictionaries(
                {"title": LINE, "url": st.sampled_from(["https://a.example/x", "http://b.example/"])}
            ),
            max_size=2,
        ),
        "texts": st.lists(
            st.fixed_dictionaries(
                {
                    "language": st.sampled_from(["fr", "ar"]),
                    "title": TITLE,
                    "summary": st.lists(LINE.map(str.strip), max_size=3).map("\n".join).map(str.strip),
                    "standing": st.sampled_from(["", "own", "unofficial"]),
                }
            ),
            unique_by=lambda row: row["language"],
            max_size=2,
        ),
        "names_affirmed": st.booleans(),
        "own_identifier": LINE,
    },
)


DAY = {"from": "2018-03-06", "to": "2018-03-06", "precision": "day", "text": ""}
NO_TIME = {"start_time": None, "end_time": None, "time_zone": ""}
TIMED = {"start_time": "09:30", "end_time": "11:00", "time_zone": "Europe/Vienna"}
UNDATED = {"dates": None, "parts": [], "recurrence": "", "exceptions": []} | NO_TIME
PART = {"label": "Opening", "starts": "2018-03-12", "ends": "", "place": "Vienna"} | NO_TIME
EXCEPTION = {"occurrence": "2018-03-13", "change": "moved", "day": "2018-03-14", "start_time": None, "end_time": None}
WEEKLY = {"recurrence": "FREQ=WEEKLY;COUNT=4", "exceptions": [EXCEPTION | {"place": ""}]}
# When an event takes place is one thing in several fields: each of these is possible.
WHEN = st.sampled_from(
    [
        UNDATED,
        UNDATED | {"dates": DAY},
        UNDATED | {"dates": DAY} | TIMED,
        UNDATED | {"dates": DAY} | TIMED | WEEKLY,
        UNDATED | {"parts": [PART, PART | {"label": "End | of it", "starts": "December 2018"}]},
    ]
)
EVENT_EDITS = st.fixed_dictionaries(
    {},
    optional={
        "title": TITLE,
        "summary": TEXT,
        "place": LINE,
        "room": LINE,
        "status": st.sampled_from(["tentative", "confirmed", "postponed", "cancelled"]),
        "mode": st.sampled_from(["in_person", "online", "hybrid", "unknown"]),
        "host_country": st.sampled_from(["", "AUT", "PER"]),
        "attendees": st.lists(TITLE.filter(lambda text: ";" not in text), unique=True, max_size=3),
        "online_link": st.sampled_from(["", "https://a.example/x"]),
        "documents": st.lists(st.sampled_from(["E/CN.7/2018/1", "A/RES/72/198"]), unique=True),
    },
)


@pytest.fixture
def person():
    who = books.focal_point()
    for slug in ("undp", "unodc"):
        make.entity(slug)
    return who


def in_any_order(content):
    """The content with its participants sorted: lists are merged by element, and who is named first says nothing."""
    return content | {"participants": sorted(content["participants"], key=lambda part: part["entity"])}


def out_and_back(person, kind, start, wanted):
    """The row of a record that was given out with one content and edited until its cells say another."""
    record = make.record(kind, by=person)
    desk.save(record=record, content=start, base_revision=1, by=person)
    book, sheet = books.given(person), sheet_of(kind)
    made = book[sheet.title]
    line = next(row for row in range(1, 100) if made.cell(books.HEAD + row, 1).value == record.reference)
    cells = sheet.cells(wanted, Names(labels()))
    books.put(book, line, sheet.title, **{name: value or None for name, value in cells.items()})
    imported = books.taken(book, person)
    return ImportRow.objects.get(sheet__imported=imported, record=record)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=EDITS, edit=EDITS)
def test_out_edit_back_is_the_edit(person, before, edit):
    clean = desk.cleaner("activity")
    start = clean(make.content(participants=[make.part("who")]) | before)
    wanted = clean(start | edit)

    row = out_and_back(person, "activity", start, wanted)

    assert row.messages == []
    assert in_any_order(row.content) == in_any_order(wanted)
    assert row.changed == [name for name in wanted if wanted[name] != start[name]]


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=EVENT_EDITS, edit=EVENT_EDITS, was=WHEN, will_be=WHEN)
def test_out_edit_back_is_the_edit_of_an_event_too(person, before, edit, was, will_be):
    clean = desk.cleaner("event")
    start = clean(make.content("event", participants=[make.part("who")]) | before | was)
    wanted = clean(start | edit | will_be)

    row = out_and_back(person, "event", start, wanted)

    assert row.messages == []
    assert row.content == wanted
    assert row.changed == [name for name in wanted if wanted[name] != start[name]]


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
