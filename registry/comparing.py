"""What changed between two editions, or an edition and today, for one audience and from its own entries only.

Wordings are told apart by their hashes, so only what differs is ever read; and what is kept of it is narrow:
the payloads of a page of changes are read again when somebody looks at them.
"""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import batched

from django.db import connection
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from entities import labels
from entities.choices import LEADING_ROLES
from entities.differences import differences
from entities.kinds import entry_models
from entities.readers import Reader
from registry.edition_reading import EditionReading
from registry.models import RemovedContent
from ungass_portal.lib import clock

BATCH = 1000
OVER = {"completed", "cancelled", "held"}  # of activities and events
# What payloads hold beside the wording, or tell twice.
NOT_WORDED = ("reference", "kind", "joint")
APART = """
    SELECT coalesce(was.reference, is_now.reference), coalesce(is_now.kind, was.kind), was.content_id, is_now.content_id
    FROM ({was}) AS was FULL JOIN ({is_now}) AS is_now ON is_now.reference = was.reference
    WHERE was.content_id IS DISTINCT FROM is_now.content_id
    ORDER BY 1
"""


class Sort(TextChoices):
    """What became of a record; each stands under the first that is true of it."""

    NEW = "new", _("new")
    WITHDRAWN = "withdrawn", _("withdrawn")
    ENDED = "ended", _("ended")
    MOVED = "moved", _("moved to another chapter")
    CHANGED = "changed", _("changed")


class Live:
    """What an audience reads today, as one side of a comparison."""

    def __init__(self, audience):
        self.audience = str(audience)

    def narrow(self, side):
        """As EditionReading.narrow."""
        tables = [
            f"SELECT reference, kind, payload_sha256 AS content_id FROM {model._meta.db_table} "
            f"WHERE audience_id = %({side}_audience)s "
            f"AND (readable_until IS NULL OR readable_until >= %({side}_today)s)"
            for model in entry_models()
        ]
        return " UNION ALL ".join(tables), {f"{side}_audience": self.audience, f"{side}_today": clock.today()}

    def payloads(self, forms):
        """As EditionReading.payloads; what changed in this very moment is read as it is now."""
        found, references = {}, [reference for reference, _content in forms]
        for model in entry_models():
            rows = model.objects.for_reader(Reader(self.audience)).filter(reference__in=references)
            found |= dict(rows.values_list("reference", "payload"))
        return found

    def labels(self, language):
        """How codes read today."""
        return labels.labels(language)


@dataclass(frozen=True)
class Change:
    """One record that differs; the title, chapter and leads are those of its newer state."""

    reference: str
    kind: str
    sort: str
    title: str
    language: str
    chapter: int  # 0 for none
    chapter_before: int
    leads: tuple  # slugs of leads and co-leads
    was: str | None  # hash of the payload, on either side
    is_now: str | None

    @property
    def label(self):
        """The sort in words."""
        return Sort(self.sort).label


@dataclass(frozen=True)
class Detail:
    """A change with what differs, field by field."""

    change: Change
    differences: list


class Comparison:
    """What changed from one side to the other."""

    def __init__(self, before, after, changes):
        self.before, self.after, self.changes = before, after, changes

    @cached_property
    def counts(self):
        """How many changes there are of each sort, in the order of sorts."""
        return _counted(change.sort for change in self.changes)

    @cached_property
    def by_chapter(self):
        """Chapter number (0 for none) to counts by sort, in the order of chapters."""
        numbers = sorted({change.chapter for change in self.changes})
        found = {number: [change.sort for change in self.changes if change.chapter == number] for number in numbers}
        return {number: _counted(sorts) for number, sorts in found.items()}

    @cached_property
    def by_entity(self):
        """Slug of a leading entity to counts by sort; a joint record counts with each, "" is for no lead."""
        found = {}
        for change in self.changes:
            for slug in change.leads or ("",):
                found.setdefault(slug, []).append(change.sort)
        return {slug: _counted(found[slug]) for slug in sorted(found)}

    def of(self, sort="", chapter=None, entity=None):
        """The changes of a sort, a chapter, an entity."""
        return [
            change
            for change in self.changes
            if (not sort or change.sort == sort)
            and (chapter is None or change.chapter == chapter)
            and (entity is None or entity in change.leads)
        ]

    def details(self, changes, words):
        """Some of the changes with their differences in words, read a batch at a time."""
        for batch in batched(changes, BATCH):
            was = self.before.payloads([(change.reference, change.was) for change in batch if change.was])
            now = self.after.payloads([(change.reference, change.is_now) for change in batch if change.is_now])
            for change in batch:
                yield Detail(change, _differences(change, was, now, words))


def compare(before, after):
    """The Comparison of two sides, each an EditionReading or Live, of one audience."""
    if before.audience != after.audience:
        raise ValueError("Two audiences are not compared: what one reads is not for the other to know.")
    if isinstance(before, EditionReading) and isinstance(after, EditionReading):
        removed = RemovedContent.objects.count()  # few, and none is ever taken back
        return Comparison(before, after, _between_sealed(Sealed(before, removed), Sealed(after, removed)))
    return Comparison(before, after, list(_changes(before, after)))


@dataclass(frozen=True)
class Sealed:
    """A sealed side, known by what it holds: the same content gives the same changes until something is removed."""

    reading: EditionReading
    removed: int

    @property
    def _key(self):
        return self.reading.revision.sha256, self.removed

    def __eq__(self, other):
        return self._key == other._key

    def __hash__(self):
        return hash(self._key)


@lru_cache(maxsize=8)
def _between_sealed(before, after):
    return list(_changes(before.reading, after.reading))


def _changes(before, after):
    """The changes in order of reference; two wordings that read alike are none."""
    (was_sql, was_scope), (now_sql, now_scope) = before.narrow("was"), after.narrow("now")
    with connection.cursor() as cursor:
        cursor.execute(APART.format(was=was_sql, is_now=now_sql), was_scope | now_scope)
        rows = cursor.fetchall()
    for batch in batched(rows, BATCH):
        was = before.payloads([(reference, content) for reference, _kind, content, _now in batch if content])
        now = after.payloads([(reference, content) for reference, _kind, _was, content in batch if content])
        for reference, kind, *hashes in batch:
            change = _change(reference, kind, was.get(reference), now.get(reference), hashes)
            if change:
                yield change


def _change(reference, kind, was, now, hashes):
    """What became of one record, or None where nothing did that a reader would notice, or it was removed since."""
    shown = now or was
    if shown is None or (was and now and _worded(was) == _worded(now)):
        return None
    return Change(
        reference=reference,
        kind=kind,
        sort=_sort(was, now),
        title=shown["title"],
        language=shown["language"],
        chapter=shown.get("chapter") or 0,
        chapter_before=(was or shown).get("chapter") or 0,
        leads=tuple(row["entity"] for row in shown.get("participants", []) if row["role"] in LEADING_ROLES),
        was=hashes[0],
        is_now=hashes[1],
    )


def _sort(was, now):
    if was is None:
        return Sort.NEW
    if now is None:
        return Sort.WITHDRAWN
    if now.get("status") in OVER and was.get("status") not in OVER:
        return Sort.ENDED
    return Sort.CHANGED if was.get("chapter") == now.get("chapter") else Sort.MOVED


def _worded(payload):
    """A payload without what is no wording: whether a part is confirmed shows, but is no change of the record."""
    parts = [{name: row[name] for name in ("entity", "role", "office")} for row in payload.get("participants", [])]
    return {name: value for name, value in payload.items() if name not in NOT_WORDED} | {"participants": parts}


def _differences(change, was, now, words):
    """Fields that differ in words."""
    before, after = was.get(change.reference), now.get(change.reference)
    if not (before and after):
        return []
    found = differences(change.kind, _worded(before), _worded(after), labels=words)
    return [row for row in found if row.before != row.after]


def _counted(sorts):
    counted = Counter(sorts)
    return {sort.value: counted[sort] for sort in Sort if counted[sort]}
