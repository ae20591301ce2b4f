"""The bench's own database: the portal's tables filled by `seed_scale`, the plain registry's beside them."""

import os
import subprocess
import sys
from contextlib import closing
from urllib.parse import urlsplit, urlunsplit

import psycopg2
from psycopg2 import sql

from scripts.bench.process import ROOT, BenchError, environment
from ungass_portal.lib import devpg

SEED = 1
# A share of the made-up events reaches the public: this many are made for each tenth of the activities.
EVENTS_PER_ACTIVITY = 0.286
MARK = "bench_prepared"


def database_url(name):
    """The address of the database: beside the one of DATABASE_URL, or in the embedded server."""
    given = os.environ.get("DATABASE_URL")
    if given:
        return urlunsplit(urlsplit(given)._replace(path=f"/{name}"))
    devpg.ensure(devpg.DATA)
    return devpg.url(devpg.DATA, name)


def prepare(name, activities, events=None, *, anew=False, tell=print):
    """Make sure that the database holds so many activities on both sides; returns its address."""
    url = database_url(name)
    with server(url) as cursor:
        if anew:
            cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if cursor.fetchone() is None:
            cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    held = prepared(url)
    if held not in (None, activities):
        raise BenchError(f"The database {name} holds {held} activities: use --anew, or another --database.")
    manage(url, "migrate", "--verbosity", "0")
    if held is None:
        tell(f"Filling {name} with {activities:,} activities ...")
        manage(url, "createcachetable")
        manage(url, "load_reference")
        events = events or max(int(activities * EVENTS_PER_ACTIVITY), 10)
        manage(url, "seed_scale", "--activities", str(activities), "--events", str(events), "--seed", str(SEED))
        run(url, [sys.executable, "-m", "scripts.bench.plain.fill"])
        with closing(psycopg2.connect(url)) as connection, connection, connection.cursor() as cursor:
            cursor.execute(f"CREATE TABLE {MARK} AS SELECT %s::int AS activities", [activities])
    clean(url)
    return url


def clean(url):
    """Do what autovacuum would have done by now: an earlier bench may have left what it wrote."""
    with closing(psycopg2.connect(url)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def prepared(url):
    """How many activities the database was filled with; None if it was not."""
    with closing(psycopg2.connect(url)) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s)", [MARK])
        if cursor.fetchone()[0] is None:
            return None
        cursor.execute(f"SELECT activities FROM {MARK}")
        return cursor.fetchone()[0]


class server:
    """A cursor outside the bench's database."""

    def __init__(self, url):
        maintenance = os.environ.get("MAINTENANCE_DATABASE", "postgres")
        self.connection = psycopg2.connect(urlunsplit(urlsplit(url)._replace(path=f"/{maintenance}")))
        self.connection.autocommit = True

    def __enter__(self):
        return self.connection.cursor()

    def __exit__(self, *error):
        self.connection.close()


def manage(url, *arguments):
    """A command of the portal on the bench's database."""
    run(url, [sys.executable, "manage.py", *arguments])


def run(url, command):
    """Run a step; its output is shown only if it fails."""
    done = subprocess.run(command, cwd=ROOT, env=environment(url), capture_output=True, text=True)
    if done.returncode:
        raise BenchError(f"{' '.join(command[1:3])} failed:\n{done.stdout}{done.stderr}")
