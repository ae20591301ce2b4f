"""Dates as people write them: days, months, quarters, halves, years, and spans of them."""

import calendar
import re
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.utils.translation import gettext as _

from registry.imports.match import cells
from registry.imports.match.months import short_writing
from registry.imports.match.readings import Piece, Proposal, Value
from ungass_portal.lib.partial_dates import PartialDateError, Period

LONGEST = 120
YEAR = r"(?P<year>(?:19|20|21)\d\d|'?\d\d(?!\d))"
FULL_YEAR = r"(?P<year>(?:19|20|21)\d\d)"
GAP = r"[ ,./'-]*"
FORMS = tuple(
    re.compile(form)
    for form in (
        rf"(?P<day>\d{{1,2}})[ ./-]*m(?P<month>\d\d)(?:{GAP}{YEAR})?",
        rf"{FULL_YEAR}{GAP}m(?P<month>\d\d)(?:[ ./-]*(?P<day>\d{{1,2}}))?",
        rf"m(?P<month>\d\d){GAP}{FULL_YEAR}",
        rf"m(?P<month>\d\d){GAP}(?P<year>'\d\d)",
        r"m(?P<month>\d\d)[ ./-]*(?P<day>\d{1,2})",
        rf"m(?P<month>\d\d)[ ./-]*(?P<day>\d{{1,2}})[ ,./'-]+{YEAR}",
        r"(?P<year>(?:19|20|21)\d\d)([-/.])(?P<month>\d{1,2})\2(?P<day>\d{1,2})",
        r"(?P<year>(?:19|20|21)\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>[0-3]\d)",
        r"(?P<month>\d{1,2}) ?[-/.] ?(?P<year>(?:19|20|21)\d\d)",
        rf"q(?P<quarter>[1-4]){GAP}{YEAR}",
        rf"{FULL_YEAR}{GAP}q(?P<quarter>[1-4])",
        rf"h(?P<half>[12]){GAP}{YEAR}",
        rf"{FULL_YEAR}{GAP}h(?P<half>[12])",
        r"m(?P<month>\d\d)",
        r"q(?P<quarter>[1-4])",
        r"h(?P<half>[12])",
        FULL_YEAR,
        r"(?P<day>\d{1,2})",
        r"(?P<day>\d{1,2})[ ,]+(?P<year>(?:19|20|21)\d\d)",
    )
)
NUMBERS = re.compile(r"(?P<one>\d{1,2}) ?(?P<by>[-/.]) ?(?P<two>\d{1,2})(?: ?(?P=by) ?(?P<year>\d{4}|\d\d))?")
YEAR_MONTH = re.compile(r"(?P<year>(?:19|20)\d\d)[-/.](?P<two>\d\d?)")
MONTH_SHORT = re.compile(r"m(?P<month>\d\d)[ .-]*(?P<two>\d\d)")
FRAME = re.compile(r"(?P<before>(?:open )?since )?(?P<date>.+?)(?P<after>[ ,(]*(?:(?:- ?)?open|-)\)?)?")
SERIALS = range(36_526, 55_153)  # days of 2000 to 2050 as Excel counts them
EPOCH, EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
NEAR_YEARS = range(5, 50)  # two digits that mean a year of this century


class Moment(NamedTuple):
    """One date of a text, parts of which may stand in the other date of a span."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    quarter: int | None = None
    half: int | None = None

    def filled(self, other):
        """This moment with the year, and where it has only a day the month, of another."""
        bare = not (self.month or self.quarter or self.half)
        return self._replace(
            year=self.year or other.year, month=self.month or (other.month if bare and self.day else None)
        )

    def written(self):
        """In the form that Period reads; None where the year or the month is missing or no such day is."""
        if not self.year or (self.day and not self.month):
            return None
        if self.quarter or self.half:
            return f"{self.year}-Q{self.quarter}" if self.quarter else f"{self.year}-H{self.half}"
        if not self.month:
            return str(self.year)
        if not 1 <= self.month <= 12:
            return None
        if self.day is None:
            return f"{self.year}-{self.month:02}"
        if not 1 <= self.day <= calendar.monthrange(self.year, self.month)[1]:
            return None
        return f"{self.year}-{self.month:02}-{self.day:02}"


def read_cell(cell, text, context):
    """The piece of a cell that holds a date, a serial number or a text."""
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, date):
        return [_of_day(text, cell)]
    if cells.says_nothing(text.strip()):
        return [Piece(text, empty=True)]
    number = _serial(text)
    if number is not None:
        return [_of_serial(text, number, context)]
    if isinstance(cell, float) and not cell.is_integer():
        return [Piece(text)]
    return [read_text(text, context)]


def read_text(text, context):
    """The piece of a date in words or numbers."""
    if len(text) > LONGEST:
        return Piece(text)
    short = short_writing(text)
    doubtful = bool(cells.DOUBT.search(text))
    vague = "vague" in short
    if doubtful or vague:
        short = " ".join(cells.DOUBT.sub(" ", short).replace("vague", " ").split()).strip(" ,.()[]-")
    found = _periods(short, text, context) or _amid_words(text, context)
    if found and (doubtful or vague):
        reason = (
            _("The cell says that it is not sure.")
            if doubtful
            else _("The words before it are no fixed part of a year.")
        )
        return _piece(text, [(period, reason) for period, _reason in found], best=0.6)
    return _piece(text, found)


def _serial(text):
    """A number as Excel counts days, or None."""
    match = re.fullmatch(r"(\d{5})(?:\.\d+)?", text.strip(" \t."))
    return int(match[1]) if match else None


def _of_serial(text, number, context):
    """The day that a serial number stands for; certain within the years that sheets are about."""
    day = (EPOCH_1904 if context.from_1904 else EPOCH) + timedelta(days=number)
    return _of_day(text, day, "" if number in SERIALS else _("The number of a day as Excel counts them."))


def _of_day(text, day, reason=""):
    """The piece of one day, where the portal takes its year."""
    period = _period(Moment(day.year, day.month, day.day), None, text)
    return _piece(text, [(period, reason)] if period else [])


def _piece(text, found, best=0.8):
    """One period without a reason to doubt it is certain; all others are proposals in their order."""
    if not found:
        return Piece(text)
    if len(found) == 1 and not found[0][1]:
        return Piece(text, (Value("period", found[0][0]),))
    return Piece(
        text,
        proposals=tuple(
            Proposal((Value("period", period),), str(period), round(best - 0.2 * place, 2), reason)
            for place, (period, reason) in enumerate(found)
        ),
    )


def _periods(short, text, context):
    """[(period, reason)] that a text may mean."""
    frame = FRAME.fullmatch(short)
    if frame and (frame["before"] or frame["after"]):
        found = _made(_moments(frame["date"].strip(" ,"), context), [(None, "")], text, open_ended=True)
        if found:
            return found
    short = short.removeprefix("since ").strip()
    single = _made(_moments(short, context), [(None, "")], text)
    return single or _span(short, text, context)


def _amid_words(text, context):
    """The one date among other things: “5-7 June 2018, Vienna”."""
    parts = [part for part in re.split(r"[,;()\n]", text) if part.strip()]
    found = [periods for part in parts for periods in [_periods(short_writing(part), text, context)] if periods]
    reason = _("What stands beside the date was not read.")
    return [(period, reason) for period, _reason in found[0]] if len(found) == 1 < len(parts) else []


def _span(short, text, context):
    """The periods of a text with a dash, at the first place where both sides are dates."""
    places = [(match.start(), match.end()) for match in re.finditer(r" - ", short)]
    places += [(match.start(), match.end()) for match in re.finditer(r"-", short) if match.span() not in places]
    for start, end in places:
        left, right = short[:start].strip(" ,."), short[end:].strip(" ,.")
        if re.fullmatch(r"(?:19|20)\d\d", left) and re.fullmatch(r"\d\d", right):
            right = left[:2] + right
        found = _made(_moments(left, context, in_span=True), _moments(right, context), text)
        if found:
            return found
    match = re.fullmatch(r"(.+?) ?(?:/|&| and | et | y | и | و) ?(.+)", short)
    if match:
        found = _made(_moments(match[1], context), _moments(match[2], context), text)
        reason = _("Two dates stand here; taken as the span from one to the other.")
        return [(period, reason) for period, _reason in found]
    return []


def _made(firsts, lasts, text, *, open_ended=False):
    """Periods of each first with each last; what cannot be is left out."""
    made = {}
    for first, first_reason in firsts:
        for last, last_reason in lasts:
            period = _period(first, last, text, open_ended=open_ended)
            if period:
                made.setdefault(period, first_reason or last_reason)
    return list(made.items())


def _period(first, last, text, *, open_ended=False):
    """The period of one or two moments, None where there is no such date."""
    if last:
        if first == Moment(first.year) and not last.year:  # 2018-14-01 is no span
            return None
        first, last = first.filled(last), last.filled(first)
    start, end = first.written(), last.written() if last else ""
    if not start or end is None:
        return None
    try:
        return Period.from_texts(start, end, text=text, open_ended=open_ended)
    except PartialDateError:
        return None


def _moments(short, context, in_span=False):
    """[(moment, reason)] that one date may mean: several where days and months cannot be told apart.

    Before the dash of a span “March 12” is a day: the year stands behind it.
    """
    for reading in (_of_numbers, _of_year_and_two, *(() if in_span else (_of_month_and_two,))):
        found = reading(short, context)
        if found is not None:
            return found
    for form in FORMS:
        match = form.fullmatch(short)
        if match:
            parts = {name: value for name, value in match.groupdict().items() if value}
            year = parts.pop("year", None)
            moment = Moment(_year(year), **{name: int(value) for name, value in parts.items()})
            if year and moment.year is None:
                return []
            return [(moment, "")]
    return []


def _year(text):
    """A year from four or two digits; None for two digits that may be of either century."""
    if text is None:
        return None
    number = int(text.lstrip("'"))
    return number if number > 100 else 2000 + number if number in NEAR_YEARS else None


def _of_numbers(short, context):
    """03/04/2018: the order of the column tells, or a number above 12, or the dots of continental Europe."""
    match = NUMBERS.fullmatch(short)
    if not match:
        return None
    one, two, year = int(match["one"]), int(match["two"]), _year(match["year"])
    if (match["year"] and not year) or (not match["year"] and match["by"] == "."):
        return []
    day_first, month_first = Moment(year, two, one), Moment(year, one, two)
    order = context.order
    year_first = Moment(_year(match["one"]), two, int(match["year"])) if len(match["year"] or "") == 2 else None
    if year_first and one > 12 and match["by"] != "." and not (order and order.certain):
        both = [(day_first, _("Read as day, month and year.")), (year_first, _("Read as year, month and day."))]
        return both if match["by"] == "/" else both[::-1]
    if one == two or one > 12 or two > 12:
        right = day_first if two <= 12 else month_first
        return [(right, "")]
    if match["by"] == "." or (order and order.certain):
        right = day_first if match["by"] == "." or order.day_first else month_first
        return [(right, "")]
    both = [(day_first, _("Read as day before month.")), (month_first, _("Read as month before day."))]
    return both if order is None or order.day_first else both[::-1]


def _of_year_and_two(short, context):
    """2017-12 is a month; 2017-18 are two years, and 2011/12 may be either."""
    match = YEAR_MONTH.fullmatch(short)
    if not match:
        return None
    year, two = int(match["year"]), int(match["two"])
    if len(match["two"]) == 2 and two == year % 100 + 1 and two <= 12:
        return [(Moment(year, two), _("Read as a month of that year.")), (Moment(year), _("Read as two years."))]
    return [(Moment(year, two), "")] if 1 <= two <= 12 else None


def _of_month_and_two(short, context):
    """Mar-18 may be March 2018 or the 18th of a March."""
    match = MONTH_SHORT.fullmatch(short)
    if not match or "'" in short:
        return None
    year = _year(match["two"])
    if year is None:
        return [(Moment(None, int(match["month"]), int(match["two"])), "")]
    return [(Moment(year, int(match["month"])), _("The two digits may be a year or a day."))]
