"""Documents of sealed editions, for those who may read them."""

import io
import logging

from django.http import FileResponse, Http404
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import content_disposition_header, http_date, quote_etag
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe

from entities.audiences import Reading
from entities.readers import own_reader, reader_of
from registry.choices import EditionState
from registry.documents import store
from registry.documents.base import Sealed
from registry.documents.forms import FORMS, WORD
from registry.documents.making import LANGUAGE, languages
from registry.documents.paper import MOST_ON_PAPER, heading
from registry.documents.span import MATRIX, SpanInVolumes, title_of
from registry.edition_reading import EditionReading, held_between
from registry.models import Edition, EditionDocument
from ungass_portal.lib.problems import BadParameter
from ungass_portal.lib.ranges import file_answer

log = logging.getLogger(__name__)
SPAN_WRITER = "narrative.write_span"  # imported late, as the formats are


def document_for(reader, month, number, name):
    """The document of this address that the reader may have; raises Http404 as if it had never been.

    The network reads the files of all audiences, whoever else only those of the own one.
    """
    rows = EditionDocument.objects.select_related("revision__edition", "revision__purge").filter(
        revision__edition__month=f"{month}-01", revision__number=number, name=name
    )
    if reader.audience != Reading.NETWORK:
        rows = rows.filter(revision__audience=reader.audience)
    document = rows.first()
    if document is None:
        raise Http404
    return document


def is_closed(reader, document):
    """Was something withdrawn from the reader's audience since?"""
    revision = document.revision
    return (
        reader.audience != Reading.NETWORK
        and EditionReading(revision.edition, revision.audience_id, revision.number).closed
    )


def _is_gone(reader, document):
    """Is the document offered to this reader no more?"""
    return hasattr(document.revision, "purge") or is_closed(reader, document)


def _etag(request, month, number, name):
    """The content's own hash; none for what is answered in words."""
    document = document_for(reader_of(request), month, number, name)
    return None if _is_gone(reader_of(request), document) else quote_etag(document.sha256)


@require_safe
@condition(etag_func=_etag)
def download(request, month, number, name):
    """One document as it was made: 410 where its revision was closed to the audience, or something in it removed."""
    reader = reader_of(request)
    document = document_for(reader, month, number, name)
    if _is_gone(reader, document):
        shown = {"document": document, "newest": f"/editions/{month}/"}
        response = render(request, "registry/document_closed.html", shown, status=410)
    else:
        response = _file(request, document)
    response["Cache-Control"] = "no-cache"
    patch_vary_headers(response, ["Authorization", "Cookie"])
    return response


def _file(request, document):
    """The stored file; a file that is away is told to the operator, and to the reader in words."""
    try:
        response = file_answer(
            request,
            store.opened(document.path),
            etag=quote_etag(document.sha256),
            last_modified=http_date(document.made_at.timestamp()),
            content_type=FORMS[document.format].content_type,
        )
    except OSError as error:
        log.error("The document %s cannot be read from the store: %s", document.path, error)
        return render(request, "registry/document_away.html", {"document": document}, status=503)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=document.name)
    return response


@require_safe
def narrative_of_span(request, month):
    """A narrative draft from the month `from` to this one, made as it is asked for: it is a draft, and kept nowhere.

    For the network, which with `as` gets what it may send to the other audiences; in the reader's language where
    the portal is translated into it. A long span is answered with the list of its volumes, or the `volume` asked for.
    """
    if own_reader(request).audience != Reading.NETWORK:
        raise Http404
    reader = reader_of(request)
    editions = list(_span(request.GET.get("from") or month, month))
    language = translation.get_language() if translation.get_language() in languages() else LANGUAGE
    with translation.override(language):
        sealed = [Sealed(EditionReading(edition, reader.audience), language) for edition in editions]
        response = _narrative(request, sealed)
    response["Cache-Control"] = "no-cache"
    patch_vary_headers(response, ["Authorization", "Cookie"])
    return response


def _narrative(request, sealed):
    """The draft, or the volume of it that is asked for; for a long one of which none is, the list of its volumes."""
    first, last = sealed[0], sealed[-1]
    name, asked = f"ungass-{first.edition.code}-to-{last.edition.code}-{last.audience}", request.GET.get("volume")
    is_long = held_between(first.edition, last.edition, last.audience, last.lists[MATRIX][1]) > MOST_ON_PAPER
    if is_long:
        span = SpanInVolumes(sealed)
        if asked is None:
            return render(request, "registry/editions/span_volumes.html", _volumes(span))
        volume = _one_of(span.volumes, asked)
        sealed, name = span.editions_of(volume), f"{name}-{volume.stem}"
    elif asked is not None:
        raise BadParameter("volume", _("This document is not divided into volumes."))
    file = io.BytesIO()
    import_string(f"registry.documents.{SPAN_WRITER}")(sealed, file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{name}-narrative-draft.docx", content_type=WORD)


def _volumes(span):
    """The volumes of a long span as their page lists them, by heading."""
    first, last = span.editions[0], span.editions[-1]
    rows = [(volume, heading(last.words, "chapter", volume.chapter), len(volume.records)) for volume in span.volumes]
    return {"title": title_of(first, last), "first": first.edition, "edition": last.edition, "volumes": rows}


def _one_of(volumes, asked):
    """The volume that an address asks for; raises BadParameter where there is none."""
    found = next((volume for volume in volumes if str(volume.number) == asked), None)
    if found is None:
        raise BadParameter("volume", _("It stands in volumes 1 to %(count)d.") % {"count": len(volumes)})
    return found


def _span(first, last):
    """The sealed editions from a month to a month, both of which must be sealed."""
    rows = Edition.objects.filter(state=EditionState.SEALED, month__lte=f"{last}-01").order_by("month")
    codes = [row.code for row in rows]
    if last not in codes:
        raise Http404
    if first not in codes:
        raise BadParameter("from", _("Use one of these: %(known)s.") % {"known": ", ".join(codes)})
    return rows[codes.index(first) :]
