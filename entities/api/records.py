"""Entries as the API gives them: the stored payload, with its address and the facts beside it."""

from functools import cache
from http import HTTPStatus

from django.conf import settings
from django.db.models import Case, F, Func, TextField, Value, When
from django.db.models.fields.json import KeyTransform
from django.db.models.functions import Cast, JSONObject, Substr
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException

from entities.api.reading import PAGING, ReadingView, fields_of, limit_of, list_text
from entities.choices import REFERENCE_PREFIXES, ChangeKind
from entities.kinds import kind_of
from entities.merged import merged_into
from entities.models import Change
from entities.payload import LIVE_FIELDS, current_format
from ungass_portal.lib.keyset import order_named, page


class Gone(APIException):
    """410: this audience could read it once, and must drop it."""

    status_code = HTTPStatus.GONE

    def __init__(self, change, merged_into=""):
        super().__init__(_("This was withdrawn. Remove the copies that you keep."))
        self.members = {"reference": change.reference}
        if merged_into:
            self.members["merged_into"] = merged_into
        if change.kind == ChangeKind.WITHDRAWN:
            self.members |= {"withdrawn_at": in_utc(change.at), "erase_by": in_utc(change.erase_by)}


class EntryView(ReadingView):
    """Reads entries of one kind of record."""

    kind = ""
    tag = "Records"

    @property
    def entries(self):
        """The table that holds the kind's entries."""
        return kind_of(self.kind).entry


class EntryList(EntryView):
    """A list of entries: filters, order, pages, fields."""

    filterset_class = None
    orders = None
    parameters = (*PAGING, "sort", "fields")

    def body(self, request, reader, state):
        """One SQL for the page; the count is remembered while the audience's entries stand."""
        params = request.GET
        filters = self.filterset_class(params, reader, extras=("as", *self.parameters), kinds=(self.kind,))
        order = order_named(self.orders, params.get("sort"), "reference")
        writing = Writing(self.kind, reader, fields_of(params, readable(self.kind, reader.audience)))
        found = page(
            writing.select(filters.qs, order.columns),
            order,
            limit=limit_of(params),
            after=params.get("after", ""),
            before=params.get("before", ""),
        )
        total = state.remember((self.kind, filters.key), filters.qs.count)
        self.objects_given = found.shown
        return list_text(request, found, total, map(writing.text, found.rows), reader=reader)


class EntryDetail(EntryView):
    """One entry."""

    can_be_gone = True
    parameters = ("fields",)

    def body(self, request, reader, state, *, reference):
        """The entry; 410 for what the audience could read once, 404 for all else."""
        self.check(request)
        writing = Writing(self.kind, reader, fields_of(request.GET, readable(self.kind, reader.audience)))
        if not reference.isascii() or not reference.isprintable():
            raise Http404
        entry = self.entries.objects.for_reader(reader).filter(reference=reference, kind=self.kind)
        row = writing.select(entry).first()
        if row is None:
            self.missing(reader, reference)
        return writing.text(row)

    def missing(self, reader, reference):
        """Tell what was from what never was, by the audience's own changes."""
        if reference.startswith(prefix_of(self.kind)):
            change = Change.objects.filter(audience_id=reader.audience, reference=reference).last()
            if change:
                into = merged_into(reader, self.entries, reference)
                raise Gone(change, address_in_api(into) if into else "")
        raise Http404


class Writing:
    """How entries are written: which fields, and where the record's page is."""

    def __init__(self, kind, reader, fields=None):
        self.fields = fields
        self.address = address_of(kind)
        asked = fields or readable(kind, reader.audience)
        links = kind_of(kind).entry.readable_links(reader)
        self.links = {
            name: Cast(Func(links[name], function="to_jsonb"), TextField()) for name in links if name in asked
        }
        self.live = [name for name in LIVE_FIELDS if name in asked]
        self.stored = [name for name in fields or () if name not in LIVE_FIELDS]

    def select(self, entries, columns=("reference",)):
        """The rows to write: JSON text made by the database, and the columns that a cursor is made of."""
        names = dict.fromkeys((*columns, "reference", "updated_at", "last_confirmed"))
        linked = {f"linked_{name}": expression for name, expression in self.links.items()}
        rows = entries.order_by("reference").annotate(json=self.json(), **linked)
        return rows.values_list("json", *linked, *names, named=True)

    def json(self):
        """The stored payload as text, or the chosen parts of it."""
        if self.fields is None:
            return Cast("payload", TextField())
        return Cast(JSONObject(**{name: KeyTransform(name, "payload") for name in self.stored}), TextField())

    def text(self, row):
        """One record as JSON text."""
        parts = []
        if "url" in self.live:
            parts.append(f'"url": "{self.address}{row.reference}/"')
        if "updated_at" in self.live:
            parts.append(f'"updated_at": "{in_utc(row.updated_at)}"')
        if "last_confirmed" in self.live:
            day = f'"{row.last_confirmed}"' if row.last_confirmed else "null"
            parts.append(f'"last_confirmed": {day}')
        parts += [f'"{name}": {getattr(row, f"linked_{name}")}' for name in self.links]
        stored = row.json[1:-1]
        if stored:
            parts.append(stored)
        return "{" + ", ".join(parts) + "}"

    def whole(self, entries):
        """Whole records as the database writes them for files, `line` in each row: the same text as `text` gives."""
        parts = [Joined(Value(f'"url": "{self.address}'), F("reference"), Value('/"'))] if "url" in self.live else []
        if "updated_at" in self.live:
            parts.append(Joined(Value('"updated_at": "'), InUtc("updated_at"), Value('Z"')))
        if "last_confirmed" in self.live:
            day = Joined(Value('"'), Cast("last_confirmed", TextField()), Value('"'))
            day = Case(When(last_confirmed=None, then=Value("null")), default=day, output_field=TextField())
            parts.append(Joined(Value('"last_confirmed": '), day))
        parts += [Joined(Value(f'"{name}": '), expression) for name, expression in self.links.items()]
        stored = Substr(Cast("payload", TextField()), 2)  # its opening brace stands before the parts
        between = [piece for part in parts for piece in (part, Value(", "))]
        return entries.order_by("reference").values(line=Joined(Value("{"), *between, stored))


class Joined(Func):
    """Texts put together; none of them may be null."""

    template, arg_joiner, output_field = "(%(expressions)s)", " || ", TextField()


class InUtc(Func):
    """A moment in UTC as `in_utc` writes it, without the Z: with its microseconds where there are some."""

    template = (
        "to_char(%(expressions)s AT TIME ZONE 'UTC', CASE WHEN date_trunc('second', %(expressions)s) = %(expressions)s"
        """ THEN 'YYYY-MM-DD"T"HH24:MI:SS' ELSE 'YYYY-MM-DD"T"HH24:MI:SS.US' END)"""
    )
    output_field = TextField()


def in_utc(moment):
    """A moment in UTC, as ISO 8601 writes it."""
    return moment.isoformat().replace("+00:00", "Z")


def readable(kind, audience):
    """The fields that a kind's newest format holds for an audience."""
    return kind_of(kind).formats[audience][current_format(kind, audience)]


def prefix_of(kind):
    """How the references of a kind begin."""
    return f"{REFERENCE_PREFIXES[kind]}-"


@cache
def address_of(kind):
    """Where the pages of a kind's records are, without the reference: reversing it per row would cost most."""
    return settings.SITE_URL + reverse(f"{kind}-detail", args=["REFERENCE"]).removesuffix("REFERENCE/")


@cache
def _begins_in_api(prefix):
    """Where the records of a prefix stand in the API, without the reference; once, as for `address_of`."""
    kinds = {beginning: kind for kind, beginning in REFERENCE_PREFIXES.items()}
    return settings.SITE_URL + reverse(f"api-{kinds[prefix]}", args=["REFERENCE"]).removesuffix("REFERENCE/")


def address_in_api(reference):
    """Where a record stands in the API."""
    return f"{_begins_in_api(reference.partition('-')[0])}{reference}/"
