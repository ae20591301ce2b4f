"""Filters of the API and of the page."""

import django_filters

from scripts.bench.plain.models import (
    Activity,
    Chapter,
    Country,
    Entity,
    Event,
    Recommendation,
    Region,
    Subheading,
    Term,
)


class ActivityFilter(django_filters.FilterSet):
    """The usual filters by relation and by value."""

    chapter = django_filters.ModelChoiceFilter(to_field_name="number", queryset=Chapter.objects.all())
    subheading = django_filters.ModelChoiceFilter(to_field_name="slug", queryset=Subheading.objects.all())
    entity = django_filters.ModelMultipleChoiceFilter(
        field_name="participants__entity__slug", to_field_name="slug", queryset=Entity.objects.all()
    )
    country = django_filters.ModelMultipleChoiceFilter(
        field_name="countries__iso3", to_field_name="iso3", queryset=Country.objects.all()
    )
    region = django_filters.ModelMultipleChoiceFilter(
        field_name="regions__code", to_field_name="code", queryset=Region.objects.all()
    )
    recommendation = django_filters.ModelMultipleChoiceFilter(
        field_name="recommendations__code", to_field_name="code", queryset=Recommendation.objects.all()
    )
    term = django_filters.ModelMultipleChoiceFilter(
        field_name="terms__code", to_field_name="code", queryset=Term.objects.all()
    )
    begins_after = django_filters.DateFilter(field_name="date_from", lookup_expr="gte")

    class Meta:
        model = Activity
        fields = ["level", "scope", "status", "joint"]


class EventFilter(django_filters.FilterSet):
    """The usual filters of events."""

    organisers = django_filters.ModelMultipleChoiceFilter(to_field_name="slug", queryset=Entity.objects.all())

    class Meta:
        model = Event
        fields = ["status", "place"]
