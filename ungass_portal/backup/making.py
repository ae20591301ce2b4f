"""Make a backup: one moment of the database, the documents that it names, and the proof that both come back."""

import hashlib
import json
import shutil
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from registry.documents import store
from ungass_portal.backup.archive import DOCUMENTS, DUMP, MANIFEST, NAME, BackupError, pack, recipient
from ungass_portal.backup.fingerprints import NOT_KEPT, fingerprint
from ungass_portal.backup.scratch import scratch
from ungass_portal.lib import pgtools

STAMP = "%Y%m%dT%H%M%SZ"


def make(root: Path, *, key: str = "", kept: timedelta | None = None) -> Path:
    """Write a backup into a folder and return its file; older ones than `kept` are deleted after that."""
    if key:
        recipient(key)  # before anything takes long
    root.mkdir(parents=True, exist_ok=True, mode=0o700)
    now = timezone.now().astimezone(UTC)
    target = root / f"ungass-{now.strftime(STAMP)}.tar{'.age' if key else ''}"
    with tempfile.TemporaryDirectory(dir=root, prefix=".making-") as name:
        folder = Path(name)
        tables = _dump(folder / DUMP)
        manifest = {"made_at": now.isoformat(), "migrations": migrations(), "tables": tables}
        with scratch(folder / DUMP, manifest):
            pass  # it came back equal
        # Documents never change once they are made: those that the dump names are there, perhaps with newer ones.
        manifest["documents"] = _copy_documents(folder / DOCUMENTS)
        (folder / MANIFEST).write_text(json.dumps(manifest, indent=1))
        pack(folder, target, key)
    if kept is not None:
        _forget(root, now - kept)
    return target


def migrations():
    """What the database was migrated by, as texts."""
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def _dump(target):
    """Dump the database, and tell what it held at this very moment."""
    with pgtools.connected(connection.settings_dict["NAME"]) as found, found.cursor() as cursor:
        cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        moment = cursor.fetchone()[0]
        without = [f"--exclude-table-data={name}" for name in NOT_KEPT]
        where = [f"--snapshot={moment}", f"--file={target}", connection.settings_dict["NAME"]]
        pgtools.run("pg_dump", "--format=custom", *without, *where)
        tables = fingerprint(cursor)
        cursor.execute("COMMIT")
    return tables


def _copy_documents(folder):
    """Copy every document out of the store; returns the SHA-256 of each by its path."""
    folder.mkdir()
    digests = {}
    for path in store.paths():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            with store.opened(path) as source, open(target, "wb") as copy:
                shutil.copyfileobj(source, copy)
        except OSError as error:
            raise BackupError(f"The document {path} cannot be read: {error}") from error
        with open(target, "rb") as copy:
            digests[path] = hashlib.file_digest(copy, "sha256").hexdigest()
    return digests


def _forget(root, before):
    """Delete backups made before a moment, by their names."""
    for path in root.iterdir():
        if NAME.match(path.name):
            made = datetime.strptime(path.name.split("-")[1].split(".")[0], STAMP).replace(tzinfo=UTC)
            if made < before:
                path.unlink()
