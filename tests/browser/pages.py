"""Every page of the portal, and what tests of many pages share.

Pages are found as people find them: by following links from home, one page of each route. Pages that no link leads to
are asked for by their address.
"""

import re
from html import unescape
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve

NOWHERE = "/no-such-page/"
# Who looks at the pages, and the further states of a page, or pages that an act leads to, that no link is sure to show.
PEOPLE = {
    None: [
        NOWHERE,
        "/calendar/?month=2018-03",
        "/calendar/?view=week&day=2018-03-12",
        "/calendar/?view=ahead",
        "/calendar/?view=year&year=2018",
        "/calendar/?view=agenda",
        "/matrix/?chapter=1&group=chapter&sort=title",
        "/matrix/?q=qwertz",
    ],
    "focal.who@ungass.example": [],
    "secretariat@ungass.example": [],
    "partner@ungass.example": [],
}
LINK = re.compile(r'<a\s[^>]*?href="(/[^"]*)"')
# By how much a page is wider than its window.
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Chooses a language by the form that stands on every page.
TURN = """async (language) => {
    const form = document.querySelector("form[action='/language/']");
    const body = new URLSearchParams({
        language, csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value, next: "/accessibility/",
    });
    await fetch("/language/", {method: "POST", body});
}"""


def status_of(address):
    """With what status the portal answers at an address of `pages_of`."""
    return 404 if address == NOWHERE else 200


def route_of(address):
    """The name of the route that an address of the portal leads to; None elsewhere."""
    try:
        return resolve(urlsplit(address).path).url_name
    except Resolver404:
        return None


def pages_of(page, person, met):
    """Addresses of pages for a person: home, what is asked for, and one page of each route not met before.

    `met` is a dict from the names of routes that links led to, to whether they answered, with a page or a file.
    """
    found, asked, waiting = [], set(), ["/", *PEOPLE[person]]
    while waiting:
        address = waiting.pop(0)
        answer = page.request.get(address, max_redirects=0)
        if answer.status != status_of(address):
            continue
        met[route_of(address)] = True
        if not answer.headers["content-type"].startswith("text/html"):
            continue
        found.append(address)
        for link in map(unescape, LINK.findall(answer.text())):
            name = route_of(link)
            if not met.setdefault(name, False) and name not in asked:
                asked.add(name)
                waiting.append(link)
    return found
