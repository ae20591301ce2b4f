"""PostgreSQL's own programs, such as pg_dump, run on the database that Django is set up for."""

import os
import re
import shutil
import subprocess
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg2
from django.db import connection

from ungass_portal.lib import devpg

# What libpq reads from its environment: a password on the command line could be seen by everybody on the machine.
VARIABLES = {
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "host": "PGHOST",
    "port": "PGPORT",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
}


class ToolError(Exception):
    """A program of PostgreSQL cannot be had or did not succeed; the message says what to do."""


@contextmanager
def connected(database: str):
    """A connection of its own to a database of our server, outside Django's; each statement is committed."""
    with closing(psycopg2.connect(**_address(), dbname=database)) as found:
        found.autocommit = True
        yield found


def run(program: str, *arguments: str) -> None:
    """Run a program until it ends; ToolError with what it said if it fails."""
    environment = {
        **os.environ,
        "LC_ALL": "C.UTF-8",
        **{VARIABLES[name]: str(value) for name, value in _address().items() if name in VARIABLES},
    }
    done = subprocess.run([str(tool(program)), *arguments], env=environment, capture_output=True, text=True)
    if done.returncode:
        raise ToolError(f"{program} failed: {done.stderr.strip()[-2000:]}")


def tool(program: str) -> Path:
    """The program, from the first folder where it is as new as the server: an older pg_dump refuses."""
    connection.ensure_connection()
    needed = connection.pg_version // 10_000
    on_path = shutil.which(program)
    for path in (*(folder / program for folder in devpg.candidate_folders()), *([Path(on_path)] if on_path else [])):
        if path.exists() and _major(path) >= needed:
            return path
    raise ToolError(
        f"No {program} of PostgreSQL {needed} or newer found: install the package 'postgresql-client-{needed}', "
        f"or set PG_BIN to the folder of {program}."
    )


def _address():
    """Where the server is and as whom we come, without the database."""
    known = connection.get_connection_params()
    return {name: known[name] for name in VARIABLES if known.get(name)}


def _major(path):
    said = subprocess.run([str(path), "--version"], capture_output=True, text=True).stdout
    found = re.search(r"(\d+)\.", said)
    return int(found[1]) if found else 0
