"""What the reading of a cell gives: values that are certain, proposals where they are not, and the text as it was."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from ungass_portal.lib.partial_dates import Period


class Value(NamedTuple):
    """What a field may hold, and the list that it is of: ("country", "BOL"), ("chapter", 4), ("period", Period)."""

    list: str
    code: str | int | bool | date | Period | tuple


class Proposal(NamedTuple):
    """What a cell may mean: its values, how they read, from 0 to 1 how likely, and the reason in a sentence."""

    values: tuple[Value, ...]
    label: str
    confidence: float
    reason: str


@dataclass(frozen=True, slots=True)
class Piece:
    """One item of a cell. `values` are taken as they are; where they are empty a person chooses among `proposals`."""

    text: str
    values: tuple[Value, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    remark: str = ""  # what stood in brackets behind it: an office, a city
    empty: bool = False  # says that there is nothing to say: “n/a”, “-”

    @property
    def certain(self):
        """Is nothing left to choose?"""
        return bool(self.values) or self.empty


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell was read as. What is unknown stays as text in its piece and in `text`."""

    kind: str
    text: str
    pieces: tuple[Piece, ...] = ()
    problem: str = ""  # a sentence for the person, where not everything is certain
    nearest: tuple[str, ...] = ()  # labels of the nearest values that would do

    @property
    def certain(self):
        """May the cell be taken without asking? An empty cell may."""
        return all(piece.certain for piece in self.pieces)

    @property
    def values(self):
        """The certain values of all pieces, each once, in order."""
        return tuple(dict.fromkeys(value for piece in self.pieces for value in piece.values))

    @property
    def proposals(self):
        """Proposals for the first piece that is uncertain, best first."""
        return next((piece.proposals for piece in self.pieces if not piece.certain), ())

    @property
    def best(self):
        """The values with each first proposal taken: what a preview shows until a person has said."""
        found = []
        for piece in self.pieces:
            found += piece.values or (piece.proposals[0].values if piece.proposals else ())
        return tuple(dict.fromkeys(found))

    @property
    def unknown(self):
        """Texts of the pieces that are uncertain."""
        return tuple(piece.text for piece in self.pieces if not piece.certain)

    def of(self, *lists):
        """Codes of the certain values that are of these lists."""
        return [value.code for value in self.values if value.list in lists]


@dataclass(frozen=True, slots=True)
class Order:
    """Day before month, or month before day, in one column of dates; with a sentence that says why."""

    day_first: bool
    certain: bool
    sentence: str
    matters: bool = True  # a date of the column is written in numbers


@dataclass(frozen=True, slots=True)
class ColumnContext:
    """What is known of a cell from outside it; the same for a whole column, so that readings are remembered."""

    order: Order | None = None  # of numbers in dates; without one 03/04/2018 is uncertain
    from_1904: bool = False  # serial numbers of a workbook that counts from 1904
    scheme: str = ""  # terms of this scheme only
    chapter: int | None = None  # of the row, for “(a)” and “sub-heading 2”


@dataclass(frozen=True, slots=True)
class ColumnReading:
    """What a column of a sheet holds: columns of the portal, best first, with confidence and reason."""

    title: str
    name: str  # where certain, else empty
    proposals: tuple[Proposal, ...] = ()  # values are ("column", name)
