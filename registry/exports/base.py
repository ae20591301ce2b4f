"""What a file of the matrix holds: rows of cells, where they come from and who may have them."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from operator import attrgetter

from django.db import transaction
from django.db.models import F, Func, JSONField, TextField
from django.db.models.functions import Cast, NullIf, TruncDate
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from entities.handling import AUDIENCE_NAMES, HANDLING, TERMS, attribution, terms_address
from registry.columns import Column, for_files, plain, value_of
from registry.wordings import worded
from ungass_portal.lib import clock
from ungass_portal.lib.raw_reading import compiled

CHUNK = 300  # rows; two chunks are in memory at once
# PostgreSQL's own JSON has nothing before and behind it to look for.
read_json = json.JSONDecoder().raw_decode
AT_FIRST, AT_LENGTH, BRIEFLY = 4_000, 5_000, 1_000  # wordings kept: to judge by, where values come again, else
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
    def attribution(self):
        """How to name the file's source."""
        return attribution(self.as_of)

    @property
    def stamps(self):
        """What must go with every row of a file that has no other place for it: (name, label, value)."""
        return [
            ("audience", _("Audience"), str(self.audience)),
            ("handling", _("Handling"), self.handling),
            ("as_of", _("As of"), self.as_of),
            ("attribution", _("Attribution"), self.attribution),
            ("terms_of_use", _("Terms of use"), terms_address()),
        ]

    @property
    def running_line(self):
        """What stands at the head of each printed sheet."""
        return f"{self.title}, {date_format(self.as_of, 'DATE_FORMAT')}"

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
    where one holds the field, and equal values are worded once. Cells are made field by field for a whole chunk,
    by lookups that run without Python's own loop. `finish` is applied to every cell, once each too.
    Columns that are links need entries that were passed through `with_links`.
    """
    fields = by_field(columns)
    makers = [_maker(found, words, finish) for found in fields]
    # A cursor outside a transaction would hold the whole result; inside one it is made as it is read.
    with transaction.atomic(using=entries.db):
        for chunk in _ahead(_chunks(entries, [found[0] for found in fields])):
            cells = []
            for make, values in zip(makers, zip(*chunk, strict=True), strict=True):
                cells += make(values)
            yield from zip(*cells, strict=True)


def with_links(entries, columns, reader):
    """The entries with what the links among the columns lead to, as JSON, as far as the reader may read it."""
    links = entries.model.readable_links(reader)
    found = {f"linked_{column.reads}": links[column.reads] for column in columns if column.link}
    return entries.annotate(
        **{name: Cast(Func(link, function="to_jsonb"), TextField()) for name, link in found.items()}
    )


def by_field(columns):
    """The columns in their order, those side by side that read one field together: it is read and worded once."""
    return [list(found) for _field, found in groupby(columns, key=attrgetter("reads", "live"))]


def _ahead(chunks):
    """The chunks of a server-side cursor: the next one is fetched while the last one is written."""
    chunk = next(chunks, ())  # the cursor is opened by the thread that owns the connection
    with ThreadPoolExecutor(max_workers=1) as pool:
        while chunk:
            following = pool.submit(next, chunks, ())
            yield chunk
            chunk = following.result()


def _chunks(entries, columns):
    """Chunks of rows that hold the field of each column, in the queryset's order.

    PostgreSQL unpacks a compressed payload at every `->` on its column, and an unpacked one costs it next to nothing:
    so a subquery, which its ORDER BY keeps apart, unpacks it once for each row.
    """
    read = [_column_of_entry(column) for column in columns]
    inner = {f"c{number}": expression for number, expression in enumerate(read) if expression is not None}
    outer = [
        f"c{number}" if expression is not None else f"(unpacked -> '{column.reads}')::text"
        for number, (expression, column) in enumerate(zip(read, columns, strict=True))
    ]
    if len(inner) < len(columns):
        inner["unpacked"] = Func(F("payload"), template="%(expressions)s || '{}'", output_field=JSONField())
    if (found := compiled(entries.annotate(**inner).values_list(*inner))) is None:
        return
    connection, sql, params = found
    with connection.chunked_cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(outer)} FROM ({sql}) AS entry", params)
        while rows := cursor.fetchmany(CHUNK):
            yield rows


def _column_of_entry(column):
    """The expression that gives a column's field, None where only the payload holds it."""
    name = column.reads
    if column.link:
        return F(f"linked_{name}")
    if column.live:
        return TruncDate(name) if name in MOMENTS else F(name)
    if name in ("title", "summary", "language"):
        return worded(name)
    if name in TEXT_COLUMNS:
        return F(name)
    if name in CODE_COLUMNS:
        return Cast(Func(F(name), function="array_to_json"), TextField())
    if name in NUMBER_COLUMNS:
        return NullIf(F(name), 0)
    return None


def _maker(columns, words, finish):
    """A function from the values of a field to the cells of each column that reads it."""
    first = columns[0]
    if columns == [first] and first.show is plain and first.reads in TEXT_COLUMNS:
        return (lambda values: [list(map(finish, values))]) if finish else (lambda values: [values])
    return Wordings(columns, words, finish).columns_of


class Wordings(dict):
    """The cells of the columns that read one field, by the field's value, made when a value first comes.

    A field whose first values came again is remembered at length, any other only briefly: memory stays small.
    """

    def __init__(self, columns, words, finish):
        super().__init__()
        first = columns[0]
        self.is_json = not (first.live or first.reads in TEXT_COLUMNS | NUMBER_COLUMNS)
        self.shows, self.words, self.finish = [column.show for column in columns], words, finish
        self.seen, self.made, self.most = 0, 0, AT_FIRST

    def columns_of(self, values):
        """The cells of each column for a chunk of values."""
        self.seen += len(values)
        return zip(*map(self.__getitem__, values), strict=True)

    def __missing__(self, value):
        read = read_json(value)[0] if self.is_json and value is not None else value
        cells = tuple(show(read, self.words) for show in self.shows)
        if self.finish:
            cells = tuple(map(self.finish, cells))
        self.made += 1
        if len(self) >= self.most:
            self.most = AT_LENGTH if self.seen > 2 * self.made else BRIEFLY
            self.clear()
        self[value] = cells
        return cells
