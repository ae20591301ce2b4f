"""Loaders of the labels of entities, countries and regions."""

from django.db.models import Q

from entities import labels
from entities.labels import Label
from entities.models import Country, Entity, EntityName, NetworkMembership, Region
from entities.official_names import everywhere, left_in, named, short_form
from ungass_portal.lib import sorting


def entities(language, on):
    """Entities under the name valid on the day; one that has none then goes by the nearest it has."""
    names = {}
    for row in EntityName.objects.order_by("valid_from"):
        current = (not row.valid_from or row.valid_from <= on) and (not row.valid_to or row.valid_to >= on)
        known = names.get(row.entity_id)
        if current or known is None:
            names[row.entity_id] = row
    found = []
    for entity in Entity.objects.prefetch_related("names", "aliases"):
        name = names.get(entity.pk)
        others = [row.alias for row in entity.aliases.all()]
        for row in entity.names.all():
            others += [text for text in (row.name, row.acronym) if text]
        full = named(name.name, language) if name else entity.slug
        short = short_form(name.acronym, language) if name and name.acronym else full
        others += everywhere(name.name, name.acronym) if name else []
        left = left_in(name.name, language) if name else ""
        aliases = tuple(dict.fromkeys(others))
        found.append(Label(entity.slug, full, short, entity.kind, aliases=aliases, language=left))
    return {label.code: label for label in sorted(found, key=lambda label: sorting.key_in(language, label.short))}


def network(language, on):
    """Entities of the network on the day, with their rhythm as group."""
    rows = NetworkMembership.objects.filter(starts__lte=on).filter(Q(ends__isnull=True) | Q(ends__gte=on))
    return {
        slug: Label(slug, slug, group=rhythm)
        for slug, rhythm in rows.order_by("entity__slug").values_list("entity__slug", "rhythm")
    }


def countries(language, on):
    """Countries and areas under their UN names in the language, English where there is none."""
    found = []
    for country in Country.objects.all():
        name = country.names.get(language) or country.names["en"]
        former = [text for names in country.former_names for key, text in names.items() if key != "until"]
        others = (
            *country.names.values(),
            country.formal_name,
            *country.aliases,
            *former,
            country.m49,
            country.iso3,
        )
        found.append(
            Label(
                country.iso3,
                name,
                group=country.region_id or "",
                aliases=tuple(filter(None, others)),
            )
        )
    return {label.code: label for label in sorted(found, key=lambda label: sorting.key_in(language, label.name))}


def regions(language, on):
    """Regions in the order of the M49 tree, then those outside it."""
    rows = Region.objects.order_by("-is_m49", "code")
    return {
        row.code: Label(
            row.code,
            row.names.get(language) or row.names["en"],
            group=row.parent_id or "",
            aliases=(*row.names.values(), *row.aliases),
        )
        for row in rows
    }


def region_members(language, on):
    """For each region: the region codes within it and the countries within it, as the aliases of a label."""
    children, inside = {}, {}
    for row in Region.objects.all():
        children.setdefault(row.parent_id, []).append(row.code)
        inside[row.code] = set(row.countries)
    for iso3, region in Country.objects.values_list("iso3", "region_id"):
        if region:
            inside[region].add(iso3)

    def collect(code):
        below = {code}
        members = set(inside[code])
        for child in children.get(code, []):
            codes, countries = collect(child)
            below |= codes
            members |= countries
        return below, members

    found = {}
    for code in inside:
        below, members = collect(code)
        found[code] = Label(code, code, aliases=(tuple(sorted(below)), tuple(sorted(members))))
    return found


def register():
    """Make the code lists of this app known."""
    labels.register("entity", entities)
    labels.register("network", network)
    labels.register("country", countries)
    labels.register("region", regions)
    labels.register("region-members", region_members)
