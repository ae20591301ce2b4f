"""The calendar's part of pages that are not its own."""

from functools import cache, lru_cache
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django import template
from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from calendar_app import planning, rows, subscribing
from calendar_app.choices import EventStatus
from calendar_app.plans import Plan
from calendar_app.zones import at
from entities import tallies, tongues
from entities.choices import EntityKind, ParticipationRole
from entities.labels import labels
from entities.readers import reader_of
from entities.reading_state import state_of
from entities.search import taking_part
from entities.templatetags.label_tags import in_role, takes_part
from ungass_portal.lib.addresses import address
from ungass_portal.lib.lists import listed
from ungass_portal.templatetags.portal_tags import wording

register = template.Library()

SHORT = 5
COLOURS = 7


@register.inclusion_tag("calendar_app/_events.html", takes_context=True)
def next_events(context):
    """The next events of all; one query."""
    request = context["request"]
    reader = reader_of(request)
    found = rows.rows(rows.next_first(rows.readable(reader))[:SHORT])
    return _shown(request, reader, upcoming=found, more=address(request, reverse("calendar"), view="agenda"))


@register.inclusion_tag("calendar_app/_events.html", takes_context=True)
def upcoming_entries(context, *, activity="", entity="", country="", chapter=None, recommendation=""):
    """Events of one activity (by reference), entity, country, chapter or recommendation; three queries.

    What is to come first, then the latest of what has been, then what has no date.
    """
    request = context["request"]
    reader = reader_of(request)
    wanted = {"entity": entity, "country": country, "chapter": chapter, "recommendation": recommendation}
    found = rows.readable(reader).filter(_condition(activity=activity, **wanted))
    more = None if activity else address(request, reverse("calendar"), view="past", **wanted)
    return _shown(
        request,
        reader,
        upcoming=rows.rows(rows.next_first(found)[:SHORT]),
        past=rows.rows(rows.last_first(found)[:SHORT]),
        undated=rows.rows(found.filter(date_from__isnull=True).order_by("reference")[:SHORT]),
        more=more,
        empty=True,
    )


@register.inclusion_tag("calendar_app/_subscribe.html", takes_context=True)
def subscribe_menu(context, **subject):
    """The menu “Subscribe” for the events of one entity, chapter, country or recommendation."""
    request = context["request"]
    return subscribing.links(request, urlencode({name: code for name, code in subject.items() if code}))


@register.simple_tag
def is_commission(entity):
    """Is the entity a functional commission, with a page of its inter-commission work?"""
    return entity.kind == EntityKind.FUNCTIONAL_COMMISSION


def _condition(*, activity, entity, country, chapter, recommendation):
    if activity:
        return Q(activities__contains=[activity])
    if entity:
        return taking_part([entity])
    if country:
        return Q(countries__contains=[country])
    if chapter:
        return Q(chapters__contains=[chapter])
    return Q(recommendations__contains=[recommendation])


def _shown(request, reader, **parts):
    return {"request": request, "own": reader.entities, **parts}


@register.simple_tag(takes_context=True)
def event_counts(context):
    """Events by entity (in any role), counted once for the reader's state: dict of slug to number."""
    reader = reader_of(context["request"])
    found = state_of(reader).remember("events by entity", lambda: tallies.by_entity(rows.readable(reader)))
    return {slug: sum(row[role] for role in ParticipationRole.values) for slug, row in found.items()}


@register.simple_tag(takes_context=True)
def event_counts_by_country(context):
    """Events by country, counted once for the reader's state: dict of code to number."""
    reader = reader_of(context["request"])
    return state_of(reader).remember("events by country", lambda: tallies.by_code(rows.readable(reader), "countries"))


@register.filter
def kind_colour(code):
    """The class of the colour of a kind of event; the same for a kind on every page."""
    return _colours(labels().version).get(code, "")


@lru_cache(maxsize=4)
def _colours(version):
    """The classes of all kinds under a state of the reference data."""
    kinds = [term for term, label in labels().of("term").items() if label.group == "event-kinds"]
    return {code: f"kind-{place % COLOURS + 1}" for place, code in enumerate(kinds)}


@register.simple_tag(takes_context=True)
def bar(context, cell):
    """A bar over the days that an event covers in a week; a month has hundreds, for which a template each is slow.

    Whether it is tentative, off or one's own is said in words too.
    """
    event, own = cell.event, takes_part(cell.event.participants, context["own"])
    marks = {
        "from-before": cell.from_before,
        "goes-on": cell.goes_on,
        "tentative": event.status == EventStatus.TENTATIVE,
        "cancelled": event.is_off,
        "own": own,
    }
    said = [event.when]
    if event.is_off or event.status == EventStatus.TENTATIVE:
        said.append(EventStatus(event.status).label)
    if own:
        said.append(_("your entity"))
    return format_html(
        '<td colspan="{}"><a class="bar {}{}" href="{}" title="{}"><span {}>{}</span>'
        '<span class="visually-hidden">, {}</span></a></td>',
        cell.days,
        kind_colour(event.event_kind),
        "".join([f" bar-{name}" for name, holds in marks.items() if holds]),
        address(context["request"], _page_of(event.reference)),
        " · ".join(filter(None, (event.title, tongues.foreign(event.language), event.when))),
        wording(event.language),
        f"{event.title}: {event.part}" if event.part else event.title,
        listed(said),
    )


def _page_of(reference):
    """The page of an event: reversing it for each of hundreds would cost most."""
    return _pages().replace("REFERENCE", reference)


@cache
def _pages():
    return reverse("event-detail", args=["REFERENCE"])


@register.simple_tag(takes_context=True)
def times(context, event):
    """When an event of a list is: dates, times at the place and, where they differ, in the reader’s own zone."""
    told = [event.when or _("no date")]
    if event.when and not event.date_from:  # the words of whoever reported it
        told = [format_html("<span {}>{}</span>", wording(event.language), event.when)]
    if event.at:
        until = f"–{event.until}" if event.until else ""
        place = '<span class="at">{}{} <span class="muted">{}</span></span>'
        told.append(format_html(place, event.at, until, event.time_zone))
        own_zone = context.get("own_zone")
        if own_zone and own_zone != event.time_zone:
            told.append(format_html('<span class="at muted">{}</span>', _in_zone(event, own_zone)))
    return format_html_join(" ", "{}", ((part,) for part in told))


@register.simple_tag(takes_context=True)
def event_line(context, event):
    """Title, kind, place and leads of an event of a list: pages hold many, for which a template each is slow."""
    kind = labels().get("term", event.event_kind).name if event.event_kind else ""
    leads = listed(entity.short for entity in in_role(event.participants, ParticipationRole.LEAD))
    return format_html(
        '<a href="{}" {}>{}</a>{}<p>{}</p>',
        address(context["request"], _page_of(event.reference)),
        wording(event.language),
        f"{event.title}: {event.part}" if event.part else event.title,
        tongues.beside(event.language),
        " · ".join(filter(None, (kind, event.venue, leads))),
    )


def _in_zone(event, zone):
    """An event's times in another zone, with the day where it differs."""
    second = event.second
    start = at(event.date_from, event.at, event.time_zone, second=second).astimezone(ZoneInfo(zone))
    told = f"{start:%H:%M}"
    if event.until:
        end = at(event.last_day, event.until, event.time_zone, second=second).astimezone(ZoneInfo(zone))
        told += f"–{end:%H:%M}"
    day = "" if start.date() == event.date_from else f", {date_format(start, 'MONTH_DAY_FORMAT')}"
    return f"{told} {zone}{day}"


@register.inclusion_tag("calendar_app/_clashes.html", takes_context=True)
def clashes_of_form(context, form, record):
    """What clashes with the event in a form as it is shown."""
    plan = Plan.typed(form.data, record.reference if record else "")
    return planning.found(plan, context["request"].user)
