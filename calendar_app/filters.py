"""Filters and orders of the calendar."""

from django.utils.translation import gettext_lazy

from calendar_app.choices import EventStatus
from calendar_app.models import CalendarEntry
from entities.filters import EntryFilter, chosen_from, of_scheme
from ungass_portal.lib.filters import CodesFilter
from ungass_portal.lib.keyset import orders
from ungass_portal.lib.partial_dates import Precision

ORDERS = orders(
    reference=(),
    title=("sort_title",),
    lead=("lead",),
    date=("sort_date",),
    updated=("updated_at",),
    event_kind=("event_kind",),
)


class CalendarFilter(EntryFilter):
    """Filters on events."""

    status = CodesFilter(
        lookup_expr="in",
        codes=chosen_from(EventStatus),
        needs="status",
        label=gettext_lazy("Status"),
        help_text=gettext_lazy("How sure it is."),
    )
    event_kind = CodesFilter(
        lookup_expr="in",
        codes=of_scheme("event-kinds"),
        needs="event_kind",
        label=gettext_lazy("Kind of event"),
        help_text=gettext_lazy("Code of a kind of event."),
    )
    precision = CodesFilter(
        lookup_expr="in",
        codes=chosen_from(Precision),
        needs="dates",
        label=gettext_lazy("Date known to the"),
        help_text=gettext_lazy("How exactly its dates are known."),
    )

    class Meta:
        model = CalendarEntry
        fields = []
