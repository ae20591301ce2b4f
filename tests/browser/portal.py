"""A real portal for browser tests: gunicorn over a clone of a database with the demonstration's data."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path

from django.conf import settings

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 60


def environment(database, static_root, port):
    """What a portal process of its own reads as its settings."""
    config = settings.DATABASES["default"]
    place = f"{config.get('HOST', '')}:{config['PORT']}" if config.get("PORT") else config.get("HOST", "")
    account = f"{config['USER']}:{config['PASSWORD']}" if config.get("PASSWORD") else config["USER"]
    in_socket = config.get("HOST", "").startswith("/") or "host" in config["OPTIONS"]
    folder = config["OPTIONS"].get("host") or config.get("HOST", "")
    url = f"postgres://{account}@/{database}?host={folder}" if in_socket else f"postgres://{account}@{place}/{database}"
    return {
        **os.environ,
        "DATABASE_URL": url,
        "PORTAL_MODE": "development",
        "PORTAL_DATE": "2018-03-12",
        "DJANGO_SETTINGS_MODULE": "ungass_portal.settings",
        "SITE_URL": f"http://127.0.0.1:{port}",
        "BIND": f"127.0.0.1:{port}",
        "STATIC_ROOT": str(static_root),
        "DOCUMENTS_ROOT": f"{static_root}-documents",
        "WEB_WORKERS": "1",
    }


def free_port():
    """A port of the loopback interface on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def manage(command, *arguments, env):
    """Run a management command; its output is shown when it fails."""
    done = subprocess.run(
        [sys.executable, "manage.py", command, *arguments], cwd=ROOT, env=env, capture_output=True, text=True
    )
    assert done.returncode == 0, f"{command} failed:\n{done.stdout}\n{done.stderr}"
    return done.stdout


class Portal:
    """One running portal."""

    def __init__(self, database, static_root, log):
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.env = environment(database, static_root, self.port)
        self.log = log
        self.process = None

    def start(self):
        """Start gunicorn and wait until it answers."""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "-c", "gunicorn.conf.py"],
            cwd=ROOT,
            env=self.env,
            stdout=self.log,
            stderr=subprocess.STDOUT,
        )
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            assert self.process.poll() is None, "the portal ended while starting; see its log"
            with suppress(urllib.error.URLError, ConnectionError), urllib.request.urlopen(f"{self.url}/healthz"):
                return
            time.sleep(0.1)
        raise AssertionError("the portal did not answer in time")

    def stop(self):
        """End the process that we started."""
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(timeout=30)
