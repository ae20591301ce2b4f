"""When: events, what audiences read of them, and the feeds of calendar programs."""

from calendar_app.models.event import CalendarEntry, Event, Occurrence
from calendar_app.models.feed import EntityDetail, Feed, FeedSwitch

__all__ = ["CalendarEntry", "EntityDetail", "Event", "Feed", "FeedSwitch", "Occurrence"]
