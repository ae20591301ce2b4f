"""Restore a backup: first into a scratch database, then in the place of the portal's own, closed to readers."""

import hashlib
import shutil
import tempfile
from datetime import datetime
from pathlib import Path

from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone
from psycopg2 import sql

from entities import restoring
from registry.documents import store
from ungass_portal.backup.archive import DOCUMENTS, DUMP, BackupError, unpack
from ungass_portal.backup.making import STAMP
from ungass_portal.backup.scratch import MAINTENANCE, scratch
from ungass_portal.lib import pgtools


def check(source: Path, *, identity: str = "") -> dict:
    """Restore a backup beside the portal and compare it; returns the manifest. Nothing is changed."""
    with _unpacked(source, identity) as (folder, manifest), scratch(folder / DUMP, manifest):
        return manifest


def restore(source: Path, *, identity: str = "") -> str | None:
    """Put a backup in the place of the portal's database and bring back documents that are missing.

    Returns the name under which the former database is kept. Every process of the portal must have been stopped.
    """
    with _unpacked(source, identity) as (folder, manifest), scratch(folder / DUMP, manifest) as name:
        _require_known_migrations(manifest)
        own = connection.settings_dict["NAME"]
        _require_nobody_connected(own)
        made_at = datetime.fromisoformat(manifest["made_at"])
        _close(name, own, made_at)
        _bring_back_documents(folder / DOCUMENTS, manifest["documents"])
        return _exchange(name, own)


class _unpacked:
    """The folder of an unpacked backup whose documents are whole, and its manifest; gone at the end."""

    def __init__(self, source, identity):
        self.source, self.identity = source, identity

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory(dir=self.source.resolve().parent, prefix=".restoring-")
        try:
            folder = Path(self.folder.name)
            manifest = unpack(self.source, folder, self.identity)
            _require_whole_documents(folder / DOCUMENTS, manifest["documents"])
        except BaseException:
            self.folder.cleanup()
            raise
        return folder, manifest

    def __exit__(self, *_error):
        self.folder.cleanup()


def _require_whole_documents(folder, digests):
    for path, sha256 in digests.items():
        place = folder / path
        if not place.is_file():
            raise BackupError(f"The document {path} is missing from the backup.")
        with open(place, "rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
                raise BackupError(f"The document {path} of the backup is damaged.")


def _require_known_migrations(manifest):
    on_disk = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    replaced = {place for migration in on_disk.values() for place in migration.replaces}
    known = {f"{app}.{name}" for app, name in on_disk.keys() | replaced}
    ours = {name.split(".")[0] for name in known}
    newer = [name for name in manifest["migrations"] if name.split(".")[0] in ours and name not in known]
    if newer:
        raise BackupError(f"The backup is of a newer version, with {newer[-1]}: restore it with that version.")


def _require_nobody_connected(own):
    connection.close()
    with pgtools.connected(MAINTENANCE) as server, server.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = %s", [own])
        others = cursor.fetchone()[0]
    if others:
        raise BackupError(f"{others} connections to {own} are open: stop web, worker and cycle first.")


def _close(name, own, made_at):
    """Bring the restored database to this version of the portal, and close it to readers."""
    connection.settings_dict["NAME"] = name
    try:
        call_command("migrate", interactive=False, verbosity=0)
        restoring.close(backup_at=made_at)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = own


def _exchange(name, own):
    """Give the scratch database the portal's name; the former one keeps its data under another."""
    former = f"{own[:40]}_before_{timezone.now().strftime(STAMP)}"
    with pgtools.connected(MAINTENANCE) as server, server.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_database WHERE datname = %s)", [own])
        there = cursor.fetchone()[0]
        renames = [(own, former)] if there else []
        cursor.execute("BEGIN")  # both names change, or none
        for old, new in (*renames, (name, own)):
            cursor.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(old), sql.Identifier(new)))
        cursor.execute("COMMIT")
    return former if there else None


def _bring_back_documents(folder, digests):
    """Put documents back that are missing or differ; what the portal made since the backup stays."""
    for path, sha256 in digests.items():
        if store.is_there(path):
            with store.opened(path) as file:
                if hashlib.file_digest(file, "sha256").hexdigest() == sha256:
                    continue
        with open(folder / path, "rb") as source, store.writing(path) as target:
            shutil.copyfileobj(source, target)
