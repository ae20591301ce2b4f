"""The measured process: one side's Django, asked for one thing at a time through its WSGI application.

Started by `process.Side` as `python -m scripts.bench.child SETTINGS`. Reads a JSON line, does it, answers one.
The clock runs from the call of the application until the last byte of the body has been taken.
"""

import gc
import importlib
import io
import json
import os
import runpy
import sys
import time
from pathlib import Path

OURS = "scripts.bench.settings"


class Counter:
    """Counts the statements that go through Django's connection."""

    def __init__(self):
        self.count = 0

    def __call__(self, execute, sql, params, many, context):
        self.count += 1
        return execute(sql, params, many, context)


class Measured:
    """Runs something between two looks at the clock, the statements and the memory."""

    def __init__(self, counter):
        self.counter = counter

    def __enter__(self):
        reset_peak_memory()
        self.memory, self.sql = resident_memory(), self.counter.count
        self.cpu, self.start = time.process_time(), time.perf_counter()
        return self

    def __exit__(self, *error):
        self.seconds, self.cpu = time.perf_counter() - self.start, time.process_time() - self.cpu
        self.sql = self.counter.count - self.sql
        self.growth = peak_memory() - self.memory

    def figures(self):
        """As the answer holds them."""
        return {
            "ms": self.seconds * 1000,
            "cpu_ms": self.cpu * 1000,
            "sql": self.sql,
            "growth_mb": self.growth / 1024,
        }


def status_line(name):
    """A figure of /proc/self/status in kB."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(name):
            return int(line.split()[1])
    raise KeyError(name)


def resident_memory():
    """What the process holds now, in kB."""
    return status_line("VmRSS")


def peak_memory():
    """The most that it held since the last reset, in kB."""
    return status_line("VmHWM")


def reset_peak_memory():
    """Begin counting the peak anew."""
    Path("/proc/self/clear_refs").write_text("5")


def request(application, measured, *, path, headers=None, keep=False, save_to=None):
    """One GET; the body is taken and thrown away, kept for the caller, or written to a file."""
    path, _, query = path.partition("?")
    environ = {
        "REQUEST_METHOD": "GET", "SCRIPT_NAME": "", "PATH_INFO": path, "QUERY_STRING": query,
        "SERVER_NAME": "127.0.0.1", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "127.0.0.1", "wsgi.version": (1, 0), "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr, "wsgi.multithread": True, "wsgi.multiprocess": True, "wsgi.run_once": False,
    }  # fmt: skip
    environ |= {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in (headers or {}).items()}
    answered, size, first, parts = {}, 0, None, []
    sink = open(save_to, "wb") if save_to else None  # noqa: SIM115 - closed below
    with measured:
        body = application(environ, lambda status, pairs, error=None: answered.update(status=status, headers=pairs))
        for chunk in body:
            if first is None and chunk:
                first = time.perf_counter() - measured.start
            size += len(chunk)
            if keep:
                parts.append(chunk)
            if sink:
                sink.write(chunk)
        body.close()
    if sink:
        sink.close()
    found = measured.figures() | {
        "status": int(answered["status"].split()[0]),
        "headers": {name.lower(): value for name, value in answered["headers"]},
        "bytes": size,
        "first_ms": (first or measured.seconds) * 1000,
    }
    return found | ({"body": b"".join(parts).decode()} if keep else {})


def pull(application, measured, *, path, headers=None, pages=None):
    """Follow `next` from page to page to the end, or so many pages; reading the answers is not counted."""
    total = {"ms": 0, "cpu_ms": 0, "sql": 0, "rows": 0, "pages": 0, "references": 0}
    seen = set()
    while path and total["pages"] != pages:
        answer = request(application, measured, path=path, headers=headers, keep=True)
        if answer["status"] != 200:
            raise RuntimeError(f"{path}: {answer['status']} {answer['body'][:300]}")
        page = json.loads(answer["body"])
        for name in ("ms", "cpu_ms", "sql"):
            total[name] += answer[name]
        total["rows"] += len(page["results"])
        total["pages"] += 1
        seen.update(row["reference"] for row in page["results"])
        path = (page["next"] or "").removeprefix("http://127.0.0.1")
    return total | {"references": len(seen)}


def call(application, measured, *, name, **arguments):
    """Call a function of ours by name, `module:function`; what it returns goes along with the figures."""
    module, function = name.split(":")
    target = getattr(importlib.import_module(module), function)
    with measured:
        answer = target(**arguments)
    return measured.figures() | {"answer": answer}


def settle(application, measured):
    """Set the garbage collector as this side's server does, once everything is loaded."""
    if os.environ["DJANGO_SETTINGS_MODULE"] == OURS:
        hooks = runpy.run_path("gunicorn.conf.py")
        hooks["when_ready"](None)
        hooks["post_fork"](None, None)
    gc.collect()
    return {}


DEEDS = {"request": request, "pull": pull, "call": call, "settle": settle}


def main():
    """Answer until the other end is closed."""
    os.environ["DJANGO_SETTINGS_MODULE"] = sys.argv[1]
    answers, sys.stdout = sys.stdout, sys.stderr  # nothing else may speak on that line
    from django.core.wsgi import get_wsgi_application
    from django.db import connection

    application, counter = get_wsgi_application(), Counter()
    connection.ensure_connection()
    connection.execute_wrappers.append(counter)
    for line in sys.stdin:
        wanted = json.loads(line)
        try:
            answer = DEEDS[wanted.pop("do")](application, Measured(counter), **wanted)
        except Exception as error:
            answer = {"error": f"{type(error).__name__}: {error}"}
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
