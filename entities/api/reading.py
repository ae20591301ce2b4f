"""What every reading address of the API has in common: the reader, the state, ETags, limits, pages."""

import json

from django.conf import settings
from django.http import HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.views import APIView

from entities.handling import notice
from entities.readers import reader_of
from entities.reading_state import positions
from ungass_portal.lib.filters import LONGEST_EXTRA, check_parameters, query_with
from ungass_portal.lib.problems import BadParameter

LIMIT, MOST = 100, 500
PAGING = ("after", "before", "limit")


class GivenForm(BaseContentNegotiation):
    """For addresses that have one form, whatever an asker prefers."""

    def select_parser(self, request, parsers):
        """The first: none is needed."""
        return parsers[0]

    def select_renderer(self, request, renderers, format_suffix=None):
        """The first, which errors are written in as well."""
        return renderers[0], renderers[0].media_type


class ReadingView(APIView):
    """Answers GET in the name of a reader, and with 304 while nothing that the answer depends on has changed.

    Subclasses give `body(request, reader, state)`, which returns JSON text.
    """

    http_method_names = ["get", "head"]
    permission_classes = ()
    parameters = ()  # names of query parameters that are no filters
    cursor = {"type": "string", "minLength": 1, "maxLength": LONGEST_EXTRA}  # JSON schema of `after`
    may_be_empty = ()  # parameters that mean something without a value
    objects_given = 1  # how many records the answer holds: counted for its token
    component = ""  # name of the schema of what it gives, where its own name does not say it
    single = False  # does it give one object, though its address names none?
    many = False  # does it give a page, though its address names one thing?
    can_be_gone = False  # does it answer 410 for what was withdrawn?
    media = ("application/json",)  # media types of the answer
    in_parts = False  # does it answer `Range`?
    tag = ""  # the heading that it stands under in the documentation

    def initial(self, request, *args, **kwargs):
        """Refuse parameters without a value: whoever sends one means something by it."""
        super().initial(request, *args, **kwargs)
        for name, values in request.GET.lists():
            if "" in values and name not in self.may_be_empty:
                raise BadParameter(name, _("Give it a value, or leave it out."))

    def get(self, request, **kwargs):
        """Answer from the reader's own entries."""
        states = positions()  # first: it also settles the dictionary that says who is in the network
        reader = self.reader(request)
        state = states[reader.audience]
        etag = state.etag(request.path, request.META["QUERY_STRING"], get_language())
        if etag in parse_etags(request.META.get("HTTP_IF_NONE_MATCH", "")):
            response = HttpResponse(status=304)
            del response["Content-Type"]
        else:
            text = self.body(request, reader, state, **kwargs)
            response = HttpResponse(text, content_type=self.media[0])
            response.objects_given = self.objects_given
        response.position = state.position
        response["ETag"] = etag
        response["Cache-Control"] = "no-cache"
        patch_vary_headers(response, ("Authorization", "Cookie"))
        return response

    def reader(self, request):
        """In whose name it is read."""
        return reader_of(request)

    def check(self, request):
        """Refuse parameters that this address does not have."""
        check_parameters(request.GET, ("as", *self.parameters))


def limit_of(params):
    """How many rows a page may have."""
    text = params.get("limit", "")
    if not text:
        return LIMIT
    if not (text.isascii() and text.isdigit() and len(text) < 6 and 1 <= int(text) <= MOST):
        raise BadParameter("limit", _("Write a number from 1 to %(most)s.") % {"most": MOST})
    return int(text)


def fields_of(params, available):
    """The fields that `fields=` asks for, in the order given, or None for all."""
    given = [name.strip() for text in params.getlist("fields") for name in text.split(",") if name.strip()]
    for name in given:
        if name not in available:
            known = ", ".join(sorted(available))
            raise BadParameter(
                "fields",
                _("“%(name)s” is not a field. There are: %(known)s.") % {"name": name[:60], "known": known},
            )
    return list(dict.fromkeys(given)) or None


def list_text(request, page, total, rows, *, reader=None):
    """The JSON text of a page: its rows are JSON texts already. What holds records says how to handle them."""
    following, previous = (_address(request, side) for side in (page.next, page.previous))
    said = f"{notice_text(reader)}, " if reader else ""
    head = f'{{"count": {total}, "next": {following}, "previous": {previous}, {said}"results": ['
    return head + ",\n".join(rows) + "]}"


def notice_text(reader):
    """How records may be handled and used, as members of a JSON text."""
    return json.dumps(notice(reader.audience), ensure_ascii=False)[1:-1]


def _address(request, side):
    """The JSON text of a neighbour's address, or null."""
    if side is None:
        return "null"
    query = query_with(request.GET, **side)
    return json.dumps(f"{settings.SITE_URL}{request.path}{'?' if query else ''}{query}")
