"""Pages by keyset: from the last row seen, never by counting, so nothing repeats or drops out while others write."""

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import BooleanField, Func, Value
from django.utils.translation import gettext as _

from ungass_portal.lib.filters import LONGEST_EXTRA, query_with
from ungass_portal.lib.problems import BadParameter


@dataclass(frozen=True)
class Order:
    """A named order. Its columns are never null, together unique, and all go the same way."""

    name: str
    columns: tuple
    reverse: bool = False

    @property
    def fields(self):
        """Arguments of order_by."""
        return [f"-{name}" if self.reverse else name for name in self.columns]


def orders(**columns):
    """Orders by name, each closed by the reference and each both ways: `title` and `-title`."""
    found = {}
    for name, names in columns.items():
        full = tuple(dict.fromkeys((*names, "reference")))
        found[name] = Order(name, full)
        found[f"-{name}"] = Order(f"-{name}", full, reverse=True)
    return found


def order_named(known, name, default):
    """The order that a `sort` parameter names; raises BadParameter for an unknown one."""
    if not name:
        return known[default]
    if name not in known:
        raise BadParameter("sort", _("Sort by one of these: %(known)s.") % {"known": ", ".join(known)})
    return known[name]


class RowAfter(Func):
    """(a, b) > (x, y), or <: one comparison that a B-tree answers."""

    output_field = BooleanField()
    conditional = True

    def __init__(self, columns, values, *, less=False):
        self.less, self.width = less, len(columns)
        super().__init__(*columns, *values)

    def as_sql(self, compiler, connection, **extra):
        """Compile the two rows and the sign between them."""
        parts = [compiler.compile(expression) for expression in self.source_expressions]
        left, right = parts[: self.width], parts[self.width :]
        sign = "<" if self.less else ">"
        sql = f"({', '.join(sql for sql, _ in left)}) {sign} ({', '.join(sql for sql, _ in right)})"
        return sql, [param for _, params in parts for param in params]


@dataclass(frozen=True)
class Listing:
    """A page as templates show it: rows, addresses of the neighbours ("" for none), total."""

    rows: list
    next: str
    previous: str
    total: int

    @property
    def shown(self):
        """How many rows it holds."""
        return len(self.rows)


def page_of(queryset, order, params, *, size=50, total=None):
    """The page that an address asks for by `after` or `before`, with addresses of its neighbours.

    `order` is an Order or the names of columns; `total` saves the counting where it is known.
    """
    order = order if isinstance(order, Order) else Order("", tuple(order))
    found = page(queryset, order, limit=size, after=params.get("after", ""), before=params.get("before", ""))
    following, back = (
        "" if side is None else "?" + query_with(params, **side) for side in (found.next, found.previous)
    )
    return Listing(found.rows, following, back, queryset.count() if total is None else total)


@dataclass(frozen=True)
class Page:
    """Some rows of an ordered set, with the cursors of its neighbours (parameters of the address, or None)."""

    rows: list
    next: dict | None
    previous: dict | None

    @property
    def shown(self):
        """How many rows it holds."""
        return len(self.rows)


def page(queryset, order, *, limit, after="", before=""):
    """Return one page of a queryset (model instances or named tuples that hold the order's columns).

    Raises BadParameter for a cursor that is malformed or of another order.
    """
    if after and before:
        raise BadParameter("before", _("Give either after or before, not both."))
    backwards = bool(before)
    rows = queryset.order_by(*order.fields)
    if backwards:
        rows = rows.reverse()
    cursor = before or after
    if cursor:
        values = read_cursor(queryset, order, cursor, "before" if backwards else "after")
        rows = rows.filter(RowAfter(order.columns, values, less=order.reverse != backwards))
    found = list(rows[: limit + 1])
    more, found = len(found) > limit, found[:limit]
    if backwards:
        found.reverse()
    if not found:
        # The rows beyond the cursor are gone: the way back is the first page.
        return Page([], None, {} if cursor else None)
    first, last = ({name: make_cursor(order, row)} for name, row in (("before", found[0]), ("after", found[-1])))
    if backwards:
        return Page(found, last, first if more else None)
    return Page(found, last if more else None, first if cursor else None)


def rows_before(queryset, order, row):
    """How many rows stand before this one; one query, which takes longer the deeper the row stands."""
    values = read_cursor(queryset, order, make_cursor(order, row), "after")
    return queryset.filter(RowAfter(order.columns, values, less=not order.reverse)).count()


def make_cursor(order, row):
    """The place of a row in an order: public values only, in letters that an address can hold."""
    values = [order.name, *(_plain(_value(row, name)) for name in order.columns)]
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).rstrip(b"=").decode()


def _value(row, path):
    """The value of a column, also of a related row: record__reference."""
    for name in path.split("__"):
        row = getattr(row, name)
    return row


def _plain(value):
    """A value as JSON holds it."""
    return value.isoformat() if isinstance(value, (date, datetime)) else value


def read_cursor(queryset, order, cursor, parameter):
    """The values of a cursor as SQL parameters, each checked against its column."""
    try:
        if len(cursor) > LONGEST_EXTRA:
            raise ValueError("too long")
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        name, *values = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True).decode())
        if name != order.name or len(values) != len(order.columns):
            raise ValueError("another order")
        return [_typed(_field(queryset, column), value) for column, value in zip(order.columns, values, strict=True)]
    except (ValueError, TypeError, binascii.Error, RecursionError) as error:
        raise BadParameter(
            parameter, _("This is not a place in this list and order. Start again from the first page.")
        ) from error


def _typed(field, value):
    """One value of a cursor as its column has it; anything else raises ValueError or TypeError."""
    kind = field.get_internal_type()
    if kind == "DateTimeField":
        value = datetime.fromisoformat(value)
        if value.tzinfo is None:
            raise ValueError("no time zone")
    elif kind == "DateField":
        value = date.fromisoformat(value)
    elif "Integer" in kind:
        if type(value) is not int or not -(2**31) < value < 2**31:
            raise ValueError("no number")
    elif not isinstance(value, str) or "\x00" in value:
        raise ValueError("no text")
    else:
        value.encode()  # refuses half a surrogate pair, which JSON can hold and PostgreSQL cannot
    return Value(value, output_field=field)


def _field(queryset, path):
    """The field of a column, or that of an annotation."""
    if path in queryset.query.annotations:
        return queryset.query.annotations[path].output_field
    model = queryset.model
    *relations, name = path.split("__")
    for relation in relations:
        model = model._meta.get_field(relation).related_model
    return model._meta.get_field(name)
