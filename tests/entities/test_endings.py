"""Letters about what ends: each end is told twice, 30 and 7 days ahead, to those who can do something about it."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from entities import sharing, webhooks
from entities.choices import Role
from entities.mail import endings
from entities.mail.rules import may_still_get
from entities.models import ApiToken, Letter, PartnerOrganisation, WebhookEndpoint
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation():
    return PartnerOrganisation.objects.create(slug="agency", name="Agency", contact="data@agency.int")


def token(organisation, *, ends, made=400, **fields):
    now = timezone.now()
    return ApiToken.make(
        name="Mirror",
        organisation=organisation,
        created_at=now - timedelta(days=made),
        expires_at=now + timedelta(days=ends),
        **fields,
    )[0]


def letters():
    return list(Letter.objects.order_by("pk").values_list("kind", "address", "subject"))


def test_the_function_address_is_told_30_and_7_days_ahead_once_each(organisation):
    row = token(organisation, ends=29)
    token(organisation, ends=31)

    assert (endings.warn_of_tokens(), endings.warn_of_tokens()) == (1, 0)
    ApiToken.objects.filter(pk=row.pk).update(expires_at=timezone.now() + timedelta(days=6))
    assert (endings.warn_of_tokens(), endings.warn_of_tokens()) == (1, 0)

    assert sorted(letters()) == [
        ("token_ends", "data@agency.int", "The token “Mirror” ends within 30 days"),
        ("token_ends", "data@agency.int", "The token “Mirror” ends within 7 days"),
    ]
    assert row.digest not in Letter.objects.first().html


def test_replaced_revoked_and_short_lived_tokens_need_no_warning(organisation):
    old = token(organisation, ends=20)
    token(organisation, ends=400, made=0, replaces=old)
    token(organisation, ends=20, revoked_at=timezone.now())
    token(organisation, ends=30, made=0)

    assert endings.warn_of_tokens() == 0


def test_an_entitys_focal_points_are_told_of_its_tokens():
    person = make.person(Role.FOCAL_POINT, "who")
    now = timezone.now()
    ApiToken.make(
        name="Sync",
        entity=make.entity("who"),
        created_at=now - timedelta(days=300),
        expires_at=now + timedelta(days=5),
    )

    assert endings.warn_of_tokens() == 1
    assert Letter.objects.get().person == person


def test_the_function_address_of_an_entitys_token_is_told_in_place_of_people():
    make.person(Role.FOCAL_POINT, "who")
    now = timezone.now()
    row, _secret = ApiToken.make(
        name="Sync",
        contact="data@who.example",
        entity=make.entity("who"),
        created_at=now - timedelta(days=300),
        expires_at=now + timedelta(days=29),
    )

    first = endings.warn_of_tokens()
    ApiToken.objects.filter(pk=row.pk).update(expires_at=now + timedelta(days=6))
    again = endings.warn_of_tokens()

    assert (first, again) == (1, 1)
    assert sorted(letters()) == [
        ("token_ends", "data@who.example", "The token “Sync” ends within 30 days"),
        ("token_ends", "data@who.example", "The token “Sync” ends within 7 days"),
    ]


def test_a_tokens_own_function_address_comes_before_the_organisations(organisation):
    token(organisation, ends=20, contact="mirror@agency.int")

    endings.warn_of_tokens()

    assert [address for _kind, address, _subject in letters()] == ["mirror@agency.int"]


def test_deciders_are_told_30_and_7_days_before_their_agreement_ends(portal_date):
    make.code_lists()
    record = make.agree(make.cleared(), "partners", until=date(2018, 5, 1))
    told = {}
    for day in (date(2018, 3, 31), date(2018, 4, 1), date(2018, 4, 5), date(2018, 4, 24), date(2018, 4, 30)):
        portal_date(day)
        told[day.isoformat()[5:]] = endings.warn_of_lapse()

    people = make.Membership.objects.filter(role=Role.FOCAL_POINT, entity__slug="who").count()
    assert told == {"03-31": 0, "04-01": people, "04-05": 0, "04-24": people, "04-30": 0}
    assert record.reference in Letter.objects.first().text
    assert {row.subject for row in Letter.objects.all()} == {
        "WHO: what you agreed to share ends within 30 days",
        "WHO: what you agreed to share ends within 7 days",
    }


def test_the_secretariat_is_told_for_an_entity_without_focal_points(portal_date):
    make.code_lists()
    record, secretariat = make.cleared(), make.person(Role.SECRETARIAT)
    word = sharing.Word("partners", "agree", until=date(2018, 5, 1), evidence="Letter of 3 March 2018")
    sharing.decide(record=record, entity=make.entity("who"), word=word, by=secretariat)
    make.Membership.objects.filter(role=Role.FOCAL_POINT).update(ends=date(2018, 3, 12))

    portal_date(date(2018, 4, 24))
    count = endings.warn_of_lapse()

    letter = Letter.objects.get(person=secretariat)
    assert count == make.Membership.objects.filter(role=Role.SECRETARIAT).count()
    assert letter.subject == "WHO: what you agreed to share ends within 7 days"
    assert "because WHO has no focal point and the secretariat answers for it" in " ".join(letter.text.split())
    assert may_still_get(letter)


def test_the_organisation_is_told_of_a_webhook_that_was_stopped(organisation):
    endpoint = WebhookEndpoint.objects.create(
        organisation=organisation, url="https://agency.example/hook?key=theirs", made_by=make.person()
    )

    webhooks.stop(endpoint, "It answered “gone” (410).")

    letter = Letter.objects.get()
    assert (letter.kind, letter.address) == ("webhook_stopped", "data@agency.int")
    assert "It answered “gone” (410)." in letter.text
    assert "theirs" not in letter.html
