"""Reads changed cells of a row with the matcher, and collects what is to be said about them.

What the portal's own lists offer is taken at its word; for all else the matcher is asked. What it is not certain of
is never used: the message offers what the cell may mean.
"""

import re
from datetime import date

from django.utils.translation import gettext as _

from entities.content import without_controls
from registry.imports.match import ColumnContext
from registry.imports.match.words import LISTS as CHOICES
from registry.imports.read import as_text, value_of
from ungass_portal.lib.partial_dates import Period, Precision
from ungass_portal.lib.safe_cells import STARTS

ERROR, WARNING = "error", "warning"
SHOWN = 60  # characters of a cell in a message
OFFERED = 8
# Signs that turn the order of what follows round: they hide what a text says.
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
ALSO = ("level", "scope")  # each may be said in the other's column
OPEN = {"open", "ongoing", "continuing", "en cours", "en curso", "…", "..."}
CLOCK = re.compile(r"(\d{1,2})[:.hH](\d{2})(?::\d{2})?")
# What the matcher calls the lists of codes.
LISTS = {
    "entity": "entities",
    "country": "countries",
    "region": "regions",
    "chapter": "chapters",
    "subheading": "subheadings",
    "recommendation": "recommendations",
    "term": "terms",
}


class CellReader:
    """Reads the cells of one sheet, row by row; `matcher` gives the matcher when one is needed."""

    def __init__(self, matcher, names, order=None):
        self.matcher, self.names, self.order, self._choices = matcher, names, order, {}
        self.begin("activity", {})

    def begin(self, kind, present):
        """Go on to the next row, of a kind of record; `present` is its content as it is in the portal now."""
        self.kind, self.messages, self.also, self._present = kind, [], {}, present
        self.chapter = present.get("chapter")

    def now(self, name, default):
        """What the portal holds now in a field of the row."""
        return self._present.get(name, default)

    def say(self, column, tone, text, found="", options=()):
        """Put down what is to be said about a cell."""
        self.messages.append(
            {
                "column": column.name,
                "tone": tone,
                "found": found[:SHOWN],
                "text": text,
                "options": [dict(option) for option in options][:OFFERED],
            }
        )

    def wrong(self, column, cell, expected, options=()):
        """A cell that is not what it should be."""
        text = _("Expected is %(expected)s.") % {"expected": expected}
        self.say(column, ERROR, text, as_text(cell), options)

    # --- Sorts of cells -------------------------------------------------------

    def text(self, cell):
        """A text as typed, without what cannot be seen; the quote that keeps a formula from starting goes too."""
        text = TURNING.sub("", without_controls(as_text(cell))).strip()
        return text[1:] if text[:1] == "'" and text[1:2] in STARTS else text

    def number(self, text):
        """A number above zero, whatever divides its thousands; None where it is none."""
        plain = re.sub(r"[\s\u00a0\u202f]", "", text)
        if re.fullmatch(r"\d{1,3}([.,]\d{3})+", plain):
            plain = re.sub(r"[.,]", "", plain)
        try:
            value = float(plain.replace(",", "."))
        except ValueError:
            return None
        return int(value) if value.is_integer() else value

    def codes(self, column, cell):
        """Codes of the column's list."""
        offer, text = column.offer, self.text(cell)
        pieces = [piece.strip() for piece in re.split(r"[;\n]", text) if piece.strip()]
        exact = [self.names.code(offer.kind, piece, offer.group) for piece in pieces]
        if None not in exact:
            return list(dict.fromkeys(exact))
        reading = self._read(LISTS[offer.kind], cell, offer.group)
        found = reading.of(offer.kind)
        for value in reading.values:
            if value.list != offer.kind:
                self.also.setdefault(value.list, []).append(value.code)
        self._doubts(column, text, reading)
        return found

    def choice(self, column, cell, default):
        """One of a few fixed values; an empty cell is the default."""
        text = self.text(cell)
        if not text:
            return default
        known = self._choices_of(column)
        if text.casefold() in known:
            return known[text.casefold()]
        kind = next((name for name in (f"{self.kind}_{column.name}", column.name) if name in CHOICES), None)
        reading = self._read(kind, cell) if kind else None
        labels = {value: str(label) for value, label in column.offer.choices}
        values = reading.values if reading and reading.certain else ()
        found = [value.code for value in values if value.list in (column.name, kind) and value.code in labels]
        others = [value for value in values if value.list in ALSO and value.list != column.name]
        if len(found) == 1 or (others and not found):
            for value in others:
                self.also.setdefault(value.list, []).append(value.code)
            return found[0] if found else self.now(column.name, default)
        self.wrong(column, text, _("one of the list"), _choices(labels, reading))
        return default

    def _choices_of(self, column):
        """The values of a column's fixed choices by their labels, put together once: labels are translated."""
        if column.name not in self._choices:
            self._choices[column.name] = {str(label).casefold(): value for value, label in column.offer.choices}
        return self._choices[column.name]

    def yes(self, column, cell):
        """Yes, or an empty cell for no."""
        text = self.text(cell).casefold()
        if text in ("", "0", "no", "false", str(_("no")).casefold()):
            return False
        if text not in ("1", "x", "yes", "true", str(_("yes")).casefold()):
            self.wrong(column, cell, _("“yes”, or nothing"), [_option(str(_("yes"))), _option("")])
        return True

    def clock(self, column, cell):
        """A time of day as HH:MM, or None."""
        text = self.text(cell)
        if not text:
            return None
        match = CLOCK.fullmatch(text)
        if match and int(match[1]) < 24 and int(match[2]) < 60:
            return f"{int(match[1]):02d}:{match[2]}"
        if isinstance(cell, float) and 0 <= cell < 1:
            minutes = round(cell * 24 * 60)
            return f"{minutes // 60:02d}:{minutes % 60:02d}"
        self.wrong(column, cell, _("a time such as 09:30"))
        return None

    def parts(self, column, cell):
        """(entity, office) of each entity that takes part."""
        text = self.text(cell)
        pieces = [piece.strip() for piece in re.split(r"[;\n]", text) if piece.strip()]
        exact = [self._part(piece) for piece in pieces]
        if None not in exact:
            return exact
        reading = self._read("entities", cell)
        self._doubts(column, text, reading)
        found = []
        for piece in reading.pieces:
            slugs = [value.code for value in piece.values if value.list == "entity"]
            found += [(slug, piece.remark if len(slugs) == 1 else "") for slug in slugs]
        return list(dict.fromkeys(found))

    def _part(self, piece):
        """An entity exactly as the list has it, with an office in brackets; None for anything else."""
        slug = self.names.code("entity", piece)
        if slug:
            return slug, ""
        name, bracket, office = piece.partition("(")
        slug = self.names.code("entity", name) if bracket and office.endswith(")") else None
        return (slug, office[:-1].strip()) if slug else None

    def period(self, column, cell):
        """A date of any precision, or None for an empty cell."""
        value = value_of(cell)
        if isinstance(value, date):
            return Period(value, value, str(Precision.DAY))
        if not self.text(cell):
            return None
        reading = self._read("dates", cell)
        found = reading.of("period")
        if reading.certain and len(found) == 1:
            return found[0]
        self._doubts(column, self.text(cell), reading)
        if reading.certain:
            self.wrong(column, cell, _("one date"))
        return None

    def is_open(self, cell):
        """Does the cell say that there is no end?"""
        text = self.text(cell).casefold()
        return text in OPEN or text == str(_("open")).casefold()

    # --- The matcher ----------------------------------------------------------

    def _read(self, kind, cell, scheme=""):
        """What the matcher makes of a cell."""
        context = ColumnContext(order=self.order, scheme=scheme, chapter=self.chapter)
        return self.matcher().read(kind, value_of(cell), context)

    def _doubts(self, column, text, reading):
        """Say what is uncertain, with what it may mean: the whole cell as it would then be."""
        for piece in reading.pieces:
            if piece.certain:
                continue
            options = []
            for proposal in piece.proposals:
                shown = self._shown(column, proposal)
                if shown:
                    why = f"{proposal.confidence:.0%}: {proposal.reason}" if proposal.reason else ""
                    options.append({"label": proposal.label, "cell": text.replace(piece.text, shown, 1), "why": why})
            told = _("Not certain: please choose.") if options else self._expected(column)
            if column.offer and not options:
                nearest = self.matcher().nearest(LISTS[column.offer.kind], piece.text)
                options = [_option(name) | {"cell": text.replace(piece.text, name, 1)} for name in nearest]
            self.say(column, ERROR, told, piece.text, options)

    @staticmethod
    def _expected(column):
        """What should stand in a cell that means nothing known."""
        if column.offer is None:
            expected = _("a date that can be read for certain, such as 12 March 2018")
        else:
            expected = _("a value of the list “%(list)s”") % {"list": column.label}
        return _("Expected is %(expected)s.") % {"expected": expected}

    def _shown(self, column, proposal):
        """A proposal as the column would have it typed."""
        shown = []
        for value in proposal.values:
            if column.offer and value.list == column.offer.kind:
                shown.append(self.names.show(value.list, value.code, column.offer.group))
            elif isinstance(value.code, Period):
                shown.append(str(value.code))
        return "; ".join(shown)


def _choices(labels, reading):
    """All values of a list as options; first those that the cell may mean, with how likely that is and why."""
    proposals = reading.proposals if reading else ()
    likely = {proposal.values[0].code: f"{proposal.confidence:.0%}: {proposal.reason}" for proposal in proposals}
    ranked = sorted(labels, key=lambda value: list(likely).index(value) if value in likely else len(likely))
    return [_option(labels[value]) | {"why": likely.get(value, "")} for value in ranked]


def _option(text):
    """A value that would do, as the whole cell."""
    return {"label": text, "cell": text, "why": ""}
