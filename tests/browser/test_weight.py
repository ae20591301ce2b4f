"""What a page weighs on its way to the browser, compressed, with fonts, styles and scripts.

Static files come compressed from the portal; pages are compressed by the proxy before it (docs/deploy/Caddyfile),
so here they count as gzip makes them.
"""

import gzip

import pytest

FIRST_VIEW, LATER_VIEW = 150_000, 40_000
PAGES = ["/", "/matrix/", "/calendar/?month=2018-03", "/entities/who/"]


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
        """The bytes that it took to show a page."""
        self.received = 0
        answer = self.page.goto(address, wait_until="networkidle")
        assert (answer.status, answer.headers.get("content-encoding")) == (200, None)
        plain = answer.body()
        return self.received - len(plain) + len(gzip.compress(plain))


@pytest.mark.parametrize("first", PAGES)
def test_first_view_and_later_views_are_light(visit, first):
    scale = Scale(visit())

    weights = {address: scale.weigh(address) for address in [first, *(page for page in PAGES if page != first)]}

    assert 20_000 < weights.pop(first) <= FIRST_VIEW
    assert {address: weight for address, weight in weights.items() if not 1_000 < weight <= LATER_VIEW} == {}


def test_desk_is_light_after_the_first_view(sign_in):
    scale = Scale(sign_in("focal.who@ungass.example"))

    weights = {address: scale.weigh(address) for address in ("/desk/", "/desk/activities/new/", "/matrix/")}

    assert {address: weight for address, weight in weights.items() if not 1_000 < weight <= LATER_VIEW} == {}
