"""Calendar files of others: what their events become, and what is said of those that cannot be read."""

import time

import pytest

from calendar_app import ics_events
from ungass_portal.lib import ical_reading
from ungass_portal.lib.ical_reading import NoCalendar

GIVEN = ics_events.Given(time_zone="Europe/Vienna")


def file(*events, head=""):
    """An .ics file of events given as lines."""
    body = "".join(f"BEGIN:VEVENT\r\n{event}\r\nEND:VEVENT\r\n" for event in events)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{head}{body}END:VCALENDAR\r\n".encode()


def event(*lines, uid="1@who.int", title="A meeting"):
    return "\r\n".join((f"UID:{uid}", f"SUMMARY:{title}", *lines))


def read(data, given=GIVEN):
    return ics_events.events(ical_reading.read(data), given)


def one(*lines, **named):
    """The content of the only event of a file, which has no fault."""
    (found,), faults = read(file(event(*lines, **named)))
    assert faults == []
    return found.content


def fault(*lines, **named):
    """What is said of the only event of a file, which cannot be taken over."""
    found, faults = read(file(event(*lines, **named)))
    assert found == []
    return faults


def when(content):
    return (content["dates"]["from"], content["dates"]["to"], content["start_time"], content["end_time"],
            content["time_zone"])  # fmt: skip


DAY = "DTSTART;VALUE=DATE:20180312"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ((DAY,), ("2018-03-12", "2018-03-12", None, None, "")),
        ((DAY, "DTEND;VALUE=DATE:20180317"), ("2018-03-12", "2018-03-16", None, None, "")),
        ((DAY, "DURATION:P1W"), ("2018-03-12", "2018-03-18", None, None, "")),
        (("DTSTART:20180312T090000Z", "DTEND:20180312T103000Z"), ("2018-03-12", "2018-03-12", "09:00", "10:30", "UTC")),
        (("DTSTART:20180312T100000", "DURATION:PT90M"),
         ("2018-03-12", "2018-03-12", "10:00", "11:30", "Europe/Vienna")),
        (("DTSTART;TZID=/program.org/America/New_York:20180312T230000",
          "DTEND;TZID=America/New_York:20180313T010000"),
         ("2018-03-12", "2018-03-13", "23:00", "01:00", "America/New_York")),
        (("DTSTART;TZID=W. Europe Standard Time:20180312T100000", "DTEND:20180312T100000Z"),
         ("2018-03-12", "2018-03-12", "10:00", "11:00", "Europe/Berlin")),
    ],
)  # fmt: skip
def test_days_and_times_become_wall_times_in_named_zones(lines, expected):
    assert when(one(*lines)) == expected


def test_texts_are_unfolded_and_freed_of_their_signs():
    content = one(
        DAY,
        "DESCRIPTION;LANGUAGE=en:First\\, second\\;\\nthird \\\\",
        " and so on",
        "LOCATION:Vienna\\, M-Building",
        "URL:https://who.int/meeting",
        "STATUS:TENTATIVE",
        'ATTENDEE;CN="A: person; with, signs":mailto:a@example.org',
        "BEGIN:VALARM\r\nSUMMARY:Wake up\r\nEND:VALARM",
        title="会议 сессия الدورة",
    )

    assert content["title"] == "会议 сессия الدورة"
    assert content["summary"] == "First, second;\nthird \\and so on"
    assert (content["place"], content["status"]) == ("Vienna, M-Building", "tentative")
    assert content["links"] == [{"title": "", "url": "https://who.int/meeting"}]
    assert "person" not in str(content)


def test_a_rule_comes_with_its_exceptions():
    master = event(
        "DTSTART;TZID=Europe/Vienna:20180306T100000", "DTEND;TZID=Europe/Vienna:20180306T110000",
        "RRULE:FREQ=WEEKLY;UNTIL=20180402T220000Z", "EXDATE;TZID=Europe/Vienna:20180313T100000", "LOCATION:Vienna",
    )  # fmt: skip
    moved = event(
        "RECURRENCE-ID:20180320T090000Z", "DTSTART;TZID=Europe/Vienna:20180321T140000", "DURATION:PT1H",
        "LOCATION:Geneva",
    )  # fmt: skip
    off = event("RECURRENCE-ID;TZID=Europe/Vienna:20180327T100000", "DTSTART:20180327T080000Z", "STATUS:CANCELLED")

    (found,), faults = read(file(master, moved, off))

    assert faults == []
    assert found.content["recurrence"] == "FREQ=WEEKLY;UNTIL=20180403"  # midnight of the third in Vienna
    blank = {"day": None, "start_time": None, "end_time": None, "place": ""}
    assert found.content["exceptions"] == [
        {"occurrence": "2018-03-13", "change": "left_out", **blank},
        {"occurrence": "2018-03-20", "change": "moved", "day": "2018-03-21", "start_time": "14:00",
         "end_time": "15:00", "place": "Geneva"},
        {"occurrence": "2018-03-27", "change": "cancelled", **blank},
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ((), "it has no DTSTART."),
        (("DTSTART:tomorrow",), "“tomorrow” is no date."),
        (("DTSTART;VALUE=DATE:20180230",), "“20180230” is no date."),
        ((DAY, "DTEND;VALUE=DATE:20180301"), "it ends before it starts."),
        (("DTSTART:20180312T100000Z", "DTEND:20180312T090000Z"), "it ends before it starts."),
        (("DTSTART:20180312T100000Z", "DTEND;VALUE=DATE:20180313"), "of its start and end one is a day"),
        (("DTSTART;TZID=Europe/Wien:20180312T100000",), "Did you mean Europe/"),
        ((DAY, "DURATION:for ever"), "“for ever” is no length of time."),
        (("DTSTART;VALUE=DATE:99991231", "DURATION:P9999D"), "is no length of time."),
        ((DAY, "RRULE:FREQ=DAILY"), "One that never ends cannot be kept."),
        ((DAY, "RRULE:FREQ=SECONDLY;COUNT=1000000"), "Begin with how often"),
        ((DAY, "RRULE:FREQ=DAILY;COUNT=9999"), "more than 200 dates"),
        ((DAY, "RRULE:FREQ=DAILY;COUNT=1000000"), "a whole number from 1 to 9999"),
        ((DAY, "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31;UNTIL=20300101"), "does not follow the rule"),
        ((DAY, "RDATE;VALUE=DATE:20180313"), "named one by one"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_over_says_why(lines, words):
    (told,) = fault(*lines)

    assert told.startswith("“A meeting”: ")
    assert words in told


def test_times_without_a_zone_need_one_of_the_source():
    found, faults = read(file(event("DTSTART:20180312T100000")), ics_events.Given())
    named, _none = read(
        file(event("DTSTART:20180312T100000"), head="X-WR-TIMEZONE:Asia/Bangkok\r\n"), ics_events.Given()
    )

    assert (found, faults) == ([], ["“A meeting”: its times name no time zone. Say at the source in which they are."])
    assert named[0].content["time_zone"] == "Asia/Bangkok"


def test_of_one_that_comes_twice_the_later_step_counts_and_one_without_uid_none():
    found, faults = read(
        file(
            event(DAY, "SEQUENCE:2", title="Newer"), event(DAY, "SEQUENCE:1", title="Older"), f"SUMMARY:No UID\r\n{DAY}"
        )
    )

    assert [(row.uid, row.sequence, row.content["title"]) for row in found] == [("1@who.int", 2, "Newer")]
    assert faults == ["“No UID”: it has no UID by which it could be known again."]


def test_of_a_broken_file_what_is_good_is_kept():
    data = file(event(DAY), event(DAY, "no colon here", uid="2"), event(DAY, uid="3", title="\ufffd"))
    cut = data.removesuffix(b"END:VEVENT\r\nEND:VCALENDAR\r\n") + b"END:VEVENT\r\nBEGIN:VEVENT\r\nUID:4\r\nDTST"

    found, faults = read(cut)

    assert [row.uid for row in found] == ["1@who.int", "2"]
    assert faults == [
        "Line 12 cannot be read: “no colon here”",
        "Line 21 cannot be read: “DTST”",
        "The file ends in the middle: its last event is left out, if it was one.",
        "“\ufffd”: its text is not written in UTF-8.",
    ]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "This is not a calendar file."),
        (b"<!doctype html><html><title>Not found", "This is a web page, not a calendar file."),
        (b"\x1f\x8b\x08\x00" + bytes(100), "This is not a calendar file."),
        (b"BEGIN:VCALENDAR\r\n" + b"X" * (100 * 2**20), "The file is larger than 5 MB."),
    ],
)
def test_what_is_no_calendar_is_refused_whole(data, words):
    with pytest.raises(NoCalendar, match=words):
        ical_reading.read(data)


@pytest.mark.parametrize(
    "body",
    [
        b"BEGIN:VEVENT\r\n" * 300_000,
        b"BEGIN:X\r\n" * 250_000 + b"END:Y\r\n" * 250_000,
        b"X;A=" + b'"a",' * 1_200_000,
        b"\r\n ".join([b"SUMMARY:" + b"x"] * 1) + b"\r\n x" * 1_200_000,
        b"\r\n" * 2_500_000,
        b"BEGIN:VEVENT\r\nUID:1\r\nSUMMARY:x\r\nDTSTART;VALUE=DATE:20180312\r\nRRULE:FREQ=DAILY;COUNT=9\r\n"
        + b"EXDATE;VALUE=DATE:20180313\r\n" * 170_000 + b"END:VEVENT\r\n",
        b"".join(b"BEGIN:VEVENT\r\nUID:%d\r\nSUMMARY:x\r\nDTSTART;VALUE=DATE:20180312\r\n"
                 b"RRULE:FREQ=YEARLY;COUNT=9999;BYMONTHDAY=%d;BYMONTH=2\r\nEND:VEVENT\r\n" % (n, n % 40)
                 for n in range(40_000)),
    ],
    ids=["events in events", "deep", "parameters", "folds", "empty lines", "exceptions", "rules"],
)  # fmt: skip
def test_bombs_are_read_in_bounded_time(body):
    data = (b"BEGIN:VCALENDAR\r\n" + body)[: ical_reading.MOST_BYTES]
    start = time.process_time()

    found, faults = read(data)

    assert time.process_time() - start < 20
    assert len(found) <= ical_reading.MOST_EVENTS
    assert faults
