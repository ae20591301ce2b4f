"""The calendar as a month, a week, a year and as lists; the page of one event."""

from datetime import date, timedelta

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from calendar_app import month as months
from calendar_app import rows, spans, subscribing
from calendar_app.filters import ORDERS, CalendarFilter
from calendar_app.models import CalendarEntry
from calendar_app.shown import ShownEvent
from calendar_app.zones import ZoneError, known_zone, zone_names
from entities.choices import RecordKind
from entities.facets import counts
from entities.filters import NONE
from entities.models.entry import UNDATED
from entities.readers import reader_of
from entities.reading_state import state_of
from registry.entry_page import entry_page
from ungass_portal.lib import clock
from ungass_portal.lib.filters import query_with
from ungass_portal.lib.keyset import page_of
from ungass_portal.lib.problems import BadParameter

FACETS = ("entity", "chapter", "event_kind", "country", "status", "precision")
PAGE_SIZE = 50
ZONE_COOKIE, YEAR = "zone", 31_536_000
IN_MONTH_OF_YEAR = 8  # events that a month of the year's page names
VIEWS = {
    "month": gettext_lazy("Month"),
    "week": gettext_lazy("Week"),
    "ahead": gettext_lazy("Next 90 days"),
    "year": gettext_lazy("Year"),
    "agenda": gettext_lazy("To come"),
    "past": gettext_lazy("Past"),
    "undated": gettext_lazy("No date known"),
}
# Which parameter says the days that a view shows; the others have none.
DAYS = {"month": "month", "week": "day", "year": "year"}
EXTRAS = {"as", "view", "after", "before", *DAYS.values()}


@require_safe
def calendar(request):
    """A month, week or year of events, or a list of those to come, past or without a date."""
    reader = reader_of(request)
    filters = CalendarFilter(request.GET, reader, extras=EXTRAS)
    view = request.GET.get("view") or "month"
    if view not in VIEWS:
        raise BadParameter("view", _("Use one of these: %(known)s.") % {"known": ", ".join(VIEWS)})
    for other in DAYS.values():
        if request.GET.get(other) and DAYS.get(view) != other:
            raise BadParameter(other, _("This view has no %(name)s: leave it out.") % {"name": other})
    state = state_of(reader)
    shown = MAKERS[view](request, filters) if view in MAKERS else _list(request, filters, view, state)
    common = {
        "view": view,
        "tabs": [
            {"label": label, "current": name == view, "count": None,
             "url": _url(request, view=name if name != "month" else None, month=None, day=None, year=None)}
            for name, label in VIEWS.items()
        ],
        "filters": filters,
        "chips": [{"label": row.label, "value": row.value, "url": f"?{row.query}"} for row in filters.described()],
        "clear_url": f"?{filters.cleared()}",
        "facets": [_facet(filters, name, state) for name in FACETS if name in filters.available],
        "q": filters.chosen.get("q", ""),
        "kept": [(name, request.GET[name]) for name in ("view", "as", "day", "year") if request.GET.get(name)],
        "own": reader.entities,
        "own_zone": zone_of(request),
        "zone_form": True,
        **subscribing.links(request, _filters_of(request)),
        "today": clock.today(),
    }  # fmt: skip
    return render(request, "calendar_app/calendar.html", common | shown)


def _url(request, **changes):
    """This page's address with some parameters changed."""
    return f"{reverse('calendar')}?{query_with(request.GET, **changes)}".rstrip("?")


def _filters_of(request, **changes):
    """The filters of this page without what says its days."""
    return query_with(request.GET, view=None, month=None, day=None, year=None, **changes)


def zone_of(request):
    """The zone in which the reader wants times told beside those of the place; "" for none."""
    name = request.COOKIES.get(ZONE_COOKIE, "")
    return name if name in zone_names() else ""


@require_POST
def own_zone(request):
    """Keep the reader's own zone in a cookie; an empty one forgets it."""
    name = request.POST.get("zone", "").strip()
    response = redirect("calendar")
    try:
        zone = known_zone(name) if name else ""
    except ZoneError as error:
        messages.error(request, str(error))
    else:
        response.set_cookie(ZONE_COOKIE, zone, max_age=YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)
    return response


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
    found = spans.span(filters.qs, grid[0][0], grid[-1][-1], coarse_within=(first, last))
    return _days(request, filters, found, first, last) | {
        "month": first,
        "weeks": _weeks(request, grid, found.exact),
        "title": date_format(first, "YEAR_MONTH_FORMAT"),
        "month_text": f"{first:%Y-%m}",
        "previous": (_("Previous month"), _url(request, month=f"{months.preceding(first):%Y-%m}")),
        "next": (_("Next month"), _url(request, month=f"{months.following(first):%Y-%m}")),
        "now": (_("This month"), _url(request, month=None, view=None)),
    }


def _week(request, filters):
    """What the page of a week shows; four queries."""
    week = spans.week_of(spans.day_of(request.GET.get("day"), clock.today()))
    found = spans.span(filters.qs, week[0], week[-1])
    return _days(request, filters, found, week[0], week[-1]) | {
        "weeks": _weeks(request, [week], found.exact),
        "title": f"{date_format(week[0], 'MONTH_DAY_FORMAT')} – {date_format(week[-1], 'DATE_FORMAT')}",
        "previous": (_("Previous week"), _url(request, day=(week[0] - timedelta(days=7)).isoformat())),
        "next": (_("Next week"), _url(request, day=(week[0] + timedelta(days=7)).isoformat())),
        "now": (_("This week"), _url(request, day=None)),
    }


def _weeks(request, grid, exact):
    """The weeks with the bars over their days; each day leads to its week."""
    weeks = months.lay_out(grid, exact)
    for week in weeks:
        week.urls = [_url(request, view="week", day=day.isoformat(), month=None) for day in week.days]
    return weeks


def _days(request, filters, found, first, last):
    """The list and the margin of some days; one query."""
    within = found.within(first, last)
    return {
        "first": first,
        "last": last,
        "events": within[: spans.IN_LIST],
        "more": max(len(within) - spans.IN_LIST, 0),
        "margin": found.by_period,
        "undated": filters.qs.filter(sort_date=UNDATED).count(),
        "undated_url": _url(request, view="undated", month=None, day=None, year=None),
    }


def _ahead(request, filters):
    """What the page of the next ninety days shows; four queries."""
    first = clock.today()
    last = first + spans.AHEAD
    title = f"{date_format(first, 'MONTH_DAY_FORMAT')} – {date_format(last, 'DATE_FORMAT')}"
    return _days(request, filters, spans.span(filters.qs, first, last), first, last) | {"title": title}


def _year(request, filters):
    """What the page of a year shows: each month with its first events and the number of the others; four queries."""
    year = spans.year_of(request.GET.get("year"), clock.today())
    first, last = date(year, 1, 1), date(year, 12, 31)
    found = spans.span(filters.qs, first, last)
    shown = []
    for number in range(1, 13):
        start = date(year, number, 1)
        within = found.within(start, months.last_of_month(start))
        shown.append(
            {
                "first": start,
                "url": _url(request, view=None, year=None, month=f"{start:%Y-%m}"),
                "events": within[:IN_MONTH_OF_YEAR],
                "more": max(len(within) - IN_MONTH_OF_YEAR, 0),
            }
        )
    return _days(request, filters, found, first, last) | {
        "months": shown,
        "title": str(year),
        "previous": (str(year - 1), _url(request, year=year - 1)),
        "next": (str(year + 1), _url(request, year=year + 1)),
        "now": (_("This year"), _url(request, year=None)),
    }


MAKERS = {"month": _month, "week": _week, "ahead": _ahead, "year": _year}


def _list(request, filters, view, state):
    """What a list shows, page by page."""
    order = ORDERS["-date" if view == "past" else "date"]
    if view == "agenda":
        entries = rows.upcoming(filters.qs)
    elif view == "past":
        entries = rows.past(filters.qs)
    else:
        entries = filters.qs.filter(date_from__isnull=True)
    total = state.remember(("calendar", view, filters.key), entries.count)
    page = page_of(rows.named(entries), order, request.GET, size=PAGE_SIZE, total=total)
    return {"events": [rows.row_of(row) for row in page.rows], "page": page}


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
