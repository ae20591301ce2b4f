"""Where a reader finds a record that was merged into another: known to audiences that had read it, to no other."""

from entities.models import MergedAddress


def merged_into(reader, entries, reference):
    """The reference that a merged one leads to, if the reader may read that; else None. Merges may follow merges."""
    seen = {reference}
    while True:
        rows = MergedAddress.objects.filter(audience=reader.audience, reference=reference)
        reference = rows.values_list("into", flat=True).first()
        if reference is None or reference in seen:
            return None
        if entries.objects.for_reader(reader).filter(reference=reference).exists():
            return reference
        seen.add(reference)
