"""Filters and orders of the matrix."""

from django.utils.translation import gettext_lazy

from entities.choices import RecordKind
from entities.filters import EntryFilter, chosen_from, of_scheme
from entities.labels import Label
from registry.choices import ActivityStatus, Level, Scope
from registry.models import MatrixEntry
from ungass_portal.lib.filters import CodesFilter, fixed
from ungass_portal.lib.keyset import orders

# One B-tree per order and audience: see MatrixEntry.
ORDERS = orders(
    reference=(),
    title=("sort_title",),
    lead=("lead",),
    chapter=("chapter", "subheading"),
    place=("place",),
    date=("sort_date",),
    updated=("updated_at",),
    status=("status",),
)


class MatrixFilter(EntryFilter):
    """Filters on activities and mandates."""

    kind = CodesFilter(
        lookup_expr="in",
        codes=fixed(lambda: {kind: Label(kind, str(RecordKind(kind).label)) for kind in ("activity", "mandate")}),
        label=gettext_lazy("Kind"),
        help_text=gettext_lazy("Activity, or mandate: a decision or request that tasks an entity."),
    )

    status = CodesFilter(
        lookup_expr="in",
        codes=chosen_from(ActivityStatus),
        needs="status",
        label=gettext_lazy("Status"),
        help_text=gettext_lazy("Where it stands in the world."),
    )
    level = CodesFilter(
        lookup_expr="in",
        codes=chosen_from(Level),
        needs="level",
        label=gettext_lazy("Level"),
        help_text=gettext_lazy("Who acts."),
    )
    scope = CodesFilter(
        lookup_expr="in",
        codes=chosen_from(Scope),
        needs="scope",
        label=gettext_lazy("Scope"),
        help_text=gettext_lazy("How far it reaches."),
    )
    programme = CodesFilter(
        lookup_expr="in",
        codes=of_scheme("programmes"),
        needs="programme",
        label=gettext_lazy("Programme"),
        help_text=gettext_lazy("Code of the programme that it is part of."),
    )

    class Meta:
        model = MatrixEntry
        fields = []
