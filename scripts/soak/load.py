"""The people and the partners: each writes down what it was told, and what it was never told."""

import http.client
import json
import random
import threading
import time
from collections import Counter

TIMEOUT = 30
PAGES = ("/", "/matrix/", "/calendar/", "/api/v1/changes/", "/api/v1/activities/?limit=20")
# What a person or a program reads while the database is away.
READABLE = ("The portal cannot reach its data", "The portal cannot reach its database")


class Tally:
    """What all clients were answered."""

    def __init__(self):
        self.lock = threading.Lock()
        self.answers = Counter()
        self.faults = []
        self.acknowledged = []
        self.saves = []  # moments of acknowledged saves

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


class Client(threading.Thread):
    """One client with a connection of its own, until it is told to stop."""

    def __init__(self, port, tally, stop, pause):
        super().__init__(daemon=True)
        self.port, self.tally, self.stop, self.pause = port, tally, stop, pause
        self.connection = None

    def run(self):
        """Act, wait a little, again."""
        while not self.stop.is_set():
            self.act()
            self.stop.wait(random.uniform(0.5, 1.5) * self.pause)
        self._hang_up()

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
        elif status not in (200, 201, 304, 412):
            self.tally.fault(f"{what}: {status} {text[:300]}")

    def _hang_up(self):
        if self.connection is not None:
            self.connection.close()
        self.connection = None


class Puller(Client):
    """A partner that reads pages and pulls changes."""

    def act(self):
        """Read one page."""
        self.ask("GET", random.choice(PAGES))


class Editor(Client):
    """A person whose system saves one record again and again, each time as a whole with a mark of its own."""

    def __init__(self, number, token, *common):
        super().__init__(*common)
        self.number, self.saves, self.record, self.etag = number, 0, None, None
        self.headers = {"Authorization": f"Bearer {token}", "Content_Type": "application/json"}

    def act(self):
        """Begin the record, find out how it stands after an answer that never came, or save it."""
        if self.record is None:
            self._begin()
        elif self.etag is None:
            self._look()
        else:
            self._save()

    def _content(self):
        self.saves += 1
        marker = f"editor {self.number} save {self.saves}"
        return marker, {"title": f"Soak: {marker}", "summary": f"Written as one: {marker}."}

    def _begin(self):
        self.saves = 0  # the same key must bring the same content
        marker, content = self._content()
        content["participants"] = [{"entity": "who", "role": "lead", "office": ""}]
        key = {"Idempotency_Key": f"soak-{self.number}"}
        told = self.ask("POST", "/api/v1/desk/activities/", json.dumps(content), **self.headers, **key)
        if told and told[0] == 201:
            self.record = json.loads(told[2])["reference"]
            self.etag = told[1]["ETag"]
            self.tally.acknowledge(self.record, marker)

    def _look(self):
        told = self.ask("GET", f"/api/v1/desk/activities/{self.record}/", **self.headers)
        if told and told[0] == 200:
            self.etag = told[1]["ETag"]

    def _save(self):
        marker, content = self._content()
        condition, self.etag = {"If_Match": self.etag}, None
        address = f"/api/v1/desk/activities/{self.record}/"
        told = self.ask("PATCH", address, json.dumps(content), **self.headers, **condition)
        if told and told[0] == 200:
            self.etag = told[1]["ETag"]
            self.tally.acknowledge(self.record, marker)
