"""The public's changes as an Atom feed: what was shared, changed and withdrawn last."""

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import parse_etags
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from entities.api.cursors import make_cursor
from entities.audiences import Reading
from entities.choices import REFERENCE_PREFIXES, ChangeKind
from entities.handling import TERMS, attribution, terms_address
from entities.kinds import entry_models
from entities.models import Change
from entities.readers import Reader
from entities.reading_state import state_of
from ungass_portal.lib.lists import colon

SHOWN = 50
WORDS = {
    ChangeKind.CREATED: gettext_lazy("Shared"),
    ChangeKind.CHANGED: gettext_lazy("Changed"),
    ChangeKind.WITHDRAWN: gettext_lazy("Withdrawn"),
}


@require_safe
def feed(request):
    """The newest changes; whoever asks reads what the public reads."""
    reader = Reader(Reading.PUBLIC)
    state = state_of(reader)
    etag = state.etag(request.path, get_language())
    if etag in parse_etags(request.META.get("HTTP_IF_NONE_MATCH", "")):
        response = HttpResponse(status=304)
        del response["Content-Type"]
    else:
        response = HttpResponse(_text(reader, state), content_type="application/atom+xml; charset=utf-8")
    response["ETag"] = etag
    response["Cache-Control"] = "no-cache"
    patch_vary_headers(response, ["Accept-Language"])
    return response


def _text(reader, state):
    """The feed as XML."""
    changes = Change.objects.filter(audience_id=reader.audience, position__lte=state.position)
    rows = list(changes.order_by("-position")[:SHOWN])
    references = [row.reference for row in rows]
    titles = {}
    for model in entry_models():
        entries = model.objects.for_reader(reader).filter(reference__in=references)
        titles |= dict(entries.values_list("reference", "title"))
    address = settings.SITE_URL + reverse("changes-feed")
    atom = Atom1Feed(
        title=_("Changes in the UNGASS portal"),
        link=settings.SITE_URL + reverse("home"),
        description="",
        feed_url=address,
        language=get_language(),
        feed_copyright=f"{attribution()} {TERMS[reader.audience]} {terms_address()}",
    )
    for row in rows:
        withdrawn = row.kind == ChangeKind.WITHDRAWN or row.reference not in titles
        atom.add_item(
            title=f"{WORDS[row.kind]}{colon()}{row.reference if withdrawn else titles[row.reference]}",
            link=_page(row.reference),
            description="",
            unique_id=f"{address}#{make_cursor(row.audience_id, row.position)}",
            updateddate=row.at,
            pubdate=row.at,
        )
    return atom.writeString("utf-8")


def _page(reference):
    """The page of a record."""
    kinds = {prefix: kind for kind, prefix in REFERENCE_PREFIXES.items()}
    return settings.SITE_URL + reverse(f"{kinds[reference.split('-')[0]]}-detail", args=[reference])
