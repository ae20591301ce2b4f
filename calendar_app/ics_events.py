"""Events of a calendar file that others publish, as contents of our own; what cannot be one says why."""

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from calendar_app import recurrence
from calendar_app.choices import EventStatus, ExceptionKind
from calendar_app.zones import ZoneError, at, known_zone, zone_names
from entities.choices import UN_LANGUAGES
from ungass_portal.lib.ical_reading import Calendar

TITLE, SUMMARY, PLACE, LONGEST_UID, SHOWN = 300, 6_000, 200, 300, 60
DAY = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
MOMENT = re.compile(r"(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})\d{2}(Z?)", re.ASCII)
LENGTH = re.compile(r"P(?:(\d{1,3})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:\d{1,6}S)?)?", re.ASCII)
STATUS = {
    "TENTATIVE": EventStatus.TENTATIVE,
    "CONFIRMED": EventStatus.CONFIRMED,
    "CANCELLED": EventStatus.CANCELLED,
}
LANGUAGES = {code for code, _name in UN_LANGUAGES}


class BadEvent(ValueError):
    """An event that cannot be taken over; the message says why."""


@dataclass(frozen=True)
class Given:
    """What the secretariat has said of a source: how to read what its events do not tell."""

    participants: list = field(default_factory=list)
    event_kind: str = ""
    language: str = "en"
    time_zone: str = ""


@dataclass(frozen=True)
class Found:
    """One event of a file: its UID, its step, and the fields of a content that it tells."""

    uid: str
    sequence: int
    content: dict


@dataclass(frozen=True)
class _Time:
    """A day, or a wall time on a day in a zone; "" where it has none of its own."""

    day: date
    wall: str | None = None
    zone: str = ""


def events(calendar: Calendar, given: Given) -> tuple[list[Found], list[str]]:
    """All events that can be taken over, in the order of the file, and what is wrong with the others."""
    found, faults = [], list(calendar.faults)
    for uid, (master, changed) in _by_uid(calendar.events, faults).items():
        try:
            found.append(_event(uid, master, changed, calendar.head, given))
        except (BadEvent, ZoneError, recurrence.RuleError) as error:
            faults.append(_named(uid, master.text("SUMMARY"), str(error)))
    return found, faults


def _named(uid, title, words):
    return _("“%(title)s”: %(words)s") % {"title": (title or uid)[:SHOWN], "words": words}


def _by_uid(components, faults):
    """The event of each UID with its changed dates; of one that comes twice the later step."""
    found, changed = {}, {}
    for component in components:
        uid = component.text("UID")
        if not uid or len(uid) > LONGEST_UID:
            faults.append(_named("?", component.text("SUMMARY"), _("it has no UID by which it could be known again.")))
        elif component.first("RECURRENCE-ID"):
            changed.setdefault(uid, []).append(component)
        elif uid not in found or _sequence(component) >= _sequence(found[uid]):
            found[uid] = component
    for uid in changed.keys() - found.keys():
        faults.append(_named(uid, changed[uid][0].text("SUMMARY"), _("the file changes a date of it, but lacks it.")))
    return {uid: (master, changed.get(uid, [])) for uid, master in found.items()}


def _sequence(component):
    text = component.text("SEQUENCE")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def _event(uid, master, changed, head, given):
    """The content of one event."""
    summary = master.first("SUMMARY")
    if not summary or not summary.text.strip():
        raise BadEvent(_("it has no title."))
    if "\ufffd" in summary.value:
        raise BadEvent(_("its text is not written in UTF-8."))
    default = given.time_zone or head.text("X-WR-TIMEZONE")
    start = _time(master.first("DTSTART"), default, "DTSTART")
    end = _end(master, start, default)
    cancelled = master.text("STATUS").upper() == "CANCELLED" or head.text("METHOD").upper() == "CANCEL"
    language = summary.parameters.get("LANGUAGE", "")[:2].lower()
    content = {
        "title": _cut(" ".join(summary.text.split()), TITLE),
        "summary": _cut(master.text("DESCRIPTION"), SUMMARY),
        "language": language if language in LANGUAGES else given.language,
        "event_kind": given.event_kind,
        "participants": given.participants,
        "place": _cut(" ".join(master.text("LOCATION").split()), PLACE),
        "dates": {"from": start.day.isoformat(), "to": end.day.isoformat(), "precision": "day", "text": ""},
        "start_time": start.wall,
        "end_time": end.wall,
        "time_zone": start.zone,
        "status": str(EventStatus.CANCELLED if cancelled else STATUS.get(master.text("STATUS").upper(), "confirmed")),
        "online_link": _address(master.text("CONFERENCE")),
        "links": [{"title": "", "url": address}] if (address := _address(master.text("URL"))) else [],
    }
    rule = _rule(master, start, default)
    if rule["recurrence"]:
        rule["exceptions"] = _exceptions(master, changed, content | rule, start, default)
    return Found(uid, _sequence(master), content | rule)


def _cut(text, most):
    """A text that is no longer than a field may be; what is cut off shows."""
    return text if len(text) <= most else text[: most - 1] + "…"


def _address(text):
    return text if text.lower().startswith(("https://", "http://")) and len(text) <= 500 else ""


def _time(prop, default, name):
    """A property as a day or a wall time with its zone."""
    if prop is None:
        raise BadEvent(_("it has no %(name)s.") % {"name": name})
    return _time_of(prop.value.strip(), prop.parameters.get("TZID", ""), default)


def _time_of(text, tzid, default):
    try:
        if match := DAY.fullmatch(text):
            return _Time(date(*map(int, match.groups())))
        if match := MOMENT.fullmatch(text):
            *numbers, utc = match.groups()
            moment = datetime(*map(int, numbers))
            zone = "UTC" if utc else _zone(tzid or default)
            return _Time(moment.date(), f"{moment:%H:%M}", zone)
    except ValueError as error:
        if isinstance(error, (BadEvent, ZoneError)):
            raise
    raise BadEvent(_("“%(text)s” is no date.") % {"text": text[:SHOWN]})


def _zone(name):
    """The zone that a file names: some programs put a path before it, some have names of their own."""
    if not name:
        raise BadEvent(_("its times name no time zone. Say at the source in which they are."))
    parts = name.strip("/").split("/")
    tails = ["/".join(parts[number:]) for number in range(len(parts))]
    known = next((tail for tail in tails if tail in zone_names()), None)
    return known or WINDOWS_TO_OLSON.get(name) or known_zone(name)  # the last tells what comes near


def _end(master, start, default):
    """The last day, or the wall time of the end in the zone of the start."""
    prop = master.first("DTEND")
    if prop is None:
        return _after(start, master.text("DURATION"))
    end = _time(prop, start.zone or default, "DTEND")
    if bool(end.wall) != bool(start.wall):
        raise BadEvent(_("of its start and end one is a day and the other a time."))
    if not start.wall:
        last = end.day - timedelta(days=1)  # the end of an event of days is the day after it
        if last < start.day and end.day != start.day:
            raise BadEvent(_("it ends before it starts."))
        return _Time(max(last, start.day))
    end = _in_zone(end, start.zone)
    if _moment(end) < _moment(start):
        raise BadEvent(_("it ends before it starts."))
    return _Time(end.day) if end == start else end


def _after(start, length):
    """The end of an event of which its length is told, or nothing."""
    if not length:
        return _Time(start.day)
    match = LENGTH.fullmatch(length.removeprefix("+"))
    if not match:
        raise BadEvent(_("“%(text)s” is no length of time.") % {"text": length[:SHOWN]})
    weeks, days, hours, minutes = (int(part or 0) for part in match.groups())
    span = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes)
    try:
        if not start.wall:
            return _Time(max(start.day + span - timedelta(days=1), start.day))
        end = datetime.fromisoformat(f"{start.day}T{start.wall}") + span
    except OverflowError as error:
        raise BadEvent(_("“%(text)s” is no length of time.") % {"text": length[:SHOWN]}) from error
    return _Time(end.date(), f"{end:%H:%M}", start.zone) if span else _Time(start.day)


def _moment(time):
    return at(time.day, time.wall, time.zone)


def _in_zone(time, zone):
    """The same moment as wall time in another zone."""
    if time.zone == zone:
        return time
    moment = _moment(time).astimezone(ZoneInfo(zone))
    return _Time(moment.date(), f"{moment:%H:%M}", zone)


def _rule(master, start, default):
    """The rule of an event that recurs, as a content holds it."""
    if master.first("RDATE"):
        raise BadEvent(_("its further dates are named one by one (RDATE). Enter it by hand, with its parts."))
    rules = master.all("RRULE")
    if len(rules) > 1:
        raise BadEvent(_("it has more than one rule."))
    rule = recurrence.normal(_with_local_end(rules[0].value, start)) if rules else ""
    if rule:
        recurrence.checked_dates(rule, start.day)
    return {"recurrence": rule, "exceptions": []}


def _exceptions(master, changed, content, start, default):
    """The dates of a rule that are left out, cancelled or changed; what is said of other days is passed over."""
    rows = {}
    for prop in master.all("EXDATE"):
        for text in prop.value.split(","):
            day = _original(text.strip(), prop, start, default)
            rows[day] = _row(day, ExceptionKind.LEFT_OUT)
    for component in changed:
        day, row = _changed(component, content, start, default)
        rows[day] = row
    days = {day.isoformat() for day in recurrence.dates(content["recurrence"], start.day)}
    return [row for day, row in sorted(rows.items()) if row and day in days]


def _with_local_end(rule, start):
    """The rule with its last day as the day at the place."""
    match = re.search(r"UNTIL=(\d{8}T\d{6}Z)", rule)
    if not match or not start.wall:
        return rule
    last = datetime.strptime(match[1], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC).astimezone(ZoneInfo(start.zone))
    return rule.replace(match[1], f"{last:%Y%m%d}")


def _row(occurrence, change, **told):
    blank = {"day": None, "start_time": None, "end_time": None, "place": ""}
    return {"occurrence": occurrence, "change": str(change), **blank, **told}


def _original(text, prop, start, default):
    """The day of the rule that a line is about, as ISO text."""
    told = _time_of(text, prop.parameters.get("TZID", ""), start.zone or default)
    return (_in_zone(told, start.zone) if told.wall and start.wall else told).day.isoformat()


def _changed(component, content, start, default):
    """The exception that a changed date makes; None where it differs in nothing that an exception holds."""
    prop = component.first("RECURRENCE-ID")
    if prop.parameters.get("RANGE"):
        raise BadEvent(_("it changes from one of its dates on. Enter it by hand."))
    day = _original(prop.value.strip(), prop, start, default)
    if component.text("STATUS").upper() == "CANCELLED":
        return day, _row(day, ExceptionKind.CANCELLED)
    begins = _time(component.first("DTSTART"), start.zone or default, "DTSTART")
    if bool(begins.wall) != bool(start.wall):
        raise BadEvent(_("of its dates some are days and some are times."))
    told = {}
    if begins.wall:
        begins = _in_zone(begins, start.zone)
        ends = _end(component, begins, default)
        if (begins.wall, ends.wall) != (content["start_time"], content["end_time"]):
            told = {"start_time": begins.wall, "end_time": ends.wall}
    if begins.day.isoformat() != day:
        told["day"] = begins.day.isoformat()
    place = _cut(" ".join(component.text("LOCATION").split()), PLACE)
    if place and place != content["place"]:
        told["place"] = place
    return day, _row(day, ExceptionKind.MOVED, **told) if told else None
