"""Activities as JSON, read and written."""

from django.db import transaction
from django.utils import timezone
from rest_framework import serializers

from scripts.bench.plain.models import (
    Activity,
    Chapter,
    Country,
    Entity,
    Figure,
    History,
    Link,
    Output,
    Participation,
    Partner,
    Progress,
    Recommendation,
    Region,
    Subheading,
    Term,
)


def codes(model, field, many=True, **options):
    """Related rows by their code."""
    return serializers.SlugRelatedField(slug_field=field, queryset=model.objects.all(), many=many, **options)


class ParticipationSerializer(serializers.ModelSerializer):
    """An entity's part."""

    entity = codes(Entity, "slug", many=False)

    class Meta:
        model = Participation
        fields = ("entity", "role", "office", "state")


class OutputSerializer(serializers.ModelSerializer):
    """An output."""

    class Meta:
        model = Output
        fields = ("kind", "title", "link", "symbol")


class FigureSerializer(serializers.ModelSerializer):
    """A figure."""

    class Meta:
        model = Figure
        fields = ("value", "unit", "qualifier")


class LinkSerializer(serializers.ModelSerializer):
    """A link."""

    class Meta:
        model = Link
        fields = ("title", "url")


class ProgressSerializer(serializers.ModelSerializer):
    """A line of progress."""

    class Meta:
        model = Progress
        fields = ("date", "text")


class PartnerSerializer(serializers.ModelSerializer):
    """A partner in words."""

    class Meta:
        model = Partner
        fields = ("name",)


class ActivitySerializer(serializers.ModelSerializer):
    """The fields that the network reads in the portal, from their tables."""

    participants = ParticipationSerializer(many=True)
    other_partners = PartnerSerializer(many=True, required=False)
    chapter = codes(Chapter, "number", many=False, allow_null=True)
    subheading = codes(Subheading, "slug", many=False, allow_null=True)
    programme = codes(Term, "code", many=False, allow_null=True)
    other_chapters = codes(Chapter, "number", required=False)
    other_subheadings = codes(Subheading, "slug", required=False)
    recommendations = codes(Recommendation, "code", required=False)
    terms = codes(Term, "code", required=False)
    countries = codes(Country, "iso3", required=False)
    regions = codes(Region, "code", required=False)
    partner_countries = codes(Country, "iso3", required=False)
    outputs = OutputSerializer(many=True, required=False)
    figures = FigureSerializer(many=True, required=False)
    links = LinkSerializer(many=True, required=False)
    progress = ProgressSerializer(many=True, read_only=True)
    url = serializers.HyperlinkedIdentityField(view_name="activity-detail", lookup_field="reference")
    updated_at = serializers.DateTimeField(default=timezone.now)

    NESTED = {
        "participants": Participation,
        "other_partners": Partner,
        "outputs": Output,
        "figures": Figure,
        "links": Link,
    }

    class Meta:
        model = Activity
        exclude = ("id", "entities")

    @transaction.atomic
    def create(self, validated_data):
        """Write the activity, its nested rows and a snapshot for the history."""
        nested = {name: validated_data.pop(name, []) for name in self.NESTED}
        activity = super().create(validated_data)
        return self._rows(activity, nested)

    @transaction.atomic
    def update(self, instance, validated_data):
        """The same over an old activity; its nested rows are replaced."""
        nested = {name: validated_data.pop(name, []) for name in self.NESTED}
        activity = super().update(instance, validated_data)
        for name in nested:
            getattr(activity, name).all().delete()
        return self._rows(activity, nested)

    def _rows(self, activity, nested):
        for name, rows in nested.items():
            model = self.NESTED[name]
            model.objects.bulk_create([model(activity=activity, **row) for row in rows])
        History.objects.create(activity=activity, data=type(self)(activity, context=self.context).data)
        return activity
