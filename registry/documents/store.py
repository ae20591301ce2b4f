"""Where finished documents lie: a folder outside the web root or a bucket, where a file is whole or not there.

A bucket is that of any store that speaks S3; several machines then need no folder that they share.
"""

import errno
import os
import shutil
import tempfile
import time
from contextlib import contextmanager
from io import FileIO
from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.core.files.storage import storages
from django.utils.translation import gettext as _

LEFT_SECONDS = 24 * 3600
PART = ".making-"
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class StoreError(Exception):
    """A document could not be kept: says why, and that nothing half-done is left."""


def place_of(path):
    """The file of a path within the store; raises StoreError for one that leads out of it."""
    root = Path(settings.DOCUMENTS_ROOT).resolve()
    place = (root / path).resolve()
    if not place.is_relative_to(root):
        raise StoreError(_("“%(path)s” lies outside the store of documents.") % {"path": path})
    return place


@contextmanager
def writing(path):
    """An open file that becomes the document when the block ends well, and is gone if it does not."""
    with _to_bucket(path) if settings.DOCUMENTS_BUCKET else _to_folder(path) as file:
        yield file


@contextmanager
def _to_bucket(path):
    # web processes of a portal that keeps its documents in a folder need no client of S3
    from botocore.exceptions import BotoCoreError, ClientError

    with tempfile.TemporaryFile() as file:
        yield file
        file.seek(0)
        try:
            storages["documents"].save(path, File(file))
        except (BotoCoreError, ClientError, OSError) as error:
            words = _("Documents cannot be kept in the bucket %(bucket)s: %(error)s. The next run makes them.")
            raise StoreError(words % {"bucket": settings.DOCUMENTS_BUCKET, "error": error}) from error


@contextmanager
def _to_folder(path):
    place = place_of(path)
    part = None
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(dir=place.parent, prefix=PART, suffix=place.suffix)
        with open(handle, "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.chmod(part, 0o640)
        os.replace(part, place)
        part = None
        _sync_folder(place.parent)
    except OSError as error:
        raise StoreError(_in_words(error)) from error
    finally:
        if part:
            Path(part).unlink(missing_ok=True)


def _in_words(error):
    """Why a file could not be written, and what becomes of it."""
    values = {"folder": settings.DOCUMENTS_ROOT, "error": error.strerror or str(error)}
    if error.errno in FULL:
        return (
            _("There is no room for documents in %(folder)s. Nothing half-done was kept; the next run makes them.")
            % values
        )
    return _("Documents cannot be kept in %(folder)s: %(error)s. The next run makes them.") % values


def _sync_folder(folder):
    """Make the new name last, as fsync of a file does for what is in it."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def folder_of(revision):
    """Where all documents of a revision lie, within the store."""
    return f"{revision.edition.code}/{revision.audience_id}/rev-{revision.number}"


def remove(folder):
    """Delete a folder with what is in it; returns whether it was there."""
    place = place_of(folder)
    if not place.is_dir():
        return False
    shutil.rmtree(place)
    _sync_folder(place.parent)
    return True


def is_there(path):
    """Does the file of a document lie in its place?"""
    return storages["documents"].exists(path) if settings.DOCUMENTS_BUCKET else place_of(path).is_file()


def opened(path):
    """A document, open for reading bytes; OSError where it is away."""
    if not settings.DOCUMENTS_BUCKET:
        return FileIO(place_of(path))
    from botocore.exceptions import BotoCoreError, ClientError  # as above

    try:
        return storages["documents"].open(path)
    except (BotoCoreError, ClientError) as error:
        raise OSError(str(error)) from error


def paths():
    """The paths of all documents in the store, in order; not of what is being written."""
    if settings.DOCUMENTS_BUCKET:
        return sorted(found.key for found in storages["documents"].bucket.objects.all())
    root = Path(settings.DOCUMENTS_ROOT)
    found = (path.relative_to(root) for path in root.rglob("*") if path.is_file())
    return sorted(str(path) for path in found if not path.name.startswith(PART))


def sweep():
    """Delete what a worker left that was killed while it wrote, a day ago or longer; returns how many files."""
    before = time.time() - LEFT_SECONDS  # a bucket knows no half-written file, and has no such folder here
    left = [part for part in Path(settings.DOCUMENTS_ROOT).glob(f"**/{PART}*") if part.stat().st_mtime < before]
    for part in left:
        part.unlink(missing_ok=True)
    return len(left)
