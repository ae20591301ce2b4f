"""Files of the matrix, opened again with other libraries and compared with the entries cell by cell."""

import csv
import io
import tracemalloc
from datetime import datetime

import openpyxl
import pytest
import python_calamine
import time_machine
from django.core.management import CommandError, call_command
from django.http import QueryDict

from entities.choices import Role
from entities.readers import Reader
from registry.columns import COLUMNS, for_files, offered
from registry.exports import as_csv
from registry.exports.base import cells_of, matrix_table, rows_of
from registry.formats import FORMATS
from registry.matrix import Matrix
from tests import factories
from tests.factories.entries import entries, entry
from ungass_portal.lib.safe_cells import safe_cell

pytestmark = pytest.mark.django_db
ALL = "&".join(f"columns={column.name}" for column in COLUMNS)
NETWORK_LINE = "UN system only, not for onward circulation"


@pytest.fixture
def reader(client):
    """A client of somebody who reads what the network shares."""
    client.force_login(factories.person(Role.VIEWER, "undp", name="Ana Viewer"))
    return client


@pytest.fixture
def matrix():
    """Entries with every field, with none, and with texts that are dangerous in a spreadsheet."""
    factories.code_lists()
    who, unodc = factories.part("who"), {**factories.part("unodc"), "role": "partner", "office": "Field office"}
    entry(
        1,
        title='=HYPERLINK("https://evil.example","Click")',
        summary='Two\nlines, “quotes” & "more"',
        participants=[who, unodc],
        chapter=1,
        subheading="ch1-prevention",
        other_chapters=[2],
        recommendations=["1(a)"],
        terms=["sdg:3.5"],
        countries=["AUT", "PER"],
        regions=["155"],
        dates={"from": "2018-03-01", "to": "2018-03-31", "precision": "month", "text": "in March"},
        level="field",
        scope="country",
        status="ongoing",
        programme="programmes:smart",
        outputs=[{"kind": "training", "title": "Manual", "link": "https://example.org/m", "symbol": "E/1"}],
        figures=[{"value": 23, "unit": "countries", "qualifier": "exact"}],
        links=[{"title": "More", "url": "https://example.org/more"}],
        other_partners=["+41 79", "@home"],
        partner_countries=["FRA"],
        source_symbol="-E/CN.7/2018/9",
        source_paragraph="-12.5",
        own_identifier="-7",
        contact="\tdesk",
        progress=[{"date": "2018-03-02", "text": "Begun"}],
    )
    entry(2, title="Bare")
    entry(3, "mandate", title="تدريب", language="ar", participants=[who], chapter=2,
          dates={"from": "2018-01-05", "to": None, "precision": "day", "text": ""})  # fmt: skip
    entry(4, title="Not for this reader", audience="public")


def asked(query="", audience="network"):
    """The matrix of a query."""
    return Matrix(QueryDict(query), Reader(audience))


def own(rows, at=0):
    """Rows of this module's entries: their numbers are small."""
    return [row for row in rows if str(row[at])[4:6] == "00"]


def csv_rows(client, query=""):
    """Names and rows of the CSV file, with its bytes' mark checked."""
    response = client.get(f"/matrix/export.csv?{query}")
    body = b"".join(response.streaming_content)
    assert body.startswith(b"\xef\xbb\xbf")
    names, *rows = csv.reader(io.StringIO(body.decode("utf-8-sig"), newline=""))
    return names, rows


def workbook(client, query=""):
    """The bytes of the XLSX file."""
    response = client.get(f"/matrix/export.xlsx?{query}")
    return io.BytesIO(b"".join(response.streaming_content))


@pytest.mark.parametrize("query", [ALL, "", f"{ALL}&group=chapter&sort=-title", "group=country", "columns=reference"])
def test_rows_by_the_fast_way_are_those_of_the_entries(matrix, query):
    table = matrix_table(asked(query))

    fast = [list(row) for row in table.rows()]

    assert len(fast) >= 3
    assert fast == [cells_of(row, table.columns, asked(query).words) for row in asked(query).ordered()]


@pytest.mark.parametrize("reopen", ["openpyxl", "calamine"])
@pytest.mark.parametrize("query", [ALL, "", "sort=-title&group=entity"])
def test_workbook_holds_the_cells_of_the_entries(reader, matrix, query, reopen):
    table = matrix_table(asked(query))
    expected = [[_blank(value) for value in row] for row in table.rows()]

    file = workbook(reader, query)
    if reopen == "openpyxl":
        sheet = openpyxl.load_workbook(file)["Matrix"]
        names, *rows = [[_plain(cell.value) for cell in row] for row in sheet.iter_rows()]
    else:
        sheet = python_calamine.CalamineWorkbook.from_filelike(file).get_sheet_by_name("Matrix")
        names, *rows = [[_plain(value) for value in row] for row in sheet.to_python()]

    assert names == [str(column.label) for column in table.columns]
    assert rows == expected


def _blank(value):
    return None if value == "" else value


def _plain(value):
    """A cell as both libraries give it: nothing is None, a day is a date, 5.0 is 5."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return _blank(value)


def test_workbook_has_real_dates_and_numbers_and_formulas_stay_text(reader, matrix):
    sheet = openpyxl.load_workbook(workbook(reader, ALL))["Matrix"]
    names = {cell.value: cell.column for cell in sheet[1]}
    row = next(row for row in sheet.iter_rows(min_row=2) if row[0].value == "ACT-000001")

    def cell(name):
        return row[names[name] - 1]

    assert (cell("From").value, cell("From").is_date) == (datetime(2018, 3, 1), True)
    assert (cell("To").value, cell("Dates known to the").value) == (datetime(2018, 3, 31), "month")
    assert (cell("Chapter number").value, cell("Chapter number").data_type) == (1, "n")
    assert (cell("Figure as number").value, cell("Figures").value) == (23, "23 countries")
    assert (cell("Activity").value, cell("Activity").data_type) == (
        '=HYPERLINK("https://evil.example","Click")',
        "s",
    )
    assert cell("Summary").alignment.wrap_text is True
    assert cell("Where").value == "Austria; Peru"
    assert cell("Partners").value == "UNODC (Field office)"


def test_workbook_is_laid_out_to_be_worked_with_and_printed(reader, matrix):
    book = openpyxl.load_workbook(workbook(reader))
    sheet = book["Matrix"]

    assert book.sheetnames == ["About this file", "Matrix"]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == f"A1:{openpyxl.utils.get_column_letter(sheet.max_column)}{sheet.max_row}"
    assert sheet.column_dimensions["B"].width == pytest.approx(50, abs=1)
    assert sheet.print_title_rows == "$1:$1"
    for each in book:
        assert each.page_setup.orientation == "landscape"
        assert each.oddHeader.right.text == NETWORK_LINE
        assert each.oddFooter.left.text == NETWORK_LINE
        assert each.oddHeader.left.text.endswith("\nThe network of UN focal points")


def test_workbook_says_where_it_comes_from(reader, matrix):
    sheet = openpyxl.load_workbook(workbook(reader, "chapter=1&status=ongoing&sort=-title"))["About this file"]
    told = {row[0].value: row[1].value for row in sheet.iter_rows(min_row=4)}

    assert sheet["A1"].value == "Matrix of UNGASS-related action"
    assert sheet["A2"].value == NETWORK_LINE
    assert {name: told[name] for name in ("For", "As of", "Made by", "Rows", "Chapter", "Status", "Order")} == {
        "For": "The network of UN focal points",
        "As of": "12 March 2018",
        "Made by": "Ana Viewer",
        "Rows": "1 activity",
        "Chapter": "Short 1",
        "Status": "ongoing",
        "Order": "Title, last first",
    }
    assert told["Made"].startswith("12 March 2018, ")
    assert told["Address"] == "http://testserver/matrix/?chapter=1&status=ongoing&sort=-title"
    assert told["Terms of use"].startswith("Read it within the UN system.")


@pytest.mark.parametrize(
    ("audience", "handling"),
    [
        ("network", NETWORK_LINE),
        ("partners", "For partner organisations of the network, not for publication"),
        ("public", "Shared with the public by the entities named"),
    ],
)
def test_files_name_their_audience_and_day(reader, matrix, audience, handling):
    for form in ("xlsx", "csv"):
        response = reader.get(f"/matrix/export.{form}?as={audience}")
        assert response["Content-Disposition"] == (f'attachment; filename="ungass-matrix-{audience}-2018-03-12.{form}"')
        assert b"".join(response.streaming_content)
    sheet = openpyxl.load_workbook(workbook(reader, f"as={audience}"))["About this file"]
    assert sheet["A2"].value == handling
    names, rows = csv_rows(reader, f"as={audience}")
    assert names[-5:] == ["Audience", "Handling", "As of", "Attribution", "Terms of use"]
    source = "UNGASS portal, 2018-03-12; the entities named in each record."
    stamps = (audience, handling, "2018-03-12", source, "http://testserver/api/docs/#terms")
    assert {tuple(row[-5:]) for row in rows} == ({stamps} if rows else set())


def test_csv_holds_the_cells_of_the_entries_and_no_formula(reader, matrix):
    table = matrix_table(asked(ALL))

    names, rows = csv_rows(reader, ALL)

    assert names[:-5] == [str(column.label) for column in table.columns]
    assert [row[:-5] for row in rows] == [[_in_csv(value) for value in row] for row in table.rows()]
    first = dict(zip(names, own(rows)[0], strict=True))
    assert first["Activity"] == """'=HYPERLINK("https://evil.example","Click")"""
    assert first["Other partners"] == "'+41 79; @home"
    assert first["Source"] == "'-E/CN.7/2018/9"
    assert first["Contact"] == "'\tdesk"
    assert (first["Paragraph"], first["Own identifier"]) == ("-12.5", "-7")
    assert (first["From"], first["To"], first["Chapter number"]) == ("2018-03-01", "2018-03-31", "1")


def _in_csv(value):
    return safe_cell(value) if isinstance(value, str) else str(value)


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("+1-2", "'+1-2"),
        ("-cmd|' /C calc'!A0", "'-cmd|' /C calc'!A0"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("＝1+1", "'＝1+1"),
        ("-5", "-5"),
        ("-12.5", "-12.5"),
        ("+3", "+3"),
        ("-5%", "-5%"),
        ("", ""),
        ("plain - text", "plain - text"),
    ],
)
def test_safe_cell_neutralises_formulas_only(text, safe):
    assert safe_cell(text) == safe


def test_files_have_the_order_filters_columns_and_groups_of_the_page(reader, matrix):
    names, rows = csv_rows(
        reader, "group=chapter&sort=-reference&columns=reference&columns=dates&entity=who&kind=mandate"
    )

    assert names == ["Group: chapter", "Group: sub-heading", "Reference", "When", "From", "To", "Dates known to the",
                     "Audience", "Handling", "As of", "Attribution", "Terms of use"]  # fmt: skip
    assert [row[:-5] for row in rows] == [
        ["2. Title 2", "No sub-heading", "MAN-000003", "since 5 January 2018", "2018-01-05", "", "day"]
    ]


def test_files_hold_nothing_that_the_reader_may_not_see(client, matrix):
    _names, rows = csv_rows(client)

    assert [(row[0], row[1]) for row in rows] == [("ACT-000004", "Not for this reader")]
    assert client.get("/matrix/export.csv?columns=contact").status_code == 400
    assert client.get("/matrix/export.pdf").status_code == 404
    assert {column.name for column in offered(asked("", "public").readable)} & {"contact", "progress"} == set()


def test_rows_of_files_come_with_two_queries_however_many(matrix, django_assert_num_queries):
    table = asked().columns
    words = asked().words
    everything = asked().ordered()
    list(rows_of(everything, for_files(table), words))  # labels are read once
    with django_assert_num_queries(3):  # savepoint, rows, release
        list(rows_of(everything, for_files(table), words))
    for number in range(10, 40):
        entry(number)
    with django_assert_num_queries(3):
        list(rows_of(everything, for_files(table), words))


def test_csv_takes_no_more_memory_for_more_rows():
    def peak():
        tracemalloc.start()
        for _piece in as_csv.write(matrix_table(asked())):
            pass
        _now, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    factories.code_lists()
    base = entries(20, summary="long " * 1000)[0]
    peak()
    few = peak()
    model = type(base)
    fields = {name.name: getattr(base, name.name) for name in model._meta.concrete_fields if name.name not in
              ("id", "reference", "search")}  # fmt: skip
    model.objects.bulk_create(model(**fields, reference=f"ACT-{number:06d}") for number in range(1000, 5000))

    assert peak() - few < 16 * 2**20


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_file_that_was_cut_off_goes_on_where_it_stopped(reader, matrix, form):
    address = f"/matrix/export.{form}?{ALL}"
    with time_machine.travel(datetime(2026, 11, 25, 9, 0, 30), tick=False):
        first = reader.get(address)
        whole = b"".join(first.streaming_content)
    begun = {"Range": "bytes=1000-", "If-Range": first["ETag"]}

    with time_machine.travel(datetime(2026, 11, 25, 9, 20), tick=False):
        rest = reader.get(address, headers=begun)
        unsure = reader.get(address, headers={"Range": "bytes=1000-"})
        other = reader.get(f"{address}&sort=-title", headers=begun)

    assert (rest.status_code, b"".join(rest.streaming_content)) == (206, whole[1000:])
    assert rest["Content-Range"] == f"bytes 1000-{len(whole) - 1}/{len(whole)}"
    assert (rest["ETag"], rest["Content-Disposition"]) == (first["ETag"], first["Content-Disposition"])
    assert [len(b"".join(answer.streaming_content)) > 1000 for answer in (unsure, other)] == [True, True]
    assert [unsure.status_code, other.status_code, other["ETag"] == first["ETag"]] == [200, 200, False]


def test_command_writes_the_same_file_as_the_page(reader, matrix, tmp_path):
    target = tmp_path / "matrix.csv"

    call_command("export_matrix", audience="network", format="csv", output=str(target))

    response = reader.get("/matrix/export.csv")
    assert target.read_bytes() == b"".join(response.streaming_content)
    call_command("export_matrix", audience="public", format="xlsx", output=str(tmp_path / "matrix.xlsx"))
    sheet = openpyxl.load_workbook(tmp_path / "matrix.xlsx")["Matrix"]
    assert [cell.value for cell in sheet["A"]] == ["Reference", "ACT-000004"]


def test_command_refuses_a_place_that_it_cannot_write_to(matrix, tmp_path):
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("export_matrix", audience="network", format="csv", output=str(tmp_path / "none" / "m.csv"))


def test_every_field_that_an_audience_reads_has_a_column():
    assert {column.reads for column in COLUMNS} == {*FORMATS["network"][2]} - {"url"}
    assert len({column.name for column in COLUMNS}) == len(COLUMNS)
