"""What every answer carries: version, terms, leave for other sites, compression."""

import gzip

import pytest

from tests.factories.entries import entries
from ungass_portal.api import headers

pytestmark = pytest.mark.django_db
LIST = "/api/v1/activities/"


@pytest.mark.parametrize("address", [LIST, f"{LIST}?nope=1", "/api/v1/nothing/", "/api/v1/dump/matrix.csv"])
def test_version_terms_and_leave_to_read_stand_on_every_answer(client, address):
    answer = client.get(address)

    assert answer.headers["API-Version"] == "1.0"
    assert answer.headers["Link"].startswith('<http://testserver/api/docs/#terms>; rel="license"')
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert "ETag" in answer.headers["Access-Control-Expose-Headers"]
    answer.close()


def test_pages_allow_nothing_to_other_sites(client):
    assert "Access-Control-Allow-Origin" not in client.get("/matrix/").headers


def test_a_browser_may_ask_first(client):
    answer = client.options(LIST, headers={"Origin": "https://a.example", "Access-Control-Request-Method": "GET"})

    assert answer.status_code == 204
    assert "Authorization" in answer.headers["Access-Control-Allow-Headers"]
    assert client.options(LIST).status_code == 405


def test_answers_are_compressed_for_whoever_reads_that_and_dumps_are_not(client):
    entries(20, audience="public")
    plain, packed = client.get(LIST), client.get(LIST, headers={"Accept-Encoding": "gzip"})

    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert packed.headers["ETag"] == plain.headers["ETag"]
    dump = client.get("/api/v1/dump/records.ndjson", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in dump.headers
    dump.close()


def test_an_address_that_will_go_says_when(client, monkeypatch):
    assert "Deprecation" not in client.get(LIST).headers
    monkeypatch.setitem(headers.ENDING, "api-activities", (1_700_000_000, 1_800_000_000))

    answer = client.get(LIST)

    assert answer.headers["Deprecation"] == "@1700000000"
    assert answer.headers["Sunset"] == "Fri, 15 Jan 2027 08:00:00 GMT"
