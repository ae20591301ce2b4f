"""Code lists in the API: what every reader may see, because it is reference data and not an entry."""

import json

from django.conf import settings
from django.db.models import Q
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy

from entities.api.reading import PAGING, ReadingView, limit_of, list_text
from entities.choices import EntityKind
from entities.filters import chosen_from, listed, yes_or_no
from entities.labels import labels
from entities.models import Country, Entity, Region
from ungass_portal.lib.filters import CodesFilter, OneCodeFilter, StrictFilterSet
from ungass_portal.lib.keyset import Order, page

# JSON schemas of members that are no single value.
TEXTS = {"type": "array", "items": {"type": "string"}}
BY_LANGUAGE = {"type": "object", "additionalProperties": {"type": "string"}}


def rows_of(**members):
    """The JSON schema of rows of plain members, all of them always there."""
    properties = {name.rstrip("_"): {"type": kind} for name, kind in members.items()}
    row = {"type": "object", "required": list(properties), "properties": properties, "additionalProperties": False}
    return {"type": "array", "items": row}


NAMES = rows_of(name="string", acronym="string", from_=["string", "null"], to=["string", "null"])


class CodeView(ReadingView):
    """Reads one code list. Subclasses name the model's `code` column and write a row as a dict."""

    tag = "Code lists"
    code = "code"
    columns = {}  # name of each member -> (type or JSON schema, what it means), for the documentation

    def rows(self):
        """The rows of the list, with what writing them needs."""
        raise NotImplementedError

    def written(self, row):
        """A row as a dict."""
        raise NotImplementedError

    def text(self, row):
        """A row as JSON text."""
        return json.dumps(self.written(row), ensure_ascii=False)


class CodeList(CodeView):
    """A whole code list, in the order of its codes."""

    filterset_class = StrictFilterSet
    parameters = PAGING

    def body(self, request, reader, state):
        """A page of the list."""
        params = request.GET
        filters = self.filterset_class(params, self.rows(), extras=("as", *self.parameters))
        found = page(
            filters.qs,
            Order("code", (self.code,)),
            limit=limit_of(params),
            after=params.get("after", ""),
            before=params.get("before", ""),
        )
        total = state.remember((type(self).__name__, filters.key), filters.qs.count)
        return list_text(request, found, total, map(self.text, found.rows))


class CodeDetail(CodeView):
    """One row of a code list."""

    def read_code(self, text):
        """The code of the address as the column holds it."""
        return text

    def body(self, request, reader, state, *, code):
        """The row, or 404."""
        self.check(request)
        if not code.isprintable():
            raise Http404
        row = self.rows().filter(**{self.code: self.read_code(code)}).first()
        if row is None:
            raise Http404
        return self.text(row)


def page_address(name, *args):
    """The address of a page of the portal."""
    return settings.SITE_URL + reverse(name, args=args)


class EntityFilter(StrictFilterSet):
    """Filters on entities."""

    kind = CodesFilter(
        codes=chosen_from(EntityKind),
        lookup_expr="in",
        label=gettext_lazy("Kind"),
        help_text=gettext_lazy("What sort of body it is."),
    )
    network = OneCodeFilter(
        codes=yes_or_no(gettext_lazy("in the network"), gettext_lazy("outside the network")),
        method="by_network",
        label=gettext_lazy("Network"),
        help_text=gettext_lazy("true: belongs to the network of focal points today."),
    )

    def by_network(self, queryset, name, value):
        """In the network today, or not."""
        inside = Q(slug__in=labels().network)
        return queryset.filter(inside if value == "true" else ~inside)


class Entities:
    """How entities are read and written."""

    code = "slug"
    columns = {
        "code": ("string", gettext_lazy("Code that payloads use; it never changes.")),
        "name": ("string", gettext_lazy("Name valid today.")),
        "acronym": ("string", gettext_lazy("Acronym valid today, or the name.")),
        "kind": ("string", gettext_lazy("What sort of body it is.")),
        "un_system": ("boolean", gettext_lazy("Belongs to the United Nations system.")),
        "network": ("boolean", gettext_lazy("Belongs to the network of focal points today.")),
        "parent": (("string", "null"), gettext_lazy("Code of the entity that it is part of.")),
        "names": (NAMES, gettext_lazy("All its names, each with its first and last day.")),
        "aliases": (TEXTS, gettext_lazy("Other ways in which people write its name.")),
        "url": ("string", gettext_lazy("Its page.")),
    }

    def rows(self):
        """Entities with their names."""
        return Entity.objects.select_related("parent").prefetch_related("names", "aliases")

    def written(self, row):
        """An entity as a dict."""
        dictionary = labels()
        label = dictionary.entity(row.slug)
        return {
            "code": row.slug,
            "name": label.name,
            "acronym": label.short,
            "kind": row.kind,
            "un_system": row.un_system,
            "network": row.slug in dictionary.network,
            "parent": row.parent.slug if row.parent else None,
            "names": [
                {
                    "name": name.name,
                    "acronym": name.acronym,
                    "from": name.valid_from and name.valid_from.isoformat(),
                    "to": name.valid_to and name.valid_to.isoformat(),
                }
                for name in row.names.all()
            ],
            "aliases": [alias.alias for alias in row.aliases.all()],
            "url": page_address("entity-detail", row.slug),
        }


class EntityList(Entities, CodeList):
    """Entities: UN bodies, commissions, regional bodies, NGOs."""

    filterset_class = EntityFilter


class EntityDetail(Entities, CodeDetail):
    """One entity."""


class CountryFilter(StrictFilterSet):
    """Filters on countries and areas."""

    region = CodesFilter(
        codes=listed("region"),
        method="by_region",
        label=gettext_lazy("Region"),
        help_text=gettext_lazy("Countries and areas within the region."),
    )

    def by_region(self, queryset, name, value):
        """Within one of the regions."""
        members = labels().of("region-members")
        return queryset.filter(iso3__in={iso3 for code in value for iso3 in members[code].aliases[1]})


class Countries:
    """How countries and areas are read and written."""

    code = "iso3"
    columns = {
        "code": ("string", gettext_lazy("ISO 3166 alpha-3 code, which payloads use.")),
        "iso2": ("string", gettext_lazy("ISO 3166 alpha-2 code.")),
        "m49": ("string", gettext_lazy("UN M49 code.")),
        "name": ("string", gettext_lazy("UN name in the language of the request.")),
        "names": (BY_LANGUAGE, gettext_lazy("UN names by language code.")),
        "regions": (TEXTS, gettext_lazy("Codes of the regions that it lies in.")),
        "latitude": (("number", "null"), gettext_lazy("Latitude of the point that stands for it on maps.")),
        "longitude": (("number", "null"), gettext_lazy("Longitude of the point that stands for it on maps.")),
        "url": ("string", gettext_lazy("Its page.")),
    }

    def rows(self):
        """All countries and areas."""
        return Country.objects.all()

    def written(self, row):
        """A country as a dict."""
        dictionary = labels()
        return {
            "code": row.iso3,
            "iso2": row.iso2,
            "m49": row.m49,
            "name": dictionary.get("country", row.iso3).name,
            "names": row.names,
            "regions": [
                code for code, label in dictionary.of("region-members").items() if row.iso3 in label.aliases[1]
            ],
            "latitude": row.latitude,
            "longitude": row.longitude,
            "url": page_address("country-detail", row.iso3.lower()),
        }


class CountryList(Countries, CodeList):
    """Countries and areas of the UN M49 standard."""

    filterset_class = CountryFilter


class CountryDetail(Countries, CodeDetail):
    """One country or area."""

    def read_code(self, text):
        """Codes are written in capitals or not."""
        return text.upper()


class Regions:
    """How regions are read and written."""

    columns = {
        "code": ("string", gettext_lazy("M49 code, or a code outside M49, which payloads use.")),
        "name": ("string", gettext_lazy("Name in the language of the request.")),
        "names": (BY_LANGUAGE, gettext_lazy("Names by language code.")),
        "parent": (("string", "null"), gettext_lazy("Code of the region that it lies in.")),
        "m49": ("boolean", gettext_lazy("Is it a region of M49?")),
        "countries": (TEXTS, gettext_lazy("Codes of the countries and areas within it.")),
    }

    def rows(self):
        """All regions."""
        return Region.objects.all()

    def written(self, row):
        """A region as a dict."""
        dictionary = labels()
        return {
            "code": row.code,
            "name": dictionary.get("region", row.code).name,
            "names": row.names,
            "parent": row.parent_id,
            "m49": row.is_m49,
            "countries": list(dictionary.of("region-members")[row.code].aliases[1]),
        }


class RegionList(Regions, CodeList):
    """Regions of M49, and other regions that documents name."""


class RegionDetail(Regions, CodeDetail):
    """One region."""
