"""When an event takes place: its own dates, its parts, or the dates of its rule with their exceptions."""

from dataclasses import dataclass
from datetime import date, timedelta

from calendar_app import recurrence
from calendar_app.choices import EventStatus, ExceptionKind
from calendar_app.zones import at, comes_twice
from ungass_portal.lib.partial_dates import ORDER, Period, Precision, parse


@dataclass(frozen=True)
class Moment:
    """Once that an event takes place, as exactly as it is known."""

    first: date
    last: date
    precision: str
    at: str | None = None
    until: str | None = None
    time_zone: str = ""
    place: str = ""
    label: str = ""
    cancelled: bool = False
    original: date | None = None  # the day that the rule gives
    differs: bool = False  # from the rule
    field: str = ""  # of the content, when it is not the event's own dates
    second: bool = False  # of a time that the clock shows twice the second is meant

    @property
    def when(self):
        """The dates in words, no finer than they are known."""
        return str(Period(self.first, self.last, self.precision))

    @property
    def starts(self):
        """The moment at which it starts; it must have a time and a zone."""
        return at(self.first, self.at, self.time_zone, second=self.second)

    @property
    def ends(self):
        """The moment at which it ends; it must have a time for that."""
        return at(self.last, self.until, self.time_zone, second=self.second)

    @property
    def twice(self):
        """Its wall times that the clock shows twice on their day."""
        times = ((self.first, self.at), (self.last, self.until)) if self.time_zone else ()
        return [time for day, time in times if time and comes_twice(day, time, self.time_zone)]


def moments_of(content):
    """All moments of a content or payload in order of their days; a date left out is none.

    An older payload lacks parts and rules; then its own dates are all.
    """
    if content.get("parts"):
        found = [_part(row, content) for row in content["parts"]]
    elif content.get("recurrence"):
        found = _recurring(content)
    else:
        found = _own(content)
    return sorted(found, key=lambda moment: (moment.first, moment.at or "", moment.last))


def _own(content):
    """The one moment of an event without parts or rule; none where no date is known."""
    period = Period.from_json(content["dates"])
    if not period or not period.start:
        return []
    return [
        Moment(
            period.start, period.end or period.start, period.precision, content.get("start_time"),
            content.get("end_time"), content.get("time_zone", ""), content.get("place", ""),
            cancelled=is_off(content), second=content.get("second_hour", False),
        )
    ]  # fmt: skip


def is_off(content):
    """Is the whole event cancelled, or put off?"""
    return content["status"] in (EventStatus.CANCELLED, EventStatus.POSTPONED)


def _part(row, content):
    """One part of an event."""
    first, last, precision = _span(row)
    return Moment(
        first, last, precision, row["start_time"], row["end_time"], row["time_zone"] or content.get("time_zone", ""),
        row["place"] or content.get("place", ""), label=row["label"], cancelled=is_off(content), field="parts",
    )  # fmt: skip


def _span(row):
    """First and last day of a part, and the coarser of its two precisions."""
    first, last, precision = parse(row["starts"])
    if row["ends"]:
        _first, last, other = parse(row["ends"])
        precision = max(precision, other, key=ORDER.index)
    return first, last, precision


def _recurring(content):
    """The dates of a rule, as its exceptions change them."""
    period = Period.from_json(content["dates"])
    length = (period.end or period.start) - period.start
    exceptions = {date.fromisoformat(row["occurrence"]): row for row in content.get("exceptions", [])}
    found = []
    for day in recurrence.dates(content["recurrence"], period.start)[: recurrence.MOST_DATES]:
        row = exceptions.get(day)
        if row and row["change"] == ExceptionKind.LEFT_OUT:
            continue
        found.append(_occurrence(content, day, length, row))
    return found


def _occurrence(content, day, length, row):
    """One date of a rule; `row` is its exception, or None."""
    row = row or {}
    first = date.fromisoformat(row["day"]) if row.get("day") else day
    own_time = bool(row.get("start_time"))
    return Moment(
        first,
        first + (length if not own_time else timedelta(0)),
        Precision.DAY.value,
        row["start_time"] if own_time else content.get("start_time"),
        row["end_time"] if own_time else content.get("end_time"),
        content.get("time_zone", ""),
        row.get("place") or content.get("place", ""),
        cancelled=row.get("change") == ExceptionKind.CANCELLED or is_off(content),
        original=day,
        differs=bool(row),
        field="exceptions" if row else "",
    )


def period_of_parts(rows, text=""):
    """From the first day of the first part to the last day of the last, as exactly as the coarsest is known."""
    spans = [_span(row) for row in rows]
    return Period(
        min(first for first, _last, _precision in spans),
        max(last for _first, last, _precision in spans),
        max((str(precision) for _first, _last, precision in spans), key=ORDER.index),
        text,
    )


def last_day(content):
    """The last possible day of all moments; None where the end is not known."""
    if not content.get("parts") and not content.get("recurrence"):
        period = Period.from_json(content["dates"])
        return period.end if period else None
    return max((moment.last for moment in moments_of(content)), default=None)
