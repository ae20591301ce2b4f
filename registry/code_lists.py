"""Loaders of the labels of chapters, sub-headings, recommendations and terms."""

from entities import labels
from entities.labels import Label
from entities.official_names import left_in, named
from registry.models import Chapter, Edition, Recommendation, Scheme, Subheading, Term

MONTHS_UNDER_WAY = "month-under-way"


def chapters(language, on):
    """The seven chapters in order; keys are numbers."""
    return {
        row.number: Label(row.number, named(row.title, language), named(row.short_title, language))
        for row in Chapter.objects.all()
    }


def subheadings(language, on):
    """Sub-headings in the outcome document's order, grouped by chapter number."""
    return {
        row.slug: Label(row.slug, named(row.title, language), named(row.short_title, language), row.chapter_id)
        for row in Subheading.objects.all()
    }


def recommendations(language, on):
    """Operational recommendations by code, grouped by chapter number; aliases hold the evidence status."""
    return {
        row.code: Label(
            row.code,
            row.topic,
            row.code,
            row.chapter_id,
            offered=not row.retired,
            aliases=(row.status,),
            language=left_in(row.topic, language),
        )
        for row in Recommendation.objects.all()
    }


def schemes(language, on):
    """Schemes by code."""
    return {row.slug: Label(row.slug, named(row.title, language)) for row in Scheme.objects.all()}


def terms(language, on):
    """Terms of all schemes by code, grouped by scheme."""
    return {
        row.code: Label(
            row.code,
            named(row.label, language),
            row.acronym,
            row.scheme_id,
            offered=not row.retired,
            language=left_in(row.label, language),
        )
        for row in Term.objects.all()
    }


def months_under_way(language, on):
    """Months that are open or in review, oldest first: grouped by state, the deadline as alias.

    So a page tells its readers of the month without a query of its own.
    """
    rows = Edition.objects.under_way()
    return {row.code: Label(row.code, row.name, group=row.state, aliases=(row.deadline_at,)) for row in rows}


def register():
    """Make the code lists of this app known."""
    labels.register(MONTHS_UNDER_WAY, months_under_way)
    labels.register("chapter", chapters)
    labels.register("subheading", subheadings)
    labels.register("recommendation", recommendations)
    labels.register("scheme", schemes)
    labels.register("term", terms)
