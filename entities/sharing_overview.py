"""Who can read what of one entity's records: since when, and whose word is missing."""

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entities.audiences import OUTSIDE, Reading
from entities.choices import ChangeKind, Decision
from entities.gate import gates_of
from entities.kinds import entry_models, record_kinds
from entities.labels import labels
from entities.models import Change, Record
from entities.sharing_page import last_word

READS = {
    "partners": gettext_lazy("partners read it"),
    "public": gettext_lazy("the public reads it"),
    "inside": gettext_lazy("only the network reads it"),
    "nobody": gettext_lazy("nobody but its own entities reads it"),
}


def records(entity, *, words="", kind="", reads=""):
    """The entity's records on the desk, narrowed by what the page filters."""
    rows = Record.objects.on_desk().of_entities([entity.pk]).select_related("activity", "event")
    if words:
        rows = rows.filter(
            Q(reference__icontains=words) | Q(activity__title__icontains=words) | Q(event__title__icontains=words)
        )
    if kind:
        rows = rows.filter(kind=kind)
    if reads in OUTSIDE:
        rows = rows.filter(_read_by(reads))
    elif reads == "inside":
        rows = rows.filter(_read_by(Reading.NETWORK)).exclude(_read_by(Reading.PARTNERS))
    elif reads == "nobody":
        rows = rows.exclude(_read_by(Reading.NETWORK))
    return rows


def _read_by(audience):
    """Does the audience read the outer record today?"""
    found = Q(pk__in=())
    for model in entry_models():
        found |= Q(Exists(model.objects.live().filter(record=OuterRef("pk"), audience=audience)))
    return found


def overview(rows):
    """For each record of a page: its state with each audience, in words. A fixed number of queries."""
    entries = {}
    for model in entry_models():
        for entry in model.objects.live().filter(record__in=rows).defer("payload"):
            entries[entry.reference, entry.audience_id] = entry
    since = {}
    created = Change.objects.filter(reference__in=[row.reference for row in rows], kind=ChangeKind.CREATED)
    for change in created.order_by("position"):
        since[change.reference, change.audience_id] = change.at
    return [
        {
            "record": gate.record,
            "title": gate.record.working_copy.title,
            "language": gate.record.working_copy.language,
            "audiences": [_state(gate, audience, entries, since) for audience in Reading],
        }
        for gate in gates_of(rows)
    ]


def _state(gate, audience, entries, since):
    """What one audience reads of one record, and what is missing."""
    key = gate.record.reference, audience.value
    entry = entries.get(key)
    waiting, declined = _missing(gate, audience) if audience in OUTSIDE and gate.cleared else ([], [])
    return {
        "slug": audience.value,
        "label": audience.label,
        "reads": entry is not None,
        "since": since.get(key) if entry else None,
        "until": entry.readable_until if entry else None,
        "earlier": bool(entry and entry.version_id != gate.cleared.pk),
        "waiting": waiting,
        "declined": declined,
        "why": "" if entry else _why_not(gate, audience),
    }


def _missing(gate, audience):
    """Deciders that have said nothing about the present wording, and those that said no; by their short names."""
    known, waiting, declined = labels(), [], []
    for slug in gate.waiting_for(gate.cleared, audience):
        last = last_word(gate, slug, audience)
        no = last and last.decision != Decision.AGREE and last.version_id == gate.cleared.pk
        (declined if no else waiting).append(known.entity(slug).short)
    return waiting, declined


def _why_not(gate, audience):
    """Why an audience reads nothing, where no decider's word is the reason."""
    record = gate.record
    if record.withdrawn_at:
        return _("withdrawn")
    if record.own_only:
        return _("kept to its own entities")
    if not gate.cleared:
        return _("nothing cleared yet")
    if audience in OUTSIDE and (why := gate.kept_inside(gate.cleared)):
        return why
    if audience in OUTSIDE and not gate.deciders(gate.cleared):
        return _("nobody can decide")
    return ""


def levels():
    """The levels that a policy can speak of, as the kinds that have one declare them: value to label."""
    found = {}
    for kind in record_kinds():
        field = kind.content().fields.get("level")
        if field is not None:
            found |= {value: str(label) for value, label in field.choices.items()}
    return found
