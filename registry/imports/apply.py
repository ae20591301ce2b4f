"""Applying the chosen good rows of an import in one transaction, set by set; and taking it back."""

from collections import Counter
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from entities import desk_sets
from entities.choices import Outcome, ProposalState, RecordState
from entities.desk_sets import Saving
from entities.duplicates import titled
from entities.history import acting
from entities.models import Proposal, Record, Revision, Version
from entities.policies import Action, can
from entities.row_sets import update_rows
from registry.choices import RowOutcome
from registry.imports.check import Check
from registry.imports.intake import BATCH, check_rows
from registry.imports.offers import changes_of, offered_before
from registry.models import Import, ImportRow
from ungass_portal.lib import clock

GOOD = (RowOutcome.NEW, RowOutcome.CHANGED, RowOutcome.DUPLICATE)
NEEDED_TO_UNDO = ("record", "kind", "now", "made", "proposal", "outcome", "undone_at")
WRITTEN = ("outcome", "applied_at", "made", "record", "proposal", "chosen")


@dataclass
class Done:
    """What applying did: how many records were begun, saved, proposed, submitted."""

    counts: Counter = field(default_factory=Counter)


def good_rows(imported):
    """The rows that would be applied now: chosen, and nothing against them."""
    rows = ImportRow.objects.filter(sheet__imported=imported, chosen=True, applied_at__isnull=True)
    return rows.filter(outcome__in=GOOD)


@transaction.atomic
def apply(*, imported, by, submit=False, progress=lambda done, total=0, words="": None):
    """Write the chosen good rows as drafts, or submit them too; the other rows stay as they are. Returns Done.

    A record that somebody has saved meanwhile is merged anew; what is then in conflict stays behind.
    """
    imported = Import.objects.select_for_update(of=("self",)).select_related("by", "entity").get(pk=imported.pk)
    with acting(by, imported=imported.key):
        return _apply(imported, by, submit=submit, progress=progress)


def _apply(imported, by, *, submit, progress):
    """The chosen good rows, sheet by sheet and a batch at a time."""
    done, reason = Done(), _("Workbook “%(name)s”") % {"name": imported.name}
    chosen = good_rows(imported)
    _lock_records(chosen)
    total, at = chosen.count(), 0
    for page in imported.sheets.exclude(listing=""):
        page.imported = imported
        check, last = Check(page, by=by), 0
        while rows := list(chosen.filter(sheet=page, number__gt=last).order_by("number")[:BATCH]):
            last = rows[-1].number
            _apply_rows(check, rows, done, submit=submit, reason=reason)
            at += len(rows)
            progress(at, total, _("rows applied: %(done)d, left: %(left)d") % {"done": at, "left": total - at})
    return done


def _lock_records(rows):
    """Lock the records of all rows in reference order, holding none of them in memory."""
    for _pk in Record.objects.filter(pk__in=rows.values("record")).locked().values_list("pk").iterator():
        continue


def _records_of(rows):
    """The records of some rows, which are locked already, by primary key."""
    found = Record.objects.filter(pk__in=[row.record_id for row in rows if row.record_id]).locked()
    return {row.pk: row for row in found.prefetch_related("participations")}


def _apply_rows(check, rows, done, *, submit, reason):
    """Apply some rows of one sheet."""
    records = _records_of(rows)
    stale = [row for row in rows if row.record_id and records[row.record_id].revision != row.now]
    stale += [*_begun_since(check, rows), *offered_before(rows, check.entity)]
    if stale:
        check_rows(check, stale)
    known = {None, *records}
    good = [row for row in rows if row.outcome in GOOD and row.chosen and row.record_id in known]
    for kind in check.sheet.kinds:
        rows = [row for row in good if row.kind == kind]
        _apply_kind(kind, check, rows, records, done, submit=submit, reason=reason)


def _begun_since(check, rows):
    """New rows that the own desk holds by their very title: begun, perhaps, from the same file uploaded once more."""
    new = [row for row in rows if not row.record_id and "duplicate" not in row.settled]
    titles = {
        kind: titled(kind, [row.title for row in new if row.kind == kind], check.own) for kind in check.sheet.kinds
    }
    return [row for row in new if row.title.lower() in titles[row.kind]]


def _apply_kind(kind, check, rows, records, done, *, submit, reason):
    """Apply rows of one kind of record."""
    by = check.by
    new = [row for row in rows if not row.record_id and check.may_begin(row.content)]
    saved = [row for row in rows if row.record_id and can(by, Action.EDIT, records[row.record_id])]
    offered = [
        row for row in rows
        if row.record_id and row.proposes and row not in saved and can(by, Action.PROPOSE, records[row.record_id])
    ]  # fmt: skip
    begun = desk_sets.create_all(kind, [row.content for row in new], by=by, reason=reason)
    for row, record in zip(new, begun, strict=True):
        row.record = records[record.pk] = record
    savings = [Saving(records[row.record_id], row.content) for row in saved]
    desk_sets.save_all(kind, savings, by=by, reason=reason)
    offers = [(records[row.record_id], changes_of(row), row.now) for row in offered]
    proposals = desk_sets.propose_all(offers, by=by, entity=check.entity, reason=reason)
    for row, proposal in zip(offered, proposals, strict=True):
        row.proposal = proposal
    if submit:
        touched = [records[row.record_id] for row in (*new, *saved)]
        done.counts["submitted"] += len(desk_sets.submit_all(touched, by=by, reason=reason))
    for row in (*new, *saved, *offered):
        row.outcome, row.applied_at, row.chosen = RowOutcome.APPLIED, clock.now(), False
        row.made = records[row.record_id].revision
    with acting(by):
        update_rows(ImportRow, [*new, *saved, *offered], WRITTEN)
    done.counts += Counter({"begun": len(new), "saved": len(saved), "proposed": len(offered)})


@transaction.atomic
def undo(*, imported, by, only=None):
    """Take back what nobody has built upon, of the whole import or of one row; returns (undone, kept)."""
    imported = Import.objects.select_for_update(of=("self",)).get(pk=imported.pk)
    rows = ImportRow.objects.filter(sheet__imported=imported, outcome=RowOutcome.APPLIED)
    rows = rows.filter(pk=only.pk) if only else rows
    _lock_records(rows)
    reason = _("Workbook “%(name)s” taken back") % {"name": imported.name}
    undone, seen, last = 0, 0, 0
    with acting(by, reason, imported=imported.key):
        while batch := list(rows.filter(pk__gt=last).order_by("pk").only(*NEEDED_TO_UNDO)[:BATCH]):
            last, seen = batch[-1].pk, seen + len(batch)
            undone += _undo_rows(batch, by, reason)
    return undone, seen - undone


def _undo_rows(rows, by, reason):
    """Take some rows back; returns how many."""
    records = _records_of(rows)
    decided = set(
        Version.objects.filter(record__in=records, revision__number=F("record__revision"))
        .exclude(outcome__in=(Outcome.PENDING, Outcome.RECALLED))
        .values_list("record", flat=True)
    )
    free = [row for row in rows if not row.proposal_id and _is_free(row, records[row.record_id], decided, by)]
    _recall(free, records, by)
    _discard([records[row.record_id] for row in free if not row.now])
    _save_back([row for row in free if row.now], records, by, reason)
    taken = _recall_proposals([row for row in rows if row.proposal_id])
    undone = [*free, *(row for row in rows if row.proposal_id in taken)]
    for row in undone:
        row.outcome, row.undone_at = RowOutcome.UNDONE, clock.now()
    update_rows(ImportRow, undone, ["outcome", "undone_at"])
    return len(undone)


def _is_free(row, record, decided, by):
    """Is the record as the row left it, and may the person take it back?"""
    if record.revision != row.made or record.pk in decided or record.withdrawn_at or record.discarded_at:
        return False
    pending = record.state in (RecordState.SUBMITTED, RecordState.WITH_FOCAL_POINT)
    return can(by, Action.RECALL if pending else Action.EDIT, record)


def _recall(rows, records, by):
    """Take submissions of theirs back to the desk."""
    pks = [row.record_id for row in rows]
    Version.objects.filter(record__in=pks, outcome=Outcome.PENDING).update(
        outcome=Outcome.RECALLED, decided_by=by, decided_at=clock.now()
    )
    pending = (RecordState.SUBMITTED, RecordState.WITH_FOCAL_POINT)
    Record.objects.filter(pk__in=pks, state__in=pending).update(state=RecordState.DRAFT)
    for pk in pks:
        records[pk].state = RecordState.DRAFT if records[pk].state in pending else records[pk].state


def _discard(begun):
    """Records that the import began leave the desk; they can be taken back there."""
    Record.objects.filter(pk__in=[record.pk for record in begun]).update(discarded_at=clock.now())


def _save_back(rows, records, by, reason):
    """The wording before the import, as a new revision; what was cleared with it is clean again."""
    numbers = {row.record_id: row.now for row in rows}
    found = Revision.objects.filter(record__in=numbers, number__in=set(numbers.values()))
    before = {
        pk: content for pk, number, content in found.values_list("record", "number", "content") if numbers[pk] == number
    }
    for kind in {row.kind for row in rows}:
        own = [row for row in rows if row.kind == kind]
        desk_sets.save_all(
            kind, [Saving(records[row.record_id], before[row.record_id]) for row in own], by=by, reason=reason
        )
    clean = Version.objects.filter(record__in=before, outcome=Outcome.CLEARED).values_list("record", "revision__number")
    again = [pk for pk, number in clean if numbers[pk] == number]
    Record.objects.filter(pk__in=again).update(state=RecordState.CLEAN)


def _recall_proposals(rows):
    """Proposals that nobody has settled are recalled; returns the keys of those that were."""
    open_ones = Proposal.objects.filter(pk__in=[row.proposal_id for row in rows], state=ProposalState.OPEN)
    pks = set(open_ones.values_list("pk", flat=True))
    Proposal.objects.filter(pk__in=pks).update(state=ProposalState.RECALLED)
    return pks
