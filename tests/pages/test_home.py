"""The home page and what the frame of every page says of its reader."""

import re
from datetime import date

import pytest

from entities import review
from entities.choices import Role
from entities.models import Country, Membership
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


def heat(response):
    """Each row of the heat table: its head and its numbers."""
    table = found(response, r'<table class="data-table heat">(.*?)</table>')[0]
    rows = re.findall(r"<tr><th scope=\"row\"[^>]*>(.*?)</tr>", table, re.DOTALL)
    return [[text.strip() for text in re.sub(r"<[^>]+>", " ", row).split()] for row in rows]


def test_home_is_empty_without_records_and_says_why(client):
    text = words(client.get("/"))

    assert "Nothing has changed this month in what you read." in text
    assert "No activity yet Nothing has been shared with you so far." in text
    assert "No event ahead is known in what you read." in text


def test_news_tell_what_came_changed_and_went_this_month(network, portal_date):
    portal_date(date(2018, 2, 20))
    old = make.cleared(lead="who", title="Old")
    gone = make.cleared(lead="who", title="Gone")
    portal_date(date(2018, 3, 12))
    make.cleared(lead="who", partners=("unodc",), chapter=1, title="New")
    make.cleared("mandate", lead="who")
    make.cleared("event", lead="who")
    review.withdraw(record=gone, by=gone.created_by, reason="twice")
    review.withdraw(record=old, by=old.created_by, reason="a mistake")
    review.restore(record=old, by=old.created_by)

    text = words(network.get("/"))

    assert "Since 1 March these came in: 2 activities, 1 mandate and 1 event." in text
    assert "1 record was withdrawn." in text
    assert "2 entities of the network take part in the new and changed activities." in text
    assert "Most of them are about these chapters: Short 1 (1)." in text
    assert "Gone" not in text


def test_heat_table_counts_in_cells_and_once_in_totals(network):
    make.cleared(lead="who", partners=("unodc",), chapter=1)
    make.cleared(lead="who", chapter=2, other_chapters=[1])
    make.cleared(lead="unodc")
    make.cleared("mandate", lead="unodc", chapter=1)

    assert heat(network.get("/")) == [
        ["UNODC", "1", "–", "–", "1", "2"],
        ["WHO", "2", "1", "–", "–", "2"],
        ["All", "2", "1", "0", "1", "3"],
    ]


def test_heat_numbers_lead_to_the_lists_that_they_count(network):
    for chapter in (1, 1, None):
        make.cleared(lead="who", chapter=chapter)

    addresses = found(network.get("/"), r'<td class="heat-\d"><a href="([^"]+)"')

    assert addresses == [
        "/matrix/?kind=activity&amp;entity=who&amp;chapter=1",
        "/matrix/?kind=activity&amp;entity=who&amp;chapter=none",
    ]
    totals = [words(network.get(address.replace("&amp;", "&"))) for address in addresses]
    assert ["2 activities" in totals[0], "1 activity" in totals[1]] == [True, True]


def test_map_has_a_dot_and_a_row_for_each_country_with_activities(network):
    Country.objects.filter(iso3="AUT").update(latitude=47.6, longitude=14.1)
    Country.objects.filter(iso3="PER").update(latitude=-9.1, longitude=-74.4)
    make.cleared(countries=["AUT", "PER"])
    make.cleared(countries=["AUT"])
    make.cleared(countries=["FRA"])  # no point is known for it

    response = network.get("/")

    assert found(response, r'<a href="(/countries/[^"]+)" aria-label="([^"]+)"><circle') == [
        ("/countries/aut/", "Austria: 2"),
        ("/countries/per/", "Peru: 1"),
    ]


def test_hidden_records_change_nothing_on_the_home_page(client):
    make.shared("public", lead="who", chapter=1, countries=["AUT"], title="Open")
    before = words(client.get("/"))

    make.cleared(lead="who", partners=("unodc",), chapter=1, countries=["PER"])
    gone = make.cleared(lead="who", chapter=1)
    review.withdraw(record=gone, by=gone.created_by, reason="no")

    assert words(client.get("/")) == before
    assert "Open" in before


def test_home_asks_the_same_queries_however_many_records(network):
    make.cleared(lead="who", countries=["AUT"])
    make.cleared("event", lead="who")
    few = cold_queries(network, "/")

    for _number in range(4):
        make.cleared(lead="who", partners=("unodc",), countries=["PER"], chapter=2)

    assert cold_queries(network, "/") == few


def frame(response):
    """What the frame says of its reader: the audience in words, and the menu's links to view as."""
    sentence = found(response, r"<p><strong>(You read what[^<]+)</strong>")
    return sentence, sorted(set(found(response, r'<a href="\?as=(\w+)"')))


def test_frame_names_the_audience_and_offers_narrower_ones(client):
    public = (["You read what the network shares with the public."], [])
    assert frame(client.get("/accessibility/")) == public

    client.force_login(make.person(Role.PARTNER))
    assert frame(client.get("/accessibility/")) == (
        ["You read what the network shares with partners."],
        ["partners", "public"],
    )

    client.force_login(make.person(Role.VIEWER, "who"))
    assert frame(client.get("/accessibility/")) == (
        ["You read what the network shares among its entities."],
        ["network", "partners", "public"],
    )


def test_frame_says_for_whom_one_acts_and_what_one_may_open(client):
    person = make.person(Role.FOCAL_POINT, "who")
    client.force_login(person)
    html = client.get("/accessibility/").content.decode()
    assert "acting for WHO" in html
    assert 'href="/desk/"' in html
    assert 'href="/review/"' not in html

    client.force_login(make.person(Role.SECRETARIAT))
    html = client.get("/accessibility/").content.decode()
    assert "acting for the secretariat" in html
    assert 'href="/review/"' in html


def test_frame_follows_a_role_that_has_ended(client):
    person = make.person(Role.VIEWER, "who")
    Membership.objects.filter(user=person).update(ends=date(2018, 3, 11))
    client.force_login(person)

    assert frame(client.get("/accessibility/"))[0] == ["You read what the network shares with the public."]


def test_view_as_says_so_and_shows_less(network):
    make.cleared(lead="who", title="For the network")
    make.shared("public", lead="who", title="For all")

    text = network.get("/?as=public").content.decode()

    assert "You see this page as the public sees it." in text
    assert "For all" in text
    assert "For the network" not in text


@pytest.mark.parametrize("address", ["/", "/accessibility/", "/entities/", "/chapters/1/", "/calendar/"])
def test_view_as_that_one_may_not_have_is_refused_everywhere(client, address):
    response = client.get(f"{address}?as=partners")

    assert response.status_code == 400
    assert "as: You can view as: public." in words(response)


def test_page_without_need_costs_no_query(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/accessibility/")

    assert "Web Content Accessibility Guidelines 2.2" in words(response)


def test_language_of_the_pages_is_chosen_and_mirrors_arabic(client):
    client.post("/language/", {"language": "ar", "next": "/accessibility/"})

    assert found(client.get("/accessibility/"), r'<html lang="(\w+)" dir="(\w+)"') == [("ar", "rtl")]


def test_gallery_is_for_technical_staff(client):
    assert client.get("/gallery/").status_code == 302
    client.force_login(make.person(Role.FOCAL_POINT, "who"))
    assert client.get("/gallery/").status_code == 403
    client.force_login(make.person(is_staff=True))
    assert "Gallery of components" in words(client.get("/gallery/"))
