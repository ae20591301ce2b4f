"""A new version takes over while people work: nobody is refused."""

import os
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from contextlib import suppress
from pathlib import Path

import pytest
from django.db import connection

from tests.browser.portal import ROOT, environment, free_port
from tests.databases import clone, drop, stage


@pytest.fixture
def database(db):
    """The name of a database that processes of their own may use."""
    name = clone(f"{connection.settings_dict['NAME']}_restart", stage("template"))
    yield name
    drop(name)


def until(condition):
    """Wait for something that a process does."""
    end = time.monotonic() + 90
    while time.monotonic() < end:
        if condition():
            return
        time.sleep(0.1)
    pytest.fail("it did not come to pass")


def answers(url):
    with suppress(OSError), urllib.request.urlopen(url, timeout=30) as answer:
        return answer.status == 200
    return False


def master(file):
    """The process that a pid file names, or None."""
    with suppress(OSError, ValueError):
        return int(file.read_text())
    return None


def test_no_request_fails_while_the_server_is_exchanged(database, tmp_path):
    port = free_port()
    url, file = f"http://127.0.0.1:{port}/api/v1/activities/", tmp_path / "pid"
    env = environment(database, tmp_path / "static", port) | {"API_UNLIMITED": "1"}
    # by its own command: “-m gunicorn” begins anew in the package’s folder, whose names hide the standard library’s
    command = [Path(sys.executable).with_name("gunicorn"), "-c", "gunicorn.conf.py", "--pid", str(file)]
    first = subprocess.Popen(command, cwd=ROOT, env=env)
    seen, stop = [], threading.Event()

    def ask():
        while not stop.is_set():
            seen.append(answers(url))

    askers = [threading.Thread(target=ask) for _number in range(3)]
    second = None
    try:
        until(lambda: answers(url))
        for asker in askers:
            asker.start()
        # what docs/operations.md says: a second master on the same socket, then the first one ends gently
        os.kill(first.pid, signal.SIGUSR2)
        until(lambda: master(Path(f"{file}.2")))
        second = master(Path(f"{file}.2"))
        until(lambda: Path(f"/proc/{second}/task/{second}/children").read_text().strip())
        os.kill(first.pid, signal.SIGTERM)
        first.wait(timeout=60)
        before = len(seen)
        until(lambda: len(seen) > before + 10)
    finally:
        stop.set()
        for asker in askers:
            asker.join()
        for pid in filter(None, (second, first.pid if first.poll() is None else None)):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGTERM)

    assert second != first.pid
    assert (len(seen) > 20, seen.count(False)) == (True, 0)
