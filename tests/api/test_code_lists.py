"""Code lists in the API: whole contents, filters, pages, names in the language of the request."""

import pytest

from entities.models import Country, EntityAlias, EntityName, NetworkMembership, Region
from registry.models import Chapter, Recommendation, Term
from tests import factories
from tests.factories.entries import entry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def lists():
    """A few of each."""
    factories.code_lists()


def codes(client, query):
    """The codes of a list."""
    return [row["code"] for row in client.get(f"/api/v1/{query}").json()["results"]]


def test_an_entity_has_its_names_with_their_days(client):
    dpo = factories.entity("dpo", network=False, name="Department of Peacekeeping Operations", hq_city="New York")
    EntityName.objects.update(valid_to="2018-12-31")
    EntityName.objects.create(entity=dpo, name="Department of Peace Operations", acronym="NEW", valid_from="2019-01-01")
    EntityAlias.objects.create(entity=dpo, alias="Blue helmets")

    assert client.get("/api/v1/entities/dpo/").json() == {
        "code": "dpo",
        "name": "Department of Peacekeeping Operations",
        "acronym": "DPO",
        "kind": "un_specialized_agency",
        "un_system": False,
        "network": False,
        "parent": None,
        "names": [
            {"name": "Department of Peacekeeping Operations", "acronym": "DPO", "from": None, "to": "2018-12-31"},
            {"name": "Department of Peace Operations", "acronym": "NEW", "from": "2019-01-01", "to": None},
        ],
        "aliases": ["Blue helmets"],
        "url": "http://testserver/entities/dpo/",
    }


def test_entities_by_kind_and_network(client):
    factories.entity("who")
    factories.entity("oas", network=False, kind="regional_organization")
    factories.entity("left")
    NetworkMembership.objects.filter(entity__slug="left").update(ends="2018-01-31")

    assert codes(client, "entities/") == ["left", "oas", "who"]
    assert codes(client, "entities/?network=true") == ["who"]
    assert codes(client, "entities/?network=false") == ["left", "oas"]
    assert codes(client, "entities/?kind=regional_organization&kind=ngo") == ["oas"]


def test_entities_do_not_depend_on_what_may_be_read(client):
    factories.entity("who")
    before = client.get("/api/v1/entities/").json()

    entry(1)

    assert client.get("/api/v1/entities/").json() == before


def test_a_country_has_its_regions_and_names(client):
    assert client.get("/api/v1/countries/aut/").json() == {
        "code": "AUT",
        "iso2": "AT",
        "m49": "040",
        "name": "Austria",
        "names": {"en": "Austria"},
        "regions": ["001", "150", "155"],
        "latitude": None,
        "longitude": None,
        "url": "http://testserver/countries/aut/",
    }
    assert codes(client, "countries/?region=150") == ["AUT", "FRA"]
    assert codes(client, "countries/?region=001&limit=2") == ["AUT", "FRA"]


def test_names_come_in_the_language_of_the_request(client):
    Country.objects.filter(pk="AUT").update(names={"en": "Austria", "fr": "Autriche"})

    answer = client.get("/api/v1/countries/AUT/", headers={"Accept-Language": "fr"})

    assert answer.json()["name"] == "Autriche"
    assert "Accept-Language" in answer.headers["Vary"]


def test_a_region_lists_its_countries(client):
    assert client.get("/api/v1/regions/150/").json() == {
        "code": "150",
        "name": "Europe",
        "names": {"en": "Europe"},
        "parent": "001",
        "m49": True,
        "countries": ["AUT", "FRA"],
    }
    assert codes(client, "regions/") == ["001", "150", "155"]


def test_chapters_have_their_subheadings(client):
    answer = client.get("/api/v1/chapters/").json()

    assert answer["count"] == 3
    assert answer["results"][0] == client.get("/api/v1/chapters/1/").json()
    assert answer["results"][0] == {
        "code": 1,
        "title": "Title 1",
        "short_title": "Short 1",
        "subheadings": [{"code": "ch1-prevention", "title": "Prevention", "short_title": "Prevention"}],
        "url": "http://testserver/chapters/1/",
    }


def test_a_recommendation_says_how_sure_it_is(client):
    assert client.get("/api/v1/recommendations/1(a)/").json() == {
        "code": "1(a)",
        "chapter": 1,
        "topic": "Children and youth",
        "evidence": "unverified",
        "evidence_found_in": "",
        "retired": False,
        "url": "http://testserver/recommendations/1(a)/",
    }
    assert codes(client, "recommendations/?chapter=1") == ["1(a)"]
    assert codes(client, "recommendations/?chapter=2") == []


def test_terms_by_scheme(client):
    assert client.get("/api/v1/terms/sdg:3.5/").json() == {
        "code": "sdg:3.5",
        "scheme": "sdg",
        "scheme_title": "SDG targets",
        "label": "sdg:3.5",
        "acronym": "",
        "parent": None,
        "retired": False,
    }
    assert codes(client, "terms/?scheme=sdg&scheme=programmes") == ["programmes:smart", "sdg:3.5"]


def test_a_code_list_pages_by_its_codes(client):
    seen, address = [], "/api/v1/terms/?limit=2"
    while address:
        answer = client.get(address).json()
        seen.append([row["code"] for row in answer["results"]])
        address = answer["next"]

    assert seen == [["event-kinds:training", "programmes:smart"], ["sdg:3.5"]]


@pytest.mark.parametrize("name", ["entities", "chapters", "recommendations", "countries", "regions", "terms"])
def test_a_code_list_costs_the_same_queries_with_few_rows_and_many(client, name, django_assert_max_num_queries):
    def queries():
        client.get(f"/api/v1/{name}/?limit=400")  # labels are loaded once per state of the reference data
        with django_assert_max_num_queries(20) as captured:
            answer = client.get(f"/api/v1/{name}/?limit=500")
        return len(captured), answer.json()["count"]

    for slug in ("who", "unodc", "undp"):
        factories.entity(slug)
    few, count = queries()
    more(name)
    many, grown = queries()

    assert grown == count + 26
    assert many == few


def more(name):
    """Many more rows of a code list."""
    numbers = range(10, 36)
    if name == "entities":
        for number in numbers:
            factories.entity(f"body-{number}", network=False)
    elif name == "chapters":
        Chapter.objects.bulk_create(
            Chapter(number=number, slug=f"c{number}", title="t", short_title="s") for number in numbers
        )
    elif name == "recommendations":
        Recommendation.objects.bulk_create(
            Recommendation(code=f"1({number})", chapter_id=1, topic="t") for number in numbers
        )
    elif name == "countries":
        Country.objects.bulk_create(
            Country(
                iso3=f"X{chr(55 + number)}A", iso2=f"{number}", m49=f"9{number}", names={"en": "n"}, region_id="155"
            )
            for number in numbers
        )
    elif name == "regions":
        Region.objects.bulk_create(Region(code=f"r{number}", names={"en": "n"}) for number in numbers)
    else:
        Term.objects.bulk_create(Term(code=f"sdg:{number}", scheme_id="sdg", label="l") for number in numbers)
