"""Catalogues out and in: as PO for the tools of translators, as a workbook for everybody."""

import io
from dataclasses import dataclass, field
from zipfile import BadZipFile, ZipFile

from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError, read_po, write_po
from django.db import transaction
from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook
from xlsxwriter import Workbook

from entities.texts import LOCALES, catalogue, correct, corrections, key_of
from ungass_portal.lib.problems import ProcessError
from ungass_portal.lib.safe_cells import safe_cell
from ungass_portal.lib.wordings import Source

HEAD = ("key", "context", "English", "English plural", "stands in")
MOST_BYTES, MOST_UNPACKED = 5_000_000, 50_000_000
BIDI = {"ar"}


@dataclass
class Taken:
    """What an upload did: how many texts it changed, and what it said of texts that were not taken."""

    changed: int = 0
    refused: list = field(default_factory=list)  # (English text, why)
    unknown: int = 0


def rows(language):
    """(text, forms as they read now) of every text."""
    corrected = corrections(language)
    for key, text in catalogue(language)[0].items():
        yield text, tuple(corrected[key].forms) if key in corrected else text.forms


def as_po(language):
    """The catalogue with its corrections, as bytes of a PO file."""
    made = Catalog(locale=LOCALES[language], project="ungass-portal", version="0", charset="utf-8", fuzzy=False)
    for text, forms in rows(language):
        source = text.source
        made.add(
            (source.text, source.plural) if source.plural else source.text,
            forms if source.plural else forms[0],
            locations=[(name, 0) for name in text.files],
            context=source.context or None,
        )
    buffer = io.BytesIO()
    write_po(buffer, made, width=110, include_lineno=False)
    return buffer.getvalue()


def as_workbook(language):
    """The same as bytes of a workbook: one row a text, one column a form."""
    count = catalogue(language)[1]
    buffer = io.BytesIO()
    with Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet, wrapped = book.add_worksheet(language), book.add_format({"text_wrap": True, "valign": "top"})
        bold = book.add_format({"bold": True})
        translated = [_("translation") if number == 1 else f"{_('translation')} {number}" for number in numbers(count)]
        sheet.write_row(0, 0, [*HEAD, *translated], bold)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, 1, 12)
        sheet.set_column(2, len(HEAD) + count, 45, wrapped)
        if language in BIDI:
            sheet.right_to_left()
        for line, (text, forms) in enumerate(rows(language), start=1):
            source = text.source
            cells = [text.key, source.context, source.text, source.plural, " ".join(text.files), *forms]
            for column, cell in enumerate(cells):
                sheet.write_string(line, column, safe_cell(cell))
    return buffer.getvalue()


def numbers(count):
    """1 to count."""
    return range(1, count + 1)


def take_in(*, language, name, content, by):
    """Correct what an uploaded catalogue has otherwise; what is broken is told and left as it is."""
    if len(content) > MOST_BYTES:
        raise ProcessError(_("The file is larger than a catalogue can be."))
    given = _from_workbook(content) if name.lower().endswith(".xlsx") else _from_po(content, language)
    return _applied(language, given, by)


@transaction.atomic
def _applied(language, given, by):
    texts, _count = catalogue(language)
    present = {text.key: forms for text, forms in rows(language)}
    taken = Taken()
    for key, forms in given:
        text = texts.get(key)
        if text is None:
            taken.unknown += 1
        elif any(forms) and forms != present[key]:
            try:
                taken.changed += correct(language=language, text=text, forms=forms, by=by)
            except ProcessError as problem:
                taken.refused.append((text.source.text, str(problem)))
    return taken


def _from_po(content, language):
    """(key, forms) of each text of a PO file."""
    try:
        read = read_po(io.BytesIO(content), locale=LOCALES[language], abort_invalid=True)
    except (PoFileError, UnicodeDecodeError, ValueError) as error:
        raise ProcessError(_("This is not a PO file: %(why)s") % {"why": str(error)[:200]}) from error
    for row in read:
        if row.id and not row.fuzzy:
            text, plural = row.id if isinstance(row.id, tuple) else (row.id, "")
            yield key_of(Source(text, plural, row.context or "")), tuple(row.string) if plural else (row.string,)


def _from_workbook(content):
    """(key, forms) of each row of a workbook made here; whatever stands in other columns is not read."""
    try:
        with ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
                raise ProcessError(_("The file is larger than a catalogue can be."))
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
        lines = sheet.to_python(skip_empty_area=False)
    except (BadZipFile, CalamineError, IndexError) as error:
        raise ProcessError(_("This is not a workbook: %(why)s") % {"why": str(error)[:200]}) from error
    for line in lines[1:]:
        forms = [str(cell) for cell in line[len(HEAD) :]]
        plural = len(line) > len(HEAD) and bool(line[3])
        yield str(line[0]), tuple(map(plain, forms if plural else forms[:1]))


def plain(cell):
    """A cell without the mark that keeps spreadsheets from taking it for a formula."""
    return cell[1:] if cell.startswith("'") and safe_cell(cell[1:]) == cell else cell
