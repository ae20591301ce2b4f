"""One event as iCalendar components (RFC 5545, RFC 7986): dates as exactly as they are known, or not at all."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from calendar_app.choices import EventStatus
from calendar_app.duty_stations import place_of
from calendar_app.moments import moments_of
from calendar_app.zones import at
from entities.choices import ParticipationRole
from ungass_portal.lib.ical_text import line, parameter, text, utc
from ungass_portal.lib.lists import listed
from ungass_portal.lib.partial_dates import Precision

DOMAIN = "ungass-portal"  # part of every UID; stays when the portal's address changes
# A postponed event does not take place on the date that it still has.
STATUS = {
    EventStatus.TENTATIVE: "TENTATIVE",
    EventStatus.CONFIRMED: "CONFIRMED",
    EventStatus.HELD: "CONFIRMED",
    EventStatus.POSTPONED: "CANCELLED",
    EventStatus.CANCELLED: "CANCELLED",
}


@dataclass(frozen=True)
class Rendered:
    """The components of one event, with the zones and the years that they need."""

    text: str
    zones: frozenset = frozenset()
    years: tuple = ()  # first, last


@dataclass(frozen=True)
class Source:
    """What a component is made from: an entry's payload and the history of that audience's entry."""

    reference: str
    payload: dict
    updated_at: datetime
    sequence: int
    url: str


def render(source, words, *, brief):
    """An event's components; `brief` leaves title, dates, city and the address, as secret feeds may tell."""
    payload = source.payload
    moments = [moment for moment in moments_of(payload) if moment.precision == Precision.DAY]
    if not moments:
        return Rendered("")
    shared = _shared(source, words, brief=brief)
    if payload.get("recurrence"):
        components = _recurring(source, moments, shared, brief=brief)
    elif payload.get("parts"):
        components = _parts(source, moments, shared, brief=brief)
    else:
        components = [_component(source, moments[0], shared, brief=brief)]
    zones = frozenset(moment.time_zone for moment in moments if moment.at)
    years = (min(moment.first for moment in moments).year, max(moment.last for moment in moments).year)
    return Rendered("".join(components), zones, years)


def tombstone(reference, at_moment, sequence):
    """What is left of a withdrawn event: that it is off. Its content, and its day, are gone with its entry.

    A component must have a day; it is that of the withdrawal, under a title which says so.
    """
    return "".join(
        map(
            line,
            (
                "BEGIN:VEVENT",
                f"UID:{reference}@{DOMAIN}",
                f"DTSTAMP:{utc(at_moment)}",
                f"LAST-MODIFIED:{utc(at_moment)}",
                f"SEQUENCE:{sequence}",
                f"DTSTART;VALUE=DATE:{at_moment:%Y%m%d}",
                "SUMMARY:" + text(_("Withdrawn")),
                "STATUS:CANCELLED",
                "TRANSP:TRANSPARENT",
                "END:VEVENT",
            ),
        )
    )


def _component(source, moment, shared, *, brief, uid="", extra=()):
    """One VEVENT."""
    payload = source.payload
    cancelled = moment.cancelled or STATUS[EventStatus(payload["status"])] == "CANCELLED"
    status = "CANCELLED" if cancelled else STATUS[EventStatus(payload["status"])]
    title = f"{payload['title']}: {moment.label}" if moment.label else payload["title"]
    lines = [
        "BEGIN:VEVENT",
        f"UID:{source.reference}{uid}@{DOMAIN}",
        *shared["stamps"],
        *_times(moment),
        *extra,
        f"SUMMARY;LANGUAGE={payload['language']}:{text(title)}",
        *_location(moment.place, brief=brief),
        f"STATUS:{status}",
        *shared["rest"],
        "END:VEVENT",
    ]
    return "".join(map(line, lines))


def _shared(source, words, *, brief):
    """Lines that all components of an event have in common."""
    payload, stamp = source.payload, utc(source.updated_at)
    stamps = [f"DTSTAMP:{stamp}", f"LAST-MODIFIED:{stamp}", f"SEQUENCE:{source.sequence}"]
    rest = [f"URL:{source.url}"]
    if brief:
        return {"stamps": stamps, "rest": rest}
    description = "\n\n".join(filter(None, _paragraphs(payload, words)))
    if description:
        # the entity's words, where there are any; else only the portal's own
        language = payload["language"] if payload.get("summary") else get_language()
        rest.append(f"DESCRIPTION;LANGUAGE={language}:{text(description)}")
    if payload.get("event_kind"):
        rest.append("CATEGORIES:" + text(words.get("term", payload["event_kind"]).name))
    if payload.get("online_link"):
        label = parameter(_("Online"))
        rest.append(f"CONFERENCE;VALUE=URI;FEATURE=VIDEO;LABEL={label}:{payload['online_link']}")
    return {"stamps": stamps, "rest": rest}


def _location(place, *, brief):
    """Where it is; a known city with its position. A secret feed tells the city, up to the first comma."""
    if not place:
        return []
    city = place_of(place)
    lines = ["LOCATION:" + text(place.split(",")[0] if brief else place)]
    return [*lines, f"GEO:{city['lat']};{city['lon']}"] if city else lines


def _times(moment):
    """Start and end: wall times in the event's zone, or days with an exclusive end.

    The second of an hour that the clock shows twice has no name in that zone (RFC 5545, 3.3.5): it is told in UTC.
    A timed event without an end takes no time (RFC 5545, 3.6.1), rather than a length that nobody told.
    """
    if not moment.at:
        after = moment.last + timedelta(days=1)
        return [f"DTSTART;VALUE=DATE:{moment.first:%Y%m%d}", f"DTEND;VALUE=DATE:{after:%Y%m%d}"]
    seconds = moment.twice if moment.second else ()
    lines = [
        f"DTSTART:{utc(moment.starts)}"
        if moment.at in seconds
        else f"DTSTART;TZID={moment.time_zone}:{_wall(moment.first, moment.at)}"
    ]
    if moment.until:
        lines.append(
            f"DTEND:{utc(moment.ends)}"
            if moment.until in seconds
            else f"DTEND;TZID={moment.time_zone}:{_wall(moment.last, moment.until)}"
        )
    return lines


def _wall(day, wall_time):
    """A wall time as iCalendar writes it."""
    return f"{day:%Y%m%d}T{wall_time.replace(':', '')}00"


def _value(name, moment, day, wall_time):
    """A property that names one date of a rule, in the type that the start has."""
    if not wall_time:
        return f"{name};VALUE=DATE:{day:%Y%m%d}"
    return f"{name};TZID={moment.time_zone}:{_wall(day, wall_time)}"


def _recurring(source, moments, shared, *, brief):
    """The rule with the dates left out, and a component of its own for each date that differs."""
    payload = source.payload
    start, zone = payload.get("start_time"), payload.get("time_zone", "")
    plain = moments_of(payload | {"exceptions": [], "recurrence": "", "parts": []})[0]
    extra = [f"RRULE:{_rule(payload['recurrence'], start, zone)}"]
    for row in payload.get("exceptions", []):
        if row["change"] == "left_out":
            day = datetime.fromisoformat(row["occurrence"]).date()
            extra.append(_value("EXDATE", plain, day, start))
    components = [_component(source, plain, shared, brief=brief, extra=extra)]
    for moment in moments:
        if moment.differs:
            own = [_value("RECURRENCE-ID", plain, moment.original, start)]
            components.append(_component(source, moment, shared, brief=brief, extra=own))
    return components


def _rule(rule, start, zone):
    """The rule; its last day as a moment in UTC where the event has a time (RFC 5545, 3.3.10)."""
    head, sign, tail = rule.partition("UNTIL=")
    if not sign or not start:
        return rule
    day, _semicolon, rest = tail.partition(";")
    last = at(datetime.strptime(day, "%Y%m%d").date(), "23:59", zone).astimezone(UTC)
    return f"{head}UNTIL={last:%Y%m%dT%H%M%SZ}" + (f";{rest}" if rest else "")


def _parts(source, moments, shared, *, brief):
    """Parts as dates of one event, each with its own component; parts with and without times are events apart.

    RECURRENCE-ID must be of the type of DTSTART, which has one type and one zone.
    """
    kinds = {(bool(moment.at), moment.time_zone if moment.at else "") for moment in moments}
    days = {(moment.first, moment.at) for moment in moments}
    if len(kinds) > 1 or len(days) < len(moments):
        numbered = enumerate(moments, 1)
        return [_component(source, moment, shared, brief=brief, uid=f"-{number}") for number, moment in numbered]
    first, *others = moments
    # The first is named too: ical.js takes the start for no date where there are further ones.
    dates = [_value("RDATE", first, moment.first, moment.at) for moment in moments]
    components = [_component(source, first, shared, brief=brief, extra=dates)]
    for moment in others:
        own = [_value("RECURRENCE-ID", first, moment.first, moment.at)]
        components.append(_component(source, moment, shared, brief=brief, extra=own))
    return components


def _paragraphs(payload, words):
    """What the description says: the summary, who organises it, remarks, and what its date is worth."""
    yield payload.get("summary", "")
    leading = [row for row in payload.get("participants", []) if row["role"] != ParticipationRole.PARTNER]
    names = listed(words.entity(row["entity"]).name for row in leading)
    yield _("Organised by: %(names)s.") % {"names": names} if names else ""
    if payload["status"] == EventStatus.POSTPONED:
        yield _("Postponed: the date given no longer holds.")
    yield payload.get("remark", "")
