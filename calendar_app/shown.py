"""An event's entry in words."""

from django.utils.translation import gettext_lazy

from calendar_app.choices import EventStatus
from entities.choices import ParticipationRole
from entities.readers import Reader
from registry.entry_page import ROLES, TONES, Shown
from registry.models import MatrixEntry

EVENT_ROLES = {
    ParticipationRole.LEAD: gettext_lazy("Organised by"),
    ParticipationRole.CO_LEAD: gettext_lazy("Co-organised by"),
    ParticipationRole.PARTNER: gettext_lazy("With"),
}


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

    def linked(self):
        """Activities that belong to it, as far as this audience reads them: a hidden one leaves no trace. One query."""
        readable = MatrixEntry.objects.for_reader(Reader(self.audience))
        found = readable.filter(reference__in=self.entry.activities).order_by("reference")
        return list(found.values("reference", "kind", "title", "language"))

    @property
    def who(self):
        """Who holds it, in the words of the calendar: list of (role in words, rows)."""
        told = {str(ROLES[role]): words for role, words in EVENT_ROLES.items()}
        return [(told[str(label)], rows) for label, rows in super().who]
