"""Where a list of events is subscribed to and taken along: by everybody, and under one's own secret address."""

from django.http import QueryDict
from django.urls import reverse


def links(request, query):
    """The addresses for a list with these filters (a query string), for the menu “Subscribe”."""
    chosen = QueryDict(query, mutable=True)
    chosen.pop("as", None)
    public = chosen.urlencode()
    feed = request.build_absolute_uri(_with(reverse("calendar-ics"), public))
    return {
        "feed_url": feed,
        "webcal_url": "webcal:" + feed.partition(":")[2],
        "feeds_url": _with(reverse("account-feeds"), public) if request.user.is_authenticated else "",
        "file_url": _with(reverse("calendar-view-ics"), query),
        "filtered": bool(public),
    }


def _with(path, query):
    return f"{path}?{query}" if query else path
