"""The embedded server: started once, found again, stopped; a killed one is no obstacle."""

import os
import shutil
import signal
from pathlib import Path

import psycopg2
import pytest

from ungass_portal.lib import devpg


@pytest.fixture
def data():
    """A data folder of this test's own, on a path that any account may pass."""
    folder = devpg.BASE_DIR / ".data" / f"pg-of-a-test-{os.getpid()}"
    yield folder
    devpg.stop(folder)
    shutil.rmtree(devpg._home(folder, devpg._server_account()))
    folder.with_name(folder.name + ".lock").unlink()


def postmaster(data):
    return int((devpg.socket_dir(data) / "postmaster.pid").read_text().split("\n")[0])


def ask(data, name, question):
    connection = psycopg2.connect(host=str(devpg.socket_dir(data)), user="postgres", dbname=name)
    with connection, connection.cursor() as cursor:
        cursor.execute(question)
        answer = cursor.fetchone()[0] if cursor.description else None
    connection.close()
    return answer


def test_server_is_made_found_again_killed_and_stopped(data):
    devpg.ensure_database(data, "portal")
    first = postmaster(data)
    ask(data, "portal", "CREATE TABLE kept AS SELECT 7 AS number")

    devpg.ensure_database(data, "portal")
    assert postmaster(data) == first

    os.kill(first, signal.SIGKILL)
    devpg.ensure(data)
    assert postmaster(data) != first
    assert ask(data, "portal", "SELECT number FROM kept") == 7

    devpg.stop(data)
    assert not (devpg.socket_dir(data) / "postmaster.pid").exists()


def test_long_path_gets_a_short_socket_folder():
    deep = Path("/var/tmp") / ("x" * 120) / "pg"

    assert len(str(devpg.socket_dir(deep))) + devpg.SOCKET_NAME_LENGTH <= devpg.SOCKET_PATH_LIMIT


def test_missing_server_is_told_with_the_remedy(monkeypatch):
    monkeypatch.setattr(devpg, "candidate_folders", list)

    with pytest.raises(devpg.DevServerError, match="install Debian's package 'postgresql'"):
        devpg._binaries(None)
