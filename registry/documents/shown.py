"""The documents of a month as its page shows them: what is made, what is being made and how far it is."""

from dataclasses import dataclass
from itertools import groupby

from entities.audiences import Reading
from entities.models import Job
from registry.choices import DocumentFormat
from registry.documents.job import job_of
from registry.documents.making import how_many
from registry.edition_reading import EditionReading
from registry.models import EditionRevision

FOR_PEOPLE = [
    DocumentFormat.PDF,
    DocumentFormat.DOCX,
    DocumentFormat.XLSX,
    DocumentFormat.FIGURES,
    DocumentFormat.NARRATIVE,
]
ORDER = FOR_PEOPLE + [name for name in DocumentFormat if name not in FOR_PEOPLE]


@dataclass(frozen=True)
class Shown:
    """The documents of one revision."""

    revision: EditionRevision
    documents: list
    made: int  # in English
    expected: int
    job: Job | None  # only for those who may have it tried again, and where something is missing

    @property
    def purged(self):
        """Are they gone for good, because something in them was removed?"""
        return hasattr(self.revision, "purge")

    @property
    def missing(self):
        """Has some document not been made yet?"""
        return self.made < self.expected

    @property
    def whole(self):
        """Those that are not divided."""
        return [document for document in self.documents if not document.volume]

    @property
    def divided(self):
        """Those in volumes, by format and language: (the first volume, all of them)."""
        volumes = [document for document in self.documents if document.volume]
        rows = [list(rows) for _same, rows in groupby(volumes, key=lambda row: (row.format, row.language))]
        return [(found[0], found) for found in rows]

    @property
    def audience(self):
        """Whose format they are in."""
        return Reading(self.revision.audience_id).label


def shown_to(reader, reading, *, with_jobs):
    """The reader's documents of a revision; the network has those of the other audiences' newest revisions too.

    Jobs are the desk's own: readers are told only that something is being made.
    """
    found = [_shown(reading.revision, with_jobs)]
    if reader.audience == Reading.NETWORK:
        others = [audience for audience in Reading if audience != reading.audience]
        found += [_shown(EditionReading(reading.edition, audience).revision, with_jobs) for audience in others]
    return found


def _place(document):
    """What people read first, then what machines do; one language beside the other."""
    return ORDER.index(document.format), document.language, document.volume


def _shown(revision, with_jobs):
    documents = sorted(revision.documents.all(), key=_place)
    made, expected = how_many(revision, documents)
    job = job_of(revision) if with_jobs and made < expected else None
    return Shown(revision, documents, made, expected, job)
