"""The job that makes the documents of a revision: asked for in the transaction that makes it, and by the cycle."""

from django.db.models import Count
from django.utils.translation import gettext as _

from entities import cycle, jobs
from entities.models import Job
from registry.documents import store
from registry.documents.making import forms_of, make
from registry.models import EditionRevision

NAME = "documents"


def register():
    """Make the job and the step of the cycle known; called in AppConfig.ready."""
    jobs.register(NAME, run, title=_title, result_url=_address)
    cycle.register("documents asked for", ask_for_missing)
    cycle.register("unfinished documents removed", store.sweep)


def run(attempt, revision):
    """Make what is missing; a second attempt goes on where the first one stood."""
    make(_revision(revision), attempt.progress)


def _revision(pk):
    return EditionRevision.objects.select_related("edition").get(pk=pk)


def _title(revision):
    """How the job is called."""
    row = _revision(revision)
    return _("Documents of %(month)s, revision %(number)d, for %(audience)s") % {
        "month": row.edition.name,
        "number": row.number,
        "audience": row.audience_id,
    }


def _address(revision):
    """The page of the edition."""
    row = _revision(revision)
    return f"/editions/{row.edition.code}/rev-{row.number}/"


def key_of(revision):
    """The key of a revision's job."""
    return f"{NAME} {revision.edition_id:%Y-%m} {revision.audience_id} {revision.number}"


def enqueue(revision):
    """Have all documents of a revision made, once; safe within the transaction that makes the revision."""
    return jobs.enqueue(NAME, key=key_of(revision), revision=revision.pk)


def job_of(revision):
    """The job of a revision; None where it is not asked for yet."""
    return Job.objects.filter(key=key_of(revision)).first()


def ask_for_missing():
    """Ask for documents that nobody asked for, as of revisions that were restored; returns how many revisions."""
    asked = set(Job.objects.filter(kind=NAME).values_list("key", flat=True))
    rows = EditionRevision.objects.select_related("edition", "purge").annotate(made=Count("documents"))
    waiting = [row for row in rows if row.made < len(forms_of(row)) and key_of(row) not in asked]
    for row in waiting:
        enqueue(row)
    return len(waiting)
