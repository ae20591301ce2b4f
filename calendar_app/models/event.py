"""When: events as their organisers type them, and as each audience reads them."""

from datetime import time

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import DateRangeField
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import Case, F, Func, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from calendar_app.choices import EventStatus, Mode
from calendar_app.moments import last_day, moments_of
from entities.audiences import Reading
from entities.history import audited
from entities.models import Entry, WorkingCopy
from entities.models.entry import SEARCHED, array, audience_indexes
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
    second_hour = models.BooleanField(
        _("second of the two hours"),
        default=False,
        help_text=_("For a night on which the clock shows an hour twice: a time in that hour means the second."),
    )
    parts = models.JSONField(_("parts"), default=list, blank=True)
    recurrence = models.CharField(
        _("recurs by the rule"),
        max_length=300,
        blank=True,
        help_text=_(
            "In the way of calendar programs (RFC 5545): FREQ=MONTHLY;BYDAY=2TU;COUNT=6 is the second Tuesday of six "
            "months, FREQ=WEEKLY;UNTIL=20181231 each week to the end of the year."
        ),
    )
    exceptions = models.JSONField(_("exceptions from the rule"), default=list, blank=True)
    mode = models.CharField(
        _("how people take part"),
        max_length=10,
        choices=Mode,
        default=Mode.UNKNOWN,
        help_text=_("In the room, online, or both."),
    )
    place = models.CharField(_("city or venue"), max_length=200, blank=True)
    room = models.CharField(
        _("building and room"), max_length=200, blank=True, help_text=_("Read by the network only.")
    )
    online_link = models.URLField(_("online link"), blank=True, help_text=_("Read by the network only."))
    dial_in = models.CharField(
        _("dial-in"), max_length=200, blank=True, help_text=_("Number and code; read by the network only.")
    )
    host_country = models.CharField(
        _("hosting country"), max_length=3, blank=True, help_text=_("The government that hosts it.")
    )
    host_entity = models.CharField(
        _("hosting body"), max_length=60, blank=True, help_text=_("The commission or entity that hosts it.")
    )
    held_at = models.CharField(
        _("held during"),
        max_length=12,
        blank=True,
        help_text=_("Reference of the event at which it takes place, such as EVT-205517."),
    )
    held_at_part = models.CharField(
        _("part of that event"), max_length=120, blank=True, help_text=_("As the part is called there.")
    )
    agenda_item = models.CharField(_("agenda item"), max_length=200, blank=True, help_text=_("Number, or its words."))
    attendees = codes(
        _("attendees"),
        _("Experts, NGOs, States that attend; one per line. They decide nothing."),
        300,
    )
    activities = codes(_("linked activities"), _("References of activities that the event belongs to."), 12)
    materials = models.JSONField(_("webcast, recordings, papers"), default=list, blank=True)
    documents = codes(
        _("documents"), _("UN symbols, one per line: E/CN.7/2018/1. They are linked where their form is known."), 300
    )
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
        "second_hour",
        "parts",
        "recurrence",
        "exceptions",
        "mode",
        "place",
        "room",
        "online_link",
        "dial_in",
        "host_country",
        "host_entity",
        "held_at",
        "held_at_part",
        "agenda_item",
        "attendees",
        "activities",
        "materials",
        "documents",
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


# The days of an entry as a range that holds both ends.
DAYS = Func(
    F("date_from"),
    Coalesce("date_to", "date_from"),
    Value("[]"),
    function="daterange",
    output_field=DateRangeField(),
)


SHOWN = ("dates", "place", "start_time", "end_time", "time_zone", "second_hour")


class CalendarEntry(Entry):
    """An event as one audience reads it in the calendar."""

    event_kind = models.CharField(_("kind of event"), max_length=100, blank=True)
    precision = models.CharField(_("known to the"), max_length=10, blank=True)
    activities = array(12)
    held_at = models.CharField(_("held during"), max_length=12, blank=True, db_index=True)
    # Beside the payload, which is too long to lie in the row: reading it for each event of a month costs most.
    shown = models.JSONField(default=dict, help_text="what lists show of the payload: dates, times and place")
    several = models.BooleanField(
        _("several dates"), default=False, help_text="parts, or a rule: its dates are rows of their own"
    )

    class Meta(Entry.Meta):
        verbose_name = _("calendar entry")
        verbose_name_plural = _("calendar entries")
        indexes = [
            *audience_indexes(
                "calendar",
                arrays=("participants", "chapters", "countries", "regions", "activities"),
                orders=(("sort_title",), ("lead",), ("sort_date",), ("updated_at",), ("event_kind",)),
            ),
            # A month, a week, and what clashes with an event that is typed are found by their days.
            *(
                GistIndex(
                    DAYS,
                    name=f"calendar_{name}_{audience.value}",
                    condition=Q(audience=audience.value, several=False) & condition,
                )
                for audience in Reading
                for name, condition in (("days", Q(precision="day")), ("coarse", ~Q(precision="day")))
            ),
        ]

    @classmethod
    def links_from(cls, content):
        """The activities and the event that the event belongs to, readable or not; older wordings name no event."""
        return {"activities": content["activities"], "held_at": content.get("held_at", "")}

    @classmethod
    def readable_links(cls, reader):
        """The linked records that the reader may read: a hidden one leaves no trace."""
        linked = MatrixEntry.objects.for_reader(reader).filter(OneOf(F("reference"), OuterRef("activities")))
        host = cls.objects.for_reader(reader).filter(reference=OuterRef("held_at")).values("reference")[:1]
        return {
            "activities": ArraySubquery(linked.order_by("reference").values("reference")),
            # An entry in the first format was agreed before there was this link: it names none.
            "held_at": Case(When(format_number=1, then=Value("")), default=Coalesce(Subquery(host), Value(""))),
        }

    @classmethod
    def linking_to(cls, references):
        """The events that belong to one of the activities, or are held at one of the events."""
        held = Q(held_at__in=references, format_number__gt=1)
        rows = cls.objects.filter(Q(activities__overlap=references) | held)
        return rows.defer(*SEARCHED).order_by("reference")

    @classmethod
    def columns_from(cls, payload):
        """Add the columns that only events have; an event with a rule lasts until its last date."""
        columns = super().columns_from(payload)
        return columns | {
            "event_kind": payload.get("event_kind", ""),
            "precision": (payload.get("dates") or {}).get("precision") or "",
            "shown": {name: payload.get(name) for name in SHOWN},
            "several": bool(payload.get("parts") or payload.get("recurrence")),
            "date_to": last_day(payload) if columns["date_from"] else None,
        }

    def save(self, *args, **kwargs):
        """Write the entry and the rows of its dates, where it has several."""
        super().save(*args, **kwargs)
        self.occurrences.all().delete()
        if self.several:
            Occurrence.objects.bulk_create(Occurrence.of(self, moment) for moment in moments_of(self.payload))


class Occurrence(models.Model):
    """One date of an event that has several, as an audience reads it: a part of a session, or a date of a rule."""

    entry = models.ForeignKey(CalendarEntry, models.CASCADE, related_name="occurrences")
    first_day = models.DateField()
    last_day = models.DateField()
    precision = models.CharField(max_length=10)
    at = models.CharField(max_length=5, blank=True)
    until = models.CharField(max_length=5, blank=True)
    time_zone = models.CharField(max_length=60, blank=True)
    place = models.CharField(max_length=200, blank=True)
    label = models.CharField(max_length=120, blank=True)
    cancelled = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("date of an event")
        verbose_name_plural = _("dates of events")
        indexes = [models.Index(fields=["first_day", "last_day"], name="occurrence_days")]

    def __str__(self):
        return f"{self.entry_id} {self.first_day}"

    @classmethod
    def of(cls, entry, moment):
        """The row of a moment, not saved."""
        return cls(
            entry=entry,
            first_day=moment.first,
            last_day=moment.last,
            precision=moment.precision,
            at=moment.at or "",
            until=moment.until or "",
            time_zone=moment.time_zone if moment.at else "",
            place=moment.place,
            label=moment.label,
            cancelled=moment.cancelled,
        )
