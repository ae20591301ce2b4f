"""Tokens: right ones read their audience, wrong ones are never taken for the public."""

from datetime import timedelta

import pytest
from django.utils import timezone

from entities.models import ApiToken, NetworkMembership
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
    assert (asked("network").status_code, asked("network").json()["parameter"]) == (400, "as")


def test_a_tokens_use_is_noted_once_a_minute(client, who_token, django_assert_num_queries):
    def last_use():
        return ApiToken.objects.get().last_used_at

    client.get("/api/v1/activities/", headers=bearer(who_token))
    first = last_use()
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
