"""In which language a page opens: the person's own, else the one that the address names, else the browser's."""

import pytest

from entities.choices import Role
from entities.mail.rendering import render
from tests import factories as make
from tests.pages.reading import found

pytestmark = pytest.mark.django_db


def spoken(response):
    """The language that a page says it is in, and its direction."""
    return found(response, r'<html lang="([\w-]+)" dir="(\w+)"')[0]


def test_browser_decides_where_nobody_chose(client):
    assert spoken(client.get("/accessibility/", headers={"Accept-Language": "ru,en;q=0.5"})) == ("ru", "ltr")
    assert spoken(client.get("/accessibility/", headers={"Accept-Language": "de"})) == ("en", "ltr")


def test_address_outweighs_the_browser_and_lasts(client):
    response = client.get("/ar/accessibility/?x=1", headers={"Accept-Language": "ru"})

    assert spoken(response) == ("ar", "rtl")
    assert response["Content-Language"] == "ar"
    assert spoken(client.get("/accessibility/", headers={"Accept-Language": "ru"})) == ("ar", "rtl")
    assert spoken(client.get("/zh/accessibility/")) == ("zh-hans", "ltr")


def test_address_names_the_same_pages(client):
    assert client.get("/fr/").status_code == 200
    assert client.get("/fr/no-such-page/").status_code == 404
    assert client.get("/fr/matrix", follow=True).redirect_chain == [("/matrix/", 301)]
    assert client.get("/de/accessibility/").status_code == 404


def test_own_setting_outweighs_the_address(client):
    person = make.person(Role.FOCAL_POINT, "who", language="es")
    client.force_login(person)

    assert spoken(client.get("/ar/accessibility/", headers={"Accept-Language": "ru"})) == ("es", "ltr")


def test_choice_in_the_menu_is_kept_as_ones_own_setting(client):
    person = make.person(Role.FOCAL_POINT, "who", language="en")
    client.force_login(person)

    response = client.post("/language/", {"language": "zh-hans", "next": "https://elsewhere.example/"})

    person.refresh_from_db()
    assert (response["Location"], person.language) == ("/", "zh")
    assert spoken(client.get("/accessibility/")) == ("zh-hans", "ltr")


def test_unknown_choice_changes_nothing(client):
    response = client.post("/language/", {"language": "xx", "next": "/accessibility/"})

    assert (response["Location"], dict(response.cookies)) == ("/accessibility/", {})


def test_links_of_a_letter_open_in_its_language():
    context = {"person": "x", "leave_url": "http://testserver/letters/leave/abc/"}

    assert 'href="http://testserver/fr/' in render("factors_restored", context, "fr")[2]
    assert 'href="http://testserver/account/' in render("factors_restored", context, "en")[2]
