"""The documents of a month as its page shows them: what is made, what is being made and how far it is."""

from dataclasses import dataclass

from entities.audiences import Reading
from entities.models import Job
from registry.documents.job import job_of
from registry.documents.making import forms_of
from registry.edition_reading import EditionReading
from registry.models import EditionRevision


@dataclass(frozen=True)
class Shown:
    """The documents of one revision."""

    revision: EditionRevision
    documents: list
    expected: int
    job: Job | None  # only for those who may have it tried again, and where something is missing

    @property
    def purged(self):
        """Are they gone for good, because something in them was removed?"""
        return hasattr(self.revision, "purge")

    @property
    def missing(self):
        """Has some document not been made yet?"""
        return len(self.documents) < self.expected

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


def _shown(revision, with_jobs):
    documents, expected = list(revision.documents.all()), len(forms_of(revision))
    job = job_of(revision) if with_jobs and len(documents) < expected else None
    return Shown(revision, documents, expected, job)
