"""Files that are broken, dangerous or too large: a clear message, within bounds, and what was good kept."""

import io
import zipfile
from collections import deque

import openpyxl
import pytest
import xlsxwriter
from django.core.handlers.wsgi import WSGIHandler
from django.test import RequestFactory

from registry.imports.opening import ODS
from registry.imports.read import (
    MOST_BYTES,
    PROBLEMS,
    REMARKS,
    Remark,
    RowFound,
    SheetFound,
    Unreadable,
    read,
    size_problem,
)
from tests.registry.imports.books import by_libreoffice, focal_point, given, put, rows, taken, with_libreoffice

XML = '<?xml version="1.0"?>'
ACROSS = f'{XML}<!--{"x" * ((1 << 20) - len(XML) - 12)}--><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'
LATE = f'{XML}<!--{"x" * 6_000}--><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'


def found(tmp_path, data, name="file.xlsx"):
    """What reading says of some bytes: its rows, or the name of the problem."""
    path = tmp_path / name
    path.write_bytes(data)
    try:
        said = list(read(path))
    except Unreadable as problem:
        return next(name for name, text in PROBLEMS.items() if str(text) == str(problem))
    return [row.cells for row in said if isinstance(row, RowFound)]


def package(**parts):
    """A zip file with these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in parts.items():
            made.writestr(name.replace("__", "/").replace("_xml", ".xml"), text)
    return file.getvalue()


def book(fill):
    """The bytes of a workbook of openpyxl."""
    made, file = openpyxl.Workbook(), io.BytesIO()
    fill(made)
    made.save(file)
    return file.getvalue()


def encrypted():
    """The beginning of a workbook with a password, as Excel writes it."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")


def far_cell(made):
    made.active["A1"], made.active["XFD1048576"] = "Title", "far"


def small_book(fill=lambda sheet, bold: None):
    """The bytes of a workbook of xlsxwriter with a title."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as made:
        sheet = made.add_worksheet()
        sheet.write_string(0, 0, "Title")
        fill(sheet, made.add_format({"bold": True}))
    return file.getvalue()


def with_parts(data, **parts):
    """The workbook with some of its parts put in the place of its own, or beside them."""
    file, names = io.BytesIO(), {name.replace("__", "/").replace("_xml", ".xml"): text for name, text in parts.items()}
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in names:
                new.writestr(name, old.read(name))
        for name, text in names.items():
            new.writestr(name, text)
    return file.getvalue()


def million_formats():
    """A million rows of one cell with a format and nothing in it."""
    rows = "".join(f'<row r="{row}"><c r="A{row}" s="1"/></row>' for row in range(2, 1_000_002))
    data = small_book(lambda sheet, bold: sheet.write_blank(1, 0, None, bold))
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    start, end = sheet.index('<row r="2"'), sheet.index("</sheetData>")
    return with_parts(data, xl__worksheets__sheet1_xml=sheet[:start] + rows + sheet[end:])


def one_long_text_in_many_cells():
    """32,767 characters that stand once in the file and in 40,000 of its cells."""

    def fill(sheet, bold):
        for row in range(1, 4_001):
            for column in range(10):
                sheet.write_string(row, column, "x" * 32_767)

    return small_book(fill)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "empty"),
        (b"\r\n \n", "empty"),
        (encrypted(), "password"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old"),
        (b"%PDF-1.4 something", "type"),
        (b"<html><table><tr><td>Title", "type"),
        (b"\x89PNG\r\n\x1a\n\0\0", "type"),
        (package(word__document_xml="x"), "type"),
        (book(lambda made: None)[:900], "corrupt"),
        (package(xl__workbook_xml=f"{XML}<workbook/>", xl__worksheets__sheet1_xml="0" * 620_000_000), "bomb"),
        (package(xl__workbook_xml=f'{XML}<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'), "entities"),
        (package(mimetype=ODS.decode(), **{"META-INF__manifest_xml": "<x:encryption-data/>"}), "password"),
        (package(xl__workbook_xml=LATE), "entities"),
        (package(xl__workbook_xml=ACROSS), "entities"),
        (package(xl__workbook_xml=f"{XML}<workbook/>"), "corrupt"),
        (book(far_cell), "bomb"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path, data, problem):
    assert found(tmp_path, data) == problem


def test_a_large_file_is_refused_before_it_is_read():
    assert size_problem(200_000_000).startswith("The file has 200 MB; at most 30 are read.")
    assert size_problem(1_000) == ""


class Upload(io.RawIOBase):
    """A body that says nothing, and knows how much of it was read."""

    def __init__(self, size):
        self.left, self.most = size, 0

    def read(self, size=-1):
        size = self.left if size < 0 else min(size, self.left)
        self.left, self.most = self.left - size, max(self.most, size)
        return bytes(size)


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "form"), [("/imports/", "text/html"), ("/api/v1/imports/", "application/problem")])
@pytest.mark.parametrize(("megabytes", "left"), [(200, 0), (2_000, 2_000_000_000)])
def test_200_megabytes_are_refused_before_anything_is_kept(path, form, megabytes, left, tmp_path, settings):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    body, told = Upload(megabytes * 1_000_000), []
    environ = RequestFactory().post(path).environ | {
        "CONTENT_TYPE": "multipart/form-data; boundary=x",
        "CONTENT_LENGTH": str(megabytes * 1_000_000),
        "wsgi.input": body,
    }

    page = b"".join(WSGIHandler()(environ, lambda status, headers: told.extend([status, dict(headers)])))

    assert told[0] == "413 Content Too Large"
    assert told[1]["Content-Type"].startswith(form)
    assert b"At most 32 MB are taken at once." in page
    assert (body.left, body.most <= 1 << 16, list(tmp_path.iterdir())) == (left, True, [])


def test_the_largest_workbook_fits_into_the_largest_body(settings):
    assert MOST_BYTES < settings.MOST_BODY_BYTES < 200_000_000


def test_macros_and_links_to_other_workbooks_are_left_aside_and_told(tmp_path):
    path, parts = tmp_path / "book.xlsm", {"xl/vbaProject.bin": "x", "xl/externalLinks/externalLink1.xml": XML}
    path.write_bytes(with_parts(small_book(), **parts))

    said = [item.text for item in read(path) if isinstance(item, Remark)]

    assert said == [str(REMARKS["macros"]), str(REMARKS["external"])]


def test_one_long_text_in_many_cells_ends_within_bounds(tmp_path):
    path = tmp_path / "book.xlsx"
    path.write_bytes(one_long_text_in_many_cells())

    with pytest.raises(Unreadable, match="unpacks to more than"):
        deque(read(path), maxlen=0)


def test_a_formula_with_its_value_is_that_value(tmp_path):
    data = small_book(lambda sheet, bold: sheet.write_formula(1, 0, '="Course"&" 1"', None, "Course 1"))

    assert found(tmp_path, data) == [["Title"], ["Course 1"]]


def test_empty_rows_with_a_format_are_nothing(tmp_path):
    assert found(tmp_path, million_formats()) == [["Title"]]


@pytest.mark.parametrize(
    "text",
    [
        "Title;Lead\nCafé;WHO\n".encode("cp1252"),
        "Title\tLead\nCafé\tWHO\n".encode("utf-16"),
        "\ufeffTitle,Lead\r\nCafé,WHO\r\n".encode(),
        "sep=|\nTitle|Lead\nCafé|WHO\n".encode(),
        *(f"Title{mark}Lead\nCafé{mark}WHO\n".encode() for mark in ":^~\x1f；，،؛、¦§#"),
    ],
)
def test_text_of_any_delimiter_and_encoding(tmp_path, text):
    assert found(tmp_path, text, "file.csv") == [["Title", "Lead"], ["Café", "WHO"]]


def test_text_that_nothing_divides_is_one_column(tmp_path):
    text = "Title\nCourse: one\nMore\nAnd more\n"

    assert found(tmp_path, text.encode(), "file.csv") == [[line] for line in text.splitlines()]


def test_lines_in_another_encoding_are_read_each_by_itself(tmp_path):
    text = "Title;Lead\nMünchen 東京;WHO\n".encode() + "Café;WHO\n".encode("cp1252")

    assert found(tmp_path, text) == [["Title", "Lead"], ["München 東京", "WHO"], ["Café", "WHO"]]


def test_a_quotation_mark_that_is_never_closed_swallows_no_rows(tmp_path):
    text = 'Title;Lead\n"Two\nlines";WHO\nNext;"WHO"\n"Open;WHO\nGood;WHO\n'
    path = tmp_path / "file.csv"
    path.write_text(text)

    said = list(read(path))

    assert [row.cells for row in said if isinstance(row, RowFound)] == [
        ["Title", "Lead"], ["Two\nlines", "WHO"], ["Next", "WHO"], ['"Open', "WHO"], ["Good", "WHO"]
    ]  # fmt: skip
    assert [row.text for row in said if isinstance(row, Remark)] == [
        "Line 5: a quotation mark is never closed. It was taken for a sign like any other."
    ]


@with_libreoffice
@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_merged_cells_and_formulas_that_give_an_error_of_libreoffice(tmp_path, form):
    def fill(made):
        sheet = made.active
        sheet["A1"], sheet["B1"], sheet["A2"], sheet["B2"], sheet["B3"] = "Lead", "Title", "WHO", "one", "two"
        sheet["C1"], sheet["C2"], sheet["C3"] = "Level", "=1/0", '="fi"&"eld"'
        sheet.merge_cells("A2:A3")

    path = tmp_path / "made.xlsx"
    path.write_bytes(book(fill))
    saved = tmp_path / f"saved.{form}"
    saved.write_bytes(by_libreoffice(path, form, tmp_path))

    said = list(read(saved))

    assert [row.cells for row in said if isinstance(row, RowFound)] == [
        ["Lead", "Title", "Level"], ["WHO", "one"], ["WHO", "two", "field"]
    ]  # fmt: skip
    assert [row.formulas for row in said if isinstance(row, SheetFound)] == [["C2"]]
    assert [row.text for row in said if isinstance(row, Remark)] == [
        "Sheet “Sheet”: the value of merged cells was taken for each of their rows."
    ]


def test_merged_cells_hidden_sheets_and_dates(tmp_path):
    def fill(made):
        sheet = made.active
        sheet["B3"], sheet["C3"], sheet["C4"] = "Both", "one", "two"
        sheet.merge_cells("B3:B4")
        hidden = made.create_sheet("Secret")
        hidden["A1"] = "unseen"
        hidden.sheet_state = "hidden"

    path = tmp_path / "book.xlsx"
    path.write_bytes(book(fill))
    said = [getattr(item, "text", None) or getattr(item, "cells", None) for item in read(path)]

    assert said == [
        None,
        ["", "Both", "one"],
        ["", "Both", "two"],
        "Sheet “Sheet”: the value of merged cells was taken for each of their rows.",
        None,
        "The hidden sheet “Secret” was not read.",
    ]


@pytest.mark.django_db
def test_dangerous_cells_are_text_and_what_is_good_is_kept():
    person = focal_point()
    book = given(person)
    put(book, 1, title="\u202eevil\u202c title", summary="'=HYPERLINK(1)")
    put(book, 2, title="=1+1", summary="A formula that nobody has worked out.")
    put(book, 3, title="Long", summary="x" * 32_767)
    put(book, 4, title="Good")
    book["Matrix"].cell(7, 4).data_type = "f"

    found = rows(taken(book, person))

    assert [(row.title, row.outcome) for row in found[:1] + found[-1:]] == [("evil title", "new"), ("Good", "new")]
    assert found[0].content["summary"] == "=HYPERLINK(1)"
    told = [[message["text"] for message in row.messages] for row in found]
    assert "A formula without a value. Open the file in your spreadsheet program and save it." in told[1]
    assert told[2] == ["Ensure this field has no more than 6000 characters."]


@pytest.mark.django_db
def test_duplicate_and_missing_columns_and_two_rows_of_titles():
    person = focal_point()
    text = "List of activities;;;\nWhat;;Where;\nActivity;Lead;Country;Country\nCourse;WHO;Austria;Peru\n"

    imported = taken(text.encode(), person, name="two.csv")

    page = imported.sheets.get()
    assert (page.head, page.mapping) == (3, {"0": "title", "1": "lead", "2": "countries"})
    assert [(row.title, row.content["countries"]) for row in rows(imported)] == [("Course", ["AUT"])]
