"""The public feed, read back with a parser."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils.timezone import localtime
from icalendar import Calendar

from entities import desk, review
from entities.choices import Role
from tests import factories as make
from tests.pages.reading import cold_queries
from tests.pages.reading import found as found_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def lists():
    make.code_lists()


def event(title="A meeting", first="2018-03-12", last="", precision="day", share="public", **fields):
    """A cleared event of WHO, shared with an audience."""
    dates = {"from": first, "to": last or first, "precision": precision, "text": ""} if first else None
    made = {"title": title, "dates": dates, "status": "confirmed", **fields}
    return make.shared(share, "event", **made) if share else make.cleared("event", **made)


def feed(client, address="/calendar.ics"):
    """A feed's calendar."""
    response = client.get(address)
    assert response.status_code == 200
    return Calendar.from_ical(response.content)


def test_days_have_an_exclusive_end(client):
    record = event(first="2018-03-12", last="2018-03-16")

    [found] = feed(client).events

    assert (found["uid"], found.decoded("dtstart"), found.decoded("dtend")) == (
        f"{record.reference}@ungass-portal",
        date(2018, 3, 12),
        date(2018, 3, 17),
    )
    assert found["dtstart"].params["VALUE"] == "DATE"
    assert found["url"] == f"http://testserver/events/{record.reference}/"


def test_times_stand_in_their_zone_which_the_feed_describes(client):
    event(first="2018-03-24", last="2018-03-25", start_time="22:00", end_time="04:00", time_zone="Europe/Vienna")

    calendar = feed(client)
    [found] = calendar.events

    zone = ZoneInfo("Europe/Vienna")
    assert found["dtstart"].params["TZID"] == "Europe/Vienna"
    assert found.decoded("dtstart").replace(tzinfo=zone) == datetime(2018, 3, 24, 22, tzinfo=zone)
    assert found.decoded("dtend").replace(tzinfo=zone) == datetime(2018, 3, 25, 4, tzinfo=zone)
    [described] = calendar.timezones
    assert described["tzid"] == "Europe/Vienna"
    # summer time began in the night between: the feed's own description must know it
    told = described.to_tz()
    assert datetime(2018, 3, 24, 22, tzinfo=told).utcoffset() == timedelta(hours=1)
    assert datetime(2018, 3, 25, 4, tzinfo=told).utcoffset() == timedelta(hours=2)


def test_time_without_an_end_takes_no_time(client):
    event(start_time="10:00", time_zone="Asia/Bangkok")

    [found] = feed(client).events

    assert "dtend" not in found
    assert found["dtstart"].params["TZID"] == "Asia/Bangkok"


@pytest.mark.parametrize(("first", "last", "precision"), [
    ("2018-03-01", "2018-03-31", "month"), ("2018-01-01", "2018-12-31", "year"), (None, None, None),
])  # fmt: skip
def test_coarse_dates_become_no_false_day(client, first, last, precision):
    event("Some time", first, last, precision)

    calendar = feed(client)

    assert calendar.events == []
    assert "Events known to the day." in calendar["x-wr-caldesc"]


@pytest.mark.parametrize(("status", "told"), [
    ("tentative", "TENTATIVE"), ("confirmed", "CONFIRMED"), ("held", "CONFIRMED"), ("cancelled", "CANCELLED"),
    ("postponed", "CANCELLED"),
])  # fmt: skip
def test_status_says_what_a_program_understands(client, status, told):
    event(status=status, share=None)
    client.force_login(make.person(Role.VIEWER, "undp"))

    assert [found["status"] for found in feed(client, "/calendar/events.ics").events] == [told]


def test_description_is_in_the_language_of_what_it_says(client):
    event("Plain", summary="")
    event("Told", summary="In its own words.")

    answer = client.get("/calendar.ics", headers={"Accept-Language": "fr"})
    found = {str(row["summary"]): row["description"] for row in Calendar.from_ical(answer.content).events}

    assert {title: text.params["LANGUAGE"] for title, text in found.items()} == {"Plain": "fr", "Told": "en"}


def test_texts_of_all_languages_survive_folding_and_escaping(client):
    title = "Réunion; drogues, santé\\droits · совещание по наркотикам · اجتماع بشأن المخدرات · 麻醉药品委员会会议" * 2
    summary = "First line\nSecond line; with, commas"
    event(title=title[:290], summary=summary, language="fr", place="Nations Unies, Vienne")

    text = client.get("/calendar.ics").content
    [found] = Calendar.from_ical(text).events

    assert str(found["summary"]) == title[:290]
    assert found["summary"].params["LANGUAGE"] == "fr"
    assert str(found["description"]).startswith(summary)
    assert str(found["location"]) == "Nations Unies, Vienne"
    assert max(len(line) for line in text.split(b"\r\n")) <= 75
    assert b"\n" not in text.replace(b"\r\n", b"")


def test_feed_is_the_publics_whoever_asks(client):
    event("Open", lead="who")
    event("For partners", share="partners", lead="who")
    event("For the network", share=None, lead="who")
    client.force_login(make.person(Role.FOCAL_POINT, "who"))

    assert [str(found["summary"]) for found in feed(client).events] == ["Open"]
    assert b"For" not in client.get("/calendar.ics?as=network").content


def test_feed_holds_nothing_that_only_the_network_reads(client):
    event(online_link="https://meet.example.org/secret", contact="room 5", attendees=["A. Person"])

    text = client.get("/calendar.ics").content

    assert b"A meeting" in text
    assert [word for word in (b"secret", b"room 5", b"Person") if word in text] == []


def test_a_feed_of_some_events_has_an_address_and_a_tag_of_its_own(client):
    event("Of WHO", lead="who")
    event("Of UNDP", lead="undp")
    tag = client.get("/calendar.ics")["ETag"]

    chosen = client.get("/calendar.ics?entity=undp", headers={"if-none-match": tag})

    calendar = Calendar.from_ical(chosen.content)
    assert [str(found["summary"]) for found in calendar.events] == ["Of UNDP"]
    assert str(calendar["source"]).endswith("/calendar.ics?entity=undp")
    assert client.get("/calendar.ics?entity=nobody").status_code == 400
    page = client.get("/entities/undp/")
    assert found_in(page, r'<a class="btn btn-sm" href="(webcal:[^"]+)"') == [
        "webcal://testserver/calendar.ics?entity=undp"
    ]


def test_unchanged_feed_is_not_sent_again(client):
    event()
    etag = client.get("/calendar.ics")["ETag"]

    again = client.get("/calendar.ics", headers={"if-none-match": etag})
    event(share="partners")
    still = client.get("/calendar.ics", headers={"if-none-match": etag})
    event("Another")
    changed = client.get("/calendar.ics", headers={"if-none-match": etag})

    assert [(answer.status_code, len(answer.content) > 0) for answer in (again, still, changed)] == [
        (304, False),
        (304, False),
        (200, True),
    ]


def test_last_modified_follows_the_entry(client, portal_date):
    record = event()
    [before] = feed(client).events

    portal_date(date(2018, 4, 2))
    content = record.working_copy.content() | {"title": "Another title"}
    desk.save(record=record, content=content, base_revision=record.revision, by=record.created_by)
    review.submit(record=record, by=record.created_by)
    review.clear(record=record, by=make.person(Role.SECRETARIAT))
    make.agree(record, "public")
    [after] = feed(client).events

    assert before["uid"] == after["uid"]
    days = [localtime(row.decoded("last-modified")).date() for row in (before, after)]
    assert days == [date(2018, 3, 12), date(2018, 4, 2)]
    assert str(after["summary"]) == "Another title"


def test_a_withdrawn_event_is_cancelled_for_thirty_days_without_its_content(client, portal_date):
    record = event("Secret from now on", place="Vienna")
    [before] = feed(client).events
    review.withdraw(record=record, by=record.created_by, reason="a mistake")

    [found] = feed(client).events

    assert (found["uid"], str(found["summary"]), found["status"]) == (before["uid"], "Withdrawn", "CANCELLED")
    assert found["sequence"] > before["sequence"]
    assert set(found) == {
        "UID", "DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "DTSTART", "SUMMARY", "STATUS", "TRANSP"
    }  # fmt: skip
    portal_date(date(2018, 4, 13))
    assert feed(client).events == []


def test_answer_is_a_calendar(client):
    response = client.get("/calendar.ics")

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert Calendar.from_ical(response.content)["prodid"] == "-//UNGASS portal//Joint calendar//EN"


def test_the_notes_sessions_are_there_to_the_day(client, the_note):
    found = {
        str(row["summary"]): (row.decoded("dtstart"), row.decoded("dtend") - timedelta(days=1))
        for row in feed(client).events
    }

    assert found == {
        "Issue of the Note by the Secretariat (the Note)": (date(2018, 3, 8), date(2018, 3, 8)),
        "Sixty-first session of the Commission on Narcotic Drugs": (date(2018, 3, 12), date(2018, 3, 16)),
    }


def test_a_feed_costs_the_same_queries_with_one_event_and_with_more(client):
    event()
    before = cold_queries(client, "/calendar.ics")
    for _ in range(3):
        event()
    review.withdraw(record=(gone := event()), by=gone.created_by, reason="a mistake")

    assert cold_queries(client, "/calendar.ics") == before
    assert cold_queries(client, "/calendar.ics") == before - 1  # rendered components are kept
