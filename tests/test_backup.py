"""A backup comes back equal; a restored portal is closed until withdrawals since the backup are seen to."""

import json
import os
from datetime import timedelta

import psycopg2
import pyrage
import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client, override_settings
from django.utils import timezone

from entities import cycle, jobs, restoring, review
from entities.api.cursors import ERA
from entities.choices import LetterState, Role
from entities.models import AudienceClock, Letter, Record, Restoration, User
from registry.documents import store
from tests import factories as make
from tests.databases import _point_django_at, clone, drop, stage
from ungass_portal.backup import archive, fingerprints, making
from ungass_portal.backup import restoring as putting_back
from ungass_portal.backup.archive import BackupError
from ungass_portal.lib import pgtools

IDENTITY = pyrage.x25519.Identity.generate()
DOCUMENT = "2018-02/network.json"


@pytest.fixture(scope="module")
def backup(worker_database, django_db_blocker, tmp_path_factory):
    """An encrypted backup of a shared record, a letter and a document; Django works on what it was made of."""
    folder = tmp_path_factory.mktemp("backup")
    name = clone(f"{worker_database.name}_backup", stage("template"))
    with django_db_blocker.unblock(), override_settings(DOCUMENTS_ROOT=folder / "documents", BACKUP_ROOT=folder):
        _point_django_at(name)
        make.code_lists()
        make.shared("public", title="Shared", lead="who")
        make.person(Role.SECRETARIAT, email="secretariat@example.org")
        Letter.objects.create(kind="call", key="before", address="a@example.org")
        with store.writing(DOCUMENT) as file:
            file.write(b"{}")
        yield making.make(folder, key=str(IDENTITY.to_public()))
        _point_django_at(worker_database.name)
        for left in databases(name):
            drop(left)


def databases(start):
    """The databases of the server whose names begin so."""
    with pgtools.connected("postgres") as server, server.cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [start])
        return sorted(row[0] for row in cursor.fetchall())


def tables(name=None):
    """The fingerprint of a database."""
    with pgtools.connected(name or connection.settings_dict["NAME"]) as found, found.cursor() as cursor:
        cursor.execute("BEGIN")
        return fingerprints.fingerprint(cursor)


def test_a_damaged_or_foreign_backup_changes_nothing(backup, tmp_path):
    before, damaged = tables(), tmp_path / backup.name
    whole = backup.read_bytes()
    damaged.write_bytes(whole[:-2000] + bytes(byte ^ 1 for byte in whole[-2000:-1990]) + whole[-1990:])

    for file, identity, said in (
        (damaged, str(IDENTITY), "cannot be decrypted"),
        (backup, str(pyrage.x25519.Identity.generate()), "cannot be decrypted"),
        (backup, "", "The backup is encrypted: set BACKUP_IDENTITY"),
        (backup, "secret", "BACKUP_IDENTITY cannot be read"),
    ):
        with pytest.raises(BackupError, match=said):
            putting_back.restore(file, identity=identity)

    assert tables() == before
    assert databases(connection.settings_dict["NAME"]) == [connection.settings_dict["NAME"]]
    assert [path.name for path in tmp_path.iterdir()] == [backup.name]


def test_what_comes_back_otherwise_is_no_backup(backup, tmp_path):
    folder = tmp_path / "unpacked"
    folder.mkdir()
    manifest = archive.unpack(backup, folder, str(IDENTITY))
    manifest["tables"]["entities_record"][1] = "7"
    (folder / archive.MANIFEST).write_text(json.dumps(manifest))
    archive.pack(folder, tmp_path / "changed.tar", "")

    with pytest.raises(BackupError, match=r"differs from what was backed up: entities_record: other content$"):
        putting_back.check(tmp_path / "changed.tar")

    (folder / archive.DOCUMENTS / DOCUMENT).write_text("other")
    archive.pack(folder, tmp_path / "changed.tar", "")
    with pytest.raises(BackupError, match=f"The document {DOCUMENT} of the backup is damaged"):
        putting_back.check(tmp_path / "changed.tar")


def test_a_portal_that_runs_is_not_replaced(backup):
    other = psycopg2.connect(**connection.get_connection_params())
    try:
        with pytest.raises(BackupError, match=r"1 connections to .+ are open: stop web, worker and cycle first"):
            putting_back.restore(backup, identity=str(IDENTITY))
    finally:
        other.close()


def test_old_backups_are_deleted_once_a_new_one_is_there(backup, settings, capsys):
    old, recent, foreign = (
        settings.BACKUP_ROOT / name
        for name in ("ungass-20180101T000000Z.tar", f"ungass-{timezone.now():%Y%m%d}T000000Z.tar.age", "notes.txt")
    )
    for path in (old, recent, foreign):
        path.write_text("")

    call_command("backup")

    said = capsys.readouterr().out
    assert "NOT encrypted: set BACKUP_KEY; restored beside the portal, equal." in said
    assert (old.exists(), recent.exists(), foreign.exists()) == (False, True, True)
    made = next(path for path in settings.BACKUP_ROOT.glob("*.tar"))
    assert os.stat(made).st_mode & 0o777 == 0o600
    with pytest.raises(CommandError, match="BACKUP_KEY cannot be read"), override_settings(BACKUP_KEY="secret"):
        call_command("backup")


def test_the_way_back(backup, client, tmp_path, settings):
    before = tables()
    record = Record.objects.get()
    address = f"/activities/{record.reference}/"
    cursor = client.get("/api/v1/changes/").json()["cursor"]
    review.withdraw(record=record, by=record.created_by, reason="Withdrawn after the backup.")
    told = client.get("/api/v1/changes/", {"since": cursor}).json()["results"]
    store.place_of(DOCUMENT).unlink()
    Client().force_login(record.created_by)
    assert Session.objects.count() > 0

    settings.BACKUP_IDENTITY = str(IDENTITY)
    call_command("restore", backup, check=True)
    assert client.get(address).status_code == 410
    call_command("restore", backup)

    # all came back, but for what makes a restored portal harmless; the former database is kept
    touched = [line.split(":")[0] for line in fingerprints.differences(before, tables())]
    assert touched == ["entities_audienceclock", "entities_letter", "entities_restoration", "entities_restorationevent"]
    assert Letter.objects.get(key="before").state == LetterState.UNKNOWN
    assert Session.objects.count() == 0  # everybody has been signed out
    assert store.place_of(DOCUMENT).read_bytes() == b"{}"
    _own, former = databases(connection.settings_dict["NAME"])
    assert fingerprints.differences(before, tables(former)) != []
    closed_to_readers(client, address)
    the_log_of_a_partner_is_replayed(told, tmp_path)
    the_secretariat_opens_it(client)

    assert client.get(address).status_code == 410
    assert client.get("/api/v1/changes/", {"since": cursor}).json()["parameter"] == "since"
    again = client.get("/api/v1/changes/").json()
    assert [row["kind"] for row in again["results"]] == ["created", "withdrawn"]
    assert client.get("/api/v1/changes/", {"since": again["results"][0]["cursor"]}).json()["results"] == [
        again["results"][1]
    ]


def closed_to_readers(client, address):
    """Nobody reads, nothing leaves, the cycle rests."""
    page, answer = client.get(address), client.get("/api/v1/activities/")
    assert (page.status_code, page["Retry-After"]) == (503, "3600")
    assert "The portal is being checked" in page.content.decode()
    assert (answer.status_code, answer["Content-Type"]) == (503, "application/problem+json")
    client.force_login(Record.objects.get().created_by)
    assert client.get("/desk/").status_code == 503
    client.logout()
    assert (client.get("/account/sign-in/").status_code, client.get("/healthz").status_code) == (200, 200)
    assert cycle.run() is None
    job = jobs.enqueue("letter", key="test", letter="0")
    jobs.run(str(job.pk))
    job.refresh_from_db()
    assert (job.attempts, job.state) == (0, "waiting")


def the_log_of_a_partner_is_replayed(told, tmp_path):
    """What was withdrawn is withdrawn again; what came after the backup is lost, and told."""
    log, record = tmp_path / "partner.jsonl", Record.objects.get()
    assert [(row["reference"], row["kind"]) for row in told] == [(record.reference, "withdrawn")]
    moment = timezone.now()  # the tests' portal lives in 2018, the backup does not
    lines = [*told, {**told[0], "reference": "ACT-000001"}, {**told[0], "kind": "changed"}]
    log.write_text("\n".join(json.dumps(row | {"at": moment.isoformat()}) for row in lines))
    person = User.objects.get(email="secretariat@example.org")

    found = restoring.replay(changes=[{**told[0], "at": "2018-03-12T00:00:00Z"}], by=person, log="old")
    assert found == restoring.Replay()
    call_command("replay_withdrawals", log, by=person.email)

    last = record.agreements.latest("pk")
    assert (last.decision, last.on_behalf) == ("withdraw", True)
    assert last.evidence == "the receiver's log partner.jsonl"
    assert min(AudienceClock.objects.values_list("position", flat=True)) >= ERA


def the_secretariat_opens_it(client):
    """One person answers for it, with a reason."""
    client.force_login(User.objects.get(email="secretariat@example.org"))
    assert "waits to be opened" in client.get("/").content.decode()
    assert client.post("/review/restored/", {"reason": "  ", "sure": "on"}).status_code == 400
    assert client.post("/review/restored/", {"reason": "Replayed."}).status_code == 400
    assert client.post("/review/restored/", {"reason": "Replayed.", "sure": "on"}).status_code == 302
    client.logout()
    assert client.get("/matrix/").status_code == 200
    row = Restoration.objects.get()
    assert (row.reason, row.opened_by.email) == ("Replayed.", "secretariat@example.org")
    assert row.backup_at < row.restored_at < row.opened_at < row.backup_at + timedelta(minutes=10)
    assert settings.PORTAL_DATE  # the demonstration's clock is not what a restore goes by
