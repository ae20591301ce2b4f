"""Events over some days: those known to the day, the coarse ones beside them, and the ways to other days."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from operator import or_

from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from calendar_app import month as months
from calendar_app import rows
from calendar_app.models.event import DAYS
from ungass_portal.lib.partial_dates import Precision
from ungass_portal.lib.problems import BadParameter

AHEAD = timedelta(days=89)
IN_LIST = 50  # events that a list of a span shows
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
YEAR = re.compile(r"\d{4}", re.ASCII)


@dataclass(frozen=True)
class Span:
    """What is known of some days: rows known to the day in order, and coarse ones, the shortest span first."""

    exact: list
    coarse: list

    def within(self, first, last):
        """The rows on some of its days."""
        return [row for row in self.exact if row.date_from <= last and row.last_day >= first]

    @property
    def by_period(self):
        """Coarse rows under the words of their dates."""
        found = {}
        for row in self.coarse:
            found.setdefault(row.when, []).append(row)
        return list(found.items())


def span(entries, first, last, *, coarse_within=None):
    """The events of the days from first to last; three queries.

    Coarse ones are looked for in `coarse_within`: a month's grid shows days of the months beside it.
    """
    start, end = coarse_within or (first, last)
    exact = rows.rows(on_days(entries, (first, last)).filter(precision=Precision.DAY))
    coarse = on_days(entries, (start, end)).exclude(precision=Precision.DAY)
    length = Coalesce("date_to", "date_from") - F("date_from")
    coarse = rows.rows(coarse.order_by(length, "sort_date", "reference")[:IN_LIST])
    dates = rows.dates_of(entries.filter(several=True), first_day__lte=last, last_day__gte=first)
    exact += [row for row in dates if row.is_exact]
    coarse += [row for row in dates if not row.is_exact and row.date_from <= end and row.last_day >= start]
    return Span(
        sorted(exact, key=lambda row: (row.date_from, row.at or "", row.reference)),
        sorted(coarse, key=lambda row: (row.last_day - row.date_from, row.date_from, row.reference)),
    )


def on_days(entries, *days):
    """Entries with one date that lie on some days, given as pairs of first and last; by the index of days."""
    dated = entries.filter(date_from__isnull=False, several=False).annotate(days=DAYS)
    lying = (Q(days__overlap=(first, last + timedelta(days=1))) for first, last in days)
    return dated.filter(reduce(or_, lying))


def day_of(text, today):
    """The day written as 2018-03-12; today where nothing is written. Raises BadParameter."""
    if not text:
        return today
    try:
        day = date.fromisoformat(text) if DAY.fullmatch(text) else None
    except ValueError:
        day = None
    if day is None or not months.FIRST_YEAR <= day.year <= months.LAST_YEAR:
        raise BadParameter("day", _("Write a day, like 2018-03-12."))
    return day


def year_of(text, today):
    """The year written; this one where nothing is written. Raises BadParameter."""
    if not text:
        return today.year
    if not YEAR.fullmatch(text) or not months.FIRST_YEAR <= int(text) <= months.LAST_YEAR:
        raise BadParameter("year", _("Write a year, like 2018."))
    return int(text)


def week_of(day):
    """The seven days of a day's week, from Monday."""
    monday = day - timedelta(days=day.weekday())
    return [monday + timedelta(days=number) for number in range(months.WEEKDAYS)]
