"""IATI 2.03 XML of an entity's activities, checked against the official schemas: see iati/README.md."""

from pathlib import Path

import pytest
from lxml import etree

from tests import factories as make
from tests.api.conftest import bearer
from tests.factories.entries import entry

pytestmark = pytest.mark.django_db

ADDRESS = "/api/v1/entities/who/iati.xml"
SCHEMAS = Path(__file__).with_name("iati")
MARCH = {"from": "2018-03-01", "to": "2018-03-31", "precision": "month", "text": ""}


@pytest.fixture(scope="module")
def schema():
    return etree.XMLSchema(etree.parse(SCHEMAS / "iati-activities-schema.xsd"))


@pytest.fixture
def shared():
    """Activities of WHO: whole, bare, undated; one that only partners read."""
    make.code_lists()
    parts = [make.part("who"), make.part("undp", "partner")]
    whole = {
        "participants": parts, "summary": "Families <learn> & share.", "chapter": 1, "other_chapters": [2],
        "countries": ["AUT", "PER"], "regions": ["150"], "scope": "country", "terms": ["sdg:3.5"], "dates": MARCH,
        "status": "completed", "language": "fr",
    }  # fmt: skip
    entry(1, audience="public", title="Famille", **whole)
    day = {"from": "2018-05-02", "to": None, "precision": "day", "text": ""}
    entry(2, audience="public", participants=[make.part("who")], dates=day, status="unknown")
    entry(3, audience="public", participants=[make.part("who")], dates=None)
    entry(4, audience="public", participants=[make.part("undp"), make.part("who", "partner")], dates=MARCH)
    entry(5, audience="partners", participants=[make.part("who")], dates=MARCH, title="For partners")


def test_the_file_fits_the_official_schema_and_tells_what_is_read(client, shared, schema):
    answer = client.get(ADDRESS)
    root = etree.fromstring(answer.content)

    schema.assertValid(root)
    assert answer.headers["Content-Type"] == "application/xml"
    assert root.xpath("//iati-identifier/text()") == ["UNGASS-PORTAL-ACT-000001", "UNGASS-PORTAL-ACT-000002"]
    assert root.xpath("comment()")[0].text == " 1 activities without a date are left out: IATI asks for one. "
    whole, bare = root.findall("iati-activity")
    assert whole.xpath("title/narrative/text()") == ["Famille"]
    assert whole.xpath("description/narrative/text()") == ["Families <learn> & share."]
    assert whole.xpath("participating-org/@ref") == ["UNGASS-PORTAL-who", "UNGASS-PORTAL-undp"]
    assert whole.xpath("activity-status/@code") == ["4"]
    assert whole.xpath("activity-date/@iso-date") == ["2018-03-01", "2018-03-31"]
    assert whole.xpath("activity-date/narrative/text()") == ["March 2018"] * 2
    assert whole.xpath("activity-scope/@code") == ["3"]
    assert whole.xpath("recipient-country/@code") == ["AT", "PE"]
    assert whole.xpath("sector/@code") == ["1", "2"]
    assert [tuple(row.attrib.values()) for row in whole.findall("tag")] == [("3.5", "3")]
    assert bare.xpath("activity-status/@code") == ["1"]  # it begins after the portal's day
    assert [tuple(row.attrib.values()) for row in bare.findall("activity-date")] == [("2018-05-02", "1")]


def test_a_schema_that_is_not_kept_is_noticed(client, shared, schema):
    root = etree.fromstring(client.get(ADDRESS).content)
    first = root.find("iati-activity")
    for day in first.findall("activity-date"):
        first.remove(day)

    assert not schema.validate(root)


def test_everybody_gets_what_the_public_reads(client, shared, partner_token, who_token):
    public = client.get(ADDRESS).content

    assert client.get(ADDRESS, headers=bearer(partner_token)).content == public
    assert client.get(ADDRESS, headers=bearer(who_token)).content == public


@pytest.mark.parametrize("code", ["undefined", "unodc", "%00"])
def test_what_has_no_dated_activity_of_the_public_is_not_there(client, shared, code):
    assert client.get(f"/api/v1/entities/{code}/iati.xml").status_code == 404
