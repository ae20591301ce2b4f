"""Links between the records of a sealed month, such as the session at which an event is held.

They stand beside the payloads: each audience has those that lead to what it reads.
"""

from functools import cache

from entities.kinds import record_kinds
from entities.readers import Reader
from registry.models import EditionLink


@cache
def linked_fields():
    """The fields that are links, by kind of record; kinds without one are left out."""
    found = {kind.name: [column.reads for column in kind.listing.columns if column.link] for kind in record_kinds()}
    return {name: fields for name, fields in found.items() if fields}


def links_now(audience, references=None):
    """Where all records that an audience reads lead now, or some of them: by reference and field."""
    reader, found = Reader(audience), {}
    for kind in record_kinds():
        for field in linked_fields().get(kind.name, ()):
            entries = kind.entry.objects.for_reader(reader).filter(kind=kind.name).exclude(**{field: ""})
            if references is not None:
                entries = entries.filter(reference__in=references)
            links = entries.annotate(target=kind.entry.readable_links(reader)[field]).exclude(target="")
            for reference, target in links.values_list("reference", "target"):
                found.setdefault(reference, {})[field] = target
    return found


def write_links(revision, references=None):
    """Seal where the audience's records lead now: those of a whole month, or of what a correction brings."""
    found = links_now(revision.audience_id, references)
    fields = {field for names in linked_fields().values() for field in names}
    rows = [
        EditionLink(revision=revision, reference=reference, field=field, target=found.get(reference, {}).get(field, ""))
        for reference in sorted(found if references is None else references)
        for field in sorted(fields)
    ]
    EditionLink.objects.bulk_create(row for row in rows if row.target or references is not None)


def links_of(reading):
    """Where the records of a revision lead, by reference and field; only to what the revision holds."""
    rows = EditionLink.objects.filter(
        revision__edition=reading.edition,
        revision__audience=reading.audience,
        revision__number__lte=reading.revision.number,
    )
    newest = {}
    for reference, field, target in rows.order_by("revision__number").values_list("reference", "field", "target"):
        newest[reference, field] = target
    held, found = reading.forms({target for target in newest.values() if target}) if newest else {}, {}
    for (reference, field), target in newest.items():
        if target in held:
            found.setdefault(reference, {})[field] = target
    return found
