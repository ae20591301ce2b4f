"""Lists and pages of entities and countries, counted from what the reader may read."""

import re
from datetime import date

import pytest

from entities.choices import Role
from entities.models import Country, EntityAlias, EntityName, NetworkMembership, Region
from registry.models import Term
from tests import factories as make
from tests.pages.reading import cold_queries, found, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def lists():
    make.code_lists()


@pytest.fixture
def network(client):
    client.force_login(make.person(Role.VIEWER, "undp"))
    return client


def counts_of(response, slug):
    """The three numbers of an entity's row: leads, takes part, events."""
    row = found(response, rf"<tr data-row>((?:(?!</tr>).)*/entities/{slug}/(?:(?!</tr>).)*)</tr>")[0]
    return [re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r'<td class="number"[^>]*>(.*?)</td>', row)]


def test_list_counts_activities_and_events_but_no_mandates(network):
    make.cleared(lead="who", partners=("unodc",))
    make.cleared(lead="unodc")
    make.cleared("mandate", lead="unodc")
    make.cleared("event", lead="unodc")

    response = network.get("/entities/")

    assert counts_of(response, "who") == ["1", "1", "0"]
    assert counts_of(response, "unodc") == ["1", "2", "1"]


def test_list_counts_for_the_public_only_what_it_reads(client):
    make.shared("public", lead="who")
    make.cleared(lead="who")
    make.cleared("event", lead="who")

    assert counts_of(client.get("/entities/"), "who") == ["1", "1", "0"]


def test_numbers_lead_to_as_many_rows_of_the_matrix(network):
    for partners in ((), ("unodc",), ("unodc", "undp")):
        make.cleared(lead="who", partners=partners)
    make.cleared("mandate", lead="who", partners=("unodc",))

    address = found(network.get("/entities/unodc/"), r'<strong><a href="([^"]+)">2</a></strong>')[0].replace(
        "&amp;", "&"
    )
    response = network.get(address)

    assert address == "/matrix/?kind=activity&entity=unodc"
    assert "2 activities" in words(response)


def test_list_is_found_by_a_former_name_and_by_alias(client):
    row = make.entity("dpko", name="Department of Peacekeeping Operations")
    EntityAlias.objects.create(entity=row, alias="Blue helmets")
    make.entity("who")

    for text in ("peacekeeping", "blue", "DPKO"):
        assert found(client.get("/entities/", {"q": text}), r"<tr data-row>.*?/entities/(\w+)/") == ["dpko"]


def test_list_is_filtered_by_network_and_kind(client):
    make.entity("who", kind="un_specialized_agency")
    make.entity("ngo-one", network=False, kind="ngo")

    def shown(**query):
        return found(client.get("/entities/", query), r"<tr data-row>.*?/entities/([\w-]+)/")

    assert shown(network="true") == ["who"]
    assert shown(network="false") == ["ngo-one"]
    assert shown(kind="ngo") == ["ngo-one"]
    assert shown(kind=["ngo", "un_specialized_agency"]) == ["ngo-one", "who"]


@pytest.mark.parametrize(("query", "message"), [
    ("colour=blue", "colour: There is no parameter of this name."),
    ("network=perhaps", "network: Use one of these: true, false."),
    ("kind=club", "kind: “club” is not known."),
])  # fmt: skip
def test_list_refuses_what_it_does_not_know(client, query, message):
    response = client.get(f"/entities/?{query}")

    assert response.status_code == 400
    assert message in words(response)


def test_empty_list_says_why(client):
    assert "No entity matches" in words(client.get("/entities/?q=zzzz"))


def test_page_shows_the_name_of_the_day_and_all_names(client, portal_date):
    row = make.EntityFactory(slug="dpko", hq_city="New York", hq_country="USA")
    EntityName.objects.create(
        entity=row, name="Department of Peacekeeping Operations", acronym="DPKO", valid_to=date(2018, 12, 31)
    )
    EntityName.objects.create(
        entity=row, name="Department of Peace Operations", acronym="DPO", valid_from=date(2019, 1, 1)
    )

    def headline():
        return found(client.get("/entities/dpko/"), r"<h1[^>]*>(.*?)</h1>")

    assert headline() == ["Department of Peacekeeping Operations"]
    text = words(client.get("/entities/dpko/"))
    assert "Department of Peacekeeping Operations (DPKO) until 31 December 2018" in text
    assert "Department of Peace Operations (DPO) from 1 January 2019" in text

    portal_date(date(2019, 3, 12))
    assert headline() == ["Department of Peace Operations"]
    assert found(client.get("/entities/"), r'<th scope="row"><a href="/entities/dpko/">(.*?)</a>') == ["DPO"]


def test_page_shows_its_place_in_the_network_and_its_programmes(client):
    row = make.entity("incb", network=False)
    NetworkMembership.objects.create(
        entity=row, starts=date(2017, 6, 1), rhythm="quarterly", invited=True, basis="Letter"
    )
    Term.objects.filter(code="programmes:smart").update(lead_entity="incb", label="Global SMART Programme")

    text = words(client.get("/entities/incb/"))

    assert "Since 1 June 2017 · reports every quarter · invited body Letter" in text
    assert "Programmes it leads Global SMART Programme" in text


def test_page_counts_work_with_others_once_per_activity(network):
    make.cleared(lead="who", partners=("unodc",), chapter=1)
    make.cleared(lead="unodc", partners=("who",), chapter=1, other_chapters=[2])
    make.cleared(lead="who", chapter=2)
    make.cleared("mandate", lead="who", partners=("unodc",))

    text = words(network.get("/entities/who/"))

    assert "3 activities 2 as lead 0 as co-lead 1 as partner 2 joint with others" in text
    assert "Works with Activities in which both take part, whatever their role. UNODC 2" in text
    assert "Mandates Decisions and requests; listed, never counted as activities. A title" in text


def test_page_of_an_unknown_entity_is_not_found(client):
    assert client.get("/entities/nobody/").status_code == 404


def test_hidden_records_change_nothing_on_public_pages(client):
    make.shared("public", lead="who", partners=("unodc",), chapter=1, countries=["AUT"])
    addresses = ("/entities/", "/entities/who/", "/entities/unodc/", "/countries/", "/countries/aut/")
    before = [words(client.get(address)) for address in addresses]

    make.cleared(lead="who", partners=("unodc",), chapter=1, countries=["AUT"])
    make.shared("partners", lead="who", countries=["AUT"])
    make.cleared("event", lead="who", countries=["AUT"])
    make.submitted(lead="unodc", countries=["AUT"])

    assert [words(client.get(address)) for address in addresses] == before
    assert "1 activity" in before[1]


@pytest.mark.parametrize("address", ["/entities/", "/entities/who/", "/countries/", "/countries/aut/"])
def test_pages_ask_the_same_queries_however_many_records(network, address):
    make.cleared(lead="who", partners=("undp",), countries=["AUT"])
    few = cold_queries(network, address)
    for _number in range(4):
        make.cleared(lead="who", partners=("undp",), countries=["AUT"], chapter=1)
    make.cleared("event", lead="who", countries=["AUT"])

    assert cold_queries(network, address) == few


def test_view_as_narrows_and_goes_on_in_the_links(network):
    make.cleared(lead="who")
    make.shared("public", lead="who")

    response = network.get("/entities/?as=public")

    assert counts_of(response, "who") == ["1", "1", "0"]
    assert 'href="/entities/who/?as=public"' in response.content.decode()
    assert "entity=who&amp;as=public" in response.content.decode()


def test_view_as_never_widens(client):
    response = client.get("/entities/?as=network")

    assert response.status_code == 400
    assert "as: You can view as: public." in words(response)


@pytest.fixture
def afghanistan():
    Region.objects.create(code="034", names={"en": "Southern Asia"}, parent_id="001")
    return Country.objects.create(
        iso3="AFG", iso2="AF", m49="004", region_id="034", formal_name="the Islamic Republic of Afghanistan",
        names={"en": "Afghanistan", "ar": "أفغانستان", "ru": "Афганистан", "zh": "阿富汗", "fr": "Afghanistan"},
    )  # fmt: skip


def test_country_has_each_name_with_its_language_and_direction(client, afghanistan):
    response = client.get("/countries/afg/")

    assert found(response, r'<dd><span (lang="\w+" dir="\w+")>([^<]+)</span></dd>') == [
        ('lang="ar" dir="rtl"', "أفغانستان"),
        ('lang="zh" dir="ltr"', "阿富汗"),
        ('lang="en" dir="ltr"', "Afghanistan"),
        ('lang="fr" dir="ltr"', "Afghanistan"),
        ('lang="ru" dir="ltr"', "Афганистан"),
    ]
    text = words(response)
    assert "español not known" in text
    assert "ISO 3166 alpha-3 AFG ISO 3166 alpha-2 AF UN M49 004 Region Southern Asia" in text


def test_countries_stand_under_their_regions_with_their_numbers(network, afghanistan):
    make.cleared(countries=["AFG"])
    make.cleared(countries=["AFG", "AUT"])
    make.cleared("event", countries=["AUT"])

    text = words(network.get("/countries/"))

    assert "Southern Asia in the matrix : Southern Asia Afghanistan 2 activities in Afghanistan" in text
    assert "Western Europe Austria 1 activities in Austria + 1 event France –" in text


@pytest.mark.parametrize("text", ["афганистан", "أفغانستان", "AFG", "004"])
def test_country_is_found_in_any_language_and_by_code(client, afghanistan, text):
    assert found(client.get("/countries/", {"q": text}), r'<li><a href="/countries/(\w+)/') == ["afg"]


def test_countries_of_a_region_can_be_chosen(client, afghanistan):
    assert found(client.get("/countries/?region=150"), r'<li><a href="/countries/(\w+)/') == ["aut", "fra"]


@pytest.mark.parametrize("address", ["/countries/zzz/", "/countries/AUT/"])
def test_unknown_country_is_not_found(client, address):
    assert client.get(address).status_code == 404


def test_arabic_wording_says_its_language_and_direction(network):
    make.cleared(lead="who", countries=["AUT"], title="تدريب العاملين", language="ar")

    for address in ("/entities/who/", "/countries/aut/"):
        assert found(network.get(address), r'<a href="/activities/[^"]+" (lang="\w+" dir="\w+")>([^<]+)</a>') == [
            ('lang="ar" dir="rtl"', "تدريب العاملين")
        ]
