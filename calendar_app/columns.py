"""The one list of columns of events, for files and sealed editions; cells are made as those of the matrix are."""

from functools import partial

from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from calendar_app.choices import EventStatus, ExceptionKind, Mode
from entities.choices import ParticipationRole
from entities.models.entry import UNDATED
from registry.columns import (
    DATE,
    NUMBER,
    Column,
    choice,
    code,
    codes,
    day,
    day_of,
    in_role,
    joint,
    language,
    lines,
    links,
    many_numbered,
    numbered,
    other_texts,
    period,
    plain,
    precision,
    progress,
    recommendations,
    terms,
)
from registry.hxl import SHARED
from ungass_portal.lib.lists import listed
from ungass_portal.lib.partial_dates import Period, Precision

IN_MONTHS = (Precision.DAY, Precision.MONTH)


def parts(value, words):
    """Parts with their days and times, on lines of their own."""
    return "\n".join(": ".join(filter(None, (row["label"], _days(row)))) for row in value or [])


def _days(row):
    """A part's days and times."""
    days = " – ".join(filter(None, (row["starts"], row["ends"])))
    times = "–".join(filter(None, (row["start_time"], row["end_time"])))
    return listed(filter(None, (days, times, row["place"])))


def yes(value, words):
    """Yes, or nothing."""
    return _("yes") if value else ""


def exceptions(value, words):
    """Dates that do not follow the rule, on lines of their own."""
    return "\n".join(
        listed(
            filter(
                None,
                (
                    f"{row['occurrence']}: {ExceptionKind(row['change']).label}",
                    row["day"],
                    "–".join(filter(None, (row["start_time"], row["end_time"]))),
                    row["place"],
                ),
            )
        )
        for row in value or []
    )


COLUMNS = (
    Column("reference", _("Reference"), _("Stays the same for ever."), plain, width=13, default=True),
    Column("title", _("Event"), _("The title in its organisers’ words."), plain, width=50, default=True),
    Column("summary", _("Summary"), _("What it is about."), plain, width=60),
    Column("language", _("Language"), _("Of title and summary."), language, width=10),
    Column("texts", _("Other languages"), _("Titles in other languages."), other_texts, width=40),
    Column("event_kind", _("Kind of event"), _("A term of the scheme of event kinds."), code("term"), width=18),
    Column("status", _("Status"), _("How sure it is."), choice(EventStatus), width=12, default=True),
    Column("dates", _("When"), _("As exactly as it is known."), period, width=24, default=True),
    Column("date_from", _("From"), _("First day that the dates may mean."), partial(day_of, "from"), source="dates",
           width=12, type=DATE),
    Column("date_to", _("To"), _("Last day that the dates may mean."), partial(day_of, "to"), source="dates",
           width=12, type=DATE),
    Column("date_precision", _("Dates known to the"), _("Day, month, quarter, half-year or year."), precision,
           source="dates", width=12),
    Column("start_time", _("Starts at"), _("Wall time at the place."), plain, width=9),
    Column("end_time", _("Ends at"), _("Wall time at the place."), plain, width=9),
    Column("time_zone", _("Time zone"), _("That the times are told in."), plain, width=16),
    Column("second_hour", _("Second of the two hours"), _("Where the clock shows an hour twice that night."), yes,
           width=12),
    Column("parts", _("Parts"), _("Of an event that meets more than once."), parts, width=40),
    Column("recurrence", _("Recurs by the rule"), _("As calendar programs write it (RFC 5545)."), plain, width=26),
    Column("exceptions", _("Exceptions from the rule"), _("Dates left out, cancelled or moved."), exceptions, width=40),
    Column("mode", _("How people take part"), _("In the room, online, or both."), choice(Mode), width=18),
    Column("place", _("Place"), _("City or venue."), plain, width=24, default=True),
    Column("room", _("Building and room"), _("Where it is in the building."), plain, width=20),
    Column("host_country", _("Hosting country"), _("The government that hosts it."), code("country"), width=20),
    Column("host_entity", _("Hosting body"), _("The commission or entity that hosts it."), code("entity"), width=24),
    Column("held_at", _("Held at"), _("The event at which it takes place, by its reference."), plain, width=13,
           link=True),
    Column("held_at_part", _("Held during the part"), _("Of the event at which it takes place."), plain, width=20),
    Column("agenda_item", _("Agenda item"), _("Of that event."), plain, width=20),
    Column("activities", _("Linked activities"), _("References of activities that the event belongs to."), lines,
           width=26, link=True),
    Column("countries", _("Where"), _("Countries and areas."), codes("country"), width=30),
    Column("regions", _("Regions"), _("Regions named as such."), codes("region"), width=24),
    Column("lead", _("Organised by"), _("The entities that hold it."), in_role(ParticipationRole.LEAD),
           source="participants", width=18, default=True),
    Column("co_leads", _("Co-organised by"), _("Entities that hold it with them."),
           in_role(ParticipationRole.CO_LEAD), source="participants", width=18),
    Column("partners", _("With"), _("Entities that take part."), in_role(ParticipationRole.PARTNER),
           source="participants", width=26),
    Column("joint", _("Joint or individual"), _("Whether several take part."), joint, width=11),
    Column("other_partners", _("Other partners"), _("In words."), lines, width=26),
    Column("partner_countries", _("Partner countries"), _("Governments that take part."), codes("country"), width=26),
    Column("attendees", _("Attendees"), _("Experts, NGOs, States that attend."), lines, width=30),
    Column("chapter_number", _("Chapter number"), _("1 to 7."), plain, source="chapter", width=9, type=NUMBER),
    Column("chapter", _("Chapter"), _("The outcome document’s chapter that it belongs to first."), numbered, width=34),
    Column("subheading", _("Sub-heading"), _("Of the chapter."), code("subheading"), width=34),
    Column("other_chapters", _("Other chapters"), _("Further chapters that it serves."), many_numbered, width=34),
    Column("other_subheadings", _("Other sub-headings"), _("Of other chapters."), codes("subheading"), width=34),
    Column("recommendations", _("Recommendations"), _("Operational recommendations that it serves."), recommendations,
           width=34),
    Column("terms", _("Classification"), _("SDG targets and terms of other schemes."), terms, width=34),
    Column("remark", _("Remark"), _("For readers, beside the dates."), plain, width=40),
    Column("online_link", _("Online link"), _("Where to follow it."), plain, width=40),
    Column("dial_in", _("Dial-in"), _("Number and code."), plain, width=24),
    Column("materials", _("Webcast, recordings, papers"), _("With their addresses."), links, width=40),
    Column("documents", _("Documents"), _("By symbol."), lines, width=26),
    Column("links", _("Links"), _("Further reading."), links, width=40),
    Column("source_symbol", _("Source"), _("Symbol of the document."), plain, width=22),
    Column("source_paragraph", _("Paragraph"), _("Of the source."), plain, width=11),
    Column("progress", _("Progress"), _("Dated lines."), progress, width=50),
    Column("own_identifier", _("Own identifier"), _("The entity’s own number."), plain, width=18),
    Column("contact", _("Contact"), _("A function, not a person."), plain, width=26),
    Column("last_confirmed", _("Confirmed"), _("When its organisers last said that it is still true."), day, width=12,
           type=DATE, live=True),
)  # fmt: skip
ON_PAPER = (
    (16, ("dates", "start_time")),
    (41, ("title", "summary", "remark")),
    (18, ("lead", "co_leads", "partners")),
    (16, ("place", "countries", "regions")),
    (9, ("status",)),
)
TAGS = SHARED | {
    "reference": "#event+code",
    "title": "#event+name",
    "event_kind": "#event+type",
    "start_time": "#date+start+time",
    "end_time": "#date+end+time",
    "time_zone": "#meta+time_zone",
    "second_hour": "#meta+second_hour",
    "parts": "#event+part+list",
    "recurrence": "#date+rule",
    "exceptions": "#date+exception+list",
    "mode": "#event+mode",
    "place": "#loc+name",
    "room": "#loc+room",
    "host_country": "#country+host",
    "host_entity": "#org+host",
    "held_at": "#event+host+code",
    "held_at_part": "#event+part",
    "agenda_item": "#event+agenda",
    "activities": "#activity+code+list",
    "dial_in": "#contact+dial_in",
    "materials": "#meta+url+material+list",
    "documents": "#meta+document+list",
    "attendees": "#org+attendee+list",
    "remark": "#description+remark",
    "online_link": "#meta+url+online",
}


# What moves an event for those who have it in their diary.
MOVES = (
    "status", "dates", "start_time", "end_time", "time_zone", "second_hour", "parts", "recurrence", "exceptions",
    "place",
)  # fmt: skip


def by_date(payload):
    """Where an event stands in a printed calendar: in the month in which it begins, by its first day.

    What is known no finer than the quarter, the half-year or the year stands after the month in which that begins,
    under its own words; the undated stand last.
    """
    found = Period.from_json(payload.get("dates"))
    if not found or not found.start:
        return (UNDATED, "", UNDATED, payload["reference"])
    coarse = "" if found.precision in IN_MONTHS else _coarse(found)
    return (found.start.replace(day=1), coarse, found.start, payload["reference"])


def by_month(payload):
    """The heading above an event in a printed calendar."""
    found = Period.from_json(payload.get("dates"))
    if not found or not found.start:
        return _("No date known")
    if found.precision in IN_MONTHS:
        return date_format(found.start, "YEAR_MONTH_FORMAT").capitalize()
    return format_lazy(_("Some time: {when}"), when=_coarse(found))


def _coarse(found):
    """The dates of a quarter, half-year or year in words."""
    return str(Period(found.start, found.end, found.precision))
