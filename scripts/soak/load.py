"""What clients of a soak have in common: they write down what they were told, and what they should never have been."""

import http.client
import random
import threading
import time
from collections import Counter

TIMEOUT = 30
# What a person or a program reads while the database is away.
READABLE = ("The portal cannot reach its data", "The portal cannot reach its database")
PROPER = (200, 201, 302, 304, 412)


class Tally:
    """What all clients were answered."""

    def __init__(self):
        self.lock = threading.Lock()
        self.answers = Counter()
        self.faults = []
        self.acknowledged = []
        self.saves = []  # moments of acknowledged saves
        self.mirrors = []  # what each partner holds in the end

    def count(self, what):
        """One more of it."""
        with self.lock:
            self.answers[what] += 1

    def fault(self, what):
        """Something that must not happen."""
        with self.lock:
            self.faults.append(what)

    def acknowledge(self, reference, marker):
        """A save to which the portal said yes."""
        with self.lock:
            self.acknowledged.append([reference, marker])
            self.saves.append(time.monotonic())

    def mirror(self, held):
        """What a partner holds after its last pull."""
        with self.lock:
            self.mirrors.append(held)


class Client(threading.Thread):
    """One client with a connection of its own, until it is told to stop."""

    def __init__(self, port, tally, stop, pause):
        super().__init__(daemon=True)
        self.port, self.tally, self.stop, self.pause = port, tally, stop, pause
        self.connection = None

    def run(self):
        """Act, wait a little, again; one who could not go on would make the load lighter than it says."""
        try:
            while not self.stop.is_set():
                self.act()
                self.stop.wait(random.uniform(0.5, 1.5) * self.pause)
            self.finish()
        except Exception as error:
            self.tally.fault(f"{type(self).__name__} gave up: {error!r}")
            raise
        finally:
            self._hang_up()

    def act(self):
        """One thing that this client does."""
        raise NotImplementedError

    def finish(self):
        """What it does when everything works again and nobody writes any more."""

    def ask(self, method, path, body=None, **headers):
        """Status, headers and text; None where the connection broke, so that nobody knows what became of it."""
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            if self.connection is None:
                self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT)
            self.connection.request(method, path, body, headers)
            answer = self.connection.getresponse()
            status, told, text = answer.status, answer.headers, answer.read().decode()
        except (OSError, http.client.HTTPException):
            self._hang_up()
            self.tally.count("cut")
            return None
        self.tally.count(status)
        self._judge(f"{method} {path}", status, told, text)
        return status, told, text

    def _judge(self, what, status, told, text):
        """Anything but a proper answer, or a readable 503 that says when to come back, is a fault."""
        if status == 503:
            if not told.get("Retry-After") or not any(words in text for words in READABLE):
                self.tally.fault(f"{what}: a 503 that cannot be read: {text[:200]}")
        elif status not in PROPER:
            self.tally.fault(f"{what}: {status} {text[:300]}")

    def _hang_up(self):
        if self.connection is not None:
            self.connection.close()
        self.connection = None
