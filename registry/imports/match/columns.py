"""Which of the portal's columns each column of a sheet holds: by title, and where that leaves a doubt, by content."""

import re

from django.utils.translation import gettext as _

from entities.kinds import kind_of
from registry.imports.match.folding import fold, squash, visible
from registry.imports.match.index import ALIAS, OFFICIAL
from registry.imports.match.names import NamesReader
from registry.imports.match.readings import ColumnReading, Proposal, Value
from registry.imports.match.vocabulary import words_of

# What the cells of a column are read as, and from which share of cells on the content speaks for it.
CONTENT = {
    "reference": "references",
    "lead": "entities",
    "partners": "entities",
    "co_leads": "entities",
    "host_entity": "entities",
    "countries": "countries",
    "partner_countries": "countries",
    "host_country": "countries",
    "regions": "regions",
    "chapter": "chapters",
    "chapter_number": "chapters",
    "other_chapters": "chapters",
    "subheading": "subheadings",
    "recommendations": "recommendations",
    "level": "level",
    "scope": "scope",
    "status": "status",
    "joint": "joint",
    "language": "language",
    "kind": "record_kind",
    "dates": "dates",
    "date_from": "dates",
    "date_to": "dates",
}
ENOUGH = 0.6
BRACKETED = re.compile(r"[(（\[].*?[)）\]]")
HARMLESS = re.compile(
    r"[(（\[]\s*(?:max|if |e\.?g|please|required|optional|d{1,2}[/.-]|y{2,4}|y/n|yes|\d|acronym|name|one |select|"
    r"choose|see |s\)|es\))[^)）\]]*[)）\]]|\((?:s|es|ies|y)\)",
    re.IGNORECASE,
)
EDGES = re.compile(r"^[\s\[(]*(?:\d{1,2}[.)]\s)?|[\s*:：?\])]+$")
SAMPLES = 40
LONGEST_TITLE = 300


class ColumnsReader(NamesReader):
    """Titles of columns of one kind of record, activities or events."""

    def __init__(self, kind):
        self.labels = {column.name: str(column.label) for column in kind_of(kind).columns}
        self.labels |= {"version": _("Version"), "internal_note": _("Internal note")}
        super().__init__(lambda value: self.labels.get(value.code, value.code))
        words = words_of("columns")
        for name, label in self.labels.items():
            value = Value("column", name)
            self.index.add(name, value, OFFICIAL)
            self.index.add(label, value, OFFICIAL)
            for title in words["titles"].get(name, ()):
                self.index.add(title, value, ALIAS)
        for row in words["doubtful"]:
            choices = [(Value("column", name),) for name in row["columns"] if name in self.labels]
            self.index.doubt(row["titles"], choices, _("This title heads several sorts of column."))
        for text in (*self.labels, *self.labels.values()):  # the portal's own titles are never in doubt
            self.index.doubtful.pop(squash(fold(text)), None)

    def read_title(self, title):
        """(name, proposals) of a title: the name where it is certain."""
        title = title[:LONGEST_TITLE].replace("#", " number ")
        text = visible(title)
        plain = visible(EDGES.sub(" ", HARMLESS.sub(" ", title)))
        values = self.values_of(text, None) or self.values_of(plain, None) or self._of_parts(title)
        if values:
            return values[0].code, ()
        proposals = list(self.uncertain_piece(plain).proposals)
        bare = self.values_of(visible(BRACKETED.sub(" ", plain)), None)
        if bare:
            proposals.insert(0, self.proposal(bare, 0.85, _("Without what stands in brackets.")))
        return "", tuple(proposals)

    def _of_parts(self, title):
        """The column of a title in two languages, or in two words for one thing."""
        parts = [part for part in re.split(r"[\n/|]", title) if part.strip()]
        found = [self.values_of(visible(EDGES.sub(" ", part)), None) for part in parts]
        return found[0] if len(set(found)) == 1 and found[0] else ()


def match_columns(matcher, titles, samples=(), kind="activity"):
    """A ColumnReading for each title. `samples` holds for each column some of its cells.

    A column of the portal is given once: the second column that claims it gets it as a proposal.
    """
    reader = matcher.columns_reader(kind)
    found, taken = [], set()
    for place, title in enumerate(titles):
        title = str(title or "")
        name, proposals = reader.read_title(title)
        cells = [cell for cell in (samples[place] if place < len(samples) else ()) if cell not in (None, "")][:SAMPLES]
        if not name:
            proposals = _weighed(matcher, reader, proposals, cells)
        elif name in taken:
            reason = _("Another column of the sheet has this title too.")
            name, proposals = "", (Proposal((Value("column", name),), reader.labels[name], 0.5, reason),)
        if name:
            taken.add(name)
        found.append(ColumnReading(title, name, tuple(proposals)))
    return found


def _weighed(matcher, reader, proposals, cells):
    """Proposals of a title weighed by what the cells are, and further ones by the cells alone."""
    if not cells:
        return proposals
    shares = {}
    for name, kind in CONTENT.items():
        if name in reader.labels:
            shares.setdefault(kind, _share(matcher, kind, cells))
    by_title = {proposal.values[0].code: proposal for proposal in proposals}
    weighed = []
    for name in dict.fromkeys((*by_title, *CONTENT)):
        share = shares.get(CONTENT.get(name), 0)
        titled = by_title.get(name)
        if titled and name in CONTENT:
            confidence = titled.confidence * 0.6 + share * 0.4
            reason = _("%(title)s %(share)d %% of the cells read as this.") % {
                "title": titled.reason, "share": round(share * 100)
            }  # fmt: skip
        elif titled:
            confidence, reason = titled.confidence * 0.9, titled.reason
        elif share >= ENOUGH and name in reader.labels:
            first = next(other for other, kind in CONTENT.items() if kind == CONTENT[name] and other in reader.labels)
            confidence = share * (0.7 if name == first else 0.5)
            reason = _("The title is not known; %(share)d %% of the cells read as this.") % {
                "share": round(share * 100)
            }
        else:
            continue
        weighed.append(Proposal((Value("column", name),), reader.labels[name], round(confidence, 2), reason))
    weighed.sort(key=lambda proposal: -proposal.confidence)
    return tuple(weighed[:5])


def _share(matcher, kind, cells):
    """Which share of the cells is certain of this kind."""
    readings = [matcher.read(kind, cell) for cell in cells]
    return sum(1 for reading in readings if reading.values and reading.certain) / len(cells)
