"""The matrix as an Excel workbook: a sheet that says what it is, and the rows with real dates and numbers."""

from itertools import batched, chain

import xlsxwriter
from django.utils.formats import date_format
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from registry.columns import DATE, NUMBER

LONGEST_CELL = 32_767
BATCH = 100  # rows made one after the other, then written: neither throws the other out of the processor's cache
FACT_WIDTH, LINE_HEIGHT = 90, 15  # characters, points
TOO_LONG = -2  # what XlsxWriter answers where it has cut a text
A4 = 9
WIDEST_PAGE = 400  # characters: made to fit one page, anything wider could not be read


def write(table, file):
    """Write the workbook into an open binary file; memory does not grow with the rows."""
    options = {"constant_memory": True, "strings_to_urls": False, "strings_to_formulas": False}
    with xlsxwriter.Workbook(file, options) as book:
        book.set_properties(
            {
                "title": table.title,
                "comments": table.handling,
                "category": table.audience,
                "created": table.made_at.replace(tzinfo=None),
            }
        )
        _about(book, table)
        rows_sheet(book, table, _("Matrix")).activate()


def _about(book, table):
    """The first sheet: who made the file, when, for whom, from what, and what may be done with it."""
    facts = [
        (_("For"), table.audience_name),
        (_("As of"), date_format(table.as_of, "DATE_FORMAT")),
        (_("Made"), date_format(table.made_at, "DATETIME_FORMAT")),
        (_("Made by"), table.made_by),
        (_("Rows"), table.count),
        *table.told,
        (_("Address"), table.address),
        (_("Attribution"), table.attribution),
        (_("Terms of use"), table.terms),
    ]
    facts_sheet(book, table, _("About this file"), facts)


def facts_sheet(book, table, name, facts):
    """A sheet with the title, the handling line and lines of (name, value)."""
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True, "valign": "top"})
    title = book.add_format({"bold": True, "font_size": 14})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    warning = book.add_format({"bold": True, "font_color": "#B0271F"})
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, FACT_WIDTH)
    sheet.write_string(0, 0, table.title, title)
    sheet.write_string(1, 0, table.handling, warning)
    for row, (label, value) in enumerate(facts, start=3):
        sheet.write_string(row, 0, str(label), bold)
        sheet.write_string(row, 1, str(value), wrapped)
        sheet.set_row(row, LINE_HEIGHT * (1 + len(str(value)) // FACT_WIDTH))  # not every program finds it by itself
    on_paper(sheet, table)


def rows_sheet(book, table, name):
    """A sheet of the rows, with a head that stays, filter buttons and widths."""
    sheet = book.add_worksheet(name)
    head = book.add_format({"bold": True, "bg_color": "#E5F4FB", "bottom": 1, "text_wrap": True, "valign": "top"})
    top = {"valign": "top"}
    text = book.add_format({**top, "text_wrap": True})
    number = book.add_format(top)
    day = book.add_format({**top, "num_format": "d mmm yyyy", "align": "left"})
    for at, column in enumerate(table.columns):
        sheet.set_column(at, at, column.width)
        sheet.write_string(0, at, str(column.label), head)
    writers = [
        (sheet.write_datetime, day)
        if column.type == DATE
        else (sheet.write_number, number)
        if column.type == NUMBER
        else (sheet.write_string, text)
        for column in table.columns
    ]
    last, places = 0, range(len(writers))
    for last, row in enumerate(chain.from_iterable(batched(table.rows(), BATCH)), start=1):
        for at, (put, style), value in zip(places, writers, row, strict=True):
            if (value or value == 0) and put(last, at, value, style) == TOO_LONG:
                put(last, at, value[: LONGEST_CELL - 1] + "…", style)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, last, len(table.columns) - 1)
    sheet.repeat_rows(0)
    sheet.repeat_columns(0)
    on_paper(sheet, table, fits=sum(column.width for column in table.columns) <= WIDEST_PAGE)
    return sheet


def on_paper(sheet, table, *, fits=True):
    """A4 across, audience and handling line on every sheet of paper; what is too wide for one goes on to the right."""
    sheet.set_landscape()
    sheet.set_paper(A4)
    if fits:
        sheet.fit_to_pages(1, 0)
    else:
        sheet.set_print_scale(60)
    line, audience, handling = map(_escaped, (table.running_line, table.audience_name, table.handling))
    sheet.set_header(f"&L{line}\n{audience}&R{handling}")  # in the middle it would lie over what stands beside it
    sheet.set_footer(f"&L{handling}&R&P / &N")
    if get_language_bidi():
        sheet.right_to_left()


def _escaped(text):
    """A text in which & is no command."""
    return str(text).replace("&", "&&")
