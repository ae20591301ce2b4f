"""Calendars for calendar programs: the public's, a view's, one event's, and those under secret addresses."""

from django.conf import settings
from django.http import Http404, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, gettext_lazy, override
from django.views.decorators.http import condition, require_safe

from calendar_app import ical, secret_feeds
from calendar_app.filters import CalendarFilter
from calendar_app.models import CalendarEntry
from entities import access_log
from entities.audiences import Reading
from entities.models import AccessKind
from entities.readers import Reader, reader_of
from entities.reading_state import state_of
from ungass_portal.lib.filters import query_with
from ungass_portal.lib.problems import BadParameter

# Whoever asks, signed in or not: a calendar program passes on what it reads.
PUBLIC = Reader(Reading.PUBLIC)
NAME = gettext_lazy("UNGASS joint calendar")


def _answer(text, filename):
    """A calendar as an answer that is asked for again each time."""
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{filename}.ics"'
    response["Cache-Control"] = "no-cache"
    return response


def _public(request):
    """The public's events, with the filters of the calendar; an unknown one is refused before it is compared."""
    if not hasattr(request, "_chosen"):
        request._chosen = CalendarFilter(request.GET, PUBLIC, extras={"as"})
    return request._chosen


def _query(request):
    """Its filters alone: whom somebody is to be viewed as is no matter of the public's feed."""
    return query_with(request.GET, **{"as": None})


def _etag(request):
    """Stands while the public's entries, the names used in them and the day stand."""
    _public(request)
    return state_of(PUBLIC).etag("calendar.ics", get_language(), ical.PRODUCT, settings.SITE_URL, _query(request))


@require_safe
@condition(etag_func=_etag)
def public_feed(request):
    """The events of the public audience that are known to the day: all, or those that the filters choose."""
    filters, query = _public(request), _query(request)
    address = settings.SITE_URL + reverse("calendar-ics") + (f"?{query}" if query else "")
    text = ical.calendar(filters.qs, PUBLIC, name=NAME, address=address, withdrawn=not query)
    return _answer(text, "ungass-calendar-public")


@require_safe
def view(request):
    """The reader's own events as a file, with the filters of the calendar."""
    reader = reader_of(request)
    filters = CalendarFilter(request.GET, reader, extras={"as"})
    address = settings.SITE_URL + request.get_full_path()
    response = _answer(ical.calendar(filters.qs, reader, name=NAME, address=address), "ungass-calendar")
    patch_vary_headers(response, ["Authorization", "Cookie"])
    return response


@require_safe
def event(request, reference):
    """One event as a file; 404 for what the reader may not see or what has no exact day."""
    reader = reader_of(request)
    entry = CalendarEntry.objects.for_reader(reader).filter(reference=reference)
    text = ical.calendar(entry, reader, name=NAME, address=settings.SITE_URL + request.path)
    if "BEGIN:VEVENT" not in text:
        raise Http404
    response = _answer(text, reference)
    patch_vary_headers(response, ["Authorization", "Cookie"])
    return response


def _found(request, secret):
    """The feed of a secret with its reader; 404 for one that is unknown, ended, lapsed or switched off."""
    if not hasattr(request, "_feed"):
        request._feed = secret_feeds.find(secret)
    if request._feed is None:
        raise Http404
    return request._feed


def _secret_etag(request, secret):
    """Stands while what the feed's person reads stands, and what entities allow in such feeds."""
    feed, reader = _found(request, secret)
    request._telling = secret_feeds.telling_more()
    told = sorted(request._telling)
    parts = (feed.person.language, feed.secret_sha256, feed.query, told, settings.SITE_URL)
    return state_of(reader).etag("secret feed", *parts)


@require_safe
@condition(etag_func=_secret_etag)
def secret(request, secret):
    """A person's feed: of each event title, dates, city and address, unless all its organisers allow more."""
    feed, reader = _found(request, secret)
    try:
        filters = CalendarFilter(QueryDict(feed.query), reader)
    except BadParameter as error:
        raise Http404 from error  # a filter that this reader no longer has
    with override(feed.person.page_language):
        text = ical.calendar(
            filters.qs,
            reader,
            name=f"{NAME}: {feed.name}",
            address=settings.SITE_URL + reverse("calendar"),  # the feed's own address stays out of what it gives
            full_of=request._telling,
            withdrawn=not feed.query,
        )
    if reader.audience != Reading.PUBLIC:
        # without the address, which is the secret
        access_log.keep(AccessKind.PULL, request=request, person=feed.person, audience=reader.audience,
                        path=reverse("account-feeds"), query=feed.query)  # fmt: skip
    return _answer(text, "ungass-calendar")
