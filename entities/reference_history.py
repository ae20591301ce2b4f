"""Who changed which row of reference data, when, from what to what: told by the audit rows of the database."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import formats
from django.utils.translation import gettext as _

from entities.differences import capitalised
from entities.history import moment_of, person_of
from entities.models import User
from ungass_portal.lib.lists import colon

NEWEST = 100
# By which column a row is called, the first one that has a value.
NAMED_BY = ("user", "name", "alias", "label", "title", "topic", "entity", "slug")


@dataclass
class Change:
    """One change of one row."""

    model: type
    row: object  # the audit row
    raw: list  # (column, before, after)
    at: datetime
    title: str = ""
    who: str = ""
    reason: str = ""
    added: bool = False
    fields: list = field(default_factory=list)  # {"label", "before", "after"}


def changes(*queries, by_people=False):
    """The newest changes of rows, newest first. Each query is a model and conditions on its audit rows.

    `by_people` leaves out what the portal's own data files brought.
    """
    found = [change for model, conditions in queries for change in _changes(model, conditions)]
    if by_people:
        found = [change for change in found if person_of(change.row)]
    found.sort(key=lambda change: change.row.pgh_created_at)
    return in_full(found[::-1][:NEWEST])


def in_full(found):
    """The changes with names, titles and values in words: a few queries for all of them. Returns them."""
    people = {person_of(change.row) for change in found}
    names = {user.pk: str(user) for user in User.objects.filter(pk__in=people - {None})}
    related = _related(found)
    for change in found:
        change.who = names.get(person_of(change.row), "") or _("the portal’s data files")
        change.title = _title(change, related)
        change.fields = [
            {
                "label": capitalised(str(column.verbose_name)),
                "before": in_words(column, before, related),
                "after": in_words(column, after, related),
            }
            for column, before, after in change.raw
        ]
    return found


def _changes(model, conditions):
    """The changes of one model's rows, oldest first."""
    last = {}
    for row in model.pgh_event_model.objects.filter(**conditions).order_by("pgh_id"):
        old = last.get(row.pgh_obj_id)
        last[row.pgh_obj_id] = row
        change = change_of(model, old, row)
        if change.raw:
            yield change


def change_of(model, old, row):
    """One change by its audit row and the one before it, still without words."""
    reason = (row.pgh_context or {}).get("reason", "")
    raw = list(_differing(model, old, row))
    return Change(model, row, raw, moment_of(row), reason=reason, added=row.pgh_label == "insert")


def _columns(model, row):
    """The columns of a model that its audit rows hold; it may leave some out."""
    return [column for column in model._meta.concrete_fields if hasattr(row, column.attname)]


def _differing(model, old, new):
    """The columns that a change touched, with the values before and after."""
    for column in _columns(model, new):
        if column.name == "id" or (column.is_relation and column.name == "entity"):
            continue
        value = getattr(new, column.attname)
        if new.pgh_label == "insert":
            before, after = None, value or None  # what was left empty says nothing
        elif new.pgh_label == "delete":
            before, after = value or None, None
        else:
            before, after = getattr(old, column.attname) if old else None, value
        if before != after:
            yield column, before, after


def _related(found):
    """The rows that the changes name by key, loaded with one query for each table."""
    keys = {}
    for change in found:
        columns = [(column, value) for column, before, after in change.raw for value in (before, after)]
        columns += [(column, getattr(change.row, column.attname)) for column in _columns(change.model, change.row)]
        for column, value in columns:
            if column.is_relation and value is not None:
                keys.setdefault(column.related_model, set()).add(value)
    return {model: model.objects.in_bulk(list(values)) for model, values in keys.items()}


def _title(change, related):
    """What was changed, with a capital letter: “Entity name changed: World Health Organization”."""
    verb = {"insert": _("added"), "update": _("changed"), "delete": _("removed")}[change.row.pgh_label]
    return f"{capitalised(str(change.model._meta.verbose_name))} {verb}{colon()}{_named(change, related)}"


def _named(change, related):
    """How the changed row is called: by its person, its name, or its entity."""
    columns = {column.name: column for column in change.model._meta.concrete_fields}
    for name in NAMED_BY:
        # what the audit leaves out, such as addresses, names nothing
        value = getattr(change.row, columns[name].attname, None) if name in columns else None
        if value:
            return in_words(columns[name], value, related)
    return str(change.row.pgh_obj_id)


def in_words(column, value, related):
    """A column's value as people read it; `related` holds the rows that keys lead to, by model."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if column.choices:
        return str(dict(column.flatchoices).get(value, value))
    if isinstance(value, date) and not isinstance(value, datetime):
        return formats.date_format(value, "DATE_FORMAT")
    if column.is_relation:
        return str(related[column.related_model].get(value, value))
    return str(value)
