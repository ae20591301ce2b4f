"""What a removal for safety or by law does to sealed editions.

The payload is blanked wherever it was sealed. As the canonical content of a revision holds hashes, not payloads,
each revision's SHA-256 stays true; its pages tell what is missing and why. Documents that told of the record go
for good, and a new revision without it gives its months new ones.
"""

from dataclasses import dataclass
from functools import partial
from itertools import chain

from django.db import transaction
from django.db.models import Max
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from entities.audiences import OUTSIDE, Reading
from registry.documents import store
from registry.edition_reading import EditionReading
from registry.models import (
    EditionContent,
    EditionCorrection,
    EditionDocument,
    EditionEntry,
    EditionRevision,
    PurgedRevision,
    RemovedContent,
)
from registry.revising import WITHDRAWN, follow_without, lock_clocks


@dataclass(frozen=True)
class Traces:
    """What sealed editions hold of a record."""

    contents: set  # hashes of its payloads
    telling: list  # revisions whose documents name it: those that hold it, and those that tell of its last change
    newest: list  # those among them that are the newest of their month and audience


def traces_of(record):
    """All that was sealed of a record, and of what was merged into it."""
    references = _references(record)
    rows = [model.objects.filter(reference__in=references) for model in (EditionEntry, EditionCorrection)]
    contents = set(chain.from_iterable(found.values_list("content_id", flat=True) for found in rows)) - {None}
    telling = [row for audience in Reading for row in _telling(references, audience)]
    last = EditionRevision.objects.values_list("edition", "audience").annotate(number=Max("number"))
    newest = {(month, audience): number for month, audience, number in last}
    return Traces(contents, telling, [row for row in telling if newest[row.edition_id, row.audience_id] == row.number])


def _references(record):
    """The references under which its wording stands."""
    found, waiting = [], [record]
    while waiting:
        row = waiting.pop()
        found.append(row.reference)
        waiting += row.merged.all()
    return found


def _telling(references, audience):
    """The revisions of an audience that hold one of the records, or whose month before did when they were made."""
    rows = list(EditionRevision.objects.filter(audience=audience).select_related("edition"))
    holding = {row.pk for row in rows if EditionReading(row.edition, audience, row.number).forms(references)}
    if not holding:
        return []
    return [row for row in rows if row.pk in holding or _compared_with(row, rows) in holding]


def _compared_with(revision, rows):
    """The key of what a revision's documents tell the changes since: see documents.changed."""
    earlier = [row for row in rows if row.edition_id < revision.edition_id and row.made_at <= revision.made_at]
    last = max(earlier, key=lambda row: (row.edition_id, row.number), default=None)
    return last and last.pk


def purge(removal):
    """Blank what was sealed of a removed record, let documents go, and make revisions without it."""
    lock_clocks()
    traces = traces_of(removal.record)
    # A worker that is just making such a document waits here, and then finds that nobody wants it.
    list(EditionRevision.objects.select_for_update(of=("self",)).filter(pk__in=[row.pk for row in traces.telling]))
    references = _references(removal.record)
    for row in traces.newest:
        reading = EditionReading(row.edition, row.audience_id)
        reason = WITHDRAWN if row.audience_id in OUTSIDE else _reason(removal)
        follow_without(reading, references, by=removal.by, reason=reason)
    PurgedRevision.objects.bulk_create(
        [PurgedRevision(revision=row, at=removal.at) for row in traces.telling], ignore_conflicts=True
    )
    RemovedContent.objects.bulk_create(
        RemovedContent(content_id=sha256, basis=removal.basis, reason=removal.reason, at=removal.at)
        for sha256 in sorted(traces.contents)
    )
    EditionContent.objects.filter(pk__in=traces.contents).update(payload=None)
    transaction.on_commit(partial(_delete_files, [row.pk for row in traces.telling]))


def _reason(removal):
    """Why the network gets a revision; in English, as reasons are written down."""
    with translation.override("en"):
        return f"{removal.record.reference} was removed for {removal.get_basis_display()}: {removal.reason}"


def _delete_files(revisions):
    """Delete the folders of revisions; returns how many there were."""
    rows = EditionRevision.objects.filter(pk__in=revisions).select_related("edition")
    return sum(store.remove(store.folder_of(row)) for row in rows)


def sweep_files():
    """Delete what a purge left because it was killed, or a worker wrote at the same time; run by the cycle."""
    return _delete_files(PurgedRevision.objects.values_list("revision", flat=True))


def foretell(record):
    """What would happen to sealed editions, in sentences."""
    traces = traces_of(record)
    if not traces.contents:
        return [_("No sealed edition holds it.")]
    months = len({row.edition_id for row in traces.telling})
    documents = EditionDocument.objects.filter(revision__in=traces.telling).count()
    return [
        ngettext(
            "Its wording is deleted from the sealed editions of %(count)d month, for the network too: the reference, "
            "its hash and your reason stay.",
            "Its wording is deleted from the sealed editions of %(count)d months, for the network too: the reference, "
            "its hash and your reason stay.",
            months,
        )
        % {"count": months},
        ngettext(
            "%(count)d document that tells of it is deleted; new revisions are made without it.",
            "%(count)d documents that tell of it are deleted; new revisions are made without it.",
            documents,
        )
        % {"count": documents},
        _("The desk's history keeps it for its own entities and the secretariat. This cannot be undone."),
    ]
