"""What a feed says, as a JavaScript parser and a command-line calendar client understand it, over three fetches."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from entities import desk, review
from entities.choices import Role
from entities.models import Record
from tests import factories as make
from tests.calendar_app.test_content import EXCEPTION, PART

ROOT = Path(__file__).resolve().parents[2]
NODE = shutil.which("node")
KHAL = shutil.which("khal")
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


@pytest.mark.skipif(
    not NODE or not (ROOT / "node_modules" / "ical.js").exists(), reason="needs node and ical.js: npm install"
)
def test_a_javascript_parser_follows_what_moves(client):
    read = []
    for text in three_fetches(client):
        done = subprocess.run(
            [NODE, "scripts/read_calendar.mjs"], input=text, stdout=subprocess.PIPE, check=True, cwd=ROOT, timeout=60
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


@pytest.mark.skipif(not KHAL, reason="needs khal, a command-line calendar: pip install khal")
def test_a_command_line_calendar_follows_what_moves(client, tmp_path):
    listed = [khal_list(text, tmp_path) for text in three_fetches(client)]

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


def khal_list(text, folder):
    """What khal lists of spring 2018 after importing a feed over what it had."""
    store = folder / "calendar"
    store.mkdir(exist_ok=True)
    config = folder / "khal.conf"
    config.write_text(
        f"[calendars]\n[[portal]]\npath = {store}\n[locale]\nlocal_timezone = Europe/Vienna\n"
        "default_timezone = Europe/Vienna\ndateformat = %d.%m.\nlongdateformat = %d.%m.%Y\ntimeformat = %H:%M\n"
        f"datetimeformat = %d.%m. %H:%M\nlongdatetimeformat = %d.%m.%Y %H:%M\n[sqlite]\npath = {folder / 'khal.db'}\n"
    )
    (folder / "feed.ics").write_bytes(text)
    run = [KHAL, "-c", str(config)]
    subprocess.run([*run, "import", "--batch", "-a", "portal", str(folder / "feed.ics")], check=True, timeout=60)
    done = subprocess.run(
        [*run, "list", "--format", "{start-date} {start-time}-{end-time} {title}", "--day-format", "",
         "01.03.2018", "30.04.2018"],
        check=True, timeout=60, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    return [line.strip() for line in done.stdout.splitlines()]
