"""Rules, parts and zones in feeds, read back by a parser of its own."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from calendar_app.components import Source, render
from tests.calendar_app.test_content import EXCEPTION, PART
from ungass_portal.lib import ical_text
from ungass_portal.lib.partial_dates import Precision, parse, show_input

PAYLOAD = {"title": "An event", "language": "en", "status": "confirmed", "place": "Geneva"}
UPDATED = datetime(2018, 3, 12, 9, tzinfo=UTC)


def days(first, last=""):
    return {"from": first, "to": last or first, "precision": "day", "text": ""}


def read(**fields):
    """The components of an event as a parser reads them."""
    source = Source("EVT-100001", PAYLOAD | fields, UPDATED, 4, "https://portal.example.org/events/EVT-100001/")
    text = render(source, None, brief=True).text
    return Calendar.from_ical(f"BEGIN:VCALENDAR\r\n{text}END:VCALENDAR\r\n").walk("VEVENT")


TIMED = {"start_time": "10:00", "end_time": "11:30", "time_zone": "Europe/Zurich"}


def test_a_rule_stands_with_its_exceptions_and_its_last_moment_in_utc():
    exceptions = [
        EXCEPTION | {"occurrence": "2018-03-20", "change": "left_out"},
        EXCEPTION | {"occurrence": "2018-03-27", "change": "moved", "day": "2018-03-28", "start_time": "14:00"},
        EXCEPTION | {"occurrence": "2018-04-03", "change": "cancelled"},
    ]

    rule, moved, cancelled = read(
        dates=days("2018-03-13"), recurrence="FREQ=WEEKLY;UNTIL=20180410", exceptions=exceptions, **TIMED
    )

    assert rule["rrule"].to_ical() == b"FREQ=WEEKLY;UNTIL=20180410T215900Z"
    assert rule["exdate"].to_ical() == b"20180320T100000"
    assert {row["uid"] for row in (rule, moved, cancelled)} == {"EVT-100001@ungass-portal"}
    assert (moved["recurrence-id"].to_ical(), moved["dtstart"].to_ical()) == (b"20180327T100000", b"20180328T140000")
    assert (cancelled["recurrence-id"].to_ical(), cancelled["status"]) == (b"20180403T100000", "CANCELLED")
    assert rule["sequence"] == 4


def test_parts_are_dates_of_one_event_and_the_coarse_one_is_left_out():
    parts = [
        PART | {"label": "Opening", "starts": "2017-12-08"},
        PART | {"label": "Regular part", "starts": "2018-03-12", "ends": "2018-03-16"},
        PART | {"label": "Reconvened", "starts": "2018-12"},
    ]

    opening, regular = read(dates=days("2017-12-08", "2018-12-31"), parts=parts)

    dates = [row.to_ical() for row in opening["rdate"]]
    assert (str(opening["summary"]), dates) == ("An event: Opening", [b"20171208", b"20180312"])
    assert (str(regular["summary"]), regular.decoded("recurrence-id"), regular.decoded("dtend")) == (
        "An event: Regular part",
        date(2018, 3, 12),
        date(2018, 3, 17),
    )


def test_parts_with_and_without_times_are_events_apart():
    parts = [
        PART | {"label": "Day", "starts": "2018-03-12"},
        PART | {"label": "Call", "starts": "2018-03-13"} | TIMED,
    ]

    found = read(dates=days("2018-03-12", "2018-03-13"), parts=parts)

    assert [str(row["uid"]) for row in found] == ["EVT-100001-1@ungass-portal", "EVT-100001-2@ungass-portal"]
    assert found[0].decoded("dtstart") == date(2018, 3, 12)


def test_a_known_city_has_its_position():
    [event] = read(dates=days("2018-03-12"), place="Geneva, Palais des Nations")

    assert (str(event["location"]), event["geo"].to_ical()) == ("Geneva", "46.2;6.15")


@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)), st.sampled_from(list(Precision)))
@settings(max_examples=80, deadline=None)
def test_a_date_is_told_to_the_day_or_not_at_all(day, precision):
    first, last, told = parse(show_input(day, precision))
    found = read(dates={"from": first.isoformat(), "to": last.isoformat(), "precision": str(told), "text": ""})

    assert told == precision
    assert first <= day <= last
    assert [event["dtstart"].dt for event in found] == ([day] if precision == Precision.DAY else [])


@given(st.text(max_size=300))
@settings(max_examples=80, deadline=None)
def test_any_text_comes_back_through_escaping_and_folding(text):
    written = ical_text.line("SUMMARY:" + ical_text.text(text))
    component = Calendar.from_ical(f"BEGIN:VEVENT\r\n{written}END:VEVENT\r\n")
    kept = "".join(sign for sign in text if sign in "\n\t" or (ord(sign) >= 32 and ord(sign) != 127))

    assert max(len(piece.encode()) for piece in written.split("\r\n")) <= 75
    assert str(component["summary"]) == kept


ZONES = ("Europe/Vienna", "America/New_York", "Africa/Nairobi", "Australia/Lord_Howe", "America/Santiago", "UTC")


@given(st.sampled_from(ZONES), st.datetimes(datetime(2017, 1, 2), datetime(2019, 12, 30)))
@settings(max_examples=80, deadline=None)
def test_the_described_clock_is_the_zones(zone, moment):
    """Read as RFC 5545 says: the observance with the latest onset, told in the wall time before it, holds."""
    wall = moment.replace(second=0, microsecond=0)
    real = wall.replace(tzinfo=ZoneInfo(zone))
    if (
        real.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None) != wall
        or real.utcoffset() != real.replace(fold=1).utcoffset()
    ):
        return  # skipped or doubled: no answer is the only one
    [described] = Calendar.from_ical(
        f"BEGIN:VCALENDAR\r\n{ical_text.timezone(zone, 2017, 2019)}END:VCALENDAR\r\n"
    ).walk("VTIMEZONE")

    onsets = []
    for part in described.subcomponents:
        dates = [part["dtstart"].dt.replace(tzinfo=None)]
        rows = part.get("rdate", [])
        for row in rows if isinstance(rows, list) else [rows]:
            dates += [one.dt.replace(tzinfo=None) for one in row.dts]
        onsets += [(day, part["tzoffsetto"].td) for day in dates]

    assert max(onset for onset in onsets if onset[0] <= wall)[1] == real.utcoffset()


def test_summer_time_begins_when_the_clock_before_it_says():
    assert "DTSTART:20180325T020000\r\n" in ical_text.timezone("Europe/Vienna", 2018, 2018)
    assert "DTSTART:20181028T030000\r\n" in ical_text.timezone("Europe/Vienna", 2018, 2018)
