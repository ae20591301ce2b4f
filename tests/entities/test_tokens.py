"""Tokens: who makes them, what they may, how one takes the place of another, how they end."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from entities import tokens
from entities.choices import Role, TokenScope
from entities.models import ApiToken, PartnerOrganisation
from tests import factories as make
from ungass_portal.lib.problems import ProcessError

pytestmark = pytest.mark.django_db


@pytest.fixture
def focal_point():
    return make.person(Role.FOCAL_POINT, "who")


@pytest.fixture
def member():
    return make.person(Role.PARTNER)


def test_a_focal_point_makes_a_token_of_the_own_entity_that_ends_in_a_year(focal_point):
    token, secret = tokens.make(name="Sync", entity=make.entity("who"), by=focal_point)

    assert (token.name, token.scopes, token.made_by) == ("Sync", ["read"], focal_point)
    assert (secret[:7], token.digest) == ("ungass_", ApiToken.hash(secret))
    assert abs(token.expires_at - timezone.now() - timedelta(days=365)) < timedelta(minutes=1)


@pytest.mark.parametrize(
    ("role", "at", "may"),
    [
        (Role.FOCAL_POINT, "who", True),
        (Role.CONTRIBUTOR, "who", False),
        (Role.VIEWER, "who", False),
        (Role.FOCAL_POINT, "undp", False),
        (Role.SECRETARIAT, None, False),
        (Role.PARTNER, None, False),
    ],
)
def test_who_makes_tokens_of_an_entity(role, at, may):
    person, who = make.person(role, at), make.entity("who")

    if may:
        tokens.make(name="Sync", entity=who, by=person)
    else:
        with pytest.raises(PermissionDenied):
            tokens.make(name="Sync", entity=who, by=person)
    assert ApiToken.objects.count() == int(may)


def test_a_partner_token_does_only_what_the_organisation_may(member):
    organisation = PartnerOrganisation.objects.get()
    wanted = [TokenScope.READ, TokenScope.RECEIPTS]
    with pytest.raises(ProcessError):
        tokens.make(name="Sync", organisation=organisation, scopes=wanted, by=member)

    organisation.scopes = wanted
    organisation.save()
    token, _secret = tokens.make(name="Sync", organisation=organisation, scopes=wanted, by=member)
    assert [token.may(scope) for scope in TokenScope] == [True, True, False]

    token.organisation.scopes = [TokenScope.READ]
    assert [token.may(scope) for scope in TokenScope] == [True, False, False]


def test_the_database_lets_no_partner_token_write(member):
    organisation = PartnerOrganisation.objects.get()

    for act in (
        lambda: ApiToken.make(name="x", organisation=organisation, scopes=["read", "write"], made_by=member),
        lambda: PartnerOrganisation.objects.update(scopes=["read", "write"]),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            act()


def test_two_tokens_work_side_by_side_until_the_old_one_ends(focal_point):
    old, _secret = tokens.make(
        name="Sync", entity=make.entity("who"), scopes=[TokenScope.READ, TokenScope.WRITE], by=focal_point
    )
    until = timezone.now() + timedelta(days=7)

    new, secret = tokens.rotate(token=old, by=focal_point, old_until=until)

    old.refresh_from_db()
    assert (new.name, new.scopes, new.replaces, old.expires_at) == ("Sync", ["read", "write"], old, until)
    assert set(ApiToken.objects.live()) == {old, new}
    assert ApiToken.objects.get(digest=ApiToken.hash(secret)) == new
    with pytest.raises(ProcessError, match="replaced already"):
        tokens.rotate(token=old, by=focal_point, old_until=until)


def test_rotation_never_lengthens_the_old_tokens_life(focal_point):
    soon = timezone.now() + timedelta(days=2)
    old, _secret = tokens.make(name="Sync", entity=make.entity("who"), expires_at=soon, by=focal_point)

    tokens.rotate(token=old, by=focal_point, old_until=timezone.now() + timedelta(days=7))

    old.refresh_from_db()
    assert old.expires_at == soon


def test_a_revoked_token_is_dead_for_good(focal_point):
    token, _secret = tokens.make(name="Sync", entity=make.entity("who"), by=focal_point)

    tokens.revoke(token=token, by=make.person(Role.SECRETARIAT), reason="It stood in a public repository.")

    assert list(ApiToken.objects.live()) == []
    for act, further in (
        (tokens.revoke, {}),
        (tokens.describe, {"name": "x", "contact": ""}),
        (tokens.rotate, {"old_until": None}),
    ):
        with pytest.raises(ProcessError, match="does not work any more"):
            act(token=token, by=focal_point, **further)


def test_an_owner_has_twenty_tokens_alive_at_most(focal_point):
    who = make.entity("who")
    for number in range(tokens.LIVE_AT_MOST):
        ApiToken.make(name=str(number), entity=who)

    with pytest.raises(ProcessError, match="20 tokens alive"):
        tokens.make(name="One more", entity=who, by=focal_point)


def test_the_audit_tells_who_did_what_and_never_the_hash(focal_point):
    token, _secret = tokens.make(name="Sync", entity=make.entity("who"), by=focal_point)
    tokens.describe(token=token, name="Mirror", contact="", by=focal_point)

    events = list(ApiToken.pgh_event_model.objects.order_by("pgh_id"))

    assert [(row.pgh_label, row.name, row.pgh_context["user"]) for row in events] == [
        ("insert", "Sync", focal_point.pk),
        ("update", "Mirror", focal_point.pk),
    ]
    assert not hasattr(events[0], "digest")
