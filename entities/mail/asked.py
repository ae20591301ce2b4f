"""At most one letter a day about what an entity is asked for: to confirm its part, or to agree to share."""

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from entities.choices import Decision, LetterKind, Outcome, ParticipationState, Role
from entities.mail.writing import Extras, To, site, write
from entities.models import Agreement, Letter, Membership, Participation, Version

SHOWN = 20  # rows in one letter; the desk has all of them


def write_letters(day) -> int:
    """Tell every focal point what is asked of the entity and was not told before; returns how many letters."""
    count = 0
    people = Membership.objects.current().filter(role=Role.FOCAL_POINT, user__is_active=True)
    for row in people.select_related("user", "entity").order_by("pk"):
        to = To(row.user, row.entity)
        known = _told(to)
        named = [part for part in _named(row.entity) if _key(part) not in known]
        asked = [ask for ask in _decisions(row.entity) if ask.key not in known]
        if not named and not asked:
            continue
        with override(to.page_language):
            context = {
                "named": _listed([_row(part.record, "record-desk", part.get_role_display()) for part in named]),
                "decisions": _listed([_row(ask.record, "record-sharing", ask.note) for ask in asked]),
                "desk_url": site(reverse("desk")),
            }
        about = [*map(_key, named), *(ask.key for ask in asked)]
        key = f"asked:{day.isoformat()}:{row.entity.slug}:{row.user_id}"
        count += bool(write(LetterKind.ASKED, to, key=key, context=context, extras=Extras(about=about)))
    return count


def _told(to):
    """What was asked of the person for this entity in earlier letters."""
    rows = Letter.objects.filter(kind=LetterKind.ASKED, person=to.person, entity=to.entity)
    return {key for keys in rows.values_list("about", flat=True) for key in keys}


def _named(entity):
    """Parts in published records that the entity has neither confirmed nor declined."""
    cleared = Version.objects.filter(record=OuterRef("record"), outcome=Outcome.CLEARED)
    rows = Participation.objects.filter(Exists(cleared), entity=entity, state=ParticipationState.NAMED, leaving=False)
    rows = rows.filter(record__discarded_at__isnull=True, record__merged_into__isnull=True)
    return list(
        rows.filter(record__withdrawn_at__isnull=True)
        .select_related("record__activity", "record__event")
        .order_by("record__reference")
    )


class _Ask:
    """A wording about whose sharing the entity has not yet given its word, and the audiences it is to go to."""

    def __init__(self, record, version, audiences):
        self.record, self.audiences = record, audiences
        self.key = f"share:{record.reference}:{version}:{'+'.join(audiences)}"

    @property
    def note(self):
        """For whom it is asked."""
        public = "public" in self.audiences
        return _("for the public") if public else _("for partners")


def _decisions(entity):
    """Cleared wordings that another decider agreed to share, and about which the entity has said nothing."""
    answered = Agreement.objects.filter(version=OuterRef("version"), audience=OuterRef("audience"), entity=entity)
    part = Participation.objects.filter(
        record=OuterRef("record"), entity=entity, state__in=ParticipationState.active(), leaving=False
    )
    rows = Agreement.objects.filter(~Exists(answered), Exists(part)).exclude(entity=entity)
    rows = rows.filter(decision=Decision.AGREE, version__outcome=Outcome.CLEARED)
    rows = rows.filter(record__withdrawn_at__isnull=True, record__own_only=False, record__merged_into__isnull=True)
    found = {}
    for row in rows.select_related("record__activity", "record__event", "version").order_by("record__reference"):
        found.setdefault(row.record, (row.version.number, set()))[1].add(row.audience_id)
    return [_Ask(record, number, sorted(audiences)) for record, (number, audiences) in found.items()]


def _key(part):
    return f"named:{part.record.reference}"


def _row(record, address, note):
    wording = record.working_copy
    return {
        "reference": record.reference,
        "title": wording.title,
        "language": wording.language,
        "url": site(reverse(address, args=[record.kind, record.reference])),
        "note": note,
    }


def _listed(rows):
    return {"rows": rows[:SHOWN], "more": max(0, len(rows) - SHOWN)}
