"""Links between the records of a sealed month: the session at which an event is held, the activities it belongs to.

They stand beside the payloads: each audience has those that lead to what it reads. A month keeps only where they
differ from the month before, so that what goes on unchanged takes no room.
"""

from functools import cache

from django.contrib.postgres.fields import ArrayField
from django.db.models import Q

from entities.kinds import record_kinds
from entities.readers import Reader
from registry.models import EditionLink


@cache
def linked_fields():
    """The fields that are links, by kind of record, each with whether it leads to several records."""
    found = {}
    for kind in record_kinds():
        for column in kind.listing.columns:
            if column.link:
                several = isinstance(kind.entry._meta.get_field(column.reads), ArrayField)
                found.setdefault(kind.name, {})[column.reads] = several
    return found


def links_now(audience, references=None):
    """Where all records that an audience reads lead now, or some of them: by (reference, field), as lists."""
    reader, found = Reader(audience), {}
    for kind in record_kinds():
        for field, several in linked_fields().get(kind.name, {}).items():
            entries = kind.entry.objects.for_reader(reader).filter(kind=kind.name)
            entries = entries.exclude(**{field: [] if several else ""})
            if references is not None:
                entries = entries.filter(reference__in=references)
            links = entries.annotate(target=kind.entry.readable_links(reader)[field])
            for reference, target in links.values_list("reference", "target"):
                if target:
                    found[reference, field] = target if several else [target]
    return found


def write_links(revision, references=None):
    """Seal where the audience's records lead now: those of a whole month, or of what a correction brings."""
    before, now = _stored(revision, references), links_now(revision.audience_id, references)
    EditionLink.objects.bulk_create(
        EditionLink(revision=revision, reference=reference, field=field, targets=now.get((reference, field), []))
        for reference, field in sorted(before.keys() | now.keys())
        if before.get((reference, field)) != now.get((reference, field))
    )


def links_of(reading, references):
    """Where some records of a revision lead, by reference and field; only to what the revision holds."""
    return only_to_held(reading, _stored(reading.revision, references))


def only_to_held(reading, found, brought=()):
    """Of links by (reference, field), those to what a revision holds or a correction brings: by reference and field."""
    several = {field: many for fields in linked_fields().values() for field, many in fields.items()}
    targets = {target for row in found.values() for target in row}
    held = reading.forms(targets).keys() | set(brought) if targets else ()
    links = {}
    for (reference, field), row in found.items():
        row = [target for target in row if target in held]
        if row:
            links.setdefault(reference, {})[field] = row if several[field] else row[0]
    return links


def _stored(revision, references):
    """Where records lead in a revision: as its newest correction says, else the newest month up to its own."""
    month, number = revision.edition_id, revision.number
    rows = EditionLink.objects.filter(
        Q(revision__edition__lt=month, revision__number=0) | Q(revision__edition=month, revision__number__lte=number),
        revision__audience=revision.audience_id,
    )
    if references is not None:
        rows = rows.filter(reference__in=references)
    newest = rows.order_by("reference", "field", "-revision__edition", "-revision__number").distinct(
        "reference", "field"
    )
    found = newest.values_list("reference", "field", "targets")
    return {(reference, field): targets for reference, field, targets in found if targets}
