"""Contents of many working copies at once: the same as `WorkingCopy.content()` gives, in two queries for all."""

from django.db.models import F

from entities import desk
from entities.choices import ParticipationState
from entities.models import Participation, Revision


def contents_of(records):
    """The present content of each record by its primary key.

    The newest revision holds what was saved; who takes part is read from the participations, because an entity
    that declines leaves the working copy without a save.
    """
    pks = [record.pk for record in records]
    blanks = {kind: desk.blank(kind) for kind in {record.kind for record in records}}
    kinds = {record.pk: record.kind for record in records}
    saved = Revision.objects.filter(record__in=pks, number=F("record__revision"))
    parts = participants_of(pks)
    return {
        pk: blanks[kinds[pk]] | content | {"participants": parts.get(pk, [])}
        for pk, content in saved.values_list("record", "content")
    }


def participants_of(pks):
    """Who takes part in each of the records, as a content holds it; one query."""
    rows = Participation.objects.filter(record__in=pks, leaving=False, state__in=ParticipationState.active())
    found = {}
    for pk, slug, role, office in rows.order_by("pk").values_list("record", "entity__slug", "role", "office"):
        found.setdefault(pk, []).append({"entity": slug, "role": role, "office": office})
    return found
