"""`make run`: the whole portal from nothing, started and stopped as one thing."""

import contextlib
import fcntl
import hashlib
import io
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / ".data"
sys.path.insert(0, str(ROOT))

HOST = "127.0.0.1"
DEMONSTRATION_DAY = "2018-03-12"
CYCLE_SECONDS = 60
START_SECONDS = 60
STOP_SECONDS = 25
PREPARATION = ["migrate", "createcachetable", "load_reference", "load_months", "load_note"]
QUIET = {"migrate", "createcachetable"}
MANAGE = [sys.executable, str(ROOT / "manage.py")]


class Stopped(Exception):
    """Somebody pressed Ctrl-C or sent SIGTERM."""


def main():
    """Prepare, start, tell, watch, stop; the exit code is 0 only if a person stopped it."""
    port = free_port()
    DATA.mkdir(exist_ok=True)
    signal.signal(signal.SIGTERM, stop_was_asked)
    signal.signal(signal.SIGINT, stop_was_asked)
    with only_one_here():
        embedded = not os.environ.get("DATABASE_URL")
        set_environment(port)
        portal = Portal()
        try:
            prepare()
            portal.start()
            tell(port)
            portal.watch()
        except Stopped:
            print("\nStopping ...", flush=True)
        finally:
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, signal.SIG_IGN)
            portal.stop()
            if embedded:
                stop_database()


def stop_was_asked(number, frame):
    """Turn the signal into an exception that passes through whatever is going on."""
    raise Stopped


def free_port():
    """The port asked for, if nobody listens on it."""
    wanted = os.environ.get("PORT") or "8000"
    if not wanted.isdecimal() or not 0 < int(wanted) < 65536:
        sys.exit(f"PORT is '{wanted}': set it to a number from 1 to 65535, as in 'make run PORT=8001'.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, int(wanted)))
        except PermissionError:
            sys.exit(f"Port {wanted} is kept for root: choose one above 1023, as in 'make run PORT=8001'.")
        except OSError:
            sys.exit(f"Port {wanted} is taken by another program: choose one, as in 'make run PORT=8001'.")
    return int(wanted)


@contextlib.contextmanager
def only_one_here():
    """One run per work tree: two would share, and stop, one database server."""
    with open(DATA / "run.lock", "w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            sys.exit("The portal already runs from this folder: stop it first (Ctrl-C where it runs).")
        yield


def set_environment(port):
    """What this process and its children read as their settings."""
    os.environ |= {
        "PORTAL_MODE": "development",
        "PORTAL_DATE": DEMONSTRATION_DAY,
        "SITE_URL": f"http://{HOST}:{port}",
        "BIND": f"{HOST}:{port}",
        "DJANGO_SETTINGS_MODULE": "ungass_portal.settings",
        "PYTHONUNBUFFERED": "1",
    }
    for name in ("ALLOWED_HOSTS", "STATIC_ROOT"):
        os.environ.pop(name, None)


def prepare():
    """Database, data, people and static files."""
    import django  # reads the settings, which wake the database
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import CommandError, call_command
    from django.db import OperationalError, connections

    say("Starting the database ...")
    try:
        django.setup()
        for command in PREPARATION:
            say(f"{command} ...")
            call_command(command, verbosity=0 if command in QUIET else 1)
        say("create_demo_people ...")
        call_command("create_demo_people", stdout=io.StringIO())  # who they are is told at the end
        collect_static_files()
    except (ImproperlyConfigured, CommandError) as error:
        sys.exit(f"The portal does not start: {error}")
    except OperationalError as error:
        sys.exit(f"The database of DATABASE_URL cannot be used: {str(error).strip()}")
    connections.close_all()


def collect_static_files():
    """Collect, name and compress the static files, if one of them changed."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    digest = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            status = os.stat(storage.path(path))
            digest.update(f"{path} {status.st_size} {status.st_mtime_ns}\n".encode())
    stamp = DATA / "static.stamp"
    if not stamp.exists() or stamp.read_text() != digest.hexdigest():
        say("collectstatic ...")
        stamp.unlink(missing_ok=True)
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        stamp.write_text(digest.hexdigest())


class Portal:
    """Web, worker and cycle as processes of ours."""

    def __init__(self):
        self.children = {}
        self.cycle = None
        self.next_cycle = time.monotonic()

    def start(self):
        """Start web and worker and wait until the web answers."""
        self._spawn("web", [sys.executable, "-m", "gunicorn", "-c", str(ROOT / "gunicorn.conf.py")])
        self._spawn("worker", [*MANAGE, "db_worker", "--queue-name", "*"])
        address = f"{os.environ['SITE_URL']}/healthz"
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            self._refuse_dead_children()
            with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=2):
                return
            time.sleep(0.1)
        sys.exit(f"The web server did not answer within {START_SECONDS} seconds.")

    def watch(self):
        """Run the cycle every minute until a child dies or somebody stops us."""
        while True:
            self._refuse_dead_children()
            self._run_cycle()
            time.sleep(0.5)

    def stop(self):
        """Ask every child to stop, and end those that do not."""
        children = [*self.children.values(), *([self.cycle] if self.cycle else [])]
        for child in children:
            if child.poll() is None:
                child.terminate()
        end = time.monotonic() + STOP_SECONDS
        for child in children:
            try:
                child.wait(max(0.1, end - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()

    def _spawn(self, name, command):
        # In a session of its own, so that Ctrl-C in the terminal reaches this process only.
        self.children[name] = subprocess.Popen(command, cwd=ROOT, start_new_session=True)

    def _refuse_dead_children(self):
        for name, child in self.children.items():
            if child.poll() is not None:
                sys.exit(f"The {name} process ended by itself with code {child.returncode}: the portal stops.")

    def _run_cycle(self):
        if self.cycle and self.cycle.poll() is not None:
            if self.cycle.returncode:
                say(f"monthly_cycle failed with code {self.cycle.returncode}; it is tried again in a minute.")
            self.cycle = None
        if self.cycle is None and time.monotonic() >= self.next_cycle:
            self.next_cycle = time.monotonic() + CYCLE_SECONDS
            command = [*MANAGE, "monthly_cycle", "--verbosity", "0"]
            self.cycle = subprocess.Popen(command, cwd=ROOT, start_new_session=True)


def tell(port):
    """What a person needs to know to look around."""
    from django.db import connections

    from registry.demo import sample_token, sign_ins  # needs the settings

    addresses, password = sign_ins()
    print(f"\nSign-ins, all with the password {password}:")
    for address in addresses:
        print(f"  {address}")
    print("\nA token of the partner organisation for trials, for seven days or until the next start:")
    print(f"  curl -H 'Authorization: Bearer {sample_token()}' http://{HOST}:{port}/api/v1/activities/")
    connections.close_all()
    print("\nThe demonstration runs on 12 March 2018; no mail leaves it.")
    print(f"The portal is at http://{HOST}:{port} - Ctrl-C stops it.", flush=True)


def stop_database():
    """Stop the embedded server, also where the start was interrupted half-way."""
    from ungass_portal.lib import devpg

    with contextlib.suppress(devpg.DevServerError):
        devpg.stop(devpg.DATA)


def say(text):
    """One line about what is going on."""
    print(text, flush=True)


if __name__ == "__main__":
    main()
