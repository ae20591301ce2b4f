"""An event's entry in words."""

import re

from django.utils.translation import gettext_lazy

from calendar_app import structured
from calendar_app.choices import EventStatus, MaterialKind, Mode
from calendar_app.models import CalendarEntry
from calendar_app.moments import moments_of
from entities.choices import ParticipationRole
from entities.payload import titled
from entities.readers import Reader
from registry.entry_page import ROLES, TONES, Shown
from registry.models import MatrixEntry
from ungass_portal.lib.partial_dates import Precision

EVENT_ROLES = {
    ParticipationRole.LEAD: gettext_lazy("Organised by"),
    ParticipationRole.CO_LEAD: gettext_lazy("Co-organised by"),
    ParticipationRole.PARTNER: gettext_lazy("With"),
}
# Forms of symbols that the UN's document system resolves; others stay text.
SYMBOL = re.compile(r"(?:A|E|S|ST|DP|HRI|CCPR)(?:/[A-Za-z0-9.()&-]+){2,6}")
LINKED = ("reference", "kind", "title", "language", "texts")
DOCUMENT_SYSTEM = "https://undocs.org/"


class ShownEvent(Shown):
    """What the page of an event shows of its payload."""

    @property
    def status_badge(self):
        """How sure the event is, in words with its tone."""
        tentative = self.status == EventStatus.TENTATIVE
        return {"label": EventStatus(self.status).label, "tone": TONES.get(self.status, ""), "tentative": tentative}

    @property
    def kind_label(self):
        """The kind of event."""
        return self.words.get("term", self.event_kind) if self.event_kind else None

    @property
    def times(self):
        """Wall time at the place, with the zone that it is told in."""
        if not self.start_time:
            return ""
        return f"{self.start_time}–{self.end_time}" if self.end_time else self.start_time

    @property
    def precision(self):
        """How exactly the dates are known: day, month, quarter, half-year, year, or "" for no date."""
        return (self.dates or {}).get("precision") or ""

    @property
    def moments(self):
        """The dates of an event that has several, in order."""
        return moments_of(self.payload) if self.entry.several else []

    @property
    def has_day(self):
        """Is any of its dates known to the day, so that a calendar program can show it?"""
        return any(moment.precision == Precision.DAY for moment in moments_of(self.payload))

    @property
    def twice(self):
        """Wall times that the clock shows twice that night, each with whether the second one is meant."""
        found = moments_of(self.payload)
        return list(dict.fromkeys((time, moment.second) for moment in found for time in moment.twice))

    @property
    def linked_data(self):
        """The event as schema.org has it."""
        return structured.event(self)

    @property
    def mode_label(self):
        """How people take part, if it is known."""
        return Mode(self.mode).label if self.mode and self.mode != Mode.UNKNOWN else ""

    @property
    def hosts(self):
        """Who hosts it: labels of a country and a body."""
        found = [("country", self.host_country), ("entity", self.host_entity)]
        return [self.words.get(kind, code) for kind, code in found if code]

    @property
    def papers(self):
        """Documents with their address where the form of the symbol is known: list of (symbol, address)."""
        return [
            (symbol, DOCUMENT_SYSTEM + symbol if SYMBOL.fullmatch(symbol) else "") for symbol in self.documents or []
        ]

    @property
    def material_rows(self):
        """Webcast, recordings and outcome with the words of their kind."""
        return [row | {"label": MaterialKind(row["kind"]).label} for row in self.materials or []]

    def held_during(self):
        """The event at which it takes place, if this audience reads it and the link; one query."""
        if not self.entry.held_at or self.entry.format_number == 1:
            return None
        readable = CalendarEntry.objects.for_reader(Reader(self.audience)).filter(reference=self.entry.held_at)
        return next(titled(readable.values(*LINKED)[:1]), None)

    def held_here(self):
        """Events that take place at this one; one query."""
        found = CalendarEntry.objects.for_reader(Reader(self.audience)).filter(
            held_at=self.entry.reference, format_number__gt=1
        )
        return list(titled(found.order_by("sort_date", "reference").values(*LINKED)))

    def linked(self):
        """Activities that belong to it, as far as this audience reads them: a hidden one leaves no trace. One query."""
        readable = MatrixEntry.objects.for_reader(Reader(self.audience))
        found = readable.filter(reference__in=self.entry.activities).order_by("reference")
        return list(titled(found.values(*LINKED)))

    @property
    def who(self):
        """Who holds it, in the words of the calendar: list of (role in words, rows)."""
        told = {str(ROLES[role]): words for role, words in EVENT_ROLES.items()}
        return [(told[str(label)], rows) for label, rows in super().who]
