"""One object for one import: reads cells of every kind, each distinct cell once."""

from datetime import date, datetime, time

from django.utils.translation import gettext as _

from registry.imports.match import cells, columns, dates, references
from registry.imports.match.chapters import ChaptersReader, CodesReader
from registry.imports.match.entities import EntitiesReader
from registry.imports.match.places import PlacesReader
from registry.imports.match.readings import ColumnContext, Piece, Reading
from registry.imports.match.vocabulary import Vocabulary
from registry.imports.match.words import LISTS, WordsReader

NO_CONTEXT = ColumnContext()
KEPT = 100_000  # readings that one matcher remembers


class Matcher:
    """Reads cells into values. Made once for an import, in the language in which its sentences are to be."""

    def __init__(self, vocabulary=None):
        self.vocabulary = vocabulary or Vocabulary.load()
        self._readers, self._columns, self._seen, self._nearest = {}, {}, {}, {}

    def read(self, kind, cell, context=NO_CONTEXT):
        """The Reading of a cell, which may be a text, a number, a day or nothing."""
        key = (kind, cell.__class__, cell, context)
        known = self._seen.get(key)
        if known is None:
            if len(self._seen) >= KEPT:
                self._seen.clear()
            known = self._seen[key] = self._read(kind, cell, context)
        return known

    def nearest(self, kind, text):
        """Labels of the values whose names are most like a text that none is alike; of a short list all of them."""
        key = (kind, text)
        if key not in self._nearest:
            if len(self._nearest) >= KEPT:
                self._nearest.clear()
            self._nearest[key] = self._reader(kind).nearest(text)
        return self._nearest[key]

    def match_columns(self, titles, samples=(), kind="activity"):
        """A ColumnReading for each title of a sheet; `samples` holds for each column some of its cells."""
        return columns.match_columns(self, titles, samples, kind)

    def columns_reader(self, kind):
        """The reader of titles for one kind of record."""
        if kind not in self._columns:
            self._columns[kind] = columns.ColumnsReader(kind)
        return self._columns[kind]

    def _read(self, kind, cell, context):
        """Read a cell that was not read before."""
        text = text_of(cell)
        if not text.strip():
            return Reading(kind, "")
        if kind == "dates":
            pieces = dates.read_cell(cell, text, context)
        elif kind == "references":
            pieces = references.read_references(text, context)
        elif kind == "version":
            pieces = references.read_version(text, context)
        else:
            pieces = self._reader(kind).read(text, context)
        pieces = tuple(pieces) or (Piece(text.strip()[: cells.MOST]),)
        open_ones = [piece for piece in pieces if not piece.certain]
        if not open_ones:
            return Reading(kind, text, pieces)
        nearest = tuple(dict.fromkeys(proposal.label for piece in open_ones for proposal in piece.proposals))[:5]
        return Reading(kind, text, pieces, _problem(kind, open_ones[0]), nearest)

    def _reader(self, kind):
        """The reader of names of a kind, made when it is first asked for."""
        if kind not in self._readers:
            self._readers[kind] = self._made(kind)
        return self._readers[kind]

    def _made(self, kind):
        """A new reader."""
        if kind == "entities":
            return EntitiesReader(self.vocabulary)
        if kind == "places":
            return PlacesReader(self.vocabulary)
        if kind in ("countries", "regions"):
            return self._reader("places").preferring("country" if kind == "countries" else "region")
        if kind == "chapters":
            return ChaptersReader(self.vocabulary)
        if kind == "subheadings":
            return self._reader("chapters")
        if kind in ("recommendations", "terms"):
            return CodesReader(self.vocabulary, kind.removesuffix("s"))
        if kind in LISTS:
            return WordsReader(kind)
        raise KeyError(kind)


def text_of(cell):
    """A cell as the text that a person sees: 5.0 is 5, a day is ISO."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime | date | time):
        return cell.isoformat()
    return str(cell)[: cells.MOST]


def _problem(kind, piece):
    """What is wrong with a piece, in a sentence."""
    text = piece.text if len(piece.text) <= 60 else f"{piece.text[:59]}…"
    if kind == "dates":
        wanted = _("“%(text)s” is not a date that can be read for certain.")
    elif kind == "references":
        wanted = _("“%(text)s” is not a reference like ACT-482913.")
    elif kind == "version":
        wanted = _("“%(text)s” is not the number of a version.")
    elif piece.proposals:
        wanted = _("“%(text)s” may be %(label)s; please choose.")
    else:
        wanted = _("“%(text)s” is none of the list.")
    return wanted % {"text": text, "label": piece.proposals[0].label if piece.proposals else ""}
