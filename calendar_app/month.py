"""A month laid out in weeks: events lie as bars over the days that they cover."""

import calendar
import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.translation import gettext as _

from calendar_app.rows import EventRow
from ungass_portal.lib.problems import BadParameter

WEEKDAYS = 7
LANES = 5  # bars one above the other in a week; what does not fit is counted and stands in the list below
FORM = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
FIRST_YEAR, LAST_YEAR = 1900, 2200


def first_of_month(text):
    """The first day of a month written as 2018-03; raises BadParameter for anything else."""
    match = FORM.fullmatch(text)
    year, month = (int(match[1]), int(match[2])) if match else (0, 0)
    if not FIRST_YEAR <= year <= LAST_YEAR or not 1 <= month <= 12:
        raise BadParameter("month", _("Write a year and a month, like 2018-03."))
    return date(year, month, 1)


def last_of_month(first):
    """The last day of the month that begins on a day."""
    return date(first.year, first.month, calendar.monthrange(first.year, first.month)[1])


def following(first):
    """The first day of the next month."""
    return last_of_month(first) + timedelta(days=1)


def preceding(first):
    """The first day of the month before."""
    return (first - timedelta(days=1)).replace(day=1)


@dataclass(frozen=True)
class Cell:
    """A bar over some days of one week, or empty days."""

    days: int
    event: EventRow | None = None
    from_before: bool = False
    goes_on: bool = False


@dataclass
class Week:
    """Seven days, the bars over them in lanes, and how many more each day has."""

    days: list
    lanes: list = field(default_factory=list)
    more: list = field(default_factory=list)
    urls: list = field(default_factory=list)

    @property
    def linked(self):
        """The days with where each leads."""
        return list(zip(self.days, self.urls, strict=True))


def grid_of(first):
    """The weeks, Monday to Sunday, that hold a month."""
    return calendar.Calendar(firstweekday=calendar.MONDAY).monthdatescalendar(first.year, first.month)


def lay_out(grid, events):
    """The weeks of a grid with the events in them; events are known to the day."""
    ordered = sorted(events, key=lambda event: (event.date_from, -event.last_day.toordinal(), event.reference))
    return [_week(days, ordered) for days in grid]


def _week(days, events):
    """One week: each event takes the first lane that is free on its days."""
    monday, sunday = days[0], days[-1]
    taken, more = [], [0] * WEEKDAYS
    for event in events:
        if event.date_from > sunday or event.last_day < monday:
            continue
        start = max((event.date_from - monday).days, 0)
        end = min((event.last_day - monday).days, WEEKDAYS - 1)
        bar = (start, Cell(end - start + 1, event, event.date_from < monday, event.last_day > sunday))
        lane = next((lane for lane in taken if _free(lane, start)), None)
        if lane is None and len(taken) < LANES:
            taken.append(lane := [])
        if lane is None:
            for day in range(start, end + 1):
                more[day] += 1
        else:
            lane.append(bar)
    return Week(days, [_filled(lane) for lane in taken], more)


def _free(lane, start):
    """Is no bar of the lane on this day or after it? Bars come in the order in which they begin."""
    first, cell = lane[-1]
    return start >= first + cell.days


def _filled(lane):
    """The cells of a lane from Monday to Sunday, empty days between its bars."""
    cells, day = [], 0
    for start, cell in lane:
        cells += [Cell(1)] * (start - day)
        cells.append(cell)
        day = start + cell.days
    return cells + [Cell(1)] * (WEEKDAYS - day)
