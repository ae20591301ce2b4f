"""axe-core finds no violation on any page, in light and dark, on wide and narrow screens."""

import pytest
from axe_playwright_python.sync_playwright import Axe

NOWHERE = "/no-such-page/"
READER_PAGES = [
    "/",
    "/matrix/",
    "/matrix/?chapter=1&group=chapter&sort=title",
    "/matrix/?q=nothing-is-called-this",
    "/calendar/?month=2018-03",
    "/calendar/?view=agenda",
    "/entities/",
    "/entities/who/",
    "/chapters/",
    "/chapters/1/",
    "/countries/",
    "/countries/afg/",
    "/recommendations/",
    "/circulars/",
    "/accessibility/",
    "/api/docs/",
    "/account/sign-in/",
    "/account/password/reset/",
    NOWHERE,
]
PERSON_PAGES = {
    "focal.who@ungass.example": [
        "/desk/",
        "/desk/activities/new/",
        "/desk/events/new/",
        "/account/",
        "/account/notifications/",
        "/account/mail/",
        "{entry}",
        "{desk}",
        "{desk}edit/",
        "{desk}sharing/",
        "{desk}history/",
        "{desk}withdraw/",
    ],
    "secretariat@ungass.example": [
        "/review/",
        "/review/reference/",
        "/review/reference/entities/",
        "/review/reference/entities/who/",
        "/review/reference/recommendations/",
        "/review/reference/network/",
        "/review/people/",
        "/review/mail/",
        "/review/jobs/",
        "/review/circulars/",
        "/review/circulars/new/",
        "/review/circulars/lists/new/",
        "/review/reference/schemes/",
    ],
}
# Colours follow the scheme alone and the layout the width alone, so two looks hold them all.
LOOKS = [("light", 1440), ("dark", 390)]


def violations(page):
    """What axe finds, as text that names the rule and the places."""
    results = Axe().run(page).response["violations"]
    return [f"{row['id']}: {[node['html'][:120] for node in row['nodes'][:3]]}" for row in results]


def check(page, address):
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


def test_pages_for_everybody(visit):
    page = visit()

    assert [fault for address in READER_PAGES for fault in check(page, address)] == []


@pytest.mark.parametrize("person", PERSON_PAGES)
def test_pages_for_people(sign_in, person):
    page = sign_in(person)
    page.goto("/matrix/?entity=who&entity_role=lead&joint=false")
    entry = page.locator("a[href^='/activities/']").first.get_attribute("href").split("?")[0]
    places = {"entry": entry, "desk": f"/desk{entry}"}

    assert [fault for address in PERSON_PAGES[person] for fault in check(page, address.format(**places))] == []
