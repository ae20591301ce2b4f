"""Asking for access, the directory, lost second factors, personal data told and erased."""

import time
from datetime import date
from types import SimpleNamespace

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from calendar_app import secret_feeds
from calendar_app.models import Feed
from entities import admission, audit, invitations, lost_factors, people, personal_data
from entities.choices import Role
from entities.models import (
    AccessLog,
    AccessRequest,
    DirectoryEntry,
    Invitation,
    Letter,
    LostFactor,
    Membership,
    User,
)
from tests import factories as make
from tests.entities.test_second_factor import with_factor
from tests.jobs import work
from tests.pages.reading import words
from ungass_portal.lib.problems import ProcessError

pytestmark = pytest.mark.django_db
YESTERDAY = date(2018, 3, 11)


@pytest.fixture(autouse=True)
def no_counts():
    cache.clear()


@pytest.fixture(autouse=True)
def waited(monkeypatch):
    """How long each answer to a request for access was held back."""
    found = []
    watch = SimpleNamespace(monotonic=time.monotonic, sleep=found.append)
    monkeypatch.setattr("entities.views.admission.time", watch)
    return found


@pytest.fixture
def focal():
    return make.person(Role.FOCAL_POINT, "who", name="Ada")


@pytest.fixture
def boss():
    return make.person(Role.SECRETARIAT, name="Sam")


def ask(client, email, **more):
    return client.post("/account/request/", {"email": email, "name": "Nina", "reason": "To read."} | more, follow=True)


def test_request_from_an_approved_domain_reaches_the_focal_point_who_invites(client, focal):
    admission.approve_domains(entity=make.entity("who"), domains=["who.example"], by=focal)
    ask(client, "Nina@WHO.example")
    work()
    assert [letter.to for letter in mail.outbox] == [[focal.email]]

    client.force_login(focal)
    assert "Nina, nina@who.example To read." in words(client.get("/desk/people/"))
    row = AccessRequest.objects.get()
    form = client.get(f"/desk/people/invite/?request={row.key}").content.decode()
    assert 'value="nina@who.example"' in form
    client.post("/desk/people/invite/", {"email": row.email, "what": "viewer", "starts": "2018-03-12"})

    row.refresh_from_db()
    assert row.closed_at is not None
    assert [(offer.email, offer.role) for offer in Invitation.objects.all()] == [("nina@who.example", Role.VIEWER)]


def test_answer_is_the_same_for_every_address_and_asking_lets_nobody_in(client, focal, waited):
    make.person(Role.VIEWER, "who", email="has@who.example")
    admission.approve_domains(entity=make.entity("who"), domains=["who.example"], by=focal)

    pages = [
        words(ask(client, email))
        for email in ("new@who.example", "new@who.example", "has@who.example", "x@evil.example", "x@a.who.example")
    ]

    assert pages == [pages[0]] * 5
    assert [0 <= seconds < 0.25 for seconds in waited] == [True] * 5
    assert [row.email for row in AccessRequest.objects.all()] == ["new@who.example"]
    assert not User.objects.filter(email="new@who.example").exists()


def test_requests_of_one_address_are_limited(client, focal):
    admission.approve_domains(entity=make.entity("who"), domains=["who.example"], by=focal)
    for _turn in range(5):
        ask(client, "new@who.example")
        AccessRequest.objects.update(closed_at="2018-03-12T00:00Z")

    assert AccessRequest.objects.count() == 3


def test_domains_belong_to_one_entity_and_only_its_own_people_approve_them(client, focal):
    other = make.person(Role.FOCAL_POINT, "undp")
    admission.approve_domains(entity=make.entity("who"), domains=["who.example"], by=focal)

    with pytest.raises(ProcessError, match="with another entity"):
        admission.approve_domains(entity=make.entity("undp"), domains=["who.example"], by=other)
    with pytest.raises(PermissionDenied):
        admission.approve_domains(entity=make.entity("who"), domains=[], by=other)
    client.force_login(focal)
    answer = client.post("/desk/people/domains/", {"domains": "who.example\nnot a domain"})
    assert (answer.status_code, "Write it as in who.int." in words(answer)) == (400, True)
    client.post("/desk/people/domains/", {"domains": "@who.example\nPAHO.example"})
    found = sorted(make.entity("who").approved_domains.values_list("domain", flat=True))
    assert found == ["paho.example", "who.example"]


def test_directory_shows_what_each_person_allows(client, focal):
    client.force_login(focal)
    shown = {"office": "Geneva", "function": "Officer", "phone": "+41 22", "shows_phone": "on"}
    client.post("/account/directory/", {f"directory-{name}": value for name, value in shown.items()})
    hidden = make.person(Role.VIEWER, "who", name="Vic Hidden")
    open_one = make.person(Role.CONTRIBUTOR, "who", name="Cora Open")
    DirectoryEntry.objects.create(person=open_one, shows_name=True, shows_email=True)

    text = words(client.get("/network/"))

    assert "Focal point Officer · Geneva +41 22" in text.replace(" · Officer", " Officer")
    assert f"Cora Open Contributor {open_one.email}" in text
    assert [word in text for word in ("Ada", focal.email, "Vic Hidden", hidden.email)] == [False] * 4
    assert "Cora Open" in words(client.get("/network/?q=cora"))
    assert "Nobody found" in words(client.get("/network/?q=hidden"))


def test_directory_is_for_the_network(client):
    assert client.get("/network/").status_code == 302
    for role in (Role.PARTNER, None):
        client.force_login(make.person(role))
        assert client.get("/network/").status_code == 404
    client.force_login(make.person(Role.VIEWER, "who"))
    assert [client.get(f"/network/{query}").status_code for query in ("", "?as=partners")] == [200, 404]


def lost(person, *vouching):
    """Whether each word made it done."""
    return [lost_factors.vouch(person=person, by=by) for by in vouching]


def test_lost_factors_are_restored_by_the_deputy_and_the_secretariat_together(client, focal, boss):
    with_factor(focal)
    client.force_login(focal)
    deputy = make.person(Role.FOCAL_POINT, "who")

    assert lost(focal, deputy, boss) == [False, True]

    assert not Authenticator.objects.filter(user=focal).exists()
    assert not UserSession.objects.filter(user=focal).exists()
    work()
    assert [(letter.to, letter.subject) for letter in mail.outbox] == [
        ([focal.email], "Your second factors were removed")
    ]
    kept = AccessLog.objects.get(kind="restored")
    assert (kept.person, kept.concerns) == (boss.pk, focal.pk)


def test_one_side_alone_restores_nothing(focal, boss):
    with_factor(focal)
    first, second = make.person(Role.FOCAL_POINT, "who"), make.person(Role.FOCAL_POINT, "who")
    other_boss = make.person(Role.SECRETARIAT)

    for by, then in ((first, second), (first, first), (boss, other_boss), (boss, boss)):
        LostFactor.objects.all().delete()
        lost_factors.vouch(person=focal, by=by)
        with pytest.raises(ProcessError):
            lost_factors.vouch(person=focal, by=then)
    for by in (focal, make.person(Role.CONTRIBUTOR, "who"), make.person(Role.FOCAL_POINT, "undp")):
        with pytest.raises(PermissionDenied):
            lost_factors.vouch(person=focal, by=by)
    assert Authenticator.objects.filter(user=focal).exists()


def test_two_of_the_secretariat_restore_whom_no_entity_can_vouch_for(focal, boss):
    with_factor(focal)
    with_factor(boss)
    second, third = make.person(Role.SECRETARIAT), make.person(Role.SECRETARIAT)

    assert lost(focal, boss, second) == [False, True]
    assert lost(boss, second, third) == [False, True]


def test_a_word_of_long_ago_does_not_count(focal, boss):
    with_factor(focal)
    deputy = make.person(Role.FOCAL_POINT, "who")
    lost_factors.vouch(person=focal, by=deputy)
    LostFactor.objects.update(asked_at="2018-01-01T00:00Z")

    assert lost(focal, boss) == [False]


def test_lost_factors_on_pages(client, focal, boss):
    with_factor(focal)
    row = focal.memberships.get()
    for by, name in ((make.person(Role.FOCAL_POINT, "who"), "desk"), (boss, "review")):
        client.force_login(by)
        assert "has lost the second factors?" in words(client.get(reverse(f"{name}-lost-factors", args=[row.pk])))
        client.post(reverse(f"{name}-lost-factors", args=[row.pk]))

    assert not Authenticator.objects.filter(user=focal).exists()


@pytest.fixture
def leaver(focal, boss):
    """Somebody who has left much behind, and has left."""
    make.record(by=focal, lead="who")
    secret_feeds.make(by=focal, name="Phone")
    with_factor(focal)
    DirectoryEntry.objects.create(person=focal, phone="+41 22 999")
    invitations.invite(invitation=Invitation(email="v@example.org", role="viewer", entity=make.entity("who")), by=focal)
    Letter.objects.create(kind="call", key="k", person=focal, subject="Dear Ada", text="Ada", html="Ada")
    people.end_role(membership=focal.memberships.get(), ends=YESTERDAY, by=boss)
    return focal


def test_a_person_takes_along_everything_that_is_kept(client, leaver):
    client.force_login(leaver)

    response = client.get("/account/data/")
    data = response.json()

    assert response["Content-Disposition"] == 'attachment; filename="my-data.json"'
    assert data["account"][0] | {"email": leaver.email, "name": "Ada"} == data["account"][0]
    assert data["directory"][0]["phone"] == "+41 22 999"
    assert [row["role"] for row in data["roles"]] == ["focal_point"]
    assert [row["name"] for row in data["calendar_feeds"]] == ["Phone"]
    assert [row["text"] for row in data["letters"]] == ["Ada"]
    assert "password" not in response.content.decode()
    assert data["accesses"][-1]["kind"] == "sign_in"


def test_erasing_leaves_no_trace_of_the_person_and_the_audit_whole(leaver, boss):
    email = leaver.email
    before = [(line.title, line.person) for line in audit.lines(audit.Asked(person=leaver), size=500)]

    personal_data.erase(person=leaver, by=boss, reason="Asked for it.")

    leaver.refresh_from_db()
    assert (leaver.email, leaver.name, leaver.is_active) == (f"person-{leaver.pk}@erased.invalid", "", False)
    assert not leaver.has_usable_password()
    rows = [Authenticator, UserSession, DirectoryEntry, Feed]
    assert [model.objects.count() for model in rows] == [0, 0, 0, 0]
    letter = Letter.objects.get(key="k")
    assert (letter.subject, letter.text, letter.html) == ("", "", "")
    told = str(personal_data.told(leaver))
    assert [word in told for word in (email, "Ada", "+41 22 999")] == [False] * 3
    after = [line.person for line in audit.lines(audit.Asked(person=leaver), size=500)]
    assert len(after) >= len(before) > 0
    assert leaver.pk in after


def test_who_holds_a_role_is_not_erased_and_nobody_but_the_secretariat_does_it(client, focal, boss, leaver):
    holding = make.person(Role.VIEWER, "undp")

    with pytest.raises(ProcessError, match="holds a role still"):
        personal_data.erase(person=holding, by=boss, reason="x")
    with pytest.raises(ProcessError, match="Give the reason"):
        personal_data.erase(person=leaver, by=boss, reason=" ")
    with pytest.raises(PermissionDenied):
        personal_data.erase(person=leaver, by=holding, reason="x")
    row = Membership.objects.get(user=leaver)
    client.force_login(boss)
    client.post(reverse("review-erase", args=[row.pk]), {"reason": "Asked for it."})
    leaver.refresh_from_db()
    assert leaver.name == ""
