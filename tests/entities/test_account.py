"""A person's own page."""

from datetime import date

import pytest

from entities.choices import Role
from entities.models import ApiToken, Membership, PartnerOrganisation, SavedView
from tests import factories as make
from tests.pages.reading import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(client):
    person = make.person(Role.FOCAL_POINT, "who", name="Ada", language="en")
    client.force_login(person)
    return person


def test_page_is_for_those_who_are_signed_in(client):
    assert client.get("/account/")["Location"] == "/account/sign-in/?next=/account/"


def test_roles_are_told_in_words_with_their_dates(client, person):
    Membership.objects.create(
        user=person, role=Role.VIEWER, entity=make.entity("undp"), starts=date(2017, 5, 1), ends=date(2017, 12, 31)
    )

    text = words(client.get("/account/"))

    assert "Focal point who in full since 20 April 2017" in text
    assert "Viewer undp in full 1 May 2017 to 31 December 2017 · ended" in text


def test_name_and_language_are_saved_and_the_pages_follow(client, person):
    response = client.post("/account/", {"name": "Ada Lovelace", "language": "zh"}, follow=True)

    person.refresh_from_db()
    assert (person.name, person.language) == ("Ada Lovelace", "zh")
    assert '<html lang="zh-hans"' in response.content.decode()


def test_refused_values_stay_on_the_page_and_change_nothing(client, person):
    response = client.post("/account/", {"name": "x" * 151, "language": "xx"})

    person.refresh_from_db()
    assert response.status_code == 400
    assert (person.name, person.language) == ("Ada", "en")
    assert "x" * 151 in response.content.decode()
    assert "Ensure this value has at most 150 characters (it has 151)." in words(response)
    assert "xx is not one of the available choices." in words(response)


def test_other_fields_cannot_be_set(client, person):
    client.post("/account/", {"name": "Ada", "language": "en", "is_staff": "on", "email": "other@example.org"})

    person.refresh_from_db()
    assert (person.is_staff, person.email == "other@example.org") == (False, False)


def test_own_tokens_and_views_are_listed_and_nobody_elses(client, person):
    ApiToken.make(name="Ours", entity=make.entity("who"))
    ApiToken.make(name="Theirs", entity=make.entity("undp"))
    ApiToken.make(name="Outside", organisation=PartnerOrganisation.objects.create(slug="org", name="Org"))
    SavedView.objects.create(person=person, name="My list", path="/matrix/", query="chapter=1")
    SavedView.objects.create(person=make.person(), name="Other list", path="/matrix/", query="")

    response = client.get("/account/")
    text = words(response)

    assert [name in text for name in ("Ours", "Theirs", "Outside", "My list", "Other list")] == [
        True, False, False, True, False,
    ]  # fmt: skip
    assert 'href="/matrix/?chapter=1"' in response.content.decode()


def test_tokens_are_not_for_contributors(client):
    ApiToken.make(name="Ours", entity=make.entity("who"))
    client.force_login(make.person(Role.CONTRIBUTOR, "who"))

    assert "Ours" not in words(client.get("/account/"))


def test_name_with_markup_is_shown_as_text(client, person):
    client.post("/account/", {"name": "<b>Ada</b>", "language": "en"})

    assert "&lt;b&gt;Ada&lt;/b&gt;" in client.get("/account/").content.decode()
    assert "<b>Ada</b>" not in client.get("/account/").content.decode()
