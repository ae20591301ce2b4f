"""Receipts: what partners have erased, said once, and read by the entity."""

import pytest
from django.db import DatabaseError, transaction

from entities import receipts, review
from entities.choices import Role, TokenScope
from entities.models import ApiToken, PartnerOrganisation, Receipt
from tests import factories as make
from tests.api.conftest import bearer

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/receipts/"


@pytest.fixture
def organisation():
    make.code_lists()
    return PartnerOrganisation.objects.create(slug="agency", name="Agency", scopes=["read", "receipts"])


@pytest.fixture
def headers(organisation):
    member = make.person()
    scopes = [TokenScope.READ, TokenScope.RECEIPTS]
    return bearer(ApiToken.make(name="x", organisation=organisation, scopes=scopes, made_by=member)[1])


@pytest.fixture
def withdrawn(organisation):
    record = make.shared("partners")
    return review.withdraw(record=record, by=record.created_by, reason="unsafe")


def confirm(client, headers, *references):
    return client.post(ADDRESS, {"references": references}, content_type="application/json", headers=headers)


def test_a_partner_confirms_once_and_the_entity_sees_it(client, headers, withdrawn, organisation):
    client.get("/api/v1/changes/", headers=headers)
    [before] = receipts.holdings(withdrawn)
    first, second = (confirm(client, headers, withdrawn.reference) for _time in range(2))
    [after] = receipts.holdings(withdrawn)

    assert (first.status_code, first.json()) == (201, second.json())
    assert [row["reference"] for row in first.json()["results"]] == [withdrawn.reference]
    assert (before.organisation, before.confirmed_at) == (organisation, None)
    assert before.last_asked_at is not None
    assert after.confirmed_at == Receipt.objects.get().at


def test_what_was_not_withdrawn_from_partners_is_named_and_hidden_reads_as_missing(client, headers, withdrawn):
    shown, hidden = make.shared("partners"), make.cleared()

    answers = [confirm(client, headers, name) for name in (shown.reference, hidden.reference, "ACT-999999")]
    mixed = confirm(client, headers, withdrawn.reference, "ACT-999999")

    assert [answer.status_code for answer in answers] == [422] * 3
    assert len({tuple(row["detail"] for row in answer.json()["errors"]) for answer in answers}) == 1
    assert (
        mixed.json()["errors"][0]["field"] == "references.1.0" or mixed.json()["errors"][0]["field"] == "references.1"
    )
    assert Receipt.objects.count() == 0
    assert receipts.holdings(shown) == receipts.holdings(hidden) == []


@pytest.mark.parametrize("body", ['{"references": []}', '{"references": [1]}', "[]", '{"references": ["\\u0000"]}'])
def test_what_is_no_list_of_references_is_refused(client, headers, body):
    answer = client.post(ADDRESS, body, content_type="application/json", headers=headers)

    assert answer.status_code == 422


def test_only_partners_confirm(client, withdrawn, who_token, organisation):
    assert confirm(client, {}, withdrawn.reference).status_code == 401
    assert confirm(client, bearer(who_token), withdrawn.reference).status_code == 403
    reading = ApiToken.make(name="x", organisation=organisation)[1]
    assert confirm(client, bearer(reading), withdrawn.reference).status_code == 403
    client.force_login(make.person(Role.VIEWER, "who"))
    assert confirm(client, {}, withdrawn.reference).status_code == 403
    client.force_login(make.person(Role.PARTNER))
    assert confirm(client, {}, withdrawn.reference).status_code == 201


@pytest.mark.parametrize("act", [lambda rows: rows.delete(), lambda rows: rows.update(at="2018-01-01T00:00Z")])
def test_receipts_stay_as_they_are(client, headers, withdrawn, act):
    confirm(client, headers, withdrawn.reference)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        act(Receipt.objects.all())
