"""A client that openapi-python-client makes from the document pulls everything, follows changes, and loses nothing."""

import importlib
import json
import subprocess
import sys
import urllib.request
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.browser.portal import manage
from tests.contract.conftest import WITHDRAW

KINDS = ("activities", "mandates", "events")


@pytest.fixture(scope="module")
def made(portal, tmp_path_factory):
    """The generated package; a warning of the generator is a fault of the document."""
    folder = tmp_path_factory.mktemp("generated")
    # The generator knows no XML: a file of it is a text to a program that has no reader of its own.
    (folder / "config.yml").write_text("post_hooks: []\ncontent_type_overrides:\n  application/xml: text/html\n")
    done = subprocess.run(
        [
            Path(sys.executable).with_name("openapi-python-client"),
            *("generate", "--url", f"{portal.url}/api/v1/openapi.json", "--output-path", folder / "portal_client"),
            *("--meta", "none", "--config", folder / "config.yml", "--fail-on-warning"),
        ],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(folder))
        yield lambda name: importlib.import_module(f"portal_client.{name}")


class Copy:
    """What a program keeps that reads with the generated client."""

    def __init__(self, made, portal, token):
        self.made, client = made, made("client")
        self.client = (
            client.AuthenticatedClient(base_url=portal.url, token=token)
            if token
            else client.Client(base_url=portal.url)
        )
        self.records = {}

    def call(self, operation, **parameters):
        """The answer of an operation as an object of the client's."""
        return self.made(f"api.{operation}").sync(client=self.client, **parameters)

    def pull(self):
        """Everything, and where to follow from."""
        self.cursor = self.call("staying_in_step.dump_list").cursor
        for kind in KINDS:
            place = {}
            while place is not None:
                page = self.call(f"records.{kind}_list", limit=40, **place)
                self.records |= {row.reference: row.to_dict() for row in page.results}
                following = page.next_ and parse_qs(urlsplit(page.next_).query)["after"][0]
                place = {"after": following} if following else None

    def follow(self):
        """Take over what has changed since; returns what happened."""
        page = self.call("staying_in_step.changes_list", since=self.cursor)
        for change in page.results:
            if change.record is None:
                self.records.pop(change.reference, None)
            else:
                self.records[change.reference] = change.record.to_dict()
        self.cursor = page.cursor
        return [(change.reference, change.kind.value) for change in page.results]


def plainly(portal, token):
    """All records as the portal writes them, by reference."""
    found = {}
    for kind in KINDS:
        address = f"{portal.url}/api/v1/{kind}/?limit=500"
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        with urllib.request.urlopen(urllib.request.Request(address, headers=headers)) as answer:
            page = json.load(answer)
        assert page["next"] is None
        found |= {row["reference"]: row for row in page["results"]}
    return found


def same(records):
    """Records as text; the client writes UTC as +00:00."""
    return json.dumps(records, sort_keys=True).replace("+00:00", "Z")


def test_the_generated_client_pulls_everything_and_stays_in_step(portal, tokens, made):
    copies = {asker: Copy(made, portal, token) for asker, token in tokens.items()}
    for asker, copy in copies.items():
        copy.pull()
        assert same(copy.records) == same(plainly(portal, tokens[asker])), asker
        assert copy.follow() == []
    before = {asker: set(copy.records) for asker, copy in copies.items()}

    manage("shell", "--no-imports", "--command", WITHDRAW, env=portal.env)

    told = {asker: copy.follow() for asker, copy in copies.items()}
    [(gone, kind)] = told["partner"]
    assert (kind, told["writer"]) == ("withdrawn", told["partner"])
    for asker, copy in copies.items():
        assert same(copy.records) == same(plainly(portal, tokens[asker])), asker
        assert before[asker] - set(copy.records) == {gone} & before[asker]
        copy.client.get_httpx_client().close()
