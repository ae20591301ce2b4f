"""Finding entities and countries: by words in any of their names, by kind, network and region."""

from django.db.models import Q
from django.utils.translation import gettext_lazy

from entities.choices import EntityKind
from entities.filters import chosen_from, listed, yes_or_no
from entities.labels import labels
from entities.models import Country, Entity
from ungass_portal.lib.filters import CodesFilter, OneCodeFilter, OneFilter, StrictFilterSet


def found_by_words(kind, text):
    """Codes of a list whose label, or another way to write it, holds every word of the text."""
    words = text.casefold().split()
    return [
        code
        for code, label in labels().of(kind).items()
        if all(word in " ".join([str(code), label.name, label.short, *label.aliases]).casefold() for word in words)
    ]


class EntityFilter(StrictFilterSet):
    """Filters on the list of entities."""

    q = OneFilter(method="by_words", label=gettext_lazy("Search"))
    kind = CodesFilter(codes=chosen_from(EntityKind), lookup_expr="in", label=gettext_lazy("Kind"))
    network = OneCodeFilter(
        method="by_network",
        codes=yes_or_no(gettext_lazy("in the network"), gettext_lazy("outside the network")),
        label=gettext_lazy("Network"),
    )

    class Meta:
        model = Entity
        fields = []

    def by_words(self, queryset, name, value):
        """By acronym, name, former name or alias."""
        return queryset.filter(slug__in=found_by_words("entity", value))

    def by_network(self, queryset, name, value):
        """In the network of focal points today, or not."""
        member = Q(slug__in=labels().network)
        return queryset.filter(member if value == "true" else ~member)


class CountryFilter(StrictFilterSet):
    """Filters on the list of countries and areas."""

    q = OneFilter(method="by_words", label=gettext_lazy("Search"))
    region = CodesFilter(codes=listed("region"), method="by_region", label=gettext_lazy("Region"))

    class Meta:
        model = Country
        fields = []

    def by_words(self, queryset, name, value):
        """By name in any of the six languages, former name or code."""
        return queryset.filter(iso3__in=found_by_words("country", value))

    def by_region(self, queryset, name, value):
        """Countries within one of the regions."""
        members = labels().of("region-members")
        return queryset.filter(iso3__in={iso3 for code in value for iso3 in members[code].aliases[1]})
