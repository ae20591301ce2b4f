"""Where the head of a sheet is, which listing the sheet is of, and what each of its columns holds."""

import re
from dataclasses import dataclass, field

from registry.imports.match.folding import fold, visible
from registry.imports.opening import TAG
from registry.imports.read import as_text
from registry.imports.sheets import sheets
from registry.imports.taking import DATES
from registry.models import ColumnMemory

THEIRS = ":theirs"
TAGGED = re.compile(rf"{TAG}:(?P<listing>\w+):(?P<name>\w+)(?P<theirs>{THEIRS})?")
LOOKED_AT = 40  # rows in which the head is looked for
LONGEST_TITLE = 200
FEWEST = 2  # titles that must be known


@dataclass
class Head:
    """The head of a sheet."""

    number: int  # of its row; what stands above is no record
    listing: str = ""
    titles: list = field(default_factory=list)
    mapping: dict = field(default_factory=dict)  # name of the column by place, as JSON holds it
    doubts: dict = field(default_factory=dict)  # proposals by place
    own: bool = False


def find_head(rows, matcher, entity=None, *, own=False):
    """The head among the first rows of a sheet: [(number, cells)]; without a listing where it is none of ours.

    In an `own` workbook only sheets with tags count: beside them stand instructions and lists. None for those.
    """
    return _tagged(rows) or (None if own else _likeliest(rows, matcher, entity))


def _tagged(rows):
    """The head of a workbook that the portal made: a row of tags stands above it.

    A list of others that the portal gave back with its remarks has tags that say so.
    """
    known = {sheet.name: sheet for sheet in sheets()}
    for at, (number, cells) in enumerate(rows):
        tags = [found and found.groupdict() for found in (TAGGED.fullmatch(as_text(cell)) for cell in cells)]
        first = next((tag for tag in tags if tag and tag["listing"] in known), None)
        if first:
            names = {*known[first["listing"]].by_name, DATES}
            mapping = {str(place): tag["name"] for place, tag in enumerate(tags) if tag and tag["name"] in names}
            below = rows[at + 1] if at + 1 < len(rows) else (number, cells)
            titles = [as_text(cell) for cell in below[1]]
            return Head(below[0], first["listing"], titles, mapping, own=not first["theirs"])
    return None


def tag_of(sheet, name, *, own):
    """The tag of a column."""
    return f"{TAG}:{sheet.name}:{name}{'' if own else THEIRS}"


def _likeliest(rows, matcher, entity):
    """The row with the most titles that are known, of the listing whose they are."""
    best, score = None, 0
    for sheet in sheets():
        reader, kept = matcher.columns_reader(sheet.kinds[0]), _kept(entity, sheet)
        readable = {*sheet.by_name, DATES}
        known = []
        for _number, cells in rows:
            titles = _titles(cells)
            names = {value.code for cell in titles for value in reader.values_of(visible(cell), None)}
            known.append((names | {kept.get(remembered_as(cell)) for cell in titles}) & readable)
        for at, names in enumerate(known):
            if len(names) > score:
                best, score = (sheet, at, known), len(names)
    if best is None or score < FEWEST:
        return Head(rows[0][0] if rows else 0, titles=[as_text(cell) for cell in rows[0][1]] if rows else [])
    sheet, at, known = best
    titles, at = _with_neighbour(rows, at, known)
    head = Head(rows[at][0], sheet.name, titles)
    map_titles(head, sheet, [cells for _number, cells in rows[at + 1 :]], matcher, entity)
    if "title" not in head.mapping.values():
        head.listing = ""  # a person says which column holds it: until then no row can be read
    return head


def _titles(cells):
    """The cells of a row that may be titles."""
    return [cell for cell in cells if isinstance(cell, str) and 0 < len(cell) <= 60]


def _with_neighbour(rows, at, known):
    """The titles, where the head has two rows: the lower one names what the upper one puts together."""
    titles = [as_text(cell) for cell in rows[at][1]]
    if at + 1 < len(rows) and len(known[at + 1]) >= FEWEST:
        return _laid_over([as_text(cell) for cell in rows[at + 1][1]], titles), at + 1
    if at and _titles(rows[at - 1][1]):
        return _laid_over(titles, [as_text(cell) for cell in rows[at - 1][1]]), at
    return titles, at


def _laid_over(lower, upper):
    """The lower titles; where one is empty, the upper one."""
    width = max(len(lower), len(upper))
    padded = [row + [""] * (width - len(row)) for row in (lower, upper)]
    return [below or above for below, above in zip(*padded, strict=True)]


def map_titles(head, sheet, rows, matcher, entity):
    """What each title stands for: as the entity left it last time, else where the matcher is certain."""
    samples = [[row[place] for row in rows if place < len(row)] for place in range(len(head.titles))]
    texts = [[as_text(cell) for cell in cells] for cells in samples]
    readings = matcher.match_columns(head.titles, texts, sheet.kinds[0])
    kept = _kept(entity, sheet)
    readable, taken = {*sheet.by_name, DATES}, set()
    for place, reading in enumerate(readings):
        remembered = kept.get(remembered_as(head.titles[place])) if head.titles[place] else None
        name = reading.name if remembered is None else remembered
        name = "chapter" if name == "chapter_number" and "chapter" not in {row.name for row in readings} else name
        if name in readable and name not in taken:
            taken.add(name)
            head.mapping[str(place)] = name
        elif remembered is None and reading.proposals:
            head.doubts[str(place)] = [
                {"name": proposal.values[0].code, "why": f"{proposal.confidence:.0%}: {proposal.reason}"}
                for proposal in reading.proposals
                if proposal.values[0].code in readable
            ]


def _kept(entity, sheet):
    """What the entity's titles stood for last time: column by title."""
    return dict(ColumnMemory.objects.filter(entity=entity, listing=sheet.name).values_list("title", "column"))


def remembered_as(title):
    """A title as it is kept."""
    return fold(title)[:LONGEST_TITLE]


def remember(entity, sheet, titles, mapping):
    """Keep what a person made of the titles, for the entity's next file."""
    rows = {
        remembered_as(title): mapping.get(str(place), "") for place, title in enumerate(titles) if remembered_as(title)
    }
    ColumnMemory.objects.bulk_create(
        [ColumnMemory(entity=entity, listing=sheet.name, title=title, column=name) for title, name in rows.items()],
        update_conflicts=True,
        unique_fields=["entity", "listing", "title"],
        update_fields=["column"],
    )
