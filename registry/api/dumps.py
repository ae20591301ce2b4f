"""Dumps in the API: everything that an audience reads, as files."""

import json
from io import FileIO

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date

from entities.api.cursors import era_of, make_cursor
from entities.api.reading import GivenForm, ReadingView
from entities.handling import notice
from entities.readers import reader_of
from entities.reading_state import positions
from registry.dumps import dump, names
from ungass_portal.lib.ranges import file_answer


class DumpList(ReadingView):
    """Files that hold everything you read: all records as lines of JSON, each list as CSV.

    `cursor` is where to follow `changes/` from once you have them.
    """

    component = "Dump"
    tag = "Staying in step"

    def body(self, request, reader, state):
        """Where the files are, and what may be done with them."""
        self.check(request)
        query = f"?as={request.GET['as']}" if request.GET.get("as") else ""
        return json.dumps(
            notice(reader.audience)
            | {
                "cursor": make_cursor(reader.audience, state.position, era_of(state.position)),
                "results": [
                    {
                        "name": name,
                        "format": content_type.partition(";")[0],
                        "url": settings.SITE_URL + reverse("api-dump-file", args=[name]) + query,
                    }
                    for name, content_type in names().items()
                ],
            },
            ensure_ascii=False,
        )


class DumpFile(ReadingView):
    """One of the files, whole or in part.

    Its ETag is strong: send it as `If-Range` with `Range` to go on where you were cut off.
    """

    component = "DumpFile"
    single = True
    tag = "Staying in step"
    media = ("application/x-ndjson", "text/csv")
    in_parts = True
    content_negotiation_class = GivenForm

    def get(self, request, name):
        """The file: 200, 206, 304, 412 or 416."""
        states = positions()
        reader = reader_of(request)
        self.check(request)
        if name not in names():
            raise Http404
        found = dump(name, reader)
        changed_at = found.changed_at and int(found.changed_at.timestamp())
        response = get_conditional_response(request, found.etag, changed_at)
        if response is None:
            response = file_answer(
                request,
                FileIO(found.path),
                etag=found.etag,
                last_modified=changed_at and http_date(changed_at),
                content_type=found.content_type,
            )
            if name.endswith(".csv"):
                response["Content-Disposition"] = f'attachment; filename="ungass-{reader.audience}-{name}"'
        response.position = states[reader.audience].position
        response["ETag"] = found.etag
        if changed_at:
            response["Last-Modified"] = http_date(changed_at)
        response["Cache-Control"] = "no-cache"
        patch_vary_headers(response, ("Authorization", "Cookie"))
        return response
