"""ETags: 304 while nothing that the asker reads has changed, and never longer."""

from datetime import date

import pytest

from entities.models import Entity
from tests import factories
from tests.api.conftest import bearer
from tests.factories.entries import entry

pytestmark = pytest.mark.django_db

ADDRESSES = [
    "/api/v1/activities/?limit=2",
    "/api/v1/activities/ACT-000001/",
    "/api/v1/entities/",
    "/api/v1/openapi.json",
]


def etag_of(client, address, **headers):
    """The ETag of an answer."""
    return client.get(address, headers=headers).headers["ETag"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_same_state_answers_304_without_a_body(client, address):
    entry(1, audience="public")
    full = client.get(address)

    again = client.get(address, headers={"If-None-Match": full.headers["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == full.headers["ETag"]
    for name in ("Cache-Control", "Vary"):
        assert again.headers[name] == full.headers[name]
    assert full.headers["Cache-Control"] == "no-cache"
    assert {"Authorization", "Cookie"} <= set(full.headers["Vary"].split(", "))


def test_a_304_costs_two_queries_at_most(client, who_token, django_assert_num_queries):
    entry(1, audience="public")
    mine, public = etag_of(client, "/api/v1/activities/", **bearer(who_token)), etag_of(client, "/api/v1/activities/")

    with django_assert_num_queries(1):
        assert client.get("/api/v1/activities/", headers={"If-None-Match": public}).status_code == 304
    with django_assert_num_queries(2):
        headers = bearer(who_token) | {"If-None-Match": mine}
        assert client.get("/api/v1/activities/", headers=headers).status_code == 304


def test_any_of_several_etags_will_do(client):
    tag = etag_of(client, "/api/v1/activities/")

    for header in (f'"other", {tag}', f'W/"x", {tag}, "y"'):
        assert client.get("/api/v1/activities/", headers={"If-None-Match": header}).status_code == 304
    for header in ('"other"', "", "not quoted", "W/", "é"):
        assert client.get("/api/v1/activities/", headers={"If-None-Match": header}).status_code == 200


def test_a_new_entry_of_the_audience_gives_a_new_etag_and_one_of_another_does_not(client):
    entry(3, audience="network")  # makes the record that lends itself to all, and its entity
    before = etag_of(client, "/api/v1/activities/")

    entry(1, audience="network")
    assert etag_of(client, "/api/v1/activities/") == before
    entry(2, audience="public")
    assert etag_of(client, "/api/v1/activities/") != before


def test_reference_data_and_the_day_give_new_etags(client, portal_date):
    factories.entity("who")
    before = etag_of(client, "/api/v1/activities/")

    Entity.objects.filter(slug="who").update(hq_city="Geneva")
    renamed = etag_of(client, "/api/v1/activities/")
    portal_date(date(2018, 3, 13))

    assert len({before, renamed, etag_of(client, "/api/v1/activities/")}) == 3


def test_askers_queries_and_languages_have_etags_of_their_own(client, who_token, partner_token):
    address = "/api/v1/entities/"
    tags = [
        etag_of(client, address),
        etag_of(client, address, **bearer(partner_token)),
        etag_of(client, address, **bearer(who_token)),
        etag_of(client, f"{address}?limit=5"),
        etag_of(client, address, **{"Accept-Language": "fr"}),
        etag_of(client, "/api/v1/chapters/"),
    ]

    assert len(set(tags)) == len(tags)


def test_a_wrong_parameter_is_refused_whatever_etag_is_sent(client):
    tag = etag_of(client, "/api/v1/activities/")

    assert client.get("/api/v1/activities/?nope=1", headers={"If-None-Match": tag}).status_code == 400


def test_a_revoked_token_gets_no_304(client, who_token):
    tag = etag_of(client, "/api/v1/activities/", **bearer(who_token))

    answer = client.get("/api/v1/activities/", headers=bearer("wrong") | {"If-None-Match": tag})

    assert answer.status_code == 401
