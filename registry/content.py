"""What the content of an activity or a mandate must be."""

from rest_framework import serializers

from entities.content import OptionalCodeField, PlainTextField, RecordContent, WebAddressField
from registry.choices import ActivityStatus, FigureQualifier, Level, Scope


class OutputContent(serializers.Serializer):
    """A publication, training or tool that came of an activity."""

    kind = PlainTextField(60)
    title = serializers.CharField(max_length=300)
    link = WebAddressField()
    symbol = PlainTextField(100)


class FigureContent(serializers.Serializer):
    """A number with its unit: “in 23 countries” is a figure, not a list of countries."""

    value = serializers.FloatField(min_value=0, max_value=1e15)
    unit = serializers.CharField(max_length=200)
    qualifier = serializers.ChoiceField(FigureQualifier.choices, default=FigureQualifier.EXACT)

    @staticmethod
    def in_words(row):
        """More than 23 countries."""
        how = FigureQualifier(row["qualifier"])
        words = "" if how == FigureQualifier.EXACT else f"{how.label} "
        return f"{words}{row['value']} {row['unit']}"

    def validate_value(self, value):
        """Whole numbers stay whole."""
        return int(value) if value == int(value) else value


class ActivityContent(RecordContent):
    """Fields of an activity or a mandate."""

    level = serializers.ChoiceField(Level.choices, default=Level.UNKNOWN)
    scope = serializers.ChoiceField(Scope.choices, default=Scope.UNKNOWN)
    status = serializers.ChoiceField(ActivityStatus.choices, default=ActivityStatus.UNKNOWN)
    programme = OptionalCodeField("term", group="programmes", required=False, default="", allow_null=True)
    outputs = OutputContent(many=True, required=False, default=list)
    figures = FigureContent(many=True, required=False, default=list)

    def validate(self, attrs):
        """Nested rows as plain dicts."""
        attrs = super().validate(attrs)
        attrs["outputs"] = [dict(row) for row in attrs["outputs"]]
        attrs["figures"] = [dict(row) for row in attrs["figures"]]
        return attrs
