"""The page of figures: numbers that lead to what they count, shares, files, and addresses that hold the state."""

import csv
import io

import pytest
from openpyxl import load_workbook

from tests import factories as make
from tests.factories.entries import entry
from tests.pages.reading import found

pytestmark = pytest.mark.django_db


@pytest.fixture
def activities():
    """Three activities of two entities in two countries."""
    make.code_lists()
    for slug in ("who", "unodc"):
        make.entity(slug)
    common = {"audience": "public", "level": "field", "scope": "country"}
    both = [make.part("who"), make.part("unodc", "partner")]
    entry(1, participants=both, chapter=1, countries=["AUT"], status="ongoing", **common)
    entry(2, participants=[make.part("who")], chapter=1, countries=["AUT", "PER"], status="planned", **common)
    entry(3, participants=[make.part("unodc")], chapter=2, status="planned", **common)


def test_every_number_leads_to_as_many_activities(client, activities):
    page = client.get("/figures/?rows=entity&columns=country")
    cells = found(page, r'<td[^>]*><a href="(/matrix/[^"]+)"[^>]*>(\d+)</a>')

    assert len(cells) == 3
    for address, number in cells:
        matrix = client.get(address.replace("&amp;", "&"))
        assert matrix.context["asked"].total == int(number), address


def test_shares_filters_and_the_sentence_follow_the_address(client, activities):
    answer = client.get("/figures/?rows=chapter&columns=status&share=row&entity=who")

    [row] = answer.context["table"]["rows"]
    assert [cell["count"] for cell in row["cells"]] == ["50 %", "50 %"]
    assert [chip["value"] for chip in answer.context["chips"]] == ["WHO"]
    assert (answer.context["numbers"]["activities"], answer.context["joint_share"]) == (2, "50 %")
    assert 'name="entity" value="who" form="filters" checked' in answer.content.decode()


def test_a_role_leads_to_the_matrix_beside_its_entity_only(client, activities):
    rows = client.get("/figures/?rows=entity&columns=role").context["table"]["rows"]
    alone = client.get("/figures/?rows=role").context["table"]["rows"]

    assert "entity_role=lead" in rows[0]["cells"][0]["url"]
    assert {row["url"] for row in alone} == {""}


def test_the_file_holds_the_whole_table(client, activities):
    answer = client.get("/figures/export.csv?rows=chapter&columns=country")
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))

    assert [row[:5] for row in rows] == [
        ["Chapter", "Austria", "Peru", "none", "All"],
        ["1. Short 1", "2", "1", "0", "2"],
        ["2. Short 2", "0", "0", "1", "1"],
    ]
    assert 'filename="ungass-figures-public-2018-03-12.csv"' in answer.headers["Content-Disposition"]
    book = load_workbook(io.BytesIO(b"".join(client.get("/figures/export.xlsx?rows=chapter").streaming_content)))
    assert [cell.value for cell in book.worksheets[1][2]] == ["1. Short 1", 2]


@pytest.mark.parametrize("query", ["rows=x", "rows=chapter&columns=chapter", "share=x", "nope=1", "country=XXX"])
def test_what_cannot_be_counted_is_said_on_the_page(client, activities, query):
    answer = client.get(f"/figures/?{query}")

    assert answer.status_code == 400
    assert str(answer.context["error"]["text"]) in answer.content.decode().replace("&#x27;", "'")


def test_nothing_to_count_says_so(client):
    assert "No activity that you read fits these filters." in client.get("/figures/").content.decode()


def test_the_form_offers_the_filters_of_the_matrix_with_their_numbers(client, activities):
    answer = client.get("/figures/?rows=entity&columns=&chapter=1&from=2018&undated=include")

    country = next(facet for facet in answer.context["main_facets"] if facet.name == "country")
    assert 'Austria</span><span class="count">2</span>' in country.html
    assert [facet.name for facet in answer.context["main_facets"]] == ["chapter", "entity", "country", "status"]
    assert "kind" not in {facet.name for facet in answer.context["further_facets"]}
    assert answer.context["typed"] == {"q": "", "from": "2018", "to": "", "undated": "include"}


def test_a_refused_address_keeps_what_was_typed(client, activities):
    page = client.get("/figures/?rows=entity&q=family&from=soon").content.decode()

    assert 'name="q" value="family"' in page
    assert 'id="filter-from" name="from" value="soon"' in page
