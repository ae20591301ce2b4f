"""What a workbook is given out with: whose records, cut how, for which month."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from entities.contents import contents_of
from entities.kinds import kind_of
from entities.labels import labels
from entities.models import Participation
from registry.models import Edition
from ungass_portal.lib import clock, sorting

CHUNK = 500


@dataclass(frozen=True)
class Cut:
    """A part of an entity's records; empty: all."""

    chapter: int | None = None
    country: str = ""
    office: str = ""
    partnered: bool = False  # also those that the entity only takes part in: changes of theirs become proposals

    def in_words(self):
        """The cut as lines of (name, value)."""
        words = labels()
        lines = []
        if self.chapter:
            lines.append((_("Chapter"), f"{self.chapter}. {words.get('chapter', self.chapter).name}"))
        if self.country:
            lines.append((_("Country or area"), words.get("country", self.country).name))
        if self.office:
            lines.append((_("Office"), self.office))
        return lines


def records_of(side, kinds, cut):
    """The records that a sheet holds: of its kinds, on the side's desk, cut as asked."""
    own = side.records() if cut.partnered else side.records().filter(side.led(side.entities))
    rows = own.filter(kind__in=kinds, withdrawn_at__isnull=True)
    side_of = kind_of(kinds[0]).working_copy._meta.model_name
    if cut.chapter:
        rows = rows.filter(
            Q(**{f"{side_of}__chapter": cut.chapter}) | Q(**{f"{side_of}__other_chapters__contains": [cut.chapter]})
        )
    if cut.country:
        rows = rows.filter(**{f"{side_of}__countries__contains": [cut.country]})
    if cut.office:
        parts = Participation.objects.filter(record=OuterRef("pk"), office=cut.office, leaving=False)
        rows = rows.filter(Exists(parts.filter(entity__in=side.entities)))
    return rows.order_by("reference")


def rows_of(records):
    """(record, content) of each, fetched bit by bit."""
    rows = []
    for record in records.iterator(chunk_size=CHUNK):
        rows.append(record)
        if len(rows) == CHUNK:
            yield from _with_contents(rows)
            rows = []
    yield from _with_contents(rows)


def _with_contents(rows):
    contents = contents_of(rows) if rows else {}
    return [(record, contents[record.pk]) for record in rows]


def month():
    """The first day of the month that is under way, else of today's."""
    edition = Edition.objects.current()
    return edition.month if edition else clock.today().replace(day=1)


def offices_of(side):
    """Offices that the side's entities are named with."""
    rows = Participation.objects.filter(entity__in=side.entities, leaving=False).exclude(office="")
    return sorted(set(rows.values_list("office", flat=True)), key=sorting.key)
