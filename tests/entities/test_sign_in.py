"""Signing in: passwords that are refused, attempts that are limited, and nothing that tells who has an account."""

import re

import pytest
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client

from entities.choices import Role
from tests import factories as make
from tests.pages.reading import words
from ungass_portal import settings as portal
from ungass_portal.lib.bloom import BloomFilter, build

pytestmark = pytest.mark.django_db
TOO_MANY = "Too many failed login attempts. Try again later."


@pytest.fixture(autouse=True)
def no_counts():
    cache.clear()


def sign_in(client, email, password=make.PASSWORD, address="192.0.2.1", **more):
    return client.post("/account/sign-in/", {"login": email, "password": password} | more, REMOTE_ADDR=address)


@pytest.mark.parametrize(
    ("password", "codes"),
    [
        ("short words", {"password_too_short"}),
        ("qwertyuiop123", {"password_breached", "password_plain"}),
        ("ILoveYou123456", {"password_plain"}),
        ("Liverpool2018!", {"password_plain"}),
        ("P@ssw0rd-2018", {"password_plain"}),
        ("abababababab", {"password_plain"}),
        ("ada.lovelace@example.org", {"password_too_similar"}),
        ("a lamp beside the river", set()),
        ("kiosk-turbine-9-meadow", set()),
    ],
)
def test_weak_and_breached_passwords_are_refused(password, codes):
    try:
        validate_password(password, make.person(email="ada.lovelace@example.org"))
        found = set()
    except ValidationError as refused:
        found = {error.code for error in refused.error_list}

    assert codes <= found
    assert bool(found) == bool(codes)


def test_passwords_are_kept_as_argon2(settings):
    settings.PASSWORD_HASHERS = portal.PASSWORD_HASHERS  # the tests have a faster one

    assert make_password(make.PASSWORD).startswith("argon2$argon2id$")


def test_cookies_go_to_the_portal_alone_and_no_script_reads_who_one_is(client):
    client.get("/account/sign-in/")
    sign_in(client, make.person(Role.VIEWER, "who").email)

    told = {name: (bool(cookie["httponly"]), cookie["samesite"]) for name, cookie in client.cookies.items()}
    read_by_scripts = {"csrftoken": (False, "Lax")}
    assert told == read_by_scripts | dict.fromkeys(["sessionid", "known_browser", "messages"], (True, "Lax"))


def test_filter_finds_all_that_it_was_built_of_and_hardly_anything_else(tmp_path):
    path = tmp_path / "filter"
    path.write_bytes(build([f"in {number}" for number in range(2_000)], wrong_yes=0.01))
    found = BloomFilter(path)

    assert all(f"in {number}" in found for number in range(2_000))
    assert sum(f"out {number}" in found for number in range(2_000)) < 60


def test_answers_do_not_tell_whether_an_account_exists():
    """Sign-in and forgotten password, byte for byte but for what was typed and the form's own proof."""
    person = make.person(Role.VIEWER, "who")
    told = []
    for email in (person.email, "nobody@example.org"):
        client = Client()
        pages = [
            sign_in(client, email, "wrong"),
            client.post("/account/password/reset/", {"email": email}, follow=True),
        ]
        pages += [sign_in(client, email, "wrong") for _turn in range(10)]
        texts = [page.content.decode().replace(email, "…") for page in pages]
        told.append([re.sub(r'(csrfmiddlewaretoken" value|nonce|X-CSRFToken":)="?[^"]+"', "", text) for text in texts])

    assert told[0] == told[1]
    assert [letter.to for letter in mail.outbox] == [[person.email], ["nobody@example.org"]]


def test_where_no_mail_can_leave_everybody_is_told_so_alike(settings):
    person = make.person(Role.VIEWER, "who")
    # port 1 of this machine: nobody listens there
    options = {"host": "127.0.0.1", "port": 1}
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}}

    pages = [
        Client().post("/account/password/reset/", {"email": email}, follow=True)
        for email in (person.email, "nobody@example.org")
    ]

    told = "No mail can leave at the moment. Try again in a few minutes."
    assert [page.content.decode().count(told) for page in pages] == [1, 1]


def test_attempts_at_an_account_are_limited_from_wherever_they_come(client):
    person = make.person(Role.VIEWER, "who")
    for number in range(10):
        sign_in(Client(), person.email, f"wrong {number}", address=f"192.0.2.{number}")

    assert TOO_MANY in words(sign_in(client, person.email, address="198.51.100.1"))


def test_the_owners_own_browser_is_not_locked_out_by_a_stranger(client):
    person = make.person(Role.VIEWER, "who")
    sign_in(client, person.email)
    client.post("/account/sign-out/")
    for _turn in range(11):
        sign_in(Client(), person.email, "wrong")

    assert TOO_MANY in words(sign_in(Client(), person.email))
    assert sign_in(client, person.email)["Location"] == "/desk/"


def test_a_known_browser_is_limited_too_and_only_known_for_its_own_account(client):
    person, other = make.person(Role.VIEWER, "who"), make.person(Role.VIEWER, "who")
    sign_in(client, person.email)
    client.post("/account/sign-out/")
    for _turn in range(10):
        sign_in(client, person.email, "wrong")
        sign_in(Client(), other.email, "wrong")

    assert TOO_MANY in words(sign_in(client, person.email))
    assert TOO_MANY in words(sign_in(client, other.email))


def test_an_agency_behind_one_address_is_not_locked_out(client):
    """Fifty colleagues who mistype once, and a hundred who sign in, from one address."""
    person = make.person(Role.VIEWER, "who")
    for number in range(50):
        sign_in(client, f"colleague{number}@example.org", "wrong")
    for _turn in range(60):
        sign_in(client, person.email)
        client.post("/account/sign-out/")

    assert sign_in(client, person.email)["Location"] == "/desk/"


def test_guessing_at_many_accounts_from_one_address_ends(client):
    person = make.person(Role.VIEWER, "who")
    for number in range(100):
        sign_in(client, f"guess{number}@example.org", "wrong")

    assert TOO_MANY in words(sign_in(Client(), person.email))
    assert sign_in(Client(), person.email, address="198.51.100.1")["Location"] == "/desk/"


def test_forged_cookie_knows_nobody(client):
    person = make.person(Role.VIEWER, "who")
    for _turn in range(10):
        sign_in(Client(), person.email, "wrong")
    client.cookies["known_browser"] = "WyJhIl0:1abcde:forged"

    assert TOO_MANY in words(sign_in(client, person.email))


@pytest.mark.parametrize(
    "target",
    ["https://evil.example/", "//evil.example/", "/\\evil.example/", "javascript:alert(1)", "https:evil.example"],
)
def test_sign_in_leads_nowhere_else(target, client):
    person = make.person(Role.VIEWER, "who")

    assert sign_in(client, person.email, next=target)["Location"] == "/desk/"
    client.post("/account/sign-out/", {"next": target})
    assert client.post("/account/sign-out/", {"next": target})["Location"] == "/"


def test_session_begins_anew_with_the_sign_in(client):
    """A session that somebody planted is worth nothing after the sign-in."""
    planted = client.session
    planted["planted"] = True
    planted.save()
    before = planted.session_key
    client.cookies["sessionid"] = before

    sign_in(client, make.person(Role.VIEWER, "who").email)

    assert client.cookies["sessionid"].value != before
    assert Client(headers={"cookie": f"sessionid={before}"}).get("/account/").status_code == 302
