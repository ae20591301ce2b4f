"""What an event may hold: parts, rules with exceptions, wall times; and what is refused, in words."""

import csv
import io
from datetime import date

import pytest
from rest_framework.exceptions import ValidationError

from calendar_app.models import CalendarEntry
from calendar_app.moments import moments_of
from entities import desk, kinds, review, sharing
from entities.choices import Decision, Role
from entities.models import Change, Record
from tests import factories as make
from tests.entities.test_forms import form
from tests.pages.reading import words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def lists():
    make.code_lists()


def days(first, last="", precision="day"):
    return {"from": first, "to": last or first, "precision": precision, "text": ""}


PART = {"start_time": None, "end_time": None, "time_zone": "", "place": "", "ends": ""}
SESSION = [
    PART | {"label": "Opening", "starts": "8 December 2017"},
    PART | {"label": "Regular part", "starts": "2018-03-12", "ends": "2018-03-16"},
    PART | {"label": "Reconvened part", "starts": "December 2018"},
]
WEEKLY = {"dates": days("2018-03-06"), "recurrence": "freq=weekly; count=4"}
EXCEPTION = {"day": None, "start_time": None, "end_time": None, "place": ""}


def clean(**fields):
    return desk.clean("event", {"title": "An event", **fields})


def refused(**fields):
    """The messages of what is refused, flat: [(field, message)]."""
    with pytest.raises(ValidationError) as caught:
        clean(**fields)
    return [(name, str(flat(problem))) for name, problem in caught.value.detail.items()]


def flat(problem):
    """The first message in a detail."""
    while not isinstance(problem, str):
        problem = next(iter(problem.values())) if isinstance(problem, dict) else problem[0]
    return problem


def test_a_session_of_three_parts_spans_them_as_exactly_as_the_coarsest():
    content = clean(parts=SESSION)

    assert content["dates"] == {"from": "2017-12-08", "to": "2018-12-31", "precision": "month", "text": ""}
    assert [(row["label"], row["starts"], row["ends"]) for row in content["parts"]] == [
        ("Opening", "2017-12-08", ""),
        ("Regular part", "2018-03-12", "2018-03-16"),
        ("Reconvened part", "2018-12", ""),
    ]
    assert [(moment.label, moment.when) for moment in moments_of(content)] == [
        ("Opening", "8 December 2017"),
        ("Regular part", "12–16 March 2018"),
        ("Reconvened part", "December 2018"),
    ]


def test_a_rule_gives_its_dates_with_their_exceptions():
    exceptions = [
        EXCEPTION | {"occurrence": "2018-03-13", "change": "moved", "day": "2018-03-14", "place": "Geneva"},
        EXCEPTION | {"occurrence": "2018-03-20", "change": "left_out"},
        EXCEPTION | {"occurrence": "2018-03-27", "change": "cancelled"},
    ]

    content = clean(**WEEKLY, exceptions=exceptions, place="Vienna")

    assert content["recurrence"] == "FREQ=WEEKLY;COUNT=4"
    assert [(row.first, row.place, row.original, row.cancelled) for row in moments_of(content)] == [
        (date(2018, 3, 6), "Vienna", date(2018, 3, 6), False),
        (date(2018, 3, 14), "Geneva", date(2018, 3, 13), False),
        (date(2018, 3, 27), "Vienna", date(2018, 3, 27), True),
    ]


TIMED = {"start_time": "02:30", "end_time": "04:00", "time_zone": "Europe/Vienna"}


@pytest.mark.parametrize(("fields", "told"), [
    ({"time_zone": "Vienna"}, ("time_zone", "“Vienna” is not a time zone. Did you mean Europe/Vienna?")),
    ({"time_zone": "europe/viena"}, (
        "time_zone", "“europe/viena” is not a time zone. Did you mean Europe/Vienna, Europe/Riga, Europe/Kiev?",
    )),
    ({"time_zone": "Mars"}, ("time_zone", "“Mars” is not a time zone. Write a name like Europe/Vienna.")),
    ({"dates": days("2018-03-25"), **TIMED}, (
        "start_time",
        "There is no 02:30 on 2018-03-25 in Europe/Vienna: the clock is put forward over it. "
        "The next time there is 03:00.",
    )),
    ({"dates": days("2018-10-27"), "second_hour": True, **TIMED}, (
        "second_hour", "The clock shows none of its times twice on these days.",
    )),
    ({"dates": days("2018-10-28"), "recurrence": "FREQ=YEARLY;COUNT=2", "second_hour": True, **TIMED}, (
        "second_hour", "Parts and rules mean the first of the two hours. Tell the second in the time zone UTC.",
    )),
    ({"recurrence": "FREQ=DAILY", "dates": days("2018-03-06")}, (
        "recurrence",
        "Say how the rule ends: either COUNT=6 (so many times) or UNTIL=20181231 (last day). One that never ends "
        "cannot be kept.",
    )),
    ({"recurrence": "FREQ=DAILY;COUNT=9999", "dates": days("2018-03-06")}, (
        "recurrence", "The rule gives more than 200 dates. Let it end sooner.",
    )),
    ({"recurrence": "FREQ=SECONDLY;COUNT=5"}, (
        "recurrence", "Begin with how often: FREQ=DAILY, WEEKLY, MONTHLY or YEARLY.",
    )),
    ({"recurrence": "FREQ=DAILY;BYSECOND=1;COUNT=5"}, (
        "recurrence",
        "“BYSECOND” cannot be used in a rule. Use FREQ, INTERVAL, COUNT, UNTIL, BYDAY, BYMONTH, BYMONTHDAY, "
        "BYSETPOS, BYYEARDAY, BYWEEKNO, WKST.",
    )),
    # A rule without any date would be walked to the year 9999.
    ({"recurrence": "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=3", "dates": days("2018-03-06")}, (
        "recurrence", "The event's first day, 2018-03-06, does not follow the rule.",
    )),
    ({"recurrence": "FREQ=WEEKLY;COUNT=4", "dates": days("2018-03-01", "2018-03-31", "month")}, (
        "recurrence", "A rule needs an exact first day.",
    )),
    ({**WEEKLY, "exceptions": [EXCEPTION | {"occurrence": "2018-03-07", "change": "left_out"}]}, (
        "exceptions", "The rule gives no date on this day.",
    )),
    ({**WEEKLY, "parts": SESSION}, (
        "recurrence", "An event has parts or recurs by a rule, not both. Make each part a row.",
    )),
    ({"parts": [PART | {"label": "Part", "starts": "2018-03-16", "ends": "2018-03-12"}]}, (
        "parts", "The end lies before the start.",
    )),
    ({"parts": [PART | {"label": "Part", "starts": "2018-03", "start_time": "10:00"}]}, (
        "parts", "A time needs an exact day.",
    )),
    ({"held_at": "CND 61"}, ("held_at", "“CND 61” is not a reference like EVT-205517.")),
    ({"materials": [{"kind": "webcast", "title": "Webcast", "url": ""}]}, ("materials", "Give the address.")),
])  # fmt: skip
def test_what_cannot_be_is_refused_with_what_to_write(fields, told):
    assert refused(**fields) == [told]


def test_the_form_brings_parts_and_exceptions_back_unchanged():
    content = make.content("event", participants=[make.part("who")]) | clean(parts=SESSION, documents=["E/CN.7/2018/1"])

    filled = form("event", content)

    assert filled.errors == {}
    assert (filled.content["parts"], filled.content["documents"]) == (content["parts"], ["E/CN.7/2018/1"])


def test_several_dates_are_rows_of_the_entry_and_go_with_it():
    record = make.cleared("event", **{**WEEKLY, "recurrence": "FREQ=WEEKLY;COUNT=3"})

    entry = CalendarEntry.objects.get(record=record)
    assert [row.first_day for row in entry.occurrences.all()] == [
        date(2018, 3, 6),
        date(2018, 3, 13),
        date(2018, 3, 20),
    ]
    assert (entry.several, entry.date_from, entry.date_to) == (True, date(2018, 3, 6), date(2018, 3, 20))


FIELDS_2 = {
    "recurrence": "FREQ=WEEKLY;COUNT=3",
    "dates": days("2018-03-06"),
    "mode": "hybrid",
    "agenda_item": "5(b)",
    "room": "Boardroom D",
    "dial_in": "+43 1 555 code 77",
    "documents": ["E/CN.7/2018/1"],
    "materials": [{"kind": "webcast", "title": "Webcast", "url": "https://webcast.example.org/"}],
}


def test_an_agreement_for_the_first_format_lets_nothing_new_out(monkeypatch, client):
    kind = kinds.kind_of("event")
    first = {audience: {1: numbered[1]} for audience, numbered in kind.formats.items()}
    with monkeypatch.context() as patch:
        patch.setitem(kinds.KINDS, "event", kinds.Kind(**{**vars(kind), "formats": first}))
        host = make.shared("public", "event", title="The session", dates=days("2018-03-12"))
        record = make.shared("public", "event", held_at=host.reference, **FIELDS_2)

    sharing.refresh(sharing.lock(record))

    entry = CalendarEntry.objects.get(record=record, audience="public")
    assert (entry.format_number, set(entry.payload) & set(FIELDS_2)) == (1, {"dates"})
    assert (entry.several, entry.occurrences.count()) == (False, 0)
    assert client.get(f"/api/v1/events/{record.reference}/").json()["held_at"] == ""
    page = words(client.get(f"/events/{record.reference}/"))
    assert [text for text in ("Held during", "Webcast", "5(b)", "13 March") if text in page] == []
    assert "Held during this event" not in words(client.get(f"/events/{host.reference}/"))

    word = sharing.Word("public", Decision.AGREE)
    sharing.decide(record=record, entity=make.entity("who"), word=word, by=make.person(Role.FOCAL_POINT, "who"))

    page = words(client.get(f"/events/{record.reference}/"))
    assert [text for text in ("The session", "Webcast", "5(b)", "13 March") if text not in page] == []
    assert "An event" not in page


def test_rooms_and_dial_in_stay_in_the_network(client):
    record = make.shared("public", "event", **FIELDS_2)
    address = f"/events/{record.reference}/"

    public = client.get(address).content
    client.force_login(make.person(Role.VIEWER, "undp"))
    network = client.get(address).content

    assert [(word in public, word in network) for word in (b"Boardroom D", b"code 77")] == [(False, True)] * 2


def test_a_hidden_session_leaves_no_trace_on_the_side_event(client):
    hidden = make.cleared("event", title="Closed session", dates=days("2018-03-12"))
    record = make.shared("public", "event", title="Side event", held_at=hidden.reference, dates=days("2018-03-13"))

    page = client.get(f"/events/{record.reference}/").content.decode()
    api = client.get(f"/api/v1/events/{record.reference}/").json()

    assert (hidden.reference in page, api["held_at"]) == (False, "")


def column(client, reference):
    """What the dump's calendar says of the event's host."""
    lines = b"".join(client.get("/api/v1/dump/calendar.csv").streaming_content).decode("utf-8-sig")
    return {row["Reference"]: row["Held at"] for row in csv.DictReader(io.StringIO(lines))}[reference]


def test_the_session_stands_in_its_column_once_the_reader_reads_it(client, settings, tmp_path):
    settings.DUMP_ROOT = tmp_path
    session = make.cleared("event", title="Session", dates=days("2018-03-12"))
    record = make.shared("public", "event", title="Side event", held_at=session.reference, dates=days("2018-03-13"))
    hidden = column(client, record.reference)
    steps = Change.objects.filter(audience="public", reference=record.reference)
    before = steps.count()

    make.agree(session, "public")

    assert (hidden, column(client, record.reference)) == ("", session.reference)
    assert (before, steps.count()) == (1, 2)


def test_an_event_that_moves_to_another_session_has_changed_for_who_reads_that_session(client):
    first, second = (make.shared("public", "event", title=title, dates=days("2018-03-12")) for title in "AB")
    hidden = make.cleared("event", title="Closed", dates=days("2018-03-12"))
    record = make.cleared("event", held_at=first.reference, dates=days("2018-03-13"))
    make.agree(record, "public", scope="record")
    steps = Change.objects.filter(audience="public", reference=record.reference)
    counts = []

    for host in (second, hidden, hidden):
        record = Record.objects.get(pk=record.pk)
        content = record.working_copy.content() | {"held_at": host.reference, "internal_note": str(len(counts))}
        desk.save(record=record, content=content, base_revision=record.revision, by=record.created_by)
        review.submit(record=record, by=record.created_by)
        review.clear(record=record, by=make.person(Role.SECRETARIAT))
        counts.append(steps.count())

    assert counts == [2, 3, 3]  # from one to the other, then to one that they do not read, then nothing


def test_hosts_are_named_outside_only_when_the_lead_affirms_it(client):
    hosted = {"host_country": "AUT", "host_entity": "undp", "dates": days("2018-03-12")}
    make.entity("undp")
    quiet = make.shared("public", "event", **hosted)
    told = make.shared("public", "event", names_affirmed=True, **hosted)

    found = [client.get(f"/api/v1/events/{row.reference}/").json() for row in (quiet, told)]

    assert [(row["host_country"], row["host_entity"]) for row in found] == [("", ""), ("AUT", "undp")]


@pytest.mark.parametrize(
    ("second", "told", "ical", "linked", "elsewhere"),
    [
        (False, "first", "DTSTART;TZID=Europe/Vienna:20181028T023000", "T02:30:00+02:00", "00:30–04:00"),
        (True, "second", "DTSTART:20181028T013000Z", "T02:30:00+01:00", "01:30–04:00"),
    ],
)
def test_which_of_two_hours_is_meant_is_said_everywhere(client, second, told, ical, linked, elsewhere):
    times = {"start_time": "02:30", "end_time": "05:00", "time_zone": "Europe/Vienna", "second_hour": second}
    record = make.shared("public", "event", dates=days("2018-10-28"), **times)
    client.cookies["zone"] = "UTC"

    page = client.get(f"/events/{record.reference}/")

    assert f"02:30 comes twice that night, when the clock is put back: the {told} one is meant." in words(page)
    assert f'"startDate": "2018-10-28{linked}"' in page.text
    feed = client.get(f"/events/{record.reference}/event.ics").text.splitlines()
    assert (ical in feed, "DTEND;TZID=Europe/Vienna:20181028T050000" in feed) == (True, True)
    assert f"{elsewhere} UTC" in words(client.get("/calendar/?month=2018-10"))


def test_the_form_says_which_of_two_hours_is_meant(client):
    person = make.person(Role.FOCAL_POINT, "who")
    record = make.record("event", by=person, dates=days("2018-10-28"), start_time="02:30", time_zone="Europe/Vienna")
    client.force_login(person)

    page = words(client.get(f"/desk/events/{record.reference}/edit/"))
    filled = form("event", record.working_copy.content(), second_hour="on")

    assert "Second of the two hours For a night on which the clock shows an hour twice" in page
    assert (filled.errors, filled.content["second_hour"]) == ({}, True)
