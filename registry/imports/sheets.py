"""The sheets of a workbook: one for each listing, its columns made from the portal's one list and the content's fields.

Nothing here names a kind: a field that is added to a content stands in the workbook by itself.
"""

from dataclasses import dataclass
from functools import cache, cached_property

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from entities import content as entity_content
from entities.choices import RecordKind
from entities.differences import capitalised, fields_of, label_of
from entities.kinds import kind_of, listings
from registry.columns import DATE, Column
from registry.content import FigureContent
from registry.imports.fields import (
    OTHERS,
    ROLES,
    ChoiceField,
    ClockField,
    CodeField,
    CodesField,
    DatesField,
    FiguresField,
    LinesField,
    Offer,
    PartsField,
    ProgressField,
    RowsField,
    SheetColumn,
    SheetField,
    YesField,
)

REFERENCE, VERSION, KIND = "reference", "version", "kind"
NEEDED = {"title", "summary", "chapter", "lead"}
BY_CHAPTER = {"subheading", "other_subheadings", "recommendations"}
DATES = {
    "date_from": (_("As exactly as you know: a date, March 2018, Q2 2018, second half of 2018 or 2018."), 16, DATE),
    "date_to": (
        _("In the same forms. Empty: it ends with the day, month or year before. “open”: no end."),
        16,
        DATE,
    ),
    "date_text": (_("The words of your source, if they say more: “spring 2018, to be agreed”."), 22, ""),
}
HELPS = {
    "progress": _("One new line: what has happened since. It is dated when you upload the workbook."),
    "lead": _("The entity that answers for it; an office in brackets behind it. Several with semicolons."),
    "co_leads": _("Entities that lead with it, with semicolons between them."),
    "partners": _("Entities that take part, with semicolons between them."),
    "texts": _("A language on each line: language | title | summary. “¶” begins a new line of the summary."),
}


@dataclass(frozen=True)
class Sheet:
    """The sheet of a listing: which kinds of record stand in it, and their fields in the order of the columns."""

    listing: object
    kinds: tuple

    @property
    def name(self):
        """A name for programs: matrix, calendar."""
        return self.listing.name

    @property
    def title(self):
        """How the sheet is called, as spreadsheet programs allow it."""
        return "".join(" " if mark in "[]:*?/\\" else mark for mark in str(self.listing.title))[:31]

    @cached_property
    def fields(self):
        """The fields of the content as cells, in the order in which they stand in the sheet."""
        return _fields(self.kinds[0])

    @cached_property
    def columns(self):
        """All columns: reference and version first, then those of the fields."""
        own = [
            SheetColumn(REFERENCE, _("Reference"), _("Given by the portal; empty for a new row."), 13, locked=True),
            SheetColumn(VERSION, _("Version"), _("Tells the portal what you were given. Leave it."), 11, locked=True),
        ]
        if len(self.kinds) > 1:
            choices = tuple((kind, label) for kind, label in RecordKind.choices if kind in self.kinds)
            own.append(SheetColumn(KIND, _("Kind"), _("Of a new row."), 10, offer=Offer("kind", choices=choices)))
        return (*own, *(column for field in self.fields for column in field.columns))

    @cached_property
    def by_name(self):
        """The columns by name."""
        return {column.name: column for column in self.columns}

    def cells(self, content, names):
        """The cells of a content by name of the column, without reference, version and kind."""
        found = {}
        for field in self.fields:
            values = field.write(content.get(field.name), names)
            found |= {column.name: value for column, value in zip(field.columns, values, strict=True)}
        return found


@cache
def sheets():
    """All sheets, in order of registration."""
    return tuple(Sheet(listing, tuple(kinds)) for listing, kinds in listings())


def sheet_named(name):
    """The sheet of a listing; KeyError for an unknown one."""
    return {sheet.name: sheet for sheet in sheets()}[name]


def sheet_of(kind):
    """The sheet in which records of a kind stand."""
    return next(sheet for sheet in sheets() if kind in sheet.kinds)


def _fields(kind):
    """Fields in the order of the listing's columns; then those that only the desk knows."""
    known, found = dict(fields_of(kind)), {}
    for column in kind_of(kind).columns:
        field = column.reads
        if column.live or field not in known or field in found:
            continue
        columns = [row for row in kind_of(kind).columns if row.reads == field]
        found[field] = _field(kind, field, known[field], columns)
    for field in known:
        if field not in found:
            found[field] = _field(kind, field, known[field], [_desk_column(kind, field)])
    return tuple(found.values())


def _desk_column(kind, name):
    """A column of a field that no reader sees in a list."""
    if name in ("participants", "dates", "progress"):
        return Column(name, label_of(kind, name), "", None)
    column = kind_of(kind).working_copy._meta.get_field(name)
    return Column(name, capitalised(str(column.verbose_name)), column.help_text, None, width=22)


def _field(kind, name, field, columns):
    """A field of the content as cells, by what its serializer says that it is."""
    first = next((column for column in columns if column.name == name), columns[0])
    if name == "participants":
        return PartsField(name, tuple(_role_column(row) for row in columns if row.name in ROLES))
    if name == "dates":
        return DatesField(name, tuple(_date_column(kind, part, columns) for part in DATES))
    made, options, more = _sort(name, field)
    column = SheetColumn(
        first.name,
        _("New line of progress") if name == "progress" else first.label,
        HELPS.get(name, first.help),
        first.width,
        needed=name in NEEDED,
        **more,
    )
    return made(name, (column,), **options)


def _sort(name, field):
    """The class of a field with its options, and what its column says beside label and help."""
    if name == "progress":
        return ProgressField, {}, {}
    if isinstance(field, serializers.ListSerializer):
        if isinstance(field.child, FigureContent):
            return FiguresField, {}, {}
        return RowsField, {"row": field.child}, {}
    if isinstance(field, entity_content.CodeListField):
        offer = Offer(field.child.kind, by_chapter=name in BY_CHAPTER)
        return CodesField, {}, {"offer": offer, "several": True}
    if isinstance(field, entity_content.CodeField):
        empty = None if field.number else ""
        offer = Offer(field.kind, field.group or "", by_chapter=name in BY_CHAPTER)
        return CodeField, {"empty": empty, "others": OTHERS.get(name, "")}, {"offer": offer}
    if isinstance(field, serializers.ListField):
        return LinesField, {}, {}
    if isinstance(field, serializers.ChoiceField):
        offer = Offer(name, choices=tuple(field.choices.items()))
        return ChoiceField, {"default": field.default}, {"offer": offer}
    if isinstance(field, serializers.BooleanField):
        return YesField, {}, {"offer": Offer("yes", choices=((True, _("yes")),))}
    if isinstance(field, serializers.TimeField):
        return ClockField, {}, {}
    return SheetField, {}, {}


def _role_column(column):
    return SheetColumn(
        column.name, column.label, HELPS[column.name], column.width, offer=Offer("entity"), several=True,
        needed=column.name in NEEDED,
    )  # fmt: skip


def _date_column(kind, name, columns):
    help_text, width, form = DATES[name]
    labels = {column.name: column.label for column in columns}
    label = labels.get(name) or capitalised(str(kind_of(kind).working_copy._meta.get_field(name).verbose_name))
    return SheetColumn(name, label, help_text, width, **({"type": form} if form else {}))
