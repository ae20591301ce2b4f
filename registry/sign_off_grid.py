"""Who has signed off: entities by month, for the secretariat."""

from django.db.models import Count
from django.utils import timezone

from entities.choices import ParticipationState, RecordState
from entities.models import Entity, NetworkMembership, Participation
from registry.choices import EditionState
from registry.missing import rhythms_due
from registry.models import Edition, SignOff
from ungass_portal.lib import sorting

MONTHS = 6


def grid():
    """The last months and, for each entity of the network in one of them, its newest word; three queries."""
    editions = list(Edition.objects.exclude(state=EditionState.PLANNED).order_by("-month")[:MONTHS])[::-1]
    said = {}
    for row in SignOff.objects.filter(edition__in=editions).select_related("by").order_by("pk"):
        said[row.entity_id, row.edition_id] = row
    times = {}
    for time in NetworkMembership.objects.select_related("entity"):
        times.setdefault(time.entity, []).append(time)
    waiting = _waiting()
    rows = []
    for entity in sorted(times, key=sorting.key):
        cells = [_cell(edition, times[entity], said.get((entity.pk, edition.pk))) for edition in editions]
        if any(cell["word"] or cell["rhythm"] for cell in cells):
            rows.append({"entity": entity, "cells": cells, "waiting": waiting.get(entity.pk, 0)})
    return {"editions": editions, "rows": rows, "current": Edition.objects.current()}


def _cell(edition, times, word):
    """One entity in one month: its word, or whether one is waited for."""
    day = timezone.localtime(edition.deadline_at).date()
    time = next((row for row in times if row.starts <= day and (row.ends is None or row.ends >= day)), None)
    rhythm = time.rhythm if time else ""
    return {"edition": edition, "word": word, "rhythm": rhythm, "expected": rhythm in rhythms_due(edition.month)}


def _waiting():
    """How many submissions of each entity wait for the secretariat."""
    rows = Participation.objects.filter(record__state=RecordState.SUBMITTED, state__in=ParticipationState.active())
    return dict(rows.values_list("entity").annotate(count=Count("record")).order_by())


def remarks(edition):
    """Newest words of a month that say something, by entity."""
    newest = {row.entity_id: row for row in edition.sign_offs.select_related("entity", "by").order_by("pk")}
    return sorted(
        (row for row in newest.values() if row.remark or row.on_behalf), key=lambda row: sorting.key(row.entity)
    )


def entity_in_network(slug):
    """The entity of this code that belongs to the network; raises Entity.DoesNotExist."""
    return Entity.objects.in_network().get(slug=slug)
