"""What pages weigh on their way to the browser in each language: compressed, with fonts, styles and scripts.

Static files come compressed from the portal; pages are compressed by the proxy before it (docs/deploy/Caddyfile),
so here they count as gzip makes them. `WRITE_WEIGHTS=1 pytest tests/browser/test_weight.py` writes what was measured
into the table of docs/access.md.
"""

import gzip
import os
import re

import pytest

from tests.browser.pages import TURN
from tests.browser.portal import ROOT

FIRST_VIEW, LATER_VIEW = 150_000, 40_000
LANGUAGES = ("ar", "zh-hans", "en", "fr", "ru", "es")
PUBLIC = {
    "Home": "/",
    "Matrix": "/matrix/",
    "Calendar, a month": "/calendar/?month=2018-03",
    "An entity": "/entities/who/",
    "An activity": "/activities/ACT-386922/",
    "What changed in a month": "/editions/2018-02/changes/",
    "Countries": "/countries/",
    "Figures": "/figures/",
}
OWN = {
    "Desk of the month": "/desk/",
    "New activity": "/desk/activities/new/",
    "Sharing": "/desk/sharing/",
}
COLD = ["Home", "Matrix", "Calendar, a month", "An entity"]
TABLE = ROOT / "docs" / "access.md"
MARKS = re.compile(r"(<!-- weights -->\n).*(<!-- /weights -->)", re.DOTALL)
DRIFT = 0.25  # a page may weigh so much more or less than the table says before it is to be written anew


@pytest.fixture(scope="module")
def stage_of_portal():
    """January and February are sealed, and March is open."""
    return "march"


@pytest.fixture(scope="module")
def measured():
    """Bytes by page and language: of the first view, and of a later one."""
    return {}


class Scale:
    """Adds up the bytes that a window receives."""

    def __init__(self, page):
        self.page, self.received = page, 0
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.loadingFinished", self._add)

    def _add(self, event):
        self.received += event["encodedDataLength"]

    def weigh(self, address):
        """The bytes that it took to show a page, fonts included."""
        self.received = 0
        answer = self.page.goto(address)
        self.page.evaluate("document.fonts.ready.then(() => true)")
        assert (answer.status, answer.headers.get("content-encoding")) == (200, None)
        plain = answer.body()
        return self.received - len(plain) + len(gzip.compress(plain))


@pytest.mark.parametrize("language", LANGUAGES)
def test_first_and_later_views_are_light_in_each_language(visit, sign_in, measured, language):
    first, later = {}, {}
    for name in COLD:
        window = visit(extra_http_headers={"Accept-Language": language})
        scale = Scale(window)
        first[name] = scale.weigh(PUBLIC[name])
        assert window.get_attribute("html", "lang") == language
    later = {name: scale.weigh(address) for name, address in PUBLIC.items()}
    own = sign_in("focal.who@ungass.example")
    own.evaluate(TURN, language)
    scale = Scale(own)
    scale.weigh("/desk/")
    later |= {name: scale.weigh(address) for name, address in OWN.items()}
    measured[language] = first, later

    assert {name: weight for name, weight in first.items() if not 20_000 < weight <= FIRST_VIEW} == {}
    assert {name: weight for name, weight in later.items() if not 1_000 < weight <= LATER_VIEW} == {}


def test_table_of_weights_is_what_is_measured(measured):
    if set(measured) != set(LANGUAGES):
        pytest.skip("The weights are compared where all of them are measured.")
    if os.environ.get("WRITE_WEIGHTS"):
        TABLE.write_text(MARKS.sub(lambda marks: marks[1] + table(measured) + marks[2], TABLE.read_text()))
    told, found = numbers(MARKS.search(TABLE.read_text())[0]), numbers(table(measured))

    assert [name for name, _weights in told] == [name for name, _weights in found]
    for (name, before), (_name, now) in zip(told, found, strict=True):
        assert all(abs(one - other) <= DRIFT * other + 1 for one, other in zip(before, now, strict=True)), name


def table(measured):
    """The weights in kB as a table of Markdown."""
    lines = [f"| kB, compressed | {' | '.join(LANGUAGES)} |", f"| --- |{' ---: |' * len(LANGUAGES)}"]
    for place, words in enumerate(("{}, first view", "{}")):
        for name in measured["en"][place]:
            weights = [f"{measured[language][place][name] / 1000:.0f}" for language in LANGUAGES]
            lines.append(f"| {words.format(name)} | {' | '.join(weights)} |")
    return "\n".join(lines) + "\n"


def numbers(text):
    """The rows of such a table: name and weights."""
    rows = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| ")][2:]
    return [(name, [int(weight) for weight in weights]) for name, *weights in rows]
