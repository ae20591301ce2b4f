"""Events as iCalendar (RFC 5545, RFC 7986): dates as exactly as they are known, or not at all."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from calendar_app.choices import EventStatus
from entities.choices import ParticipationRole
from entities.labels import labels
from ungass_portal.lib.partial_dates import Precision

PRODUCT = "-//UNGASS portal//Joint calendar//EN"
DOMAIN = "ungass-portal"  # part of every UID; stays when the portal's address changes
LANGUAGE = "en"
REFRESH = timedelta(hours=6)
# A postponed event does not take place on the date that it still has.
STATUS = {
    EventStatus.TENTATIVE: "TENTATIVE",
    EventStatus.CONFIRMED: "CONFIRMED",
    EventStatus.HELD: "CONFIRMED",
    EventStatus.POSTPONED: "CANCELLED",
    EventStatus.CANCELLED: "CANCELLED",
}


def exact(entries):
    """The entries that a calendar program can show: those known to the day."""
    return entries.filter(precision=Precision.DAY, date_from__isnull=False)


def calendar(entries, *, name, url_of, source):
    """The text of a calendar of entries known to the day; `url_of(reference)` gives an entry's address."""
    with translation.override(LANGUAGE):
        words = labels(LANGUAGE)
        made = Calendar()
        made.add("prodid", PRODUCT)
        made.add("version", "2.0")
        made.add("method", "PUBLISH")
        described = _(
            "Events known to the day. Events of which only the month, the half-year or the year is known are left "
            "out, because a calendar program would show them on a false day; the portal has them."
        )
        for key, value in (("name", name), ("x-wr-calname", name), ("description", described)):
            made.add(key, value)
        made.add("x-wr-caldesc", described)
        made.add("source", source, parameters={"VALUE": "URI"})
        made.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
        days = []
        for entry in entries:
            made.add_component(_event(entry, words, url_of(entry.reference)))
            days += [entry.date_from, entry.date_to or entry.date_from]
        if days:
            made.add_missing_timezones(
                first_date=min(days).replace(month=1, day=1), last_date=max(days) + timedelta(days=366)
            )
    return made.to_ical()


def _event(entry, words, url):
    """One VEVENT, made from what the audience reads and nothing else."""
    payload, spoken = entry.payload, {"LANGUAGE": entry.payload["language"]}
    event = Event()
    event.add("uid", f"{entry.reference}@{DOMAIN}")
    event.add("dtstamp", entry.updated_at)
    event.add("last-modified", entry.updated_at)
    for key, moment in zip(("dtstart", "dtend"), span(entry), strict=True):
        if moment is not None:
            event.add(key, moment)
    event.add("summary", payload["title"], parameters=spoken)
    description = "\n\n".join(filter(None, _paragraphs(payload, words)))
    if description:
        event.add("description", description, parameters=spoken)
    if payload.get("place"):
        event.add("location", payload["place"])
    if payload.get("event_kind"):
        event.add("categories", [words.get("term", payload["event_kind"]).name])
    event.add("status", STATUS[EventStatus(payload["status"])])
    event.add("url", url)
    return event


def span(entry):
    """Start and end: wall times in the event's zone, or days with an exclusive end.

    A timed event without an end takes no time (RFC 5545, 3.6.1), rather than a length that nobody told.
    """
    payload, last = entry.payload, entry.date_to or entry.date_from
    if not payload.get("start_time"):
        return entry.date_from, last + timedelta(days=1)
    zone = ZoneInfo(payload["time_zone"])
    start = _at(entry.date_from, payload["start_time"], zone)
    if payload.get("end_time"):
        return start, _at(last, payload["end_time"], zone)
    return start, None


def _at(day: date, wall_time: str, zone):
    """A wall time on a day in a zone."""
    return datetime.combine(day, time.fromisoformat(wall_time), zone)


def _paragraphs(payload, words):
    """What the description says: the summary, who organises it, remarks, and what its date is worth."""
    yield payload.get("summary", "")
    leading = [row for row in payload.get("participants", []) if row["role"] != ParticipationRole.PARTNER]
    names = ", ".join(words.entity(row["entity"]).name for row in leading)
    yield _("Organised by: %(names)s.") % {"names": names} if names else ""
    if payload["status"] == EventStatus.POSTPONED:
        yield _("Postponed: the date given no longer holds.")
    yield payload.get("remark", "")
