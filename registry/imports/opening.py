"""Opens a spreadsheet in a process of its own, with bounds on its time and memory, and tells its rows as lines of JSON.

Run as `python -m registry.imports.opening FILE`; `read.py` is the only one to do so. It imports nothing of Django, so
that it starts at once. What it says, one JSON value a line: {"sheet": ...} before the rows of a sheet, [number, cells]
for a row that holds something, {"remark": ...} for what was left aside, {"problem": ...} for what cannot be read.
A date is {"d": "2018-03-12"}, a time {"t": "09:30"}.
"""

import csv
import io
import json
import re
import resource
import sys
import zipfile
import zlib
from datetime import date, datetime, time, timedelta
from itertools import chain

from registry.imports.encodings import decoded

SECONDS = 120  # of the processor
MEMORY = 1_500_000_000  # bytes of address space
MOST_UNPACKED = 600_000_000  # bytes that all parts of a file may have
MOST_PARTS = 3_000
MOST_ROWS = 200_000
MOST_COLUMNS = 400
MOST_TOLD = 200_000_000  # characters of all rows: one long text may be in a million cells and stand once in the file
LONGEST_CELL = 32_767
FORMULAS_TOLD = 200
TAG = "ungass"  # begins the cells by which the portal knows the columns of its own workbooks
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ODS = b"application/vnd.oasis.opendocument.spreadsheet"
# A cell whose formula has no value with it, as the program that wrote it never worked it out, or an error for a value.
FORMULA = re.compile(
    rb'<c [^>]*?r="([A-Z]{1,3}\d{1,7})"[^>]*>\s*<f[^>]*?(?:/>|>[^<]*</f>)\s*'
    rb"(?:<v\s*/>|<v></v>|<v>#[A-Z0-9/]{2,12}[!?]?</v>)?\s*</c>"
)
DELIMITERS = ",;\t|"
RARE_DELIMITERS = ":^~\x1f；，،؛、¦§#"  # looked at only where none of those above divides
OFTEN = 0.8  # of the lines that a rare delimiter must divide into as many values
UNCLOSED = 20  # quotation marks in a text that open a cell and are never closed
END = "\ue000end"  # a line behind all others, which is a row of its own unless a quotation mark before it is open


class Problem(Exception):
    """The file cannot be read; its argument is the name of the reason."""


def say(value):
    """One line of JSON; returns its length."""
    return sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")


class Told:
    """How much was said of all rows together, which has its bounds."""

    def __init__(self):
        self.rows, self.characters = 0, 0

    def row(self, number, cells):
        """Say a row."""
        self.rows += 1
        if self.rows > MOST_ROWS:
            raise Problem("rows")
        self.characters += say([number, cells])
        if self.characters > MOST_TOLD:
            raise Problem("bomb")


def tell(path):
    """Say everything that the file holds."""
    with open(path, "rb") as file:
        start = file.read(4096)
    if not start:
        raise Problem("empty")
    if start.startswith(ZIP):
        _package(path)
    elif start.startswith(OLE):
        with open(path, "rb") as file:
            encrypted = "EncryptedPackage".encode("utf-16-le") in file.read(2_000_000)
        raise Problem("password" if encrypted else "old")
    else:
        _text(path, start)


# --- Packages: XLSX, ODS ------------------------------------------------------


DAMAGED = (
    zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError,
    KeyError, ValueError, SyntaxError,  # a part that is missing, or no XML
)  # fmt: skip


def _package(path):
    """A zip file: looked into before the program that reads spreadsheets opens it."""
    try:
        with zipfile.ZipFile(path) as parts:
            kind, formulas, merged = _checked(parts)
    except DAMAGED as error:
        raise Problem("password" if "encrypted" in str(error) else "corrupt") from error
    import python_calamine  # takes a moment, and is not needed for text

    try:
        book = python_calamine.CalamineWorkbook.from_path(path)
    except python_calamine.PasswordError as error:
        raise Problem("password") from error
    except Exception as error:  # the library raises several of its own, of no common kind
        raise Problem("corrupt") from error
    told = Told()
    for sheet in book.sheets_metadata:
        if sheet.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        hidden = sheet.visible != python_calamine.SheetVisibleEnum.Visible
        say({"sheet": sheet.name, "hidden": hidden, "formulas": formulas.get(sheet.name, [])})
        if not hidden:
            _sheet(book, sheet.name, kind, merged.get(sheet.name, ()), told)


def _checked(parts):
    """Refuse what is no spreadsheet or would unpack without end; returns its kind, and by name of the sheet the cells
    whose formula has no value and, of ODS, those that are merged."""
    names = parts.infolist()
    if len(names) > MOST_PARTS or sum(part.file_size for part in names) > MOST_UNPACKED:
        raise Problem("bomb")
    known = {part.filename for part in names}
    if any(part.flag_bits & 1 for part in names):
        raise Problem("password")
    left, formulas, own = MOST_UNPACKED, {}, False
    for part in names:
        if not part.filename.endswith((".xml", ".rels")):
            continue
        keep = part.filename.startswith("xl/worksheets/sheet")
        left, found, tagged = _walk(parts, part, left, keep)
        formulas[part.filename], own = found, own or tagged
    if own:
        say({"own": True})
    if "xl/workbook.xml" in known:
        for name, remark in (("xl/vbaProject.bin", "macros"), ("xl/externalLinks/externalLink1.xml", "external")):
            if name in known:
                say({"remark": remark})
        return "xlsx", _by_sheet(parts, formulas), {}
    if "mimetype" in known and parts.read("mimetype").strip().startswith(ODS):
        if b"encryption-data" in parts.read("META-INF/manifest.xml"):
            raise Problem("password")
        return _ods(parts)
    raise Problem("type")


def _ods(parts):
    """The same of an ODS file."""
    from registry.imports.opening_ods import marks_of  # lxml takes a moment

    with parts.open("content.xml") as content:
        marks = marks_of(content, FORMULAS_TOLD)
    return "ods", {name: row.formulas for name, row in marks.items()}, {name: row.merged for name, row in marks.items()}


def _walk(parts, part, left, keep):
    """Unpack a part to its end, keeping nothing: how much is left, cells whose formulas have no value, our tags."""
    found, tail, edge, tagged = [], b"", b"", False
    with parts.open(part) as stream:
        while chunk := stream.read(1 << 20):
            left -= len(chunk)
            if left < 0:
                raise Problem("bomb")
            joined = edge + chunk  # what is looked for may lie across two of them
            if b"<!DOCTYPE" in joined or b"<!ENTITY" in joined:
                raise Problem("entities")
            tagged = tagged or f"{TAG}:".encode() in joined
            edge = chunk[-9:]
            if keep and len(found) < FORMULAS_TOLD:
                text = tail + chunk
                found += [match[1].decode() for match in FORMULA.finditer(text)]
                tail = text[text.rfind(b"<c ") :] if b"<c " in text else b""
                tail = tail if len(tail) < 1 << 17 else b""
    return left, list(dict.fromkeys(found))[:FORMULAS_TOLD], tagged


def _by_sheet(parts, formulas):
    """The cells by name of the sheet instead of the name of its part."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    links = {
        row.get("Id"): row.get("Target", "").lstrip("/").removeprefix("xl/")
        for row in etree.fromstring(parts.read("xl/_rels/workbook.xml.rels"), parser)
    }
    spaces = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    found = {}
    for row in etree.fromstring(parts.read("xl/workbook.xml"), parser).iter("{*}sheet"):
        found[row.get("name")] = formulas.get(f"xl/{links.get(row.get(spaces), '')}", [])
    return found


def _sheet(book, name, kind, merged, told):
    """Say the rows of a sheet; a value of merged cells stands in each row of theirs."""
    try:
        sheet = book.get_sheet_by_name(name)
        merged = _merged(sheet.merged_cell_ranges if kind == "xlsx" else merged)
        shift = sheet.start[1] if sheet.start else 0
        values = {}
        for number, row in enumerate(sheet.iter_rows()):  # from the first row on, but from the first column used
            cells = [""] * shift + [_plain(value) for value in row[:MOST_COLUMNS]]
            for place, top in merged.get(number, ()):
                if place < len(cells) and number == top:
                    values[place, top] = cells[place]
                elif place < len(cells):
                    cells[place] = values.get((place, top), "")
            while cells and cells[-1] == "":
                cells.pop()
            if cells:
                told.row(number + 1, cells)
    except Problem:
        raise
    except Exception as error:  # see above
        raise Problem("corrupt") from error
    if merged:
        say({"remark": "merged", "sheet": name})


def _merged(ranges):
    """For each row: the columns in which it belongs to merged cells, with the row of their value."""
    found = {}
    for (top, left), (bottom, _right) in ranges or ():
        if 0 < bottom - top < 10_000:
            for row in range(top, bottom + 1):
                found.setdefault(row, []).append((left, top))
    return found


def _plain(value):
    """A cell's value as JSON can say it."""
    if isinstance(value, str):
        return value[:LONGEST_CELL]
    if isinstance(value, datetime):
        if (value.hour, value.minute, value.second) == (0, 0, 0):
            return {"d": value.date().isoformat()}
        return {"d": value.date().isoformat(), "t": f"{value:%H:%M}"}
    if isinstance(value, date):
        return {"d": value.isoformat()}
    if isinstance(value, time):
        return {"t": f"{value:%H:%M}"}
    if isinstance(value, timedelta):
        return {"t": f"{int(value.total_seconds()) // 3600:02d}:{int(value.total_seconds()) // 60 % 60:02d}"}
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value


# --- Text: CSV ----------------------------------------------------------------


def _text(path, start):
    """A text with delimiters, in whatever encoding."""
    with open(path, "rb") as file:
        data = file.read(MOST_UNPACKED + 1)
    if len(data) > MOST_UNPACKED:
        raise Problem("bomb")
    found = decoded(data)
    if found is None:
        raise Problem("type")
    text, encoding, mixed = found
    if encoding:
        say({"remark": "mixed" if mixed else "encoding", "encoding": encoding})
    head = text.lstrip("\ufeff \r\n\t")[:200].casefold()
    if not head:
        raise Problem("empty")
    if head.startswith(("<html", "<!doctype", "<?xml", "{", "%pdf")):
        raise Problem("type")
    text = text.removeprefix("\ufeff")
    delimiter = _delimiter(text)
    skipped = 0
    if text[:4].casefold() == "sep=":
        text, skipped = text.partition("\n")[2], 1
    say({"sheet": "CSV", "hidden": False, "formulas": []})
    csv.field_size_limit(1_000_000)
    told, unclosed = Told(), []
    try:
        for number, row in enumerate(_rows(text, delimiter, unclosed), start=1 + skipped):
            cells = [cell[:LONGEST_CELL] for cell in row[:MOST_COLUMNS]]
            while cells and not cells[-1].strip():
                cells.pop()
            if cells:
                told.row(number, cells)
    except csv.Error as error:
        raise Problem("corrupt") from error
    for line in unclosed:
        say({"remark": "quote", "line": line + skipped})


def _rows(text, delimiter, unclosed):
    """The rows of a text. A quotation mark that is never closed would make one cell of all that follows it: it is
    taken for a sign like any other, and the number of its line goes into `unclosed`."""
    lines, at = list(io.StringIO(text, newline="")), 0
    while at < len(lines):
        reader, begun = csv.reader(chain(lines[at:], [END]), delimiter=delimiter), at
        for row in reader:
            if row == [END]:
                return
            if begun + reader.line_num > len(lines):  # the last line is in this row
                break
            yield row
            at = begun + reader.line_num
        unclosed.append(at + 1)
        if len(unclosed) > UNCLOSED:
            raise Problem("corrupt")
        yield next(csv.reader(lines[at : at + 1], delimiter=delimiter, quoting=csv.QUOTE_NONE))
        at += 1


def _delimiter(text):
    """What divides the values: the sign that divides most lines into the same number, more than one."""
    if text[:4].casefold() == "sep=":
        return text[4:5]
    sample = text[:60_000].rsplit("\n", 1)[0] if len(text) > 60_000 else text

    def fitness(delimiter):
        try:
            widths = [len(row) for row in _rows(sample, delimiter, []) if row]
        except (csv.Error, Problem):
            return (0, 0)
        often = max(set(widths), key=widths.count) if widths else 1
        return (0, 0) if often < 2 else (widths.count(often) / len(widths), often)

    likeliest = max(DELIMITERS, key=fitness)
    if fitness(likeliest) > (0, 0):
        return likeliest
    rare = max(RARE_DELIMITERS, key=fitness)
    return rare if fitness(rare)[0] >= OFTEN else likeliest


def main(path):
    """Say what the file holds, within bounds."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    try:
        tell(path)
    except Problem as problem:
        say({"problem": str(problem)})
    except MemoryError:
        say({"problem": "bomb"})


if __name__ == "__main__":
    main(sys.argv[1])
