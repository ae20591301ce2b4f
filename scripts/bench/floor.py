"""PostgreSQL alone: the same answers by bare statements over one connection, with no framework in between."""

import time

import psycopg2

NETWORK = "FROM registry_matrixentry e WHERE e.audience_id = 'network'"
# Related rows of the plain registry by field: codes through a joining table, and rows of its own.
CODES = {
    "other_chapters": ("chapter", "number"),
    "other_subheadings": ("subheading", "slug"),
    "recommendations": ("recommendation", "code"),
    "terms": ("term", "code"),
    "countries": ("country", "iso3"),
    "regions": ("region", "code"),
    "partner_countries": ("country", "iso3"),
}
ROWS = {
    "other_partners": "SELECT name FROM plain_partner",
    "outputs": "SELECT kind, title, link, symbol FROM plain_output",
    "figures": "SELECT value, unit, qualifier FROM plain_figure",
    "links": "SELECT title, url FROM plain_link",
    "progress": "SELECT date, text FROM plain_progress",
    "participants": (
        "SELECT e.slug AS entity, role, office, state FROM plain_participation JOIN plain_entity e ON e.id = entity_id"
    ),
}
RELATED = ", ".join(
    [
        *(
            f"(SELECT json_agg(c.{code}) FROM plain_activity_{field} JOIN plain_{table} c ON c.id = {table}_id"
            f" WHERE activity_id = a.id) AS {field}"
            for field, (table, code) in CODES.items()
        ),
        *(f"(SELECT json_agg(r) FROM ({rows} WHERE activity_id = a.id) r) AS {field}" for field, rows in ROWS.items()),
    ]
)
# The rows are chosen first and only then built; from tables, since a stored answer is the portal's own idea.
PAGE = f"""SELECT json_agg(row)::text FROM (
    SELECT a.*, {RELATED} FROM (SELECT reference {{rows}} ORDER BY reference LIMIT 100) AS page
    JOIN plain_activity a USING (reference) ORDER BY reference
) AS row"""
COUNT = "SELECT count(*) {rows}"
CSV = f"""COPY (
    SELECT e.reference, e.title, e.summary, array_to_string(e.participants, ', '), e.chapter, e.subheading,
        array_to_string(e.recommendations, ', '), array_to_string(e.terms, ', '), e.level, e.scope,
        array_to_string(e.countries, ', '), array_to_string(e.regions, ', '), e.date_from, e.date_to, e.status,
        e.payload->'outputs', e.payload->'figures', e.programme, e.payload->>'source_symbol', e.last_confirmed,
        e.updated_at
    {NETWORK} ORDER BY e.reference
) TO STDOUT (FORMAT csv)"""
EVERYTHING = f"COPY (SELECT payload {NETWORK} ORDER BY reference) TO STDOUT"
INSERT = """
    WITH made AS (
        INSERT INTO plain_activity (
            reference, kind, title, summary, language, joint, chapter_id, subheading_id, programme_id, level, scope,
            status, date_from, date_to, date_precision, date_text, source_symbol, source_paragraph, own_identifier,
            contact, last_confirmed, updated_at
        )
        SELECT %(made)s, kind, title, summary, language, joint, chapter_id, subheading_id, programme_id, level, scope,
            status, date_from, date_to, date_precision, date_text, source_symbol, source_paragraph, own_identifier,
            contact, last_confirmed, now()
        FROM plain_activity WHERE reference = %(like)s RETURNING id, title
    ), parts AS (
        INSERT INTO plain_participation (activity_id, entity_id, role, office, state)
        SELECT made.id, p.entity_id, p.role, p.office, p.state FROM made, plain_participation p
        JOIN plain_activity a ON a.id = p.activity_id WHERE a.reference = %(like)s
    ), places AS (
        INSERT INTO plain_activity_countries (activity_id, country_id)
        SELECT made.id, c.country_id FROM made, plain_activity_countries c
        JOIN plain_activity a ON a.id = c.activity_id WHERE a.reference = %(like)s
    )
    INSERT INTO plain_history (activity_id, at, data) SELECT id, now(), jsonb_build_object('title', title) FROM made
"""


class Nowhere:
    """Takes bytes and forgets them."""

    def __init__(self):
        self.size = 0

    def write(self, data):
        """Count what comes."""
        self.size += len(data)


class Floor:
    """One connection with nothing between it and the clock."""

    def __init__(self, database_url):
        self.connection = psycopg2.connect(database_url)
        self.connection.autocommit = True
        self.cursor = self.connection.cursor()

    def value(self, sql, **params):
        """The single value of a query."""
        self.cursor.execute(sql, params or None)
        return self.cursor.fetchone()[0]

    def timed(self, *statements, **params):
        """Milliseconds until the answers of some statements are here; COPY goes nowhere."""
        start = time.perf_counter()
        for sql in statements:
            if sql.startswith("COPY"):
                self.cursor.copy_expert(sql, Nowhere())
            else:
                self.cursor.execute(sql, params or None)
                if self.cursor.description:
                    self.cursor.fetchall()
        return {"ms": (time.perf_counter() - start) * 1000}

    def page(self, condition="TRUE", **params):
        """A page of 100 built by PostgreSQL into one JSON text, and the count."""
        rows = f"{NETWORK} AND {condition}"
        return self.timed(PAGE.format(rows=rows), COUNT.format(rows=rows), **params)

    def search(self, words):
        """The bare search: a page of 100 and the count."""
        return self.page("search @@ websearch_to_tsquery('english', %(words)s)", words=words)

    def insert(self, like, number):
        """One activity with participants, countries and history, as the plain registry keeps them."""
        return self.timed(INSERT, made=f"NEW-F{number}", like=like)
