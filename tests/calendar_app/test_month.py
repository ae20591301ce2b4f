"""A month laid out in weeks."""

from datetime import date

import pytest

from calendar_app import month as months
from calendar_app.rows import EventRow
from ungass_portal.lib.problems import BadParameter

MARCH = date(2018, 3, 1)


def event(reference, first, last=None, **fields):
    """An event known to the day in March 2018."""
    return EventRow(
        reference=reference, kind="event", title=reference, language="en", participants=[], status="confirmed",
        event_kind="", precision="day", date_from=date(2018, 3, first), date_to=date(2018, 3, last or first),
        sort_date=date(2018, 3, first), shown={"dates": None},
    )  # fmt: skip


def bars(week):
    """Each lane as (days, reference or None, from before, goes on)."""
    return [
        [(cell.days, cell.event.reference if cell.event else None, cell.from_before, cell.goes_on) for cell in lane]
        for lane in week.lanes
    ]


@pytest.mark.parametrize("text", ["2018", "2018-13", "2018-00", "18-03", "0000-01", "9999-12", "2018-3", "٢٠١٨-٠٣"])
def test_month_refuses_what_is_none(text):
    with pytest.raises(BadParameter, match="month: Write a year and a month"):
        months.first_of_month(text)


def test_neighbouring_months():
    assert months.first_of_month("2018-03") == MARCH
    assert months.last_of_month(date(2016, 2, 1)) == date(2016, 2, 29)
    assert months.following(date(2017, 12, 1)) == date(2018, 1, 1)
    assert months.preceding(date(2018, 1, 1)) == date(2017, 12, 1)


def test_grid_runs_from_monday_to_sunday():
    grid = months.grid_of(MARCH)

    assert (grid[0][0], grid[-1][-1]) == (date(2018, 2, 26), date(2018, 4, 1))
    assert {len(week) for week in grid} == {7}


def test_bar_covers_the_days_of_its_event():
    weeks = months.lay_out(months.grid_of(MARCH), [event("CND", 12, 16)])

    empty = (1, None, False, False)
    assert [bars(week) for week in weeks] == [[], [], [[(5, "CND", False, False), empty, empty]], [], []]


def test_bar_over_two_weeks_goes_on():
    weeks = months.lay_out(months.grid_of(MARCH), [event("LONG", 17, 20)])

    assert bars(weeks[2])[0][-1] == (2, "LONG", False, True)
    assert bars(weeks[3])[0][0] == (2, "LONG", True, False)


def test_events_on_the_same_day_lie_in_lanes_and_share_one_where_they_can():
    weeks = months.lay_out(months.grid_of(MARCH), [event("A", 12, 14), event("B", 13), event("C", 15, 16)])

    assert [[cell[1] for cell in lane] for lane in bars(weeks[2])] == [
        ["A", "C", None, None],
        [None, "B", None, None, None, None, None],
    ]


def test_lanes_add_up_to_a_week():
    events = [event(f"E{number}", 1 + number % 28, min(31, 1 + number % 28 + number % 5)) for number in range(40)]

    for week in months.lay_out(months.grid_of(MARCH), events):
        assert {sum(cell.days for cell in lane) for lane in week.lanes} == {7}


def test_what_does_not_fit_is_counted_on_its_days():
    weeks = months.lay_out(months.grid_of(MARCH), [event(f"E{number}", 12, 13) for number in range(months.LANES + 2)])

    assert len(weeks[2].lanes) == months.LANES
    assert weeks[2].more == [2, 2, 0, 0, 0, 0, 0]
