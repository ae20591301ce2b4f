"""Fields of a content as cells of a workbook, and back: one class for each sort of field, lossless both ways.

A cell that comes back as it was given out leaves its field alone, so only what somebody changed is ever read.
What the reading does not understand it says to its `Reader`; the value is then not used.
"""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _
from rest_framework import serializers

from entities.choices import ParticipationRole
from registry.choices import FigureQualifier
from registry.columns import BETWEEN, TEXT
from registry.imports.cell_reader import WARNING
from ungass_portal.lib import clock
from ungass_portal.lib.partial_dates import Period, Precision, parse, show_day, show_input

PIECES = re.compile(r"(?<!\\)\|")
LINE_END = "¶"  # a value's own line end, where a line of the cell is a row
MARKS = re.compile(rf"[\\|{LINE_END}]")
MARKED = re.compile(rf"\\([\\|{LINE_END}])|{LINE_END}")
FIGURE = re.compile(r"(?P<how>\D*?)\s*(?P<value>\d[\d.,\u00a0\u202f ]*)\s+(?P<unit>\D.*)", re.DOTALL)
OTHERS = {"chapter": "other_chapters", "subheading": "other_subheadings"}  # what holds further values
ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)


@dataclass(frozen=True)
class Offer:
    """What a drop-down offers: a list of codes, or fixed choices by value."""

    kind: str = ""
    group: str = ""
    choices: tuple = ()
    by_chapter: bool = False  # only what belongs to the chapter of the row, where it has one

    @property
    def key(self):
        """A name for the list, fit for a range of cells."""
        return re.sub(r"\W", "_", f"{self.kind}_{self.group}".strip("_"))

    def texts(self, names):
        """What is offered, in order."""
        if self.choices:
            return [str(label) for _value, label in self.choices]
        return [text for _code, text in names.offered(self.kind, self.group)]


@dataclass(frozen=True)
class SheetColumn:
    """One column of a sheet."""

    name: str
    label: str
    help: str
    width: int = 20
    type: str = TEXT
    offer: Offer | None = None
    several: bool = False  # values one after the other, so that a drop-down only helps
    needed: bool = False
    locked: bool = False


@dataclass(frozen=True)
class SheetField:
    """A field that stands in one cell as a text."""

    name: str  # of the content's field
    columns: tuple

    @property
    def column(self):
        """The only column."""
        return self.columns[0]

    def write(self, value, names):
        """The cells of a value: texts or real dates, one for each column."""
        return [self.text(value, names)]

    def text(self, value, names):
        """The cell's text."""
        return value or ""

    def read(self, cells, base, reader):
        """The value of changed cells (by column name); `base` is the value that was given out."""
        return self.value(cells[self.column.name], reader)

    def value(self, cell, reader):
        """The value of the only cell."""
        return reader.text(cell)


class LinesField(SheetField):
    """Short texts on lines of their own; where there is one line only, semicolons divide too."""

    def text(self, value, names):
        return "\n".join(value or [])

    def value(self, cell, reader):
        text = reader.text(cell)
        lines = text.split("\n") if "\n" in text else text.split(";")
        return [line.strip() for line in lines if line.strip()]


@dataclass(frozen=True)
class CodeField(SheetField):
    """One code of a list; further ones go to the field that holds them, where there is one."""

    empty: object = ""
    others: str = ""

    def text(self, value, names):
        return names.show(self.column.offer.kind, value, self.column.offer.group) if value else ""

    def value(self, cell, reader):
        found = reader.codes(self.column, cell)
        if len(found) > 1 and self.others:
            reader.also.setdefault(self.others, []).extend(found[1:])
            text = _("The first was taken as the main one, the others beside it.")
            reader.say(self.column, WARNING, text, reader.text(cell))
        elif len(found) > 1:
            reader.wrong(self.column, cell, _("one value only"))
        return found[0] if found else self.empty


class CodesField(SheetField):
    """Codes of a list."""

    def text(self, value, names):
        offer = self.column.offer
        return BETWEEN.join(names.show(offer.kind, code, offer.group) for code in value or [])

    def value(self, cell, reader):
        return reader.codes(self.column, cell)


@dataclass(frozen=True)
class ChoiceField(SheetField):
    """One of a few fixed values."""

    default: object = ""

    def text(self, value, names):
        return str(dict(self.column.offer.choices).get(value, value or ""))

    def value(self, cell, reader):
        return reader.choice(self.column, cell, self.default)


class YesField(SheetField):
    """Yes, or nothing."""

    def text(self, value, names):
        return _("yes") if value else ""

    def value(self, cell, reader):
        return reader.yes(self.column, cell)


class ClockField(SheetField):
    """A time of day as HH:MM."""

    def value(self, cell, reader):
        return reader.clock(self.column, cell)


class ProgressField(SheetField):
    """A new line of progress: given out empty, and added with the day on which it comes back."""

    def text(self, value, names):
        return ""

    def read(self, cells, base, reader):
        text = reader.text(cells[self.column.name])
        known = {line["text"] for line in [*base, *reader.now("progress", [])]}
        if not text or text in known:
            return base
        return [*base, {"date": clock.today().isoformat(), "text": text}]


class PartsField(SheetField):
    """Who takes part: a column for each role, the office in brackets behind the entity."""

    def write(self, value, names):
        return [BETWEEN.join(_part(row, names) for row in value or [] if row["role"] == role) for role in self.roles]

    @property
    def roles(self):
        """The role of each column."""
        return ROLES.values()

    def read(self, cells, base, reader):
        found = {}
        for column in self.columns:
            for slug, office in reader.parts(column, cells[column.name]):
                if slug in found:
                    reader.wrong(column, cells[column.name], _("each entity in one part only"))
                found[slug] = {"entity": slug, "role": str(ROLES[column.name]), "office": office}
        before = [found.pop(row["entity"]) for row in base if row["entity"] in found]
        return before + list(found.values())


ROLES = {
    "lead": ParticipationRole.LEAD,
    "co_leads": ParticipationRole.CO_LEAD,
    "partners": ParticipationRole.PARTNER,
}


def _part(row, names):
    name = names.show("entity", row["entity"])
    return f"{name} ({row['office']})" if row["office"] else name


class DatesField(SheetField):
    """A period: first and last date, real ones where the day is known, and the words of the source."""

    def write(self, value, names):
        period = Period.from_json(value)
        if period is None:
            return ["", "", ""]
        if period.start is None:
            return ["", "", period.text]
        start = _day(period.start, period.precision)
        if period.end is None:
            return [start, str(_("open")), period.text]
        alone = _span(period.start, period.precision)
        end = "" if alone == (period.start, period.end) else _day(period.end, period.precision)
        return [start, end, period.text]

    def read(self, cells, base, reader):
        if self.name in cells:  # a column of whole periods, in a sheet that the portal did not make
            period = reader.period(self.columns[0], cells[self.name])
            return period.to_json() if period else base
        start_cell, end_cell, text_cell = (cells[column.name] for column in self.columns)
        text = reader.text(text_cell)
        start = reader.period(self.columns[0], start_cell)
        is_open = reader.is_open(end_cell)
        end = None if is_open else reader.period(self.columns[1], end_cell)
        if start is None:
            if end or is_open:
                reader.wrong(self.columns[0], start_cell, _("a start as well, or both empty"))
            return {"from": None, "to": None, "precision": None, "text": text} if text else None
        last, precision = start.end, start.precision
        if is_open:
            last = None
        elif end:
            last = end.end or end.start
            precision = max(precision, end.precision, key=list(Precision).index)
            if last < start.start:
                reader.wrong(self.columns[1], end_cell, _("an end that does not lie before the start"))
        return Period(start.start, last, precision, text).to_json()


def _day(day, precision):
    """A real date where the day is known; else the month, quarter or year in words."""
    return day if precision == Precision.DAY else show_day(day, precision)


def _span(day, precision):
    """First and last day of the unit that holds a day."""
    return parse(show_input(day, precision))[:2]


class FiguresField(SheetField):
    """Numbers with their units, on lines of their own: more than 23 countries."""

    def text(self, value, names):
        return "\n".join(_figure(row) for row in value or [])

    def value(self, cell, reader):
        found = []
        for line in reader.text(cell).replace(";", "\n").split("\n"):
            if line.strip():
                match = FIGURE.fullmatch(line.strip())
                how = _qualifier(match["how"]) if match else None
                number = reader.number(match["value"]) if match else None
                if how is None or number is None:
                    reader.wrong(self.column, line.strip(), _("a number and what is counted: more than 23 countries"))
                else:
                    found.append({"value": number, "unit": match["unit"].strip(), "qualifier": str(how)})
        return found


def _figure(row):
    how = FigureQualifier(row["qualifier"])
    words = "" if how == FigureQualifier.EXACT else f"{how.label} "
    return f"{words}{row['value']} {row['unit']}"


def _qualifier(words):
    """How exact a figure is; None where the words say nothing known."""
    said = words.strip().casefold()
    if not said:
        return FigureQualifier.EXACT
    return next((how for how in FigureQualifier if str(how.label).casefold() == said), None)


@dataclass(frozen=True)
class RowsField(SheetField):
    """Rows of a repeated part, each on a line of its own, its values divided by upright lines."""

    row: object = None  # the serializer of one row

    def text(self, value, names):
        return "\n".join(self._line(row) for row in value or [])

    def _line(self, row):
        pieces = []
        for name, child in self.row.fields.items():
            value = row.get(name)
            if isinstance(child, serializers.ChoiceField):
                value = str(child.choices.get(value, value or ""))
            pieces.append("" if value is None else _on_one_line(str(value)))
        while pieces and not pieces[-1]:
            pieces.pop()
        return " | ".join(pieces)

    def value(self, cell, reader):
        lines = [line for line in reader.text(cell).split("\n") if line.strip()]
        return [row for row in (self._row(line, reader) for line in lines) if row is not None]

    def _row(self, line, reader):
        pieces = [_with_its_lines(piece.strip()) for piece in PIECES.split(line)]
        names = list(self.row.fields)
        if len(pieces) == 1 and (address := ADDRESS.search(line)):
            url = next(name for name in names if isinstance(self.row.fields[name], serializers.URLField))
            title = line.replace(address[0], "").strip(" :-–,")
            return {"title": title, url: address[0]}
        if len(pieces) == 1 and "title" in names:
            return {"title": pieces[0]}
        if len(pieces) > len(names):
            reader.wrong(self.column, line, _("no more than %(count)d values on a line") % {"count": len(names)})
            return None
        row = dict(zip(names, pieces, strict=False))
        for name, child in self.row.fields.items():
            if isinstance(child, serializers.ChoiceField) and row.get(name):
                texts = {str(label).casefold(): value for value, label in child.choices.items()}
                row[name] = texts.get(row[name].casefold(), row[name])
            elif not row.get(name):
                row.pop(name, None)
        return row


def _on_one_line(text):
    """A value on one line, in which nothing looks like what divides values and lines."""
    return MARKS.sub(r"\\\g<0>", text).replace("\n", LINE_END)


def _with_its_lines(piece):
    """The value as it was before `_on_one_line`."""
    return MARKED.sub(lambda found: found[1] or "\n", piece)
