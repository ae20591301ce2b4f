"""How many activities of a sealed revision there are by chapter and by entity; mandates are not counted."""

from functools import lru_cache

from django.db import connection

from entities.choices import RecordKind
from registry.edition_reading import HELD

ACTIVITIES = f"""
    WITH {HELD},
    activities AS (
        SELECT held.reference, content.payload
        FROM held JOIN registry_editioncontent content ON content.sha256 = held.content_id
        WHERE held.kind = %(activity)s
    )
"""
BY_CHAPTER = f"""
    {ACTIVITIES}
    SELECT coalesce((payload->>'chapter')::int, 0), count(*) FROM activities
    GROUP BY payload->>'chapter' ORDER BY (payload->>'chapter')::int NULLS LAST
"""
BY_ENTITY = f"""
    {ACTIVITIES}
    SELECT part->>'entity', count(DISTINCT reference)
    FROM activities CROSS JOIN jsonb_array_elements(payload->'participants') part GROUP BY 1 ORDER BY 1
"""


def by_chapter(reading):
    """Number of the primary chapter to activities; last, as 0, those without one."""
    return _counted(BY_CHAPTER, _Content(reading))


def by_entity(reading):
    """Slug to the activities in which the entity takes part; a joint one counts for each."""
    return _counted(BY_ENTITY, _Content(reading))


class _Content:
    """A revision, equal to every other of the same content: what was counted of it stays true."""

    def __init__(self, reading):
        self.scope, self.key = reading.scope, (reading.audience, reading.revision.sha256)

    def __eq__(self, other):
        return self.key == other.key

    def __hash__(self):
        return hash(self.key)


@lru_cache(maxsize=200)
def _counted(sql, content):
    with connection.cursor() as cursor:
        cursor.execute(sql, content.scope | {"activity": RecordKind.ACTIVITY.value})
        return dict(cursor.fetchall())
