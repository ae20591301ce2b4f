"""Inter-commission work: the functional commissions of the Economic and Social Council, and what they do together."""

from dataclasses import dataclass, field
from itertools import combinations

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from calendar_app import rows
from calendar_app.models import CalendarEntry
from entities.choices import EntityKind
from entities.labels import labels
from entities.models import Entity
from entities.payload import titled
from entities.readers import reader_of
from entities.search import taking_part
from registry.models import MatrixEntry
from ungass_portal.lib import clock

MOST = 200  # events of a commission that its page names


@dataclass
class Together:
    """What a commission does with another one."""

    label: object
    events: list = field(default_factory=list)
    activities: list = field(default_factory=list)


def commission_slugs():
    """Slugs of the functional commissions, in order."""
    kind = EntityKind.FUNCTIONAL_COMMISSION
    return list(Entity.objects.filter(kind=kind).order_by("slug").values_list("slug", flat=True))


def slugs_of(participants):
    """The entities among participants as an entry's column holds them."""
    return {row.partition(":")[0] for row in participants}


@require_safe
def index(request):
    """The commissions, and how many events each two of them hold or attend together."""
    reader, slugs, words = reader_of(request), commission_slugs(), labels()
    counts, pairs = dict.fromkeys(slugs, 0), {}
    events = CalendarEntry.objects.for_reader(reader).filter(taking_part(slugs))
    for participants in events.values_list("participants", flat=True):
        found = sorted(slugs_of(participants) & counts.keys())
        for slug in found:
            counts[slug] += 1
        for pair in combinations(found, 2):
            pairs[pair] = pairs.get(pair, 0) + 1
    table = [
        {
            "label": words.entity(slug),
            "count": counts[slug],
            "with": [pairs.get(tuple(sorted((slug, other))), 0) if other != slug else None for other in slugs],
        }
        for slug in slugs
    ]
    return render(request, "calendar_app/commissions/index.html", {"rows": table})


@require_safe
def commission(request, slug):
    """One commission: its events, and what it does with each of the others."""
    slugs = commission_slugs()
    if slug not in slugs:
        raise Http404
    reader, words = reader_of(request), labels()
    found = CalendarEntry.objects.for_reader(reader).filter(taking_part([slug]))
    events = rows.rows(found.order_by("sort_date", "reference")[:MOST])
    joint = MatrixEntry.objects.for_reader(reader).filter(taking_part([slug]))
    joint = joint.filter(taking_part([other for other in slugs if other != slug]))
    fields = ("reference", "kind", "title", "language", "texts", "participants")
    activities = list(titled(joint.order_by("reference").values(*fields)[:MOST]))
    today = clock.today()
    context = {
        "label": words.entity(slug),
        "upcoming": [row for row in events if row.last_day and row.last_day >= today],
        "past": [row for row in reversed(events) if row.last_day and row.last_day < today],
        "undated": [row for row in events if not row.last_day],
        "together": _together(slug, slugs, events, activities),
        "own": reader.entities,
        "total": found.count() if len(events) == MOST else len(events),
    }
    return render(request, "calendar_app/commissions/commission.html", context)


def _together(slug, slugs, events, activities):
    """What the commission does with each of the others, those with the most first."""
    found = {other: Together(labels().entity(other)) for other in slugs if other != slug}
    for row in events:
        for other in slugs_of(row.participants) & found.keys():
            found[other].events.append(row)
    for row in activities:
        for other in slugs_of(row["participants"]) & found.keys():
            found[other].activities.append(row)
    shared = [row for row in found.values() if row.events or row.activities]
    return sorted(shared, key=lambda row: (-len(row.events) - len(row.activities), row.label.code))
