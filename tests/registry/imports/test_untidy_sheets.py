"""Lists as entities keep them: what their cells become in a row, and what is said where that is not sure."""

import io

import pytest

from entities.choices import Role
from registry.imports import mending, remarks
from registry.imports.shown import remarks_of
from tests import factories as make
from tests.registry.imports.books import rows, taken

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]
HEAD = "Activity;Lead;Chapters;Country;Level;Status;Date;Partners\n"


@pytest.fixture
def person():
    return make.person(Role.FOCAL_POINT, "who")


def row_of(line, person, head=HEAD):
    """The only row of a list."""
    [row] = rows(taken(f"{head}{line}\n".encode(), person, name="list.csv"))
    return row


def told(row):
    """What is said of a row: cell, tone, value found, sentence, what would do."""
    return [(m["cell"], m["tone"], m["found"], m["text"], [o["cell"] for o in m["options"]]) for m in row.messages]


def test_what_a_cell_says_for_another_column_goes_there(person):
    row = row_of("Course;WHO;4.1;more than 23 countries;global;ongoing;Q2 2019;UN Women, OICS", person)

    assert (row.outcome, row.messages) == ("new", [])
    assert row.content["figures"] == [{"value": 23, "unit": "countries", "qualifier": "more_than"}]
    names = ("chapter", "subheading", "countries", "level", "scope")
    assert [row.content[name] for name in names] == [4, "ch4-vulnerable-groups", [], "unknown", "global"]
    assert [part["entity"] for part in row.content["participants"]] == ["who", "un-women", "incb"]


def test_of_several_chapters_the_first_is_the_main_one_and_that_is_said(person):
    row = row_of("Course;WHO;4.1, VII & Ch. 3;Bolivia;HQ & field;;12-16 March 2018;", person)

    assert told(row) == [
        ("C2", "warning", "4.1, VII & Ch. 3", "The first was taken as the main one, the others beside it.", [])
    ]
    assert (row.outcome, row.warned) == ("new", True)
    names = ("chapter", "subheading", "other_chapters", "level")
    assert [row.content[name] for name in names] == [4, "ch4-vulnerable-groups", [7, 3], "both"]


def test_a_level_that_says_another_scope_than_its_own_column_is_told(person):
    row = row_of("Course;WHO;global;country", person, head="Activity;Lead;Level;Scope\n")

    assert row.content["scope"] == "country"
    assert told(row) == [
        ("D2", "warning", "country", "Another cell of the row says “global”; what stands here holds.", [])
    ]


def test_a_status_in_doubt_is_proposed_with_its_reason(person):
    row = row_of("Course;WHO;1;;;postponed;;", person)

    [message] = row.messages
    assert [(option["cell"], option["why"]) for option in message["options"]][:3] == [
        ("suspended", "97%: Written like “Postponed”."),
        ("planned", "55%: This may mean more than one thing."),
        ("ongoing", ""),
    ]


def test_an_unknown_value_names_the_list_and_what_is_nearest(person):
    row = row_of("Course;WHO;Ch. 9;;;;;UNODC, UNHCR", person)

    chapter, partner = told(row)
    assert chapter[:4] == ("C2", "error", "Ch. 9", "Expected is a value of the list “Chapter”.")
    assert [text[:2] for text in chapter[4]] == ["1.", "2.", "3.", "4.", "5.", "6.", "7."]
    assert partner[:4] == ("H2", "error", "UNHCR", "Expected is a value of the list “Partners”.")
    assert partner[4][0] == "UNODC, OHCHR"


def test_what_the_validation_says_names_the_value_too(person):
    row = row_of(f"Course;UNDP;{'x' * 201};{'y' * 61}", person, head="Activity;Lead;Contact;Own identifier\n")
    long = row_of(f"{'T' * 301};WHO;1;;;;;", person)

    assert told(row) == [
        ("C2", "error", "x" * 60, "Ensure this field has no more than 200 characters.", []),
        ("B2", "error", "UNDP", "Name your own entity as lead or co-lead.", []),
    ]
    assert told(long) == [("A2", "error", "T" * 60, "Ensure this field has no more than 300 characters.", [])]


def test_references_are_read_however_they_are_written(person):
    record = make.record(by=person, title="Known")
    number = record.reference.removeprefix("ACT-")
    head = "Reference;Version;Activity\n"

    for written in (record.reference, f"act {number}", f"ACT–{number}", f" Act.{number} "):
        row = row_of(f"{written};;Known", person, head=head)
        assert (row.record, row.outcome, row.messages) == (record, "same", [])
    new = row_of("n/a;;Unheard of", person, head=head)
    assert (new.record, new.outcome) == (None, "new")
    slip = row_of("ACT-12345O;;Other", person, head=head)
    assert [(o["cell"], o["why"]) for o in slip.messages[0]["options"]] == [
        ("ACT-123450", "90%: A letter stands where a digit belongs.")
    ]


def test_a_version_that_was_never_given_out_is_said(person):
    record = make.record(by=person, title="Known")

    row = row_of(f"{record.reference};v2;Known better", person, head="Reference;Version;Activity\n")

    assert (row.outcome, row.base, row.chosen) == ("changed", 0, False)
    text = "The portal gave out no such version of this row. It is compared with today’s wording."
    assert told(row) == [("B2", "warning", "v2", text, [])]


def test_the_order_of_day_and_month_is_said_of_every_sheet(person):
    ours = taken(b"Activity;Date\nOne;03/04/2018\nTwo;25/04/2018\n", person, name="ours.csv")
    none = taken(b"Activity;Date\nOne;March 2018\n", person, name="none.csv")

    assert remarks_of(ours) == ["Sheet “CSV”: Day before month: “25/04/2018” can only be read so (1 cell)."]
    assert (remarks_of(ours, but_corrected=True), remarks_of(none)) == ([], [])


def test_a_period_in_one_cell_is_mended_where_it_stands(person):
    imported = taken(b"Activity;Lead;Date\nOne;WHO;03/04/2018\n", person, name="ours.csv")
    [row] = rows(imported)
    [message] = row.messages
    assert (message["column"], message["cell"]) == ("dates", "C2")

    mending.mend(row=row, column="dates", text=message["options"][1]["cell"], by=person)

    [row] = rows(imported)
    assert (row.outcome, row.messages, row.content["dates"]["from"]) == ("new", [], "2018-03-04")


def test_a_row_that_is_mended_is_still_a_duplicate_of_an_earlier_one(person):
    record = make.record(by=person, title="Known")
    known = f"{record.reference};Known"
    text = f"Reference;Activity;Level\n;Same;field\n;same ;somewhere\n{known};field\n{known};somewhere\n"
    imported = taken(text.encode(), person, name="ours.csv")

    for row in rows(imported)[1::2]:
        mending.mend(row=row, column="level", text="field", by=person)

    assert [row.outcome for row in rows(imported)] == ["new", "duplicate", "changed", "error"]
    assert rows(imported)[1].twin_row == 2
    assert rows(imported)[3].messages[0]["text"] == "Row 4 has this reference too."


def test_their_list_with_remarks_comes_back_as_theirs(person):
    """An empty cell says nothing in it, as before; and columns that the portal's own workbook has not are kept."""
    record = make.record(by=person, title="Known", countries=["AUT"])
    text = f"Reference;Activity;Country;Date;Other\n{record.reference};Known;;March 2018;x\n;New;Narnia;;\n"
    first, file = taken(text.encode(), person, name="ours.csv"), io.BytesIO()
    remarks.write(first, file)

    again = taken(file.getvalue(), person, name="remarks.xlsx")

    assert (again.sheets.get().own, again.sheets.get().mapping) == (False, first.sheets.get().mapping)
    known, new = rows(again)
    assert (known.changed, known.content["countries"], new.messages[0]["found"]) == (["dates"], ["AUT"], "Narnia")
