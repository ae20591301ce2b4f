"""axe-core finds no violation on any page, in light and dark, on wide and narrow screens.

Pages are found as people find them: by following links from home, one page of each route. Pages that no link leads to
are asked for by their address; a route that is reached in neither way fails the test.
"""

from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import Resolver404, resolve

from tests.test_access import ROUTES

NOWHERE = "/no-such-page/"
# Further states of a page, and pages that an act leads to rather than a link.
ASKED_FOR = {
    None: [
        NOWHERE,
        "/calendar/?month=2018-03",
        "/calendar/?view=week&day=2018-03-12",
        "/calendar/?view=ahead",
        "/calendar/?view=year&year=2018",
        "/calendar/?view=agenda",
        "/matrix/?chapter=1&group=chapter&sort=title",
        "/matrix/?q=nothing-is-called-this",
    ],
    "focal.who@ungass.example": [],
    "secretariat@ungass.example": [],
    "partner@ungass.example": [],
}
# Routes that no link leads to: acts, files, answers to programs, and pages that need something of one's own.
NOT_WALKED = set()
# Colours follow the scheme alone and the layout the width alone, so two looks hold them all.
LOOKS = [("light", 1440), ("dark", 390)]


@pytest.fixture(scope="module")
def stage_of_portal():
    """With sealed months, and March open."""
    return "march"


def violations(page):
    """What axe finds, as text that names the rule and the places."""
    results = Axe().run(page).response["violations"]
    return [f"{row['id']}: {[node['html'][:120] for node in row['nodes'][:3]]}" for row in results]


def faults(page, address):
    """In both looks no violation, nothing that sticks out of the window, and the page itself rather than an error."""
    status = page.goto(address).status
    if status != (404 if address == NOWHERE else 200):
        return [f"{address}: answers {status}"]
    found = []
    for scheme, width in LOOKS:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        found += [f"{address}, {scheme}: {text}" for text in violations(page)]
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            found.append(f"{address}: {wide}px too wide for {width}px")
    return found


def route_of(address):
    """The name of the route that an address of the portal leads to; None elsewhere."""
    try:
        return resolve(urlsplit(address).path).url_name
    except Resolver404:
        return None


def is_page(page, address):
    """Whether the address answers with a page: files, feeds and the API's answers are no pages."""
    head = page.request.get(address, max_redirects=0)
    return head.status == 200 and head.headers["content-type"].startswith("text/html")


def walk(page, asked_for, met):
    """Follow links from home to one page of each route that was not met before; what is wrong with them."""
    found, waiting = [], ["/", *asked_for]
    while waiting:
        address = waiting.pop(0)
        found += faults(page, address)
        links = page.eval_on_selector_all("a[href^='/']", "links => links.map(link => link.getAttribute('href'))")
        for link in links:
            name = route_of(link)
            if name and name not in met:
                met.add(name)
                if is_page(page, link):
                    waiting.append(link)
    return found


def test_no_page_is_barred(visit, sign_in):
    found, met = [], set()
    for person, asked_for in ASKED_FOR.items():
        page = sign_in(person) if person else visit()
        found += walk(page, asked_for, met)

    assert found == []
    assert {name for _route, name in ROUTES} - met == NOT_WALKED
