"""iCalendar's way of writing (RFC 5545): escaped texts, folded lines, and what a zone's clock does."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

LONGEST = 75  # octets in a line, without its end
_SIGNS = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})
_CONTROLS = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127))


def text(value):
    """A text as a property holds it; what no calendar may hold is left out."""
    return value.translate(_CONTROLS).translate(_SIGNS)


def parameter(value):
    """A parameter's value, quoted; it can hold no quotation mark and no line end."""
    return '"' + value.translate(_CONTROLS).replace('"', "'").replace("\n", " ").replace("\r", "") + '"'


def line(content):
    """One content line, folded between characters so that no line is longer than 75 octets."""
    if len(content) <= LONGEST // 4 or (octets := len(content.encode())) <= LONGEST:
        return f"{content}\r\n"
    if octets == len(content):  # nothing but ASCII: characters are octets
        rest = content[LONGEST:]
        pieces = [rest[at : at + LONGEST - 1] for at in range(0, len(rest), LONGEST - 1)]
        return "\r\n ".join((content[:LONGEST], *pieces)) + "\r\n"
    pieces, piece, size = [], [], 0
    for character in content:
        width = len(character.encode())
        if size + width > LONGEST:
            pieces.append("".join(piece))
            piece, size = [], 1  # the space that folds
        piece.append(character)
        size += width
    return "\r\n ".join((*pieces, "".join(piece))) + "\r\n"


def utc(moment):
    """A moment as iCalendar writes it in UTC."""
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


@lru_cache(maxsize=500)
def timezone(name, first_year, last_year):
    """The VTIMEZONE of a zone over some years, whole and folded: each change of its clock by its own date.

    An onset is told in the wall time that the clock showed before it (RFC 5545, 3.6.5).
    """
    zone = ZoneInfo(name)
    start = datetime(first_year, 1, 1, tzinfo=UTC) - timedelta(days=1)
    end = datetime(last_year + 1, 1, 2, tzinfo=UTC)
    before = start.astimezone(zone)
    changes = [(before.replace(tzinfo=None), before, before)]
    at = start
    while at < end:
        then = at + timedelta(days=1)
        if then.astimezone(zone).utcoffset() != at.astimezone(zone).utcoffset():
            change = _change(zone, at, then)
            old, new = (change - timedelta(seconds=1)).astimezone(zone), change.astimezone(zone)
            changes.append(((change + old.utcoffset()).replace(tzinfo=None), old, new))
        at = then
    lines = ["BEGIN:VTIMEZONE", f"TZID:{name}"]
    # Each change is an observance of its own: ical.js drops the start of one that has further dates.
    for onset, old, new in changes:
        part = "DAYLIGHT" if new.dst() else "STANDARD"
        lines += [f"BEGIN:{part}", f"DTSTART:{onset:%Y%m%dT%H%M%S}", f"TZOFFSETFROM:{_offset(old.utcoffset())}"]
        lines += [f"TZOFFSETTO:{_offset(new.utcoffset())}", f"TZNAME:{new.tzname()}", f"END:{part}"]
    return "".join(map(line, [*lines, "END:VTIMEZONE"]))


def _change(zone, low, high):
    """The first second at which the clock differs from that at `low`."""
    offset = low.astimezone(zone).utcoffset()
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) // 2
        middle = middle.replace(microsecond=0)
        if middle in (low, high):
            break
        low, high = (middle, high) if middle.astimezone(zone).utcoffset() == offset else (low, middle)
    return high


def _offset(delta):
    """An offset from UTC: +0100, -0330, with seconds where there are some."""
    seconds = int(delta.total_seconds())
    sign, seconds = ("-" if seconds < 0 else "+"), abs(seconds)
    text_of = f"{sign}{seconds // 3600:02}{seconds % 3600 // 60:02}"
    return text_of + (f"{seconds % 60:02}" if seconds % 60 else "")
