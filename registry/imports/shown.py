"""Rows of an import as its page shows them."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entities.audiences import Reading
from entities.choices import LEADING_ROLES
from entities.contents import contents_of
from entities.differences import differences
from entities.kinds import kind_of
from entities.labels import labels
from entities.models import Record
from registry.choices import RowOutcome
from registry.imports.read import as_text
from registry.models import ImportRow
from ungass_portal.lib.lists import listed

TONES = {
    RowOutcome.NEW: "accent",
    RowOutcome.CHANGED: "accent",
    RowOutcome.CONFLICT: "warning",
    RowOutcome.DUPLICATE: "warning",
    RowOutcome.ERROR: "danger",
    RowOutcome.APPLIED: "success",
}
# What can be filtered by, in the order of the tabs.
FILTERS = {
    "error": gettext_lazy("errors"),
    "conflict": gettext_lazy("conflicts"),
    "duplicate": gettext_lazy("possible duplicates"),
    "warning": gettext_lazy("with a warning"),
    "new": gettext_lazy("new"),
    "changed": gettext_lazy("changed"),
    "same": gettext_lazy("same"),
    "applied": gettext_lazy("applied"),
    "undone": gettext_lazy("undone"),
}


@dataclass
class Shown:
    """A row with what its template needs."""

    row: ImportRow
    tone: str
    changes: list  # of a row that changes or begins a record
    twins: list  # what it may be already: rows of its sheet, records of the portal
    messages: list
    may_choose: bool


def all_rows(imported):
    """The rows of an import that were read."""
    return ImportRow.objects.filter(sheet__imported=imported).select_related("sheet", "record")


def filtered(rows, name):
    """Rows of one filter; of all for an empty name."""
    if name == "warning":
        return rows.filter(warned=True)
    return rows.filter(outcome=name) if name else rows


def counts(imported):
    """How many rows each filter finds, and how many are chosen."""
    rows = ImportRow.objects.filter(sheet__imported=imported)
    found = dict(rows.order_by().values_list("outcome").annotate(Count("pk")))
    more = rows.aggregate(warning=Count("pk", filter=Q(warned=True)), chosen=Count("pk", filter=Q(chosen=True)))
    return found | more | {"all": sum(found.values())}


def remarks_of(imported, *, but_corrected=False):
    """What is to be said of the file: what was left aside, and how days and months in numbers were read.

    `but_corrected`: without the sheets whose columns, and this order with them, can be corrected on the page.
    """
    pages = [page for page in imported.sheets.all() if page.order.get("matters") and (page.own or not but_corrected)]
    orders = [_("Sheet “%(sheet)s”: %(sentence)s") % {"sheet": page.name, **page.order} for page in pages]
    return [*imported.remarks, *orders]


def shown(rows):
    """Rows with their changes in words: three statements for a page of them."""
    rows = list(rows)
    changed = {row.record_id: row.record for row in rows if row.record_id and row.outcome != RowOutcome.SAME}
    present = contents_of(list(changed.values())) if changed else {}
    records, earlier = _twins(rows), _twin_rows(rows)
    beside = [[earlier.get((row.sheet_id, row.twin_row)), records.get(row.twin)] for row in rows]
    return [_shown(row, present.get(row.record_id), list(filter(None, twins)))
            for row, twins in zip(rows, beside, strict=True)]  # fmt: skip


def _shown(row, present, twins):
    written = row.applied_at is not None
    changes = []
    if row.content and not written and row.outcome != RowOutcome.SAME:
        changes = differences(row.kind, present, row.content)
    messages = [message | {"typed": _typed(row, message["column"])} for message in row.messages]
    return Shown(
        row=row,
        tone=TONES.get(row.outcome, "quiet"),
        changes=changes,
        twins=twins,
        messages=messages,
        may_choose=row.outcome in (RowOutcome.NEW, RowOutcome.CHANGED) and not written,
    )


def _typed(row, column):
    """What stands in a cell, as it came or as it was mended."""
    if column in row.mended:
        return row.mended[column]
    place = next((int(place) for place, name in row.sheet.mapping.items() if name == column), None)
    return as_text(row.cells[place]) if place is not None and place < len(row.cells) else ""


def _twins(rows):
    """What is known of the records that rows may be already: from the network's entries, else from the own desk."""
    found = {}
    for kind in {row.kind for row in rows if row.twin}:
        wanted = {row.twin for row in rows if row.twin and row.kind == kind}
        entries = kind_of(kind).entry.objects.filter(audience=Reading.NETWORK, reference__in=wanted)
        for reference, payload in entries.values_list("reference", "payload"):
            found[reference] = _twin(reference, kind, payload, read=True)
        left = list(Record.objects.filter(reference__in=wanted - set(found)))
        contents = contents_of(left) if left else {}
        for record in left:
            found[record.reference] = _twin(record.reference, kind, contents[record.pk], read=False)
    return found


def _twin_rows(rows):
    """The earlier rows of the same sheets that rows may repeat, by sheet and number."""
    wanted = [row for row in rows if row.twin_row]
    found = ImportRow.objects.filter(
        sheet__in={row.sheet_id for row in wanted}, number__in={row.twin_row for row in wanted}
    )
    return {
        (row.sheet_id, row.number): {"number": row.number, "title": row.title, **_words_of(row.content)}
        for row in (found if wanted else ())
    }


def _words_of(content):
    """The summary of a content and the language in which it is worded."""
    return {"summary": (content or {}).get("summary", ""), "language": (content or {}).get("language", "")}


def _twin(reference, kind, content, *, read):
    leads = [part["entity"] for part in content["participants"] if part["role"] in LEADING_ROLES]
    return {
        "reference": reference,
        "kind": kind,
        "title": content["title"],
        **_words_of(content),
        "leads": listed(str(labels().entity(slug)) for slug in leads),
        "read": read,
    }
