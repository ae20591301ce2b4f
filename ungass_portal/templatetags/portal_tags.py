"""What the templates of every app need: addresses that keep the view, the language of a wording, data for the web."""

import json

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from ungass_portal.lib import lists
from ungass_portal.lib.addresses import address as address_of
from ungass_portal.lib.language_codes import RIGHT_TO_LEFT, spoken

register = template.Library()

# What could end the element that holds the data, as JSON writes it too.
ESCAPED = {ord(character): f"\\u{ord(character):04X}" for character in "<>&"}


@register.simple_tag(takes_context=True)
def address(context, view, *args, **query):
    """The address of a view with a query; empty values are left out, “view as” is kept."""
    return address_of(context["request"], reverse(view, args=args), **query)


@register.filter
def wording(language):
    """The attributes of an element that holds somebody's own wording: `<h1 {{ language|wording }}>`."""
    return format_html('lang="{}" dir="{}"', str(language), direction(language))


@register.filter
def direction(language):
    """The writing direction of a language."""
    return "rtl" if spoken(str(language)) in RIGHT_TO_LEFT else "ltr"


@register.filter
def listed(names):
    """Names one after the other, with the comma of the page's language."""
    return lists.listed(names)


@register.simple_tag
def comma():
    """What stands between the names of a list."""
    return lists.comma()


@register.simple_tag
def semicolon():
    """What stands between names that may hold commas."""
    return lists.semicolon()


@register.simple_tag
def colon():
    """What stands between a name and what is told of it."""
    return lists.colon()


@register.simple_tag
def linked_data(data):
    """JSON-LD for search engines: a block of data, which browsers do not run, so that the content policy holds."""
    text = json.dumps(data, ensure_ascii=False).translate(ESCAPED)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')
