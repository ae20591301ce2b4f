"""Who uses the portal of a soak: programs and people that save, and partners that pull and read."""

import json
import random
import re
import secrets
from urllib.parse import parse_qsl, urlencode, urlsplit

from scripts.soak.load import Client

PAGES = ("/", "/matrix/", "/calendar/", "/api/v1/activities/?limit=20")
LAST_PULLS = 20


class Partner(Client):
    """A partner that reads pages and keeps in step by pulling changes with its token."""

    def __init__(self, token, *common):
        super().__init__(*common)
        self.headers = {"Authorization": f"Bearer {token}"}
        self.next, self.more, self.held = "/api/v1/changes/", False, {}

    def act(self):
        """Pull what changed, or read one page."""
        if random.random() < 0.5:
            self._pull()
        else:
            self.ask("GET", random.choice(PAGES))

    def finish(self):
        """Pull to the end, and tell what is held."""
        for _time in range(LAST_PULLS):
            if self._pull() and not self.more:
                break
        self.tally.mirror(self.held)

    def _pull(self):
        """Take one page of changes over; True if it came."""
        told = self.ask("GET", self.next, **self.headers)
        if not told or told[0] != 200:
            return False
        page = json.loads(told[2])
        for change in page["results"]:
            if change["record"]:
                self.held[change["reference"]] = change["record"]["title"]
            elif change["kind"] == "withdrawn":
                self.held.pop(change["reference"], None)
        following = urlsplit(page["next"])
        self.next, self.more = f"{following.path}?{following.query}", page["more"]
        return True


class Saver(Client):
    """Whoever saves one record again and again, each time as a whole with a mark of its own."""

    def __init__(self, number, *common):
        super().__init__(*common)
        self.number, self.saves, self.record = number, 0, None

    def wording(self):
        """The mark of the next save, and the two texts that bear it."""
        self.saves += 1
        marker = f"editor {self.number} save {self.saves}"
        return marker, {"title": f"Soak: {marker}", "summary": f"Written as one: {marker}."}


class Program(Saver):
    """A person's own system that writes by the API."""

    def __init__(self, number, token, *common):
        super().__init__(number, *common)
        self.etag = None
        self.headers = {"Authorization": f"Bearer {token}", "Content_Type": "application/json"}

    def act(self):
        """Begin the record, find out how it stands after an answer that never came, or save it."""
        if self.record is None:
            self._begin()
        elif self.etag is None:
            self._look()
        else:
            self._save()

    def _begin(self):
        self.saves = 0  # the same key must bring the same content
        marker, content = self.wording()
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
        marker, content = self.wording()
        condition, self.etag = {"If_Match": self.etag}, None
        address = f"/api/v1/desk/activities/{self.record}/"
        told = self.ask("PATCH", address, json.dumps(content), **self.headers, **condition)
        if told and told[0] == 200:
            self.etag = told[1]["ETag"]
            self.tally.acknowledge(self.record, marker)


class Person(Saver):
    """A person at the pages, who opens the form, types and saves."""

    def __init__(self, number, session, form, *common):
        super().__init__(number, *common)
        self.form, self.unanswered = dict(parse_qsl(form, keep_blank_values=True)), None
        proof = secrets.token_hex(16)
        self.form["csrfmiddlewaretoken"] = proof
        cookies = f"sessionid={session}; csrftoken={proof}"
        self.headers = {"Cookie": cookies, "Content_Type": "application/x-www-form-urlencoded"}

    def act(self):
        """Begin the record, sending the same form again where no answer came, or save it."""
        if self.record is None:
            self._begin()
        else:
            self._save()

    def _begin(self):
        address = "/desk/activities/new/"
        self.unanswered = self.unanswered or self._fill(address, "draft_key")
        if self.unanswered:
            self.record = self._send(address, self.unanswered)

    def _save(self):
        address = f"/desk/activities/{self.record}/edit/"
        filled = self._fill(address, "base_revision")
        if filled:
            self._send(address, filled)

    def _fill(self, address, hidden):
        """Open a form and type: the mark and what is sent; None if the form did not come."""
        told = self.ask("GET", address, **self.headers)
        if not told or told[0] != 200:
            return self._led_away(address, told)
        value = re.search(rf'name="{hidden}" value="([^"]+)"', told[2])
        if not value:
            return self.tally.fault(f"GET {address}: a form without {hidden}")
        marker, content = self.wording()
        return marker, self.form | content | {hidden: value[1]}

    def _send(self, address, filled):
        """Save; the record's reference if the portal said that it did."""
        marker, form = filled
        told = self.ask("POST", address, urlencode(form), **self.headers)
        found = re.fullmatch(r"/desk/activities/(ACT-\d+)/", told[1].get("Location", "")) if told else None
        if not found:
            return self._led_away(address, told)
        self.tally.acknowledge(found[1], marker)
        return found[1]

    def _led_away(self, address, told):
        """Led elsewhere, or shown the form once more, somebody who is signed in and typed what is right was refused."""
        if told and told[0] != 503:
            self.tally.fault(f"{address}: {told[0]} {told[1].get('Location', '')}")
