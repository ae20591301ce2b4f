"""Reading iCalendar files that others wrote (RFC 5545): in bounded time, and whatever is good of a bad one."""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

MOST_BYTES = 5 * 2**20
MOST_EVENTS = 2_000
LONGEST = 20_000  # characters of one line after unfolding
DEEPEST = 8  # components within each other
LINE_END = re.compile(r"\r\n|\n|\r")
NAME = re.compile(r"[A-Za-z0-9-]+")
PARAMETER = re.compile(r';([A-Za-z0-9-]+)=((?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)')
ESCAPED = re.compile(r"\\(.)", re.DOTALL)
SHOWN = 60


class NoCalendar(ValueError):
    """What was given is no calendar that can be read; the message says what it is instead."""


@dataclass(frozen=True)
class Property:
    """One line: its value as it stands, its parameters by their names in capitals."""

    value: str
    parameters: dict

    @property
    def text(self):
        """The value as a text: without the signs that escape others."""
        return ESCAPED.sub(lambda match: "\n" if match[1] in "nN" else match[1], self.value)


@dataclass
class Component:
    """An event, or the head of the calendar: its properties by name in capitals, each as often as it comes."""

    properties: dict = field(default_factory=dict)

    def first(self, name):
        """The first property of a name, or None."""
        return next(iter(self.properties.get(name, ())), None)

    def all(self, name):
        """All properties of a name."""
        return self.properties.get(name, [])

    def text(self, name):
        """The text of the first property of a name, or ""."""
        found = self.first(name)
        return found.text.strip() if found else ""


@dataclass
class Calendar:
    """What was read: the head, the events, and what could not be read, in words."""

    head: Component
    events: list
    faults: list


def read(data: bytes) -> Calendar:
    """The events of a file, and what is wrong with it. Raises NoCalendar where there is nothing to read."""
    if len(data) > MOST_BYTES:
        raise NoCalendar(_("The file is larger than %(most)d MB.") % {"most": MOST_BYTES // 2**20})
    text = data.decode("utf-8-sig", "replace")
    if "BEGIN:VCALENDAR" not in text[:2_000].upper():
        web_page = "<html" in text[:2_000].lower()
        raise NoCalendar(
            _("This is a web page, not a calendar file.") if web_page else _("This is not a calendar file.")
        )
    return _Reader().read(text)


class _Reader:
    """Goes once over the lines; of nested components only events are kept."""

    def __init__(self):
        self.found = Calendar(Component(), [], [])
        self.open = []  # names of the components that the line stands in
        self.event = None

    def read(self, text):
        """The calendar of a text."""
        for number, line in _unfolded(text):
            if not self._line(number, line):
                return self.found
        if self.open:
            self._fault(_("The file ends in the middle: its last event is left out, if it was one."))
        return self.found

    def _fault(self, words):
        if len(self.found.faults) < MOST_EVENTS:
            self.found.faults.append(words)

    def _line(self, number, line):
        """Take one line; False where reading ends before the file does."""
        name, prop = _parsed(line)
        if prop is None:
            self._fault(_("Line %(number)d cannot be read: “%(line)s”") % {"number": number, "line": line[:SHOWN]})
        elif name == "BEGIN":
            return self._begin(prop.value.strip().upper())
        elif name == "END":
            return self._end(prop.value.strip().upper())
        elif self.open == ["VCALENDAR"]:
            self.found.head.properties.setdefault(name, []).append(prop)
        elif self.event is not None and self.open[-1] == "VEVENT":
            self.event.properties.setdefault(name, []).append(prop)
        return True

    def _begin(self, name):
        if name == "VEVENT" and self.event is not None:
            self._fault(_("An event begins before the one before it has ended; that one is left out."))
            self.open = self.open[: self.open.index("VEVENT")]
        self.open.append(name)
        if name == "VEVENT":
            self.event = Component()
        if len(self.open) <= DEEPEST:
            return True
        self._fault(_("More than %(deepest)d things stand within each other: the rest is not read.") % {
            "deepest": DEEPEST
        })  # fmt: skip
        return False

    def _end(self, name):
        if name in self.open:
            self.open = self.open[: self.open.index(name)]
        if name != "VEVENT" or self.event is None:
            return True
        self.found.events.append(self.event)
        self.event = None
        if len(self.found.events) < MOST_EVENTS:
            return True
        self._fault(_("Only the first %(most)d events of the file are read.") % {"most": MOST_EVENTS})
        return False


def _unfolded(text):
    """Whole lines, each with the number at which it begins in the file; empty ones are left out."""
    pieces, start = [], 0
    for number, line in enumerate(LINE_END.split(text), 1):
        if line[:1] in (" ", "\t") and pieces:
            pieces.append(line[1:])
        elif line.strip():
            if pieces:
                yield start, "".join(pieces)
            pieces, start = [line], number
    if pieces:
        yield start, "".join(pieces)


def _parsed(line):
    """Name and property of a line; (None, None) for one that cannot be read."""
    match = NAME.match(line)
    if not match or len(line) > LONGEST:
        return None, None
    at, parameters = match.end(), {}
    while found := PARAMETER.match(line, at):
        parameters[found[1].upper()] = found[2].strip('"')
        at = found.end()
    if line[at : at + 1] != ":":
        return None, None
    return match[0].upper(), Property(line[at + 1 :], parameters)
