"""Chapters, recommendations and terms in the API."""

from django.http import Http404
from django.utils.translation import gettext_lazy

from entities.api.code_lists import CodeDetail, CodeList, page_address, rows_of
from entities.filters import chapter_number, listed
from registry.models import Chapter, Recommendation, Term
from ungass_portal.lib.filters import CodesFilter, StrictFilterSet

SUBHEADINGS = rows_of(code="string", title="string", short_title="string")


class Chapters:
    """How chapters are read and written."""

    code = "number"
    columns = {
        "code": ("integer", gettext_lazy("Number, which payloads use.")),
        "title": ("string", gettext_lazy("Official title in the outcome document.")),
        "short_title": ("string", gettext_lazy("Short title.")),
        "subheadings": (SUBHEADINGS, gettext_lazy("Its sub-headings in order: code, title and short title.")),
        "url": ("string", gettext_lazy("Its page.")),
    }

    def rows(self):
        """Chapters with their sub-headings."""
        return Chapter.objects.prefetch_related("subheadings")

    def written(self, row):
        """A chapter as a dict."""
        return {
            "code": row.number,
            "title": row.title,
            "short_title": row.short_title,
            "subheadings": [
                {"code": heading.slug, "title": heading.title, "short_title": heading.short_title}
                for heading in row.subheadings.all()
            ],
            "url": page_address("chapter-detail", row.number),
        }


class ChapterList(Chapters, CodeList):
    """The seven thematic chapters of the outcome document (A/RES/S-30/1)."""


class ChapterDetail(Chapters, CodeDetail):
    """One chapter."""

    def read_code(self, text):
        """A number; anything else is no chapter."""
        number = chapter_number(text)
        if not isinstance(number, int):
            raise Http404
        return number


class RecommendationFilter(StrictFilterSet):
    """Filters on recommendations."""

    chapter = CodesFilter(
        codes=listed("chapter"),
        read=chapter_number,
        lookup_expr="in",
        label=gettext_lazy("Chapter"),
        help_text=gettext_lazy("Number of a chapter."),
    )


class Recommendations:
    """How recommendations are read and written."""

    columns = {
        "code": ("string", gettext_lazy("Code like 1(a), which payloads use.")),
        "chapter": ("integer", gettext_lazy("Number of its chapter.")),
        "topic": ("string", gettext_lazy("What it is about, in our own words.")),
        "evidence": ("string", gettext_lazy("How sure its code and content are.")),
        "evidence_found_in": ("string", gettext_lazy("Where the evidence was found.")),
        "retired": ("boolean", gettext_lazy("No longer offered for new records.")),
        "url": ("string", gettext_lazy("Its page.")),
    }

    def rows(self):
        """All recommendations."""
        return Recommendation.objects.all()

    def written(self, row):
        """A recommendation as a dict."""
        return {
            "code": row.code,
            "chapter": row.chapter_id,
            "topic": row.topic,
            "evidence": row.status,
            "evidence_found_in": row.where,
            "retired": row.retired,
            "url": page_address("recommendation-detail", row.code),
        }


class RecommendationList(Recommendations, CodeList):
    """Operational recommendations of the outcome document, as far as they are known."""

    filterset_class = RecommendationFilter


class RecommendationDetail(Recommendations, CodeDetail):
    """One recommendation."""


class TermFilter(StrictFilterSet):
    """Filters on terms."""

    scheme = CodesFilter(
        codes=listed("scheme"),
        lookup_expr="in",
        label=gettext_lazy("Scheme"),
        help_text=gettext_lazy("Code of a scheme, like sdg."),
    )


class Terms:
    """How terms are read and written."""

    columns = {
        "code": ("string", gettext_lazy("Code like sdg:3.5, which payloads use.")),
        "scheme": ("string", gettext_lazy("Code of its scheme.")),
        "scheme_title": ("string", gettext_lazy("Title of its scheme.")),
        "label": ("string", gettext_lazy("What it means.")),
        "acronym": ("string", gettext_lazy("Acronym, if it has one.")),
        "parent": (("string", "null"), gettext_lazy("Code of the wider term.")),
        "retired": ("boolean", gettext_lazy("No longer offered for new records.")),
    }

    def rows(self):
        """Terms with their schemes."""
        return Term.objects.select_related("scheme")

    def written(self, row):
        """A term as a dict."""
        return {
            "code": row.code,
            "scheme": row.scheme_id,
            "scheme_title": row.scheme.title,
            "label": row.label,
            "acronym": row.acronym,
            "parent": row.parent_id,
            "retired": row.retired,
        }


class TermList(Terms, CodeList):
    """Terms of all schemes: SDG targets, kinds of event, programmes."""

    filterset_class = TermFilter


class TermDetail(Terms, CodeDetail):
    """One term."""
