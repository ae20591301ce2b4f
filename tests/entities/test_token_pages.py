"""Pages on which people keep the tokens of their entity or organisation."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from entities.choices import Role
from entities.models import ApiToken, PartnerOrganisation
from tests import factories as make
from tests.pages.reading import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(client):
    person = make.person(Role.PARTNER)
    client.force_login(person)
    return person


@pytest.fixture
def organisation(member):
    return PartnerOrganisation.objects.get()


def secret_on(response):
    return re.search(r'id="secret"[^>]*value="(ungass_[^"]+)"', response.content.decode())[1]


def test_a_member_makes_a_token_whose_secret_is_shown_once(client, organisation):
    made = client.post("/account/tokens/new/", {"name": "Mirror", "days": "90"})

    token, secret = ApiToken.objects.get(), secret_on(made)
    assert (token.organisation, token.name, token.scopes) == (organisation, "Mirror", ["read"])
    assert token.digest == ApiToken.hash(secret)
    assert abs(token.expires_at - timezone.now() - timedelta(days=90)) < timedelta(minutes=1)
    assert "no-store" in made.headers["Cache-Control"]
    shown = client.get("/account/tokens/").content.decode()
    assert ("Mirror" in shown, f"…{secret[-4:]}" in shown, secret in shown) == (True, True, False)


def test_the_form_offers_only_what_the_owner_may(client, organisation):
    assert 'name="scopes"' not in client.get("/account/tokens/new/").content.decode()

    PartnerOrganisation.objects.update(scopes=["read", "receipts"])
    refused = client.post("/account/tokens/new/", {"name": "Mirror", "days": "90", "scopes": ["write"]})
    client.post("/account/tokens/new/", {"name": "Mirror", "days": "90", "scopes": ["receipts"]})

    assert refused.status_code == 400
    assert ApiToken.objects.get().scopes == ["read", "receipts"]


def test_a_focal_point_with_an_organisation_too_chooses_the_owner(client):
    person = make.person(Role.FOCAL_POINT, "who")
    client.force_login(person)

    client.post("/account/tokens/new/?owner=entity:who", {"name": "Sync", "days": "30", "scopes": ["write"]})
    missing = client.post("/account/tokens/new/?owner=entity:undp", {"name": "Sync", "days": "30"})

    token = ApiToken.objects.get()
    assert (token.entity.slug, token.scopes, token.made_by) == ("who", ["read", "write"], person)
    assert missing.status_code == 404


def test_a_token_has_a_function_address_that_its_successor_keeps(client):
    who = make.entity("who")
    client.force_login(make.person(Role.FOCAL_POINT, "who"))
    sent = {"name": "Sync", "days": "30", "contact": "data@who.example"}

    client.post("/account/tokens/new/?owner=entity:who", sent)
    token = who.tokens.get()
    first = token.contact
    client.post(f"/account/tokens/{token.key}/edit/", {"name": "Mirror", "contact": "systems@who.example"})
    client.post(f"/account/tokens/{token.key}/replace/", {"overlap": "7", "days": "365"})

    assert first == "data@who.example"
    assert set(who.tokens.values_list("name", "contact")) == {("Mirror", "systems@who.example")}
    assert client.get("/account/tokens/").content.decode().count("systems@who.example") == 2
    refused = client.post(f"/account/tokens/{token.key}/edit/", {"name": "Mirror", "contact": "nobody"})
    assert refused.status_code == 400


def test_replacing_names_the_old_tokens_last_day(client, organisation):
    old, _secret = ApiToken.make(name="Mirror", organisation=organisation)

    made = client.post(f"/account/tokens/{old.key}/replace/", {"overlap": "7", "days": "365"})

    old.refresh_from_db()
    new = ApiToken.objects.get(replaces=old)
    assert new.digest == ApiToken.hash(secret_on(made))
    assert abs(old.expires_at - timezone.now() - timedelta(days=7)) < timedelta(minutes=1)
    assert f"The old one, …{old.hint}, works until " in words(made)


def test_revoking_says_first_what_stops(client, organisation):
    used = timezone.now() - timedelta(hours=1)
    token, _secret = ApiToken.make(
        name="Mirror", organisation=organisation, last_used_at=used, last_used_from="192.0.2.7"
    )

    asked = words(client.get(f"/account/tokens/{token.key}/revoke/"))
    client.post(f"/account/tokens/{token.key}/revoke/", {"reason": "Leaked"})

    assert "Every program that uses it is refused from this moment, and nobody can undo that." in asked
    assert "from 192.0.2.7." in asked
    token.refresh_from_db()
    assert token.revoked_at is not None
    assert client.get(f"/account/tokens/{token.key}/edit/").status_code == 404


@pytest.mark.parametrize("act", ["edit", "replace", "revoke"])
@pytest.mark.parametrize(("role", "at"), [(Role.FOCAL_POINT, "who"), (Role.CONTRIBUTOR, "undp"), (Role.PARTNER, None)])
def test_tokens_of_others_do_not_exist(client, act, role, at):
    token, _secret = ApiToken.make(name="Sync", entity=make.entity("undp"))
    client.force_login(make.person(role, at))

    assert client.post(f"/account/tokens/{token.key}/{act}/", {"name": "x"}).status_code == 404
    token.refresh_from_db()
    assert (token.name, token.revoked_at) == ("Sync", None)


def test_the_secretariat_registers_stops_and_revokes(client):
    client.force_login(make.person(Role.SECRETARIAT))
    sent = {
        "slug": "agency",
        "name": "Agency",
        "contact": "data@agency.int",
        "terms_accepted_on": "2018-03-01",
        "terms_accepted_by": "Head of data, letter of 1 March",
        "receipts": "on",
        "ip_ranges": "192.0.2.0/24\n2001:db8::/32",
        "rate_per_minute": "60",
        "active": "on",
    }

    wrong = client.post("/review/partners/new/", sent | {"ip_ranges": "192.0.2.0/24\nnowhere"})
    client.post("/review/partners/new/", sent)

    row = PartnerOrganisation.objects.get()
    assert wrong.status_code == 400
    assert "“nowhere” is not a network" in words(wrong)
    assert (row.ip_ranges, row.scopes, row.rate_per_minute, row.active) == (
        ["192.0.2.0/24", "2001:db8::/32"],
        ["read", "receipts"],
        60,
        True,
    )
    token, _secret = ApiToken.make(name="Mirror", organisation=row)
    page = client.get("/review/partners/agency/").content.decode()
    assert ("1 March 2018, Head of data, letter of 1 March" in page, f"/{token.key}/revoke/" in page) == (True, True)
    client.post("/review/partners/agency/edit/", {name: value for name, value in sent.items() if name != "active"})
    row.refresh_from_db()
    assert (row.active, list(ApiToken.objects.live())) == (False, [])


def test_an_organisation_is_not_registered_without_its_terms(client):
    client.force_login(make.person(Role.SECRETARIAT))

    refused = client.post("/review/partners/new/", {"slug": "agency", "name": "Agency", "contact": "a@b.int"})

    assert (refused.status_code, PartnerOrganisation.objects.count()) == (400, 0)
