"""Possible duplicates: cleared records whose titles read like that of a submission, found by trigrams."""

from dataclasses import dataclass

from django.contrib.postgres.search import TrigramSimilarity

from entities.audiences import Reading
from entities.choices import LEADING_ROLES
from entities.kinds import kind_of
from entities.labels import labels

ALIKE = 0.45  # of 1: about half of the groups of three letters are shared
SHOWN = 3


@dataclass(frozen=True)
class Twin:
    """Another record that may be the same: its entry, and who leads it."""

    entry: object
    leads: list
    per_cent: int


def alike(record, content):
    """Entries of other entities' records that may be the same, most alike first. One query, by the index on titles.

    They are looked for in what the network reads, so nothing that is kept to another entity shows.
    """
    model = kind_of(record.kind).entry
    rows = model.objects.filter(audience=Reading.NETWORK, title__trigram_similar=content["title"])
    rows = rows.exclude(record=record).annotate(alike=TrigramSimilarity("title", content["title"]))
    own = {row["entity"] for row in content["participants"] if row["role"] in LEADING_ROLES}
    found = []
    for entry in rows.filter(alike__gte=ALIKE).defer("search").order_by("-alike", "reference")[: SHOWN * 5]:
        leads = [row["entity"] for row in entry.payload["participants"] if row["role"] in LEADING_ROLES]
        if not own & set(leads):
            names = [str(labels().entity(slug)) for slug in leads]
            found.append(Twin(entry, names, round(entry.alike * 100)))
    return found[:SHOWN]
