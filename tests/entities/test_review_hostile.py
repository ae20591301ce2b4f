"""Hostile values in addresses and forms of the secretariat's pages: a 4xx that says so, never a 500, nothing saved."""

import pytest

from entities.choices import Role
from entities.models import Entity, Membership, NetworkMembership, Version
from registry.models import Recommendation, Term
from tests import factories as make

pytestmark = pytest.mark.django_db

VALUES = [
    "\x00",
    "'; DROP TABLE entities_record; --",
    "<script>alert(1)</script>",
    "9" * 400,
    "-1",
    "ﷺ" * 500,
    "%ff",
    "²",
]
PAGES = [
    "/review/?q={}",
    "/review/?kind={}",
    "/review/?entity={}",
    "/review/?after={}",
    "/review/?before={}",
    "/review/exceptions/?after={}",
    "/review/withdrawn/?before={}",
    "/review/people/?q={}",
    "/review/people/?show={}",
    "/review/people/?after={}",
    "/review/reference/entities/?q={}",
    "/review/reference/entities/?after={}",
]
FORMS = {
    "/review/reference/entities/new/": (
        "slug",
        "name",
        "acronym",
        "valid_from",
        "kind",
        "parent",
        "hq_country",
        "note",
    ),
    "/review/reference/entities/who/names/new/": ("name", "acronym", "valid_from", "source", "reason"),
    "/review/reference/entities/who/aliases/": ("aliases", "reason"),
    "/review/reference/entities/who/network/new/": ("starts", "ends", "rhythm", "basis"),
    "/review/people/new/": ("user", "role", "entity", "organisation", "starts", "ends"),
    "/review/reference/recommendations/new/": ("code", "chapter", "topic", "status", "where"),
    "/review/reference/schemes/new/": ("slug", "title", "source"),
    "/review/reference/schemes/sdg/terms/new/": ("local", "label", "acronym", "parent", "lead_entity", "order"),
}


@pytest.fixture(autouse=True)
def reviewer(client):
    make.code_lists()
    make.entity("who")
    client.force_login(make.person(Role.SECRETARIAT))


def counts():
    return [model.objects.count() for model in (Entity, Membership, NetworkMembership, Version, Recommendation, Term)]


@pytest.mark.parametrize("value", VALUES, ids=range(len(VALUES)))
def test_no_query_breaks_a_page(value, client):
    name, statuses = "", {}
    for page in PAGES:
        address, name = page.split("?")[0], page.split("?")[1].split("=")[0]
        statuses[page] = client.get(address, {name: value}).status_code

    assert {page: status for page, status in statuses.items() if status not in (200, 400)} == {}


@pytest.mark.parametrize("value", VALUES, ids=range(len(VALUES)))
def test_no_form_breaks_or_is_half_saved(value, client):
    before, statuses = counts(), {}
    for address, fields in FORMS.items():
        for name in fields:
            # every other field stays empty, so nothing can be valid
            statuses[address, name] = client.post(address, {name: value}).status_code

    statuses = {
        place: status
        for place, status in statuses.items()
        if status != 400 and place[0] != "/review/reference/entities/who/aliases/"
    }
    assert (statuses, counts()) == ({}, before)


def test_markup_in_texts_is_shown_as_text(client):
    record = make.submitted(title="<b>Bold</b>", summary="<script>alert(1)</script>")

    page = client.get(f"/review/{record.reference}/").content.decode()

    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "&lt;b&gt;Bold&lt;/b&gt;" in page


def test_a_form_that_is_refused_comes_back_with_what_was_typed(client):
    sent = {
        "code": "9(z)",
        "chapter": "1",
        "topic": "<i>mine</i>",
        "status": "verified",
        "where": "p. 3",
        "reason": "why",
    }

    response = client.post("/review/reference/recommendations/new/", sent)

    form = response.context["form"]
    assert response.status_code == 400
    assert {name: form[name].value() for name in sent} == sent
    assert "&lt;i&gt;mine&lt;/i&gt;" in response.content.decode()
