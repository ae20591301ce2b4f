"""Workbook, CSV and JSON of a sealed edition, opened again with other libraries and compared with what was sealed."""

import csv
import json
from datetime import date, datetime

import hxl
import openpyxl
import python_calamine
from jsonschema import Draft202012Validator

from entities.handling import HANDLING
from entities.payload import canonical
from registry.documents import as_csv, as_json, as_xlsx
from registry.documents.as_json import schema
from registry.exports.base import cells_of
from registry.hxl import STAMPS
from ungass_portal.lib.safe_cells import safe_cell

SHEETS = ["About this file", "Matrix", "Calendar", "Figures", "What changed"]


def plain(value):
    """A cell as all libraries give it: nothing is None, a day is a date, 5.0 is 5."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return None if value == "" else value


def expected(sealed, name):
    """The cells of a list, made record by record."""
    columns = sealed.columns(name)
    rows = [[plain(value) for value in cells_of(held, columns, sealed.words)] for held in sealed.held(name)]
    assert len(rows) >= 1
    return [[str(column.label) for column in columns], *rows]


def test_workbook_holds_what_was_sealed(sealed, written):
    path = written(as_xlsx.write, name="e.xlsx")

    book, calamine = openpyxl.load_workbook(path), python_calamine.CalamineWorkbook.from_path(path)
    for name, title in (("matrix", "Matrix"), ("calendar", "Calendar")):
        rows = expected(sealed(), name)
        assert [[plain(cell.value) for cell in row] for row in book[title].iter_rows()] == rows
        assert [[plain(value) for value in row] for row in calamine.get_sheet_by_name(title).to_python()] == rows


def test_workbook_is_laid_out_and_says_whose_it_is(sealed, written):
    book = openpyxl.load_workbook(written(as_xlsx.write, name="e.xlsx"))

    assert book.sheetnames == SHEETS
    assert book.active.title == "Matrix"
    assert book.properties.title == "Matrix and calendar of UNGASS-related action, February 2018"
    assert book.properties.created == sealed().moment.replace(tzinfo=None)
    for sheet in book:
        assert sheet.oddHeader.right.text == sheet.oddFooter.left.text == HANDLING["network"]
        assert sheet.oddHeader.left.text.endswith("\nThe network of UN focal points")
    for name in ("Matrix", "Calendar"):
        assert (book[name].freeze_panes, book[name].auto_filter.ref is not None) == ("B2", True)
    facts = {row[0].value: row[1].value for row in book["About this file"].iter_rows(min_row=4)}
    assert facts["Edition"] == "February 2018"
    assert facts["SHA-256 of the content"] == sealed().revision.sha256
    assert facts["Address"] == "http://testserver/editions/2018-02/rev-0/"
    assert facts["Symbol"] == "UNGASS/2018/02/NETWORK"


def test_workbook_has_real_dates_numbers_and_shares_and_no_formulas(written):
    book = openpyxl.load_workbook(written(as_xlsx.write, name="e.xlsx"))

    sheet = book["Matrix"]
    names = {cell.value: cell.column - 1 for cell in sheet[1]}
    row = next(row for row in sheet.iter_rows(min_row=2) if row[0].value == "ACT-000001")
    assert (row[names["From"]].value, row[names["From"]].is_date) == (datetime(2018, 2, 1), True)
    assert (row[names["Chapter number"]].value, row[names["Figure as number"]].value) == (1, 23)
    assert (row[names["Activity"]].value, row[names["Activity"]].data_type) == (
        '=HYPERLINK("https://evil.example","Click")', "s",
    )  # fmt: skip
    assert row[names["ISO codes"]].value == "AUT; PER"
    figures = {row[0].value: (row[1].value, row[2].value) for row in book["Figures"].iter_rows()}
    assert figures["Joint activities"][0] == 1
    total = figures["Activities"][0]
    assert figures["1. Title 1"] == (2, 2 / total)


def test_public_files_have_the_public_format(sealed, written):
    sheet = openpyxl.load_workbook(written(as_xlsx.write, "public", "p.xlsx"))["Matrix"]

    names, *rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert {"Contact", "Progress", "Confirmed", "Carried over", "Updated", "Programme"} & {*names} == set()
    assert [row[0] for row in rows] == ["ACT-000005"]


def test_csv_holds_what_was_sealed_with_its_stamps(sealed, written):
    names, *rows = csv.reader(written(as_csv.matrix).read_text("utf-8-sig").splitlines(keepends=True))

    wanted, *cells = expected(sealed(), "matrix")
    assert names == [*wanted, "Audience", "Handling", "Edition", "Revision", "Sealed", "Attribution", "Terms of use"]
    day = sealed().moment.date().isoformat()
    source = f"UNGASS portal, {day}; the entities named in each record."
    stamps = ["network", HANDLING["network"], "2018-02", "0", day, source, "http://testserver/api/docs/#terms"]
    assert rows == [[*map(in_csv, row), *stamps] for row in cells]
    assert "'=HYPERLINK" in str(rows[0])


def in_csv(value):
    """A cell as CSV has it."""
    return safe_cell(value) if isinstance(value, str) else "" if value is None else str(value)


def test_csv_with_tags_is_hxl(sealed, written):
    lines = written(as_csv.calendar_with_tags).read_text("utf-8").splitlines(keepends=True)

    table = list(csv.reader(lines))
    source = hxl.data(table)
    rows = [row.values for row in source]
    wanted, *cells = expected(sealed(), "calendar")
    assert [column.header for column in source.columns][: len(wanted)] == wanted
    assert source.display_tags[:2] == ["#event+code", "#event+name"]
    assert source.display_tags[-7:] == [*STAMPS.values()]
    assert [row[: len(wanted)] for row in rows] == [list(map(in_csv, row)) for row in cells]
    found = hxl.data(table).with_rows("#event+code=EVT-000001")
    assert [(row.get("#loc+name"), row.get("#country+code"), row.get("#date+start")) for row in found] == [
        ("Vienna", "AUT", "2018-03-05")
    ]


def test_json_is_canonical_and_as_its_schema_says(sealed, written):
    raw = written(as_json.write).read_bytes()

    read = json.loads(raw)
    assert canonical(read) == raw
    assert list(Draft202012Validator(schema()).iter_errors(read)) == []
    assert read["records"] == [
        {
            "payload": held.payload,
            "sha256": held.sha256,
            "carried_over": held.carried_over,
            "last_confirmed": held.last_confirmed and held.last_confirmed.isoformat(),
        }
        for held in sealed().reading.entries()
    ]
    assert read["labels"]["chapter"]["1"] == "Title 1"
    assert (read["audience"], read["edition"], read["revision"]) == ("network", "2018-02", 0)


def test_json_of_the_public_says_nothing_of_confirmations(written):
    read = json.loads(written(as_json.write, "public").read_bytes())

    assert [sorted(row) for row in read["records"]] == [["payload", "sha256"]]
    assert list(Draft202012Validator(schema()).iter_errors(read)) == []


def test_days_of_confirmation_are_days(sealed):
    columns = {column.name: column for column in sealed().columns("matrix")}
    assert columns["last_confirmed"].show(date(2018, 2, 3), None) == date(2018, 2, 3)
    assert columns["carried_over"].show(True, None) == "carried over, not confirmed"
