"""The filters that activities, mandates and events share, for pages, exports and API alike."""

from django.db.models import Q
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from entities.choices import ParticipationRole
from entities.kinds import record_kinds
from entities.labels import Label, labels
from entities.models.entry import SEARCHED
from entities.search import matching, taking_part
from ungass_portal.lib.filters import CodesFilter, DayFilter, OneCodeFilter, OneFilter, StrictFilterSet, fixed
from ungass_portal.lib.problems import BadParameter

NONE = "none"


def listed(kind):
    """A function that gives the labels of one code list."""
    return lambda: labels().of(kind)


def chosen_from(choices):
    """A function that gives the labels of a TextChoices."""
    return fixed(lambda: {value: Label(value, str(label)) for value, label in choices.choices})


def of_scheme(scheme):
    """A function that gives the terms of one scheme."""
    return lambda: {code: label for code, label in labels().of("term").items() if label.group == scheme}


def chapters():
    """The chapters, and “none” for what belongs to none."""
    return {**labels().of("chapter"), NONE: Label(NONE, _("no chapter"))}


def chapter_number(text):
    """A chapter's number; any other text as it is."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else text


def yes_or_no(yes, no):
    """A function that gives labels for true and false."""
    return fixed(lambda: {"true": Label("true", str(yes)), "false": Label("false", str(no))})


def readable_fields(model, audience):
    """The payload fields that the newest format of an entry table holds for an audience."""
    found = set()
    for kind in record_kinds():
        if kind.entry is model:
            formats = kind.formats[audience]
            found.update(formats[max(formats)])
    return found


class EntryFilter(StrictFilterSet):
    """Filters on the entries of one reader. Values of one filter widen it, different filters narrow."""

    q = OneFilter(
        method="by_words",
        label=gettext_lazy("Search"),
        help_text=gettext_lazy(
            "Words in title and summary, a reference, or an entity's name; “-word” leaves out, quotes keep together."
        ),
    )
    chapter = CodesFilter(
        codes=chapters,
        read=chapter_number,
        method="by_chapter",
        needs="chapter",
        label=gettext_lazy("Chapter"),
        help_text=gettext_lazy("Number of a chapter, primary or other, or “none”."),
    )
    subheading = CodesFilter(
        field_name="subheadings",
        lookup_expr="overlap",
        codes=listed("subheading"),
        needs="subheading",
        label=gettext_lazy("Sub-heading"),
        help_text=gettext_lazy("Code of a sub-heading of a chapter."),
    )
    recommendation = CodesFilter(
        field_name="recommendations",
        lookup_expr="overlap",
        codes=listed("recommendation"),
        needs="recommendations",
        label=gettext_lazy("Recommendation"),
        help_text=gettext_lazy("Code of an operational recommendation, like 1(a)."),
    )
    term = CodesFilter(
        field_name="terms",
        lookup_expr="overlap",
        codes=listed("term"),
        needs="terms",
        label=gettext_lazy("Term"),
        help_text=gettext_lazy("Code of a term of a scheme, like sdg:3.5."),
    )
    entity = CodesFilter(
        codes=listed("entity"),
        method="by_entity",
        needs="participants",
        label=gettext_lazy("Entity"),
        help_text=gettext_lazy("Code of an entity that takes part."),
    )
    entity_role = CodesFilter(
        codes=chosen_from(ParticipationRole),
        method="by_role",
        needs="participants",
        label=gettext_lazy("Its role"),
        help_text=gettext_lazy("Narrows the filter by entity to these roles."),
    )
    country = CodesFilter(
        field_name="countries",
        lookup_expr="overlap",
        codes=listed("country"),
        read=str.upper,
        needs="countries",
        label=gettext_lazy("Country"),
        help_text=gettext_lazy("ISO alpha-3 code. A country does not match the region that it lies in."),
    )
    region = CodesFilter(
        codes=listed("region"),
        method="by_region",
        needs="regions",
        label=gettext_lazy("Region"),
        help_text=gettext_lazy("M49 code, or code of another region: itself, the regions and the countries within it."),
    )
    joint = OneCodeFilter(
        method="by_joint",
        codes=yes_or_no(gettext_lazy("joint"), gettext_lazy("individual")),
        needs="joint",
        label=gettext_lazy("Joint or individual"),
        help_text=gettext_lazy("true: several take part; false: one alone."),
    )
    undated = OneCodeFilter(
        method="by_undated",
        codes=fixed(lambda: {"include": Label("include", _("included"))}),
        needs="dates",
        label=gettext_lazy("Without dates"),
        help_text=gettext_lazy("“include” keeps what has no dates when filtering by dates."),
    )

    follows = {"entity_role": "entity"}

    def __init__(self, params, reader, *, extras=(), kinds=()):
        """`kinds` narrows the list for good, so that there is no filter by kind."""
        self.reader = reader
        entries = self._meta.model.objects.for_reader(reader).defer(*SEARCHED)
        if kinds:
            entries = entries.filter(kind__in=kinds)
        super().__init__(
            params,
            entries,
            extras=extras,
            readable=readable_fields(self._meta.model, reader.audience),
            without=("kind",) if kinds else (),
        )

    @classmethod
    def get_filters(cls):
        """`from` and `to` as well: "from" is a Python keyword, so these two cannot be class attributes."""
        dates = {
            "from": DayFilter(
                field_name="date_to",
                method="by_start",
                needs="dates",
                label=gettext_lazy("From"),
                help_text=gettext_lazy("Goes on on this day or later; a day, month, quarter, half-year or year."),
            ),
            "to": DayFilter(
                field_name="date_from",
                method="by_end",
                last=True,
                needs="dates",
                label=gettext_lazy("To"),
                help_text=gettext_lazy("Has begun by this day; a day, month, quarter, half-year or year."),
            ),
        }
        return {**super().get_filters(), **dates}

    @property
    def key(self):
        """What was chosen; a text search looks words up in the reader's language as well."""
        return (*super().key, get_language()) if self.chosen.get("q") else super().key

    def check(self):
        """A role needs an entity, and a period ends after it starts."""
        if self.chosen.get("entity_role") and not self.chosen.get("entity"):
            raise BadParameter("entity_role", _("Choose an entity as well: the role narrows that filter."))
        start, end = self.chosen.get("from"), self.chosen.get("to")
        if start and end and end < start:
            raise BadParameter("to", _("The end lies before the start."))

    def undated_left_out(self):
        """How many entries a filter by dates leaves out because they have none; one query, or none."""
        if self.chosen.get("undated") or not (self.chosen.get("from") or self.chosen.get("to")):
            return 0
        return self.without("from", "to").filter(date_from__isnull=True).count()

    def by_words(self, queryset, name, value):
        """Text search."""
        return queryset.filter(matching(value))

    def by_chapter(self, queryset, name, value):
        """Primary or other chapter; “none” is a group of its own."""
        numbers = [number for number in value if number != NONE]
        condition = Q(chapters__overlap=numbers) if numbers else Q()
        if NONE in value:
            condition |= Q(chapter=0, chapters=[])
        return queryset.filter(condition)

    def by_entity(self, queryset, name, value):
        """Takes part, in one of the chosen roles."""
        return queryset.filter(taking_part(value, self.chosen.get("entity_role") or ParticipationRole.values))

    def by_role(self, queryset, name, value):
        """Nothing of its own: it narrows the filter by entity."""
        return queryset

    def by_region(self, queryset, name, value):
        """The region, the regions within it and their countries."""
        members = labels().of("region-members")
        regions, countries = set(), set()
        for code in value:
            within, inside = members[code].aliases
            regions.update(within)
            countries.update(inside)
        condition = Q(regions__overlap=sorted(regions))
        return queryset.filter(condition | Q(countries__overlap=sorted(countries)) if countries else condition)

    def by_joint(self, queryset, name, value):
        """Joint or individual."""
        return queryset.filter(joint=value == "true")

    def by_start(self, queryset, name, value):
        """Not over before the day; a period without an end goes on."""
        return queryset.filter(
            Q(date_to__gte=value) | Q(date_to__isnull=True, date_from__isnull=False) | self._undated()
        )

    def by_end(self, queryset, name, value):
        """Begun by the day."""
        return queryset.filter(Q(date_from__lte=value) | self._undated())

    def _undated(self):
        return Q(date_from__isnull=True) if self.chosen.get("undated") else Q()

    def by_undated(self, queryset, name, value):
        """Nothing of its own: it widens the filter by dates."""
        return queryset
