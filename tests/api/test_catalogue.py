"""For data portals and feed readers: the DCAT catalogue and the Atom feed of changes."""

import xml.etree.ElementTree as ET

import pytest

from entities import review
from tests import factories as make
from tests.factories.editions import sealed

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def test_the_catalogue_lists_the_live_records_and_each_sealed_month(client):
    make.code_lists()
    make.shared("public")
    sealed()

    answer = client.get("/api/v1/catalog.jsonld", headers={"Accept": "application/ld+json"})
    live, month = answer.json()["dcat:dataset"]

    assert answer.headers["Content-Type"] == "application/ld+json"
    assert [row["dcat:downloadURL"]["@id"].rsplit("/")[-1] for row in live["dcat:distribution"]] == [
        "records.ndjson",
        "matrix.csv",
        "calendar.csv",
    ]
    assert month["@id"] == "http://testserver/api/v1/editions/2018-03/rev-0/"
    assert month["dct:title"] == "Matrix and calendar of 2018-03"


def test_the_feed_tells_what_the_public_reads_and_names_nothing_withdrawn(client):
    make.code_lists()
    kept, gone = make.shared("public", title="Kept"), make.shared("public", title="Gone")
    make.shared("partners", title="Hidden")
    review.withdraw(record=gone, by=gone.created_by, reason="unsafe")

    answer = client.get("/feeds/changes.atom")
    entries = ET.fromstring(answer.content).findall(f"{ATOM}entry")

    assert [entry.findtext(f"{ATOM}title") for entry in entries] == [
        f"Withdrawn: {gone.reference}",
        f"Shared: {gone.reference}",
        "Shared: Kept",
    ]
    assert entries[-1].find(f"{ATOM}link").get("href") == f"http://testserver/activities/{kept.reference}/"
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == 3
    assert client.get("/feeds/changes.atom", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


def test_a_dump_is_given_to_whoever_asks_for_its_form(client):
    answer = client.get("/api/v1/dump/matrix.csv", headers={"Accept": "text/csv"})

    assert answer.status_code == 200
    answer.close()
