"""What a file of the matrix holds: rows of cells, where they come from and who may have them."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime
from itertools import batched, groupby
from operator import attrgetter

from django.db import transaction
from django.db.models import F, Func, TextField
from django.db.models.fields.json import KeyTransform
from django.db.models.functions import Cast, NullIf, TruncDate
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from entities.handling import AUDIENCE_NAMES, HANDLING, TERMS
from registry.columns import Column, for_files, plain, value_of
from ungass_portal.lib import clock

CHUNK = 300  # rows; two chunks are in memory at once
# PostgreSQL's own JSON has nothing before and behind it to look for.
read_json = json.JSONDecoder().raw_decode
REMEMBERED = 2_000  # wordings of a field
# Columns of the entry that hold the same as the payload's field, which is slower to read.
TEXT_COLUMNS = {
    "reference", "kind", "title", "summary", "language", "subheading", "status", "level", "scope", "programme",
}  # fmt: skip
CODE_COLUMNS = {"countries", "regions", "recommendations", "terms"}
NUMBER_COLUMNS = {"chapter"}  # 0 for none
MOMENTS = {"updated_at"}


class ForAudience:
    """The words that a file carries for the audience it is made for, which `audience` names."""

    @property
    def handling(self):
        """The handling line: on every page, sheet and row."""
        return str(HANDLING[self.audience])

    @property
    def audience_name(self):
        """The audience in words."""
        return str(AUDIENCE_NAMES[self.audience])

    @property
    def terms(self):
        """What the audience may do with the file."""
        return str(TERMS[self.audience])


@dataclass
class Table(ForAudience):
    """Everything that a format needs to write a file; knows nothing of HTTP."""

    title: str
    audience: str
    as_of: date
    made_at: datetime
    made_by: str
    told: list  # (name, value): what is filtered, ordered and grouped
    count: str  # in words
    address: str
    columns: list
    rows: Callable  # (finish=None) -> iterator over the cells of each row; `finish` is applied to every cell

    @property
    def stamps(self):
        """What must go with every row of a file that has no other place for it: (name, label, value)."""
        return [
            ("audience", _("Audience"), str(self.audience)),
            ("handling", _("Handling"), self.handling),
            ("as_of", _("As of"), self.as_of),
        ]

    @property
    def running_line(self):
        """What stands at the head of each printed sheet."""
        return f"{self.title}, {date_format(self.as_of, 'j F Y')}"

    def file_name(self, extension):
        """ungass-matrix-network-2018-03-12.xlsx"""
        return f"ungass-matrix-{self.audience}-{self.as_of.isoformat()}.{extension}"


def matrix_table(asked, *, by="", address=""):
    """The table of a matrix as it was asked for: same rows, columns, order and groups as on the page."""
    columns = for_files(asked.columns)
    if asked.group:
        columns = [_group_column(asked, key) for key in asked.group.keys] + columns
    return Table(
        title=_("Matrix of UNGASS-related action"),
        audience=asked.reader.audience,
        as_of=clock.today(),
        made_at=clock.now(),
        made_by=by,
        told=asked.in_words(),
        count=asked.total_in_words(),
        address=address,
        columns=columns,
        rows=lambda finish=None: rows_of(asked.ordered(), columns, asked.words, finish),
    )


def _group_column(asked, key):
    """A column that says which group a row stands in: the entry's own column, in words."""
    labels = {
        "chapter": _("Group: chapter"),
        "subheading": _("Group: sub-heading"),
        "lead": _("Group: lead entity"),
        "place": _("Group: country or area"),
    }
    return Column(
        f"group_{key}", labels[key], "", lambda value, words: asked.group_title(key, value), source=key, width=30,
        live=True,
    )  # fmt: skip


def cells_of(entry, columns, words):
    """The cells of one entry, live or sealed."""
    return [column.show(value_of(column, entry), words) for column in columns]


def rows_of(entries, columns, words, finish=None):
    """The cells of all entries of a queryset, fetched bit by bit: memory does not grow with their number.

    Gives the same as `cells_of`, several times faster: only the fields that are shown are read, from a column
    where one holds the field, and equal values are worded once. `finish` is applied to every cell, once each too.
    """
    fields = by_field(columns)
    makers = [_maker(found, words, finish) for found in fields]
    selected = [_select(found[0]) for found in fields]
    # A cursor outside a transaction would hold the whole result; inside one it is made as it is read.
    with transaction.atomic():
        for row in _ahead(entries.values_list(*selected).iterator(chunk_size=CHUNK)):
            cells = []
            for make, value in zip(makers, row, strict=True):
                cells += make(value)
            yield cells


def by_field(columns):
    """The columns in their order, those side by side that read one field together: it is read and worded once."""
    return [list(found) for _field, found in groupby(columns, key=attrgetter("reads", "live"))]


def _ahead(rows):
    """The rows of a server-side cursor: the next ones are fetched while the last ones are written."""
    chunks = batched(rows, CHUNK)
    chunk = next(chunks, ())  # the cursor is opened by the thread that owns the connection
    with ThreadPoolExecutor(max_workers=1) as pool:
        while chunk:
            following = pool.submit(next, chunks, ())
            yield from chunk
            chunk = following.result()


def _select(column):
    """The expression that gives a column's field."""
    name = column.reads
    if column.live:
        return TruncDate(name) if name in MOMENTS else F(name)
    if name in TEXT_COLUMNS:
        return F(name)
    if name in CODE_COLUMNS:
        return Cast(Func(F(name), function="array_to_json"), TextField())
    if name in NUMBER_COLUMNS:
        return NullIf(F(name), 0)
    return Cast(KeyTransform(name, "payload"), TextField())


def _maker(columns, words, finish):
    """A function from a field's value to the cells of all columns that read it."""
    first = columns[0]
    if columns == [first] and first.show is plain and first.reads in TEXT_COLUMNS:
        return (lambda value: (finish(value),)) if finish else (lambda value: (value,))
    is_json = not first.live and first.reads not in TEXT_COLUMNS | NUMBER_COLUMNS
    shows = [column.show for column in columns]
    known = {}

    def make(value):
        cells = known.get(value)
        if cells is None:
            read = read_json(value)[0] if is_json and value is not None else value
            cells = tuple(show(read, words) for show in shows)
            if finish:
                cells = tuple(map(finish, cells))
            if len(known) > REMEMBERED:
                known.clear()
            known[value] = cells
        return cells

    return make
