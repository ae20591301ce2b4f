"""The second factor: set up, asked for, demanded from a day on; guarded steps; known devices; sessions."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from entities import people
from entities.choices import Role
from entities.models import ApiToken, Invitation, SharingPolicy
from registry.models import Edition
from tests import factories as make
from tests.factories.editions import edition
from tests.pages.reading import words

pytestmark = pytest.mark.django_db
SET_UP, AGAIN = "/account/second-factor/", "/account/second-factor/again/"


@pytest.fixture(autouse=True)
def no_counts():
    cache.clear()


@pytest.fixture
def demanded(settings):
    settings.SECOND_FACTOR_FROM = date(2018, 1, 1)


def with_factor(person):
    """Give the person an authenticator; returns what tells its code now."""
    secret = generate_totp_secret()
    TOTP.activate(person, secret)
    RecoveryCodes.activate(person)
    cache.clear()
    return lambda: format_hotp_value(hotp_value(secret, int(timezone.now().timestamp()) // 30))


def sign_in(client, person):
    return client.post("/account/sign-in/", {"login": person.email, "password": make.PASSWORD})


def fresh_code(code):
    """The present code, as one that was not used yet."""
    cache.clear()
    return {"code": code()}


def test_sign_in_asks_for_the_code_and_takes_each_once(client):
    person = make.person(Role.FOCAL_POINT, "who")
    code = with_factor(person)

    assert sign_in(client, person)["Location"] == "/account/second-factor/code/"
    assert client.get("/desk/").status_code == 302
    assert client.post("/account/second-factor/code/", {"code": "000000"}).status_code == 200
    now = code()
    assert client.post("/account/second-factor/code/", {"code": now})["Location"] == "/account/second-factor/device/"
    client.post("/account/second-factor/device/", {"action": "skip"})
    assert client.get("/desk/").status_code == 200
    other = Client()
    sign_in(other, person)
    assert other.post("/account/second-factor/code/", {"code": now}).status_code == 200
    assert other.get("/desk/").status_code == 302


def test_recovery_code_opens_once(client):
    person = make.person(Role.FOCAL_POINT, "who")
    with_factor(person)
    recovery = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]

    for opened in (True, False):
        client = Client()
        sign_in(client, person)
        client.post("/account/second-factor/code/", {"code": recovery})
        client.post("/account/second-factor/device/", {"action": "skip"})
        assert (client.get("/desk/").status_code == 200) == opened


def test_secrets_of_factors_are_enciphered_in_the_database():
    person = make.person(Role.FOCAL_POINT, "who")
    with_factor(person)
    rows = {row.type: row for row in Authenticator.objects.all()}

    seeds = [rows["totp"].data["secret"], rows["recovery_codes"].data["seed"]]
    assert [seed.startswith("gAAAA") for seed in seeds] == [True, True]


@pytest.mark.parametrize(
    ("role", "day", "asked"),
    [
        (Role.SECRETARIAT, -1, True),
        (Role.FOCAL_POINT, -1, True),
        (Role.FOCAL_POINT, 0, True),
        (Role.FOCAL_POINT, 1, False),
        (Role.FOCAL_POINT, None, False),
        (Role.CONTRIBUTOR, -1, False),
        (Role.VIEWER, -1, False),
        (Role.PARTNER, -1, False),
    ],
)
def test_who_needs_a_factor_from_which_day(role, day, asked, client, settings):
    settings.SECOND_FACTOR_FROM = None if day is None else timezone.localdate() + timedelta(days=day)
    person = make.person(role, "who")
    sign_in(client, person)

    page = client.get("/matrix/")
    assert (page.status_code, page.headers.get("Location")) == ((302, SET_UP) if asked else (200, None))
    assert client.get("/api/v1/activities/").status_code == (403 if asked else 200)
    setting_up = client.get(SET_UP)
    assert setting_up.status_code == 200
    assert ("you need a second factor to sign in" in setting_up.content.decode()) == (day == 1)
    with_factor(person)
    assert client.get("/matrix/").status_code == 200


def test_setting_one_up_by_the_pages_opens_the_portal(client, demanded):
    person = make.person(Role.FOCAL_POINT, "who")
    sign_in(client, person)

    page = client.get("/account/second-factor/authenticator/", follow=True)
    if "password once more" in words(page):
        page = client.post(page.request["PATH_INFO"] + "?" + page.request["QUERY_STRING"], {"password": make.PASSWORD},
                           follow=True)  # fmt: skip
    secret = re.search(r'class="secret">([A-Z2-7]+)<', page.content.decode()).group(1)
    code = format_hotp_value(hotp_value(secret, int(timezone.now().timestamp()) // 30))
    client.post("/account/second-factor/authenticator/", {"code": code})

    assert client.get("/desk/").status_code == 200
    assert "10 codes are left" in words(client.get(SET_UP))
    refused = client.post("/account/second-factor/authenticator/remove/", follow=True)
    assert Authenticator.objects.filter(type="totp").exists(), words(refused)


def test_a_page_asks_the_database_for_no_factor_that_the_session_knows(client, demanded):
    person = make.person(Role.FOCAL_POINT, "who")
    sign_in(client, person)
    with_factor(person)
    client.get("/desk/")

    with CaptureQueriesContext(connection) as captured:
        assert client.get("/desk/").status_code == 200

    assert [row["sql"] for row in captured if "mfa_authenticator" in row["sql"]] == []


def test_a_factor_that_goes_ends_what_other_sessions_know(client, demanded):
    person, elsewhere = make.person(Role.FOCAL_POINT, "who"), Client()
    for browser in (client, elsewhere):
        sign_in(browser, person)
    code = with_factor(person)
    Authenticator.objects.create(user=person, type="webauthn", data={})
    assert [browser.get("/desk/").status_code for browser in (client, elsewhere)] == [200, 200]

    asked = client.post("/account/second-factor/authenticator/remove/")
    client.post(asked["Location"], fresh_code(code))

    assert not Authenticator.objects.filter(type="totp").exists()
    assert elsewhere.get("/desk/")["Location"].startswith("/account/sign-in/")
    assert client.get("/desk/").status_code == 200
    Authenticator.objects.all().delete()
    assert "has_second_factor" in client.session
    client.post("/account/sign-out/")
    sign_in(client, person)
    assert client.get("/desk/")["Location"] == SET_UP


def later():
    """When a sign-in is no proof any more."""
    return time_machine.travel(timezone.now() + timedelta(minutes=6), tick=True)


STEPS = {
    "invite": (Role.FOCAL_POINT, "desk-invite", {"email": "n@example.org", "what": "viewer", "starts": "2018-03-12"}),
    "token": (Role.FOCAL_POINT, "account-token-new", {"name": "Sync", "days": "90"}),
    "seal": (Role.SECRETARIAT, "review-edition-seal", {"despite": "Because."}),
}


def done(what):
    return {
        "invite": Invitation.objects.count(),
        "token": ApiToken.objects.count(),
        "seal": Edition.objects.filter(state="sealed").count(),
    }[what]


@pytest.mark.parametrize("what", STEPS)
def test_guarded_steps_ask_for_the_factor_again_and_then_go_on(what, client, demanded):
    role, name, sent = STEPS[what]
    person = make.person(role, "who")
    code = with_factor(person)
    address = reverse(name, kwargs={"month": edition("2018-02", "in_review").code} if what == "seal" else {})
    sign_in(client, person)
    client.post("/account/second-factor/code/", fresh_code(code))
    client.post("/account/second-factor/device/", {"action": "skip"})

    with later():
        first = client.post(address, sent)
        assert (first.status_code, first["Location"].split("?")[0], done(what)) == (302, AGAIN, 0)
        wrong = client.post(first["Location"], {"code": "000000"})
        assert (wrong.status_code, done(what)) == (200, 0)
        client.post(first["Location"], fresh_code(code))
        assert done(what) == 1
        # and the next one within five minutes goes through
        if what == "invite":
            client.post(address, sent | {"email": "other@example.org"})
            assert done(what) == 2


def test_agreeing_is_guarded_and_taking_back_is_not(client, demanded):
    make.code_lists()
    record = make.cleared()
    person = record.created_by
    with_factor(person)
    client.force_login(person)
    version = record.versions.get()
    word = {"entity": "who", "audience": "partners", "version": version.number, "scope": "wording", "sha256": "0" * 64}

    address = reverse("record-sharing", args=["activity", record.reference])
    answers = [client.post(address, word | {"decision": decision}) for decision in ("agree", "withdraw", "decline")]

    assert [answer.headers.get("Location", "").startswith(AGAIN) for answer in answers] == [True, False, False]


def test_nothing_is_guarded_where_nothing_is_demanded(client):
    """The demonstration goes on with passwords alone."""
    person = make.person(Role.FOCAL_POINT, "who")
    client.force_login(person)

    client.post(reverse("desk-invite"), STEPS["invite"][2])

    assert Invitation.objects.count() == 1


def test_known_device_signs_in_with_the_password_for_100_days_but_guarded_steps_ask(client, demanded):
    person = make.person(Role.FOCAL_POINT, "who")
    code = with_factor(person)
    sign_in(client, person)
    client.post("/account/second-factor/code/", fresh_code(code))
    client.post("/account/second-factor/device/", {"action": "trust"})
    cookie = client.cookies["known_device"]
    assert (cookie["max-age"], bool(cookie["httponly"])) == (100 * 24 * 3600, True)
    client.post("/account/sign-out/")

    with time_machine.travel(timezone.now() + timedelta(days=99), tick=True):
        assert sign_in(client, person)["Location"] == "/desk/"
        assert client.post(reverse("desk-invite"), STEPS["invite"][2])["Location"].startswith(AGAIN)
        client.post("/account/sign-out/")
    stranger = Client()
    stranger.cookies["known_device"] = cookie.value
    other = make.person(Role.FOCAL_POINT, "who")
    with_factor(other)
    assert sign_in(stranger, other)["Location"] == "/account/second-factor/code/"
    with time_machine.travel(timezone.now() + timedelta(days=101), tick=True):
        client.cookies["known_device"] = cookie.value
        assert sign_in(client, person)["Location"] == "/account/second-factor/code/"


def password_changed(person, client):
    client.post("/account/sign-out/")
    person.set_password("an entirely other pass phrase")
    person.save()


def others_ended(person, client):
    client.post("/account/sessions/", {"session": "others"})
    client.post("/account/sign-out/")


def role_ended(person, client):
    people.end_role(membership=person.memberships.get(), ends=date(2018, 3, 11), by=make.person(Role.SECRETARIAT))
    make.Membership.objects.create(user=person, role=Role.VIEWER, entity=make.entity("undp"), starts=date(2018, 3, 12))


@pytest.mark.parametrize("ending", [password_changed, others_ended, role_ended])
def test_a_known_device_is_known_no_more_after(ending, client, demanded):
    person = make.person(Role.FOCAL_POINT, "who")
    code = with_factor(person)
    sign_in(client, person)
    client.post("/account/second-factor/code/", fresh_code(code))
    client.post("/account/second-factor/device/", {"action": "trust"})
    assert "known_device" in client.cookies

    ending(person, client)

    password = "an entirely other pass phrase" if ending is password_changed else make.PASSWORD
    answer = client.post("/account/sign-in/", {"login": person.email, "password": password})
    assert answer["Location"] == "/account/second-factor/code/"


def test_technical_administration_has_the_same_sign_in(client, demanded):
    boss = make.person(is_staff=True, is_superuser=True)

    assert client.get("/admin/login/?next=/admin/")["Location"] == "/account/sign-in/?next=/admin/"
    assert client.post("/admin/login/", {"username": boss.email, "password": make.PASSWORD}).status_code in (302, 405)
    assert "_auth_user_id" not in client.session
    sign_in(client, boss)
    assert client.get("/admin/")["Location"] == SET_UP


def test_sessions_are_seen_and_ended(client):
    person, other = make.person(Role.VIEWER, "who"), make.person(Role.VIEWER, "who")
    elsewhere, third, foreign = Client(headers={"user-agent": "Lost phone"}), Client(), Client()
    for browser, who in ((client, person), (elsewhere, person), (third, person), (foreign, other)):
        sign_in(browser, who)
    lost = UserSession.objects.get(user_agent="Lost phone")

    assert "Lost phone" in words(client.get("/account/sessions/"))
    client.post("/account/sessions/", {"session": lost.pk})
    assert [browser.get("/account/").status_code for browser in (client, elsewhere, third)] == [200, 302, 200]
    theirs = UserSession.objects.get(user=other)
    assert client.post("/account/sessions/", {"session": theirs.pk}).status_code == 404
    client.post("/account/sessions/", {"session": "others"})
    assert [browser.get("/account/").status_code for browser in (client, third, foreign)] == [200, 302, 200]


ONE, MONTH = {"pk": 1}, {"month": "2018-02"}
GUARDED = {
    "desk-invite": (Role.FOCAL_POINT, {}),
    "desk-name-deputy": (Role.FOCAL_POINT, ONE),
    "desk-domains": (Role.FOCAL_POINT, {}),
    "desk-lost-factors": (Role.FOCAL_POINT, ONE),
    "account-token-new": (Role.FOCAL_POINT, {}),
    "account-token-replace": (Role.FOCAL_POINT, {"key": "0b9f5a7e-9d7f-4f0f-8f0f-0b9f5a7e9d7f"}),
    "review-invite": (Role.SECRETARIAT, {}),
    "review-role-new": (Role.SECRETARIAT, {}),
    "review-role-reopen": (Role.SECRETARIAT, ONE),
    "review-lost-factors": (Role.SECRETARIAT, ONE),
    "review-erase": (Role.SECRETARIAT, ONE),
    "review-edition-seal": (Role.SECRETARIAT, MONTH),
    "review-edition-correct": (Role.SECRETARIAT, MONTH),
    "account-feeds": (Role.VIEWER, {}),
    "account-feed-replace": (Role.VIEWER, {"key": "0b9f5a7e-9d7f-4f0f-8f0f-0b9f5a7e9d7f"}),
    "account-webhook-new": (Role.PARTNER, {}),
    "account-webhook-secret": (Role.PARTNER, {"key": "0b9f5a7e-9d7f-4f0f-8f0f-0b9f5a7e9d7f"}),
}


@pytest.mark.parametrize("name", GUARDED)
def test_every_guarded_address_asks_before_it_looks_at_what_was_sent(name, client, demanded):
    role, arguments = GUARDED[name]
    person = make.person(role, "who")
    with_factor(person)
    client.force_login(person)  # no proof of the last minutes

    assert client.post(reverse(name, kwargs=arguments), {})["Location"].startswith(AGAIN)


def test_a_policy_that_agrees_by_itself_is_guarded(client, demanded):
    person = make.person(Role.FOCAL_POINT, "who")
    with_factor(person)
    client.force_login(person)

    answer = client.post(
        reverse("sharing-policy-new"), {"entity": "who", "audience": "public", "word": "agree", "confirm": "1"}
    )

    assert (answer.status_code, answer.headers.get("Location", "").split("?")[0]) == (302, AGAIN)
    assert SharingPolicy.objects.count() == 0
