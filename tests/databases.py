"""Test databases: migrated once into a template, then cloned for each worker and each reset.

Append-only tables refuse TRUNCATE, as they do in production, so Django's own way of emptying
the database after a transactional test cannot work; a fresh clone takes its place.
"""

import contextlib
import fcntl
import hashlib
import os
from pathlib import Path

import psycopg2
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from psycopg2 import sql

from tests.settings import EMBEDDED
from ungass_portal.lib import devpg

PREFIX = "ungass_test"
TEMPLATES_KEPT = 3
USERS = devpg.TEST_DATA.with_name("pg-test.users")


class WorkerDatabase:
    """This worker's database."""

    def __init__(self, worker: str):
        self.name = f"{PREFIX}_{os.getpid()}_{worker}"
        self.template = f"{PREFIX}_template_{_fingerprint()}"
        self.users = None

    def create(self):
        """Start the server if it is ours, make the template if need be, clone it."""
        try:
            self._prepare()
            self.reset()
        except BaseException:
            if self.users:
                self.users.close()
            raise

    def _prepare(self):
        if EMBEDDED:
            devpg.TEST_DATA.parent.mkdir(parents=True, exist_ok=True)
            self.users = open(USERS, "w")  # noqa: SIM115 - held until the end of the session
            fcntl.flock(self.users, fcntl.LOCK_SH)
            devpg.ensure(devpg.TEST_DATA, fast=True)
        with _server() as cursor:
            cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [PREFIX])
            _require_version(cursor)
            if not _exists(cursor, self.template):
                self._build_template(cursor)
            if EMBEDDED:
                _drop_abandoned(cursor)

    def reset(self):
        """Put a fresh clone of the template in this database's place."""
        connections.close_all()
        with _server() as cursor:
            _drop(cursor, self.name)
            cursor.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(
                    sql.Identifier(self.name), sql.Identifier(self.template)
                )
            )
        _point_django_at(self.name)

    def destroy(self):
        """Drop the clone and stop the server if nobody else is testing on it."""
        connections.close_all()
        with _server() as cursor:
            _drop(cursor, self.name)
        if EMBEDDED:
            with contextlib.suppress(BlockingIOError):
                fcntl.flock(self.users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                devpg.stop(devpg.TEST_DATA)
            self.users.close()

    def _build_template(self, cursor):
        building = f"{self.template}_building"
        _drop(cursor, building)
        cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(building)))
        _point_django_at(building)
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        connections.close_all()
        cursor.execute(
            sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(building), sql.Identifier(self.template))
        )
        cursor.execute(
            "SELECT datname FROM pg_database WHERE datname ~ %s ORDER BY oid DESC OFFSET %s",
            [f"^{PREFIX}_template_[0-9a-f]+$", TEMPLATES_KEPT],
        )
        for (name,) in cursor.fetchall():
            _drop(cursor, name)


class Clones:
    """Further databases of a test session, cloned from the template or from one another."""

    def make(self, name, template=None):
        """Clone a database (the migrated template) under a name; whatever had that name is dropped."""
        connections.close_all()
        source = template or f"{PREFIX}_template_{_fingerprint()}"
        with _server() as cursor:
            _drop(cursor, name)
            cursor.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(
                    sql.Identifier(name), sql.Identifier(source)
                )
            )
        return name

    def drop(self, name):
        """Drop a clone, ending its connections."""
        with _server() as cursor:
            _drop(cursor, name)


@contextlib.contextmanager
def _server():
    """A cursor on the server itself, outside any test database."""
    config = settings.DATABASES["default"]
    known = {key: config[key.upper()] for key in ("user", "password", "host", "port")}
    connection = psycopg2.connect(
        dbname=os.environ.get("MAINTENANCE_DATABASE", "postgres"),
        **{key: value for key, value in known.items() if value},
        **config["OPTIONS"],
    )
    connection.autocommit = True
    with contextlib.closing(connection), connection.cursor() as cursor:
        yield cursor


def _require_version(cursor):
    cursor.execute("SHOW server_version_num")
    number = int(cursor.fetchone()[0])
    if number < 150000:
        raise RuntimeError(f"PostgreSQL 15 or newer is needed; DATABASE_URL leads to {number}.")


def _point_django_at(name):
    connections["default"].close()
    connections["default"].settings_dict["NAME"] = name
    settings.DATABASES["default"]["NAME"] = name


def _exists(cursor, name):
    cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
    return cursor.fetchone() is not None


def _drop(cursor, name):
    cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _drop_abandoned(cursor):
    """Drop the clones of test runs that were killed."""
    cursor.execute("SELECT datname FROM pg_database WHERE datname ~ %s", [rf"^{PREFIX}_\d+_"])
    for (name,) in cursor.fetchall():
        if not Path(f"/proc/{name.split('_')[2]}").exists():
            _drop(cursor, name)


def _fingerprint():
    """A hash of every migration of every installed app."""
    digest = hashlib.sha256()
    for config in apps.get_app_configs():
        for path in sorted(Path(config.path, "migrations").glob("*.py")):
            digest.update(f"{config.label}/{path.name}".encode() + path.read_bytes())
    return digest.hexdigest()[:12]
