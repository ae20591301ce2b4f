"""Makes the plain registry's tables and copies into them what the network and the public read in the portal."""

import os

import django

# Lists of the payload that become rows of a many-to-many table: attribute, key in the payload, table, its code.
MANY = (
    ("other_chapters", "other_chapters", "chapter", "number::text"),
    ("other_subheadings", "other_subheadings", "subheading", "slug"),
    ("recommendations", "recommendations", "recommendation", "code"),
    ("terms", "terms", "term", "code"),
    ("countries", "countries", "country", "iso3"),
    ("regions", "regions", "region", "code"),
    ("partner_countries", "partner_countries", "country", "iso3"),
)
ENTRIES = "registry_matrixentry e WHERE e.audience_id = 'network'"
JOINED = "registry_matrixentry e JOIN plain_activity a USING (reference)"

REFERENCE_DATA = (
    """INSERT INTO plain_entity (slug, name)
        SELECT slug, coalesce((SELECT name FROM entities_entityname n WHERE n.entity_id = e.id LIMIT 1), slug)
        FROM entities_entity e""",
    "INSERT INTO plain_region (code, name) SELECT code, names->>'en' FROM entities_region",
    "INSERT INTO plain_country (iso3, name) SELECT iso3, names->>'en' FROM entities_country",
    "INSERT INTO plain_chapter (number, title) SELECT number, short_title FROM registry_chapter",
    "INSERT INTO plain_subheading (slug, title) SELECT slug, short_title FROM registry_subheading",
    "INSERT INTO plain_recommendation (code, topic) SELECT code, topic FROM registry_recommendation",
    "INSERT INTO plain_term (code, label) SELECT code, label FROM registry_term",
)

ACTIVITIES = f"""
    INSERT INTO plain_activity (
        reference, kind, title, summary, language, joint, chapter_id, subheading_id, programme_id, level, scope,
        status, date_from, date_to, date_precision, date_text, source_symbol, source_paragraph, own_identifier,
        contact, last_confirmed, updated_at
    )
    SELECT e.reference, e.kind, e.title, e.summary, e.language, e.joint,
        (SELECT id FROM plain_chapter WHERE number = e.chapter),
        (SELECT id FROM plain_subheading WHERE slug = e.subheading),
        (SELECT id FROM plain_term WHERE code = e.programme),
        e.level, e.scope, e.status, e.date_from, e.date_to,
        coalesce(e.payload #>> '{{dates,precision}}', ''), coalesce(e.payload #>> '{{dates,text}}', ''),
        e.payload->>'source_symbol', e.payload->>'source_paragraph', e.payload->>'own_identifier',
        e.payload->>'contact', e.last_confirmed, e.updated_at
    FROM {ENTRIES} ORDER BY e.record_id
"""

NESTED = (
    """INSERT INTO plain_participation (activity_id, entity_id, role, office, state)
        SELECT a.id, n.id, row->>'role', row->>'office', row->>'state'
        FROM {joined}, jsonb_array_elements(e.payload->'participants') WITH ORDINALITY AS r(row, place)
        JOIN plain_entity n ON n.slug = row->>'entity'
        WHERE e.audience_id = 'network' ORDER BY a.id, r.place""",
    """INSERT INTO plain_partner (activity_id, name)
        SELECT a.id, name FROM {joined}, jsonb_array_elements_text(e.payload->'other_partners') name
        WHERE e.audience_id = 'network'""",
    """INSERT INTO plain_output (activity_id, kind, title, link, symbol)
        SELECT a.id, row->>'kind', row->>'title', row->>'link', row->>'symbol'
        FROM {joined}, jsonb_array_elements(e.payload->'outputs') row WHERE e.audience_id = 'network'""",
    """INSERT INTO plain_figure (activity_id, value, unit, qualifier)
        SELECT a.id, (row->>'value')::float, row->>'unit', row->>'qualifier'
        FROM {joined}, jsonb_array_elements(e.payload->'figures') row WHERE e.audience_id = 'network'""",
    """INSERT INTO plain_link (activity_id, title, url)
        SELECT a.id, row->>'title', row->>'url'
        FROM {joined}, jsonb_array_elements(e.payload->'links') row WHERE e.audience_id = 'network'""",
    """INSERT INTO plain_progress (activity_id, date, text)
        SELECT a.id, (row->>'date')::date, row->>'text'
        FROM {joined}, jsonb_array_elements(e.payload->'progress') row WHERE e.audience_id = 'network'""",
)

EVENTS = (
    """INSERT INTO plain_event (
            reference, title, summary, place, status, date_from, date_to, start_time, end_time, time_zone, updated_at
        )
        SELECT reference, title, summary, payload->>'place', status, date_from, date_to,
            (payload->>'start_time')::time, (payload->>'end_time')::time, payload->>'time_zone', updated_at
        FROM calendar_app_calendarentry WHERE audience_id = 'public'""",
    """INSERT INTO plain_event_organisers (event_id, entity_id)
        SELECT v.id, n.id
        FROM calendar_app_calendarentry e JOIN plain_event v USING (reference),
            unnest(e.participants) part JOIN plain_entity n ON n.slug = split_part(part, ':', 1)
        WHERE e.audience_id = 'public'""",
)


def main():
    """Make the tables anew and fill them in one transaction."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "scripts.bench.plain.settings"
    django.setup()
    from django.apps import apps
    from django.core.management import call_command
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor, connection.schema_editor() as editor:
        models = list(apps.get_app_config("plain").get_models())
        cursor.execute("SELECT tablename FROM pg_tables WHERE tablename LIKE 'plain\\_%'")
        for (table,) in cursor.fetchall():
            cursor.execute(f'DROP TABLE "{table}" CASCADE')
        for model in models:
            editor.create_model(model)
        for statement in (*REFERENCE_DATA, ACTIVITIES, *NESTED, *map(_many, MANY), *EVENTS):
            cursor.execute(statement.replace("{joined}", JOINED))
    call_command("check", verbosity=0)
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            if table.startswith("plain_"):
                cursor.execute(f'VACUUM ANALYZE "{table}"')


def _many(relation):
    """The statement that fills one many-to-many table."""
    attribute, key, table, code = relation
    return f"""INSERT INTO plain_activity_{attribute} (activity_id, {table}_id)
        SELECT a.id, t.id
        FROM {{joined}}, jsonb_array_elements_text(e.payload->'{key}') wanted
        JOIN plain_{table} t ON t.{code} = wanted
        WHERE e.audience_id = 'network'"""


if __name__ == "__main__":
    main()
