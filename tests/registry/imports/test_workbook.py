"""The workbook as it is given out: opened again with other programs, and looked at cell by cell."""

import io
from datetime import datetime
from zipfile import ZipFile

import openpyxl
import pytest
from django.conf import settings
from django.utils import translation

from entities.choices import Role
from entities.contents import contents_of
from entities.models import Participation, Record
from registry.imports.tokens import make_token, read_token
from tests import factories as make
from tests.registry.imports import books
from tests.registry.imports.books import by_libreoffice, with_libreoffice

pytestmark = pytest.mark.django_db
SUMMARY = "Trains judges.\n=2+2"


@pytest.fixture
def person():
    """The focal point of WHO."""
    make.code_lists()
    return make.person(Role.FOCAL_POINT, "who", name="Ana Focal")


@pytest.fixture
def record(person):
    """An activity with most of what a row can hold."""
    return make.record(
        by=person,
        partners=["undp"],
        title="Training of judges",
        summary=SUMMARY,
        chapter=1,
        subheading="ch1-prevention",
        countries=["AUT", "PER"],
        recommendations=["1(a)"],
        terms=["sdg:3.5"],
        dates={"from": "2018-04-01", "to": "2018-06-30", "precision": "quarter", "text": "in spring"},
        figures=[{"value": 23, "unit": "countries", "qualifier": "more_than"}],
        links=[{"title": "More | here", "url": "https://example.org/a"}],
        internal_note="Ours.",
    )


def workbook(client, person, query="entity=who"):
    """The workbook as a file."""
    client.force_login(person)
    response = client.get(f"/desk/workbook.xlsx?{query}")
    assert response.status_code == 200
    return io.BytesIO(b"".join(response.streaming_content))


def rows(file, sheet="Matrix"):
    """The rows that are filled, as dicts by the columns' names for the portal."""
    found = openpyxl.load_workbook(file)[sheet]
    tags = [cell.value.split(":")[2] for cell in found[4]]
    return [
        {name: cell.value for name, cell in zip(tags, row, strict=True) if cell.value is not None}
        for row in found.iter_rows(min_row=6)
        if row[0].value
    ]


def test_a_row_holds_the_record_and_the_token_of_its_version(client, person, record):
    found = rows(workbook(client, person))

    assert found == [
        {
            "reference": record.reference,
            "version": make_token(record.reference, 1, "en"),
            "kind": "activity",
            "title": "Training of judges",
            "summary": SUMMARY,
            "language": "English",
            "chapter": "1. Short 1",
            "subheading": "Prevention",
            "recommendations": "1(a) Children and youth",
            "terms": "SDG targets: sdg:3.5",
            "lead": "WHO",
            "partners": "UNDP",
            "level": "not known",
            "scope": "not known",
            "countries": "Austria; Peru",
            "date_from": "Q2 2018",
            "date_text": "in spring",
            "status": "not known",
            "figures": "more than 23 countries",
            "links": "More \\| here | https://example.org/a",
            "internal_note": "Ours.",
        }
    ]


def test_known_days_are_real_dates_and_events_have_a_sheet_of_their_own(client, person):
    make.record("event", by=person, title="Briefing", start_time="09:30", time_zone="Europe/Vienna",
                dates={"from": "2018-03-12", "to": "2018-03-16", "precision": "day", "text": ""})  # fmt: skip

    [row] = rows(workbook(client, person), "Calendar")

    assert (row["date_from"], row["date_to"], row["start_time"]) == (
        datetime(2018, 3, 12),
        datetime(2018, 3, 16),
        "09:30",
    )


def test_what_others_lead_is_given_only_when_asked_for(client, person):
    make.record(lead="undp", partners=["who"], title="Theirs")
    make.record(by=person, title="Ours")
    make.record(lead="unaids", title="Not ours at all")

    assert [row["title"] for row in rows(workbook(client, person))] == ["Ours"]
    both = rows(workbook(client, person, "entity=who&partnered=on"))
    assert sorted(row["title"] for row in both) == ["Ours", "Theirs"]


@pytest.mark.parametrize(
    ("query", "titles"),
    [("chapter=1", ["One"]), ("chapter=2", ["One", "Two"]), ("country=PER", ["Two"]), ("office=Lima", ["Two"])],
)
def test_a_workbook_is_cut_by_chapter_country_or_office(client, person, query, titles):
    make.record(by=person, title="One", chapter=1, other_chapters=[2])
    two = make.record(by=person, title="Two", chapter=2, countries=["PER"])
    Participation.objects.filter(record=two).update(office="Lima")

    assert sorted(row["title"] for row in rows(workbook(client, person, f"entity=who&{query}"))) == titles


def test_who_has_no_entity_gets_none_and_nobody_gets_anothers(client, person):
    client.force_login(make.person())
    assert client.get("/desk/workbook.xlsx?entity=who").status_code == 403

    client.force_login(make.person(Role.FOCAL_POINT, "undp"))
    assert client.get("/desk/workbook.xlsx?entity=who").status_code == 400


def test_typing_is_guided_and_what_must_stay_is_locked(client, person, record):
    book = openpyxl.load_workbook(workbook(client, person))
    sheet = book["Matrix"]
    at = {cell.value.split(":")[2]: cell.column_letter for cell in sheet[4]}
    guides = {str(rule.sqref).split(":")[0].rstrip("6"): rule for rule in sheet.data_validations.dataValidation}

    assert sheet.protection.sheet
    assert [sheet[f"{at[name]}6"].protection.locked for name in ("reference", "version", "title")] == [
        True,
        True,
        False,
    ]
    assert sheet.row_dimensions[4].hidden
    assert guides[at["countries"]].formula1 == "list_country"
    chapter = f'INDIRECT("subheading_"&LEFT(${at["chapter"]}6,1))'
    assert guides[at["subheading"]].formula1 == f"IF(ISREF({chapter}),{chapter},list_subheading)"
    assert (
        book.defined_names["list_chapter"].attr_text
        == "'Lists'!$" + _column(book, "chapter") + "$2:$" + _column(book, "chapter") + "$4"
    )
    assert [name for name in book.sheetnames if len(name) > 31] == []
    # what is to be filled is told by a sign and a colour, and not by the colour alone
    title, place = sheet[f"{at['title']}5"], sheet[f"{at['contact']}5"]
    assert (title.value, place.value) == ("* Activity", "Contact")
    assert title.fill.fgColor.rgb != place.fill.fgColor.rgb
    assert sheet[f"{at['version']}6"].fill.fgColor.rgb != sheet[f"{at['title']}6"].fill.fgColor.rgb


def _column(book, key):
    return next(cell.column_letter for cell in book["Lists"][1] if cell.value == key)


def test_it_says_for_whom_it_is_and_what_may_be_done_with_it(client, person):
    book = openpyxl.load_workbook(workbook(client, person, "entity=who&chapter=1"))

    facts = {row[0].value: row[1].value for row in book["Instructions"].iter_rows(min_row=4) if row[0].value}
    assert book["Instructions"]["A1"].value == "Workbook of WHO, March 2018"
    assert book["Instructions"]["A2"].value == "UN system only, not for onward circulation"
    assert [facts[name] for name in ("Entity", "For", "Made by", "Chapter", "* Activity")] == [
        "WHO",
        "WHO and the CND secretariat",
        "Ana Focal",
        "1. Title 1",
        "The title in its owner’s words.",
    ]


@pytest.mark.parametrize(("code", "_name"), settings.LANGUAGES)
def test_what_the_list_of_a_cell_says_fits_in_every_language(person, code, _name):
    """Within what Excel and Google Sheets accept: names of sheets, titles and texts of help, formulas of lists."""
    with translation.override(code):
        book = books.given(person)

    names = book.sheetnames
    assert (len(set(names)), max(map(len, names)) <= 31) == (4, True)
    rules = [rule for sheet in book.worksheets for rule in sheet.data_validations.dataValidation]
    assert len(rules) > 80
    longest = [max(len(getattr(rule, name) or "") for rule in rules) for name in ("promptTitle", "prompt", "formula1")]
    assert [found <= most for found, most in zip(longest, (32, 255, 255), strict=True)] == [True, True, True]


def test_what_is_still_needed_is_yellow(client, person):
    sheet = openpyxl.load_workbook(workbook(client, person))["Matrix"]
    rules = {str(place.sqref).split(":")[0]: place.rules[0] for place in sheet.conditional_formatting}
    needed = {f"{cell.column_letter}6" for cell in sheet[5] if cell.value.startswith("* ")}

    assert len(needed) == 4
    assert {name: (rule.type, rule.dxf.fill.bgColor.rgb) for name, rule in rules.items()} == dict.fromkeys(
        needed, ("containsBlanks", "FFFFF3C4")
    )


def test_it_is_written_in_the_persons_language_from_right_to_left(client, person, record):
    person.language = "ar"
    person.save()
    with translation.override("ar"):
        book = openpyxl.load_workbook(workbook(client, person))

    assert {sheet.sheet_view.rightToLeft for sheet in book.worksheets} == {True}
    tokens = [
        row[1].value
        for sheet in book.worksheets
        for row in sheet.iter_rows(min_row=6)
        if row[0].value == record.reference
    ]
    assert [read_token(record.reference, token) for token in tokens] == [(1, "ar")]


@with_libreoffice
def test_libreoffice_opens_it_and_keeps_every_cell(client, person, record, tmp_path):
    path = tmp_path / "workbook.xlsx"
    path.write_bytes(workbook(client, person).getvalue())

    saved = by_libreoffice(path, "xlsx:Calc MS Excel 2007 XML", tmp_path)

    assert rows(io.BytesIO(saved)) == rows(path)
    with ZipFile(path) as parts:
        assert not [name for name in parts.namelist() if "vba" in name or "externalLink" in name]


def test_contents_of_many_are_those_of_each_one(person, record, django_assert_num_queries):
    make.record(lead="undp", partners=["who"], progress=[{"date": "2018-03-01", "text": "Begun"}])
    declined = make.record(by=person, partners=["undp"])
    Participation.objects.filter(record=declined, entity__slug="undp").update(state="declined")
    records = list(Record.objects.all())
    expected = {row.pk: row.working_copy.content() for row in records}
    contents_of(records)

    with django_assert_num_queries(3):
        found = contents_of(records)

    assert found == expected


@pytest.mark.parametrize("damaged", ["", "AAAA", "Ä", "A" * 200])
def test_a_token_fits_its_row_alone(damaged):
    token = make_token("ACT-100001", 70_000, "zh-hans")

    assert read_token("ACT-100001", f" {token.lower()} ") == (70_000, "zh-hans")
    for reference, text in (("ACT-100002", token), ("ACT-100001", damaged), ("ACT-100001", token[:-1] + "Z7")):
        with pytest.raises(ValueError, match="no token"):
            read_token(reference, text)
