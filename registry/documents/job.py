"""The job that makes the documents of a revision: asked for in the transaction that makes it, and by the cycle."""

import time

from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from entities import cycle, jobs
from entities.audiences import Reading
from entities.models import Job
from entities.policies import demand_secretariat
from registry.documents import store
from registry.documents.making import LANGUAGE, forms_of, languages, make
from registry.models import EditionRevision
from ungass_portal.lib.language_codes import spoken
from ungass_portal.lib.problems import ProcessError

NAME = "documents"
TURN_SECONDS = 300


def register():
    """Make the job and the step of the cycle known; called in AppConfig.ready."""
    jobs.register(NAME, run, title=_title, result_url=_address)
    cycle.register("documents asked for", ask_for_missing)
    cycle.register("unfinished documents removed", store.sweep)


def run(attempt, revision, language=LANGUAGE, turn=0):
    """Make what is missing; a second attempt goes on where the first one stood.

    A long edition has many documents: after some minutes the rest of them queues up behind what others want.
    """
    row = _revision(revision)
    _made, missing = make(row, attempt.progress, language, until=time.monotonic() + TURN_SECONDS)
    if missing:
        key = f"{key_of(row, language)} +{turn + 1:03}"
        jobs.enqueue(NAME, key=key, by=attempt.by, revision=row.pk, language=language, turn=turn + 1)


def _revision(pk):
    return EditionRevision.objects.select_related("edition").get(pk=pk)


def _title(revision, language=LANGUAGE, turn=0):
    """How the job is called."""
    row = _revision(revision)
    title = _("Documents of %(month)s, revision %(number)d, for %(audience)s") % {
        "month": row.edition.name,
        "number": row.number,
        "audience": Reading(row.audience_id).label,
    }
    return title if language == LANGUAGE else f"{title} ({spoken(language)})"


def _address(revision, language=LANGUAGE, turn=0):
    """The page of the edition."""
    row = _revision(revision)
    return f"/editions/{row.edition.code}/rev-{row.number}/"


def key_of(revision, language=LANGUAGE):
    """The key of a revision's job in a language."""
    key = f"{NAME} {revision.edition_id:%Y-%m} {revision.audience_id} {revision.number}"
    return key if language == LANGUAGE else f"{key} {spoken(language)}"


def enqueue(revision):
    """Have all documents of a revision made, once; safe within the transaction that makes the revision."""
    return jobs.enqueue(NAME, key=key_of(revision), revision=revision.pk)


@transaction.atomic
def ask_in(language, *, edition, by):
    """Have the newest documents of a month, for every audience, made in a language too; returns the jobs."""
    demand_secretariat(by)
    if language not in languages():
        raise ProcessError(_("The portal is not translated into this language."))
    newest = EditionRevision.objects.filter(edition=edition).order_by("audience_id", "-number").distinct("audience_id")
    return [jobs.enqueue(NAME, key=key_of(row, language), by=by, revision=row.pk, language=language) for row in newest]


def job_of(revision):
    """The newest job of a revision in English; None where it is not asked for yet."""
    key = key_of(revision)
    return Job.objects.filter(Q(key=key) | Q(key__startswith=f"{key} +")).order_by("-key").first()


def ask_for_missing():
    """Ask for documents that nobody asked for, as of revisions that were restored; returns how many revisions."""
    asked = set(Job.objects.filter(kind=NAME).values_list("key", flat=True))
    in_english = Count("documents", filter=Q(documents__language=LANGUAGE))
    rows = EditionRevision.objects.select_related("edition", "purge").annotate(made=in_english)
    waiting = [row for row in rows if row.made < len(forms_of(row)) and key_of(row) not in asked]
    for row in waiting:
        enqueue(row)
    return len(waiting)
