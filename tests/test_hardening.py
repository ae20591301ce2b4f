"""Attacks that any site on the internet meets, over every address of this one."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.contrib.sessions.models import Session
from django.test import Client

from entities.choices import Role
from tests import factories as make
from tests.browser.portal import environment
from tests.test_access import CLOSED, ROUTES, address, places  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[1]
EVIL = "https://evil.example/"
SCRIPT = "<script>alert(7)</script>"
LISTS = ("/", "/matrix/", "/calendar/", "/entities/", "/countries/", "/recommendations/", "/figures/", "/editions/")
# The API takes no cookie for a proof: a token is sent by hand.
WITHOUT_FORM = {name for route, name in ROUTES if route.startswith("api/")}


def test_the_portals_own_checks_find_nothing_in_production():
    database = django_settings.DATABASES["default"]["NAME"]
    kept = {name: os.environ.get(name, "") for name in ("PATH", "LD_LIBRARY_PATH", "HOME")}
    production = {
        "SECRET_KEY": "".join(chr(33 + number % 90) for number in range(70)),
        "DATABASE_URL": environment(database, "", 1)["DATABASE_URL"],
        "ALLOWED_HOSTS": "ungass.example.org",
        "SITE_URL": "https://ungass.example.org",
        "BEHIND_PROXY": "1",
    }

    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env=kept | production,
        capture_output=True,
        text=True,
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "System check identified no issues (1 silenced).\n"


def test_no_form_is_taken_without_the_proof_that_the_portal_sent_it(places):  # noqa: F811
    client = Client(enforce_csrf_checks=True)
    client.force_login(make.person(Role.SECRETARIAT, is_staff=True))

    found = {name: client.post(address(name, places)) for name in CLOSED if name not in WITHOUT_FORM}

    taken = {name: answer.status_code for name, answer in found.items() if answer.status_code not in (403, 405)}
    assert taken == {}
    assert found["review-role-end"].status_code == 403


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_a_visitor_changes_nothing_by_any_other_method(method, client, places):  # noqa: F811
    found = {}
    for name in CLOSED:
        answer = getattr(client, method)(address(name, places))
        if answer.status_code not in (302, 401, 403, 404, 405):
            found[name] = answer.status_code

    assert found == {}


@pytest.mark.parametrize(
    "value", [EVIL, "//evil.example/", "/\\evil.example", "javascript:alert(7)", "https:evil.example"]
)
def test_nobody_is_led_away_from_the_portal(value, client):
    person = make.person()

    answers = [
        client.post("/language/", {"language": "fr", "next": value}),
        client.post(
            f"/account/sign-in/?next={value}", {"login": person.email, "password": make.PASSWORD, "next": value}
        ),
    ]

    assert [answer.status_code for answer in answers] == [302, 302]
    for answer in answers:
        assert answer["Location"].startswith("/")
        assert not answer["Location"].startswith(("//", "/\\"))


def test_a_session_that_somebody_planted_is_not_the_one_that_is_signed_in(client):
    person = make.person()
    client.get("/account/sign-in/")
    session = client.session
    session["planted"] = "yes"
    session.save()
    planted = session.session_key
    client.cookies[django_settings.SESSION_COOKIE_NAME] = planted

    client.post("/account/sign-in/", {"login": person.email, "password": make.PASSWORD})

    assert client.session["_auth_user_id"] == str(person.pk)
    assert client.session.session_key != planted
    assert not Session.objects.filter(session_key=planted).exists()


@pytest.mark.parametrize("host", ["evil.example", "testserver.evil.example", "testserver:80@evil.example"])
def test_a_host_that_is_not_ours_is_refused(host, client, settings):
    settings.ALLOWED_HOSTS = ["testserver"]

    assert client.get("/", HTTP_HOST=host).status_code == 400


@pytest.mark.parametrize(
    "value",
    [SCRIPT, "' OR 1=1 --", "'; DROP TABLE entities_record; --", "\x00", "%s %d {0} {{7*7}}", "../" * 9, "9" * 400],
)
def test_what_is_searched_for_is_text_and_nothing_else(value, client):
    make.code_lists()

    for path in LISTS:
        for name in ("q", "sort", "as", "after", "month", "entity", "chapter"):
            answer = client.get(path, {name: value})
            assert answer.status_code in (200, 302, 400, 404), (path, name)
            assert SCRIPT not in answer.content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "/static/../manage.py",
        "/static/%2e%2e/manage.py",
        "/editions/2018-02/documents/..%2f..%2fmanage.py",
        "/editions/2018-02/documents/%2e%2e/%2e%2e/manage.py",
        "/api/v1/dump/..%2f..%2fmanage.py",
        "/calendar/feeds/..%2f..%2fmanage.py",
    ],
)
def test_no_address_leads_to_a_file_of_the_machine(path, client):
    answer = client.get(path)

    assert answer.status_code in (400, 404)
    assert b"DJANGO_SETTINGS_MODULE" not in getattr(answer, "content", b"")


def test_the_technical_administration_has_no_door_of_its_own(client):
    person = make.person(is_staff=True, is_superuser=True)

    shown = client.get("/admin/login/?next=/admin/")
    tried = client.post("/admin/login/?next=/admin/", {"username": person.email, "password": make.PASSWORD})

    for answer in (shown, tried):
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/account/sign-in/")
    assert "_auth_user_id" not in client.session
