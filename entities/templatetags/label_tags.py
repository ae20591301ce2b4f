"""Codes as people read them, in templates."""

from django import template

from entities import tongues
from entities.labels import labels
from ungass_portal.lib.partial_dates import Period
from ungass_portal.templatetags.portal_tags import wording

register = template.Library()


@register.filter
def label(code, kind):
    """The label of a code: `{{ "AFG"|label:"country" }}`; its name, short form and group are attributes."""
    return labels().get(kind, code)


@register.filter
def foreign(language):
    """The name of a wording's language behind its title, where it is not the page's: `{{ row.language|foreign }}`."""
    return tongues.beside(language)


@register.filter
def tongue(label):
    """The attributes of an element that holds the name of a label which is left in another language than the page's."""
    return wording(label.language) if label and label.language else ""


@register.filter
def in_role(participants, role):
    """Labels of the entities that have a role, out of a list of "slug:role"."""
    return [labels().entity(part.partition(":")[0]) for part in participants if part.endswith(f":{role}")]


@register.filter
def period(dates):
    """Dates of a payload in words, no finer than they are known; empty where nothing is known."""
    return str(Period.from_json(dates) or "")


@register.filter
def takes_part(participants, slugs):
    """Does one of the entities take part, given a list of "slug:role"?"""
    return any(part.partition(":")[0] in slugs for part in participants)


@register.filter
def of(counts, code):
    """The value of a dict for a key that is a variable; nothing where there is none."""
    return counts.get(code)
