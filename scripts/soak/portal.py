"""The portal of a soak: two web processes, a worker, a sealing and a writer of letters over a database of its own."""

import json
import os
import resource
import select
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import closing, suppress
from pathlib import Path

import psycopg2

from scripts.bench.process import environment
from ungass_portal.lib import devpg

ROOT = Path(__file__).resolve().parents[2]
NAME = "two web processes and one worker"
NO_ROOM = 2_000  # bytes: a file of a document that grows longer fails as on a full disk
START_SECONDS = 120
PYTHON = sys.executable


class SoakPortal:
    """Processes by name; whatever ends is started again, as a supervisor would."""

    def __init__(self, folder, mail_port):
        self.folder, self.data = folder, folder / "pg"
        self.room = True
        self.leased = None  # until when the last worker that was killed held a job
        self.children = {}
        self.log = open(folder / "log", "wb")  # noqa: SIM115 - for the life of the soak
        devpg.ensure_database(self.data, "soak")
        self.port = _free_port()
        self.env = environment(devpg.url(self.data, "soak")) | {
            "DJANGO_SETTINGS_MODULE": "scripts.soak.settings",
            "SITE_URL": f"http://127.0.0.1:{self.port}",
            "BIND": f"127.0.0.1:{self.port}",
            "EMAIL_URL": f"smtp://127.0.0.1:{mail_port}",
            "DOCUMENTS_ROOT": str(folder / "documents"),
            "DUMP_ROOT": str(folder / "dumps"),
            "WEB_WORKERS": "2",
        }
        self.env.pop("PORTAL_DATE")  # under a fixed date no mail leaves
        manage = [PYTHON, "manage.py"]
        self.commands = {
            "web": [PYTHON, "-m", "gunicorn", "-c", "gunicorn.conf.py"],
            "worker": [*manage, "db_worker", "--queue-name", "*", "--no-startup-delay"],
            "letters": [PYTHON, "-m", "scripts.soak.inside", "letters"],
            "seal": [PYTHON, "-m", "scripts.soak.inside", "seal"],
        }

    def prepare(self, editors, partners, dump):
        """The data to begin with; returns what people and partners need to come in."""
        if dump:
            binary = next(folder for folder in devpg.candidate_folders() if (folder / "pg_restore").exists())
            to = ["--host", str(devpg.socket_dir(self.data)), "--username", devpg.SUPERUSER, "--dbname", "soak"]
            subprocess.run([binary / "pg_restore", *to, "--no-owner", str(dump)], check=True)
        else:
            for command in ("migrate", "createcachetable", "load_reference"):
                self._do([PYTHON, "manage.py", command, "--verbosity", "0"])
        prepared = [PYTHON, "-m", "scripts.soak.inside", "prepare", str(editors), str(partners)]
        keys = json.loads(self._do(prepared))
        self._ask("CHECKPOINT")  # else the first stop of the server would write all that was prepared
        return keys

    def _do(self, command):
        done = subprocess.run(command, cwd=ROOT, env=self.env, capture_output=True, text=True)
        if done.returncode:
            sys.exit(f"{' '.join(map(str, command[1:]))} failed: {done.stderr[-2000:]}")
        return done.stdout

    def start(self):
        """Start all and wait until the portal answers."""
        for name in self.commands:
            self._spawn(name)
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            with suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5):
                return
            time.sleep(0.2)
        sys.exit(f"The portal did not answer within {START_SECONDS} seconds:\n{self._log_end()}")

    def _spawn(self, name):
        limit = None if self.room or name != "worker" else _no_room
        output = subprocess.PIPE if name == "seal" else self.log
        self.children[name] = subprocess.Popen(
            self.commands[name], cwd=ROOT, env=self.env, stdout=output, stderr=self.log, preexec_fn=limit
        )

    def revive(self):
        """Start again what has ended; returns how many ended without our doing."""
        ended = [name for name, child in self.children.items() if child.poll() is not None]
        for name in ended:
            self._spawn(name)
        return len(ended)

    def kill(self, name):
        """End a process without warning, and start it again."""
        child = self.children[name]
        child.kill()
        child.wait()
        self._spawn(name)

    def kill_worker(self):
        """End the worker without warning, and start another."""
        self.kill("worker")
        self.leased = self._last_lease()

    def is_working(self):
        """Is the worker in the middle of a job? The lease of one that was killed does not count: it is not renewed."""
        last = self._last_lease()
        return bool(last) and last != self.leased

    def _last_lease(self):
        """Until when a job is held; None where none is, or no server."""
        try:
            return self._ask("SELECT max(lease_until) FROM entities_job WHERE state = 'running'")[0][0]
        except psycopg2.Error:
            return None

    def end(self, name):
        """End a process for good."""
        self.children[name].kill()
        self.children[name].wait()

    def web_child(self):
        """A process that serves, or None while there is none."""
        master = self.children["web"].pid
        children = Path(f"/proc/{master}/task/{master}/children").read_text().split()
        return int(children[0]) if children else None

    def begins_to_seal(self):
        """Has the sealing told that it begins with a month since we asked last?"""
        output = self.children["seal"].stdout
        ready, _write, _error = select.select([output], [], [], 0)
        return bool(ready) and bool(os.read(output.fileno(), 1000))

    def cut(self, which):
        """End the connection of one server process; returns 1, or 0 where there was none or no server."""
        question = f"""SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = 'soak' AND pid <> pg_backend_pid() AND {which} ORDER BY random() LIMIT 1"""
        try:
            return len(self._ask(question))
        except psycopg2.Error:
            return 0

    def _ask(self, question):
        """Ask the server, beside the portal; returns the rows."""
        found = psycopg2.connect(host=str(devpg.socket_dir(self.data)), user=devpg.SUPERUSER, dbname="soak")
        found.autocommit = True
        with closing(found), found.cursor() as cursor:
            cursor.execute(question)
            return cursor.fetchall() if cursor.description else []

    def verify(self, tally):
        """What the database holds in the end, beside what people and partners were told."""
        told = self.folder / "told.json"
        told.write_text(json.dumps({"acknowledged": tally.acknowledged, "mirrors": tally.mirrors}))
        return json.loads(self._do([PYTHON, "-m", "scripts.soak.inside", "verify", str(told)]))

    def stop_processes(self):
        """Ask each process to end, and end those that do not."""
        for child in self.children.values():
            child.terminate()
        for child in self.children.values():
            try:
                child.wait(timeout=30)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()

    def stop(self):
        """End all that is left, and the database."""
        for child in self.children.values():
            if child.poll() is None:
                child.kill()
                child.wait()
            if child.stdout:
                child.stdout.close()
        self.log.close()

        devpg.stop(self.data)
        devpg.forget(self.data)

    def _log_end(self):
        return (self.folder / "log").read_text(errors="replace")[-3000:]


def _no_room():
    resource.setrlimit(resource.RLIMIT_FSIZE, (NO_ROOM, NO_ROOM))


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
