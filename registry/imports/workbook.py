"""The workbook that an entity fills in: instructions, a sheet for each listing, and the lists of its cells."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import zip_longest

import xlsxwriter
from django.utils.formats import date_format
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_col_to_name

from entities.audiences import Reading
from entities.handling import HANDLING
from entities.labels import labels
from registry.columns import DATE
from registry.exports.as_xlsx import LONGEST_CELL, facts_sheet, on_paper
from registry.imports.given import records_of, rows_of
from registry.imports.head import tag_of
from registry.imports.names import Names
from registry.imports.sheets import KIND, REFERENCE, VERSION, sheets
from registry.imports.tokens import make_token

EMPTY_ROWS = 100
TITLE_ROW, HANDLING_ROW, LEGEND_ROW, TAG_ROW, HEAD_ROW = range(5)
FIRST_ROW = HEAD_ROW + 1
ROW_HEIGHT = 45
LONGEST_HELP = 255
SIGN = "*"


@dataclass
class Given:
    """What a workbook says of itself, and its sheets."""

    entity: str
    month: date
    made_at: datetime
    made_by: str
    side: object
    cut: object

    @property
    def title(self):
        """What stands at the head of each sheet."""
        return _("Workbook of %(entity)s, %(month)s") % {
            "entity": self.entity,
            "month": date_format(self.month, "YEAR_MONTH_FORMAT"),
        }

    running_line = title

    @property
    def audience_name(self):
        """Who may read it: it holds what has not been cleared."""
        return _("%(entity)s and the CND secretariat") % {"entity": self.entity}

    @property
    def handling(self):
        """The handling line."""
        return str(HANDLING[Reading.NETWORK])


class Formats:
    """The formats of one workbook."""

    def __init__(self, book):
        cell = {"valign": "top", "text_wrap": True, "locked": False}
        grey = {"valign": "top", "bg_color": "#ECEFF1", "font_color": "#455A64"}
        head = {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.warning = book.add_format({"bold": True, "font_color": "#B0271F"})
        self.text = book.add_format(cell | {"num_format": "@"})
        self.day = book.add_format(cell | {"num_format": "d mmm yyyy", "align": "left"})
        self.locked = book.add_format(grey)
        self.needed = book.add_format({"bg_color": "#FFF3C4"})
        self.head = book.add_format(head | {"bg_color": "#E5F4FB"})
        self.head_needed = book.add_format(head | {"bg_color": "#00689D", "font_color": "#FFFFFF"})
        self.head_locked = book.add_format(head | {"bg_color": "#CFD8DC"})

    def of_head(self, column):
        """The format of a column's name."""
        return self.head_locked if column.locked else self.head_needed if column.needed else self.head

    def of_cell(self, column):
        """The format of a column's cells."""
        return self.locked if column.locked else self.day if column.type == DATE else self.text


def write(given, file):
    """Write the workbook into an open binary file; memory does not grow with its rows."""
    options = {"constant_memory": True, "strings_to_urls": False, "strings_to_formulas": False}
    names = Names(labels())
    with xlsxwriter.Workbook(file, options) as book:
        book.set_properties({"title": given.title, "comments": given.handling, "category": "desk"})
        formats = Formats(book)
        _instructions(book, given)
        for number, sheet in enumerate(sheets()):
            made = _sheet(book, given, sheet, names, formats)
            if number == 0:
                made.activate()
        _lists(book, names)


def _instructions(book, given):
    """The first sheet: what the workbook is, how it is filled in, and what each column holds."""
    facts = [
        (_("Month"), date_format(given.month, "YEAR_MONTH_FORMAT")),
        (_("Entity"), given.entity),
        (_("For"), given.audience_name),
        (_("Made"), date_format(given.made_at, "DATETIME_FORMAT")),
        (_("Made by"), given.made_by),
        *given.cut.in_words(),
        ("", ""),
        (_("How to fill it in"), _("Change the cells that are not grey. What you leave stays as it is in the portal.")),
        ("1", _("Columns with %(sign)s and a dark head are needed; their empty cells are yellow.") % {"sign": SIGN}),
        ("2", _("New activities and events go into the empty rows at the end, without reference and version.")),
        ("3", _("Several values go into one cell with semicolons between them. The lists help; you may type.")),
        ("4", _("Dates may be as exact as you know: 12 March 2018, March 2018, Q2 2018, 2018.")),
        ("5", _("A row that you delete stays in the portal. To take a record away, withdraw it there.")),
        ("6", _("Upload the file in the portal under “Desk”, “Workbooks”. You see what changes before anything does.")),
        ("7", _("Several people may fill in copies: upload them one after the other, in any order.")),
    ]
    for sheet in sheets():
        facts += [("", ""), (_("Columns of “%(sheet)s”") % {"sheet": sheet.title}, "")]
        facts += [(head_of(column), str(column.help)) for column in sheet.columns]
    facts_sheet(book, given, _("Instructions")[:31], facts)


def head_of(column):
    """A column's name as the sheet shows it."""
    return f"{SIGN} {column.label}" if column.needed else str(column.label)


def _sheet(book, given, sheet, names, formats):
    """The sheet of a listing: its head, its rows, empty ones, and what guides the typing."""
    made = book.add_worksheet(sheet.title)
    made.write_string(TITLE_ROW, 0, f"{given.title}: {sheet.title}", formats.title)
    made.write_string(HANDLING_ROW, 0, f"{given.audience_name}. {given.handling}", formats.warning)
    legend = _("%(sign)s needed · white: fill in · grey: leave as it is") % {"sign": SIGN}
    made.write_string(LEGEND_ROW, 0, legend)
    made.set_row(TAG_ROW, None, None, {"hidden": True})
    for at, column in enumerate(sheet.columns):
        made.set_column(at, at, column.width)
        made.write_string(TAG_ROW, at, tag_of(sheet, column.name, own=True))
    for at, column in enumerate(sheet.columns):
        made.write_string(HEAD_ROW, at, head_of(column), formats.of_head(column))
    last = _rows(made, given, sheet, names, formats)
    for at, column in enumerate(sheet.columns):
        _guide(made, sheet, at, column, last, formats)
    made.autofilter(HEAD_ROW, 0, last, len(sheet.columns) - 1)
    made.freeze_panes(FIRST_ROW, 1)
    made.repeat_rows(HEAD_ROW)
    made.protect("", {"format_columns": True, "format_rows": True, "format_cells": True, "autofilter": True})
    on_paper(made, given, fits=False)
    return made


def _rows(made, given, sheet, names, formats):
    """Write the rows of the records, then empty ones; returns the number of the last."""
    styles = [formats.of_cell(column) for column in sheet.columns]
    language, kinds = get_language(), dict(_kind_labels(sheet))
    at = FIRST_ROW - 1
    for at, (record, content) in enumerate(rows_of(records_of(given.side, sheet.kinds, given.cut)), start=FIRST_ROW):
        cells = sheet.cells(content, names) | {
            REFERENCE: record.reference,
            VERSION: make_token(record.reference, record.revision, language),
            KIND: kinds.get(record.kind, ""),
        }
        made.set_row(at, ROW_HEIGHT)
        for place, column in enumerate(sheet.columns):
            _put(made, at, place, cells[column.name], formats.locked if column.name == KIND else styles[place])
    last = at + EMPTY_ROWS
    for empty in range(at + 1, last + 1):
        for place, style in enumerate(styles):
            made.write_blank(empty, place, None, style)
    return last


def _kind_labels(sheet):
    return sheet.by_name[KIND].offer.choices if KIND in sheet.by_name else ()


def _put(made, row, place, value, style):
    """One cell: a real date or a text, never a formula."""
    if isinstance(value, date):
        made.write_datetime(row, place, datetime(value.year, value.month, value.day), style)
    elif value:
        text = str(value)
        made.write_string(row, place, text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…", style)
    else:
        made.write_blank(row, place, None, style)


def _guide(made, sheet, at, column, last, formats):
    """What helps to type into a column: its help, its list, and the mark of what is still needed."""
    if column.needed:
        made.conditional_format(FIRST_ROW, at, last, at, {"type": "blanks", "format": formats.needed})
    if column.locked:
        return
    options = {"validate": "any", "input_title": str(column.label)[:32], "input_message": _short(str(column.help))}
    if column.offer:
        options |= {"validate": "list", "source": _source(sheet, column)}
        # A choice has no other values; a name may be typed in other ways, and several stand in one cell.
        options |= {"error_type": "stop"} if column.offer.choices else {"show_error": False}
    made.data_validation(FIRST_ROW, at, last, at, {name: value for name, value in options.items() if value != ""})


def _short(text):
    return text if len(text) <= LONGEST_HELP else text[: LONGEST_HELP - 1] + "…"


def _source(sheet, column):
    """The range that a drop-down shows; where the row names a chapter, only what belongs to it."""
    key = column.offer.key
    if not column.offer.by_chapter:
        return f"=list_{key}"
    place = next(at for at, other in enumerate(sheet.columns) if other.name == "chapter")
    chapter = f'INDIRECT("{key}_"&LEFT(${xl_col_to_name(place)}{FIRST_ROW + 1},1))'
    return f"=IF(ISREF({chapter}),{chapter},list_{key})"


def _lists(book, names):
    """The last sheet: every list in a column of its own, under the name by which the drop-downs know it."""
    offers = {}
    for sheet in sheets():
        for column in sheet.columns:
            if column.offer:
                offers.setdefault(column.offer.key, column.offer)
    title = _("Lists")[:31]
    made, bold = book.add_worksheet(title), book.add_format({"bold": True})
    columns = {key: _ordered(offer, names) for key, offer in offers.items()}
    for at, key in enumerate(columns):
        made.write_string(0, at, key, bold)
        made.set_column(at, at, 36)
    for row, texts in enumerate(zip_longest(*[[text for text, _group in rows] for rows in columns.values()]), start=1):
        for at, text in enumerate(texts):
            if text is not None:
                made.write_string(row, at, text)
    for at, (key, rows) in enumerate(columns.items()):
        _name_ranges(book, title, at, key, rows, offers[key].by_chapter)
    made.protect()
    if get_language_bidi():
        made.right_to_left()


def _ordered(offer, names):
    """(text, chapter) of what a list offers; what belongs to a chapter stands together."""
    if not offer.by_chapter:
        return [(text, None) for text in offer.texts(names)]
    labels_of = names.words.of(offer.kind)
    rows = [(text, labels_of[code].group) for code, text in names.offered(offer.kind, offer.group)]
    return sorted(rows, key=lambda row: row[1])


def _name_ranges(book, title, at, key, rows, by_chapter):
    """Name the whole list, and the part of each chapter."""
    letter, quoted = xl_col_to_name(at), title.replace("'", "''")

    def name(what, first, last):
        book.define_name(what, f"='{quoted}'!${letter}${first}:${letter}${last}")

    name(f"list_{key}", 2, max(len(rows), 1) + 1)
    if by_chapter:
        groups = [group for _text, group in rows]
        for group in dict.fromkeys(groups):
            first = groups.index(group) + 2
            name(f"{key}_{group}", first, first + groups.count(group) - 1)
