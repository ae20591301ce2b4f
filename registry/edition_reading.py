"""A sealed edition as one audience reads it: what pages, files, the API and comparisons are made from.

Nothing here asks the live tables. A revision never changes, so it is read in batches by keyset, and no
cursor has to be held open however long a file takes.
"""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property, lru_cache
from itertools import batched

from django.db import connection
from django.db.models import Count, Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from entities.audiences import OUTSIDE
from entities.choices import RemovalBasis
from entities.payload import in_language
from registry.edition_links import linked_fields, links_of
from registry.label_sets import stored_labels
from registry.models import EditionConfirmation, EditionContent, EditionEntry, EditionRevision
from registry.vienna import VIENNA

BATCH = 1000

# The rows of a revision: the intervals that reach over its month, with what its corrections put in their place.
CORRECTED = """
    corrected AS (
        SELECT DISTINCT ON (correction.reference)
            correction.reference, correction.kind, correction.record_id, correction.content_id,
            correction.shows_confirmed
        FROM registry_editioncorrection correction
        JOIN registry_editionrevision revision ON revision.id = correction.revision_id
        WHERE revision.edition_id = %(edition)s AND revision.audience_id = %(audience)s
            AND revision.number <= %(number)s
        ORDER BY correction.reference, revision.number DESC
    )
"""
HELD = f"""
    {CORRECTED},
    held AS (
        SELECT entry.reference, entry.kind, entry.record_id, entry.content_id, entry.shows_confirmed
        FROM registry_editionentry entry
        LEFT JOIN registry_editionentryend ended ON ended.entry_id = entry.id
        WHERE entry.audience_id = %(audience)s AND entry.from_edition_id <= %(edition)s
            AND coalesce(ended.at_edition_id, 'infinity') > %(edition)s
            AND entry.reference NOT IN (SELECT reference FROM corrected)
        UNION ALL
        SELECT * FROM corrected WHERE content_id IS NOT NULL
    )
"""
CONFIRMED = """
    SELECT reference, day FROM registry_editionconfirmation, unnest("references") AS reference
    WHERE edition_id = %(edition)s
"""
FORMS = f"""
    WITH {HELD}
    SELECT held.reference, held.kind, held.record_id, held.content_id, held.shows_confirmed
    FROM held
    WHERE held.reference = ANY(%(references)s)
"""
# Limited on both sides before they are put together, and the ends looked up one by one: so the index of entries is
# read from the place on, and a page costs the same after many months as after one.
WANTED = "reference {beyond} AND (%(kinds)s::varchar[] IS NULL OR kind = ANY(%(kinds)s))"
IN_ORDER = "ORDER BY reference {way} LIMIT %(limit)s"
BATCH_OF_ENTRIES = f"""
    WITH {CORRECTED},
    batch AS (
        SELECT * FROM (
            (
                SELECT reference, kind, content_id, shows_confirmed FROM registry_editionentry entry
                WHERE audience_id = %(audience)s AND from_edition_id <= %(edition)s AND {WANTED}
                    AND coalesce((
                        SELECT ended.at_edition_id FROM registry_editionentryend ended WHERE ended.entry_id = entry.id
                    ), 'infinity') > %(edition)s
                    AND reference NOT IN (SELECT reference FROM corrected)
                {IN_ORDER}
            )
            UNION ALL
            (
                SELECT reference, kind, content_id, shows_confirmed FROM corrected
                WHERE content_id IS NOT NULL AND {WANTED}
                {IN_ORDER}
            )
        ) AS found
        {IN_ORDER}
    )
    SELECT batch.reference, batch.kind, content.payload, content.sha256,
        batch.shows_confirmed, removed.basis, removed.reason, removed.at
    FROM batch
    JOIN registry_editioncontent content ON content.sha256 = batch.content_id
    LEFT JOIN registry_removedcontent removed ON removed.content_id = content.sha256
    ORDER BY batch.reference
"""
FORWARDS = BATCH_OF_ENTRIES.format(beyond="> %(place)s", way="ASC")
BACKWARDS = BATCH_OF_ENTRIES.format(beyond="< %(place)s", way="DESC")
SOME = BATCH_OF_ENTRIES.format(beyond="= ANY(%(place)s)", way="ASC")
# What a record is sorted by, without the rest of its payload.
OUTLINE = f"""
    WITH {HELD}
    SELECT held.reference, held.kind, content.payload->{{fields}}
    FROM held JOIN registry_editioncontent content ON content.sha256 = held.content_id
    WHERE held.kind = ANY(%(kinds)s)
"""


@dataclass(frozen=True)
class Form:
    """In which form a revision holds a record; no content means that it does not."""

    reference: str
    kind: str
    record_id: int
    content_id: str | None = None
    shows_confirmed: bool = False


@dataclass(frozen=True)
class Removed:
    """Why a wording is no longer held: it was removed for safety or by law."""

    basis: str
    reason: str
    at: datetime

    def __str__(self):
        basis = RemovalBasis(self.basis).label
        day = date_format(self.at.astimezone(VIENNA), "DATE_FORMAT")
        return _("Removed on %(day)s for %(basis)s: %(reason)s") % {"day": day, "basis": basis, "reason": self.reason}


@dataclass(frozen=True)
class Held:
    """One record as a revision holds it."""

    reference: str
    kind: str
    payload: dict
    sha256: str
    last_confirmed: date | None  # none also where the audience's format does not list it
    carried_over: bool  # not confirmed since the edition opened
    removed: Removed | None = None  # the payload is gone, and this stands in its place
    leads_to: dict = field(default_factory=dict)  # name of a field to the reference, or list of them, that it leads to

    def worded_in(self, language):
        """The record as it reads in a language, where it has a text in it."""
        return replace(self, payload=in_language(self.payload, language)) if self.payload.get("texts") else self


class EditionReading:
    """One revision of an edition for one audience; the newest unless a number is given.

    Raises EditionRevision.DoesNotExist for a month that is not sealed and for a number that there is not.
    """

    def __init__(self, edition, audience, number=None):
        self.edition, self.audience = edition, str(audience)
        rows = EditionRevision.objects.filter(edition=edition, audience=self.audience)
        rows = rows if number is None else rows.filter(number=number)
        self.revision = rows.order_by("-number").first()
        if self.revision is None:
            raise EditionRevision.DoesNotExist

    @property
    def scope(self):
        """The parameters of HELD."""
        return {"edition": self.edition.pk, "audience": self.audience, "number": self.revision.number}

    def narrow(self, side):
        """SQL of its rows without payloads (reference, kind, content_id), and the parameters, both named by a side."""
        sql = f"SELECT reference, kind, content_id FROM (WITH {HELD} SELECT * FROM held) AS held"
        return sql.replace("%(", f"%({side}_"), {f"{side}_{name}": value for name, value in self.scope.items()}

    def payloads(self, forms):
        """Payloads of some of its rows, given as (reference, content_id): by reference."""
        found = dict(EditionContent.objects.filter(pk__in={content for _same, content in forms}).values_list())
        return {reference: found[content] for reference, content in forms}

    @property
    def opened_on(self):
        """The day on which the month opened: what was confirmed before is carried over."""
        return self.edition.opens_at.astimezone(VIENNA).date()

    @cached_property
    def closed(self):
        """Is it closed to its audience, because something was withdrawn since? The network still reads it."""
        later = EditionRevision.objects.filter(
            edition=self.edition, audience=self.audience, number__gt=self.revision.number, closes_earlier=True
        )
        return self.audience in OUTSIDE and later.exists()

    def entries(self, kinds=None, after="", limit=None):
        """The records in order of reference, as Held, read a batch at a time.

        `kinds` keeps some kinds only, `after` begins behind a reference, `limit` ends after so many.
        """
        if limit is None:
            yield from self._all(kinds, after)
            return
        while limit > 0:
            size = min(BATCH, limit)
            rows = self._batch(kinds, after, size)
            yield from self._as_held(rows)
            if len(rows) < size:
                return
            after, limit = rows[-1][0], limit - size

    def _all(self, kinds, after):
        """All records behind a reference; the next batch is read while the last one is worked on."""
        with ThreadPoolExecutor(max_workers=1) as pool:
            rows = self._batch(kinds, after, BATCH)
            while len(rows) == BATCH:
                found = self._as_held(rows)
                # the thread gets a cursor of this one's connection, which it could not open by itself
                following = pool.submit(self._read, connection.cursor(), kinds, rows[-1][0], BATCH)
                yield from found
                rows = following.result()
            yield from self._as_held(rows)

    def entries_before(self, reference, limit, kinds=None):
        """The records that stand just before a reference, in order of reference."""
        return list(self._as_held(self._batch(kinds, reference, limit, BACKWARDS)))

    def entry(self, reference):
        """One record as it holds it; None where it does not."""
        return next(self.some([reference]), None)

    def some(self, references):
        """Those of some records that it holds, a batch at a time."""
        for batch in batched(references, BATCH):
            yield from self._as_held(self._batch(None, list(batch), len(batch), SOME))

    def outline(self, kinds, fields, without=None):
        """All records of some kinds as payloads of these fields only, beside reference and kind; in no order.

        `without` is another reading: what it holds is left out.
        """
        names = {f"field_{number}": name for number, name in enumerate(fields)}
        sql = OUTLINE.format(fields=", content.payload->".join(f"%({name})s::text" for name in names))
        params = self.scope | names | {"kinds": list(kinds)}
        if without:
            rows, others = without.narrow("other")
            sql += f" AND NOT EXISTS (SELECT FROM ({rows}) AS other WHERE other.reference = held.reference)"
            params |= others
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            rows = cursor.fetchall()
        for reference, kind, *values in rows:
            found = (value if value is None else json.loads(value) for value in values)
            yield {"reference": reference, "kind": kind} | dict(zip(fields, found, strict=True))

    def _batch(self, kinds, place, limit, sql=FORWARDS):
        return self._read(connection.cursor(), kinds, place, limit, sql)

    def _read(self, cursor, kinds, place, limit, sql=FORWARDS):
        """Rows of one statement; payloads still as text."""
        with cursor:
            cursor.execute(sql, self.scope | {"kinds": list(kinds) if kinds else None, "place": place, "limit": limit})
            return cursor.fetchall()

    @cached_property
    def days(self):
        """The day on which each record had last been confirmed when the edition was sealed."""
        return _days(self.edition.pk, self.revision.sha256)

    def _as_held(self, rows):
        """Rows of a batch as Held, one by one; where they lead is asked for all of them at once."""
        linking = [row[0] for row in rows if row[1] in linked_fields()]
        links = links_of(self, linking) if linking else {}
        return (self._held(row, links.get(row[0], {})) for row in rows)

    def _held(self, row, leads_to):
        reference, kind, payload, sha256, shows_confirmed, *removed = row
        day = self.days.get(reference) if shows_confirmed else None
        carried_over = shows_confirmed and (day is None or day < self.opened_on)
        if payload is None:
            left, told = {"reference": reference, "kind": kind, "title": "", "language": "en"}, Removed(*removed)
            return Held(reference, kind, left, sha256, day, carried_over, told)
        return Held(reference, kind, json.loads(payload), sha256, day, carried_over, leads_to=leads_to)

    def forms(self, references):
        """In which form it holds some records: reference to Form; those that it does not hold are left out."""
        with connection.cursor() as cursor:
            cursor.execute(FORMS, self.scope | {"references": list(references)})
            return {row[0]: Form(*row) for row in cursor.fetchall()}

    def count(self, kinds=None):
        """How many records it holds."""
        counts = self.revision.counts
        return sum(count for kind, count in counts.items() if kinds is None or kind in kinds)

    def labels(self, language):
        """How codes read when it was sealed; answers as `entities.labels.Labels` does."""
        return _labels(self.revision.labels_id, language)

    def documents(self):
        """The files that were made of it."""
        return self.revision.documents.all()


def held_between(first, last, audience, kinds):
    """How many records of some kinds at least one edition from a first to a last held when it was sealed."""
    begun = EditionEntry.objects.filter(audience=audience, kind__in=kinds, from_edition__lte=last.month)
    held = begun.filter(Q(end__isnull=True) | Q(end__at_edition__gt=first.month))
    return held.aggregate(count=Count("reference", distinct=True))["count"]


# What was sealed never changes, so what was read of it stays true.
_labels = lru_cache(maxsize=12)(stored_labels)


@lru_cache(maxsize=2)
def _days(edition, _sha256):
    """Reference to day for a whole edition; the same content has the same days. 11 MB for 100,000 records."""
    rows = EditionConfirmation.objects.filter(edition=edition).values_list("day", "references")
    return {reference: day for day, references in rows for reference in references}
