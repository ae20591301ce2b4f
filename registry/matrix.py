"""The matrix as an address asks for it: filters, order, grouping and columns, for page, export and command alike."""

from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property

from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, Count, F, Func, IntegerField, PositiveSmallIntegerField, Value
from django.db.models.functions import Coalesce
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from entities.filters import readable_fields
from entities.labels import labels
from entities.models.entry import SEVERAL
from entities.reading_state import state_of
from registry import columns
from registry.filters import ORDERS, MatrixFilter
from registry.models import MatrixEntry
from registry.wordings import sorting_title
from ungass_portal.lib.keyset import Order, order_named, page_of, rows_before
from ungass_portal.lib.language_codes import spoken
from ungass_portal.lib.lists import semicolon
from ungass_portal.lib.numbers import grouped
from ungass_portal.lib.problems import BadParameter

EXTRAS = ("as", "sort", "group", "columns", "density", "after", "before")
PAGE_SIZE = 50
MOST_NUMBERED = 5_000  # in longer lists the number of a page's first row would cost more than the page
ON_A_PAGE = ("reference", "kind", "payload", "updated_at", "last_confirmed")
SORTED_BY_NAME = {"lead", "place"}  # columns of codes, which are read by their names in the page’s language
LAST = 100_000  # ranks of what stands in no list come last
ORDER_LABELS = {
    "reference": gettext_lazy("Reference"),
    "title": gettext_lazy("Title"),
    "lead": gettext_lazy("Lead"),
    "chapter": gettext_lazy("Chapter"),
    "place": gettext_lazy("Country"),
    "date": gettext_lazy("Date"),
    "updated": gettext_lazy("Updated"),
    "status": gettext_lazy("Status"),
}


@dataclass(frozen=True)
class Grouping:
    """How rows are put together: by which columns of the entry, and how the groups are called."""

    name: str
    label: str
    keys: tuple  # columns of the entry, outermost first
    needs: str  # the field that the reader's format must hold


GROUPINGS = {
    row.name: row
    for row in (
        Grouping("chapter", gettext_lazy("Chapter and sub-heading"), ("chapter", "subheading"), "chapter"),
        Grouping("entity", gettext_lazy("Lead entity"), ("lead",), "participants"),
        Grouping("country", gettext_lazy("Country or area"), ("place",), "countries"),
    )
}


class Matrix:
    """The matrix of one reader as an address asks for it.

    Raises BadParameter for whatever the address holds that does not exist for this reader.
    """

    def __init__(self, params, reader):
        self.params, self.reader = columns.without_defaults(params), reader
        self.filters = MatrixFilter(self.params, reader, extras=EXTRAS)
        self.readable = readable_fields(MatrixEntry, reader.audience)
        self.state = state_of(reader)
        self.words = labels()
        self.order = order_named(ORDERS, params.get("sort"), "reference")
        self.group = self._grouping(params.get("group"))
        self.columns = self._columns(self.params.getlist("columns"))
        self.density = _one_of("density", params.get("density") or "comfortable", ("comfortable", "compact"))

    def _grouping(self, name):
        """The grouping of this name; None for none."""
        known = [row.name for row in GROUPINGS.values() if row.needs in self.readable]
        return GROUPINGS[_one_of("group", name, known)] if name else None

    def _columns(self, names):
        """The columns chosen; without a choice the default ones, less the one that the heads of groups repeat."""
        found = columns.chosen(names, self.readable)
        by_chapter = self.group and self.group.name == "chapter"
        return [column for column in found if names or not by_chapter or column.name != "chapter"]

    @property
    def entries(self):
        """The filtered entries, in no order yet."""
        return self.filters.qs

    @cached_property
    def counts(self):
        """How many entries of each kind; one query, once for the reader's state."""

        def count():
            rows = self.entries.order_by().values_list("kind").annotate(rows=Count("*"))
            return Counter(dict(rows))

        return self.state.remember(("matrix", "kinds", self.filters.key), count)

    @property
    def total(self):
        """How many entries in all."""
        return self.counts.total()

    def total_in_words(self):
        """122 activities and 2 mandates: a mandate is listed, never counted as an activity."""
        activities, mandates = self.counts["activity"], self.counts["mandate"]
        first = ngettext("%(count)s activity", "%(count)s activities", activities) % {"count": grouped(activities)}
        if not mandates:
            return first
        second = ngettext("%(count)s mandate", "%(count)s mandates", mandates) % {"count": grouped(mandates)}
        return second if not activities else _("%(first)s and %(second)s") % {"first": first, "second": second}

    @cached_property
    def ordering(self):
        """The order of the address within the order of the groups, which never turns round."""
        order, name = self.order, self.order.name.lstrip("-")
        if self.titles_differ:
            order = replace(order, columns=("rank_title", "reference"))
        elif name in SORTED_BY_NAME:
            order = replace(order, columns=(f"rank_of_{name}", "reference"))
        if not self.group:
            return order
        ranks = tuple(f"rank_{key}" for key in self.group.keys)
        return Order(f"{self.group.name}/{order.name}", (*ranks, *order.columns), order.reverse)

    @cached_property
    def titles_differ(self):
        """Are titles to be sorted of which some are shown in another language than their record's?

        The index knows the records' own ones only; those that are shown are then sorted on the way.
        """
        if self.order.name.lstrip("-") != "title":
            return False
        language = spoken(get_language())
        rows = MatrixEntry.objects.for_reader(self.reader).filter(texts__has_key=language)
        return self.state.remember(("matrix", "titles", language), rows.exists)

    def ranked(self):
        """The filtered entries with the ranks of their groups, if there are any."""
        rows = self.entries
        if self.titles_differ:
            rows = rows.annotate(rank_title=sorting_title())
        name = self.order.name.lstrip("-")
        if name in SORTED_BY_NAME:
            rows = rows.annotate(**{f"rank_of_{name}": _rank(name, self._codes(name))})
        for key in self.group.keys if self.group else ():
            rank = _rank(key, self._codes(key))
            rows = rows.annotate(**{f"rank_{key}": -1 * rank if self.order.reverse else rank})
        return rows

    def ordered(self):
        """The filtered entries in their order, for files."""
        return self.ranked().order_by(*self.ordering.fields)

    def page(self):
        """The page that the address asks for; one query beside the counts."""
        keys = self.group.keys if self.group else ()
        needed = {*ON_A_PAGE, *keys, *(name for name in self.ordering.columns if not name.startswith("rank_"))}
        return page_of(
            self.ranked().defer(None).only(*needed), self.ordering, self.params, size=PAGE_SIZE, total=self.total
        )

    def first_number(self, page):
        """The number of a page's first row in the whole list; 0 for a list too long to count along."""
        if not page.rows or not page.previous:
            return 1
        if self.total > MOST_NUMBERED:
            return 0
        return rows_before(self.ranked(), self.ordering, page.rows[0]) + 1

    def _codes(self, key):
        """The codes of a group key in the order in which they are shown."""
        kind = {"chapter": "chapter", "subheading": "subheading", "lead": "entity", "place": "country"}[key]
        return [*self.words.of(kind), *([SEVERAL] if key == "place" else [])]

    def group_of(self, entry):
        """Values of the group keys of an entry: what its group is told apart by."""
        return tuple(getattr(entry, key) for key in self.group.keys)

    def group_title(self, key, value):
        """A group in words."""
        if key == "chapter":
            return f"{value}. {self.words.get('chapter', value).name}" if value else _("No chapter")
        if key == "subheading":
            return self.words.get("subheading", value).name if value else _("No sub-heading")
        if key == "lead":
            return self.words.entity(value).name if value else _("Lead not known")
        if value == SEVERAL:
            return _("Several countries and areas")
        return self.words.get("country", value).name if value else _("No country or area named")

    @cached_property
    def group_counts(self):
        """How many of the filtered entries stand in each group, outer groups included; one query."""

        def count():
            found = Counter()
            for *values, rows in self.entries.order_by().values_list(*self.group.keys).annotate(rows=Count("*")):
                for depth in range(1, len(values) + 1):
                    found[tuple(values[:depth])] += rows
            return found

        return self.state.remember(("matrix", self.group.name, self.filters.key), count)

    def in_words(self):
        """What is filtered, ordered and grouped, as lines of (name, value)."""
        told = {}
        for row in self.filters.described():
            told.setdefault(row.label, []).append(row.value)
        lines = [(label, semicolon().join(values)) for label, values in told.items()]
        way = _("%(name)s, last first") if self.order.reverse else "%(name)s"
        lines.append((_("Order"), way % {"name": ORDER_LABELS[self.order.name.lstrip("-")]}))
        if self.group:
            lines.append((_("Groups"), str(self.group.label)))
        return lines


def _one_of(name, value, known):
    """The value, if it is one of those known; raises BadParameter naming them."""
    if value not in known:
        raise BadParameter(name, _("Use one of these: %(known)s.") % {"known": ", ".join(known)})
    return value


def _rank(key, codes):
    """The place of a column's value in a list of codes; a sub-heading that is not there comes first, others last."""
    base = PositiveSmallIntegerField() if key == "chapter" else CharField()
    place = Func(Value(codes, output_field=ArrayField(base)), F(key), function="array_position")
    return Coalesce(place, 0 if key == "subheading" else LAST, output_field=IntegerField())
