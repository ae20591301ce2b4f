"""Reading pages in tests: their words, and the texts of the elements that a pattern finds."""

import re
from html import unescape

from django.db import connection
from django.test.utils import CaptureQueriesContext

from entities import labels, reading_state


def words(response):
    """The text of a page's main part, tags taken out and blanks made one."""
    html = response.content.decode()
    main = html[html.index("<main") : html.index("</main>")]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def markup(response):
    """The page's markup in one line, without the white space by which templates are laid out."""
    line = " ".join(response.content.decode().split())
    line = re.sub(r"> <", "><", line)
    line = re.sub(r"(<[a-z][^<>]*[^\s<>]) >", r"\1>", line)
    return re.sub(r"(<[a-z][^<>]*>) | (?=</)", r"\1", line)


def found(response, pattern):
    """What the groups of a pattern match in the markup, in order."""
    return re.findall(pattern, markup(response))


def cold_queries(client, address):
    """How many queries a page costs when no count is remembered; labels are there, they are loaded list by list."""
    labels._cache.version = None
    for kind in labels.LOADERS:
        labels.labels().of(kind)
    reading_state._kept.clear()
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)
