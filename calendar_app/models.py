"""When: events as their organisers type them, and as each audience reads them."""

from datetime import time

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import F, Func, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from calendar_app.choices import EventStatus
from entities.history import audited
from entities.models import Entry, WorkingCopy
from entities.models.entry import array, audience_indexes
from entities.models.working_copy import codes
from registry.models import MatrixEntry


@audited()
class Event(WorkingCopy):
    """A meeting, session, launch or deadline, at wall time in a named zone or at a coarse date, never UTC alone."""

    event_kind = models.CharField(
        _("kind of event"),
        max_length=100,
        blank=True,
        help_text=_("A term of the scheme of event kinds."),
    )
    status = models.CharField(_("status"), max_length=10, choices=EventStatus, default=EventStatus.CONFIRMED)
    start_time = models.TimeField(_("starts at"), null=True, blank=True, help_text=_("Wall time at the place."))
    end_time = models.TimeField(_("ends at"), null=True, blank=True, help_text=_("Wall time at the place."))
    time_zone = models.CharField(
        _("time zone"),
        max_length=60,
        blank=True,
        help_text=_("IANA name like Europe/Vienna; needed with a time."),
    )
    place = models.CharField(_("city or venue"), max_length=200, blank=True)
    online_link = models.URLField(_("online link"), blank=True, help_text=_("Read by the network only."))
    attendees = codes(
        _("attendees"),
        _("Experts, NGOs, States that attend; one per line. They decide nothing."),
        300,
    )
    activities = codes(_("linked activities"), _("References of activities that the event belongs to."), 12)
    remark = models.TextField(_("remark"), blank=True, max_length=2000, help_text=_("For readers, beside the dates."))
    outside_place = models.CharField(
        _("place for outside"), max_length=200, blank=True, help_text=_("Empty: the place above.")
    )

    PLAIN_FIELDS = (
        *WorkingCopy.PLAIN_FIELDS,
        "event_kind",
        "status",
        "start_time",
        "end_time",
        "time_zone",
        "place",
        "online_link",
        "attendees",
        "activities",
        "remark",
        "outside_place",
    )

    class Meta(WorkingCopy.Meta):
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints = [
            *WorkingCopy.Meta.constraints,
            models.CheckConstraint(
                condition=Q(start_time__isnull=True) | Q(date_precision="day") & ~Q(time_zone=""),
                name="event_time_has_day_and_zone",
            ),
            models.CheckConstraint(
                condition=Q(end_time__isnull=True) | Q(start_time__isnull=False),
                name="event_end_time_has_start",
            ),
        ]

    def content(self):
        """Times as HH:MM text, as JSON holds them."""
        content = super().content()
        for name in ("start_time", "end_time"):
            value = content[name]
            content[name] = value.strftime("%H:%M") if value else None
        return content

    def set_content(self, content):
        """Times from the text that JSON holds."""
        super().set_content(content)
        for name in ("start_time", "end_time"):
            setattr(self, name, time.fromisoformat(content[name]) if content[name] else None)


class OneOf(Func):
    """value = ANY(array)."""

    template, arg_joiner, output_field = "%(expressions)s)", " = ANY(", models.BooleanField()


class CalendarEntry(Entry):
    """An event as one audience reads it in the calendar."""

    event_kind = models.CharField(_("kind of event"), max_length=100, blank=True)
    precision = models.CharField(_("known to the"), max_length=10, blank=True)
    activities = array(12)

    class Meta(Entry.Meta):
        verbose_name = _("calendar entry")
        verbose_name_plural = _("calendar entries")
        indexes = audience_indexes(
            "calendar",
            arrays=("participants", "chapters", "countries", "regions", "activities"),
            orders=(("title",), ("lead",), ("sort_date",), ("updated_at",), ("event_kind",)),
        )

    @classmethod
    def links_from(cls, content):
        """The activities that the event belongs to, readable or not."""
        return {"activities": content["activities"]}

    @classmethod
    def readable_links(cls, reader):
        """The linked activities that the reader may read: a hidden one leaves no trace."""
        linked = MatrixEntry.objects.for_reader(reader).filter(OneOf(F("reference"), OuterRef("activities")))
        return {"activities": ArraySubquery(linked.order_by("reference").values("reference"))}

    @classmethod
    def columns_from(cls, payload):
        """Add the columns that only events have."""
        return super().columns_from(payload) | {
            "event_kind": payload.get("event_kind", ""),
            "precision": (payload.get("dates") or {}).get("precision") or "",
        }
