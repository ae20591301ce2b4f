"""How many of a reader's entries each choice of a filter would give."""

from django.contrib.postgres.fields import ArrayField
from django.db.models import Case, CharField, Count, F, Func, PositiveSmallIntegerField, TextField, Value, When
from django.db.models.functions import Cast

# Filters on arrays, by the column that holds their codes.
ARRAYS = {
    "subheading": "subheadings",
    "recommendation": "recommendations",
    "term": "terms",
    "country": "countries",
    "region": "regions",
}
NUMBERS = ArrayField(PositiveSmallIntegerField())


def counts(filters, name):
    """Entries per code of one filter, with every other filter applied; chapter 0 stands for “none”. One query.

    A joint activity counts once for each entity and country, but never twice for the same one.
    """
    coded = _others(filters, name).annotate(code=_code(name))
    return dict(coded.values("code").annotate(entries=Count("*")).values_list("code", "entries"))


def counts_of(filters, names):
    """The counts of several filters by name, with codes as text, all in one query."""
    parts = [
        _others(filters, name)
        .annotate(facet=Value(name, output_field=TextField()), code=Cast(_code(name), TextField()))
        .values_list("facet", "code")
        .annotate(entries=Count("*"))
        for name in names
    ]
    found = {name: {} for name in names}
    for name, code, entries in parts[0].union(*parts[1:], all=True) if parts else ():
        found[name][code] = entries
    return found


def _others(filters, name):
    """The rows that every other filter lets through."""
    lost = [other for other, first in filters.follows.items() if first == name]
    return filters.without(name, *lost).order_by()


def _code(name):
    """The code or, one row each, the codes that a filter looks at."""
    if name == "entity":
        part = Func(F("participants"), function="unnest", output_field=CharField())
        return Func(part, Value(":"), Value(1), function="split_part", output_field=CharField())
    if name == "chapter":
        none = Value([0], output_field=NUMBERS)
        chapters = Case(When(chapters=[], then=none), default=F("chapters"), output_field=NUMBERS)
        return Func(chapters, function="unnest", output_field=PositiveSmallIntegerField())
    if name in ARRAYS:
        return Func(F(ARRAYS[name]), function="unnest", output_field=CharField())
    return F(name)
