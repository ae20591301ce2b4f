"""The audit: who did what to what, when, from where, before and after, and why, over every table that keeps history.

Accesses (`entities/access_log.py`) stand among the changes. Nothing here writes; the database refuses to change it.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.apps import apps
from django.db.models import Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _

from entities.choices import LEADING_ROLES
from entities.differences import capitalised
from entities.models import (
    AccessKind,
    AccessLog,
    ApiToken,
    Entity,
    Membership,
    Participation,
    Record,
    RequestOrigin,
    User,
)
from entities.reference_history import change_of, in_full
from ungass_portal.lib import clock

ACCESS = "access"
PAGE = 50
KEY = ("audit_moment", "audit_rank", "audit_number")


@dataclass(frozen=True)
class Asked:
    """What of the audit is asked for. `own` narrows all of it to an entity's own part."""

    table: str = ""
    record: Record | None = None
    person: User | None = None
    entity: Entity | None = None
    request_id: str = ""
    imported: str = ""  # key of a workbook that came in
    since: date | None = None
    until: date | None = None
    own: Entity | None = None


@dataclass
class Line:
    """One happening as the page and the file tell it."""

    at: datetime
    title: str
    who: str = ""
    person: int | None = None
    reason: str = ""
    address: str = ""
    request_id: str = ""
    added: bool = False
    fields: list = field(default_factory=list)  # {"label", "before", "after"}
    place: tuple = ()  # where the next page begins


def tables():
    """The models that keep their history, by the name that stands in addresses."""
    kept = [model for model in apps.get_models() if hasattr(model, "pgh_event_model")]
    return {model._meta.label_lower: model for model in sorted(kept, key=lambda model: model._meta.label_lower)}


def table_choices():
    """What can be asked for, in words."""
    found = [(label, capitalised(str(model._meta.verbose_name))) for label, model in tables().items()]
    return [(ACCESS, _("Sign-ins, exports and downloads")), *sorted(found, key=lambda row: row[1])]


def lines(asked: Asked, *, before: tuple = (), size: int = PAGE) -> list[Line]:
    """The newest happenings before a place, newest first; one more than `size` where there are further ones."""
    parts = [_changes(label, model, asked) for label, model in tables().items() if asked.table in ("", label)]
    if asked.table in ("", ACCESS):
        parts.append(_accesses(asked))
    parts = [_page(part, label, before, size) for label, part in filter(None, parts)]
    if not parts:
        return []
    if len(parts) == 1:  # in order, and cut, already
        return _told(list(parts[0]))
    union = parts[0].union(*parts[1:], all=True)
    return _told(list(union.order_by("-audit_moment", "audit_rank", "-audit_number")[: size + 1]))


def _page(rows, label, before, size):
    """The newest keys of one table before a place; the table's rank settles the order of one moment."""
    rank = _ranks()[label]
    rows = rows.annotate(audit_rank=Value(rank))
    if before:
        moment, last, number = before
        earlier = Q(audit_moment__lt=moment)
        if label == last:
            earlier |= Q(audit_moment=moment, audit_number__lt=number)
        elif rank > _ranks().get(last, -1):
            earlier |= Q(audit_moment=moment)
        rows = rows.filter(earlier)
    return rows.order_by("-audit_moment", "-audit_number").values(*KEY)[: size + 1]


def _ranks():
    """A number for each table: texts would be sorted by the database in a way of its own."""
    return {label: rank for rank, label in enumerate([ACCESS, *tables()])}


def _changes(label, model, asked):
    """(label, rows of one table) that are asked for; None where nothing in the table can be."""
    events = model.pgh_event_model
    names = {column.name for column in events._meta.fields}
    rows = events.objects.annotate(audit_moment=F("pgh_created_at"), audit_number=F("pgh_id"))
    for wanted, conditions in (
        (asked.record, lambda row: _about(names, model, record=row.pk)),
        (asked.entity, lambda row: _about(names, model, entity=row.pk)),
        (asked.own, lambda row: _own(names, model, row)),
    ):
        if wanted:
            condition = conditions(wanted)
            if condition is None:
                return None
            rows = rows.filter(condition)
    if asked.person:
        by_or_about = Q(pgh_context__user=asked.person.pk)
        rows = rows.filter(by_or_about | Q(user=asked.person.pk) if "user" in names else by_or_about)
    if asked.request_id:
        rows = rows.filter(pgh_context__request_id=asked.request_id)
    if asked.imported:
        rows = rows.filter(pgh_context__has_key="imported", pgh_context__imported=asked.imported)
    return label, _within(rows, "pgh_created_at", asked)


def _about(names, model, *, record=None, entity=None):
    """The rows of a table about a record or an entity (keys or a query of them); None where it holds none."""
    name, wanted, own = ("record", record, Record) if record is not None else ("entity", entity, Entity)
    column = "pgh_obj_id" if model is own else f"{name}_id" if name in names else None
    if column is None:
        return None
    return Q(**{column: wanted}) if isinstance(wanted, int) else Q(**{f"{column}__in": wanted})


def _own(names, model, entity):
    """What concerns an entity, and what concerns the records that it leads."""
    led = Participation.objects.filter(entity=entity, role__in=LEADING_ROLES).values("record")
    found = [_about(names, model, entity=entity.pk), _about(names, model, record=led)]
    found = [condition for condition in found if condition is not None]
    return found[0] | found[-1] if found else None


def _accesses(asked):
    """(label, accesses) that are asked for; none where a record or an import is."""
    if asked.record or asked.imported or (asked.entity and not asked.own):
        return None
    rows = AccessLog.objects.annotate(audit_moment=F("at"), audit_number=F("id"))
    if asked.own:
        # What somebody did before a role in the entity, or has done since it ended, is not the entity's.
        held = Membership.objects.filter(entity=asked.own, starts__lte=OuterRef("day"))
        held = held.exclude(ends__lt=OuterRef("day"))
        tokens = ApiToken.objects.filter(entity=asked.own).values("pk")
        of_people = Exists(held.filter(Q(user=OuterRef("person")) | Q(user=OuterRef("concerns"))))
        rows = rows.annotate(day=TruncDate("at")).filter(of_people | Q(token__in=tokens))
    if asked.person:
        rows = rows.filter(Q(person=asked.person.pk) | Q(concerns=asked.person.pk))
    if asked.request_id:
        rows = rows.filter(request_id=asked.request_id)
    return ACCESS, _within(rows, "at", asked)


def _within(rows, column, asked):
    """Moments, not days, so that the index in order of time is used."""
    if asked.since:
        rows = rows.filter(**{f"{column}__gte": clock.midnight(asked.since)})
    if asked.until:
        rows = rows.filter(**{f"{column}__lt": clock.midnight(asked.until + timedelta(days=1))})
    return rows


def _told(keys):
    """The lines of keys, in their order: two queries for each table that is on the page, and three more."""
    by_table, found, labels = {}, {}, list(_ranks())
    for key in keys:
        key["label"] = labels[key["audit_rank"]]
        by_table.setdefault(key["label"], []).append(key["audit_number"])
    changes = {}
    for label, numbers in by_table.items():
        if label == ACCESS:
            found |= {(label, row.pk): _line_of_access(row) for row in AccessLog.objects.filter(pk__in=numbers)}
        else:
            changes |= {(label, change.row.pgh_id): change for change in _loaded(tables()[label], numbers)}
    in_full(list(changes.values()))
    found |= {key: _line_of_change(change) for key, change in changes.items()}
    ordered = []
    for key in keys:
        line = found[key["label"], key["audit_number"]]
        line.place = (key["audit_moment"], key["label"], key["audit_number"])
        ordered.append(line)
    return _with_origins(ordered)


def _loaded(model, numbers):
    """The changes of audit rows, each beside the row before it."""
    events = model.pgh_event_model.objects
    earlier = events.filter(pgh_obj_id=OuterRef("pgh_obj_id"), pgh_id__lt=OuterRef("pgh_id")).order_by("-pgh_id")
    rows = list(events.filter(pgh_id__in=numbers).annotate(earlier=Subquery(earlier.values("pgh_id")[:1])))
    former = {row.pgh_id: row for row in events.filter(pgh_id__in=[row.earlier for row in rows if row.earlier])}
    return [change_of(model, former.get(row.earlier), row) for row in rows]


def _line_of_change(change):
    context = change.row.pgh_context or {}
    return Line(
        at=change.at,
        title=change.title,
        who=change.who,
        person=context.get("user"),
        reason=change.reason,
        request_id=context.get("request_id", ""),
        added=change.added,
        fields=change.fields,
    )


def _line_of_access(row):
    told = {_("Address"): row.path, _("Filter"): row.query, _("Read as"): row.audience}
    if row.token:
        token = ApiToken.objects.filter(pk=row.token).first()
        told[_("With the token")] = f"{token} – {token.owner}" if token else str(row.token)
    if row.concerns:
        told[_("Concerns")] = str(User.objects.filter(pk=row.concerns).first() or row.concerns)
    return Line(
        at=row.at,
        title=capitalised(str(AccessKind(row.kind).label)),
        person=row.person,
        request_id=row.request_id,
        added=True,
        fields=[{"label": label, "before": "", "after": value} for label, value in told.items() if value],
    )


def _with_origins(found):
    """The lines with the names of who acted in accesses, and from where, as far as that is still kept."""
    names = {user.pk: str(user) for user in User.objects.filter(pk__in={line.person for line in found if line.person})}
    origins = RequestOrigin.objects.in_bulk({line.request_id for line in found if line.request_id})
    for line in found:
        line.who = line.who or names.get(line.person, "")
        origin = origins.get(line.request_id)
        line.address = origin.address or "" if origin else ""
    return found
