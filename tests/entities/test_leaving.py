"""Leaving is immediate everywhere: pages, sessions, tokens, feeds, mails, by act and by date."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.core import mail
from django.test import Client
from django.utils import timezone

from calendar_app import secret_feeds
from calendar_app.models import Feed
from entities import leaving, people, tokens
from entities.choices import LetterKind, LetterState, Role
from entities.handing_over import hand_over
from entities.mail.writing import To, write
from entities.models import ApiToken, Letter
from tests import factories as make
from tests.jobs import work

pytestmark = pytest.mark.django_db
YESTERDAY, TODAY = date(2018, 3, 11), date(2018, 3, 12)


@pytest.fixture
def boss():
    return make.person(Role.SECRETARIAT)


@pytest.fixture
def leaver(client):
    """A focal point with all that one can have, signed in."""
    make.cleared(title="For the network")
    person = make.person(Role.FOCAL_POINT, "who", password=make.PASSWORD)
    client.post("/account/sign-in/", {"login": person.email, "password": make.PASSWORD})
    _token, person.secret = tokens.make(name="Sync", by=person, entity=make.entity("who"))
    _feed, person.feed = secret_feeds.make(by=person, name="Phone")
    return person


def reads(client, person):
    """What still answers: the desk, the API with the token, the network's matrix, the feed."""
    bearer = {"HTTP_AUTHORIZATION": f"Bearer {person.secret}"}
    return {
        "desk": client.get("/desk/").status_code == 200,
        "token": client.get("/api/v1/activities/", **bearer).status_code == 200,
        "matrix": b"For the network" in client.get("/matrix/").content,
        "feed": secret_feeds.find(person.feed) is not None,
    }


ALL = {"desk": True, "token": True, "matrix": True, "feed": True}
NOTHING = dict.fromkeys(ALL, False)


def test_everything_ends_with_the_act(client, leaver, boss):
    write(LetterKind.OVERDUE, To(leaver, make.entity("who")), key="x", context={"edition": None}, template="token_ends")
    assert reads(client, leaver) == ALL
    assert UserSession.objects.filter(user=leaver).count() == 1

    people.end_role(membership=leaver.memberships.get(), ends=YESTERDAY, by=boss)

    assert reads(client, leaver) == NOTHING
    assert UserSession.objects.filter(user=leaver).count() == 0
    work()
    assert (mail.outbox, Letter.objects.get(key="x").state) == ([], LetterState.DROPPED)


def test_a_role_that_ends_by_date_takes_its_reading_with_it_before_the_cycle_runs(client, leaver):
    leaver.memberships.update(ends=YESTERDAY)

    found = reads(client, leaver)

    assert (found["token"], found["matrix"]) == (False, False)
    assert client.get("/desk/").status_code != 200
    assert secret_feeds.find(leaver.feed)[1].audience == "public"
    assert leaving.sweep() == 1
    assert reads(client, leaver) == NOTHING
    assert (ApiToken.objects.get().revoked_at is not None, leaving.sweep()) == (True, 0)


def test_another_role_keeps_the_session_and_only_the_tokens_of_the_first_end(client, leaver, boss):
    make.Membership.objects.create(user=leaver, role=Role.VIEWER, entity=make.entity("undp"), starts=TODAY)

    people.end_role(membership=leaver.memberships.get(entity__slug="who"), ends=YESTERDAY, by=boss)

    assert reads(client, leaver) == ALL | {"token": False}


def test_handing_over_moves_feeds_and_ends_tokens(client, leaver, boss):
    successor = make.person(Role.FOCAL_POINT, "who").memberships.get()

    done = hand_over(giver=leaver.memberships.get(), successor=successor, ends=TODAY, by=boss)

    assert done.feeds == 1
    assert [(row.person, row.name) for row in Feed.objects.exclude(person=leaver)] == [(successor.user, "Phone")]
    leaver.memberships.update(ends=YESTERDAY)
    leaving.sweep()
    assert reads(client, leaver) == NOTHING
    assert list(secret_feeds.live().values_list("person", flat=True)) == [successor.user_id]


@pytest.mark.parametrize(
    ("moment", "holds"),
    [
        ("2018-03-11T22:59:30+00:00", (False, True)),  # 23:59:30 in Vienna, the portal's zone
        ("2018-03-11T23:00:30+00:00", (True, False)),  # 0:00:30
    ],
)
def test_roles_begin_and_end_at_midnight_where_the_portal_is(moment, holds, client, leaver, settings):
    settings.PORTAL_DATE = None
    settings.TIME_ZONE = "Europe/Vienna"
    coming = make.person(Role.FOCAL_POINT, "undp", password=make.PASSWORD)
    coming.memberships.update(starts=TODAY)
    leaver.memberships.update(ends=YESTERDAY)

    with time_machine.travel(datetime.fromisoformat(moment)):
        ApiToken.objects.update(expires_at=timezone.now() + timedelta(days=1))
        begins = Client()
        begins.force_login(coming)
        found = [
            begins.get("/desk/").status_code == 200,
            client.get("/api/v1/activities/", HTTP_AUTHORIZATION=f"Bearer {leaver.secret}").status_code == 200,
        ]

    assert tuple(found) == holds


def test_a_role_that_is_still_to_come_reads_nothing_and_costs_nothing(client, leaver, boss):
    """Whoever leaves one entity for a role that begins later reads as the public until then; the session stays."""
    make.Membership.objects.create(
        user=leaver, role=Role.VIEWER, entity=make.entity("undp"), starts=TODAY + timedelta(days=30)
    )

    people.end_role(membership=leaver.memberships.get(entity__slug="who"), ends=YESTERDAY, by=boss)

    assert reads(client, leaver) == NOTHING | {"feed": True}
    assert secret_feeds.find(leaver.feed)[1].audience == "public"
    assert client.get("/account/").status_code == 200
