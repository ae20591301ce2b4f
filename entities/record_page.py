"""What the desk shows of one record: its state, who reads it, its wording in words, what is open to the person."""

from types import SimpleNamespace

from django.db.models import Q
from django.utils.translation import gettext as _

from entities import review
from entities.audiences import OUTSIDE, Reading
from entities.choices import LEADING_ROLES, Outcome, ParticipationState, ProposalState, RecordState, Role
from entities.differences import differences, fields_of, in_words, is_wording, label_of
from entities.forms import form_class
from entities.forms.records import place_in_form
from entities.gate import Gate
from entities.kinds import kind_of
from entities.labels import labels
from entities.models import Change, Merge, Removal
from entities.policies import Action, actions_on, may_review
from entities.roles import entities_of

TONES = {
    RecordState.DRAFT: "accent",
    RecordState.WITH_FOCAL_POINT: "warning",
    RecordState.SUBMITTED: "warning",
    RecordState.RETURNED: "danger",
    RecordState.CLEAN: "success",
}


def record_page(record, user):
    """Everything that the record's page on the desk shows."""
    content = record.working_copy.content()
    versions = list(record.versions.select_related("revision", "submitted_by", "decided_by").order_by("-number"))
    cleared = next((version for version in versions if version.outcome == Outcome.CLEARED), None)
    open_actions = actions_on(user, record)
    drafts, removal = record.form_drafts.filter(person=user), Removal.objects.filter(record=record).first()
    return {
        "record": record,
        "content": content,
        "tone": TONES[record.state],
        "sections": wording(record.kind, content),
        "changes": differences(record.kind, cleared.content, content) if cleared else None,
        "cleared": cleared,
        "returned": with_places(next(row for row in versions if row.outcome == Outcome.RETURNED))
        if record.state == RecordState.RETURNED
        else None,
        "pending": next((row for row in versions if row.outcome == Outcome.PENDING), None),
        # Flags, not a dict: a template that asks a dict for “clear” calls dict.clear.
        "may": SimpleNamespace(**{action.name.lower(): action in open_actions for action in Action}),
        "on_behalf": may_review(user),
        "may_delete": Action.DISCARD in open_actions and not versions and not record.discarded_at,
        "may_withdraw": Action.WITHDRAW in open_actions and cleared and not record.withdrawn_at,
        "may_restore": Action.RESTORE in open_actions and record.withdrawn_at and not removal,
        "may_remove": Action.REMOVE in open_actions and cleared and not removal,
        "removal": removal,
        "to_focal_point": Action.SUBMIT in open_actions and review.goes_to_focal_point(record, user),
        "readers": who_reads(record),
        "parts": taking_part(record, user),
        "proposals": open_proposals(record),
        "merges": Merge.objects.filter(Q(survivor=record) | Q(absorbed=record)).select_related("survivor", "absorbed"),
        "typed": drafts.first(),
    }


def with_places(version):
    """A returned version with the fields that its return is about: (what they are called, place in the form)."""
    kind = version.record.kind
    version.places = [(label_of(kind, name), place_in_form(kind, name)) for name in version.returned_fields]
    return version


def wording(kind, content):
    """A content in words, by the sections of its form; what is empty is left out."""
    known, fields = labels(), fields_of(kind)
    found = []
    for section in form_class(kind).sections:
        facts = []
        for name in section.names:
            value = in_words(fields[name], content.get(name), known)
            if value:
                facts.append(
                    {
                        "label": label_of(kind, name),
                        "value": value,
                        "is_list": isinstance(value, list),
                        "wording": is_wording(fields[name]),
                    }
                )
        found.append({"title": section.title, "facts": facts})
    return found


def who_reads(record, gate=None):
    """For each audience: since when it reads the record, whether an earlier wording, and whose word is missing."""
    gate = gate or Gate(record)
    known = labels()
    entries = {row.audience_id: row for row in kind_of(record.kind).entry.objects.live().filter(record=record)}
    since = {}
    for change in Change.objects.filter(reference=record.reference, kind="created").order_by("position"):
        since[change.audience_id] = change.at
    found = []
    for audience in Reading:
        entry = entries.get(audience.value)
        outside = audience in OUTSIDE
        waiting = gate.waiting_for(gate.cleared, audience) if outside and gate.cleared else []
        found.append(
            {
                "slug": audience.value,
                "label": audience.label,
                "reads": entry is not None,
                "since": since.get(audience.value) if entry else None,
                "until": entry.readable_until if entry else None,
                "earlier": bool(entry and gate.cleared and entry.version_id != gate.cleared.pk),
                "waiting": [str(known.entity(slug)) for slug in waiting],
                "nobody": outside and bool(gate.cleared) and not gate.deciders(gate.cleared),
                "kept_inside": outside and gate.cleared and gate.kept_inside(gate.cleared),
            }
        )
    return found


def why_unread(record):
    """Why nobody outside the own entities reads the record, in one sentence; empty when somebody may."""
    if record.discarded_at:
        return _("The draft is deleted.")
    if record.withdrawn_at:
        return _("The record is withdrawn.")
    if record.own_only:
        return _("It is kept to its own entities and the secretariat.")
    return ""


def taking_part(record, user):
    """Who takes part, and for whom the person may answer."""
    speaking, rows = entities_of(user, Role.FOCAL_POINT), []
    for row in record.participations.all():
        rows.append(
            {
                "entity": row.entity,
                "role": row.get_role_display(),
                "leads": row.role in LEADING_ROLES,
                "office": row.office,
                "state": row.get_state_display(),
                "named": row.state == ParticipationState.NAMED,
                "declined": row.state == ParticipationState.DECLINED,
                "leaving": row.leaving,
                "mine": row.entity_id in speaking,
            }
        )
    return rows


def open_proposals(record):
    """Proposals that wait, each with its number among all of the record."""
    rows = record.proposals.select_related("entity", "proposed_by").order_by("pk")
    return [(number, row) for number, row in enumerate(rows, 1) if row.state == ProposalState.OPEN]
