"""The processes that are measured: children that answer in-process, and gunicorn on the loopback."""

import http.client
import json
import os
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class BenchError(Exception):
    """The bench cannot go on; the message says why."""


class Side:
    """One side's process: see child.py."""

    def __init__(self, settings, environment):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "scripts.bench.child", settings],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env=environment,
        )

    def __enter__(self):
        return self

    def __exit__(self, *error):
        # Ended rather than asked to end: an interpreter with two gigabytes of rows takes half a minute to tidy up.
        self.process.terminate()
        self.process.wait(timeout=30)
        self.process.stdin.close()

    def do(self, deed, **arguments):
        """Let the process do one thing; returns its figures."""
        self.process.stdin.write(json.dumps({"do": deed, **arguments}) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise BenchError(f"The measured process ended during {deed} {arguments}.")
        answer = json.loads(line)
        if "error" in answer:
            raise BenchError(f"{deed} {arguments}: {answer['error']}")
        return answer

    def get(self, path, **options):
        """GET a path; anything but 200 stops the bench."""
        answer = self.do("request", path=path, **options)
        if answer["status"] != 200:
            raise BenchError(f"GET {path} answered {answer['status']}.")
        return answer


class Server:
    """gunicorn with 2 workers of 3 threads on a free port of the loopback."""

    def __init__(self, environment, arguments):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        settings = environment | {"BIND": f"127.0.0.1:{self.port}", "WEB_WORKERS": "2", "WEB_THREADS": "3"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", *(part.format(port=self.port) for part in arguments)],
            cwd=ROOT,
            env=settings,
            stdout=subprocess.DEVNULL,
        )

    def __enter__(self):
        end = time.monotonic() + 60
        while time.monotonic() < end and self.process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return self
            except OSError:
                time.sleep(0.1)
        self.__exit__()
        raise BenchError("gunicorn did not start.")

    def __exit__(self, *error):
        self.process.terminate()
        self.process.wait(timeout=30)

    def requests_per_second(self, path, headers, *, connections=8, seconds=5.0):
        """How many answers 8 clients get, each asking again as soon as it has been answered."""
        counts, faults = [0] * connections, []
        start = time.perf_counter()
        threads = [
            threading.Thread(target=self._ask, args=(path, headers, start + seconds, counts, number, faults))
            for number in range(connections)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if faults:
            raise BenchError(f"GET {path} answered {faults[0]} under load.")
        return sum(counts) / (time.perf_counter() - start)

    def _ask(self, path, headers, until, counts, number, faults):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        while time.perf_counter() < until and not faults:
            try:
                connection.request("GET", path, headers=headers)
                answer = connection.getresponse()
            except (ConnectionError, http.client.RemoteDisconnected):
                connection.close()  # a kept connection that the server gave up: ask again on a new one
                continue
            answer.read()
            if answer.status != 200:
                faults.append(answer.status)
            counts[number] += 1
        connection.close()


def environment(database_url):
    """What every measured process reads as its settings."""
    kept = {name: value for name, value in os.environ.items() if name not in ("ALLOWED_HOSTS", "SITE_URL", "DEBUG")}
    return kept | {
        "PORTAL_MODE": "development",
        "PORTAL_DATE": "2018-03-12",
        "DATABASE_URL": database_url,
        "SITE_URL": "http://127.0.0.1",
        "API_UNLIMITED": "1",
        "PYTHONPATH": str(ROOT),
    }
