"""Removal for safety or by law: the wording is gone from sealed editions too; reference, hash and reason stay."""

import hashlib

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from entities import removing, review
from entities.choices import Role
from entities.models import Removal
from registry import removing as of_editions
from registry.choices import DocumentFormat
from registry.comparing import compare
from registry.documents import making
from registry.documents.forms import FORMS, Form
from registry.documents.job import ask_for_missing
from registry.documents.making import make, make_one
from registry.documents.store import StoreError, folder_of
from registry.edition_reading import EditionReading
from registry.models import EditionContent, EditionRevision
from tests import factories as build
from tests.factories.editions import sealed, titles
from ungass_portal.lib.problems import ProcessError

pytestmark = pytest.mark.django_db
REASON = "Names a witness."


@pytest.fixture(autouse=True)
def lists():
    build.code_lists()


@pytest.fixture
def secretariat():
    return build.person(Role.SECRETARIAT)


@pytest.fixture
def store(settings, tmp_path, monkeypatch):
    """An empty store of documents, made in one quick format."""
    settings.DOCUMENTS_ROOT = tmp_path
    monkeypatch.setattr(making, "FORMS", {DocumentFormat.JSON: FORMS[DocumentFormat.JSON]})
    return tmp_path


def remove(record, by):
    """Remove a record, and let what follows the commit happen."""
    removal = removing.remove(record=record, by=by, basis="safety", reason=REASON)
    of_editions.sweep_files()  # within a test nothing is committed
    return removal


def files(store):
    return sorted(str(path.relative_to(store)) for path in store.rglob("*.json"))


def test_the_network_reads_reference_hash_and_reason_in_place_of_the_wording(secretariat):
    record, other = build.shared("public", title="Secret"), build.shared("public", title="Other")
    row = sealed()
    held = {entry.reference: entry for entry in EditionReading(row, "network").entries()}[record.reference]
    before = EditionRevision.objects.get(edition=row, audience="network")

    remove(record, secretariat)

    left = {entry.reference: entry for entry in EditionReading(row, "network", 0).entries()}[record.reference]
    assert (left.sha256, left.payload["title"]) == (held.sha256, "")
    assert str(left.removed) == f"Removed on 12 March 2018 for the safety of people: {REASON}"
    assert not EditionContent.objects.filter(payload__icontains="secret").exists()
    newest = {audience: EditionReading(row, audience).revision for audience in ("network", "partners", "public")}
    assert {audience: revision.number for audience, revision in newest.items()} == {
        "network": 1, "partners": 1, "public": 1,
    }  # fmt: skip
    assert newest["network"].reason == f"{record.reference} was removed for the safety of people: {REASON}"
    assert newest["public"].reason == "A record was withdrawn."
    assert {audience: titles(row, audience) for audience in newest} == {
        key: {other.reference: "Other"} for key in newest
    }
    lines = "".join(
        f"{entry.reference}\t{entry.kind}\t{entry.sha256}\t{entry.last_confirmed or ''}\n"
        for entry in EditionReading(row, "network", 0).entries()
    )
    assert hashlib.sha256(lines.encode()).hexdigest() == before.sha256


def test_documents_that_told_of_it_go_for_good_and_those_of_other_months_stay(secretariat, store):
    build.shared("public", title="Other")
    months = [sealed("2018-01")]
    record = build.cleared(title="Secret")
    months.append(sealed("2018-02"))
    review.withdraw(record=record, by=record.created_by, reason="x")
    months += [sealed("2018-03"), sealed("2018-04")]  # March tells that it was withdrawn, April nothing
    for revision in EditionRevision.objects.all():
        make(revision)
    hashes = dict(EditionRevision.objects.values_list("pk", "documents__sha256"))

    remove(record, secretariat)

    network = [path for path in files(store) if "network" in path]
    assert network == [f"2018-{month}/network/rev-0/ungass-2018-{month}-network-rev-0.json" for month in ("01", "04")]
    assert len(files(store)) == 2 + 8
    assert dict(EditionRevision.objects.filter(pk__in=hashes).values_list("pk", "documents__sha256")) == hashes
    newest = [EditionReading(row, "network").revision for row in months]
    assert [revision.number for revision in newest] == [0, 1, 1, 0]
    for revision in EditionRevision.objects.all():
        make(revision)
    assert [path for path in files(store) if "/network/" in path] == [
        f"{folder_of(revision)}/ungass-{revision.edition.code}-network-rev-{revision.number}.json"
        for revision in newest
    ]
    assert ask_for_missing() == 0


def test_what_changed_tells_no_more_of_it(secretariat):
    record = build.cleared(title="Secret")
    before, after = EditionReading(sealed("2018-01"), "network"), None
    review.withdraw(record=record, by=record.created_by, reason="x")
    after = EditionReading(sealed("2018-02"), "network")
    assert [change.title for change in compare(before, after).changes] == ["Secret"]

    remove(record, secretariat)

    assert compare(before, after).changes == []


def test_a_document_that_was_being_made_meanwhile_is_not_kept(secretariat, store, monkeypatch):
    record = build.cleared(title="Secret")
    revision = EditionRevision.objects.get(edition=sealed(), audience="network")
    plain = Form.write

    def removed_meanwhile(form, sealed, file):
        plain(form, sealed, file)
        removing.remove(record=record, by=secretariat, basis="law", reason=REASON)

    monkeypatch.setattr(Form, "write", removed_meanwhile)
    with pytest.raises(StoreError, match="Something in this revision was removed"):
        make_one(making.Sealed(EditionReading(revision.edition, "network", 0)), DocumentFormat.JSON)

    assert (files(store), revision.documents.count()) == ([], 0)


def test_only_the_ledger_lets_a_payload_go_and_only_once(secretariat):
    record = build.cleared(title="Secret")
    build.cleared(title="Other")
    sealed()

    def refused(sql):
        with pytest.raises(DatabaseError, match="is append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)

    refused("UPDATE registry_editioncontent SET payload = NULL")
    remove(record, secretariat)
    refused("UPDATE registry_editioncontent SET payload = NULL WHERE payload IS NOT NULL")
    refused("UPDATE registry_editioncontent SET payload = '{}'")
    refused("DELETE FROM registry_editioncontent")
    refused("DELETE FROM registry_removedcontent")
    refused("UPDATE entities_removal SET reason = 'other'")
    assert EditionContent.objects.filter(payload__isnull=True).count() == 1


def test_only_the_secretariat_removes_with_a_reason_and_nobody_restores(secretariat):
    record, draft = build.cleared(), build.record()

    with pytest.raises(PermissionDenied):
        remove(record, record.created_by)
    with pytest.raises(ProcessError, match="Say why"):
        removing.remove(record=record, by=secretariat, basis="law", reason=" ")
    with pytest.raises(ProcessError, match="Nothing of this record has been published"):
        remove(draft, secretariat)
    remove(record, secretariat)
    with pytest.raises(ProcessError, match="removed already"):
        remove(record, secretariat)
    with pytest.raises(ProcessError, match="removed for good"):
        review.restore(record=record, by=record.created_by)
    assert Removal.objects.values_list("record", "basis", "by").get() == (record.pk, "safety", secretariat.pk)


def test_the_page_names_the_consequence_and_asks_for_the_reference(client, secretariat, store):
    record = build.shared("public", title="Witness")
    row = sealed()
    for revision in EditionRevision.objects.all():
        make(revision)
    client.force_login(secretariat)
    address = reverse("record-remove", args=[record.kind, record.reference])

    asked = client.get(address).content.decode()
    assert "deleted from the sealed editions of 1 month, for the network too" in asked
    assert "3 documents that tell of it are deleted" in asked
    words = {"basis": "law", "reason": "Court order 12/3.", "reference": "ACT-000000"}
    refused = client.post(address, words)
    assert (refused.status_code, Removal.objects.count()) == (422, 0)
    assert client.post(address, words | {"reference": record.reference.lower()}).status_code == 302

    page = client.get(reverse("edition-revision-entries", args=[row.code, 0, "matrix"])).content.decode()
    assert "Removed on 12 March 2018 for a duty in law: Court order 12/3." in page
    assert "Witness" not in page
    document = EditionRevision.objects.get(edition=row, audience="network", number=0).documents.get()
    gone = client.get(reverse("edition-document", args=[row.code, 0, document.name]))
    assert (gone.status_code, document.sha256 in gone.content.decode()) == (410, True)
    told = client.get(f"/api/v1/editions/{row.code}/rev-0/matrix/").json()["results"]
    assert [(one["reference"], one["title"], one["removed"]["reason"]) for one in told] == [
        (record.reference, "", "Court order 12/3.")
    ]
