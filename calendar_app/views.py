"""The calendar as a month and as lists, and the page of one event."""

from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from calendar_app import month as months
from calendar_app import rows
from calendar_app.filters import ORDERS, CalendarFilter
from calendar_app.models import CalendarEntry
from calendar_app.shown import ShownEvent
from entities.choices import RecordKind
from entities.facets import counts
from entities.filters import NONE
from entities.readers import reader_of
from entities.reading_state import state_of
from registry.entry_page import entry_page
from ungass_portal.lib import clock
from ungass_portal.lib.filters import query_with
from ungass_portal.lib.keyset import page_of
from ungass_portal.lib.partial_dates import Precision
from ungass_portal.lib.problems import BadParameter

EXTRAS = {"as", "month", "view", "after", "before"}
FACETS = ("entity", "chapter", "event_kind", "country", "status", "precision")
PAGE_SIZE = 50
IN_MONTH = 100  # events that the list under the month shows
VIEWS = {
    "month": gettext_lazy("Month"),
    "agenda": gettext_lazy("To come"),
    "past": gettext_lazy("Past"),
    "undated": gettext_lazy("No date known"),
}


@require_safe
def calendar(request):
    """A month of events, or a list of those to come, past or without a date."""
    reader = reader_of(request)
    filters = CalendarFilter(request.GET, reader, extras=EXTRAS)
    view = request.GET.get("view") or "month"
    if view not in VIEWS:
        raise BadParameter("view", _("Use one of these: %(known)s.") % {"known": ", ".join(VIEWS)})
    state = state_of(reader)
    shown = _month(request, filters) if view == "month" else _list(request, filters, view, state)
    common = {
        "view": view,
        "tabs": [
            {"label": label, "url": _url(request, view=name if name != "month" else None), "current": name == view,
             "count": None}
            for name, label in VIEWS.items()
        ],
        "filters": filters,
        "chips": [{"label": row.label, "value": row.value, "url": f"?{row.query}"} for row in filters.described()],
        "clear_url": f"?{filters.cleared()}",
        "facets": [_facet(filters, name, state) for name in FACETS if name in filters.available],
        "q": filters.chosen.get("q", ""),
        "kept": [(name, request.GET[name]) for name in ("view", "as") if request.GET.get(name)],
        "own": reader.entities,
        "today": clock.today(),
    }  # fmt: skip
    return render(request, "calendar_app/calendar.html", common | shown)


def _url(request, **changes):
    """This page's address with some parameters changed."""
    return f"{reverse('calendar')}?{query_with(request.GET, **changes)}".rstrip("?")


def _facet(filters, name, state):
    """One filter as a list to choose from, with numbers from the reader's own entries."""
    row, chosen = filters.available[name], set(filters.data.getlist(name))
    numbers = state.remember(("calendar facet", name, filters.key), lambda: counts(filters, name))
    options = []
    for code, label in row.codes().items():
        count, checked = numbers.get(0 if code == NONE else code, 0), str(code) in chosen
        if count or checked:
            options.append({"value": code, "label": _words(name, code, label), "count": count, "checked": checked})
    return {"name": name, "label": row.label, "options": options, "chosen": len(chosen)}


def _words(name, code, label):
    """A choice in words: chapters with their number, entities by their short name."""
    if name == "chapter" and code != NONE:
        return f"{code}. {label.short}"
    return label.short if name == "entity" else label.name


def _month(request, filters):
    """What the page of a month shows; four queries."""
    text = request.GET.get("month")
    first = months.first_of_month(text) if text else clock.today().replace(day=1)
    last = months.last_of_month(first)
    grid = months.grid_of(first)
    found = filters.qs.filter(date_from__isnull=False).annotate(last_day=Coalesce("date_to", "date_from"))
    exact = rows.rows(
        found.filter(precision=Precision.DAY, date_from__lte=grid[-1][-1], last_day__gte=grid[0][0]).order_by(
            "sort_date", "reference"
        )
    )
    coarse = rows.rows(
        found.filter(~Q(precision=Precision.DAY), date_from__lte=last, last_day__gte=first).order_by(
            F("last_day") - F("date_from"), "sort_date", "reference"
        )[:IN_MONTH]
    )
    in_month = [event for event in exact if event.date_from <= last and event.last_day >= first]
    return {
        "month": first,
        "weeks": months.lay_out(grid, exact),
        "events": in_month[:IN_MONTH],
        "more": max(len(in_month) - IN_MONTH, 0),
        "margin": by_period(coarse),
        "undated": filters.qs.filter(date_from__isnull=True).count(),
        "undated_url": _url(request, view="undated", month=None),
        "month_text": f"{first:%Y-%m}",
        "previous": _month_url(request, months.preceding(first)),
        "next": _month_url(request, months.following(first)),
        "this_month": _url(request, month=None, view=None),
    }


def _month_url(request, first):
    """The address of another month with the same filters."""
    return _url(request, month=f"{first:%Y-%m}")


def by_period(events):
    """Coarse events under the words of their dates, in the order given."""
    found = {}
    for event in events:
        found.setdefault(event.when, []).append(event)
    return found.items()


def _list(request, filters, view, state):
    """What a list shows, page by page."""
    if request.GET.get("month"):
        raise BadParameter("month", _("A list of all events has no month: leave it out."))
    order = ORDERS["-date" if view == "past" else "date"]
    if view == "agenda":
        entries = rows.upcoming(filters.qs)
    elif view == "past":
        entries = rows.past(filters.qs)
    else:
        entries = filters.qs.filter(date_from__isnull=True)
    total = state.remember(("calendar", view, filters.key), entries.count)
    page = page_of(rows.named(entries), order, request.GET, size=PAGE_SIZE, total=total)
    return {"events": [rows.EventRow(*row) for row in page.rows], "page": page}


@require_safe
def event(request, reference):
    """One event as the reader's audience reads it."""
    return entry_page(
        request,
        model=CalendarEntry,
        kind=RecordKind.EVENT,
        reference=reference,
        template="calendar_app/event_detail.html",
        shown=ShownEvent,
    )
