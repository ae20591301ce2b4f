"""What would go out of a record, word for word, and who has said what about it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entities.audiences import OUTSIDE
from entities.choices import Decision, Role
from entities.differences import differences, fields_of, in_words, is_wording, label_of, participant_in_words
from entities.forms.acts import DecisionForm
from entities.kinds import kind_of
from entities.labels import labels
from entities.models import Entity
from entities.payload import LIVE_FIELDS, current_format
from entities.policies import Action, can
from entities.roles import entities_of, is_secretariat

# Fields of a payload that are no fields of a content.
MADE = {
    "reference": gettext_lazy("Reference"),
    "kind": gettext_lazy("Kind of record"),
    "joint": gettext_lazy("Joint"),
    "last_confirmed": gettext_lazy("Last confirmed"),
    "updated_at": gettext_lazy("Updated"),
    "url": gettext_lazy("Address"),
}


def outside_audiences(record, gate, user, version=None, *, failed=None):
    """For each outside audience: the payload in words, its fields, the deciders' words, and forms to decide."""
    version = version or gate.cleared
    return [_audience(record, gate, user, version, audience, failed) for audience in OUTSIDE]


def _audience(record, gate, user, version, audience, failed):
    number = current_format(record.kind, audience)
    payload, sha256 = gate.payload(version, audience, number)
    fields = kind_of(record.kind).formats[audience][number]
    passage = gate.passage(audience)
    words = _deciders(gate, version, audience, number, sha256)
    return {
        "slug": audience.value,
        "label": audience.label,
        "format": number,
        "facts": payload_in_words(record.kind, payload),
        "inside": differences(record.kind, version.content, inside_and_outside(version.content, payload)),
        "news": _news(record.kind, passage, payload) if passage and passage.version.pk != version.pk else [],
        "language": payload["language"],
        "fields": [name_of(record.kind, name) for name in fields],
        "kept": [label_of(record.kind, name) for name in fields_of(record.kind) if name not in fields],
        "sha256": sha256,
        "reads": passage,
        "reads_this": bool(passage and passage.version.pk == version.pk),
        "kept_inside": gate.kept_inside(version),
        "deciders": words,
        "forms": _forms(gate, user, version, audience, sha256, words, failed)
        if can(user, Action.AGREE, record)
        else [],
    }


def inside_and_outside(content, payload):
    """The content with the outside wording in the place of the inside one, so that the two can be compared."""
    return content | {name: value for name, value in payload.items() if name in content}


def _news(kind, passage, payload):
    """What differs between the wording that they read now and the one that waits for words."""
    names = [name for name in fields_of(kind) if name in payload and name in passage.payload]
    return differences(kind, passage.payload, payload, names=names)


def _deciders(gate, version, audience, number, sha256):
    """Each decider with its word about this payload."""
    known, found = labels(), []
    for slug in gate.deciders(version):
        word = gate.live_word(slug, version, audience, number, sha256)
        last = last_word(gate, slug, audience)
        declined = not word and last and last.version_id == version.pk and last.decision != Decision.AGREE
        found.append(
            {
                "slug": slug,
                "entity": str(known.entity(slug)),
                "word": word,
                "last": last if declined else None,
                "state": _("agrees") if word else (last.get_decision_display() if declined else _("no word yet")),
                "tone": "success" if word else ("danger" if declined else "warning"),
            }
        )
    return found


def last_word(gate, slug, audience):
    """The newest word of an entity about an audience on the ledger, or None."""
    return next((row for row in reversed(gate.ledger) if row.entity.slug == slug and row.audience_id == audience), None)


def _forms(gate, user, version, audience, sha256, words, failed):
    """A form for each decider for whom the person may speak, or answer on behalf.

    About a wording for the network only there is nothing to agree: an earlier word can be taken back.
    """
    inside = bool(gate.kept_inside(version))
    speaking, on_behalf = entities_of(user, Role.FOCAL_POINT), is_secretariat(user)
    entities = {row.slug: row for row in Entity.objects.filter(slug__in=gate.deciders(version))}
    found = []
    for slug in gate.deciders(version):
        own = entities[slug].pk in speaking
        last = last_word(gate, slug, audience)
        agreed = bool(last and last.decision == Decision.AGREE)
        if not (own or on_behalf) or (inside and not agreed):
            continue
        if failed and (failed["audience"].value(), failed["entity"].value()) == (audience.value, slug):
            form = failed
        else:
            hidden = {"audience": audience.value, "entity": slug, "version": version.number, "sha256": sha256}
            form = DecisionForm(
                initial=hidden,
                on_behalf=not own,
                agreed=agreed,
                inside=inside,
                auto_id=f"id_{audience}_{slug}_%s",
            )
        open_now = form.is_bound or (
            own and not inside and not any(row["word"] for row in words if row["slug"] == slug)
        )
        found.append({"entity": str(entities[slug]), "form": form, "own": own, "open": open_now})
    return found


def name_of(kind, name):
    """How a field of a format is called."""
    return str(MADE[name]) if name in MADE else label_of(kind, name)


def payload_in_words(kind, payload):
    """A payload as people read it: label, value, whether it is the owner's wording; empty fields are left out."""
    known, fields, found = labels(), fields_of(kind), []
    for name, value in payload.items():
        if name in LIVE_FIELDS:
            continue
        if name == "participants":
            shown = [participant_in_words(row, known) for row in value]
        elif name == "joint":
            shown = _("yes") if value else _("no")
        elif name == "kind":
            shown = str(kind_of(kind).working_copy._meta.verbose_name) if value != "mandate" else _("mandate")
        elif name in MADE:
            shown = str(value)
        else:
            shown = in_words(fields[name], value, known)
        if shown:
            is_words = name in fields and is_wording(fields[name])
            found.append(
                {"label": name_of(kind, name), "value": shown, "is_list": isinstance(shown, list), "wording": is_words}
            )
    return found
