"""Pages of chapters and operational recommendations."""

import pytest

from entities.choices import Role
from registry.choices import EvidenceStatus
from registry.models import Recommendation
from tests import factories as make
from tests.pages.reading import found, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def lists():
    make.code_lists()


@pytest.fixture
def network(client):
    client.force_login(make.person(Role.VIEWER, "undp"))
    return client


def test_chapters_have_official_titles_sub_headings_and_numbers(network):
    make.cleared(chapter=1, other_chapters=[2])
    make.cleared(chapter=1)
    make.cleared()
    make.cleared("mandate", chapter=1)

    text = words(network.get("/chapters/"))

    assert "1. Short 1 Title 1 Prevention 2 activities 2. Short 2 Title 2 1 activity" in text
    assert "3. Short 3 Title 3 no activity yet In no chapter 1 activity" in text


def test_chapter_shows_its_entities_and_activities_of_every_role(network):
    make.cleared(lead="who", partners=("unodc",), chapter=1, title="First thing")
    make.cleared(lead="unodc", chapter=2, other_chapters=[1], title="Second thing")
    make.cleared(lead="who", chapter=2, title="Elsewhere")

    response = network.get("/chapters/1/")

    assert found(response, r'<a href="/activities/[^"]+" lang="en" dir="ltr">([^<]+)</a>') == [
        "Second thing",
        "First thing",
    ]
    assert "Entities UNODC 2 activities of UNODC WHO 1 activities of WHO" in words(response)
    assert 'href="/matrix/?kind=activity&amp;chapter=1&amp;entity=unodc"' in response.content.decode()


def test_chapter_counts_for_the_public_only_what_it_reads(client):
    make.shared("public", chapter=1, title="Open")
    before = words(client.get("/chapters/1/"))

    make.cleared(chapter=1, title="Closed")

    assert words(client.get("/chapters/1/")) == before
    assert "1 activity 0 joint with others" in before


@pytest.mark.parametrize(
    "address", ["/chapters/9/", "/recommendations/9(z)/", "/recommendations/x/", "/recommendations/1(a)%00/"]
)
def test_what_is_not_in_the_document_is_not_found(client, address):
    assert client.get(address).status_code == 404


def test_codes_that_are_not_verified_say_so_on_every_page(client):
    Recommendation.objects.create(code="1(b)", chapter_id=1, topic="Checked", status=EvidenceStatus.VERIFIED)
    doubtful, sure = "1(a) Children and youth not verified", "1(b) Checked no activity yet"

    for address in ("/chapters/1/", "/recommendations/"):
        text = words(client.get(address))
        assert doubtful in text
        assert sure in text
    assert "Evidence: not verified. Check the code" in words(client.get("/recommendations/1(a)/"))
    assert "Check the code" not in words(client.get("/recommendations/1(b)/"))


def test_recommendations_stand_in_the_order_of_their_letters(client):
    for letter in ("aa", "z", "b"):
        Recommendation.objects.create(code=f"1({letter})", chapter_id=1, topic=letter)

    response = client.get("/recommendations/")

    assert found(response, r'<span class="ref">([^<]+)</span></a>') == ["1(a)", "1(b)", "1(z)", "1(aa)"]


def test_recommendation_shows_what_is_done_about_it(network):
    make.cleared(recommendations=["1(a)"], title="Done about it")
    make.cleared(title="Not about it")
    make.cleared("event", recommendations=["1(a)"], title="Meeting about it")

    text = words(network.get("/recommendations/1(a)/"))

    assert "1 activity 0 joint with others" in text
    assert "Done about it" in text
    assert "Meeting about it" in text
    assert "Not about it" not in text
