"""The way of a wording: submit, approve, recall, return, clear, withdraw, restore, restrict."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from entities import desk, sharing
from entities.audiences import OUTSIDE
from entities.choices import (
    LEADING_ROLES,
    Outcome,
    ParticipationRole,
    ParticipationState,
    RecordKind,
    RecordState,
    Role,
)
from entities.differences import fields_of
from entities.history import acting
from entities.kinds import kind_of
from entities.mail import notes
from entities.models import Removal, Version
from entities.policies import Action, demand, demand_secretariat
from entities.roles import Standing, has_focal_point, standings
from entities.sharing import lock, refresh
from entities.sharing_policies import carry_policies
from ungass_portal.lib import clock
from ungass_portal.lib.problems import ProcessError


@transaction.atomic
def submit(*, record, by):
    """Write the working copy down as a version for review.

    A contributor's submission goes to the own focal point first, unless the entity has switched that off.
    """
    record = lock(record)
    demand(by, Action.SUBMIT, record)
    return _submit(record, by, through=goes_to_focal_point(record, by))


@transaction.atomic
def hand_in(*, record, by):
    """Submit a draft that the secretariat began for an entity with a focal point, who approves it first."""
    record = lock(record)
    demand_secretariat(by)
    if record.state != RecordState.DRAFT or record.created_by_id != by.pk or record.versions.exists():
        raise ProcessError(_("Only a draft that the secretariat itself has begun is handed in for an entity."))
    leading = record.participations.filter(role__in=LEADING_ROLES).values_list("entity", flat=True)
    return _submit(record, by, through=has_focal_point(leading))


def _submit(record, by, *, through):
    """Write a locked record's working copy down as a version; `through`: its focal point reads it first."""
    _check_ready(record)
    revision = record.revisions.get(number=record.revision)
    with acting(by):
        Version.objects.create(
            record=record,
            number=(record.versions.aggregate(last=Max("number"))["last"] or 0) + 1,
            revision=revision,
            base=record.versions.filter(outcome=Outcome.CLEARED).first(),
            language=revision.content["language"],
            submitted_by=by,
            submitted_at=clock.now(),
        )
        record.state = RecordState.WITH_FOCAL_POINT if through else RecordState.SUBMITTED
        record.submitted_by = by
        record.last_confirmed = clock.today()
        record.save(update_fields=["state", "submitted_by", "last_confirmed"])
    return record


def goes_to_focal_point(record, by):
    """Does the own focal point read the person's submission before the secretariat?"""
    held = standings(by, record)
    return not held & {Standing.LEAD_FOCAL_POINT, Standing.STAND_IN} and _needs_approval(record, by)


def _check_ready(record):
    """An activity or a mandate needs a summary; an event is told by its title, dates and organisers."""
    if record.withdrawn_at:
        raise ProcessError(_("This record is withdrawn. Restore it before you submit it."))
    if record.kind != RecordKind.EVENT and not record.working_copy.summary.strip():
        raise ProcessError(_("Write a summary before you submit: readers need two or three sentences."))


def _needs_approval(record, by):
    """Does every leading entity of the person want its focal point to approve contributors' submissions?

    An entity without a focal point has nobody who could: its submissions go to the secretariat.
    """
    mine = {row.entity_id for row in by.current_memberships() if row.role == Role.CONTRIBUTOR}
    rows = record.participations.filter(entity__in=mine, role__in=LEADING_ROLES).select_related("entity")
    return all(row.entity.contributors_need_approval and has_focal_point([row.entity_id]) for row in rows)


@transaction.atomic
def approve(*, record, by):
    """Pass a contributor's submission on to the secretariat."""
    record = lock(record)
    demand(by, Action.APPROVE, record)
    with acting(by):
        record.versions.filter(outcome=Outcome.PENDING).update(approved_by=by)
        record.state = RecordState.SUBMITTED
        record.save(update_fields=["state"])
    return record


@transaction.atomic
def recall(*, record, by):
    """Take a submission back to the desk."""
    record = lock(record)
    demand(by, Action.RECALL, record)
    with acting(by):
        _decide(_pending(record), Outcome.RECALLED, by)
        record.state = RecordState.DRAFT
        record.save(update_fields=["state"])
    return record


@transaction.atomic
def send_back(*, record, by, reason, fields=(), version_number=None):
    """Return a submission with a reason that tells what to mend, and the names of the fields that it is about."""
    record = lock(record)
    demand(by, Action.RETURN, record)
    version = _pending(record, version_number)
    if not reason.strip():
        raise ProcessError(_("Say what should be mended: the entity reads your reason."))
    known = [name for name in fields_of(record.kind) if name in fields]
    with acting(by, reason):
        version.returned_fields = known
        _decide(version, Outcome.RETURNED, by, reason=reason.strip())
        record.state = RecordState.RETURNED
        record.save(update_fields=["state"])
    notes.returned(version=version, by=by)
    return record


@transaction.atomic
def clear(*, record, by, reason="", version_number=None):
    """Clear the pending version: the network reads it, and standing agreements take it outside.

    A record without a lead, and one's own submission, are cleared only with a reason.
    `version_number` is that of the wording which the person read; another one now is refused.
    """
    record = lock(record)
    demand(by, Action.CLEAR, record)
    version = _pending(record, version_number)
    if by.pk in (version.submitted_by_id, version.approved_by_id) and not reason.strip():
        raise ProcessError(
            _("You submitted this yourself. Let a colleague clear it, or give the reason for an exception.")
        )
    if not has_lead(version) and not reason.strip():
        raise ProcessError(_("This record has no lead. Give a reason to clear it all the same."))
    before = record.versions.select_related("revision").filter(outcome=Outcome.CLEARED).first()
    with acting(by, reason):
        # Who cleared the former one, when and why stays with it.
        record.versions.filter(outcome=Outcome.CLEARED).update(outcome=Outcome.SUPERSEDED)
        _decide(version, Outcome.CLEARED, by, reason=reason.strip())
        record.state = RecordState.CLEAN
        record.save(update_fields=["state"])
        sharing.carry_standing_words(record)
        carry_policies(sharing.Gate(record))
        refresh(record)
    _tell_replaced(record, before, version, by)
    return record


def _tell_replaced(record, before, after, by):
    """Let the kind of record know that readers have another wording than before, or none."""
    replaced = kind_of(record.kind).replaced
    if before and replaced:
        replaced(record, before, after, by)


def write_cleared(*, record, content, submitted_by, cleared_by, reason):
    """Give a locked record a wording that is cleared with its submission, as merges and mendings are.

    Outside, nobody reads it before its deciders agree: no standing word is carried over. The caller refreshes.
    """
    content = desk.clean(record.kind, content)
    desk.write(record, record.working_copy, content, submitted_by, reason=reason)
    before = record.versions.filter(outcome=Outcome.CLEARED).first()
    record.versions.filter(pk=before.pk).update(outcome=Outcome.SUPERSEDED)
    version = Version.objects.create(
        record=record,
        number=(record.versions.aggregate(last=Max("number"))["last"] or 0) + 1,
        revision=record.revisions.get(number=record.revision),
        base=before,
        language=content["language"],
        submitted_by=submitted_by,
        submitted_at=clock.now(),
        outcome=Outcome.CLEARED,
        decided_by=cleared_by,
        decided_at=clock.now(),
        reason=reason,
    )
    record.state = RecordState.CLEAN
    record.save(update_fields=["state"])
    return version


def has_lead(version):
    """Does the wording name a lead that has not declined?"""
    parts = version.record.participations.all()  # prefetched for lists
    gone = {row.entity.slug for row in parts if row.state == ParticipationState.DECLINED}
    named = {row["entity"] for row in version.content["participants"] if row["role"] == ParticipationRole.LEAD}
    return bool(named - gone)


def _pending(record, number=None):
    """The version under review; refused if it is not the one that the person read."""
    version = record.versions.select_related("revision").get(outcome=Outcome.PENDING)
    if number is not None and version.number != number:
        raise ProcessError(_("Another wording has been submitted since you opened the page. Read it again and decide."))
    return version


def _decide(version, outcome, by, *, reason=""):
    """Stamp what became of a version."""
    version.outcome, version.decided_by, version.decided_at = outcome, by, clock.now()
    version.reason = reason or version.reason
    version.save(update_fields=["outcome", "decided_by", "decided_at", "reason", "returned_fields"])


@transaction.atomic
def withdraw(*, record, by, reason):
    """Take a record away from every reader at once; agreements end and must be given anew after a restore."""
    record = lock(record)
    demand(by, Action.WITHDRAW, record)
    if not reason.strip():
        raise ProcessError(_("Say why it is withdrawn: the reason is kept."))
    if record.withdrawn_at:
        raise ProcessError(_("This record is withdrawn already."))
    with acting(by, reason):
        take_away(record, by=by, reason=reason.strip())
    return record


def take_away(record, *, by, reason):
    """Take a locked record away from every reader and end the agreements about it."""
    gate = sharing.Gate(record)
    if not gate.cleared:
        raise ProcessError(_("Nothing of this record has been published. Delete the draft instead."))
    record.withdrawn_at, record.withdraw_reason = clock.now(), reason
    record.save(update_fields=["withdrawn_at", "withdraw_reason"])
    led = Standing.LEAD_FOCAL_POINT in standings(by, record)
    role = Role.FOCAL_POINT if led else Role.SECRETARIAT
    sharing.end_agreements(gate, by=by, role=role, reason=reason)
    refresh(record, taken_back_from=OUTSIDE)
    _tell_replaced(record, gate.cleared, None, by)


@transaction.atomic
def restore(*, record, by):
    """Give a withdrawn record back to the network; outside audiences wait for new agreements."""
    record = lock(record)
    demand(by, Action.RESTORE, record)
    if not record.withdrawn_at:
        raise ProcessError(_("This record is not withdrawn."))
    if Removal.objects.filter(record=record).exists():
        raise ProcessError(_("This record was removed for good. Write down anew what may be read of it."))
    with acting(by):
        record.withdrawn_at, record.withdraw_reason = None, ""
        record.save(update_fields=["withdrawn_at", "withdraw_reason"])
        refresh(record)
    return record


@transaction.atomic
def restrict(*, record, own_only, by):
    """Keep a record to its own entities and the secretariat, or give it to the network again."""
    record = lock(record)
    demand(by, Action.RESTRICT, record)
    with acting(by):
        record.own_only = own_only
        record.save(update_fields=["own_only"])
        refresh(record, taken_back_from=OUTSIDE if own_only else ())
    return record
