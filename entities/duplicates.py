"""Possible duplicates: cleared records whose titles read like that of a submission, found by trigrams."""

from dataclasses import dataclass

from django.contrib.postgres.search import TrigramSimilarity
from django.db import connection
from django.db.models.functions import Lower

from entities.audiences import Reading
from entities.choices import LEADING_ROLES, ParticipationState
from entities.kinds import kind_of
from entities.labels import labels
from entities.models import Participation, Record
from entities.models.entry import SEARCHED

ALIKE = 0.45  # of 1: about half of the groups of three letters are shared
SHOWN = 3
VERY_ALIKE = 0.75  # where thousands of titles are compared, and many are alike by their nature


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
    for entry in rows.filter(alike__gte=ALIKE).defer(*SEARCHED).order_by("-alike", "reference")[: SHOWN * 5]:
        leads = [row["entity"] for row in entry.payload["participants"] if row["role"] in LEADING_ROLES]
        if not own & set(leads):
            names = [str(labels().entity(slug)) for slug in leads]
            found.append(Twin(entry, names, round(entry.alike * 100)))
    return found[:SHOWN]


def twins_of(kind, titles, entities):
    """References of the records most like each title, best first: a list for each, in order; one statement for all.

    Looked for in what the network reads, among titles that share a key: their words by the first five letters, all of
    them or, of four and more, all but one (`title_keys` in the database). And, by the very title, among the working
    copies in which the entities take part.
    """
    entry, copies = (
        connection.ops.quote_name(model._meta.db_table) for model in (kind_of(kind).entry, kind_of(kind).working_copy)
    )
    record, part = Record._meta.db_table, Participation._meta.db_table
    statement = f"""
        WITH wanted AS MATERIALIZED (
            SELECT title, place, title_keys(title) AS keys
            FROM unnest(%(titles)s::text[]) WITH ORDINALITY AS row (title, place)
        ),
        own AS MATERIALIZED (
            SELECT record.reference, lower(copy.title) AS title
            FROM {copies} AS copy JOIN {record} AS record ON record.id = copy.record_id
            WHERE record.kind = %(kind)s AND record.discarded_at IS NULL AND record.merged_into_id IS NULL
              AND record.id IN (SELECT record_id FROM {part}
                                WHERE state <> 'declined' AND entity_id = ANY(%(entities)s))
        )
        SELECT place, reference, 1 AS alike FROM wanted JOIN own ON own.title = lower(wanted.title)
        UNION
        SELECT place, found.reference, found.alike FROM wanted CROSS JOIN LATERAL (
            SELECT entry.reference, similarity(entry.title, wanted.title) AS alike FROM {entry} AS entry
            WHERE entry.audience_id = 'network' AND title_keys(entry.title) && wanted.keys
              AND similarity(entry.title, wanted.title) >= {VERY_ALIKE}
            ORDER BY alike DESC, entry.reference LIMIT {SHOWN}
        ) AS found
        ORDER BY place, alike DESC, reference
    """
    found = [[] for _title in titles]
    with connection.cursor() as cursor:
        cursor.execute(statement, {"titles": list(titles), "kind": str(kind), "entities": list(entities)})
        for place, reference, _alike in cursor.fetchall():
            if reference not in found[place - 1]:
                found[place - 1].append(reference)
    return found


def titled(kind, titles, entities):
    """Which of some titles, in small letters, working copies have in which the entities take part. One statement."""
    if not titles:
        return set()
    parts = Participation.objects.filter(entity__in=entities).exclude(state=ParticipationState.DECLINED)
    copies = (
        kind_of(kind)
        .working_copy.objects.annotate(small=Lower("title"))
        .filter(
            small__in={title.lower() for title in titles},
            record__in=parts.values("record"),
            record__kind=kind,
            record__discarded_at=None,
            record__merged_into=None,
        )
    )
    return set(copies.values_list("small", flat=True))
