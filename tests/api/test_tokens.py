"""Tokens: right ones read their audience, wrong ones are never taken for the public."""

from datetime import timedelta

import pytest
from django.utils import timezone

from entities.models import ApiToken, NetworkMembership, PartnerOrganisation
from tests import factories
from tests.api.conftest import bearer
from tests.factories.entries import entry

pytestmark = pytest.mark.django_db

ADDRESSES = [
    "/api/v1/activities/",
    "/api/v1/activities/ACT-000001/",
    "/api/v1/entities/",
    "/api/v1/",
    "/api/v1/openapi.json",
]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(
    "header",
    ["Bearer wrong", "Bearer", "Bearer ", "Basic dXNlcjpwYXNz", "Token abc", "x", "Bearer é\u00ff", "Bearer a b"],
)
def test_a_header_that_is_no_right_token_is_refused(client, address, header):
    answer = client.get(address, headers={"Authorization": header})

    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert answer.json()["status"] == 401
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("field", ["revoked_at", "expires_at"])
def test_a_revoked_or_expired_token_is_refused_at_once(client, who_token, field):
    entry(1)
    assert client.get("/api/v1/activities/ACT-000001/", headers=bearer(who_token)).status_code == 200

    ApiToken.objects.update(**{field: timezone.now()})

    answer = client.get("/api/v1/activities/ACT-000001/", headers=bearer(who_token))
    assert answer.status_code == 401
    assert who_token not in answer.content.decode()


def test_a_token_that_expires_later_still_reads(client, who_token):
    entry(1)
    ApiToken.objects.update(expires_at=timezone.now() + timedelta(days=1))

    assert client.get("/api/v1/activities/ACT-000001/", headers=bearer(who_token)).status_code == 200


def test_the_scheme_is_read_in_any_case(client, who_token):
    entry(1)

    answer = client.get("/api/v1/activities/ACT-000001/", headers={"Authorization": f"bearer {who_token}"})

    assert answer.status_code == 200


def test_an_entity_that_left_the_network_reads_what_partners_read(client, who_token, portal_date):
    entry(1)
    entry(2, audience="partners")
    NetworkMembership.objects.filter(entity__slug="who").update(ends="2018-03-11")

    answer = client.get("/api/v1/activities/", headers=bearer(who_token))

    assert [row["reference"] for row in answer.json()["results"]] == ["ACT-000002"]


def test_a_token_narrows_to_what_others_read_but_never_widens(client, partner_token):
    entry(1, audience="partners")
    entry(2, audience="public")

    def asked(audience):
        return client.get(f"/api/v1/activities/?as={audience}", headers=bearer(partner_token))

    assert [row["reference"] for row in asked("public").json()["results"]] == ["ACT-000002"]
    assert [row["reference"] for row in asked("partners").json()["results"]] == ["ACT-000001"]
    assert (asked("network").status_code, asked("network").json()["parameter"]) == (403, "as")


def test_a_tokens_use_is_noted_once_a_minute(client, who_token, django_assert_num_queries):
    def last_use():
        return ApiToken.objects.get().last_used_at

    client.get("/api/v1/activities/", headers=bearer(who_token))
    first = last_use()
    assert ApiToken.objects.get().last_used_from == "127.0.0.1"
    client.get("/api/v1/activities/", headers=bearer(who_token))
    assert last_use() == first

    ApiToken.objects.update(last_used_at=first - timedelta(minutes=2))
    client.get("/api/v1/activities/", headers=bearer(who_token))
    assert last_use() >= first


def test_a_token_goes_before_a_session(client, partner_token):
    entry(1)
    entry(2, audience="partners")
    client.force_login(factories.person("viewer", "who"))

    answer = client.get("/api/v1/activities/", headers=bearer(partner_token))

    assert [row["reference"] for row in answer.json()["results"]] == ["ACT-000002"]


def test_a_stopped_organisation_reads_nothing_with_its_tokens_and_the_public_with_its_people(client, partner_token):
    entry(1, audience="partners")
    entry(2, audience="public")
    member = factories.person("partner")
    PartnerOrganisation.objects.update(active=False)

    refused = client.get("/api/v1/activities/", headers=bearer(partner_token))
    client.force_login(member)
    read = client.get("/api/v1/activities/")

    assert refused.status_code == 401
    assert [row["reference"] for row in read.json()["results"]] == ["ACT-000002"]


def test_a_token_works_from_the_networks_of_its_organisation_only(client, partner_token):
    entry(1, audience="partners")
    PartnerOrganisation.objects.update(ip_ranges=["192.0.2.0/24", "2001:db8::/32"])

    def asked(address):
        return client.get("/api/v1/activities/ACT-000001/", headers=bearer(partner_token), REMOTE_ADDR=address)

    assert [asked(address).status_code for address in ("192.0.2.7", "2001:db8::1", "192.0.3.7")] == [200, 200, 403]
    assert "192.0.3.7" in asked("192.0.3.7").json()["detail"]
    assert ApiToken.objects.get().last_used_from == "192.0.2.7"


def test_behind_a_proxy_only_what_the_proxy_wrote_counts(client, partner_token, settings):
    entry(1, audience="partners")
    PartnerOrganisation.objects.update(ip_ranges=["192.0.2.7"])

    def asked(forwarded):
        headers = bearer(partner_token) | {"X-Forwarded-For": forwarded}
        return client.get("/api/v1/activities/ACT-000001/", headers=headers, REMOTE_ADDR="10.0.0.2").status_code

    assert asked("192.0.2.7") == 403
    settings.BEHIND_PROXY = True
    assert [asked("198.51.100.9, 192.0.2.7"), asked("192.0.2.7, 198.51.100.9"), asked("nonsense")] == [200, 403, 403]
