"""What a database holds, as one number of rows and one sum for each table: two that are equal hold the same."""

from psycopg2 import sql

# Who is signed in and what is remembered for a while does not outlive a restore.
NOT_KEPT = ("django_session", "portal_cache")
TABLES = """
    SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relkind = 'r' ORDER BY c.relname
"""
ONE = "SELECT count(*), coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)::text FROM {} t"


def fingerprint(cursor) -> dict[str, list]:
    """For each table its rows, and the sum of the hashes of their texts, which no order changes."""
    # a row's text must not depend on how the server is set up
    cursor.execute("SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO'; SET LOCAL extra_float_digits = 1")
    cursor.execute(TABLES)
    names = [name for (name,) in cursor.fetchall() if name not in NOT_KEPT]
    found = {}
    for name in names:
        cursor.execute(sql.SQL(ONE).format(sql.Identifier(name)))
        found[name] = list(cursor.fetchone())
    return found


def differences(wanted: dict, found: dict) -> list[str]:
    """What differs between two, in words; empty if they are equal."""
    told = []
    for name in sorted(wanted.keys() | found.keys()):
        one, other = wanted.get(name), found.get(name)
        if one != other:
            rows = " and ".join("no table" if side is None else f"{side[0]} rows" for side in (one, other))
            told.append(f"{name}: {rows}" if not one or not other or one[0] != other[0] else f"{name}: other content")
    return told
