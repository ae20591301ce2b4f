"""Evidence attached to a word on behalf: told by its content, kept with the ledger, read by those concerned only."""

import hashlib
import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from entities import sharing
from entities.audiences import Reading
from entities.choices import Role
from entities.evidence import DOCX, type_of
from entities.models import Agreement, Evidence
from tests import factories as make

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n% a letter"


def docx(*further):
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        for name in ("[Content_Types].xml", "word/document.xml", *further):
            archive.writestr(name, "<x/>")
    return kept.getvalue()


@pytest.fixture
def record():
    make.code_lists()
    return make.cleared()


def send(client, record, content, name="Letter of WHO.pdf"):
    gate = sharing.Gate(record)
    sent = {
        "audience": "partners",
        "entity": "who",
        "version": gate.cleared.number,
        "sha256": gate.payload(gate.cleared, Reading.PARTNERS)[1],
        "decision": "agree",
        "scope": "wording",
        "evidence": "Letter of 3 March 2018",
        "attachment": SimpleUploadedFile(name, content),
    }
    client.force_login(make.person(Role.SECRETARIAT))
    return client.post(f"/desk/activities/{record.reference}/sharing/", sent)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (PDF, "application/pdf"),
        (b"\x89PNG\r\n\x1a\n0", "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (docx(), DOCX),
        (docx("word/vbaProject.bin"), None),
        (b"<html><script>", None),
        (b"MZ", None),
        (b"", None),
    ],
)
def test_what_a_file_is_is_told_by_its_content(content, expected):
    assert type_of(content) == expected


def test_the_ledger_names_the_hash_of_what_was_attached(client, record):
    send(client, record, PDF)

    row = Agreement.objects.get()
    assert (row.attachment_sha256, row.attachment.name) == (hashlib.sha256(PDF).hexdigest(), "Letter of WHO.pdf")
    assert bytes(row.attachment.content) == PDF


def test_a_file_of_another_kind_is_refused_and_nothing_is_kept(client, record):
    answer = send(client, record, b"<html><script>alert(1)</script>")

    assert (answer.status_code, Agreement.objects.count(), Evidence.objects.count()) == (422, 0, 0)


@pytest.mark.parametrize(
    ("role", "at", "status"),
    [
        (Role.VIEWER, "who", 200),
        (Role.SECRETARIAT, None, 200),
        (Role.FOCAL_POINT, "undp", 404),
        (Role.PARTNER, None, 404),
    ],
)
def test_own_entities_and_the_secretariat_read_it_as_a_download(client, record, role, at, status):
    send(client, record, PDF)
    key = Evidence.objects.get().key
    client.force_login(make.person(role, at))

    answer = client.get(f"/desk/activities/{record.reference}/evidence/{key}/")

    assert answer.status_code == status
    if status == 200:
        assert answer.content == PDF
        assert answer.headers["Content-Disposition"] == 'attachment; filename="Letter of WHO.pdf"'
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_evidence_of_another_record_is_not_found(client, record):
    send(client, record, PDF)
    other = make.cleared()

    assert client.get(f"/desk/activities/{other.reference}/evidence/{Evidence.objects.get().key}/").status_code == 404


# --- An answer on behalf to being named ------------------------------------------------------------------


def answer(client, record, **fields):
    sent = {"entity": "undp", "state": "declined", "reason": "Too busy", "evidence": "Letter of 3 March 2018"} | fields
    return client.post(f"/desk/activities/{record.reference}/participation/", sent)


@pytest.fixture
def joint():
    make.code_lists()
    return make.agree(make.cleared(partners=["undp"]), Reading.PARTNERS)


def test_an_answer_on_behalf_keeps_its_letter_beside_the_part_and_on_the_ledger(client, joint):
    client.force_login(make.person(Role.SECRETARIAT))

    answer(client, joint, attachment=SimpleUploadedFile("Letter of UNDP.pdf", PDF))

    part, word = joint.participations.get(entity__slug="undp"), Agreement.objects.latest("pk")
    assert (part.state, part.evidence, bytes(part.attachment.content)) == ("declined", "Letter of 3 March 2018", PDF)
    assert (word.entity.slug, word.decision, word.attachment_sha256) == ("undp", "withdraw", part.attachment.sha256)
    page = client.get(f"/desk/activities/{joint.reference}/history/").text
    assert "on behalf; evidence: Letter of 3 March 2018" in page
    assert f'href="/desk/activities/{joint.reference}/evidence/{part.attachment.key}/"' in page


def test_the_letter_of_an_earlier_answer_is_read_after_a_later_one(client, joint):
    client.force_login(make.person(Role.SECRETARIAT))
    answer(client, joint, attachment=SimpleUploadedFile("No.pdf", PDF))
    answer(client, joint, state="confirmed", evidence="Call of 4 March 2018")
    later = joint.participations.get(entity__slug="undp")

    earlier = client.get(f"/desk/activities/{joint.reference}/evidence/{Evidence.objects.get().key}/")

    assert (later.state, later.evidence, later.attachment) == ("confirmed", "Call of 4 March 2018", None)
    assert earlier.content == PDF


@pytest.mark.parametrize("wrong", [{"evidence": ""}, {"attachment": SimpleUploadedFile("x.pdf", b"<html>")}])
def test_an_answer_on_behalf_needs_evidence_that_can_be_kept(client, joint, wrong):
    client.force_login(make.person(Role.SECRETARIAT))

    refused = answer(client, joint, **wrong)

    assert (refused.status_code, Evidence.objects.count()) == (422, 0)
    assert joint.participations.get(entity__slug="undp").state == "confirmed"
