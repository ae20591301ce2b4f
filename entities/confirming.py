"""“Still true”: the word by which a lead lets a cleared record stand as it is, for one row or for many."""

from django.db import transaction
from django.utils.translation import gettext as _

from entities.choices import RecordState
from entities.entry_days import carry_confirmation
from entities.history import acting
from entities.models import Record
from entities.policies import Action, demand
from ungass_portal.lib import clock
from ungass_portal.lib.problems import ProcessError


@transaction.atomic
def confirm(*records, by):
    """Say of cleared records that they are still true today; all of them or, where one is refused, none."""
    rows = lock_all(records)
    for row in rows:
        demand(by, Action.CONFIRM_TRUE, row)
        if row.withdrawn_at or row.merged_into_id:
            raise ProcessError(_("%(reference)s is withdrawn: nobody reads it.") % {"reference": row.reference})
    date_rows(rows, by=by)
    return rows


def lock_all(records):
    """Lock the rows of many records in reference order, with what policies ask of them."""
    rows = Record.objects.filter(pk__in=[record.pk for record in records]).locked()
    return list(rows.prefetch_related("participations"))


def date_rows(rows, *, by, reason=""):
    """Put today down as the day on which locked records were confirmed. Who may is the caller's question."""
    today = clock.today()
    later = [row for row in rows if row.last_confirmed != today]
    with acting(by, reason):
        Record.objects.filter(pk__in=[row.pk for row in later]).update(last_confirmed=today)
        for row in later:
            row.last_confirmed = today
        carry_confirmation(later)


@transaction.atomic
def take_back(*, record, by):
    """Take back a “still true”: the day of confirmation is again the one before. A submission's day stays."""
    (row,) = lock_all([record])
    demand(by, Action.CONFIRM_TRUE, row)
    word, before = _last_word(row)
    if word is None or word.state != RecordState.CLEAN:
        raise ProcessError(_("There is no “still true” to take back: it was confirmed by a submission."))
    with acting(by):
        row.last_confirmed = before
        row.save(update_fields=["last_confirmed"])
        carry_confirmation([row])
    return row


def _last_word(row):
    """The audit row that set the day of confirmation, and the day before it. Later days were taken back."""
    word, current = None, row.last_confirmed
    if current is None:
        return None, None
    for event in Record.pgh_event_model.objects.filter(pgh_obj_id=row.pk).order_by("-pgh_id").iterator(50):
        day = event.last_confirmed
        if day is None or day < current:
            return word, day
        if day == current:
            word = event
    return None, None
