"""The database role of readers: it has no SELECT on desk tables."""

from contextlib import contextmanager

from django.db import connection, transaction

ROLE = "portal_test_reader"
DESK_TABLES = {
    "calendar_app_event",
    "entities_accessrequest",
    "entities_agreement",
    "entities_approveddomain",
    "entities_evidence",
    "entities_formdraft",
    "entities_invitation",
    "entities_job",
    "entities_letter",
    "entities_lostfactor",
    "entities_mailrefusal",
    "entities_merge",
    "entities_mergeword",
    "entities_participation",
    "entities_progressline",
    "entities_proposal",
    "entities_record",
    "entities_removal",
    "entities_revision",
    "entities_sharingpolicy",
    "entities_tokenusage",
    "entities_version",
    "entities_webhookdelivery",
    "entities_webhookendpoint",
    "registry_activity",
    "registry_circular",
    "registry_circular_lists",
    "registry_distributionlist",
    "registry_distributionlist_entities",
    "registry_columnmemory",
    "registry_import",
    "registry_importrow",
    "registry_importsheet",
    "registry_listleaving",
    "registry_mailbox",
}
WRITABLE = (
    "django_session",
    "portal_cache",
    "entities_savedview",
    "entities_accesslog",
    "entities_apitoken",
    "entities_requestorigin",
    "entities_user",
    "calendar_app_feed",
)


def is_desk_table(name):
    """Is it a desk table, or the audit history of any table?"""
    return name in DESK_TABLES or (name.endswith("event") and name != "calendar_app_event")


def grant():
    """Make the role once and give it SELECT on all but the desk's tables."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = %s) "
            f"THEN CREATE ROLE {ROLE}; END IF; END $$",
            [ROLE],
        )
        tables = set(connection.introspection.table_names(cursor))
        missing = DESK_TABLES - tables
        assert not missing, f"these desk tables do not exist: {missing}"
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {ROLE}")
        for table in sorted(tables):
            if not is_desk_table(table):
                cursor.execute(f'GRANT SELECT ON "{table}" TO {ROLE}')
        for table in WRITABLE:
            if table in tables:
                cursor.execute(f'GRANT INSERT, UPDATE, DELETE ON "{table}" TO {ROLE}')


@contextmanager
def as_reader():
    """Run the block as the readers' role; a refused statement raises ProgrammingError."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL ROLE {ROLE}")
        yield
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")
