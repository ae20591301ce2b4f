"""What the content of an event must be."""

import re

from django.utils.translation import gettext as _
from rest_framework import serializers

from calendar_app import recurrence
from calendar_app.choices import EventStatus, Mode
from calendar_app.content_rows import ExceptionContent, MaterialContent, PartContent, as_plain
from calendar_app.moments import moments_of, period_of_parts
from calendar_app.zones import ZoneError, demand_shown, known_zone
from entities.content import LinesField, OptionalCodeField, PlainTextField, RecordContent, WebAddressField
from ungass_portal.lib.partial_dates import Period

ACTIVITY_REFERENCE = re.compile(r"(ACT|MAN)-\d{6}")
EVENT_REFERENCE = re.compile(r"EVT-\d{6}")


def kept_inside(content):
    """Why an event is for the network only, whatever its deciders say; "" where it may leave."""
    if content["status"] == EventStatus.TENTATIVE:
        return _("A tentative event is for the network only. It can be shared once it is confirmed.")
    return ""


class TimeZoneField(serializers.CharField):
    """The IANA name of a time zone, or empty."""

    def __init__(self, **kwargs):
        super().__init__(max_length=60, required=False, default="", allow_blank=True, **kwargs)

    def to_internal_value(self, data):
        name = super().to_internal_value(data)
        try:
            return known_zone(name) if name else ""
        except ZoneError as error:
            raise serializers.ValidationError(str(error)) from error


class EventContent(RecordContent):
    """Fields of an event."""

    event_kind = OptionalCodeField("term", group="event-kinds", required=False, default="", allow_null=True)
    status = serializers.ChoiceField(EventStatus.choices, default=EventStatus.CONFIRMED)
    start_time = serializers.TimeField(format="%H:%M", required=False, allow_null=True, default=None)
    end_time = serializers.TimeField(format="%H:%M", required=False, allow_null=True, default=None)
    time_zone = TimeZoneField()
    second_hour = serializers.BooleanField(default=False)
    parts = PartContent(many=True, required=False, default=list)
    recurrence = PlainTextField(300)
    exceptions = ExceptionContent(many=True, required=False, default=list)
    mode = serializers.ChoiceField(Mode.choices, default=Mode.UNKNOWN)
    place = PlainTextField(200)
    room = PlainTextField(200)
    online_link = WebAddressField()
    dial_in = PlainTextField(200)
    host_country = OptionalCodeField("country", required=False, default="", allow_null=True)
    host_entity = OptionalCodeField("entity", required=False, default="", allow_null=True)
    held_at = PlainTextField(12)
    held_at_part = PlainTextField(120)
    agenda_item = PlainTextField(200)
    attendees = LinesField()
    activities = LinesField()
    materials = MaterialContent(many=True, required=False, default=list)
    documents = LinesField()
    remark = PlainTextField(2000)
    outside_place = PlainTextField(200)

    def validate_activities(self, references):
        """References of the right form; whether the reader may see them is the entry's matter."""
        for reference in references:
            if not ACTIVITY_REFERENCE.fullmatch(reference):
                raise serializers.ValidationError(
                    _("“%(text)s” is not a reference like ACT-482913.") % {"text": reference[:40]}
                )
        return references

    def validate_held_at(self, reference):
        """The reference of an event; whether the reader may see it is the entry's matter."""
        reference = reference.strip().upper()
        if reference and not EVENT_REFERENCE.fullmatch(reference):
            raise serializers.ValidationError(
                _("“%(text)s” is not a reference like EVT-205517.") % {"text": reference[:40]}
            )
        return reference

    def validate_recurrence(self, text):
        """The rule in one way of writing."""
        try:
            return recurrence.normal(text)
        except recurrence.RuleError as error:
            raise serializers.ValidationError(str(error)) from error

    def validate(self, attrs):
        """A time needs an exact day and a zone; the end comes after the start; every date can be."""
        attrs = super().validate(attrs)
        for name in ("parts", "exceptions", "materials"):
            attrs[name] = [as_plain(row) for row in attrs[name]]
        for name in ("start_time", "end_time"):
            attrs[name] = attrs[name].strftime("%H:%M") if attrs[name] else None
        if attrs["parts"]:
            self._check_parts(attrs)
        self._check_times(attrs)
        if attrs["recurrence"]:
            self._check_recurrence(attrs)
        elif attrs["exceptions"]:
            raise serializers.ValidationError({"exceptions": _("Only an event that recurs by a rule has exceptions.")})
        if attrs["held_at_part"] and not attrs["held_at"]:
            raise serializers.ValidationError({"held_at": _("Name the event to which this part belongs.")})
        self._check_clock(attrs)
        if attrs["second_hour"]:
            self._check_second_hour(attrs)
        return attrs

    def _check_times(self, attrs):
        """The event's own times."""
        start, end, dates = attrs["start_time"], attrs["end_time"], attrs["dates"]
        if start and (not dates or dates["precision"] != "day"):
            raise serializers.ValidationError({"start_time": _("A time needs an exact day.")})
        if start and not attrs["time_zone"]:
            raise serializers.ValidationError({"time_zone": _("Name the time zone, for example Europe/Vienna.")})
        if end and not start:
            raise serializers.ValidationError({"start_time": _("Give the time at which it starts as well.")})
        if start and end and dates["from"] == dates["to"] and end < start:
            raise serializers.ValidationError({"end_time": _("It ends before it starts.")})

    def _check_second_hour(self, attrs):
        """Only a time that comes twice has a second one; those of parts and rules are told in UTC."""
        if attrs["parts"] or attrs["recurrence"]:
            message = _("Parts and rules mean the first of the two hours. Tell the second in the time zone UTC.")
        elif not any(moment.twice for moment in moments_of(attrs)):
            message = _("The clock shows none of its times twice on these days.")
        else:
            return
        raise serializers.ValidationError({"second_hour": message})

    def _check_parts(self, attrs):
        """Parts have the times; the event's own dates are the span of its parts."""
        if attrs["recurrence"]:
            raise serializers.ValidationError(
                {"recurrence": _("An event has parts or recurs by a rule, not both. Make each part a row.")}
            )
        if attrs["start_time"]:
            raise serializers.ValidationError({"start_time": _("With parts, each part has its own times.")})
        errors = {}
        for number, row in enumerate(attrs["parts"]):
            if row["start_time"] and not (row["time_zone"] or attrs["time_zone"]):
                errors[number] = {"start_time": [_("Name the time zone, of this part or of the whole event.")]}
        if errors:
            raise serializers.ValidationError({"parts": errors})
        text = attrs["dates"]["text"] if attrs["dates"] else ""
        attrs["dates"] = period_of_parts(attrs["parts"], text).to_json()

    def _check_recurrence(self, attrs):
        """The rule begins on the event's own day; exceptions are of its dates."""
        period = Period.from_json(attrs["dates"])
        if not period or period.precision != "day" or not period.end:
            raise serializers.ValidationError({"recurrence": _("A rule needs an exact first day.")})
        try:
            days = recurrence.checked_dates(attrs["recurrence"], period.start)
        except recurrence.RuleError as error:
            raise serializers.ValidationError({"recurrence": str(error)}) from error
        errors, seen = {}, set()
        for number, row in enumerate(attrs["exceptions"]):
            if row["occurrence"] not in {day.isoformat() for day in days}:
                errors[number] = {"occurrence": [_("The rule gives no date on this day.")]}
            elif row["occurrence"] in seen:
                errors[number] = {"occurrence": [_("This date has an exception already.")]}
            elif row["start_time"] and not attrs["time_zone"]:
                errors[number] = {"start_time": [_("Name the time zone of the event.")]}
            elif row["start_time"] and not attrs["start_time"]:
                errors[number] = {"start_time": [_("An event of whole days has no times on single dates.")]}
            seen.add(row["occurrence"])
        if errors:
            raise serializers.ValidationError({"exceptions": errors})

    def _check_clock(self, attrs):
        """No time that the clock jumps over, on any date."""
        for moment in moments_of(attrs):
            for name, day, wall_time in (
                ("start_time", moment.first, moment.at),
                ("end_time", moment.last, moment.until),
            ):
                try:
                    if wall_time and moment.time_zone:
                        demand_shown(day, wall_time, moment.time_zone)
                except ZoneError as error:
                    raise serializers.ValidationError({moment.field or name: str(error)}) from error
