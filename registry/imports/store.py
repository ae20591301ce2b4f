"""Where uploaded files lie: a folder outside the web root, under names that tell nothing; swept after a time."""

import hashlib
import shutil
import uuid
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction

from registry.models import Import
from ungass_portal.lib import clock

KEPT = timedelta(days=90)


def place_of(imported):
    """The file of an import."""
    return Path(settings.IMPORTS_ROOT) / imported.path


def keep(file):
    """Copy an open file into the store; returns its path there, its size and its SHA-256."""
    root = Path(settings.IMPORTS_ROOT)
    root.mkdir(parents=True, exist_ok=True, mode=0o750)
    path, digest, size = f"{uuid.uuid4().hex}.upload", hashlib.sha256(), 0
    with open(root / path, "xb") as kept:
        while chunk := file.read(1 << 20):
            digest.update(chunk)
            size += len(chunk)
            kept.write(chunk)
    (root / path).chmod(0o640)
    return path, size, digest.hexdigest()


def sweep():
    """Delete files that were uploaded long ago, and files of no import; returns how many. The reports stay."""
    root = Path(settings.IMPORTS_ROOT)
    if not root.is_dir():
        return 0
    old = Import.objects.exclude(path="").filter(made_at__lt=clock.now() - KEPT)
    gone = list(old.values_list("path", flat=True))
    old.update(path="")
    known = set(Import.objects.exclude(path="").values_list("path", flat=True))
    day_ago = clock.now().timestamp() - 24 * 3600
    left = [file.name for file in root.glob("*.upload") if file.name not in known and file.stat().st_mtime < day_ago]
    for name in {*gone, *left}:
        (root / name).unlink(missing_ok=True)
    return len({*gone, *left})


def told(person):
    """What is kept of the workbooks that a person brought."""
    return list(Import.objects.filter(by=person).order_by("pk").values("name", "size", "made_at"))


def erase(person):
    """Delete the files that a person brought, whose properties and names may tell who it was; the reports stay."""
    own = Import.objects.filter(by=person)
    paths = list(own.exclude(path="").values_list("path", flat=True))
    own.update(path="", name="…")
    transaction.on_commit(lambda: [(Path(settings.IMPORTS_ROOT) / path).unlink(missing_ok=True) for path in paths])


def has_room(size):
    """Is there room for a file of this size, and as much again?"""
    root = Path(settings.IMPORTS_ROOT)
    root.mkdir(parents=True, exist_ok=True, mode=0o750)
    return shutil.disk_usage(root).free > 2 * size
