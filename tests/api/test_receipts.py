"""Receipts: what partners have erased, said once, and read by the entity."""

import re
from datetime import date

import pytest
from django.db import DatabaseError, transaction

from entities import receipts, review, token_usage
from entities.choices import Role, TokenScope
from entities.models import ApiToken, Membership, PartnerOrganisation, Receipt
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
    Membership.objects.create(user=member, role=Role.PARTNER, organisation=organisation, starts=make.NETWORK_START)
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
    assert [row["field"] for row in mixed.json()["errors"]] == ["references.1"]
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


def test_the_page_of_the_record_tells_which_partners_confirmed_and_which_hold_it_still(
    client, headers, withdrawn, organisation, portal_date
):
    late = PartnerOrganisation.objects.create(slug="late", name="Late agency")
    PartnerOrganisation.objects.create(slug="pages", name="Reads on pages only")
    for asker in (headers, bearer(ApiToken.make(name="x", organisation=late)[1])):
        client.get("/api/v1/changes/", headers=asker)
    confirm(client, headers, withdrawn.reference)
    client.force_login(withdrawn.created_by)
    address = f"/desk/activities/{withdrawn.reference}/sharing/"

    def told():
        """Each organisation with what the page says of it."""
        page = client.get(address).content.decode()
        part = page[page.index('id="holdings"') : page.index('id="ledger"')]
        return re.findall(r"<strong>([^<]+)</strong>.*?class=\"badge[^>]*>\s*([^<]+?)\s*<", part, re.DOTALL)

    assert told() == [("Agency", "erased"), ("Late agency", "holds the old wording still")]
    portal_date(date(2018, 12, 31))
    assert told() == [("Agency", "erased"), ("Late agency", "not confirmed, overdue")]


def test_who_read_only_before_or_after_partners_did_holds_nothing(client, organisation):
    early, late = (PartnerOrganisation.objects.create(slug=slug, name=slug) for slug in ("early", "late"))
    askers = [bearer(ApiToken.make(name="x", organisation=row)[1]) for row in (early, organisation, late)]
    make.shared("partners")

    client.get("/api/v1/activities/", headers=askers[0])
    record = make.shared("partners")
    client.get("/api/v1/activities/", headers=askers[1])
    record = review.withdraw(record=record, by=record.created_by, reason="unsafe")
    client.get("/api/v1/activities/", headers=askers[2])
    token_usage.counter.flush()

    assert [row.organisation for row in receipts.holdings(record)] == [organisation]


def test_a_record_that_partners_read_has_no_such_list(client):
    make.code_lists()
    shown = make.shared("partners")
    client.force_login(shown.created_by)

    assert 'id="holdings"' not in client.get(f"/desk/activities/{shown.reference}/sharing/").content.decode()
