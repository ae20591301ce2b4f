"""Calendars that others publish: fetched from a real server, their events handed in, followed by UID."""

import threading
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from calendar_app import sources
from calendar_app.models import CalendarSource, ImportedEvent
from entities import review
from entities.choices import RecordState, Role
from entities.models import Proposal, Record
from tests import factories as make
from tests.calendar_app.test_ics_events import event, file
from tests.jobs import work
from tests.pages.reading import words
from ungass_portal.lib import outbound

pytestmark = pytest.mark.django_db
DAY = "DTSTART;VALUE=DATE:20180320"


class Publisher(BaseHTTPRequestHandler):
    """A UN body's server: publishes one calendar under an ETag, or does what the test wants it to."""

    def do_GET(self):
        self.server.asked.append(dict(self.headers))
        if self.server.act:
            self.server.act(self)
        elif self.headers.get("If-None-Match") == self.server.etag:
            self.answer(304)
        else:
            self.answer(200, self.server.body, ETag=self.server.etag)

    def answer(self, status, body=b"", **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *told):
        """Say nothing."""


@pytest.fixture(scope="module")
def server():
    found = ThreadingHTTPServer(("127.0.0.1", 0), Publisher)
    threading.Thread(target=found.serve_forever, daemon=True).start()
    yield found
    found.shutdown()
    found.server_close()


@pytest.fixture
def publisher(server, settings):
    settings.OUTBOUND_TO_LOOPBACK = True
    server.asked, server.act, server.etag, server.body = [], None, '"1"', file(event(DAY))
    return server


@pytest.fixture(autouse=True)
def lists():
    make.code_lists()


@pytest.fixture
def secretariat():
    return make.person(Role.SECRETARIAT)


@pytest.fixture
def source(publisher, secretariat):
    address = f"http://127.0.0.1:{publisher.server_port}/meetings.ics"
    row = CalendarSource(name="Meetings of INCB", address=address, organiser=make.entity("incb", network=False))
    return sources.save(source=row, by=secretariat)


def look(source):
    """Have the source fetched by the cycle's job, whenever it was fetched before; returns it as it then is."""
    CalendarSource.objects.filter(pk=source.pk).update(checked_at=None)
    look.number += 1
    sources.look_soon(source, key=str(look.number))
    work()
    return CalendarSource.objects.get(pk=source.pk)


look.number = 0


def publish(publisher, *events):
    publisher.body, publisher.etag = file(*events), f'"{len(publisher.asked)} times"'


def counts(source):
    return {name: count for name, count in source.report["counts"].items() if count}


def test_the_cycle_fetches_once_and_asks_again_by_etag(source, publisher):
    assert sources.fetch_due() == 1
    work()
    assert sources.fetch_due() == 0
    first = CalendarSource.objects.get()
    assert (counts(first), first.etag, first.trouble) == ({"new": 1}, '"1"', "")

    again = look(source)

    assert [asked.get("If-None-Match") for asked in publisher.asked] == [None, '"1"']
    assert again.taken_at == first.taken_at
    assert Record.objects.count() == 1


def test_a_new_event_waits_in_the_review_queue(source, secretariat, client):
    look(source)
    client.force_login(secretariat)

    record = Record.objects.get()
    content = record.working_copy.content()

    assert record.state == RecordState.SUBMITTED
    assert (content["title"], content["dates"]["from"]) == ("A meeting", "2018-03-20")
    assert content["participants"] == [{"entity": "incb", "role": "lead", "office": ""}]
    assert f"/review/{record.reference}/" in client.get("/review/").content.decode()


def test_what_its_calendar_changes_is_handed_in_again_and_the_rest_stays(source, publisher):
    look(source)
    record = Record.objects.get()
    review.clear(record=record, by=make.person(Role.SECRETARIAT))
    publish(publisher, event("DTSTART;VALUE=DATE:20180321", "SEQUENCE:1"))
    moved = look(source)

    record.refresh_from_db()
    assert counts(moved) == {"changed": 1}
    assert record.state == RecordState.SUBMITTED
    assert Record.objects.get().working_copy.content()["dates"]["from"] == "2018-03-21"

    publish(publisher, event("DTSTART;VALUE=DATE:20180321", "SEQUENCE:2", "STATUS:CANCELLED"))  # before it is cleared
    look(source)
    assert Record.objects.get().working_copy.status == "cancelled"
    assert [version.outcome for version in record.versions.all()] == ["cleared", "recalled", "pending"]

    publish(publisher, event(DAY, "SEQUENCE:1"))
    assert counts(look(source)) == {"older": 1}


def test_an_entity_that_answers_for_itself_approves_first_and_gets_proposals(publisher, secretariat):
    person = make.person(Role.FOCAL_POINT, "who")
    address = f"http://127.0.0.1:{publisher.server_port}/who.ics"
    row = CalendarSource(name="WHO", address=address, organiser=make.entity("who"))
    source = sources.save(source=row, by=secretariat)
    look(source)
    record = Record.objects.get()
    assert record.state == RecordState.WITH_FOCAL_POINT
    review.approve(record=record, by=person)
    review.clear(record=record, by=make.person(Role.SECRETARIAT))

    publish(publisher, event(DAY, "LOCATION:Geneva"))
    look(source)
    look(source)

    assert Record.objects.get().working_copy.place == ""
    assert [(row.changes, row.reason) for row in Proposal.objects.all()] == [({"place": "Geneva"}, "WHO has changed.")]


def test_withdrawn_events_stay_so_and_those_that_vanish_are_marked(source, publisher):
    publish(publisher, event(DAY), event(DAY, uid="2"), event("DTSTART;VALUE=DATE:20180301", uid="over"))
    assert counts(look(source)) == {"new": 2, "over": 1}
    gone = ImportedEvent.objects.get(uid="2")
    record = ImportedEvent.objects.get(uid="1@who.int").record
    review.clear(record=record, by=make.person(Role.SECRETARIAT))
    record.refresh_from_db()
    review.withdraw(record=record, by=source.keeper, reason="Not on drugs.")

    publish(publisher, event(DAY, "LOCATION:Vienna"))

    assert counts(look(source)) == {"left": 1, "gone": 1}
    gone.refresh_from_db()
    assert gone.gone
    assert gone.record.state == RecordState.SUBMITTED


def test_of_a_faulty_calendar_what_is_good_is_taken(source, publisher):
    skipped = event("DTSTART;TZID=Europe/Vienna:20180325T023000", uid="skipped", title="By night")
    endless = event(DAY, "RRULE:FREQ=DAILY", uid="endless", title="Endless")
    publish(publisher, skipped, event(DAY), endless)

    found = look(source)

    assert counts(found) == {"new": 1, "faulty": 2}
    assert [fault.split(":")[0] for fault in found.report["faults"]] == ["“Endless”", "“By night”"]
    assert "There is no 02:30 on 2018-03-25 in Europe/Vienna" in found.report["faults"][1]


def redirects(answer):
    answer.answer(302, Location="http://169.254.169.254/latest/meta-data/")


def packs(answer):
    answer.answer(200, b"\x1f\x8b", Content_Encoding="gzip")


def is_a_page(answer):
    answer.answer(200, b"<html>Sign in first</html>", Content_Type="text/calendar")


def is_huge(answer):
    answer.send_response(200)
    answer.end_headers()
    with suppress(OSError):  # the portal leaves after 5 MB
        for _number in range(400):
            answer.wfile.write(b"X" * 2**18)


def is_slow(answer):
    answer.send_response(200)
    answer.end_headers()
    with suppress(OSError):
        for _number in range(50):
            answer.wfile.write(b"B")
            time.sleep(0.05)


def breaks_off(answer):
    answer.send_response(200)
    answer.send_header("Content-Length", "1000")
    answer.end_headers()
    answer.wfile.write(b"BEGIN:VCALENDAR")


@pytest.mark.parametrize(
    ("act", "trouble"),
    [
        (redirects, "The address leads on to http://169.254.169.254/latest/meta-data/. If that is right,"),
        (packs, "The server packs its answer, although it was asked not to."),
        (is_a_page, "This is a web page, not a calendar file."),
        (is_huge, "The answer is longer than 5 MB."),
        (is_slow, "The server did not answer in time."),
        (breaks_off, "The server cannot be reached: the answer breaks off"),
        (lambda answer: answer.answer(503), "The server answers 503 Service Unavailable."),
    ],
)
def test_a_bad_server_is_told_and_what_was_taken_stays(act, trouble, source, publisher, monkeypatch):
    look(source)
    monkeypatch.setattr(outbound, "WHOLE_SECONDS", 0.5)
    publisher.act = act

    found = look(source)

    assert found.trouble.startswith(trouble)
    assert (found.etag, counts(found)) == ('"1"', {"new": 1})
    assert Record.objects.get().state == RecordState.SUBMITTED


def test_addresses_of_our_own_networks_are_not_called(source, settings):
    settings.OUTBOUND_TO_LOOPBACK = False
    CalendarSource.objects.update(address="https://127.0.0.1/meetings.ics")

    assert look(source).trouble == "The host name leads into a private network, where the portal does not call."


def test_who_left_the_secretariat_keeps_no_calendar(source, secretariat):
    secretariat.memberships.update(ends="2018-03-01")

    assert look(source).trouble == ("Who kept this calendar is no longer in the secretariat. Save it anew to keep it.")


def test_the_pages_keep_a_calendar_and_take_its_files(client, secretariat):
    client.force_login(secretariat)
    organiser = make.entity("incb", network=False)
    typed = {"name": "Sessions", "address": "webcal://incb.example/a.ics", "organiser": organiser.pk, "language": "en",
             "active": "on", "time_zone": "vienna"}  # fmt: skip

    wrong = client.post("/review/calendars/new/", typed | {"address": "ftp://incb.example"})
    assert "The address must begin with https://." in wrong.content.decode()
    assert "Did you mean Europe/Vienna?" in wrong.content.decode()
    client.post("/review/calendars/new/", typed | {"time_zone": "Europe/Vienna"})
    row = CalendarSource.objects.get()
    assert (row.address, row.keeper) == ("https://incb.example/a.ics", secretariat)

    page = f"/review/calendars/{row.key}/"
    given = SimpleUploadedFile("a.ics", file(event(DAY), event("DTSTART:soon", uid="2", title="Some day")))
    job = client.post(page, {"file": given})
    work()
    text = words(client.get(page))
    assert job.status_code == 302
    assert "What was taken over last 1 new, handed in for review 1 that could not be taken over" in text
    assert "“Some day”: “soon” is no date." in text
    assert Record.objects.get().reference in text

    huge = client.post(page, {"file": SimpleUploadedFile("b.ics", b"X" * (5 * 2**20 + 1))})
    assert huge.status_code == 400
    assert "The file is larger than 5 MB." in huge.content.decode()
