"""What a narrative draft tells of: the matrix of one edition or of a span of months, each record once."""

from dataclasses import dataclass, replace
from itertools import batched

from django.utils.translation import gettext as _

from registry.documents.figures import Figures
from registry.documents.paper import MOST_ON_PAPER, order_of, outline_of
from registry.documents.volumes import SealedVolume, Volume

MATRIX = "matrix"


@dataclass(frozen=True)
class Told:
    """A record as the span's latest edition that holds it has it."""

    held: object
    last_in: object  # the Sealed of that edition

    @property
    def payload(self):
        """Its wording then."""
        return self.held.payload


def title_of(first, last):
    """What the draft of a first month to a last one tells of, and of when."""
    if first is last:
        return _("Action on the UNGASS 2016 outcome document, %(month)s") % {"month": last.month}
    return _("Action on the UNGASS 2016 outcome document, %(first)s to %(last)s") % {
        "first": first.month,
        "last": last.month,
    }


class Span:
    """Editions of one audience from a first month to a last one; each record once, in its latest wording."""

    def __init__(self, editions):
        self.first, self.last = editions[0], editions[-1]
        found = {}
        for sealed in editions:
            for held in sealed.held(MATRIX):
                found[held.reference] = Told(held, sealed)
        self.told = list(found.values())

    @property
    def is_one(self):
        """A single month?"""
        return self.first is self.last

    @property
    def title(self):
        """What the draft tells of, and of when."""
        return self.last.numbered(title_of(self.first, self.last))

    def progress(self, told):
        """Its lines of progress; of a span those dated in it."""
        lines = told.payload.get("progress") or []
        begins = self.first.edition.month.isoformat()
        return [line for line in lines if self.is_one or line["date"] >= begins]

    def figures(self):
        """Counts of all that is told."""
        figures = Figures()
        for told in self.told:
            figures.add(told.held)
        return figures


class SpanInVolumes:
    """A span of editions that is too long for one document; each record stands where its latest wording places it."""

    def __init__(self, editions):
        self.editions, self.latest, found = editions, {}, []  # latest: reference to the last edition that holds it
        following = None
        for sealed in reversed(editions):
            for row in outline_of(sealed, MATRIX, without=following):
                if self.latest.setdefault(row["reference"], sealed) is sealed:
                    found.append(row)
            following = sealed.reading
        chapters = order_of(editions[-1], MATRIX, found)
        divided = [(chapter, part) for chapter, rows in chapters.items() for part in batched(rows, MOST_ON_PAPER)]
        self.volumes = [Volume(number, len(divided), MATRIX, *rest) for number, rest in enumerate(divided, start=1)]

    def editions_of(self, volume):
        """The editions as a volume tells them: each with those of its records that none later holds."""
        held = {}
        for record in volume.records:
            held.setdefault(self.latest[record[0]], []).append(record)
        return [
            SealedVolume(sealed.reading, replace(volume, records=tuple(held.get(sealed, ()))), sealed.language)
            for sealed in self.editions
        ]
