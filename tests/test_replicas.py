"""A real primary and a streaming replica: who reads where, and that a withdrawal waits until the replica has it."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed

from tests.databases import stage
from ungass_portal.lib import devpg, pgtools, replicas

ROOT = Path(__file__).parents[1]
# Told to a process of its own, whose settings know both servers.
STORY = """
import json, threading, time
import django
django.setup()
from django.test.utils import setup_test_environment
setup_test_environment()
from django.db import connections
from django.test import Client
from entities import review
from entities.choices import Role
from entities.models import ApiToken
from tests import factories as make
from ungass_portal.lib import replicas

make.code_lists()
record = make.shared("public", title="Shared", lead="who")
person, address = record.created_by, f"/activities/{record.reference}/"
fields = {"entity": make.entity("who"), "scopes": ["read", "write"], "made_by": make.person(Role.FOCAL_POINT, "who")}
headers = {"Authorization": f"Bearer {ApiToken.make(name='Sync', **fields)[1]}"}
primary, replica = connections["default"], connections["replica1"]
asked, found = set(), {}

def watch(name):
    def wrapper(execute, sql, params, many, context):
        asked.add(name)
        return execute(sql, params, many, context)
    return wrapper

def get(client, path, **more):
    client.get(path, **more)  # asks what the server waits for, and fills what the process remembers
    asked.clear()
    with primary.execute_wrapper(watch("primary")), replica.execute_wrapper(watch("replica")):
        return [client.get(path, **more).status_code, sorted(asked)]

def ask(connection, *statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)

while ask(replica, "SELECT 1") or not replica.introspection.table_names():
    time.sleep(0.1)
found["not waited for"] = get(Client(), address)
ask(primary, "ALTER SYSTEM SET synchronous_standby_names = 'FIRST 1 (*)'", "SELECT pg_reload_conf()")
while replicas.waited_for() < 1:
    time.sleep(0.1)
found["visitor"] = get(Client(), address)
found["token"] = get(Client(), f"/api/v1{address}", headers=headers)
signed_in = Client()
signed_in.force_login(person)
found["person"] = get(signed_in, address)
made = Client().post("/api/v1/desk/activities/", json.dumps({
    "title": "New", "participants": [{"entity": "who", "role": "lead", "office": ""}],
}), content_type="application/json", headers=headers)
assert made.status_code == 201, made.content
made = made.json()["reference"]
found["own"] = [row["reference"] == made for row in Client().get(
    "/api/v1/desk/activities/?limit=500", headers=headers).json()["results"]].count(True)

ask(replica, "SELECT pg_wal_replay_pause()")
withdrawal = threading.Thread(target=lambda: review.withdraw(record=record, by=person, reason="Wrong."))
withdrawal.start()
withdrawal.join(timeout=1.5)
found["waits"] = [withdrawal.is_alive(), Client().get(address).status_code]
ask(replica, "SELECT pg_wal_replay_resume()")
withdrawal.join(timeout=20)
found["acknowledged"] = [withdrawal.is_alive(), Client().get(address).status_code]
replica.close()
replica.settings_dict["OPTIONS"]["host"] = "/nowhere"
found["replica away"] = get(Client(), "/matrix/")
print(json.dumps(found))
"""


@pytest.fixture
def servers(db, tmp_path):
    """Addresses of a primary that holds a migrated database, and of its replica."""
    folder = devpg.BASE_DIR / ".data" / f"pg-replicas-{os.getpid()}"
    primary, replica = folder / "one", folder / "two"
    try:
        _start(primary, replica, tmp_path / "dump")
        yield devpg.url(primary, "portal"), devpg.url(replica, "portal")
    finally:
        for data in (replica, primary):
            devpg.stop(data)
            devpg.forget(data)
        shutil.rmtree(folder, ignore_errors=True)


def _start(primary, replica, dump):
    """A server with the portal's tables, and one that follows it."""
    devpg.ensure(primary, fast=True)
    devpg.ensure_database(primary, "portal")
    pgtools.run("pg_dump", "--format=custom", f"--file={dump}", stage("template"))
    account = devpg._server_account()
    here = ["--host", str(devpg.socket_dir(primary)), "--username", devpg.SUPERUSER]
    subprocess.run([pgtools.tool("pg_restore"), *here, "--no-owner", "--dbname", "portal", dump], check=True)
    home = devpg._home(replica, account)
    devpg._own(home, account)
    copy = [devpg._binaries(account) / "pg_basebackup", *here, "--pgdata", home, "--write-recovery-conf"]
    devpg._run([*copy, "--checkpoint=fast"], account)
    # the primary's socket lies in its folder, and the lock of it was copied too
    (home / ".s.PGSQL.5432.lock").unlink(missing_ok=True)
    devpg.ensure(replica, fast=True)


def test_replicas_are_read_and_no_withdrawal_is_acknowledged_before_it_is_gone_there(servers):
    primary, replica = servers
    told = os.environ | {"DATABASE_URL": primary, "REPLICA_URLS": replica, "PORTAL_MODE": "development"}
    told |= {
        "PORTAL_DATE": "2018-03-12",
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "PYTHONPATH": str(ROOT),
        "ALLOWED_HOSTS": "testserver",
    }

    done = subprocess.run([sys.executable, "-c", STORY], cwd=ROOT, env=told, capture_output=True, text=True)

    assert done.returncode == 0, done.stderr[-3000:]
    assert json.loads(done.stdout.splitlines()[-1]) == {
        "not waited for": [200, ["primary"]],
        "visitor": [200, ["replica"]],
        "token": [200, ["replica"]],
        "person": [200, ["primary"]],
        "own": 1,
        "waits": [True, 200],
        "acknowledged": [False, 410],
        "replica away": [200, ["primary"]],
    }


@pytest.mark.parametrize(
    ("names", "count"),
    [("", 0), ("*", 1), ("one, two", 1), ("FIRST 2 (one, two)", 2), ("2 (one, two)", 2), ("any 3 (*)", 3)],
)
def test_how_many_the_server_waits_for_is_read_from_its_setting(names, count):
    assert replicas.number_in(names) == count


def test_without_replicas_there_is_one_database():
    assert (list(settings.DATABASES), settings.DATABASE_ROUTERS) == (["default"], [])
    with pytest.raises(MiddlewareNotUsed):
        replicas.ReadFromReplica(None)
