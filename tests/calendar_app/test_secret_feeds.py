"""Secret feeds: what they tell, to whom, and when they end."""

from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar

from calendar_app import secret_feeds
from calendar_app.models import Feed
from entities.choices import Role
from entities.models import AccessLog, Membership
from tests import factories as make
from tests.pages.reading import found, words

pytestmark = pytest.mark.django_db

DAYS = {"from": "2018-03-12", "to": "2018-03-12", "precision": "day", "text": ""}
FULL = {
    "dates": DAYS, "status": "confirmed", "place": "Vienna, Austria Center", "room": "Boardroom D",
    "online_link": "https://meet.example.org/room", "dial_in": "code 77", "attendees": ["A. Person"],
    "contact": "desk@example.org",
}  # fmt: skip


@pytest.fixture(autouse=True)
def lists():
    make.code_lists()


@pytest.fixture
def person():
    return make.person(Role.FOCAL_POINT, "undp")


def feed_of(person, query="", name="Phone"):
    """The address of a new feed."""
    _feed, secret = secret_feeds.make(by=person, name=name, query=query)
    return f"/feeds/{secret}/calendar.ics"


def read(client, address):
    return Calendar.from_ical(client.get(address).content)


def test_a_feed_is_made_on_the_page_and_shown_once(client, person):
    client.force_login(person)

    response = client.post("/account/feeds/", {"name": "Phone", "query": "entity=undp"})

    [address] = found(response, r"<code>http://testserver(/feeds/[^<]+)</code>")
    assert read(client, address)["NAME"] == "UNGASS joint calendar: Phone"
    later = client.get("/account/feeds/").content.decode()
    assert (address in later, "Phone" in later, "Entity: UNDP" in later) == (False, True, True)
    assert Feed.objects.get().secret_sha256 not in later


def test_what_the_network_reads_in_it_is_kept_for_the_audit_without_its_address(client, person):
    make.cleared("event", title="Meeting", **FULL)
    address = feed_of(person, query="entity=who")

    first = client.get(address)
    client.get(address, headers={"if-none-match": first["ETag"]})

    kept = AccessLog.objects.get()
    assert (kept.kind, kept.person, kept.audience, kept.query) == ("pull", person.pk, "network", "entity=who")
    assert kept.path == "/account/feeds/"


def test_it_tells_title_dates_city_and_address_only(client, person):
    record = make.cleared("event", title="Closed meeting", **FULL)

    [event] = read(client, feed_of(person)).events

    assert (str(event["summary"]), str(event["location"])) == ("Closed meeting", "Vienna")
    assert event["url"] == f"http://testserver/events/{record.reference}/"
    assert set(event) == {
        "UID", "DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "LOCATION", "GEO", "STATUS", "URL"
    }  # fmt: skip


def test_organisers_that_allow_it_are_told_in_full(client, person):
    make.cleared("event", title="Of WHO", lead="who", summary="About it.", **FULL)
    make.cleared("event", title="Of UNODC", lead="unodc", summary="About that.", **FULL)
    address = feed_of(person)
    client.get(address)
    client.force_login(make.person(Role.FOCAL_POINT, "who"))

    client.post("/account/feeds/detail/", {"entity": "who", "allowed": "on"})
    refused = client.post("/account/feeds/detail/", {"entity": "unodc", "allowed": "on"})

    told = {
        str(event["summary"]): (str(event["location"]), "CONFERENCE" in event) for event in read(client, address).events
    }
    assert told == {"Of WHO": ("Vienna, Austria Center", True), "Of UNODC": ("Vienna", False)}
    assert refused.status_code == 404
    text = client.get(address).content
    assert [word for word in (b"Boardroom", b"code 77", b"Person", b"desk@") if word in text] == []


def test_it_holds_what_its_filters_let_through(client, person):
    make.cleared("event", title="Of WHO", lead="who", **FULL)
    make.cleared("event", title="Of UNODC", lead="unodc", **FULL)

    assert [str(event["summary"]) for event in read(client, feed_of(person, "entity=who")).events] == ["Of WHO"]


def test_it_reads_as_its_person_reads_now(client, person):
    make.cleared("event", title="For the network", **FULL)
    make.shared("public", "event", title="For all", **FULL)
    address = feed_of(person)
    before = [str(event["summary"]) for event in read(client, address).events]

    Membership.objects.filter(user=person).update(ends="2018-03-01")

    assert sorted(before) == ["For all", "For the network"]
    assert [str(event["summary"]) for event in read(client, address).events] == ["For all"]


def test_it_answers_304_until_something_changes_for_its_person(client, person):
    make.cleared("event", **FULL)
    address = feed_of(person)
    etag = client.get(address)["ETag"]

    assert client.get(address, headers={"if-none-match": etag}).status_code == 304
    make.cleared("event", title="Another", **FULL)
    assert client.get(address, headers={"if-none-match": etag}).status_code == 200


def test_a_replaced_an_ended_and_a_lapsed_address_answer_as_if_they_had_never_been(client, person, settings):
    nowhere = client.get("/feeds/never/calendar.ics")
    replaced, ended, lapsed = (feed_of(person, name=name) for name in ("one", "two", "three"))
    one, two, three = Feed.objects.all()
    client.force_login(person)

    client.post(f"/account/feeds/{one.key}/replace/")
    client.post(f"/account/feeds/{two.key}/end/")
    Feed.objects.filter(pk=three.pk).update(read_at=datetime.now(UTC) - timedelta(days=61))

    client.logout()
    answers = [client.get(address) for address in (replaced, ended, lapsed)]
    assert [(answer.status_code, answer.content == nowhere.content) for answer in answers] == [(404, True)] * 3


def test_another_persons_feed_does_not_exist(client, person):
    feed_of(person)
    feed = Feed.objects.get()
    client.force_login(make.person(Role.FOCAL_POINT, "who"))

    assert client.post(f"/account/feeds/{feed.key}/replace/").status_code == 404
    assert client.post(f"/account/feeds/{feed.key}/end/").status_code == 404


def test_the_secretariat_switches_the_feeds_of_an_audience_off_with_a_reason(client, person):
    network, public = feed_of(person), feed_of(make.person())
    client.force_login(make.person(Role.SECRETARIAT))

    client.post("/account/feeds/switch/", {"audience": "network", "off": "1", "reason": ""})
    without = client.get(network).status_code
    client.post("/account/feeds/switch/", {"audience": "network", "off": "1", "reason": "A leak."})

    assert (without, client.get(network).status_code, client.get(public).status_code) == (200, 404, 200)
    client.force_login(person)
    assert "switched these feeds off: A leak." in words(client.get("/account/feeds/"))
    assert client.post("/account/feeds/switch/", {"audience": "network", "off": "0"}).status_code == 404


def test_reading_is_noted_on_the_persons_page(client, person):
    address = feed_of(person)
    client.force_login(person)
    before = words(client.get("/account/feeds/"))
    client.get(address)

    after = words(client.get("/account/feeds/"))

    assert ("not read yet" in before, "not read yet" in after, "last read" in after) == (True, False, True)
