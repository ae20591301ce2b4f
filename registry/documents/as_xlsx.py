"""An edition as an Excel workbook: where it comes from, the matrix, the calendar, the figures, what changed."""

import shutil
import tempfile

import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.exceptions import FileCreateError

from registry.comparing import Sort
from registry.documents.changed import Changed, heads
from registry.documents.figures import Figures
from registry.exports.as_xlsx import facts_sheet, on_paper, rows_sheet

CHUNK = 1 << 20


def write(sealed, file):
    """Write the workbook; memory does not grow with the records, which are read once."""
    options = {"constant_memory": True, "strings_to_urls": False, "strings_to_formulas": False}
    # XlsxWriter leaves its archive open where the disk is full; what is copied is whole.
    with tempfile.TemporaryFile() as whole:
        try:
            _book(sealed, xlsxwriter.Workbook(whole, options))
        except FileCreateError as error:
            raise error.__cause__ from None  # what the disk said, as the other formats tell it
        whole.seek(0)
        shutil.copyfileobj(whole, file, CHUNK)


def _book(sealed, book):
    """All sheets."""
    figures = Figures()
    with book:
        book.set_properties(
            {
                "title": sealed.title,
                "subject": sealed.symbol,
                "category": sealed.audience_name,
                "comments": sealed.handling,
                "created": sealed.moment.replace(tzinfo=None),
            }
        )
        tables = {name: sealed.table(name, figures.add) for name in sealed.lists}
        first = next(iter(tables.values()))
        facts_sheet(book, first, _("About this file"), sealed.facts())
        for number, (name, table) in enumerate(tables.items()):
            sheet = rows_sheet(book, table, str(sealed.lists[name][0].title))
            if not number:
                sheet.activate()
        _figures(book, first, figures, sealed.words)
        _changed(book, first, Changed(sealed))


class _Blocks:
    """Small tables one under the other on a sheet."""

    def __init__(self, book, table, name):
        self.sheet, self.row = book.add_worksheet(name), 0
        self.bold = book.add_format({"bold": True, "font_size": 12})
        self.head = book.add_format({"bold": True, "bg_color": "#E5F4FB", "bottom": 1, "text_wrap": True})
        self.text = book.add_format({"text_wrap": True, "valign": "top"})
        self.share = book.add_format({"num_format": "0.0%", "valign": "top"})
        self.number = book.add_format({"valign": "top"})
        on_paper(self.sheet, table)

    def block(self, title, names, rows):
        """A table under its title; shares (floats) as per cent."""
        self.sheet.write_string(self.row, 0, str(title), self.bold)
        for at, name in enumerate(names):
            self.sheet.write_string(self.row + 1, at, str(name), self.head)
        self.row += 1
        for row in rows:
            self.row += 1
            for at, value in enumerate(row):
                if isinstance(value, str):
                    self.sheet.write_string(self.row, at, value, self.text)
                elif value is not None:
                    self.sheet.write_number(
                        self.row, at, value, self.share if isinstance(value, float) else self.number
                    )
        self.row += 2


def _figures(book, table, figures, words):
    """Counts as numbers: in all, by chapter, by entity, by status."""
    blocks = _Blocks(book, table, _("Figures"))
    blocks.sheet.set_column(0, 0, 60)
    blocks.sheet.set_column(1, 4, 14)
    activities, share, joint = _("Activities"), _("Share"), _("Joint")
    blocks.block(_("In all"), [_("What"), _("Number"), share], figures.headline())
    blocks.block(_("By chapter"), [_("Chapter"), activities, share, joint], figures.chapters(words))
    blocks.block(_("By entity"), [_("Entity"), activities, share, _("Leads"), joint], figures.entities(words))
    blocks.block(_("By status"), [_("Status"), activities, share], figures.statuses())


def _changed(book, table, changed):
    """What is new, ended, withdrawn, moved and changed: in sentences, by chapter and by lead, then field by field."""
    blocks = _Blocks(book, table, _("What changed"))
    sheet = blocks.sheet
    for at, width in enumerate((16, 14, 12, 46, 10, 18, 22, 50, 50)):
        sheet.set_column(at, at, width)
    sheet.write_string(0, 0, changed.title, blocks.bold)
    for blocks.row, sentence in enumerate(changed.sentences(), start=1):
        sheet.write_string(blocks.row, 0, sentence)
    blocks.row += 2
    names = [str(sort.label) for sort in Sort]
    for title, rows in zip((_("By chapter"), _("By lead entity")), changed.counts(), strict=True):
        counted = [(name, *(counts.get(sort.value, 0) for sort in Sort)) for name, counts in rows]
        blocks.block(title, [title, *names], counted)
    blocks.block(_("Field by field"), heads(), (row.cells for row in changed.rows()))
