"""The desk in a month: what needs the person, what is unchanged, what is done, and the word that ends it."""

from django.db.models import DateField, OuterRef, Subquery
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from entities import desk_lists, worklist
from entities.choices import Outcome, RecordState
from entities.models import Entity, Record, Version
from registry.choices import SignOffWord
from registry.forms_month import SignOffForm
from registry.month_rows import IN_WORK, MonthRows
from registry.sign_offs import words
from ungass_portal.lib import clock

SHOWN = 50


def month_page(edition, side, *, failed=None):
    """Everything that the page of a month shows; a number of queries that does not grow with the rows."""
    rows = MonthRows.of(edition, side.entities)
    drafts = [row for row in rows.in_work if row.state == RecordState.DRAFT]
    to_approve = [row for row in rows.in_work if row.state == RecordState.WITH_FOCAL_POINT]
    listed = (rows.doubtful, drafts, rows.unchanged, rows.done, to_approve)
    shown = _in_full(side, [row for found in listed for row in found[:SHOWN]])
    # What waits for the person's own approval needs the person; whoever wrote it has done what there was to do.
    done = [*rows.done, *(row for row in to_approve[:SHOWN] if not shown[row.pk].speaks)]
    needs, named, typing = worklist.needs(side), worklist.named(side), worklist.typing(side)
    doubtful = [_doubtful(shown[row.pk], row.doubts) for row in rows.doubtful[:SHOWN]]
    in_work = [_in_work(shown[row.pk]) for row in drafts[:SHOWN]]
    return {
        "edition": edition,
        "previous": previous_month(edition),
        "time_left": time_left(edition),
        "done_count": len(done),
        "total": rows.total,
        "needs": needs,
        "named": named,
        "typing": typing,
        "doubtful": doubtful,
        "in_work": in_work,
        "needs_total": needs.total + named.total + len(typing) + len(rows.doubtful) + len(drafts),
        "unchanged": [_unchanged(shown[row.pk]) for row in rows.unchanged[:SHOWN]],
        "done": [_done(shown[row.pk]) for row in done if row.pk in shown],
        "counts": {"doubtful": len(rows.doubtful), "unchanged": len(rows.unchanged), "in_work": len(drafts)}
        | {"done": len(done)},
        "carried_over": len(rows.doubtful) + len(rows.in_work),
        "speaks": bool(side.speaking),
        "sign_offs": sign_off_lines(edition, side),
        "form": failed or sign_off_form(edition, side, rows),
    }


def previous_month(edition):
    """The first day of the month before."""
    month = edition.month
    return month.replace(year=month.year - 1, month=12) if month.month == 1 else month.replace(month=month.month - 1)


def time_left(edition):
    """How long there is to the deadline, or that it has passed."""
    deadline = timezone.localtime(edition.deadline_at)
    days = (deadline.date() - clock.today()).days
    if clock.now() > edition.deadline_at:
        seals = timezone.localtime(edition.seals_at)
        return _("the deadline was %(day)s; a late word counts until the sealing on %(seals)s") % {
            "day": date_format(deadline, "MONTH_DAY_FORMAT"), "seals": date_format(seals, "MONTH_DAY_FORMAT"),
        }  # fmt: skip
    if days == 0:
        return _("today is the last day, until %(time)s") % {"time": date_format(deadline, "H:i")}
    return ngettext("%(days)d day left", "%(days)d days left", days) % {"days": days}


def sign_off_lines(edition, side):
    """What each entity for which the person speaks has said of the month; None where it has not."""
    said, entities = words(edition), Entity.objects.filter(pk__in=side.speaking)
    return [{"entity": entity, "word": said.get(entity.pk)} for entity in sorted(entities, key=str)]


def sign_off_form(edition, side, rows, data=None):
    """The form of the word; the likely one is chosen already."""
    entities = Entity.objects.filter(pk__in=side.speaking)
    likely = SignOffWord.UPDATED if any(row.state != RecordState.CLEAN for row in rows.done) else SignOffWord.NO_CHANGE
    return SignOffForm(data, entities=entities, initial={"word": likely if rows.total else SignOffWord.NOTHING})


def _in_full(side, rows):
    """The rows with their wording, and what the person may do with them: one query."""
    cleared = Version.objects.filter(record=OuterRef("pk"), outcome=Outcome.CLEARED)
    submitted = cleared.annotate(day=TruncDate("submitted_at", tzinfo=timezone.get_default_timezone()))
    found = Record.objects.filter(pk__in=[row.pk for row in rows]).select_related("activity", "event")
    found = found.annotate(
        speaks=desk_lists.as_value(side.led(side.speaking)),
        writes=desk_lists.as_value(side.led(side.writing)),
        submitted_on=Subquery(submitted.values("day")[:1], output_field=DateField()),
    )
    return {row.pk: row for row in found}


def _row(record, why, tone=""):
    """One line of the page, as its template takes it."""
    clean = record.state == RecordState.CLEAN
    return {
        "record": record,
        "wording": record.working_copy,
        "why": why,
        "tone": tone,
        "may_confirm": record.speaks and clean,
        "may_edit": record.writes and record.state in worklist.EDITABLE,
        "may_withdraw": record.speaks and record.state not in IN_WORK,
        "may_take_back": False,
    }


def _doubtful(record, doubts):
    return _row(record, [str(doubt) for doubt in doubts], "warning")


def _in_work(record):
    return _row(record, [_("Changed and not submitted: submit it, so that the month counts it.")])


def _unchanged(record):
    day = date_format(record.last_confirmed, "DATE_FORMAT")
    return _row(record, [_("last confirmed on %(day)s") % {"day": day}])


def _done(record):
    """What was done with it this month."""
    if record.state == RecordState.SUBMITTED:
        return _row(record, [_("submitted, waits for the secretariat")])
    if record.state == RecordState.WITH_FOCAL_POINT:
        return _row(record, [_("submitted, waits for the focal point")])
    day = date_format(record.last_confirmed, "DATE_FORMAT")
    by_word = record.submitted_on is None or record.submitted_on < record.last_confirmed
    if not by_word:
        return _row(record, [_("submitted on %(day)s and cleared") % {"day": day}])
    return _row(record, [_("still true, said on %(day)s") % {"day": day}]) | {"may_take_back": record.speaks}
