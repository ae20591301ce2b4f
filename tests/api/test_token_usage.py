"""The use of tokens: counted in the process, added up in the database by day."""

import pytest
from django.db import transaction

from entities import token_usage
from entities.choices import Role
from entities.models import ApiToken, PartnerOrganisation, TokenUsage
from tests import factories
from tests.api.conftest import bearer
from tests.factories.entries import entry
from tests.pages.reading import words

pytestmark = pytest.mark.django_db


def counted():
    token_usage.counter.flush()
    return list(TokenUsage.objects.values_list("calls", "objects_given", "errors"))


def test_calls_records_and_errors_are_counted_by_token_and_day(client, partner_token):
    entry(1, audience="partners")
    entry(2, audience="partners")

    for address in ("/api/v1/activities/", "/api/v1/activities/ACT-000001/", "/api/v1/activities/?nonsense=1"):
        client.get(address, headers=bearer(partner_token))
    client.get("/api/v1/activities/")
    assert counted() == [(3, 3, 1)]

    client.get("/api/v1/activities/", headers=bearer(partner_token))
    assert counted() == [(4, 5, 1)]


def test_an_answer_304_is_counted_without_a_write(client, partner_token, django_assert_num_queries):
    entry(1, audience="partners")
    etag = client.get("/api/v1/activities/", headers=bearer(partner_token)).headers["ETag"]

    with django_assert_num_queries(2) as asked:  # the token, and the positions that the ETag is made of
        again = client.get("/api/v1/activities/", headers=bearer(partner_token) | {"If-None-Match": etag})

    assert (again.status_code, [row["sql"][:6] for row in asked]) == (304, ["SELECT", "SELECT"])
    assert counted() == [(2, 1, 0)]


def test_what_cannot_be_written_now_is_written_later(client, partner_token, monkeypatch):
    client.get("/api/v1/activities/", headers=bearer(partner_token))
    monkeypatch.setattr(token_usage, "ADD", "INSERT INTO nowhere VALUES {rows}")
    with transaction.atomic():
        token_usage.counter.flush()
        transaction.set_rollback(True)
    monkeypatch.undo()

    assert counted() == [(1, 0, 0)]


def test_the_organisation_and_the_secretariat_see_it(client, partner_token):
    entry(1, audience="partners")
    client.get("/api/v1/activities/", headers=bearer(partner_token))
    token_usage.counter.flush()
    organisation = PartnerOrganisation.objects.get(slug="agency")
    member = factories.PersonFactory()
    member.memberships.create(role=Role.PARTNER, organisation=organisation, starts=factories.NETWORK_START)

    client.force_login(member)
    own = words(client.get("/account/usage/"))
    client.force_login(factories.person(Role.PARTNER))
    other = words(client.get("/account/usage/"))
    client.force_login(factories.person(Role.SECRETARIAT))
    theirs = words(client.get("/review/partners/agency/"))

    told = "The last thirty days: Calls 1 · Records given 1 · Errors 0."
    assert [told in text for text in (own, other, theirs)] == [True, False, True]
    assert ApiToken.objects.get().hint in own
