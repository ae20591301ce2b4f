"""The calendar for calendar programs."""

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import condition, require_safe

from calendar_app import ical
from calendar_app.models import CalendarEntry
from entities.audiences import Reading
from entities.readers import Reader
from entities.reading_state import state_of

# Whoever asks, signed in or not: a calendar program passes on what it reads.
PUBLIC = Reader(Reading.PUBLIC)


def _etag(request):
    """Stands while the public's entries, the names used in them and the day stand."""
    return state_of(PUBLIC).etag("calendar.ics", ical.PRODUCT, settings.SITE_URL)


@require_safe
@condition(etag_func=_etag)
def public_feed(request):
    """All events of the public audience that are known to the day."""
    entries = ical.exact(CalendarEntry.objects.for_reader(PUBLIC)).order_by("sort_date", "reference")
    text = ical.calendar(
        entries.defer("search", "summary"),
        name="UNGASS joint calendar",
        url_of=lambda reference: settings.SITE_URL + reverse("event-detail", args=[reference]),
        source=settings.SITE_URL + reverse("calendar-ics"),
    )
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="ungass-calendar-public.ics"'
    response["Cache-Control"] = "no-cache"
    return response
