"""Counts over a reader's entries: one statement each, however many entries there are."""

from django.db.models import CharField, Count, F, Func

from entities.choices import ParticipationRole


class Unnest(Func):
    """The elements of an array column, one row each."""

    function = "unnest"
    arity = 1
    set_returning = True
    output_field = CharField()


def by_code(entries, column):
    """How many entries hold each code of an array column."""
    rows = entries.order_by().annotate(code=Unnest(F(column))).values("code")
    return dict(rows.annotate(entries=Count("pk")).values_list("code", "entries"))


def by_entity(entries, **more):
    """For each entity that takes part: entries by role, in all, and by further conditions.

    `more` maps names to aggregates. An entity has one role in a record, so its roles add up to `all`.
    """
    found = {}
    rows = entries.order_by().annotate(part=Unnest(F("participants"))).values("part")
    for row in rows.annotate(all=Count("pk"), **more):
        slug, _colon, role = row.pop("part").partition(":")
        counted = found.setdefault(slug, dict.fromkeys([*ParticipationRole.values, *row], 0))
        counted[role] += row["all"]
        for name, count in row.items():
            counted[name] += count
    return found
