"""One withdrawal followed to every address of the URL map, as outside readers read it, and to the webhooks."""

import itertools
import json

import pytest
from django.urls import reverse

from entities import review, webhooks
from entities.audiences import OUTSIDE
from entities.choices import Role
from entities.models import Change, PartnerOrganisation, WebhookDelivery, WebhookEndpoint
from registry.choices import DocumentFormat
from registry.documents.base import Sealed
from registry.documents.making import make_one
from registry.edition_reading import EditionReading
from registry.models import EditionDocument, EditionRevision
from tests import factories as make
from tests.factories.editions import sealed
from tests.gate.addresses import NAMED, filled, plain, routes

pytestmark = pytest.mark.django_db
WORD, TITLE = "zebrafish", "A zebrafish title"
# What a route's named parts are filled with; a part that is not named here tells of no record.
PARTS = {
    "slug": ["who"],
    "number": ["0", "1"],
    "month": ["2018-02"],
    "listing": ["matrix", "calendar"],
    "code": ["1(a)", "who", "AUT", "1"],
    "iso3": ["aut"],
    "form": ["csv"],
    "name": ["records.ndjson", "matrix.csv", "calendar.csv"],
}
QUERIES = ("", f"?q={WORD}", "?month=2018-03", "?view=agenda", "?rows=chapter&columns=entity")


@pytest.fixture
def records(settings, tmp_path):
    """An activity and an event that everybody reads, and a sealed month with documents that hold them."""
    settings.DOCUMENTS_ROOT = tmp_path
    make.code_lists()
    fields = {"title": TITLE, "chapter": 1, "countries": ["AUT"], "recommendations": ["1(a)"]}
    dates = {"from": "2018-03-20", "to": "2018-03-20", "precision": "day", "text": ""}
    dated = fields | {"dates": dates}
    found = [make.shared("public", **dated), make.shared("public", "event", **dated)]
    sealed("2018-02")
    make_documents(DocumentFormat.JSON)
    return found


def walk(client, references):
    """Every address that tells of the records, with what it answers."""
    found = {}
    for address in addresses(references):
        answer = client.get(address)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        text = content.decode(errors="ignore")
        if TITLE in text or any(reference in text for reference in references):
            found[address] = (answer.status_code, text)
    return found


def addresses(references):
    documents = list(EditionDocument.objects.values_list("name", flat=True).order_by("name"))
    parts = PARTS | {"reference": references, "name": [*PARTS["name"], *documents]}
    for route, _pattern in routes():
        if not route.startswith(("account/", "review/", "desk/", "gallery")):
            text = plain(route)
            names = NAMED.findall(text)
            for chosen in itertools.product(*(parts.get(name, ["1"]) for name in names)):
                path = filled(text, chosen)
                yield from (path + query for query in (QUERIES if not names else ("",)))


def document_of(role, name):
    """The name of a document as the outside reader gets it."""
    audience = "partners" if role else "public"
    return EditionDocument.objects.get(revision__audience=audience, revision__number=0, format=name).name


def make_documents(*formats):
    """Make documents of the sealed month for both outside audiences, as the worker does."""
    for revision in EditionRevision.objects.filter(audience__in=OUTSIDE, number=0):
        sealed_month = Sealed(EditionReading(revision.edition, revision.audience_id, 0))
        for name in formats:
            make_one(sealed_month, name)


@pytest.mark.parametrize("role", [None, Role.PARTNER])
def test_what_is_withdrawn_is_gone_from_everywhere(client, records, role):
    member = make.person(Role.PARTNER)
    endpoint = WebhookEndpoint.objects.create(
        organisation=PartnerOrganisation.objects.get(),
        url="https://a.example/",
        made_by=member,
        position=Change.objects.filter(audience="partners").last().position,
    )
    if role:
        client.force_login(member)
    references = [record.reference for record in records]
    before = walk(client, references)
    expected = {
        "/matrix/", f"/matrix/?q={WORD}", "/matrix/export.csv", f"/activities/{references[0]}/",
        f"/events/{references[1]}/", "/calendar/?month=2018-03", "/entities/who/", "/countries/aut/", "/chapters/1/",
        "/api/v1/activities/", f"/api/v1/activities/?q={WORD}", f"/api/v1/events/{references[1]}/", "/api/v1/changes/",
        "/api/v1/dump/records.ndjson", "/api/v1/dump/matrix.csv", "/api/v1/entities/who/iati.xml",
        "/editions/2018-02/matrix/", "/editions/2018-02/rev-0/matrix/", "/editions/2018-02/rev-0/calendar/",
        "/api/v1/editions/2018-02/matrix/", "/api/v1/editions/2018-02/rev-0/calendar/",
        f"/editions/2018-02/rev-0/documents/{document_of(role, DocumentFormat.JSON)}",
    }  # fmt: skip
    assert expected - set(before) == set()
    if role is None:
        assert reverse("calendar-ics") in before

    for record in records:
        lead = record.participations.get().entity
        review.withdraw(record=record, by=make.person(Role.FOCAL_POINT, lead), reason="Unsafe")

    make_documents(DocumentFormat.CSV)  # the worker was at it when the records were withdrawn
    after = walk(client, references)
    own = (f"/activities/{references[0]}/", f"/events/{references[1]}/")
    gone = {f"{prefix}{address}" for prefix in ("", "/api/v1") for address in own}
    # what was sealed with them is closed; its page repeats the address that was asked for, as every page does
    gone |= {f"/editions/2018-02/rev-{number}/{reference}/" for number in (0, 1) for reference in references}
    # Those who keep copies are told what to drop: by the changes, and by the feeds that programs follow.
    told = ("/api/v1/changes/", "/calendar.ics", "/feeds/changes.atom")
    assert {address for address in after if not address.startswith(told)} == gone
    assert {after[address][0] for address in gone} == {410}
    sealed_then = {address for address in before if "/rev-0/" in address}
    late = f"/editions/2018-02/rev-0/documents/{document_of(role, DocumentFormat.CSV)}"
    assert {client.get(address).status_code for address in (*sealed_then, late)} == {410}
    assert client.get("/api/v1/editions/2018-02/").json()["revision"] > 0
    assert not any(TITLE in text for _status, text in after.values())
    tombstones = json.loads(after["/api/v1/changes/"][1])["results"]
    assert [(row["reference"], row["kind"]) for row in tombstones if row.get("erase_by")] == [
        (reference, "withdrawn") for reference in references
    ]

    webhooks.make_messages(endpoint)
    messages = WebhookDelivery.objects.order_by("position").values_list("message", flat=True)
    assert [(row["type"], row["data"]["reference"]) for row in messages] == [
        ("entry.withdrawn", reference) for reference in references
    ]
