"""Properties of wall times and rules: what holds for every zone, day and rule."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from calendar_app import recurrence, zones
from calendar_app.moments import moments_of

DAYS = st.dates(date(1990, 1, 1), date(2037, 12, 31))
TIMES = st.times().map(lambda time: time.strftime("%H:%M"))
ZONES = st.sampled_from(
    ("Europe/Vienna", "America/New_York", "Africa/Nairobi", "Asia/Bangkok", "Australia/Lord_Howe", "America/Bogota")
)
RULES = st.builds(
    lambda often, interval, count: f"FREQ={often};INTERVAL={interval};COUNT={count}",
    st.sampled_from(("DAILY", "WEEKLY", "MONTHLY", "YEARLY")),
    st.integers(1, 12),
    st.integers(1, 60),
)


@given(DAYS, TIMES, ZONES)
@example(date(2018, 3, 25), "02:30", "Europe/Vienna")
@example(date(2018, 10, 28), "02:30", "Europe/Vienna")
@settings(max_examples=60, deadline=None)
def test_a_time_is_skipped_doubled_or_comes_back_from_utc(day, time, zone):
    moment = zones.at(day, time, zone)
    back = moment.astimezone(UTC).astimezone(moment.tzinfo)

    if zones.is_skipped(day, time, zone):
        assert back.replace(tzinfo=None) > moment.replace(tzinfo=None)
        assert not zones.comes_twice(day, time, zone)
        assert zones.first_after(day, time, zone) > time
    else:
        assert back.replace(tzinfo=None) == datetime.combine(day, moment.time())
        assert moment.fold == 0


@given(RULES, DAYS)
@settings(max_examples=60, deadline=None)
def test_a_rule_keeps_its_bounds_and_its_order(rule, first):
    found = recurrence.dates(recurrence.normal(rule), first)

    assert list(found) == sorted(set(found))
    assert len(found) <= int(rule.rsplit("=", 1)[1])
    assert all(first <= day <= first + recurrence.LONGEST + timedelta(days=1) for day in found)
    assert recurrence.normal(recurrence.normal(rule)) == recurrence.normal(rule)


@given(st.text(max_size=40))
@example("FREQ=DAILY;INTERVAL=0;COUNT=1")
@example("FREQ=YEARLY;BYDAY=99XX;COUNT=2")
@example("FREQ=MONTHLY;BYMONTHDAY=;COUNT=2")
@settings(max_examples=60, deadline=None)
def test_any_text_is_a_rule_or_is_refused_in_words(text):
    with suppress(recurrence.RuleError):
        rule = recurrence.normal(text)
        assert rule == recurrence.normal(rule)
        assert rule == "" or len(recurrence.dates(rule, date(2018, 3, 6))) <= recurrence.MOST_DATES + 1


@given(RULES, DAYS, ZONES)
@settings(max_examples=40, deadline=None)
def test_the_wall_time_of_a_rule_never_moves(rule, first, zone):
    content = {
        "dates": {"from": first.isoformat(), "to": first.isoformat(), "precision": "day", "text": ""},
        "start_time": "10:00", "end_time": "11:00", "time_zone": zone, "recurrence": rule, "status": "confirmed",
    }  # fmt: skip

    assert {(moment.at, moment.until, moment.time_zone) for moment in moments_of(content)} == {("10:00", "11:00", zone)}


def test_a_rule_without_a_date_costs_no_long_walk():
    assert recurrence.dates("FREQ=DAILY;COUNT=3;BYMONTH=2;BYMONTHDAY=30", date(2018, 3, 6)) == ()


@pytest.mark.parametrize("name", ["UTC", "Etc/GMT+3", "America/Argentina/Buenos_Aires"])
def test_known_zones_are_taken_as_they_are(name):
    assert zones.known_zone(name) == name
