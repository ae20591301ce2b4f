"""What the page of an event tells search engines and calendars of the web, in the words of schema.org."""

from django.conf import settings
from django.urls import reverse

from calendar_app.choices import EventStatus, Mode
from calendar_app.moments import moments_of
from entities.choices import LEADING_ROLES
from ungass_portal.lib.partial_dates import Precision

CONTEXT = "https://schema.org"
STATUS = {EventStatus.POSTPONED: "EventPostponed", EventStatus.CANCELLED: "EventCancelled"}
ATTENDANCE = {
    Mode.IN_PERSON: "OfflineEventAttendanceMode",
    Mode.HYBRID: "MixedEventAttendanceMode",
    Mode.ONLINE: "OnlineEventAttendanceMode",
}
# How much of an ISO date is known; ISO 8601 has no quarters, so of those the year alone is told.
KNOWN = {Precision.DAY: 10, Precision.MONTH: 7}
YEAR = 4


def event(shown):
    """An event as schema.org has it; what its dates do not tell is left out, never made up."""
    address = settings.SITE_URL + reverse("event-detail", args=[shown.reference])
    found = {
        "@context": CONTEXT,
        "@type": "Event",
        "@id": address,
        "identifier": shown.reference,
        "name": shown.title,
        "description": shown.summary or None,
        "inLanguage": shown.lang,
        "url": address,
        "eventStatus": f"{CONTEXT}/{STATUS.get(shown.status, 'EventScheduled')}",
        "eventAttendanceMode": f"{CONTEXT}/{ATTENDANCE[shown.mode]}" if shown.mode in ATTENDANCE else None,
        "location": places(shown) or None,
        "organizer": organisers(shown) or None,
        **when(moments_of(shown.payload)),
    }
    return {name: value for name, value in found.items() if value is not None}


def when(moments):
    """First and last day or moment; of an event with several dates each of them as well."""
    if not moments:
        return {}
    found = {"startDate": _start(moments[0]), "endDate": _end(max(moments, key=lambda moment: moment.last))}
    if len(moments) > 1:
        found["subEvent"] = [
            {"@type": "Event", "startDate": _start(moment), "endDate": _end(moment)}
            | ({"name": moment.label} if moment.label else {})
            for moment in moments
            if not moment.cancelled
        ]
    return found


def _start(moment):
    return moment.starts.isoformat() if moment.at and moment.time_zone else _day(moment.first, moment)


def _end(moment):
    return moment.ends.isoformat() if moment.until and moment.time_zone else _day(moment.last, moment)


def _day(day, moment):
    """A day as ISO 8601, no finer than it is known."""
    return day.isoformat()[: KNOWN.get(moment.precision, YEAR)]


def places(shown):
    """Where it is held: a place in words with its countries, and the web where people take part in it."""
    found = []
    if shown.place or shown.country_labels:
        countries = [{"@type": "Country", "name": label.name} for label in shown.country_labels]
        place = {"@type": "Place", "name": shown.place or ", ".join(label.name for label in shown.country_labels)}
        found.append(place | ({"address": shown.place} if shown.place else {}) | {"containedInPlace": countries})
    if shown.online_link:
        found.append({"@type": "VirtualLocation", "url": shown.online_link})
    return found


def organisers(shown):
    """The entities that hold it."""
    return [
        {"@type": "Organization", "name": shown.words.entity(row["entity"]).name}
        for row in shown.participants or []
        if row["role"] in LEADING_ROLES
    ]
