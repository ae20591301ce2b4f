"""Revisions of sealed editions: number 0 is the sealing, each later one a correction, numbered by audience."""

import json
from dataclasses import asdict, dataclass, replace

from django.db import connection, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from entities.audiences import OUTSIDE, Reading
from entities.history import acting
from entities.kinds import entry_models, kind_of
from entities.models import AudienceClock
from entities.policies import demand_secretariat
from entities.readers import Reader
from registry.choices import EditionState
from registry.documents import job
from registry.edition_errors import EditionError
from registry.edition_links import links_now, links_of, only_to_held, write_links
from registry.edition_reading import CONFIRMED, HELD, EditionReading, Form
from registry.models import Edition, EditionContent, EditionCorrection, EditionEntry, EditionRevision
from ungass_portal.lib import clock

WITHDRAWN = gettext_noop("A record was withdrawn.")  # no more: the reason is not for those from whom it was withdrawn

# What a revision comes to once some rows stand in the place of those that the one before it holds.
SUMMED_UP = f"""
    WITH {HELD},
    confirmed AS ({CONFIRMED}),
    revised AS (
        SELECT reference, kind, content_id, shows_confirmed FROM held
        WHERE reference <> ALL(%(references)s::varchar[])
        UNION ALL
        SELECT * FROM unnest(
            %(references)s::varchar[], %(kinds)s::varchar[], %(contents)s::varchar[], %(shows)s::boolean[]
        ) AS fresh (reference, kind, content_id, shows_confirmed)
        WHERE content_id IS NOT NULL
    ),
    lines AS (
        SELECT revised.kind, revised.reference, concat_ws(
            E'\\t', revised.reference, revised.kind, revised.content_id,
            coalesce(CASE WHEN revised.shows_confirmed THEN confirmed.day END::text, '')
        ) || E'\\n' AS line
        FROM revised LEFT JOIN confirmed ON confirmed.reference = revised.reference
    )
    SELECT
        (SELECT coalesce(jsonb_object_agg(kind, count), '{{}}')::text
            FROM (SELECT kind, count(*) FROM lines GROUP BY kind) AS counted),
        (SELECT encode(sha256(convert_to(
            coalesce(string_agg(line, '' ORDER BY reference COLLATE "C"), ''), 'UTF8')), 'hex') FROM lines)
"""


@dataclass(frozen=True)
class Sum:
    """What a revision comes to."""

    counts: dict  # kind of record -> how many
    sha256: str  # of the canonical content


def sum_up(edition, audience, number, corrections=()):
    """The Sum of the revision after one with this number: hashing takes as long as the month is large."""
    before = {"edition": edition.pk, "audience": str(audience), "number": number}
    with connection.cursor() as cursor:
        cursor.execute(SUMMED_UP, before | _columns(corrections))
        counts, sha256 = cursor.fetchone()
    return Sum(json.loads(counts), sha256)


def write_revision(edition, audience, *, number, by=None, corrections=(), summed=None, **fields):
    """Write a revision and its corrections, with counts and SHA-256, and ask for its documents; returns it.

    `summed` is its Sum, where that is known already.
    """
    summed = summed or sum_up(edition, audience, number - 1, corrections)
    revision = EditionRevision.objects.create(
        edition=edition,
        audience_id=str(audience),
        number=number,
        made_at=clock.now(),
        made_by=by,
        sha256=summed.sha256,
        counts=summed.counts,
        **fields,
    )
    EditionCorrection.objects.bulk_create(
        EditionCorrection(revision=revision, **asdict(correction)) for correction in corrections
    )
    write_links(revision, [row.reference for row in corrections] if number else None)
    job.enqueue(revision)
    return revision


def _columns(corrections):
    """Corrections as the parameters of SUMMED_UP."""
    return {
        "references": [row.reference for row in corrections],
        "kinds": [row.kind for row in corrections],
        "contents": [row.content_id for row in corrections],
        "shows": [row.shows_confirmed for row in corrections],
    }


@transaction.atomic
def correct_edition(*, edition, references, by, reason):
    """Take records into a sealed edition as each audience reads them now; returns the revisions made.

    A record that an audience reads no more goes from its revision. An audience for which nothing
    changes gets none.
    """
    demand_secretariat(by)
    if not reason.strip():
        raise EditionError(_("Say why the edition is corrected: readers see your reason."))
    lock_clocks()
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    if edition.state != EditionState.SEALED:
        raise EditionError(_("%(month)s is not sealed: correct the records themselves.") % {"month": edition.name})
    made = []
    with acting(by, reason.strip()):
        for audience in Reading:
            reading = EditionReading(edition, audience)
            corrections = _corrections(reading, references)
            if corrections:
                made.append(_follow(reading, corrections, by=by, reason=reason.strip()))
    if not made:
        raise EditionError(_("Nothing differs from what the edition holds, so there is nothing to correct."))
    return made


def _corrections(reading, references):
    """Where the audience reads something else now than the revision holds."""
    held, found = reading.forms(references), {}
    for model in entry_models():
        entries = model.objects.for_reader(Reader(reading.audience)).filter(reference__in=references)
        found |= {entry.reference: entry for entry in entries}
    EditionContent.objects.bulk_create(
        [EditionContent(sha256=entry.payload_sha256, payload=entry.payload) for entry in found.values()],
        ignore_conflicts=True,
    )
    corrections = [_as_read_now(entry) for entry in found.values()]
    gone = [form for reference, form in held.items() if reference not in found]
    leading = links_of(reading, references)
    now = only_to_held(reading, links_now(reading.audience, references), brought=found)
    changed = [
        row
        for row in corrections
        if held.get(row.reference) != row or leading.get(row.reference) != now.get(row.reference)
    ]
    return sorted([*changed, *map(_gone, gone)], key=lambda row: row.reference)


def _as_read_now(entry):
    formats = kind_of(entry.kind).formats[entry.audience_id]
    shows = "last_confirmed" in formats[entry.format_number]
    return Form(entry.reference, entry.kind, entry.record_id, entry.payload_sha256, shows)


def _gone(form):
    return replace(form, content_id=None, shows_confirmed=False)


def _follow(reading, corrections, **fields):
    """The revision after the newest one of an audience, under the same names."""
    last = reading.revision
    return write_revision(
        reading.edition,
        reading.audience,
        number=last.number + 1,
        labels_id=last.labels_id,
        corrections=corrections,
        **fields,
    )


def sums_without(record, audiences):
    """The Sums of the revisions that a withdrawal makes, by edition, audience and the number of the one before.

    A sealed month does not change, so this is done before the clocks are locked: while a hundred large months
    are hashed, only the record itself waits. What is revised or sealed meanwhile is summed up under the clocks.
    """
    found = {}
    for reading, gone in _held_by_editions(record, audiences):
        found[_place(reading)] = sum_up(reading.edition, reading.audience, reading.revision.number, gone)
    return found


def revise_for_withdrawal(record, audiences, sums):
    """Revise the sealed editions of outside audiences that hold a withdrawn record; returns the revisions made.

    To those audiences the earlier revisions are closed. The portal makes them by itself: who withdrew the
    record, and why, stands in the record's own history. Doing it twice changes nothing. Called under the
    clocks of the audiences, so that no month is sealed meanwhile; `sums` are those of sums_without.
    """
    return [
        _follow(reading, gone, summed=sums.get(_place(reading)), reason=WITHDRAWN, closes_earlier=True)
        for reading, gone in _held_by_editions(record, audiences)
    ]


def _held_by_editions(record, audiences):
    """The newest revisions of outside audiences that hold a record, each with what takes it out."""
    for audience in audiences:
        for edition in _editions_with(record, audience):
            reading = EditionReading(edition, audience)
            held = reading.forms([record.reference]).values()
            if held:
                yield reading, list(map(_gone, held))


def _place(reading):
    return reading.edition.pk, reading.audience, reading.revision.number


def follow_without(reading, references, **fields):
    """The revision after the newest one, without some records; to outside audiences it closes those that held them."""
    gone = list(map(_gone, reading.forms(references).values()))
    closes_earlier = bool(gone) and reading.audience in OUTSIDE
    return _follow(reading, gone, closes_earlier=closes_earlier, **fields)


def _editions_with(record, audience):
    """Sealed editions in which an audience may hold the record: by its intervals, or by a correction."""
    sealed = Edition.objects.filter(state=EditionState.SEALED)
    mine = {"audience": audience, "reference": record.reference}
    corrected = EditionCorrection.objects.filter(revision__audience=audience, reference=record.reference)
    within = Q(pk__in=corrected.values("revision__edition"))
    for first, ended in EditionEntry.objects.filter(**mine).values_list("from_edition", "end__at_edition"):
        within |= Q(month__gte=first, month__lt=ended) if ended else Q(month__gte=first)
    return sealed.filter(within)


def lock_clocks(audiences=tuple(Reading)):
    """Lock the clocks of audiences in their order, to the end of the transaction."""
    clocks = AudienceClock.objects.filter(audience__in=audiences).order_by("audience__order")
    return list(clocks.select_for_update(of=("self",)))
