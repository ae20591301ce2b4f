"""The pages of the portal, found as people find them: by following links from home, one page of each route."""

import re
from html import unescape
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve

NOWHERE = "/no-such-page/"
# Further states of a page.
ASKED_FOR = [
    NOWHERE,
    "/calendar/?month=2018-03",
    "/calendar/?view=week&day=2018-03-12",
    "/calendar/?view=ahead",
    "/calendar/?view=year&year=2018",
    "/calendar/?view=agenda",
    "/matrix/?chapter=1&group=chapter&sort=title",
    "/matrix/?q=nothing-is-called-this",
]
VISITOR = ""
PEOPLE = (VISITOR, "focal.who@ungass.example", "secretariat@ungass.example", "partner@ungass.example")
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
LINK = re.compile(r'<a\b[^>]*\shref="(/[^"#]*)')


def route_of(address):
    """The name of the route that an address of the portal leads to; None elsewhere."""
    try:
        return resolve(urlsplit(address).path).url_name
    except Resolver404:
        return None


def pages_of(page, person, met):
    """The addresses of one page of each route that a window's person comes to and that nobody met before.

    They are read, not drawn: files, feeds and the API's answers are no pages.
    """
    waiting, found = ["/", *(ASKED_FOR if person == VISITOR else [])], []
    while waiting:
        address = waiting.pop(0)
        answer = page.request.get(address, max_redirects=0)
        is_page = answer.headers.get("content-type", "").startswith("text/html")
        if not is_page or answer.status != status_of(address):
            continue
        found.append(address)
        for link in map(unescape, LINK.findall(answer.text())):
            name = route_of(link)
            if name and name not in met:
                met.add(name)
                waiting.append(link)
    return found


def status_of(address):
    """With what the address of a page answers."""
    return 404 if address == NOWHERE else 200
