"""What the content of an event must be."""

import re
from zoneinfo import available_timezones

from django.utils.translation import gettext as _
from rest_framework import serializers

from calendar_app.choices import EventStatus
from entities.content import (
    LinesField,
    OptionalCodeField,
    PlainTextField,
    RecordContent,
    WebAddressField,
)

ACTIVITY_REFERENCE = re.compile(r"(ACT|MAN)-\d{6}")


class TimeZoneField(serializers.CharField):
    """The IANA name of a time zone, or empty."""

    def __init__(self, **kwargs):
        super().__init__(max_length=60, required=False, default="", allow_blank=True, **kwargs)

    def to_internal_value(self, data):
        name = super().to_internal_value(data)
        if name and name not in available_timezones():
            raise serializers.ValidationError(
                _("“%(name)s” is not a time zone. Write a name like Europe/Vienna.") % {"name": name}
            )
        return name


class EventContent(RecordContent):
    """Fields of an event."""

    event_kind = OptionalCodeField("term", group="event-kinds", required=False, default="", allow_null=True)
    status = serializers.ChoiceField(EventStatus.choices, default=EventStatus.CONFIRMED)
    start_time = serializers.TimeField(format="%H:%M", required=False, allow_null=True, default=None)
    end_time = serializers.TimeField(format="%H:%M", required=False, allow_null=True, default=None)
    time_zone = TimeZoneField()
    place = PlainTextField(200)
    online_link = WebAddressField()
    attendees = LinesField()
    activities = LinesField()
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

    def validate(self, attrs):
        """A time needs an exact day and a zone; the end comes after the start."""
        attrs = super().validate(attrs)
        start, end = attrs["start_time"], attrs["end_time"]
        dates = attrs["dates"]
        if start and (not dates or dates["precision"] != "day"):
            raise serializers.ValidationError({"start_time": _("A time needs an exact day.")})
        if start and not attrs["time_zone"]:
            raise serializers.ValidationError({"time_zone": _("Name the time zone, for example Europe/Vienna.")})
        if end and not start:
            raise serializers.ValidationError({"start_time": _("Give the time at which it starts as well.")})
        if start and end and dates["from"] == dates["to"] and end < start:
            raise serializers.ValidationError({"end_time": _("It ends before it starts.")})
        for name in ("start_time", "end_time"):
            attrs[name] = attrs[name].strftime("%H:%M") if attrs[name] else None
        return attrs
