"""The documents of a month as its page shows them: what is made, what is being made and how far it is."""

from dataclasses import dataclass

from entities.audiences import Reading
from entities.models import Job
from registry.choices import DocumentFormat
from registry.documents.job import job_of
from registry.documents.making import LANGUAGE, forms_of, left_out
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
    left_out: dict  # formats for which the month is too long, with the greatest number of records
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
    def too_long(self):
        """Formats that are not made, in words: (name, greatest number of records)."""
        return [(DocumentFormat(name).label, most) for name, most in self.left_out.items()]

    @property
    def count(self):
        """How many records it holds."""
        return sum(self.revision.counts.values())

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
    return ORDER.index(document.format), document.language


def _shown(revision, with_jobs):
    documents, expected = sorted(revision.documents.all(), key=_place), len(forms_of(revision))
    made = sum(document.language == LANGUAGE for document in documents)
    job = job_of(revision) if with_jobs and made < expected else None
    return Shown(revision, documents, made, expected, left_out(revision), job)
