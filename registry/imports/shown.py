"""Rows of an import as its page shows them."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

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
    "error": _("errors"),
    "conflict": _("conflicts"),
    "duplicate": _("possible duplicates"),
    "warning": _("with a warning"),
    "new": _("new"),
    "changed": _("changed"),
    "same": _("same"),
    "applied": _("applied"),
    "undone": _("undone"),
}


@dataclass
class Shown:
    """A row with what its template needs."""

    row: ImportRow
    tone: str
    changes: list  # of a row that changes or begins a record
    twin: dict | None
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


def shown(rows):
    """Rows with their changes in words: three statements for a page of them."""
    rows = list(rows)
    records = {row.record_id: row.record for row in rows if row.record_id and row.outcome != RowOutcome.SAME}
    present = contents_of(list(records.values())) if records else {}
    twins = _twins(rows)
    return [_shown(row, present.get(row.record_id), twins.get(row.twin)) for row in rows]


def _shown(row, present, twin):
    written = row.applied_at is not None
    changes = []
    if row.content and not written and row.outcome != RowOutcome.SAME:
        changes = differences(row.kind, present, row.content)
    messages = [message | {"typed": _typed(row, message["column"])} for message in row.messages]
    return Shown(
        row=row,
        tone=TONES.get(row.outcome, "quiet"),
        changes=changes,
        twin=twin,
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


def _twin(reference, kind, content, *, read):
    leads = [part["entity"] for part in content["participants"] if part["role"] in LEADING_ROLES]
    return {
        "reference": reference,
        "kind": kind,
        "title": content["title"],
        "summary": content.get("summary", ""),
        "language": content["language"],
        "leads": listed(str(labels().entity(slug)) for slug in leads),
        "read": read,
    }
