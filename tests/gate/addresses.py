"""Every GET address of the portal, made from the URL map: a new route is walked without being listed here."""

import itertools
import re

from django.urls import get_resolver
from django.urls.resolvers import URLPattern

QUERIES = [
    "",
    "?q=family+skills",
    "?q=secret",
    "?entity=who&entity_role=lead",
    "?entity=undp&joint=true",
    "?chapter=1&status=ongoing",
    "?chapter=none",
    "?country=AUT&region=150",
    "?country=FRA",
    "?term=sdg:3.5&from=2018&to=2018",
    "?programme=programmes:smart&kind=mandate",
    "?sort=-title&limit=1",
    "?sort=updated",
    "?group=entity",
    "?group=country",
    "?as=public",
    "?month=2018-03",
    "?view=agenda",
    "?fields=title",
    "?unknown=1",
]
# Anchors, and named groups, which may hold groups of their own.
PARTS_OF_A_ROUTE = re.compile(r"[\^$]|\(\?P<\w+>(?:[^()]|\([^)]*\))*\)")
NAMED = re.compile(r"<(?:\w+:)?(\w+)>")
# Parts of addresses that are closed to these readers, or lead to nothing that they have.
OWN_SIDE = {
    "act": ["open"],
    "audience": ["public"],
    "identifier": ["A-17"],
    "language": ["fr"],
    "key": ["0b9f5a7e-9d7f-4f0f-8f0f-0b9f5a7e9d7f"],
    "pk": ["1"],
    "place": ["1"],
    "provider_id": ["nobody"],
    "uidb36": ["1"],
    "which": ["exceptions"],
}
# The secret feeds of the audiences' readers, see Registry.
SECRETS = {"partners": ["secret-of-the-partner"], "network": ["secret-of-the-viewer"]}
# The technical administration is closed to all of these readers; its own pages are Django's.
# What is kept of one's own person holds the real time of one's sign-ins, and no records.
SKIPPED = ("admin/", "static/", "account/data/")
# Closed to these readers, whatever record is asked for.
CLOSED = ("desk/", "api/v1/desk/")
# These pages read nothing from the query that could tell of records.
PLAIN = (
    "/account/",
    "/review/",
    "/desk/",
    "/accessibility/",
    "/api/docs/",
    "/api/v1/openapi.json",
    "/gallery/",
    "/.well-known/",
    "/healthz",
    "/metrics",
    "/language/",
    "/readyz",
)


def routes(patterns=None, prefix=""):
    """All routes of the URL map: (route text, pattern)."""
    for pattern in patterns or get_resolver().url_patterns:
        route = prefix + str(pattern.pattern)
        if route.startswith(SKIPPED):
            continue
        if isinstance(pattern, URLPattern):
            yield route, pattern
        else:
            yield from routes(pattern.url_patterns, route)


def values(registry, audience):
    """What can stand for each named part of a route: visible, withdrawn, hidden, never made."""
    references = [
        *(record.reference for record in registry.visible),
        registry.withdrawn.reference,
        "ACT-100001",
        "ACT-999999",
        "EVT-999999",
        "EVT-777001",
    ]
    return OWN_SIDE | {
        "reference": references,
        "slug": ["who", "unodc", "undp", "cnd", "nobody", "sdg", "news-1", "secret-network-0"],
        "number": ["0", "1", "9"],
        "month": ["2018-01", "2018-02", "1999-01"],
        "listing": ["matrix", "calendar"],
        "iso3": ["aut", "fra", "zzz"],
        "code": ["1(a)", "9(z)", "sdg:3.5", "who", "AUT", "1", "150"],
        "kind": ["activities", "events"],
        "name": ["records.ndjson", "matrix.csv", "calendar.csv", "nothing.csv"],
        "form": ["csv", "xlsx"],
        "secret": ["nobody-has-it", *SECRETS.get(audience, [])],
        "token": ["nobody-has-it"],
        "proof": ["nobody-has-it"],
    }


def addresses(registry, audience=None):
    """Every address to ask for, in a fixed order; documents those that were made for the audience."""
    known, found = values(registry, audience), []
    few = known | {"reference": [registry.visible[0].reference, "ACT-100001", "ACT-999999"]}
    documents = getattr(registry, "documents", {}).get(audience, [])
    for route, pattern in routes():
        text = plain(route)
        names = NAMED.findall(text)
        choices = few if text.startswith(CLOSED) else known
        made = documents if pattern.name == "edition-document" else []
        for chosen in itertools.chain(made, itertools.product(*(choices[name] for name in names))):
            path = filled(text, chosen)
            found += [path] if names or path.startswith(PLAIN) else [path + query for query in QUERIES]
    return found


def plain(route):
    """A route without its regular expressions: each named part as <name>."""
    return PARTS_OF_A_ROUTE.sub(lambda match: _named(match.group()), route).replace("\\.", ".")


def filled(text, chosen):
    """The address of a plain route with values for its named parts in order."""
    parts = iter(chosen)
    return "/" + NAMED.sub(lambda _match: next(parts), text)


def _named(text):
    """A named group of a regular expression as a part of a path; anchors vanish."""
    name = re.match(r"\(\?P<(\w+)>", text)
    return f"<{name.group(1)}>" if name else ""
