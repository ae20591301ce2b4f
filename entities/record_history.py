"""What happened to a record on the desk: savings, versions, agreements, participations, withdrawals."""

from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from entities.audiences import Reading
from entities.choices import Outcome, ParticipationRole, ParticipationState, RecordState
from entities.history import moment_of, person_of
from entities.labels import labels
from entities.models import Entity, Participation, Record, User

TONES = {
    Outcome.CLEARED: "success",
    Outcome.SUPERSEDED: "success",
    Outcome.RETURNED: "warning",
    Outcome.RECALLED: "",
}


@dataclass
class Happening:
    """One thing that happened: when, by whom, in words, and why where that was asked."""

    at: datetime
    title: str
    person: int | None = None
    text: str = ""
    reason: str = ""
    tone: str = ""
    revision: int | None = None
    number: int = 0
    who: str = ""
    attachment: object = None  # a row of Evidence without its content
    changes: list = field(default_factory=list)


def happenings(record):
    """Everything that happened to the record, oldest first, numbered from 1; the numbers never change."""
    found = [
        *_savings(record),
        *_versions(record),
        *_agreements(record),
        *_participations(record),
        *_states(record),
        *_proposals(record),
    ]
    found.sort(key=lambda happening: happening.at)
    names = {user.pk: str(user) for user in User.objects.filter(pk__in={row.person for row in found if row.person})}
    for number, happening in enumerate(found, start=1):
        happening.number = number
        happening.who = names.get(happening.person, "")
    return found


def _savings(record):
    """Each saved working copy; its content is read only where it is shown."""
    for row in record.revisions.defer("content").order_by("number"):
        yield Happening(
            row.saved_at, _("Revision %(number)d saved") % {"number": row.number}, row.saved_by_id,
            reason=row.reason, revision=row.number,
        )  # fmt: skip


def _versions(record):
    """Submissions, and what became of them."""
    for row in record.versions.select_related("revision").defer("revision__content").order_by("number"):
        named = {"number": row.number, "revision": row.revision.number}
        yield Happening(
            row.submitted_at, _("Version %(number)d submitted (revision %(revision)d)") % named, row.submitted_by_id,
            tone="accent",
        )  # fmt: skip
        if row.outcome != Outcome.PENDING:
            cleared = row.outcome in (Outcome.CLEARED, Outcome.SUPERSEDED)
            outcome = Outcome.CLEARED if cleared else Outcome(row.outcome)
            title = _("Version %(number)d %(outcome)s") % {"number": row.number, "outcome": outcome.label}
            text = str(Outcome.SUPERSEDED.label).capitalize() if row.outcome == Outcome.SUPERSEDED else ""
            yield Happening(row.decided_at, title, row.decided_by_id, text, row.reason, TONES[row.outcome])
    events = record.versions.model.pgh_event_model.objects.filter(record=record, approved_by__isnull=False)
    seen = set()
    for row in events.order_by("pgh_id"):
        if row.number not in seen:
            seen.add(row.number)
            title = _("Version %(number)d approved by the focal point") % {"number": row.number}
            yield Happening(moment_of(row), title, row.approved_by_id, tone="accent")


def _agreements(record):
    """The ledger."""
    known = labels()
    rows = record.agreements.select_related("entity", "version", "attachment").defer("attachment__content")
    for row in rows.order_by("pk"):
        named = {
            "entity": known.entity(row.entity.slug),
            "decision": row.get_decision_display(),
            "audience": Reading(row.audience_id).label,
            "number": row.version.number,
        }
        title = _("%(entity)s %(decision)s: %(audience)s, version %(number)d") % named
        about = [str(row.get_scope_display())]
        if row.until:
            about.append(_("until %(day)s") % {"day": row.until.isoformat()})
        if row.standing:
            about.append(_("by an earlier word"))
        if row.on_behalf:
            about.append(_on_behalf(row))
        tone = "success" if row.decision == "agree" else "danger"
        yield Happening(
            row.at, title, row.decided_by_id, " · ".join(about), row.reason, tone, attachment=row.attachment
        )


def _on_behalf(row):
    """On what evidence the secretariat spoke for an entity."""
    return _("on behalf; evidence: %(evidence)s") % {"evidence": row.evidence}


def _participations(record):
    """Who was named, confirmed, declined, taken off."""
    before, known = {}, labels()
    slugs = dict(Entity.objects.filter(participations__record=record).values_list("pk", "slug"))
    rows = Participation.pgh_event_model.objects.filter(record=record).select_related("attachment")
    events = list(rows.defer("attachment__content").order_by("pgh_id"))
    slugs |= dict(Entity.objects.filter(pk__in={row.entity_id for row in events}).values_list("pk", "slug"))
    for row in events:
        name = str(known.entity(slugs[row.entity_id]))
        old = before.get(row.entity_id)
        title = _participation_in_words(name, old, row)
        before[row.entity_id] = None if row.pgh_label == "delete" else row
        if title:
            tone = "danger" if row.state == ParticipationState.DECLINED else ""
            text = _on_behalf(row) if row.evidence else ""
            answered = old is not None and old.state != row.state
            why = (row.pgh_context or {}).get("reason", "") if answered else ""
            yield Happening(moment_of(row), title, person_of(row), text, why, tone, attachment=row.attachment)


def _participation_in_words(name, old, new):
    """What changed about an entity's part; empty when nothing that matters did."""
    role = ParticipationRole(new.role).label
    if new.pgh_label == "delete":
        return _("%(entity)s is no longer named") % {"entity": name}
    if old is None:
        return _("%(entity)s named as %(role)s") % {"entity": name, "role": role}
    if (old.state, old.evidence) != (new.state, new.evidence):
        return _("%(entity)s: %(state)s") % {"entity": name, "state": ParticipationState(new.state).label}
    if old.leaving != new.leaving:
        words = _("%(entity)s taken off in the working copy") if new.leaving else _("%(entity)s named again")
        return words % {"entity": name}
    if old.role != new.role:
        return _("%(entity)s is now %(role)s") % {"entity": name, "role": role}
    return ""


def _states(record):
    """Withdrawn, restored, confirmed, merged, kept to its own entities, deleted and taken back."""
    last = None
    for row in Record.pgh_event_model.objects.filter(pgh_obj_id=record.pk).order_by("pgh_id"):
        for title, tone in _state_in_words(last, row):
            why = row.withdraw_reason if row.withdrawn_at and tone == "danger" else ""
            yield Happening(moment_of(row), title, person_of(row), reason=why, tone=tone)
        last = row


def _state_in_words(old, new):
    """What became true of a record with this change."""
    if old is None:
        return
    if bool(old.withdrawn_at) != bool(new.withdrawn_at):
        yield (_("Withdrawn"), "danger") if new.withdrawn_at else (_("Restored"), "success")
    if old.own_only != new.own_only:
        yield (_("Kept to its own entities"), "warning") if new.own_only else (_("Given to the network again"), "")
    if old.merged_into_id != new.merged_into_id:
        yield (_("Merged into another record"), "warning") if new.merged_into_id else (_("Merge undone"), "success")
    if old.last_confirmed != new.last_confirmed and old.state == new.state == RecordState.CLEAN:
        said = old.last_confirmed is None or (new.last_confirmed and new.last_confirmed > old.last_confirmed)
        yield (_("Confirmed: still true"), "success") if said else (_("“Still true” taken back"), "")
    if bool(old.discarded_at) != bool(new.discarded_at):
        yield (_("Draft deleted"), "warning") if new.discarded_at else (_("Deleted draft taken back"), "")


def _proposals(record):
    """Offered changes and their answers."""
    known = labels()
    for row in record.proposals.select_related("entity").order_by("pk"):
        who = known.entity(row.entity.slug) if row.entity else _("the secretariat")
        yield Happening(
            row.proposed_at, _("Change proposed by %(who)s") % {"who": who}, row.proposed_by_id, reason=row.reason
        )
        if row.settled_at:
            yield Happening(row.settled_at, _("Proposal settled"), row.settled_by_id, reason=row.answer)
