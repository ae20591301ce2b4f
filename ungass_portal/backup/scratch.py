"""A database beside the portal's own, into which a dump is restored and compared before anybody relies on it."""

from contextlib import contextmanager
from uuid import uuid4

from django.db import connection
from psycopg2 import sql

from ungass_portal.backup.archive import BackupError
from ungass_portal.backup.fingerprints import differences, fingerprint
from ungass_portal.lib import pgtools

MAINTENANCE = "postgres"
SIDE_BY_SIDE = "2"


@contextmanager
def scratch(dump, manifest):
    """The name of a database that holds what the dump held; dropped at the end, unless it was renamed."""
    name = f"{connection.settings_dict['NAME'][:40]}_scratch_{uuid4().hex[:8]}"
    with pgtools.connected(MAINTENANCE) as server, server.cursor() as cursor:
        cursor.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'").format(sql.Identifier(name)))
        try:
            options = ["--no-owner", "--no-privileges", "--exit-on-error", f"--jobs={SIDE_BY_SIDE}"]
            pgtools.run("pg_restore", *options, f"--dbname={name}", str(dump))
            _compare(name, manifest)
            yield name
        finally:
            cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _compare(name, manifest):
    with pgtools.connected(name) as found, found.cursor() as cursor:
        cursor.execute("BEGIN")
        told = differences(manifest["tables"], fingerprint(cursor))
        cursor.execute("COMMIT")
    if told:
        raise BackupError("What was restored differs from what was backed up: " + "; ".join(told))
