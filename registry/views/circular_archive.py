"""What was sent round, for readers: the archive of each audience, the public's feed, and leaving a list."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from entities.audiences import Reading
from entities.mail.writing import site
from entities.readers import Reader, reader_of
from registry import circulars
from ungass_portal.lib.keyset import Order, page_of

NEWEST_FIRST = Order("", ("published_at", "slug"), reverse=True)
FEED_LENGTH = 30


@require_safe
def archive(request):
    """The circulars that the reader may read, newest first."""
    page = page_of(circulars.archive(reader_of(request)), NEWEST_FIRST, request.GET, size=30)
    for row in page.rows:
        row.short = circulars.in_short(row.html)
    return render(request, "registry/circulars/archive.html", {"page": page})


@require_safe
def detail(request, slug):
    """One circular as it was sent."""
    row = get_object_or_404(circulars.archive(reader_of(request)), slug=slug)
    context = {
        "circular": row,
        "reads": Reading(row.audience_id).label,
        "edition_url": reverse("edition-detail", args=[row.month]) if row.month else "",
    }
    return render(request, "registry/circulars/detail.html", context)


@require_safe
def feed(request):
    """The public circulars as an Atom feed; the same for everybody who asks."""
    rows = circulars.archive(Reader(Reading.PUBLIC.value)).order_by(*NEWEST_FIRST.fields)[:FEED_LENGTH]
    made = Atom1Feed(
        title=_("UNGASS portal: circulars"),
        link=site(reverse("circulars")),
        description="",
        feed_url=site(reverse("circulars-atom")),
        language="en",
        author_name=_("CND secretariat"),
    )
    for row in rows:
        made.add_item(
            title=row.title,
            link=site(row.get_absolute_url()),
            unique_id=site(row.get_absolute_url()),
            description=row.html,
            pubdate=row.published_at,
            updateddate=row.published_at,
        )
    response = HttpResponse(made.writeString("utf-8"), content_type=made.content_type)
    response["Cache-Control"] = "no-cache"
    patch_vary_headers(response, ["Accept-Language"])
    return response


@csrf_exempt  # whoever holds the signed link may leave; a mail program's one click brings no cookie
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request, token):
    """Leave the lists that a letter came by. Opening the link asks, sending it does it."""
    found = circulars.lists_of(token)
    if found is None:
        raise Http404
    lists, address = found
    if request.method == "POST":
        circulars.leave(lists, address)
    context = {"lists": lists, "address": address, "done": request.method == "POST"}
    return render(request, "registry/circulars/leave.html", context)
