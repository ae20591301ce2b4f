"""Sealed editions in the API: what an audience has as the matrix and the calendar of a month, for ever."""

import hashlib
import json
from datetime import date
from http import HTTPStatus

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import re_path, reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException

from entities.api.reading import ReadingView, limit_of
from entities.api.records import in_utc
from entities.handling import notice
from entities.kinds import listings
from entities.readers import reader_of
from entities.reading_state import positions
from registry.edition_reading import EditionReading
from registry.models import EditionRevision
from ungass_portal.lib.filters import query_with
from ungass_portal.lib.problems import BadParameter

LONGEST_REFERENCE = 12


class Closed(APIException):
    """410: something in this revision was withdrawn from the audience."""

    status_code = HTTPStatus.GONE

    def __init__(self, reading):
        super().__init__(_("Something in this revision was withdrawn. Erase your copies and take the newest revision."))
        self.members = {"sha256": reading.revision.sha256}


class EditionsView(ReadingView):
    """Reads sealed months. Their state is none of the live entries', so the ETag is made from the answer itself."""

    tag = "Editions"
    can_be_gone = True

    def get(self, request, **kwargs):
        """Answer, or 304 where the answer would be the same."""
        positions()
        text = self.body(request, reader_of(request), None, **kwargs)
        etag = f'W/"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'
        if etag in parse_etags(request.META.get("HTTP_IF_NONE_MATCH", "")):
            response = HttpResponse(status=HTTPStatus.NOT_MODIFIED)
            del response["Content-Type"]
        else:
            response = HttpResponse(text, content_type=self.media[0])
            response.objects_given = self.objects_given
        response["ETag"] = etag
        response["Cache-Control"] = "no-cache"
        patch_vary_headers(response, ("Authorization", "Cookie"))
        return response

    def reading(self, reader, month, number=None):
        """The revision asked for, the newest without a number; 404 as if it had never been, 410 once closed."""
        rows = EditionRevision.objects.filter(edition__month=date.fromisoformat(f"{month}-01"), number=number or 0)
        row = rows.filter(audience=reader.audience).select_related("edition").first()
        if row is None:
            raise Http404
        found = EditionReading(row.edition, reader.audience, None if number is None else int(number))
        if found.closed:
            raise Closed(found)
        return found


class EditionList(EditionsView):
    """Sealed months, the newest first, each with its newest revision."""

    component = "Edition"

    def body(self, request, reader, state):
        """All of them: there are twelve a year."""
        self.check(request)
        rows = EditionRevision.objects.filter(audience=reader.audience).select_related("edition")
        newest = {row.edition_id: row for row in rows.order_by("number")}
        found = [written(newest[month]) for month in sorted(newest, reverse=True)]
        self.objects_given = len(found)
        head = {"count": len(found), "next": None, "previous": None} | notice(reader.audience)
        return json.dumps(head | {"results": found}, ensure_ascii=False)


class EditionDetail(EditionsView):
    """One revision of a month; the newest where the address names none."""

    component = "Edition"
    single = True

    def body(self, request, reader, state, *, month, number=None):
        """What it is and where its parts are."""
        self.check(request)
        return json.dumps(written(self.reading(reader, month, number).revision))


class EditionRecords(EditionsView):
    """The records of a month's matrix or calendar, in order of reference, as they were sealed. Pages go forward."""

    component = "EditionRecord"
    many = True
    parameters = ("after", "limit")
    cursor = {"type": "string", "minLength": 1, "maxLength": LONGEST_REFERENCE, "pattern": "^[ -~]*$"}
    listing = ""

    def body(self, request, reader, state, *, month, number=None):
        """A page of them."""
        self.check(request)
        limit, after = limit_of(request.GET), request.GET.get("after", "")
        if len(after) > LONGEST_REFERENCE or not after.isascii() or not after.isprintable():
            raise BadParameter("after", _("This is not a place in this list. Start again from the first page."))
        found = self.reading(reader, month, number)
        kinds = next(kinds for listing, kinds in listings() if listing.name == self.listing)
        rows = list(found.entries(kinds, after, limit + 1))
        more, rows = len(rows) > limit, rows[:limit]
        self.objects_given = len(rows)
        query = query_with(request.GET, after=rows[-1].reference) if more else ""
        body = {
            "count": found.count(kinds),
            "next": f"{settings.SITE_URL}{request.path}?{query}" if more else None,
            "previous": None,
            **notice(reader.audience),
            "results": [_record(row) for row in rows],
        }
        return json.dumps(body, ensure_ascii=False)


def _record(row):
    """A record as it was sealed; of one that was removed since, what is left: reference, hash and reason."""
    day = {"last_confirmed": row.last_confirmed and row.last_confirmed.isoformat()}
    if not row.removed:
        return row.payload | row.leads_to | day
    left = {"at": in_utc(row.removed.at), "basis": row.removed.basis, "reason": row.removed.reason}
    return row.payload | day | {"removed": left | {"sha256": row.sha256}}


class EditionDocuments(EditionsView):
    """The files that were made of a month."""

    component = "Document"
    many = True

    def body(self, request, reader, state, *, month, number=None):
        """All of them."""
        self.check(request)
        reading = self.reading(reader, month, number)
        found = [
            {
                "url": settings.SITE_URL
                + reverse(
                    "edition-document",
                    kwargs={"month": month, "number": str(reading.revision.number), "name": row.name},
                ),
                "name": row.name,
                "format": row.format,
                "audience": reading.audience,
                "language": row.language,
                "volume": row.volume or None,
                "size": row.size,
                "sha256": row.sha256,
                "made_at": in_utc(row.made_at),
            }
            for row in reading.documents()
        ]
        head = {"count": len(found), "next": None, "previous": None} | notice(reader.audience)
        return json.dumps(head | {"results": found}, ensure_ascii=False)


def written(revision):
    """A revision as JSON holds it."""
    month = revision.edition.code
    base = settings.SITE_URL + reverse("api-edition", kwargs={"month": month, "number": str(revision.number)})
    return {
        "month": month,
        "revision": revision.number,
        "audience": revision.audience_id,
        "sealed_at": in_utc(revision.edition.sealed_at),
        "made_at": in_utc(revision.made_at),
        "reason": revision.reason,
        "sha256": revision.sha256,
        "counts": revision.counts,
        "url": base,
        **{part: f"{base}{part}/" for part in ("matrix", "calendar", "documents")},
    }


def routes():
    """Each part under the month, which is its newest revision, and under every revision for ever."""
    parts = {
        "": EditionDetail.as_view(),
        "matrix/": EditionRecords.as_view(listing="matrix"),
        "calendar/": EditionRecords.as_view(listing="calendar"),
        "documents/": EditionDocuments.as_view(),
    }
    found = [re_path(r"^editions/$", EditionList.as_view(), name="api-editions")]
    for part, view in parts.items():
        name = f"api-edition{'-' if part else ''}{part.strip('/')}"
        month = r"^editions/(?P<month>\d{4}-(?:0[1-9]|1[0-2]))/"
        found.append(re_path(f"{month}{part}$", view, name=f"{name}-newest"))
        found.append(re_path(rf"{month}rev-(?P<number>\d{{1,6}})/{part}$", view, name=name))
    return found
