"""Rows of an event: its parts, the dates that differ from its rule, its recordings and papers."""

from datetime import date, time

from django.utils.translation import gettext as _
from rest_framework import serializers

from calendar_app.choices import ExceptionKind, MaterialKind
from calendar_app.zones import ZoneError, known_zone
from entities.content import PlainTextField, WebAddressField
from ungass_portal.lib.partial_dates import PartialDateError, parse, show_input

TIME = {"format": "%H:%M", "required": False, "allow_null": True, "default": None}


def as_plain(row):
    """A validated row as plain JSON values."""
    return {name: _plain(value) for name, value in row.items()}


def _plain(value):
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return value.isoformat() if isinstance(value, date) else value


class RoughDayField(serializers.CharField):
    """A date of any precision as text: 2018-03-12, 2018-03, 2018-Q1, 2018-H1 or 2018."""

    def __init__(self, **kwargs):
        super().__init__(max_length=60, required=False, default="", allow_blank=True, **kwargs)

    def to_internal_value(self, data):
        text = super().to_internal_value(data)
        try:
            first, _last, precision = parse(text) if text else (None, None, "")
        except PartialDateError as error:
            raise serializers.ValidationError(str(error)) from error
        return show_input(first, precision) if first else ""


class PartContent(serializers.Serializer):
    """A part of an event: a session opens in December, meets in March, is reconvened next December."""

    label = PlainTextField(120)
    starts = RoughDayField()
    ends = RoughDayField()
    start_time = serializers.TimeField(**TIME)
    end_time = serializers.TimeField(**TIME)
    time_zone = PlainTextField(60)
    place = PlainTextField(200)

    def validate_time_zone(self, name):
        """A zone of the zone data, or none: then that of the event holds."""
        try:
            return known_zone(name) if name else ""
        except ZoneError as error:
            raise serializers.ValidationError(str(error)) from error

    def validate(self, attrs):
        """A name, a start, and an end after it; times on exact days only."""
        if not attrs["label"]:
            raise serializers.ValidationError({"label": _("Name the part.")})
        if not attrs["starts"]:
            raise serializers.ValidationError({"starts": _("Say when the part starts, as exactly as you know.")})
        first, last, precision = parse(attrs["starts"])
        if attrs["ends"]:
            end_first, last, end_precision = parse(attrs["ends"])
            if last < first or (precision == end_precision == "day" and end_first < first):
                raise serializers.ValidationError({"ends": _("The end lies before the start.")})
            if (precision == "day") != (end_precision == "day"):
                raise serializers.ValidationError({"ends": _("Give start and end as exactly as each other.")})
        if attrs["start_time"] and precision != "day":
            raise serializers.ValidationError({"start_time": _("A time needs an exact day.")})
        if attrs["end_time"] and not attrs["start_time"]:
            raise serializers.ValidationError({"start_time": _("Give the time at which it starts as well.")})
        if attrs["end_time"] and first == last and attrs["end_time"] < attrs["start_time"]:
            raise serializers.ValidationError({"end_time": _("It ends before it starts.")})
        return attrs


class ExceptionContent(serializers.Serializer):
    """A date of a recurring event that does not follow the rule."""

    occurrence = serializers.DateField(required=False, allow_null=True, default=None)
    change = serializers.ChoiceField(ExceptionKind.choices, default=ExceptionKind.LEFT_OUT)
    day = serializers.DateField(required=False, allow_null=True, default=None)
    start_time = serializers.TimeField(**TIME)
    end_time = serializers.TimeField(**TIME)
    place = PlainTextField(200)

    def validate(self, attrs):
        """Whatever is moved says where to."""
        if not attrs["occurrence"]:
            raise serializers.ValidationError({"occurrence": _("Say which date of the rule this is about.")})
        moved = [attrs[name] for name in ("day", "start_time", "place") if attrs[name]]
        if attrs["change"] == ExceptionKind.MOVED and not moved:
            raise serializers.ValidationError({"day": _("Give the new day, time or place.")})
        if attrs["change"] != ExceptionKind.MOVED and moved:
            raise serializers.ValidationError({"change": _("A date that is left out or cancelled has no new one.")})
        if attrs["end_time"] and not attrs["start_time"]:
            raise serializers.ValidationError({"start_time": _("Give the time at which it starts as well.")})
        if attrs["end_time"] and attrs["end_time"] < attrs["start_time"]:
            raise serializers.ValidationError({"end_time": _("It ends before it starts.")})
        return attrs


class MaterialContent(serializers.Serializer):
    """A webcast, a recording, presentations, the outcome."""

    kind = serializers.ChoiceField(MaterialKind.choices, default=MaterialKind.WEBCAST)
    title = PlainTextField(300)
    url = WebAddressField()

    def validate_url(self, address):
        """A row has an address."""
        if not address:
            raise serializers.ValidationError(_("Give the address."))
        return address
