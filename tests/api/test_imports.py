"""Workbooks through the API: uploaded, looked at, applied and taken back by a token that writes for its entity."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from entities.choices import Role
from entities.models import ApiToken, Membership, Record
from registry.imports.read import MOST_BYTES
from registry.models import Import
from tests import factories as make
from tests.api.conftest import bearer
from tests.jobs import work
from tests.registry.imports.books import focal_point, taken

pytestmark = pytest.mark.django_db
LIST = "/api/v1/imports/"
SHEET = b"Activity;Summary;Lead;Country\nCourse for nurses;They learn.;WHO;Peru\nAnother;More.;WHO;Narnia\n"


def headers_of(person, entity="who", scopes=("read", "write")):
    """The headers of a token that the person made."""
    return bearer(ApiToken.make(name="System", entity=make.entity(entity), scopes=list(scopes), made_by=person)[1])


@pytest.fixture
def headers():
    return headers_of(focal_point())


def upload(client, headers, data=SHEET, name="ours.csv"):
    """Send a file, and have it read."""
    made = client.post(LIST, {"file": SimpleUploadedFile(name, data)}, headers=headers)
    work()
    return made


def send(client, address, headers, body=None):
    """Send JSON."""
    return client.post(address, body or {}, content_type="application/json", headers=headers)


def test_a_workbook_is_uploaded_looked_at_applied_and_taken_back(client, headers):
    made = upload(client, headers)
    address = made.headers["Location"].removeprefix("http://testserver")
    read = client.get(address, headers=headers).json()
    listed = client.get(f"{address}rows/", headers=headers).json()
    wrong = client.get(f"{address}rows/?show=error", headers=headers).json()

    assert (made.status_code, made.json()["state"], made.json()["job"]["state"]) == (201, "reading", "waiting")
    assert (read["state"], read["job"], read["good"]) == (
        "read",
        {"state": "done", "done": 2, "total": 2, "error": ""},
        1,
    )
    assert {name: count for name, count in read["counts"].items() if count} == {"error": 1, "new": 1}
    assert [(row["row"], row["outcome"], row["title"]) for row in listed["results"]] == [
        (2, "new", "Course for nurses"),
        (3, "error", "Another"),
    ]
    assert listed["results"][0]["content"]["countries"] == ["PER"]
    assert wrong["count"] == 1
    assert [(m["cell"], m["found"]) for m in wrong["results"][0]["messages"]] == [("D3", "Narnia")]

    applied = send(client, f"{address}apply/", headers, {"submit": True})
    record = Record.objects.get()

    assert (applied.status_code, applied.json()["counts"]["applied"], record.state) == (200, 1, "submitted")
    assert record.revisions.get().reason == "Workbook “ours.csv”"
    assert client.get(f"{address}rows/?show=applied", headers=headers).json()["results"][0]["reference"] == (
        record.reference
    )
    again = send(client, f"{address}apply/", headers)
    assert (again.json()["counts"]["applied"], record.revisions.count()) == (1, 1)

    undone = send(client, f"{address}take-back/", headers)
    record.refresh_from_db()
    assert (undone.json()["counts"]["undone"], bool(record.discarded_at)) == (1, True)


def test_many_rows_are_applied_in_the_background(client, headers, monkeypatch):
    monkeypatch.setattr("registry.imports.mending.AT_ONCE", 0)
    address = upload(client, headers).headers["Location"].removeprefix("http://testserver")

    accepted = send(client, f"{address}apply/", headers)
    early = send(client, f"{address}apply/", headers)
    assert (accepted.status_code, accepted.json()["job"]["state"], Record.objects.count()) == (202, "waiting", 0)
    assert early.status_code == 409
    work()

    assert client.get(address, headers=headers).json()["counts"]["applied"] == 1


def test_imports_of_other_entities_do_not_exist(client, headers):
    theirs = taken(SHEET, make.person(Role.FOCAL_POINT, "undp"), entity="undp", name="theirs.csv")

    found = {
        address: client.get(f"{LIST}{address}", headers=headers).status_code
        for address in (f"{theirs.key}/", f"{theirs.key}/rows/")
    } | {act: send(client, f"{LIST}{theirs.key}/{act}/", headers).status_code for act in ("apply", "take-back")}

    assert set(found.values()) == {404}
    assert client.get(LIST, headers=headers).json()["results"] == []


def test_reading_tokens_and_people_without_the_role_upload_nothing(client):
    person = focal_point()
    reading = headers_of(person, scopes=["read"])
    ended = headers_of(make.person(Role.FOCAL_POINT, "undp"), "undp")
    Membership.objects.filter(entity__slug="undp").update(ends="2018-01-01")

    assert [upload(client, row).status_code for row in ({}, reading, ended)] == [401, 403, 401]
    assert Import.objects.count() == 0


@pytest.mark.parametrize(("data", "words"), [(b"", "empty"), (b"x" * (MOST_BYTES + 1), "at most 30")])
def test_what_cannot_be_read_is_refused_with_the_reason(client, headers, data, words):
    answer = upload(client, headers, data)

    assert answer.status_code == 422
    assert [row["field"] for row in answer.json()["errors"]] == ["file"]
    assert words in answer.json()["errors"][0]["detail"]


def test_what_is_no_file_or_no_object_is_refused(client, headers):
    address = upload(client, headers).headers["Location"].removeprefix("http://testserver")

    assert client.post(LIST, {"file": "x"}, headers=headers).status_code == 422
    unknown = client.post(LIST, {"file": SimpleUploadedFile("x.csv", b"x"), "entity": "who"}, headers=headers)
    assert (unknown.status_code, [row["field"] for row in unknown.json()["errors"]]) == (422, ["entity"])
    assert send(client, LIST, headers).status_code == 415
    assert [send(client, f"{address}apply/", headers, body).status_code for body in ([1], {"submit": 1}, {"x": 1})] == [
        422
    ] * 3
    assert client.get(f"{address}rows/?show=all", headers=headers).status_code == 400


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_costs_the_same_however_long_it_is(client, headers, count, django_assert_max_num_queries):
    for number in range(count):
        client.post(LIST, {"file": SimpleUploadedFile(f"{number}.csv", b"x")}, headers=headers)

    with django_assert_max_num_queries(8):
        listed = client.get(LIST, headers=headers).json()

    assert [row["name"] for row in listed["results"]] == [f"{number}.csv" for number in reversed(range(count))]
