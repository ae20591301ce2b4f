"""Who and where: lists and pages of entities and of countries and areas."""

from collections import Counter

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from entities.choices import UN_LANGUAGES, EntityKind
from entities.directory import CountryFilter, EntityFilter
from entities.labels import labels
from entities.models import Country, Entity
from entities.readers import reader_of
from ungass_portal.lib import clock

PAGE_PARAMETERS = {"as"}


@require_safe
def entity_list(request):
    """Entities with what they do, as far as the reader's own entries tell."""
    filters = EntityFilter(request.GET, Entity.objects.all(), extras=PAGE_PARAMETERS)
    kept = set(filters.qs.values_list("slug", flat=True))
    words = labels()
    return render(
        request,
        "entities/entity_list.html",
        {
            "entities": [
                {"label": label, "kind": EntityKind(label.group).label, "rhythm": words.of("network").get(slug)}
                for slug, label in words.of("entity").items()
                if slug in kept
            ],
            "filters": filters,
            "chips": _chips(filters),
            "total": len(words.of("entity")),
            "kinds": [
                {
                    "value": kind.value,
                    "label": kind.label,
                    "count": None,
                    "checked": kind.value in (filters.chosen.get("kind") or ()),
                }
                for kind in EntityKind
                if any(label.group == kind for label in words.of("entity").values())
            ],
            "network": filters.chosen.get("network", ""),
            "q": filters.chosen.get("q", ""),
            "reader": reader_of(request),
        },
    )


def _kinds(filters):
    """The kinds that entities are of, to choose from."""
    found = Counter(label.group for label in labels().of("entity").values())
    chosen = filters.chosen.get("kind") or ()
    return [
        {"value": kind.value, "label": kind.label, "count": found[kind], "checked": kind.value in chosen}
        for kind in EntityKind
        if found[kind]
    ]


def _chips(filters):
    """Chosen values with the address that leaves each out."""
    return [{"label": row.label, "value": row.value, "url": f"?{row.query}"} for row in filters.described()]


@require_safe
def entity_detail(request, slug):
    """An entity: its names over time, its place in the network, and what the reader's entries tell of it."""
    rows = Entity.objects.select_related("parent").prefetch_related("names", "aliases", "network", "children")
    entity = rows.filter(slug=slug).first()
    if entity is None:
        raise Http404
    today = clock.today()
    return render(
        request,
        "entities/entity_detail.html",
        {
            "entity": entity,
            "label": labels().entity(slug),
            "names": entity.names.all(),
            "network": [
                {"row": row, "now": row.starts <= today and (row.ends is None or row.ends >= today)}
                for row in entity.network.all()
            ],
            "today": today,
        },
    )


@require_safe
def country_list(request):
    """Countries and areas by region, with what is done there as far as the reader's own entries tell."""
    filters = CountryFilter(request.GET, Country.objects.all(), extras=PAGE_PARAMETERS)
    kept = set(filters.qs.values_list("iso3", flat=True))
    return render(
        request,
        "entities/country_list.html",
        {
            "regions": by_region(kept),
            "shown": len(kept),
            "total": len(labels().of("country")),
            "filters": filters,
            "chips": _chips(filters),
            "q": filters.chosen.get("q", ""),
        },
    )


def by_region(kept):
    """Regions below the world with their sub-regions and, in each, the countries that are kept."""
    words = labels()
    found = {}
    for iso3, label in words.of("country").items():
        if iso3 in kept:
            chain = region_chain(label.group)
            region, part = (*chain, None, None)[:2]
            found.setdefault(region, {}).setdefault(part, []).append(label)
    order = list(words.of("region"))
    place = {code: number for number, code in enumerate(order)}
    return [
        {
            "label": words.get("region", region) if region else None,
            "parts": [
                {"label": words.get("region", part) if part else None, "countries": countries}
                for part, countries in sorted(parts.items(), key=lambda item: place.get(item[0], -1))
            ],
        }
        for region, parts in sorted(found.items(), key=lambda item: place.get(item[0], len(place)))
    ]


def region_chain(code):
    """The regions that hold a region, itself last, without the world."""
    regions, chain = labels().of("region"), []
    while code and regions[code].group:
        chain.insert(0, code)
        code = regions[code].group
    return chain


@require_safe
def country_detail(request, iso3):
    """A country or area: its names and codes, and what the reader's entries tell of it."""
    country = Country.objects.filter(iso3=iso3.upper()).first()
    if country is None:
        raise Http404
    words = labels()
    members = words.of("region-members")
    return render(
        request,
        "entities/country_detail.html",
        {
            "country": country,
            "label": words.get("country", country.iso3),
            "names": [
                {"language": language, "spoken": spoken, "name": country.names.get(language)}
                for language, spoken in UN_LANGUAGES
            ],
            "regions": [words.get("region", code) for code in region_chain(country.region_id or "")],
            "others": [
                label
                for code, label in words.of("region").items()
                if not code.isdigit() and country.iso3 in members[code].aliases[1]
            ],
        },
    )
