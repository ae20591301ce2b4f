"""The sealed months as each audience reads them: the list, a month and its revisions, its entries, what changed."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from entities.audiences import Reading
from entities.choices import RecordKind
from entities.kinds import kind_of, record_kinds
from entities.policies import may_review
from entities.readers import own_reader, reader_of
from registry.cells import Rows
from registry.change_sentences import sentences
from registry.choices import EditionState
from registry.codes import month_of
from registry.comparing import Live, Sort, compare
from registry.documents.shown import shown_to
from registry.edition_counts import by_chapter, by_entity
from registry.edition_pages import (
    ChangesPage,
    counts_in_words,
    entries_page,
    facts_of,
    kinds_of,
    linked_of,
    plain_rows,
    removed_row,
)
from registry.edition_reading import EditionReading
from registry.models import Edition, EditionRevision
from registry.structured import edition_dataset
from ungass_portal.lib import sorting
from ungass_portal.lib.problems import BadParameter

SENTENCES_SHOWN = 8
MONTHS_OFFERED = 24


@require_safe
def edition_list(request):
    """All sealed months, newest first, each with the newest revision of the reader's audience."""
    reader = reader_of(request)
    rows = EditionRevision.objects.filter(audience=reader.audience).select_related("edition")
    newest = list(rows.order_by("-edition_id", "-number").distinct("edition_id"))
    for revision in newest:
        revision.counted = counts_in_words(revision.counts)
    return answer(request, "list", {"revisions": newest})


@require_safe
def edition_detail(request, month, number=None):
    """One month: the newest revision, or the one that the address names."""
    reading = reading_of(request, month, number)
    if reading.closed and not _of_the_network(request):
        return _closed(request, reading)
    words = reading.labels(get_language())
    before = previous(reading)
    changes = compare(before, reading) if before else None
    told = sentences(changes, words) if changes else []
    context = {
        "reading": reading,
        "revision": reading.revision,
        "revisions": _revisions(reading),
        "is_newest": not number or number == str(EditionReading(reading.edition, reading.audience).revision.number),
        "counts": counts_in_words(reading.revision.counts),
        "shown": shown_to(reader_of(request), reading, with_jobs=may_review(request.user)),
        "linked_data": edition_dataset(reading),
        "before": before,
        "earlier": _earlier(request, reading),
        "changes": changes,
        "sentences": told[:SENTENCES_SHOWN],
        "further": max(len(told) - SENTENCES_SHOWN, 0),
        "chapters": [(code, words.get("chapter", code) if code else None, count)
                     for code, count in by_chapter(reading).items()],
    }  # fmt: skip
    return answer(request, "detail", context | _entities(reading, words))


def _entities(reading, words):
    """Labels of entities with their activities: those of the network as it was then, and all others."""
    found = {True: [], False: []}
    for slug, count in by_entity(reading).items():
        found[slug in words.network].append((words.entity(slug), count))
    network, others = (sorted(found[side], key=lambda row: sorting.key(row[0])) for side in (True, False))
    return {"entities": network, "other_entities": others} if network else {"entities": others}


def _earlier(request, reading):
    """The sealed months from which a narrative draft may reach to this one; the network makes such drafts."""
    if not _of_the_network(request):
        return []
    rows = Edition.objects.filter(state=EditionState.SEALED, month__lt=reading.edition.month)
    return list(rows.order_by("-month")[:MONTHS_OFFERED])


def _closed(request, reading):
    """410: something that this revision holds was withdrawn from its audience; its hash stays known."""
    return answer(request, "closed", {"reading": reading, "revision": reading.revision}, status=410)


def _revisions(reading):
    """The revisions of the month for its audience, newest first, each with whether it is closed."""
    rows = list(EditionRevision.objects.filter(edition=reading.edition, audience=reading.audience).order_by("-number"))
    closing = max((row.number for row in rows if row.closes_earlier), default=0)
    for row in rows:
        row.is_closed = reading.audience != Reading.NETWORK and row.number < closing
    return rows


@require_safe
def edition_entries(request, month, listing, number=None):
    """The matrix or the calendar of a month, in order of reference."""
    reading = reading_of(request, month, number)
    if reading.closed and not _of_the_network(request):
        return _closed(request, reading)
    kinds = kinds_of(listing)
    words, columns = reading.labels(get_language()), shown_columns(listing, reading)
    page = entries_page(reading, kinds, request.GET)
    suffix = f"?as={request.GET['as']}" if "as" in request.GET else ""
    place = reverse("edition-entry", args=[reading.edition.code, reading.revision.number, "ACT-0"])
    address = escape(place.replace("ACT-0", "REFERENCE") + suffix)
    if RecordKind.ACTIVITY in kinds:
        made = Rows(columns, words, suffix, dict.fromkeys(kinds, address))
        heads = made.shown
        rows = [removed_row(held, len(heads)) if held.removed else made.row(held) for held in page.rows]
    else:
        heads, rows = columns, plain_rows(page.rows, columns, words, address)
    title = {"matrix": _("Matrix of %(month)s"), "calendar": _("Calendar of %(month)s")}[listing]
    context = {
        "reading": reading,
        "revision": reading.revision,
        "number": number,
        "listing": listing,
        "title": title % {"month": reading.edition.name},
        "heads": heads,
        "rows": rows,
        "page": page,
    }
    return answer(request, "entries", context)


@require_safe
def edition_entry(request, month, reference, number=None):
    """One record as a revision holds it, for ever: its wording of then, under the names of that day."""
    reading = reading_of(request, month, number)
    if reading.closed and not _of_the_network(request):
        return _closed(request, reading)
    held = reading.entry(reference)
    if held is None:
        raise Http404
    held = held.worded_in(get_language())
    kind = kind_of(held.kind)
    columns = sealed_columns(kind, reading)
    context = {
        "reading": reading,
        "revision": reading.revision,
        "held": held,
        "kind": RecordKind(held.kind).label,
        "language": held.payload["language"],
        "facts": facts_of(held, [column for column in columns if not column.link], reading.labels(get_language())),
        "linked": linked_of(held, [column for column in columns if column.link], reading),
        "is_newest": reading.revision.number == EditionReading(reading.edition, reading.audience).revision.number,
    }
    return answer(request, "entry", context)


def sealed_columns(kind, reading):
    """The columns of a kind that the audience's format has, with the day of last confirmation."""
    fields = {name for numbered in kind.formats[reading.audience].values() for name in numbered}
    return [column for column in kind.columns if column.reads in fields and column.is_sealed]


def shown_columns(listing, reading):
    """The columns of a list that stand on its page, and the day of last confirmation where the audience reads it."""
    kind = next(kind for kind in record_kinds() if kind.listing.name == listing)
    columns = sealed_columns(kind, reading)
    return [column for column in columns if column.default or column.name == "last_confirmed"]


@require_safe
def edition_changes(request, month):
    """What changed from another sealed month (the one before, unless `since` names one) to this."""
    reading = reading_of(request, month)
    since = request.GET.get("since")
    if since is None:
        before = previous(reading)
    elif since == reading.edition.code or not (before := _reading(reading.audience, since)):
        raise BadParameter("since", _("Name another sealed month, as in 2018-01."))
    if before is None:
        raise Http404
    others = EditionRevision.objects.filter(audience=reading.audience, number=0).exclude(edition=reading.edition)
    title = _("What changed from %(before)s to %(after)s") % {
        "before": before.edition.name, "after": reading.edition.name
    }  # fmt: skip
    context = {"title": title, "others": others.select_related("edition").order_by("-edition"), "before": before}
    return _changes(request, reading, compare(before, reading), reading.labels(get_language()), context)


@require_safe
def edition_since(request, month):
    """What changed from a sealed month to today."""
    reading = reading_of(request, month)
    today = Live(reading.audience)
    title = _("What changed since the edition of %(month)s") % {"month": reading.edition.name}
    return _changes(request, reading, compare(reading, today), today.labels(get_language()), {"title": title})


def _changes(request, reading, comparison, words, context):
    """The page of a comparison: sentences, numbers, and the records with what differs in each."""
    page = ChangesPage(comparison, words, request.GET)
    context |= {
        "reading": reading,
        "comparison": comparison,
        "heads": Sort.labels,
        "sentences": sentences(comparison, words),
        "changes": page,
    }
    return answer(request, "changes", context)


# --- Finding a month -------------------------------------------------------------------------------------


def reading_of(request, month, number=None):
    """The revision that an address means, as the reader's audience has it; 404 where there is none."""
    found = _reading(reader_of(request).audience, month, number)
    if found is None:
        raise Http404
    return found


def _reading(audience, month, number=None):
    edition = Edition.objects.filter(month=month_of(month)).first()
    try:
        return edition and EditionReading(edition, audience, None if number is None else int(number))
    except EditionRevision.DoesNotExist:
        return None


def previous(reading):
    """The newest revision of the sealed month before, for the same audience; None for the first."""
    rows = EditionRevision.objects.filter(audience=reading.audience, edition__lt=reading.edition.month)
    last = rows.select_related("edition").order_by("-edition_id", "-number").first()
    return last and EditionReading(last.edition, reading.audience)


def _of_the_network(request):
    """Revisions that are closed to an outside audience stay open to the network, which may view as that audience."""
    return own_reader(request).audience == Reading.NETWORK


def answer(request, template, context, status=200):
    """A page that may be kept only after asking again: a month can get a revision, and a revision can be closed."""
    response = render(request, f"registry/editions/{template}.html", context, status=status)
    response["Cache-Control"] = "no-cache"
    return response
