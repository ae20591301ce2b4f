"""Making the documents of a revision: what is missing is made, stored, and written down."""

import gettext
import hashlib
import time
import tomllib
from functools import lru_cache

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from registry.choices import DocumentFormat
from registry.documents import store
from registry.documents.base import Sealed
from registry.documents.forms import FORMS
from registry.documents.paper import MOST_ON_PAPER
from registry.documents.store import StoreError
from registry.documents.volumes import SealedVolume, in_words, volumes_of
from registry.edition_reading import EditionReading
from registry.models import EditionDocument, EditionRevision, PurgedRevision

LANGUAGE = "en"  # in which every document is made; others are asked for


def forms_of(revision):
    """The formats that a revision is made in; a purged one in none."""
    return {} if hasattr(revision, "purge") else FORMS


def pieces_of(revision, language=LANGUAGE):
    """(format, how its document tells the edition) of all documents of a revision, in the order of making.

    What is laid out in pages stands in volumes where the revision is long.
    """
    reading = EditionReading(revision.edition, revision.audience_id, revision.number)
    whole, found, known = Sealed(reading, language), [], {}
    is_long = sum(revision.counts.values()) > MOST_ON_PAPER
    for name, form in forms_of(revision).items():
        if is_long and form.divided:
            if form.divided not in known:
                volumes = volumes_of(whole, form.divided)
                known[form.divided] = [SealedVolume(reading, volume, language) for volume in volumes]
            found += [(name, sealed) for sealed in known[form.divided]]
        else:
            found.append((name, whole))
    return found


def languages():
    """The languages in which documents can be made: English, and those into which the portal is translated."""
    return [code for code, _name in settings.LANGUAGES if code == LANGUAGE or _has_catalogue(code)]


def _has_catalogue(code):
    """Is there a catalogue of the portal's own texts? Django's own would leave most of a document in English."""
    locale = translation.to_locale(code)
    return any(gettext.find("django", path, [locale]) for path in settings.LOCALE_PATHS)


def make(revision, progress=lambda done, total, words="": None, language=LANGUAGE, until=None):
    """Make the documents of a revision that are not there; returns how many were made, and the pieces still missing.

    Some are missing where the moment `until` came first. What is done stays done, and one that cannot be made keeps no
    other from being made: its error is raised when all have been tried, or nothing else was made. Where there is no
    room for one there is none for the others either.
    """
    made, problem = 0, None
    with translation.override(language):
        pieces = pieces_of(revision, language)
        missing = _missing(revision, pieces)
        while missing and not (until and time.monotonic() > until):
            name, sealed = missing.pop(0)
            progress(len(pieces) - len(missing) - 1, len(pieces), _in_words(name, sealed.volume))
            try:
                make_one(sealed, name)
                made += 1
            except Exception as error:
                if isinstance(error.__cause__, OSError):
                    raise
                problem = problem or error
    if problem and not (missing and made):
        raise problem
    progress(len(pieces) - len(missing), len(pieces))
    return made, missing


def _in_words(name, volume):
    """What is being made."""
    label = str(DocumentFormat(name).label)
    return f"{label}, {in_words(volume.number, volume.count)}" if volume else label


def how_many(revision, rows):
    """(made, expected) documents in English, as far as the rows of those made tell; nothing else is asked.

    How many volumes there are is known with the first of them.
    """
    volumes = {row.format: row.volumes for row in rows if row.language == LANGUAGE}
    made = sum(row.language == LANGUAGE for row in rows)
    return made, sum(volumes.get(name) or 1 for name in forms_of(revision))


def _missing(revision, pieces):
    """Those of the pieces whose document is not made yet, or whose file is away."""
    rows = list(revision.documents.all())
    there = {(row.format, row.volume, row.language) for row in rows if store.is_there(row.path)}
    return [(name, sealed) for name, sealed in pieces if (name, _volume(sealed), sealed.language) not in there]


def _volume(sealed):
    """The number of its volume, 0 for a whole document."""
    return sealed.volume.number if sealed.volume else 0


def make_one(sealed, name):
    """Write one document into the store, then its row: a file without a row is written again, never served.

    The stored file is the authority: one that got lost is only put back if it comes out the same.
    """
    form = FORMS[name]
    rows = sealed.revision.documents.filter(format=name, language=sealed.language)
    known, volume = rows.filter(volume=_volume(sealed)).first(), sealed.volume
    file_name = f"{sealed.stem}{form.ending}"
    path = known.path if known else f"{store.folder_of(sealed.revision)}/{file_name}"
    with store.writing(path) as file:
        form.write(sealed, file)
        size = file.seek(0, 2)
        file.seek(0)
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        if known and known.sha256 != sha256:
            raise StoreError(
                _("%(name)s is away, and this version of the portal makes another file of it: take it from a backup.")
                % {"name": known.name}
            )
    return known or _write_down(
        sealed.revision,
        format=name,
        language=sealed.language,
        volume=_volume(sealed),
        volumes=volume.count if volume else 0,
        chapter=volume.chapter if volume else None,
        name=file_name,
        path=path,
        size=size,
        sha256=sha256,
        software=software(),
    )


def document_of(revision, name, volume=0):
    """A document of the revision in English, made if need be; StoreError where the revision has no such document."""
    with translation.override(LANGUAGE):
        found = {_volume(sealed): sealed for piece, sealed in pieces_of(revision) if piece == name}
        if found and volume not in found:
            raise StoreError(
                _("This month is too long for one document: it stands in volumes 1 to %(count)d.")
                % {"count": len(found)}
                if 0 not in found
                else _("This document is not divided into volumes.")
            )
        if not found:
            raise StoreError(_("This revision has no documents: something was removed."))
        if _missing(revision, [(name, found[volume])]):
            make_one(found[volume], name)
    return revision.documents.get(format=name, language=LANGUAGE, volume=volume)


@transaction.atomic
def _write_down(revision, **facts):
    """The row of a document, unless something in its revision was removed while it was made."""
    EditionRevision.objects.select_for_update(of=("self",)).get(pk=revision.pk)
    if PurgedRevision.objects.filter(revision=revision).exists():
        store.remove(store.folder_of(revision))
        raise StoreError(_("Something in this revision was removed while its documents were made: it has none."))
    return EditionDocument.objects.create(revision=revision, **facts)


@lru_cache(maxsize=1)
def software():
    """The portal's name and version, as pyproject.toml has it."""
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())["project"]
    return f"{project['name']} {project['version']}"
