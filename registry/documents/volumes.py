"""Volumes: what an edition that is too long for one document in pages is divided into, chapter by chapter.

Word opens no table of a hundred thousand rows, and laying one out takes more memory than a server has. A volume holds
one chapter of the matrix, or the calendar, or a part of either in the order of print; memory is that of one volume.
"""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import batched

from django.utils.translation import gettext as _

from registry.documents.base import Sealed
from registry.documents.paper import MOST_ON_PAPER, order_of


@dataclass(frozen=True)
class Volume:
    """One of the volumes of a revision."""

    number: int
    count: int  # of how many
    name: str  # of the list that it is of
    chapter: int | None  # 0 for none; None for a list that knows no chapters
    records: tuple  # (reference, kind) in the order of print

    @property
    def stem(self):
        """volume-03, in the name of its file"""
        return f"volume-{self.number:0{len(str(self.count))}}"


def volumes_of(sealed, names):
    """The volumes in which some lists of an edition stand: the same each time, as what is sealed never changes."""
    found = [
        (name, chapter, records)
        for name in names
        for chapter, rows in order_of(sealed, name).items()
        for records in batched(rows, MOST_ON_PAPER)
    ]
    return [Volume(number, len(found), *rest) for number, rest in enumerate(found, start=1)]


class SealedVolume(Sealed):
    """One volume of a revision as its document tells it; for the writers an edition like any other."""

    def __init__(self, reading, volume, language="en"):
        super().__init__(reading, language)
        self.volume = volume

    @property
    def is_last(self):
        """Does what concerns the whole edition stand in it?"""
        return self.volume.number == self.volume.count

    @property
    def counts(self):
        """How many records of each kind it holds."""
        return Counter(kind for _reference, kind in self.volume.records)

    @property
    def title(self):
        """What the document is, and which volume of it."""
        return self.numbered(super().title)

    def numbered(self, title):
        """Matrix and calendar, February 2018 · volume 3 of 27"""
        return f"{title} · {in_words(self.volume.number, self.volume.count)}"

    @property
    def symbol(self):
        """UNGASS/2018/02/NETWORK/Vol.3"""
        return f"{super().symbol}/Vol.{self.volume.number}"

    @property
    def stem(self):
        """As that of the whole, with the number; files stand in their order."""
        return f"{super().stem}-{self.volume.stem}"

    @cached_property
    def lists(self):
        """The one list that it is of."""
        return {self.volume.name: super().lists[self.volume.name]}

    def held(self, name):
        """Its records."""
        for held in self.reading.some([reference for reference, _kind in self.volume.records]):
            yield held.worded_in(self.language)


def in_words(number, count):
    """volume 3 of 27"""
    return _("volume %(number)d of %(count)d") % {"number": number, "count": count}
