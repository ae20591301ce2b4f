"""Documents are made once, the same each time, whole or not at all."""

import hashlib
import io
import json
import os
import resource
import subprocess
import zipfile
from contextlib import contextmanager
from datetime import datetime

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import translation
from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader

from entities.handling import HANDLING
from registry.choices import DocumentFormat
from registry.documents import making, store
from registry.documents.base import Sealed
from registry.documents.forms import FORMS, Form
from registry.documents.making import make, make_one
from registry.edition_reading import EditionReading
from registry.models import EditionDocument, EditionRevision

TABLES = [DocumentFormat.JSON, DocumentFormat.CSV, DocumentFormat.XLSX]


@pytest.fixture
def few(monkeypatch):
    """Only the formats that are quick to make."""
    monkeypatch.setattr(making, "FORMS", {name: FORMS[name] for name in TABLES})


@pytest.fixture
def revision(month):
    """What the network has of the month."""
    return EditionRevision.objects.get(edition=month, audience="network")


def files(root):
    """All files below a folder, by path within it."""
    return sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())


@pytest.mark.parametrize("name", FORMS)
def test_documents_made_again_have_the_same_bytes_and_say_for_whom_they_are(sealed, written, name):
    with time_machine.travel(datetime(2018, 3, 1, 9), tick=False):
        first = written(FORMS[name].write, name="first")
    with time_machine.travel(datetime(2019, 7, 9, 20, 15, 3), tick=False):
        second = written(FORMS[name].write, name="second")

    assert first.read_bytes() == second.read_bytes()
    text = text_of(first)
    assert str(HANDLING["network"]) in text
    assert ("The network of UN focal points" if FORMS[name].ending.endswith(("x", "pdf")) else "network") in text


def text_of(path):
    """What a document says, markup included."""
    raw = path.read_bytes()
    if raw.startswith(b"%PDF"):
        return " ".join(page.extract_text() for page in PdfReader(path).pages)
    if raw.startswith(b"PK"):
        with zipfile.ZipFile(path) as parts:
            return " ".join(parts.read(part).decode(errors="ignore") for part in parts.namelist())
    return raw.decode()


def test_all_documents_of_a_revision_are_made_for_its_audience(db, revision, store, few):
    told = []

    make(revision, lambda *step: told.append(step))

    rows = {row.format: row for row in revision.documents.all()}
    assert list(rows) == sorted(TABLES)
    assert [row.name for row in rows.values()] == [
        "ungass-2018-02-network-rev-0-matrix.csv",
        "ungass-2018-02-network-rev-0.json",
        "ungass-2018-02-network-rev-0.xlsx",
    ]
    for row in rows.values():
        raw = (store / row.path).read_bytes()
        assert (row.size, row.sha256) == (len(raw), hashlib.sha256(raw).hexdigest())
        assert row.software == "ungass-portal 0.1.0"
    assert files(store) == sorted(row.path for row in rows.values())
    assert told == [(0, 3, "JSON"), (1, 3, "CSV, matrix"), (2, 3, "Excel workbook"), (3, 3)]


def test_what_is_made_is_not_made_again(db, revision, store, few):
    make(revision)
    before = {path: (store / path).stat().st_mtime_ns for path in files(store)}

    assert make(revision) == (0, [])

    assert {path: (store / path).stat().st_mtime_ns for path in files(store)} == before
    assert EditionDocument.objects.filter(revision=revision).count() == 3


def test_a_worker_that_was_killed_between_two_documents_goes_on_where_it_stood(db, revision, store, few):
    class Killed(BaseException):
        """As SIGKILL would: nothing of the rest is run."""

    def kill(done, total, words=""):
        if done == 1:
            raise Killed

    with pytest.raises(Killed):
        make(revision, kill)
    assert list(revision.documents.values_list("format", flat=True)) == [DocumentFormat.JSON]

    assert make(revision) == (2, [])


def test_a_lost_file_is_put_back_only_if_it_is_the_same(sealed, revision, store):
    row = make_one(sealed(), DocumentFormat.JSON)
    raw = (store / row.path).read_bytes()
    (store / row.path).unlink()

    make_one(sealed(), DocumentFormat.JSON)
    assert (store / row.path).read_bytes() == raw

    (store / row.path).unlink()
    changed = sealed()
    changed.edition.month = changed.edition.month.replace(month=1)
    with pytest.raises(making.StoreError, match="take it from a backup"):
        make_one(changed, DocumentFormat.JSON)
    assert files(store) == []


def test_documents_in_another_language_stand_beside_those_in_english(month, revision, store, few):
    make(revision)
    make(revision, language="fr")

    rows = revision.documents.filter(language="fr")
    assert [row.name for row in rows] == [
        "ungass-2018-02-network-rev-0-fr-matrix.csv",
        "ungass-2018-02-network-rev-0-fr.json",
        "ungass-2018-02-network-rev-0-fr.xlsx",
    ]
    told = json.loads((store / rows.get(format="json").path).read_text())
    assert (told["language"], told["labels"]["country"]["AUT"]) == ("fr", "Autriche")
    assert told["title"].endswith("février 2018")
    assert "Autriche" in (store / rows.get(format="csv").path).read_text()
    assert EditionDocument.objects.filter(revision=revision, language="en").count() == len(TABLES)


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_paper_in_another_language_names_it_and_has_the_same_bytes_again(month, db, language):
    digests = []
    for _turn in range(2):
        with translation.override(language):
            sealed = Sealed(EditionReading(month, "network"), language)
            file = io.BytesIO()
            FORMS[DocumentFormat.DOCX].write(sealed, file)
        digests.append(hashlib.sha256(file.getvalue()).hexdigest())
    document = Document(file)

    assert digests[0] == digests[1]
    assert document.core_properties.language == {"fr": "fr-FR", "ar": "ar-SA"}[language]
    assert bool(document.sections[0]._sectPr.findall(qn("w:bidi"))) is (language == "ar")


def test_languages_are_those_into_which_the_portal_is_translated(settings, tmp_path):
    folder = tmp_path / "fr" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.mo").write_bytes(b"")
    settings.LOCALE_PATHS = [tmp_path]

    assert making.languages() == ["en", "fr"]


def test_one_document_that_cannot_be_made_keeps_no_other_from_being_made(db, revision, store, few, monkeypatch):
    write = Form.write

    def fail(form, sealed, file):
        if form == FORMS[DocumentFormat.JSON]:
            raise ValueError("a letter that no font has")
        write(form, sealed, file)

    monkeypatch.setattr(Form, "write", fail)

    with pytest.raises(ValueError, match="a letter that no font has"):
        make(revision)

    assert sorted(row.format for row in revision.documents.all()) == ["csv", "xlsx"]


TAKEN = "taken-by-others"


@contextmanager
def full_disk(root):
    """A store with hardly any room: 1 MB of which others took nearly all, where root may mount that, else a limit."""
    root.mkdir(parents=True)
    mounted = (
        os.geteuid() == 0
        and not subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(root)], check=False, capture_output=True
        ).returncode
    )
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    if mounted:
        room = os.statvfs(root)
        (root / TAKEN).write_bytes(bytes(room.f_bavail * room.f_frsize - 4096))
    else:
        resource.setrlimit(resource.RLIMIT_FSIZE, (4_000, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        if mounted:
            subprocess.run(["umount", str(root)], check=True)


@pytest.mark.parametrize("name", [DocumentFormat.XLSX, DocumentFormat.JSON])
def test_a_full_disk_is_told_and_leaves_nothing_half_done(sealed, revision, store, name):
    with full_disk(store):
        with pytest.raises(making.StoreError, match="There is no room for documents in"):
            make_one(sealed(), name)
        assert files(store) in ([], [TAKEN])
    assert revision.documents.count() == 0

    make_one(sealed(), name)
    assert [row.format for row in revision.documents.all()] == [name]


def test_other_troubles_of_the_disk_are_told_as_they_are(settings, tmp_path):
    (tmp_path / "file").write_text("no folder")
    settings.DOCUMENTS_ROOT = tmp_path / "file"

    with pytest.raises(store.StoreError, match=r"cannot be kept in .+: File exists"), store.writing("a.json"):
        pass


def test_no_path_leads_out_of_the_store(settings, tmp_path):
    settings.DOCUMENTS_ROOT = tmp_path / "documents"

    with pytest.raises(store.StoreError, match="outside"):
        store.place_of("../secrets.json")


def test_left_pieces_are_swept_after_a_day(settings, tmp_path):
    settings.DOCUMENTS_ROOT = tmp_path
    for name in (".making-old.pdf", ".making-new.pdf", "whole.pdf"):
        (tmp_path / name).write_text("x")
    os.utime(tmp_path / ".making-old.pdf", (0, 0))

    assert store.sweep() == 1
    assert files(tmp_path) == [".making-new.pdf", "whole.pdf"]


def test_command_makes_what_is_missing_of_a_month(db, month, store, few, capsys):
    call_command("make_documents", edition="2018-02")

    assert "9 documents made" in capsys.readouterr().out
    assert {row.revision.audience_id for row in EditionDocument.objects.all()} == {"network", "partners", "public"}
    with pytest.raises(CommandError, match="no sealed edition 2018-09"):
        call_command("make_documents", edition="2018-09")


def test_command_hands_out_the_stored_document_of_a_sealed_month(db, month, store, few, tmp_path, capsys):
    target = tmp_path / "matrix.csv"
    wanted = ["export_matrix", "--edition=2018-02", "--audience=partners", "--format=csv", f"--output={target}"]

    call_command(*wanted)

    row = EditionDocument.objects.get()
    assert (row.revision.audience_id, row.sha256) == ("partners", hashlib.sha256(target.read_bytes()).hexdigest())
    assert capsys.readouterr().out == f"ungass-2018-02-partners-rev-0-matrix.csv written to {target}.\n"
    (store / row.path).write_bytes(b"what was made then")
    call_command(*wanted)
    assert target.read_bytes() == b"what was made then"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["--edition=2018-03", "--format=csv"], "2018-03 is not sealed. Without --edition you get what is read now."),
        (["--edition=may", "--format=csv"], "may is not sealed"),
        (["--edition=2018-02", "--format=doc"], "invalid choice: 'doc'"),
        (["--format=json"], "Only a sealed edition is made as json: name it with --edition."),
        (["--edition=2018-02", "--query=chapter=1", "--format=csv"], "not allowed with argument"),
    ],
)
def test_command_says_what_it_cannot_hand_out(db, month, store, few, tmp_path, given, told):
    target = tmp_path / "none"

    with pytest.raises(CommandError, match=told):
        call_command("export_matrix", "--audience=network", f"--output={target}", *given)

    assert not target.exists()
