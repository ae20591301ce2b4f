"""Dumps: everything that an audience reads, the same as in the lists, whole and in honest parts."""

import csv
import io
import json

import pytest

from tests import factories as make
from tests.api.conftest import bearer
from tests.factories.entries import entry

pytestmark = pytest.mark.django_db
LINES = "/api/v1/dump/records.ndjson"


@pytest.fixture
def records():
    """Records of each kind that everybody reads, and one for the network."""
    make.code_lists()
    for audience in ("public", "partners", "network"):
        for kind in ("activity", "mandate", "event"):
            entry(1, kind, audience=audience, title="=SUM(A1), “quoted”\nin two lines", chapter=None)
    entry(2, audience="network")


def body(answer):
    """The bytes of an answer."""
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


@pytest.mark.parametrize("asker", ["public", "partners", "network"])
def test_every_line_is_the_record_as_the_api_gives_it(client, records, asker, who_token, partner_token):
    headers = {"public": {}, "partners": bearer(partner_token), "network": bearer(who_token)}[asker]
    about, *lines = map(json.loads, body(client.get(LINES, headers=headers)).splitlines())

    listed = [
        row
        for name in ("activities", "mandates", "events")
        for row in client.get(f"/api/v1/{name}/", headers=headers).json()["results"]
    ]
    assert lines == listed
    assert (about["kind"], about["audience"]) == ("about", asker)
    assert about["cursor"] == client.get("/api/v1/dump/", headers=headers).json()["cursor"]
    assert "entities named" in about["attribution"]


def test_lists_come_as_csv_that_no_program_takes_for_a_formula(client, records):
    answer = client.get("/api/v1/dump/matrix.csv")
    rows = list(csv.DictReader(io.StringIO(body(answer).decode("utf-8-sig"))))

    assert [row["Reference"] for row in rows] == ["ACT-000001", "MAN-000001"]
    assert rows[0]["Activity"].startswith("'=SUM")
    assert {row["Audience"] for row in rows} == {"public"}
    assert answer.headers["Content-Disposition"] == 'attachment; filename="ungass-public-matrix.csv"'
    assert b"EVT-000001" in body(client.get("/api/v1/dump/calendar.csv"))
    assert client.get("/api/v1/dump/other.csv").status_code == 404


@pytest.mark.parametrize(
    ("asked", "part"),
    [("bytes=0-9", slice(0, 10)), ("bytes=10-", slice(10, None)), ("bytes=-7", slice(-7, None))],
)
def test_parts_put_together_are_the_whole(client, records, asked, part):
    whole = client.get(LINES)
    found = client.get(LINES, headers={"Range": asked, "If-Range": whole.headers["ETag"]})

    full = body(whole)
    assert (found.status_code, body(found)) == (206, full[part])
    first = range(len(full))[part][0]
    last = range(len(full))[part][-1]
    assert found.headers["Content-Range"] == f"bytes {first}-{last}/{len(full)}"
    assert found.headers["Content-Length"] == str(last - first + 1)
    assert not whole.headers["ETag"].startswith("W/")


def test_a_part_of_another_state_is_never_given(client, records):
    first = client.get(LINES)
    tag = first.headers["ETag"]
    body(first)
    entry(3, audience="public")

    answer = client.get(LINES, headers={"Range": "bytes=10-", "If-Range": tag})

    assert answer.status_code == 200
    assert body(answer).count(b"\n") == 5


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Range": "bytes=999999-"}, 416),
        ({"Range": "bytes=5-2"}, 416),
        ({"Range": "bytes=-0"}, 416),
        ({"Range": "lines=1-2"}, 200),
        ({"Range": "bytes=0-1,3-4"}, 200),
        ({"Range": "bytes=-"}, 200),
        ({"If-Match": '"other"'}, 412),
    ],
)
def test_what_cannot_be_given_in_part_is_said(client, records, headers, status):
    answer = client.get(LINES, headers=headers)

    assert answer.status_code == status
    body(answer)


def test_it_stands_while_the_audience_reads_the_same(client):
    make.code_lists()
    make.shared("public")
    first = client.get(LINES)

    make.shared("partners")

    again = client.get(LINES, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    since = {"If-Modified-Since": first.headers["Last-Modified"]}
    assert client.get(LINES, headers=since).status_code == 304
    assert again.headers["ETag"] == first.headers["ETag"]
    body(first)
