"""What changed since the edition before, as the documents of a revision tell it."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from entities.audiences import OUTSIDE
from entities.choices import RecordKind
from registry.change_sentences import sentences
from registry.columns import BETWEEN
from registry.comparing import Sort, compare
from registry.edition_reading import EditionReading
from registry.models import EditionRevision
from ungass_portal.lib.lists import colon, listed, semicolon

MOST_ON_PAPER = 500  # changes, one by one; above that sentences tell them


@dataclass(frozen=True)
class ChangedRow:
    """One field of one record that differs; a record that is new or gone has one row without a field."""

    sort: str
    reference: str
    kind: str
    title: str
    language: str
    chapter: str
    leads: str
    place: str  # the chapter as it stands alone
    field: str = ""
    before: str = ""
    after: str = ""
    parts: tuple = ()  # (kind: same, added or removed, text): the way from one to the other
    worded_in: str = ""  # the language of a field that is in its owner's own words

    @property
    def cells(self):
        """All of it as texts, in the order of `HEADS`."""
        return (self.sort, self.reference, self.kind, self.title, self.chapter, self.leads, self.field, self.before,
                self.after)  # fmt: skip


@dataclass(frozen=True)
class MovedRecord:
    """A record that has another time or place than in the edition before: each such field with both its values."""

    reference: str
    title: str
    language: str
    fields: list  # (label, before, now)

    @property
    def in_words(self):
        """What has moved, as one line."""
        return semicolon().join(f"{label}{colon()}{before or '–'} → {now or '–'}" for label, before, now in self.fields)


def heads():
    """How the cells of a row are called."""
    return [_("Change"), _("Reference"), _("Kind"), _("Title"), _("Chapter"), _("Lead"), _("Field"), _("Before"),
            _("Now")]  # fmt: skip


class Changed:
    """A revision compared with what its audience had of the month before when the revision was made.

    Never with a later revision of that month: else the document, made again, would be another.
    """

    def __init__(self, sealed):
        self.sealed, self.words = sealed, sealed.words
        rows = EditionRevision.objects.select_related("edition").filter(
            audience_id=sealed.audience,
            edition__month__lt=sealed.edition.month,
            made_at__lte=sealed.revision.made_at,
        )
        before = rows.order_by("-edition__month", "-number").first()
        self.before = before and EditionReading(before.edition, sealed.audience, before.number)

    @cached_property
    def comparison(self):
        """The Comparison; None for the first edition that there is."""
        return self.before and compare(self.before, self.sealed.reading)

    @property
    def title(self):
        """What it tells."""
        if not self.before:
            return _("What changed")
        return _("What changed since %(month)s") % {"month": self.before.edition.name}

    def sentences(self):
        """What happened, in sentences fit for a note."""
        if not self.comparison:
            return [_("This is the first edition.")]
        shown = [change for change in self.comparison.changes if not self._is_silent(change)]
        silent = len(self.comparison.changes) - len(shown)
        told = sentences(_Some(shown), self.words)
        if silent:
            told.append(_("Records that are no longer shared: %(count)d.") % {"count": silent})
        return told or [_("Nothing changed.")]

    def _is_silent(self, change):
        """Is its title not to be told any more? To outside readers a record that is gone is only counted."""
        return change.sort == Sort.WITHDRAWN and self.sealed.audience in OUTSIDE

    def rows(self):
        """All that differs, field by field, in order of reference."""
        if not self.comparison:
            return
        shown = [change for change in self.comparison.changes if not self._is_silent(change)]
        for detail in self.comparison.details(shown, self.words):
            change = detail.change
            facts = {
                "sort": str(Sort(change.sort).label),
                "reference": change.reference,
                "kind": str(RecordKind(change.kind).label),
                "title": change.title,
                "language": change.language,
                "chapter": self._chapter(change),
                "place": _("chapter %(number)d") % {"number": change.chapter} if change.chapter else _("no chapter"),
                "leads": listed(str(self.words.entity(slug)) for slug in change.leads),
            }
            if not detail.differences:
                yield ChangedRow(**facts)
            for row in detail.differences:
                yield ChangedRow(
                    **facts,
                    field=str(row.label),
                    before=_text(row.before),
                    after=_text(row.after),
                    parts=tuple((part["kind"], part["text"]) for part in row.parts),
                    worded_in=change.language if row.is_wording else "",
                )

    @property
    def moved_title(self):
        """What stands above those that moved."""
        return _("Moved since %(month)s") % {"month": self.before.edition.name} if self.before else ""

    def moved(self, kinds, fields):
        """The records of some kinds of which one of the fields differs, in order of reference."""
        if not (self.comparison and fields):
            return []
        both = [change for change in self.comparison.changes if change.kind in kinds and change.was and change.is_now]
        found = []
        for detail in self.comparison.details(both, self.words):
            told = [
                (str(row.label), _text(row.before), _text(row.after))
                for row in detail.differences
                if row.name in fields
            ]
            if told:
                change = detail.change
                found.append(MovedRecord(change.reference, change.title, change.language, told))
        return found

    def rows_on_paper(self):
        """The same, unless there are too many to be printed."""
        few = self.comparison and len(self.comparison.changes) <= MOST_ON_PAPER
        return list(self.rows()) if few else []

    def _chapter(self, change):
        """The chapter, and the one before for what has moved."""
        name = self._number(change.chapter)
        return f"{self._number(change.chapter_before)} → {name}" if change.sort == Sort.MOVED else name

    @staticmethod
    def _number(chapter):
        return str(chapter) if chapter else _("none")

    def counts(self):
        """By chapter and by lead: (name, counts by sort)."""
        if not self.comparison:
            return [], []
        chapters = [(self._number(number), counts) for number, counts in self.comparison.by_chapter.items()]
        leads = [
            (str(self.words.entity(slug)) if slug else _("not named"), counts)
            for slug, counts in self.comparison.by_entity.items()
        ]
        return chapters, leads


def _text(value):
    """A value in words; lists one after the other."""
    return BETWEEN.join(map(str, value)) if isinstance(value, (list, tuple)) else str(value or "")


@dataclass(frozen=True)
class _Some:
    """Some of the changes, for those who read nothing else of a comparison."""

    changes: list
