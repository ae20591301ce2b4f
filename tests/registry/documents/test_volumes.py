"""Volumes of an edition that is too long for one document in pages: each record in one, in the order of print."""

import io
import re

import docx
import pytest
from django.core.management import CommandError, call_command
from pypdf import PdfReader

from entities import jobs
from entities.choices import Role
from entities.models import Job
from registry.choices import DocumentFormat
from registry.documents import as_docx, as_pdf, job, making, narrative
from registry.documents.forms import FORMS
from registry.documents.making import make, pieces_of
from registry.documents.volumes import SealedVolume, volumes_of
from registry.models import EditionRevision
from tests import factories
from tests.registry.documents.test_paper import heads

BOTH = ("matrix", "calendar")
TITLE = "Matrix and calendar of UNGASS-related action, February 2018"


@pytest.fixture(autouse=True)
def one_record_each(monkeypatch):
    """A volume holds one record, so the month of six stands in six."""
    for module in ("volumes", "making"):
        monkeypatch.setattr(f"registry.documents.{module}.MOST_ON_PAPER", 1)


@pytest.fixture
def volumes(sealed):
    """The volumes of both lists, as documents have them."""
    whole = sealed()
    return [SealedVolume(whole.reading, volume) for volume in volumes_of(whole, BOTH)]


@pytest.fixture
def revision(month, db):
    """What the network has of the month."""
    return EditionRevision.objects.get(edition=month, audience="network")


def written(writer, sealed):
    file = io.BytesIO()
    writer(sealed, file)
    return file


def test_each_record_stands_in_one_volume_of_its_chapter_in_the_order_of_print(sealed, volumes):
    found = [(row.volume.number, row.volume.name, row.volume.chapter, row.volume.records) for row in volumes]

    assert found == [
        (1, "matrix", 1, (("ACT-000004", "activity"),)),  # without a sub-heading
        (2, "matrix", 1, (("ACT-000001", "activity"),)),
        (3, "matrix", 2, (("MAN-000003", "mandate"),)),
        (4, "matrix", 0, (("ACT-000002", "activity"),)),
        (5, "calendar", None, (("EVT-000002", "event"),)),  # some time in the year
        (6, "calendar", None, (("EVT-000001", "event"),)),
    ]
    assert [row.number for row in volumes_of(sealed(), ["matrix"])] == [1, 2, 3, 4]
    assert {volume.count for volume in volumes_of(sealed(), ["matrix"])} == {4}


def test_a_volume_in_word_says_which_it_is_and_holds_its_part_only(volumes):
    second, last = (docx.Document(written(as_docx.write, volumes[number])) for number in (1, 5))

    assert heads(second) == [(1, "I. Matrix"), (2, "1. Title 1"), (3, "Prevention"), (1, "About this document")]
    assert [row.cells[0].text for table in second.tables for row in table.rows[1:]] == ["ACT-000001"]
    assert heads(last) == [
        (1, "I. Calendar"),
        (2, "March 2018"),
        (2, "Moved since January 2018"),
        (1, "II. What changed since January 2018"),
        (1, "About this document"),
    ]
    assert second.core_properties.title == f"{TITLE} · volume 2 of 6"
    assert second.core_properties.subject == "UNGASS/2018/02/NETWORK/Vol.2"
    text = "\n".join(row.text for row in second.paragraphs)
    assert "This document holds 1 activity, as the entities reported them" in text
    assert volumes[1].revision.sha256 in text


def test_volumes_in_pdf_hold_together_what_the_whole_holds(volumes):
    texts, marks = [], []
    for sealed in volumes:
        reader = PdfReader(written(as_pdf.write, sealed), strict=True)
        assert reader.metadata.title == sealed.title
        texts.append(" ".join(page.extract_text() for page in reader.pages))
        marks.append([row.title for row in reader.outline if not isinstance(row, list)])

    held = [set(re.findall(r"(?:ACT|MAN)-\d{6}", text)) for text in texts[:5]]
    assert held == [{"ACT-000004"}, {"ACT-000001"}, {"MAN-000003"}, {"ACT-000002"}, set()]
    assert ("First meeting" in texts[4], "Second meeting" in texts[5]) == (True, True)
    assert marks[0] == ["Matrix", "About this document"]
    assert marks[5] == ["Calendar", "What changed since January 2018", "About this document"]


def test_the_narrative_draft_has_volumes_of_the_matrix_each_with_its_own_figures(revision):
    drafts = [sealed for name, sealed in pieces_of(revision) if name == DocumentFormat.NARRATIVE]
    document = docx.Document(written(narrative.write, drafts[1]))

    bullets = [row.text for row in document.paragraphs if row.style.name == "List Bullet"]
    assert (len(drafts), len(bullets), bullets[0][:10]) == (4, 1, "=HYPERLINK")
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert rows == [["Chapter", "Activities", "Share", "Joint"], ["1. Title 1", "1", "100%", "1"]]


@pytest.fixture
def word_only(monkeypatch):
    """Of all formats one that is divided and one that is not."""
    names = (DocumentFormat.JSON, DocumentFormat.DOCX)
    monkeypatch.setattr(making, "FORMS", {name: FORMS[name] for name in names})


def test_volumes_are_documents_of_their_own_on_page_and_api(revision, store, word_only, client):
    told = []

    assert make(revision, lambda *step: told.append(step)) == (7, [])

    rows = list(revision.documents.filter(format="docx").order_by("volume"))
    assert [(row.name, row.volume, row.volumes, row.chapter) for row in rows][::5] == [
        ("ungass-2018-02-network-rev-0-volume-1.docx", 1, 6, 1),
        ("ungass-2018-02-network-rev-0-volume-6.docx", 6, 6, None),
    ]
    assert [row.in_words for row in rows] == [
        "1. Chapter 1", "2. Chapter 1", "3. Chapter 2", "4. No chapter", "5. Calendar", "6. Calendar"
    ]  # fmt: skip
    assert (told[0], told[3], told[-1]) == ((0, 7, "JSON"), (3, 7, "Word document, volume 3 of 6"), (7, 7))
    client.force_login(factories.person(Role.VIEWER, "undp"))
    page = " ".join(client.get("/editions/2018-02/").text.split())
    assert "Word document in 6 volumes" in page
    assert [page.count(f'<code class="hash">{row.sha256}</code>') for row in rows] == [1] * 6
    listed = client.get("/api/v1/editions/2018-02/documents/").json()["results"]
    assert [row["volume"] for row in listed] == [1, 2, 3, 4, 5, 6, None]
    answer = client.get(f"/editions/2018-02/rev-0/documents/{rows[2].name}")
    assert b"".join(answer.streaming_content) == (store / rows[2].path).read_bytes()


def test_after_some_minutes_the_rest_of_the_volumes_queues_up_behind_others(revision, store, word_only, monkeypatch):
    monkeypatch.setattr(job, "TURN_SECONDS", -1)
    Job.objects.exclude(key=job.key_of(revision)).delete()
    first = job.job_of(revision)
    jobs.run(str(first.pk))
    following = job.job_of(revision)
    assert (revision.documents.count(), following.key) == (0, "documents 2018-02 network 0 +001")

    monkeypatch.setattr(job, "TURN_SECONDS", 300)
    jobs.run(str(following.pk))

    following.refresh_from_db()
    assert (following.state, following.done, following.total, revision.documents.count()) == ("done", 7, 7, 7)
    assert job.job_of(revision) == following
    assert jobs.title_of(following) == "Documents of February 2018, revision 0, for the network of UN focal points"


def test_command_hands_out_a_volume_and_says_that_there_are_some(revision, store, word_only, tmp_path):
    target = tmp_path / "volume.docx"
    wanted = ["export_matrix", "--edition=2018-02", "--audience=network", f"--output={target}"]

    with pytest.raises(CommandError, match="too long for one document: it stands in volumes 1 to 6"):
        call_command(*wanted, "--format=docx")
    with pytest.raises(CommandError, match="not divided into volumes"):
        call_command(*wanted, "--format=json", "--volume=2")
    call_command(*wanted, "--format=docx", "--volume=2")

    assert docx.Document(target).core_properties.title == f"{TITLE} · volume 2 of 6"
    assert [row.volume for row in revision.documents.all()] == [2]
