"""The file of a backup: a tar of a manifest, the dump and the documents, as such or encrypted for a key.

Encryption is that of age (https://age-encryption.org): the portal knows the public key only, so whoever takes
the machine cannot read older backups, and the program `age` reads them without the portal.
"""

import json
import os
import re
import tarfile
from pathlib import Path

import pyrage

MANIFEST, DUMP, DOCUMENTS = "manifest.json", "database.dump", "documents"
ENCRYPTED = ".age"
NAME = re.compile(r"^ungass-\d{8}T\d{6}Z\.tar(\.age)?$")
RECIPIENT = "an age public key, as `age-keygen` prints it: age1..."
IDENTITY = "an age secret key, as `age-keygen` prints it: AGE-SECRET-KEY-1..."


class BackupError(Exception):
    """A backup could not be made or restored; the message says why, and nothing half-done is left."""


def recipient(key: str):
    """The public key in a setting; BackupError for one that is none."""
    try:
        return pyrage.x25519.Recipient.from_str(key)
    except pyrage.RecipientError as error:
        raise BackupError(f"BACKUP_KEY cannot be read: set it to {RECIPIENT}") from error


def pack(folder: Path, target: Path, key: str) -> None:
    """Put a folder into the file, which is whole or not there; the folder lies on the same disk."""
    part = folder.with_suffix(".part")
    try:
        with tarfile.open(part, "w", format=tarfile.PAX_FORMAT) as tar:
            for name in (MANIFEST, DUMP, DOCUMENTS):
                tar.add(folder / name, name)
        if key:
            plain, part = part, part.with_suffix(ENCRYPTED)
            pyrage.encrypt_file(str(plain), str(part), [recipient(key)])
            plain.unlink()
        part.chmod(0o600)
        with open(part, "rb") as file:
            os.fsync(file.fileno())
        part.replace(target)
    finally:
        for left in (folder.with_suffix(".part"), part):
            left.unlink(missing_ok=True)


def unpack(source: Path, folder: Path, identity: str) -> dict:
    """Unpack the file into an empty folder; returns the manifest."""
    if source.suffix == ENCRYPTED:
        plain = folder / "plain.tar"
        _decrypt(source, plain, identity)
        source = plain
    try:
        with tarfile.open(source) as tar:
            tar.extractall(folder, filter="data")
        return json.loads((folder / MANIFEST).read_text())
    except (tarfile.TarError, OSError, ValueError) as error:
        raise BackupError(f"This is not a whole backup of the portal: {error}") from error


def _decrypt(source, target, identity):
    if not identity:
        raise BackupError(f"The backup is encrypted: set BACKUP_IDENTITY to {IDENTITY}")
    try:
        known = pyrage.x25519.Identity.from_str(identity)
    except pyrage.IdentityError as error:
        raise BackupError(f"BACKUP_IDENTITY cannot be read: set it to {IDENTITY}") from error
    try:
        pyrage.decrypt_file(str(source), str(target), [known])
    except (pyrage.DecryptError, OSError) as error:
        raise BackupError(f"The backup cannot be decrypted with this key: {error}") from error
