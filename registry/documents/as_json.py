"""An edition as JSON: what registry/data/edition.schema.json describes, in canonical form, written record by record.

Canonical as entities.payload has it: keys sorted, no spaces, UTF-8. So the keys below stand in their order.
"""

import json
from pathlib import Path

from entities.kinds import record_kinds
from entities.payload import canonical

SCHEMA = Path(__file__).resolve().parents[1] / "data" / "edition.schema.json"
NAMED = ("chapter", "country", "entity", "recommendation", "region", "scheme", "subheading", "term")


def schema():
    """The JSON Schema of the document."""
    return json.loads(SCHEMA.read_text())


def write(sealed, file):
    """Write the document; memory does not grow with the records."""
    for name, value in _members(sealed):
        file.write(b"{" if name == "address" else b",")
        file.write(canonical(name) + b":")
        if callable(value):
            value(file)
        else:
            file.write(canonical(value))
    file.write(b"}")


def _members(sealed):
    """Names and values of the whole object, sorted; a function writes a long value itself."""
    return sorted(
        {
            "address": sealed.address,
            "attribution": sealed.attribution,
            "audience": str(sealed.audience),
            "content_sha256": sealed.revision.sha256,
            "counts": sealed.revision.counts,
            "edition": sealed.edition.code,
            "handling": sealed.handling,
            "labels": {name: _names(sealed, name) for name in NAMED},
            "language": sealed.language,
            "reason": sealed.revision.reason,
            "records": lambda file: _records(sealed, file),
            "revision": sealed.number,
            "revised_at": sealed.moment.isoformat(),
            "schema": "edition/1",
            "symbol": sealed.symbol,
            "terms_of_use": sealed.terms,
            "title": sealed.title,
        }.items()
    )


def _names(sealed, name):
    """The full names of a code list as they read when the edition was sealed."""
    return {str(code): label.name for code, label in sealed.words.of(name).items()}


def _records(sealed, file):
    """All records in order of reference, each with when it was last confirmed where the audience reads that."""
    told = {kind.name for kind in record_kinds() if sealed.reads_confirmation(kind)}
    file.write(b"[")
    for number, held in enumerate(sealed.reading.entries()):
        row = {"payload": held.payload, "sha256": held.sha256}
        if held.leads_to:
            row["links"] = held.leads_to
        if held.kind in told:
            day = held.last_confirmed
            row |= {"carried_over": bool(held.carried_over), "last_confirmed": day.isoformat() if day else None}
        file.write((b"," if number else b"") + canonical(row))
    file.write(b"]")
