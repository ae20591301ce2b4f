"""Lists of an edition as they stand on paper: divided by chapter and sub-heading, cells as lines under each other."""

from dataclasses import dataclass, field
from itertools import groupby

from django.utils.translation import gettext as _

from entities.choices import RecordKind
from registry.columns import BETWEEN, value_of
from ungass_portal.lib.lists import semicolon

MOST_ON_PAPER = 5_000  # records of one document: a longer edition stands in volumes
CODE_LISTS = {"chapter": "chapter", "subheading": "subheading"}


@dataclass(frozen=True)
class Line:
    """A line of a cell."""

    text: str
    label: str = ""  # said before it
    strong: bool = False
    language: str = ""  # of a wording; empty where the portal speaks
    parts: tuple = ()  # (kind: same, added or removed, text), where a change is to be marked

    @property
    def dir(self):
        """The direction of the wording."""
        return "rtl" if self.language == "ar" else "ltr"


@dataclass
class Part:
    """A heading with the records under it; parts within it come after it, one level deeper."""

    title: str
    level: int  # 1 for the outermost
    held: list = field(default_factory=list)


@dataclass(frozen=True)
class PaperTable:
    """A table beside the lists: heads, widths in parts of 100, and rows of cells, each a list of lines."""

    heads: list
    widths: list
    rows: list


@dataclass(frozen=True)
class PaperList:
    """A list with the heads of its columns, their widths in parts of 100, and its parts."""

    name: str
    title: str
    heads: list
    widths: list
    parts: list
    cells: object  # Held -> for each column its lines
    moved_title: str = ""
    moved: PaperTable | None = None  # what has another time or place than in the edition before


def paper_list(sealed, name, changed):
    """A list of an edition for printing, as far as the audience's format has its columns."""
    listing, kinds = sealed.lists[name]
    moved = changed.moved(kinds, listing.moves) if sealed.is_last else []
    known = {column.name: column for column in sealed.columns(name)}
    shown = [(width, [known[name] for name in names if name in known]) for width, names in listing.on_paper]
    shown = [(width, columns) for width, columns in shown if columns]
    return PaperList(
        name=name,
        title=str(listing.title),
        heads=[str(columns[0].label) for _width, columns in shown],
        widths=[width for width, _columns in shown],
        parts=parts_of(sealed, name),
        cells=lambda held: [_cell(held, columns, sealed.words, kinds[0]) for _width, columns in shown],
        moved_title=changed.moved_title if moved else "",
        moved=_moved_table(moved) if moved else None,
    )


def _moved_table(moved):
    rows = [[[Line(row.reference)], [Line(row.title, language=row.language)], [Line(row.in_words)]] for row in moved]
    return PaperTable([_("Reference"), _("Title"), _("From and to")], [9, 41, 50], rows)


def changed_table(changed):
    """What changed field by field, with its words marked; None where nothing did, or too much to be printed."""
    rows = [
        [[Line(row.reference)], [Line(row.title, language=row.language)], [Line(row.sort)], _what(row)]
        for row in changed.rows_on_paper()
    ]
    heads = [_("Reference"), _("Title"), _("Change"), _("What")]
    return PaperTable(heads, [9, 31, 12, 48], rows) if rows else None


def _what(row):
    """A field with what was taken out and put in; the chapter for a record that is new or gone."""
    if not row.field:
        return [Line(row.place)]
    return [Line(row.after or row.before, label=row.field, parts=row.parts, language=row.worded_in)]


def parts_of(sealed, name, rows=None):
    """The records of a list, or some of them, under the headings of its groups in the order of print."""
    listing, _kinds = sealed.lists[name]
    place = _placer(sealed, listing)

    def keys(held):
        return [held.payload.get(key) or "" for key in listing.groups]

    rows = sorted(sealed.held(name) if rows is None else rows, key=lambda held: place(held.payload))
    if not listing.groups:
        named = groupby(rows, key=lambda held: str(listing.heading(held.payload)) if listing.heading else "")
        return [Part(title, 1, list(members)) for title, members in named]
    parts, before = [], [None] * len(listing.groups)
    for values, members in groupby(rows, key=keys):
        for level, (key, value) in enumerate(zip(listing.groups, values, strict=True), start=1):
            if values[:level] != before[:level] and (value or level == 1):
                parts.append(Part(heading(sealed.words, key, value), level))
        parts[-1].held.extend(members)
        before = values
    return parts


def outline_of(sealed, name, without=None):
    """Of each record of a list what its place hangs on, and no more; `without` those that another reading holds."""
    listing, kinds = sealed.lists[name]
    return sealed.reading.outline(kinds, listing.groups + listing.placed_by, without)


def order_of(sealed, name, outline=None):
    """The records of a list, or those of an outline, in the order of print, as (reference, kind), by outermost group.

    A list that is not divided into groups is one, called None; 0 is the group of those that are in none.
    """
    listing, _kinds = sealed.lists[name]
    place, found = _placer(sealed, listing), {}
    for payload in sorted(outline_of(sealed, name) if outline is None else outline, key=place):
        group = (payload[listing.groups[0]] or 0) if listing.groups else None
        found.setdefault(group, []).append((payload["reference"], payload["kind"]))
    return found


def _placer(sealed, listing):
    """A function from a payload to its place in the order of print: by its groups, then within them."""
    ranks = {key: _ranks(sealed.words, key) for key in listing.groups}

    def place(payload):
        found = [rank.get(payload.get(key) or "", len(rank)) for key, rank in ranks.items()]
        return (*found, listing.place(payload))

    return place


def _ranks(words, key):
    """The place of each code; records without a sub-heading come first in their chapter, others last."""
    order = {code: rank for rank, code in enumerate(words.of(CODE_LISTS[key]), start=1)}
    return order | ({"": 0} if key == "subheading" else {})


def heading(words, key, value):
    """A group of a list in words."""
    if key == "chapter":
        return f"{value}. {words.get('chapter', value).name}" if value else _("No chapter")
    return words.get(CODE_LISTS[key], value).name


def _cell(held, columns, words, usual):
    """The lines of one cell, empty ones left out; under the reference the kind, where it is not the usual one."""
    lines = []
    for number, column in enumerate(columns):
        text = str(column.show(value_of(column, held), words))
        if text:
            worded = column.name in ("title", "summary", "remark", "progress")
            if not worded:
                text = text.replace(BETWEEN, semicolon())  # else names in Latin letters run together in Arabic
            lines.append(
                Line(
                    text,
                    label=str(column.label) if number and column.reads == "participants" else "",
                    strong=not number and column.name in ("title", "lead"),
                    language=held.payload.get("language", "") if worded else "",
                )
            )
    if columns[0].name == "reference" and held.kind != usual:
        lines.append(Line(str(RecordKind(held.kind).label)))
    return lines
