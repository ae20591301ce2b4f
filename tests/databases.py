"""Test databases: each stage of data is made once into a template, then cloned for workers, modules and resets.

Append-only tables refuse TRUNCATE, as they do in production, so Django's own way of emptying
the database after a transactional test cannot work; a fresh clone takes its place.
"""

import contextlib
import fcntl
import functools
import hashlib
import os
from io import StringIO
from pathlib import Path

import psycopg2
from django.apps import apps
from django.conf import global_settings, settings
from django.core.management import call_command
from django.db import connections
from django.test import override_settings
from psycopg2 import sql

from entities import labels, reading_state
from tests.settings import EMBEDDED
from ungass_portal.lib import devpg

PREFIX = "ungass_test"
BUILDING = "_building"
# Each stage is a clone of the one that it names on which these commands ran.
STAGES = {
    "template": ("", [("migrate", {"interactive": False}), ("createcachetable", {})]),
    "reference": ("template", [("load_reference", {})]),
    "note": ("reference", [("load_note", {})]),
    "demonstration": ("note", [("create_demo_people", {})]),
    "months": ("reference", [("load_months", {}), ("load_note", {})]),
    "march": ("months", [("create_demo_people", {})]),
}
PACKAGES = ("ungass_portal", "entities", "registry", "calendar_app")
# Of each stage; an older one is that of an earlier state of the code.
KEPT = 3
USERS = devpg.TEST_DATA.with_name("pg-test.users")


class WorkerDatabase:
    """This worker's database."""

    def __init__(self, worker: str):
        self.name = f"{PREFIX}_{os.getpid()}_{worker}"
        self.users = None
        self.at_stages = {}

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
            _require_version(cursor)
            if EMBEDDED:
                _drop_abandoned(cursor)

    def reset(self):
        """Put a fresh clone of the template in this database's place."""
        _point_django_at(clone(self.name, stage("template")))

    @contextlib.contextmanager
    def at(self, name):
        """Work on a clone of a stage for a while: what is written there has to be rolled back."""
        if name not in self.at_stages:
            self.at_stages[name] = clone(f"{self.name}_{name}", stage(name))
        _forget_what_was_read()
        _point_django_at(self.at_stages[name])
        yield
        _point_django_at(self.name)
        _forget_what_was_read()

    def destroy(self):
        """Drop the clones and stop the server if nobody else is testing on it."""
        for name in (self.name, *self.at_stages.values()):
            drop(name)
        if EMBEDDED:
            with contextlib.suppress(BlockingIOError):
                fcntl.flock(self.users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                devpg.stop(devpg.TEST_DATA)
            self.users.close()


def stage(name):
    """The database that holds a stage, which is made now if nobody made it for this state of the code.

    Who asks for a stage that another worker is making waits for it; other stages can be had meanwhile.
    """
    database = f"{PREFIX}_{name}_{_fingerprint(name)}"
    with _server() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [database])
        if not _exists(cursor, database):
            _make_stage(cursor, name, database)
    return database


def told_by(name):
    """The lines that the commands of a stage printed when it was made."""
    with _server() as cursor:
        cursor.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [stage(name)]
        )
        return cursor.fetchone()[0].splitlines()


def clone(name, template):
    """Clone a database under a name; whatever had that name is dropped."""
    connections.close_all()
    with _server() as cursor:
        _drop(cursor, name)
        _clone(cursor, name, template)
    return name


def drop(name):
    """Drop a clone, ending its connections."""
    connections.close_all()
    with _server() as cursor:
        _drop(cursor, name)


def _make_stage(cursor, name, database):
    """Run the commands of a stage on a clone of the one below; old states of it go."""
    building, before = f"{database}{BUILDING}", connections["default"].settings_dict["NAME"]
    below = STAGES[name][0]
    _drop(cursor, building)
    _clone(cursor, building, stage(below) if below else "template1")
    _forget_what_was_read()
    _point_django_at(building)
    told = StringIO()
    # The portals of browser tests check the demonstration's passwords with the portal's own hashers.
    with override_settings(PASSWORD_HASHERS=global_settings.PASSWORD_HASHERS):
        for command, options in STAGES[name][1]:
            call_command(command, stdout=told, verbosity=0, **options)
    _forget_what_was_read()
    _point_django_at(before)
    cursor.execute(sql.SQL("COMMENT ON DATABASE {} IS %s").format(sql.Identifier(building)), [told.getvalue()])
    cursor.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(building), sql.Identifier(database)))
    cursor.execute(
        "SELECT datname FROM pg_database WHERE datname ~ %s ORDER BY oid DESC OFFSET %s",
        [f"^{PREFIX}_{name}_[0-9a-f]+$", KEPT],
    )
    for (old,) in cursor.fetchall():
        _drop(cursor, old)


def _forget_what_was_read():
    """Forget labels and states of reading that belong to another database."""
    labels._cache.version = None
    reading_state._kept.clear()


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


def _clone(cursor, name, template):
    cursor.execute(
        sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(
            sql.Identifier(name), sql.Identifier(template)
        )
    )


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
    """Drop the clones and half-made stages of test runs that were killed: nobody holds the lock of such a stage."""
    cursor.execute("SELECT datname FROM pg_database WHERE datname ~ %s", [rf"^{PREFIX}_\d+_"])
    for (name,) in cursor.fetchall():
        if not Path(f"/proc/{name.split('_')[2]}").exists():
            _drop(cursor, name)
    cursor.execute("SELECT datname FROM pg_database WHERE datname ~ %s", [f"^{PREFIX}_.*{BUILDING}$"])
    for (name,) in cursor.fetchall():
        lock = [name.removesuffix(BUILDING)]
        cursor.execute("SELECT pg_try_advisory_lock(hashtext(%s))", lock)
        if cursor.fetchone()[0]:
            _drop(cursor, name)
            cursor.execute("SELECT pg_advisory_unlock(hashtext(%s))", lock)


@functools.cache
def _fingerprint(name):
    """A hash of what makes a stage: every migration, and after the first one all code and data of the project."""
    digest = hashlib.sha256()
    for config in apps.get_app_configs():
        for path in sorted(Path(config.path, "migrations").glob("*.py")):
            digest.update(f"{config.label}/{path.name}".encode() + path.read_bytes())
    if name != next(iter(STAGES)):
        for package in PACKAGES:
            for path in sorted(Path(settings.BASE_DIR, package).rglob("*.*")):
                if path.suffix in (".py", ".json"):
                    digest.update(str(path.relative_to(settings.BASE_DIR)).encode() + path.read_bytes())
    return digest.hexdigest()[:12]
