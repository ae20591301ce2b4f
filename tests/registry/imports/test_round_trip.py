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


@pytest.fixture
def person():
    who = books.focal_point()
    for slug in ("undp", "unodc"):
        make.entity(slug)
    return who


def in_any_order(content):
    """The content with its participants sorted: lists are merged by element, and who is named first says nothing."""
    return content | {"participants": sorted(content["participants"], key=lambda part: part["entity"])}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=EDITS, edit=EDITS)
def test_out_edit_back_is_the_edit(person, before, edit):
    clean = desk.cleaner("activity")
    start = clean(make.content(participants=[make.part("who")]) | before)
    wanted = clean(start | edit)
    record = make.record(by=person)
    desk.save(record=record, content=start, base_revision=1, by=person)
    book = books.given(person)
    line = next(row for row in range(1, 100) if book["Matrix"].cell(books.HEAD + row, 1).value == record.reference)
    cells = sheet_of("activity").cells(wanted, Names(labels()))
    books.put(book, line, **{name: value or None for name, value in cells.items()})

    imported = books.taken(book, person)

    row = ImportRow.objects.get(sheet__imported=imported, record=record)
    assert row.messages == []
    assert in_any_order(row.content) == in_any_order(wanted)
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
