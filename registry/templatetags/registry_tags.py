"""The registry's part of pages that are not its own."""

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from entities.choices import ParticipationRole, RecordKind
from entities.labels import labels
from entities.readers import reader_of
from registry.about import Overview, about
from registry.choices import ActivityStatus
from registry.models import Term
from ungass_portal.lib.addresses import address

register = template.Library()


@register.simple_tag(takes_context=True)
def activity_counts(context):
    """All activities counted by entity, chapter, country and recommendation: an Overview."""
    return Overview(reader_of(context["request"]))


@register.simple_tag
def programmes_led(entity):
    """Programmes that an entity leads; one query."""
    return list(Term.objects.filter(scheme="programmes", lead_entity=entity, retired=False))


@register.inclusion_tag("registry/_about.html", takes_context=True)
def activities_about(context, **subject):
    """Figures and lists of the activities of one entity, country, chapter or recommendation; five queries."""
    request = context["request"]
    found = about(reader_of(request), **subject)

    def matrix(**query):
        return address(request, reverse("matrix"), kind=RecordKind.ACTIVITY.value, **{**subject, **query})

    return {
        "request": request,
        "about": found,
        "subject": subject,
        "figures": figures(found, matrix, entity=subject.get("entity")),
        "chapters": [] if "chapter" in subject else chapters(found, matrix),
        "entities": entities(found, matrix, request, own=subject.get("entity")),
        "countries": [] if "country" in subject else countries(found, matrix),
        "all_url": matrix(),
        "mandates_url": address(request, reverse("matrix"), kind=RecordKind.MANDATE.value, **subject),
    }


def figures(found, matrix, *, entity=None):
    """Key numbers, each with the address of what it counts."""
    rows = [(found.total, ngettext("activity", "activities", found.total), {})]
    if entity:
        roles = found.by_entity.get(entity, {})
        for role, words in (
            (ParticipationRole.LEAD, _("as lead")),
            (ParticipationRole.CO_LEAD, _("as co-lead")),
            (ParticipationRole.PARTNER, _("as partner")),
        ):
            rows.append((roles.get(role, 0), words, {"entity_role": role.value}))
    rows.append((found.joint, _("joint with others"), {"joint": "true"}))
    return [{"count": count, "label": label, "url": matrix(**query)} for count, label, query in rows]


def chapters(found, matrix):
    """Chapters with their number of activities, and those without a chapter."""
    words = labels()
    return [
        {
            "number": number if number != "none" else None,
            "title": words.get("chapter", number).short if number != "none" else _("no chapter"),
            "count": count,
            "url": matrix(chapter=number),
        }
        for number, count in found.by_chapter.items()
        if count or number != "none"
    ]


def entities(found, matrix, request, own=None):
    """Entities in the order of their names with their number of activities in this lot."""
    return [
        {
            "label": label,
            "count": found.by_entity[slug]["all"],
            "url": address(request, reverse("entity-detail", args=[slug])),
            # Two entities in one address widen the list, so a shared activity has no address of its own.
            "matrix": None if own else matrix(entity=slug),
        }
        for slug, label in labels().of("entity").items()
        if slug in found.by_entity and slug != own
    ]


def countries(found, matrix):
    """Countries in the order of their names with their number of activities in this lot."""
    return [
        {"label": label, "count": found.by_country[iso3], "matrix": matrix(country=iso3)}
        for iso3, label in labels().of("country").items()
        if iso3 in found.by_country
    ]


@register.filter
def status_words(status):
    """An activity's status as people read it."""
    return ActivityStatus(status).label
