"""The keys by which thousands of titles are compared with those of the network: see `entities/duplicates.py`."""

from django.db import migrations

MAKE = """
CREATE FUNCTION title_keys(title text) RETURNS integer[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    WITH found AS (
        SELECT array_agg(DISTINCT left(word, 5) COLLATE "C") AS words
        FROM regexp_split_to_table(lower(title), '[^[:alnum:]]+') AS word
        WHERE length(word) > 3
    ), kept AS (
        SELECT coalesce(words, ARRAY[lower(title)]) AS words FROM found
    )
    SELECT array_agg(('x' || left(md5(array_to_string(array_remove(words, left_out), ' ')), 8))::bit(32)::integer)
    FROM kept, unnest(words || ''::text) AS left_out
    WHERE left_out = '' OR cardinality(words) > 3
$$
"""


class Migration(migrations.Migration):
    """A function of the database, for indexes of the entries."""

    dependencies = [("entities", "0021_audit_is_read_by_an_index")]
    operations = [migrations.RunSQL(MAKE, "DROP FUNCTION title_keys(text)")]
