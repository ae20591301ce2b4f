"""Events in the API."""

from calendar_app.filters import ORDERS, CalendarFilter
from entities.api.records import EntryDetail, EntryList


class EventList(EntryList):
    """Events that you may read."""

    kind = "event"
    filterset_class = CalendarFilter
    orders = ORDERS


class EventDetail(EntryDetail):
    """One event."""

    kind = "event"
