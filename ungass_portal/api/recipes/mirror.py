"""Keep a copy of everything that you may read: one full pull, then only what changed.

python mirror.py http://127.0.0.1:8000 records.sqlite3      (UNGASS_TOKEN=... in the environment, or as the public)

It may be stopped at any moment: what was taken over and the place to go on from are written together.
"""

import json
import os
import sqlite3
import sys
import urllib.error
import urllib.request

PLACE = "cursor"
LISTS = ("activities", "mandates", "events")


def ask(address):
    """The JSON answer of an address; None where the portal no longer knows our cursor."""
    request = urllib.request.Request(address)
    if token := os.environ.get("UNGASS_TOKEN"):
        request.add_header("Authorization", f"Bearer {token}")
    try:
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        if error.code == 400 and json.load(error).get("parameter") == "since":
            return None
        raise


class Mirror:
    """A copy in a database file: records by reference, and where to go on from."""

    def __init__(self, file, site, ask=ask):
        self.site, self.ask = site.rstrip("/"), ask
        self.db = sqlite3.connect(file)
        with self.db:
            self.db.execute("CREATE TABLE IF NOT EXISTS record (reference TEXT PRIMARY KEY, body TEXT)")
            self.db.execute("CREATE TABLE IF NOT EXISTS place (name TEXT PRIMARY KEY, cursor TEXT)")

    def records(self):
        """What the copy holds, by reference."""
        return {reference: json.loads(body) for reference, body in self.db.execute("SELECT * FROM record")}

    def run(self):
        """Bring the copy up to date."""
        cursor = self._place(PLACE) or self._pull()
        while True:
            page = self.ask(f"{self.site}/api/v1/changes/?since={cursor}&limit=500")
            if page is None:
                cursor = self._pull()
                continue
            cursor = page["cursor"]
            with self.db:  # the changes and the new place, both or neither
                for change in page["results"]:
                    self._take(change["reference"], change["record"])
                self._keep(PLACE, cursor)
            if not page["more"]:
                return

    def _pull(self):
        """Everything anew. The place is asked for first: what changes meanwhile comes with the changes."""
        cursor = self.ask(f"{self.site}/api/v1/changes/?since=now")["cursor"]
        with self.db:
            self.db.execute("DELETE FROM record")
            self.db.execute("DELETE FROM place")
        for name in LISTS:
            address = f"{self.site}/api/v1/{name}/?limit=500"
            while address:
                page = self.ask(address)
                with self.db:
                    for record in page["results"]:
                        self._take(record["reference"], record)
                address = page["next"]
        with self.db:
            self._keep(PLACE, cursor)
        return cursor

    def _take(self, reference, record):
        """Keep a record as it reads now, or erase it."""
        if record is None:
            self.db.execute("DELETE FROM record WHERE reference = ?", [reference])
        else:
            self.db.execute("INSERT OR REPLACE INTO record VALUES (?, ?)", [reference, json.dumps(record)])

    def _place(self, name):
        row = self.db.execute("SELECT cursor FROM place WHERE name = ?", [name]).fetchone()
        return row and row[0]

    def _keep(self, name, cursor):
        self.db.execute("INSERT OR REPLACE INTO place VALUES (?, ?)", [name, cursor])


if __name__ == "__main__":
    mirror = Mirror(sys.argv[2], sys.argv[1])
    mirror.run()
    sys.stdout.write(f"{len(mirror.records())} records\n")
