"""Reference data from files into the database: set by set, told row by row, and never over a person's word.

A row is known by a natural key. A row that a person has changed or removed in the portal since is left as
the person wants it, and reported; a row that is no longer in its file is kept, because records may use its code.
"""

import json
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from django.db import connection
from django.db.models.fields.json import KeyTextTransform

from entities.models import Country, Entity, EntityAlias, EntityName, NetworkMembership, Region
from ungass_portal.lib.partial_dates import Precision, parse

DATA = Path(__file__).parent / "data"


class LoadError(Exception):
    """A data file cannot be loaded; the message names the place."""


@dataclass
class Report:
    """What a load did to one list."""

    model: type
    created: list = field(default_factory=list)
    changed: dict = field(default_factory=dict)  # key -> names of the fields
    removed: list = field(default_factory=list)  # names and aliases only: nothing refers to them
    missing: list = field(default_factory=list)  # no longer in the file, kept
    edited: list = field(default_factory=list)  # differ from the file because a person wants it so, kept
    unchanged: int = 0

    @property
    def quiet(self):
        """Did the load leave everything as it was?"""
        return not (self.created or self.changed or self.removed)


def read(path):
    """The content of a data file; raises LoadError naming the file."""
    try:
        return json.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise LoadError(f"{path}: {error}") from error


def by_key(model, rows, key):
    """Rows by their natural key; a key that comes twice is an error."""
    found = {}
    for row in rows:
        value = _key_of(row, key)
        if value in found:
            raise LoadError(f"{model._meta.verbose_name_plural}: {value} stands twice in the data file.")
        found[value] = row
    return found


def _key_of(row, key):
    """The natural key of a row: one value, or a tuple of several."""
    values = tuple(row[name] for name in key)
    return values[0] if len(values) == 1 else values


def upsert(model, rows, *, key, show=str):
    """Make the table hold these rows (dicts by attribute name) and return the Report; other rows stay.

    `key` names the attributes of the natural key, `show` turns a key into what the report says.
    """
    wanted, report = by_key(model, rows, key), Report(model)
    existing = {_key_of(vars(row), key): row for row in model.objects.all()}
    differing = {}
    for value, row in wanted.items():
        if value in existing:
            names = [name for name in row if getattr(existing[value], name) != row[name]]
            if names:
                differing[value] = names
            else:
                report.unchanged += 1
    fresh = [value for value in wanted if value not in existing]
    missing = [value for value in existing if value not in wanted]
    by_person = touched(model, key, [*fresh, *differing, *missing])
    report.edited = [show(value) for value in (*fresh, *differing) if value in by_person]
    report.missing = [show(value) for value in missing if value not in by_person]

    fresh = [value for value in fresh if value not in by_person]
    model.objects.bulk_create(model(**wanted[value]) for value in fresh)
    report.created = [show(value) for value in fresh]
    changed = {value: names for value, names in differing.items() if value not in by_person}
    for value in changed:
        for name, new in wanted[value].items():
            setattr(existing[value], name, new)
    names = {name for found in changed.values() for name in found}
    if changed:
        fields = {column.attname: column.name for column in model._meta.fields}
        model.objects.bulk_update([existing[value] for value in changed], [fields[name] for name in names])
    report.changed = {show(value): found for value, found in changed.items()}
    return report


def replace_sets(model, rows, *, owner, owners):
    """Make each owner's dependent rows (names, aliases) those of the file; nothing else refers to them.

    `owners` maps the owner's id to its code. An owner whose rows a person has touched keeps them all.
    """
    report, names = Report(model), [name for name in rows[0] if name != owner]
    wanted, existing = {}, {}
    for row in rows:
        wanted.setdefault(row[owner], set()).add(tuple(row[name] for name in names))
    for row in model.objects.filter(**{f"{owner}__in": owners}):
        existing.setdefault(getattr(row, owner), {})[tuple(getattr(row, name) for name in names)] = row
    differing = [pk for pk in owners if wanted.get(pk, set()) != set(existing.get(pk, {}))]
    by_person = touched(model, (owner,), differing)
    report.edited = [owners[pk] for pk in differing if pk in by_person]
    old, new = [], []
    for pk in owners:
        mine, theirs = existing.get(pk, {}), wanted.get(pk, set())
        if pk in by_person:
            continue
        report.unchanged += len(theirs & set(mine))
        for values in sorted(set(mine) - theirs, key=str):
            old.append(mine[values].pk)
            report.removed.append(f"{owners[pk]}: {values[0]}")
        for values in sorted(theirs - set(mine), key=str):
            new.append(model(**{owner: pk}, **dict(zip(names, values, strict=True))))
            report.created.append(f"{owners[pk]}: {values[0]}")
    if old:
        model.objects.filter(pk__in=old).delete()
    model.objects.bulk_create(new)
    return report


def touched(model, key, values):
    """Which of these natural keys has a person ever written or removed? Asked of the audit history."""
    if not values:
        return set()
    first = {value[0] if isinstance(value, tuple) else value for value in values}
    rows = (
        model.pgh_event_model.objects.annotate(person=KeyTextTransform("user", "pgh_context"))
        .filter(person__isnull=False, **{f"{key[0]}__in": first})
        .values(*key)
    )
    return {_key_of(row, key) for row in rows}


def draw_ids(model, count):
    """Draw primary keys from the table's sequence, to link rows before they are written."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [pk for (pk,) in cursor.fetchall()]


def load_places():
    """Regions and countries; returns their Reports."""
    regions = [
        {
            "code": row["code"],
            "names": row["names"],
            "parent_id": row["parent"],
            "is_m49": row["m49"],
            "aliases": row["aliases"],
            # the members of an M49 region follow from the countries
            "countries": [] if row["m49"] else row["countries"] or [],
            "note": " ".join(filter(None, [row.get("note"), row.get("not_listed_because")])),
        }
        for row in read(DATA / "regions.json")["regions"]
    ]
    countries = [
        {
            "iso3": row["iso3"],
            "iso2": row["iso2"],
            "m49": row["m49"],
            "names": row["names"],
            "formal_name": row["formal"].get("en", ""),
            "former_names": row["former"],
            "aliases": row["variants"],
            "region_id": row["intermediate_region"] or row["subregion"] or row["region"],
            "latitude": row["latitude"],
            "longitude": row["longitude"],
        }
        for row in read(DATA / "countries.json")["countries"]
    ]
    return [upsert(Region, regions, key=("code",)), upsert(Country, countries, key=("iso3",))]


def load_entities():
    """Entities with their names and aliases, and the network; returns their Reports."""
    data = read(DATA / "entities.json")
    listed = by_key(Entity, data["entities"], ("slug",))
    pks = dict(Entity.objects.values_list("slug", "pk"))
    fresh = [slug for slug in listed if slug not in pks]
    pks |= dict(zip(fresh, draw_ids(Entity, len(fresh)), strict=True))
    try:
        rows = [
            {
                "id": pks[slug],
                "slug": slug,
                "kind": row["kind"],
                "un_system": row["un_system"],
                "parent_id": pks[row["parent"]] if row["parent"] else None,
                "hq_city": row["hq_city"] or "",
                "hq_country": row["hq_country"] or "",
                "note": row["note"] or "",
                "source": row["source"],
            }
            for slug, row in listed.items()
        ]
        members = [
            {
                "entity_id": pks[row["entity"]],
                "starts": date.fromisoformat(row["from"]),
                "ends": date.fromisoformat(row["until"]) if row["until"] else None,
                "rhythm": row["rhythm"],
                "leads": row["role"] == "lead",
                "invited": row["role"] == "invited",
                "basis": row["basis"],
            }
            for row in data["network"]
        ]
    except KeyError as error:
        raise LoadError(f"entities.json: there is no entity {error}.") from error
    entities = upsert(Entity, rows, key=("slug",))
    # an entity that a person removed from the portal stays away, and so do its names
    owners = {pk: slug for slug, pk in Entity.objects.filter(slug__in=listed).values_list("slug", "pk")}
    names = [name for pk, slug in owners.items() for name in dated_names(pk, listed[slug]["name_history"])]
    aliases = [
        {"entity_id": pk, "alias": alias} for pk, slug in owners.items() for alias in set(listed[slug]["aliases"])
    ]
    return [
        entities,
        replace_sets(EntityName, names, owner="entity_id", owners=owners),
        replace_sets(EntityAlias, aliases, owner="entity_id", owners=owners),
        upsert(
            NetworkMembership,
            [row for row in members if row["entity_id"] in owners],
            key=("entity_id", "starts"),
            show=lambda found: f"{owners.get(found[0], found[0])} from {found[1]}",
        ),
    ]


def dated_names(entity_id, history):
    """Rows of dated names; where one ends and the next begins in the same year, the old one holds to its end."""
    rows, last = [], None
    for name in history:
        starts = parse(name["valid_from"])[0] if name["valid_from"] else None
        if starts and last and starts <= last and parse(name["valid_from"])[2] == Precision.YEAR:
            starts = last + timedelta(days=1)
        last = parse(name["valid_to"])[1] if name["valid_to"] else None
        rows.append(
            {
                "entity_id": entity_id,
                "name": name["name"],
                "acronym": name["acronym"] or "",
                "valid_from": starts,
                "valid_to": last,
                "source": name["source"] or "",
            }
        )
    return rows
