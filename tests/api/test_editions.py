"""Sealed months in the API: what was sealed for the audience, in pages, and 410 once something was withdrawn."""

import pytest

from entities import review
from entities.models import Record
from tests import factories as make
from tests.api.conftest import bearer
from tests.factories.editions import sealed

pytestmark = pytest.mark.django_db
NEWEST = "/api/v1/editions/2018-03/"
FIRST = f"{NEWEST}rev-0/"


@pytest.fixture
def month():
    """A sealed month of two public activities, an event and one activity of the network."""
    make.code_lists()
    found = sorted(make.shared("public").reference for _each in range(2))
    make.shared("public", "event", title="A meeting")
    make.cleared()
    sealed()
    return found


def test_a_month_is_listed_with_its_parts_and_pages_hold_what_was_sealed(client, month, who_token):
    [row] = client.get("/api/v1/editions/").json()["results"]
    assert (row["month"], row["revision"], row["audience"], row["counts"]) == (
        "2018-03",
        0,
        "public",
        {"activity": 2, "event": 1},
    )
    assert client.get(NEWEST).json() == row == client.get(row["url"].removeprefix("http://testserver")).json()

    page = client.get(f"{NEWEST}matrix/?limit=1").json()
    second = client.get(page["next"].removeprefix("http://testserver")).json()
    assert [page["count"], second["count"], second["next"]] == [2, 2, None]
    assert [row["results"][0]["reference"] for row in (page, second)] == month
    assert [event["title"] for event in client.get(f"{FIRST}calendar/").json()["results"]] == ["A meeting"]
    assert client.get(f"{FIRST}matrix/", headers=bearer(who_token)).json()["count"] == 3


def test_a_sealed_page_stays_the_same_and_answers_304(client, month):
    first = client.get(f"{FIRST}matrix/")
    make.shared("public")

    again = client.get(f"{FIRST}matrix/", headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert client.get(f"{FIRST}matrix/").content == first.content


def test_what_was_withdrawn_closes_the_revision_that_held_it_and_a_new_one_is_without(client, month, who_token):
    record = Record.objects.get(reference=month[0])
    review.withdraw(record=record, by=record.created_by, reason="unsafe")

    assert [client.get(f"{FIRST}{part}").status_code for part in ("", "matrix/", "calendar/", "documents/")] == [
        410
    ] * 4
    assert client.get(f"{FIRST}matrix/").headers["Content-Type"] == "application/problem+json"
    assert [row["reference"] for row in client.get(f"{NEWEST}matrix/").json()["results"]] == [month[1]]
    assert client.get(f"{FIRST}matrix/", headers=bearer(who_token)).json()["count"] == 3


@pytest.mark.parametrize("address", ["/api/v1/editions/2018-02/", f"{NEWEST}rev-1/", f"{NEWEST}rev-9/matrix/"])
def test_what_is_not_sealed_is_not_there(client, month, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("query", ["after=%00", "after=" + "x" * 13, "limit=0", "nope=1"])
def test_a_wrong_parameter_is_named(client, month, query):
    answer = client.get(f"{NEWEST}matrix/?{query}")

    assert (answer.status_code, answer.json()["parameter"]) == (400, query.split("=")[0])
