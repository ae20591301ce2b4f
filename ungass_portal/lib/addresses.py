"""Addresses within the portal that keep what the reader chose for all pages."""

from urllib.parse import urlencode


def address(request, path, **query):
    """A path with a query; empty values are left out, and `as`, which narrows every page, is kept."""
    given = {name: value for name, value in query.items() if value not in (None, "", [])}
    if request.GET.get("as"):
        given["as"] = request.GET["as"]
    return f"{path}?{urlencode(given, doseq=True)}" if given else path
