"""The rows of an import as a workbook again, with what was said about them beside the cells."""

from datetime import date, datetime

import xlsxwriter
from django.utils.translation import gettext as _

from registry.imports.head import tag_of
from registry.imports.read import as_text, value_of
from registry.imports.sheets import sheet_named
from registry.models import ImportRow
from ungass_portal.lib.lists import colon, listed

WIDEST = 60
LONGEST_REMARK = 30_000


def write(imported, file):
    """Write the workbook into an open binary file; it can be mended and uploaded again."""
    options = {"constant_memory": True, "strings_to_urls": False, "strings_to_formulas": False}
    with xlsxwriter.Workbook(file, options) as book:
        styles = {
            "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
            "text": book.add_format({"text_wrap": True, "valign": "top"}),
            "day": book.add_format({"num_format": "d mmm yyyy", "align": "left", "valign": "top"}),
            "error": book.add_format({"bg_color": "#F9D9D6", "text_wrap": True, "valign": "top"}),
            "warning": book.add_format({"bg_color": "#FFF3C4", "text_wrap": True, "valign": "top"}),
        }
        for number, page in enumerate(imported.sheets.exclude(listing=""), start=1):
            _sheet(book, page, number, styles)
        if not imported.sheets.exclude(listing="").exists():
            book.add_worksheet().write_string(0, 0, imported.problem or _("No row was read."))


def _sheet(book, page, number, styles):
    """One sheet: its titles where they were, its rows under their numbers, the remarks in a last column."""
    name = "".join(" " if mark in "[]:*?/\\" else mark for mark in page.name)[:28] or _("Sheet")
    made = book.add_worksheet(f"{name} {number}" if name.casefold() in _taken(book) else name)
    head, last = max(page.head - 1, 1), len(page.titles)
    sheet, mapping = sheet_named(page.listing), {int(place): name for place, name in page.mapping.items()}
    for place in range(last):
        name = mapping.get(place, "")
        made.set_column(place, place, min(sheet.by_name[name].width if name in sheet.by_name else 16, WIDEST))
        if name:
            made.write_string(head - 1, place, tag_of(sheet, name, own=page.own))
    made.set_column(last, last, WIDEST)
    made.set_row(head - 1, None, None, {"hidden": True})
    for place, title in enumerate([*page.titles, _("Remarks of the portal")]):
        made.write_string(head, place, title, styles["head"])
    rows = ImportRow.objects.filter(sheet=page).order_by("number")
    below = head - (page.head - 1)  # a head in the first row makes room for the row of tags above it
    for row in rows.iterator(chunk_size=500):
        _row(made, row, row.number - 1 + below, mapping, last, styles)
    made.freeze_panes(head + 1, 0)


def _taken(book):
    return {made.get_name().casefold() for made in book.worksheets()}


def _row(made, row, at, mapping, last, styles):
    """One row, its cells in doubt coloured and with a note."""
    said = {}
    for message in row.messages:
        said.setdefault(message["column"], []).append(message)
    for place in range(last):
        name = mapping.get(place, "")
        cell = row.mended.get(name, row.cells[place] if place < len(row.cells) else "")
        found = said.get(name)
        style = styles["text"] if not found else styles["error" if _is_wrong(found) else "warning"]
        value = value_of(cell)
        if isinstance(value, date):
            made.write_datetime(at, place, datetime(value.year, value.month, value.day), styles["day"])
        elif as_text(cell) or found:
            made.write_string(at, place, as_text(cell), style)
        if found:
            made.write_comment(at, place, "\n".join(map(sentence, found))[:LONGEST_REMARK])
    texts = [f"{row.get_outcome_display()}."] + [
        f"{message['label']}{colon()}{sentence(message)}" for message in row.messages
    ]
    made.write_string(at, last, "\n".join(texts)[:LONGEST_REMARK], styles["text"])


def _is_wrong(found):
    return any(message["tone"] != "warning" for message in found)


def sentence(message):
    """What is said about a cell, with what would do."""
    found = f"“{message['found']}”{colon()}" if message["found"] else ""
    offered = listed(option["label"] for option in message["options"] if option["label"])
    more = _(" Would do: %(list)s.") % {"list": offered} if offered else ""
    return f"{found}{message['text']}{more}"
