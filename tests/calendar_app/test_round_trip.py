"""What a feed says, as a JavaScript parser and a command-line calendar client understand it, over three fetches."""

import json
import os
import shutil
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from entities import desk, review
from entities.choices import Role
from entities.models import Record
from tests import factories as make
from tests.calendar_app.test_content import EXCEPTION, PART

ROOT = Path(__file__).resolve().parents[2]
CI = os.environ.get("CI")  # where nothing is skipped: what is missing fails
NODE = shutil.which("node")
BIN = Path(sys.executable).parent
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def lists():
    make.code_lists()


def days(first, last=""):
    return {"from": first, "to": last or first, "precision": "day", "text": ""}


TIMED = {"start_time": "10:00", "end_time": "11:30", "time_zone": "Europe/Vienna"}


def event(title, **fields):
    return make.shared("public", "event", title=title, status="confirmed", **fields)


def again(record, **changes):
    """Another wording of an event, cleared and agreed to."""
    record = Record.objects.get(pk=record.pk)
    content = record.working_copy.content() | changes
    desk.save(record=record, content=content, base_revision=record.revision, by=record.created_by)
    review.submit(record=record, by=record.created_by)
    review.clear(record=record, by=make.person(Role.SECRETARIAT))
    make.agree(record, "public")


def three_fetches(client):
    """The public feed as it was, after a move, and after a cancellation and a withdrawal."""
    moved = event("Moved; with, signs", dates=days("2018-03-20"), **TIMED)
    weekly = event(
        "Weekly", dates=days("2018-03-22"), recurrence="FREQ=WEEKLY;UNTIL=20180412", **TIMED,
        exceptions=[EXCEPTION | {"occurrence": "2018-04-05", "change": "left_out"}],
    )  # fmt: skip
    parts = [PART | {"label": "Opening", "starts": "2018-03-12"}, PART | {"label": "End", "starts": "2018-12-06"}]
    event("الدورة 会议 сессия", dates=days("2018-03-12", "2018-12-06"), parts=parts)
    yield client.get("/calendar.ics").content
    again(moved, dates=days("2018-03-21"))
    again(weekly, exceptions=[EXCEPTION | {"occurrence": "2018-03-29", "change": "moved", "day": "2018-03-30"}])
    yield client.get("/calendar.ics").content
    again(moved, status="cancelled")
    review.withdraw(record=weekly, by=weekly.created_by, reason="a mistake")
    yield client.get("/calendar.ics").content


@pytest.mark.skipif(not NODE and not CI, reason="needs node: apt-get install nodejs")
def test_a_javascript_parser_follows_what_moves(client):
    read = []
    for text in three_fetches(client):
        done = subprocess.run(
            [NODE, "tests/vendor/read_calendar.mjs"],
            input=text,
            stdout=subprocess.PIPE,
            check=True,
            cwd=ROOT,
            timeout=60,
        )
        read.append({row["summary"]: row for row in json.loads(done.stdout)})
    first, second, third = read

    assert first["Moved; with, signs"]["dates"] == [
        ["2018-03-20T09:00:00.000Z", "2018-03-20T10:30:00.000Z", "Moved; with, signs", "CONFIRMED"]
    ]
    # summer time began on 25 March: the wall time stays
    assert [row[0] for row in first["Weekly"]["dates"]] == [
        "2018-03-22T09:00:00.000Z", "2018-03-29T08:00:00.000Z", "2018-04-12T08:00:00.000Z"
    ]  # fmt: skip
    assert [(row[0], row[2]) for row in first["الدورة 会议 сессия: Opening"]["dates"]] == [
        ("2018-03-12", "الدورة 会议 сессия: Opening"),
        ("2018-12-06", "الدورة 会议 сессия: End"),
    ]
    assert second["Moved; with, signs"]["dates"][0][0] == "2018-03-21T09:00:00.000Z"
    assert [row[0] for row in second["Weekly"]["dates"]] == [
        "2018-03-22T09:00:00.000Z", "2018-03-30T08:00:00.000Z", "2018-04-05T08:00:00.000Z", "2018-04-12T08:00:00.000Z"
    ]  # fmt: skip
    assert third["Moved; with, signs"]["dates"][0][3] == "CANCELLED"
    assert third["Withdrawn"]["uid"] == first["Weekly"]["uid"]
    for title in ("Moved; with, signs",):
        steps = [fetch[title]["sequence"] for fetch in read]
        assert steps == sorted(set(steps))


class Publisher(BaseHTTPRequestHandler):
    """Serves the feed as it is at the moment."""

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/calendar; charset=utf-8")
        self.send_header("Content-Length", str(len(self.server.feed)))
        self.end_headers()
        self.wfile.write(self.server.feed)

    def log_message(self, *told):
        """Say nothing."""


@pytest.fixture
def publisher():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Publisher)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def test_a_command_line_calendar_subscribes_and_follows_what_moves(client, publisher, tmp_path):
    subscriber, listed = Subscriber(tmp_path, f"http://127.0.0.1:{publisher.server_port}/calendar.ics"), []
    for publisher.feed in three_fetches(client):
        listed.append(subscriber.fetch_and_list())

    assert "20.03. 10:00-11:30 Moved; with, signs" in listed[0]
    assert "21.03. 10:00-11:30 Moved; with, signs" in listed[1]
    assert "20.03. 10:00-11:30 Moved; with, signs" not in listed[1]
    assert [line for line in listed[0] if "Weekly" in line] == [
        f"{day} 10:00-11:30 Weekly" for day in ("22.03.", "29.03.", "12.04.")
    ]
    assert [line for line in listed[1] if "Weekly" in line] == [
        f"{day} 10:00-11:30 Weekly" for day in ("22.03.", "30.03.", "05.04.", "12.04.")
    ]
    assert [line for line in listed[2] if "Weekly" in line] == []


class Subscriber:
    """vdirsyncer, which keeps a subscribed calendar in a folder, and khal, which shows what is in it."""

    def __init__(self, folder, address):
        self.store = folder / "calendar"
        self.store.mkdir()
        self.sync, self.show = folder / "sync.conf", folder / "khal.conf"
        self.sync.write_text(
            f'[general]\nstatus_path = "{folder / "status"}"\n'
            '[pair portal]\na = "feed"\nb = "here"\ncollections = null\nconflict_resolution = "a wins"\n'
            f'[storage feed]\ntype = "http"\nurl = "{address}"\n'
            f'[storage here]\ntype = "filesystem"\npath = "{self.store}"\nfileext = ".ics"\n'
        )
        self.show.write_text(
            f"[calendars]\n[[portal]]\npath = {self.store}\n[locale]\nlocal_timezone = Europe/Vienna\n"
            "default_timezone = Europe/Vienna\ndateformat = %d.%m.\nlongdateformat = %d.%m.%Y\ntimeformat = %H:%M\n"
            "datetimeformat = %d.%m. %H:%M\nlongdatetimeformat = %d.%m.%Y %H:%M\n"
            f"[sqlite]\npath = {folder / 'khal.db'}\n"
        )
        self.run("vdirsyncer", "-c", self.sync, "discover")

    def run(self, program, *arguments):
        """What one of the programs prints."""
        done = subprocess.run(
            [BIN / program, *arguments], timeout=60, capture_output=True, text=True, stdin=subprocess.DEVNULL
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def fetch_and_list(self):
        """Fetch the feed and list spring 2018."""
        self.run("vdirsyncer", "-c", self.sync, "sync")
        form = "{start-date} {start-time}-{end-time} {title}"
        told = self.run(
            "khal", "-c", self.show, "list", "--format", form, "--day-format", "", "01.03.2018", "30.04.2018"
        )
        return [line.strip() for line in told.splitlines()]
