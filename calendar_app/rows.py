"""Events as short lists show them, with their dates no finer than they are known."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Case, Q, When
from django.utils.translation import get_language

from calendar_app.choices import EventStatus
from calendar_app.models import CalendarEntry, Occurrence
from entities.models.entry import SEARCHED
from ungass_portal.lib import clock
from ungass_portal.lib.language_codes import spoken
from ungass_portal.lib.partial_dates import Period, Precision

COLUMNS = (
    "reference", "kind", "title", "language", "participants", "status", "event_kind", "precision", "date_from",
    "date_to", "sort_date", "shown",
)  # fmt: skip
OF_ENTRY = ("reference", "kind", "title", "language", "participants", "event_kind")


@dataclass(frozen=True)
class EventRow:
    """One event of a list."""

    reference: str
    kind: str
    title: str
    language: str
    participants: list
    status: str
    event_kind: str
    precision: str
    date_from: date | None
    date_to: date | None
    sort_date: date
    shown: dict  # of the payload: dates, times and place
    part: str = ""  # the name of the part, where the row is one of several

    @cached_property
    def when(self):
        """The dates in words; the text as given, or nothing, where there is no date."""
        return str(Period.from_json(self.shown["dates"]) or "")

    @property
    def venue(self):
        """City or venue."""
        return self.shown["place"]

    @property
    def at(self):
        """The wall time at which it starts, or None."""
        return self.shown["start_time"]

    @property
    def until(self):
        """The wall time at which it ends, or None."""
        return self.shown["end_time"]

    @property
    def time_zone(self):
        """The zone of its times."""
        return self.shown["time_zone"]

    @property
    def second(self):
        """Is of a time that the clock shows twice the second meant?"""
        return bool(self.shown["second_hour"])

    @property
    def last_day(self):
        """The last possible day; that of the start where no end is known."""
        return self.date_to or self.date_from

    @property
    def is_exact(self):
        """Known to the day?"""
        return self.precision == Precision.DAY

    @property
    def is_sure(self):
        """Will it be, or was it, as it says?"""
        return self.status in (EventStatus.CONFIRMED, EventStatus.HELD)

    @property
    def is_off(self):
        """Cancelled, or put off to another date."""
        return self.status in (EventStatus.CANCELLED, EventStatus.POSTPONED)


def named(entries):
    """The entries with just what a list shows, as named tuples."""
    return entries.values_list(*COLUMNS, "texts", named=True)


def rows(entries):
    """Event rows of a queryset of entries, in its order."""
    return [row_of(found) for found in named(entries)]


def row_of(found):
    """One row of `named`, with the title of the reader's language where it has one."""
    *values, texts = found
    language = spoken(get_language())
    if language in texts:
        values[COLUMNS.index("title")], values[COLUMNS.index("language")] = texts[language]["title"], language
    return EventRow(*values)


def dates_of(entries, **lookups):
    """Event rows of the dates of those entries that have several, one row for each date; one query."""
    found = Occurrence.objects.filter(entry__in=entries.order_by(), **lookups).select_related("entry")
    light = found.defer("entry__payload", "entry__summary", *(f"entry__{name}" for name in SEARCHED))
    return [_row_of(date) for date in light.order_by("first_day", "at", "entry__reference")]


def _row_of(moment):
    """The row of one date: the event's own words with this date's day, time and place."""
    entry, language = moment.entry, spoken(get_language())
    period = Period(moment.first_day, moment.last_day, moment.precision)
    return EventRow(
        **{name: getattr(entry, name) for name in OF_ENTRY} | entry.wording_in(language),
        status=EventStatus.CANCELLED if moment.cancelled else entry.status,
        precision=moment.precision,
        date_from=moment.first_day,
        date_to=moment.last_day,
        sort_date=moment.first_day,
        shown={
            "dates": period.to_json(),
            "place": moment.place,
            "start_time": moment.at or None,
            "end_time": moment.until or None,
            "time_zone": moment.time_zone,
            "second_hour": False,
        },
        part=moment.label,
    )


def readable(reader):
    """The reader's events."""
    return CalendarEntry.objects.for_reader(reader)


def upcoming(entries):
    """What is not over: a coarse date lasts until its last possible day."""
    today = clock.today()
    return entries.filter(Q(date_to__gte=today) | Q(date_to__isnull=True, date_from__gte=today))


def past(entries):
    """What is over."""
    today = clock.today()
    return entries.filter(Q(date_to__lt=today) | Q(date_to__isnull=True, date_from__lt=today))


def next_first(entries):
    """What is not over in the order in which it comes; what may be at any time of a period gone into comes last."""
    some_time = Q(date_from__lt=clock.today()) & ~Q(precision=Precision.DAY)
    waiting = Case(When(some_time, then=1), default=0)
    return upcoming(entries).order_by(waiting, "sort_date", "reference")


def last_first(entries):
    """What is over, latest first."""
    return past(entries).order_by("-sort_date", "-reference")
