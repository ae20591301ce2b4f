"""When: events, what audiences read of them, the feeds of calendar programs, and calendars that others publish."""

from calendar_app.models.event import CalendarEntry, Event, Occurrence
from calendar_app.models.feed import EntityDetail, Feed, FeedSwitch
from calendar_app.models.source import CalendarSource, ImportedEvent

__all__ = [
    "CalendarEntry",
    "CalendarSource",
    "EntityDetail",
    "Event",
    "Feed",
    "FeedSwitch",
    "ImportedEvent",
    "Occurrence",
]
