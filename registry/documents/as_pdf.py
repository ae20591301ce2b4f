"""An edition as a PDF that screen readers can follow (PDF/UA), from the templates under templates/documents/."""

import os
import threading
from contextlib import contextmanager
from html import escape
from itertools import batched
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from registry.documents import fonts
from registry.documents.base import DISCLAIMER, UNEDITED
from registry.documents.changed import Changed
from registry.documents.figures import Figures
from registry.documents.paper import PaperTable, changed_table, paper_list
from registry.documents.pdf_parts import JoinedPdf
from ungass_portal.lib.lists import colon

STYLES = settings.BASE_DIR / "templates" / "documents"
OWN_STYLES = frozenset(("print.css", "print-first.css", "print-rtl.css"))
AT_ONCE = 250  # rows that are laid out together
# A part among others: its pages are counted on, and how many there will be is not known yet.
NUMBER_ON = "@page { @bottom-%s { content: counter(page) !important; } } @page :first { counter-reset: page %d; }"
ENTITIES = (20, 18, 16, 13, 10, 7, 4)  # on the page of figures, of which the first number that fits is taken
MARKS = {"added": "ins", "removed": "del"}
# Fonts are stamped with the time of SOURCE_DATE_EPOCH, which belongs to the process.
_one_at_a_time = threading.Lock()


def write(sealed, file):
    """Write the whole edition, across: laid out some hundred records at a time, in one document."""
    bodies = list(_bodies(sealed, Changed(sealed)))
    whole = JoinedPdf(file)
    for number, body in enumerate(bodies):
        is_last = number == len(bodies) - 1
        shown = {"body": mark_safe("".join(body)), "is_first": not number, "is_last": is_last}
        side = "left" if get_language_bidi() else "right"
        numbers = "" if len(bodies) == 1 else NUMBER_ON % (side, whole.pages + 1)
        with _stamped(sealed.moment):
            whole.add(_html("documents/edition.html", sealed, **shown).render(stylesheets=[_css(numbers)]))
    whole.finish()


def _bodies(sealed, changed):
    """The lists and what changed as HTML, in pieces of at most so many rows; a heading stands before its table."""
    piece, count, heads = [], 0, []
    for head, table in _tables(sealed, changed):
        if head:
            heads.append(head)
        if table is None:
            continue
        for rows in batched(table.rows, AT_ONCE):
            if count and count + len(rows) > AT_ONCE:
                yield piece
                piece, count = [], 0
            piece += [*heads, _table(table, rows)]
            heads, count = [], count + len(rows)
    yield piece + heads


def _tables(sealed, changed):
    """All that is told in tables, as (heading, table), each of which may be nothing."""
    for name in sealed.lists:
        shown = paper_list(sealed, name, changed)
        yield _head(2, shown.title), None
        if not shown.parts:
            yield f"<p>{escape(_('No records.'))}</p>", None
        for part in shown.parts:
            head = _head(part.level + 2, part.title) if part.title else ""
            yield head, PaperTable(shown.heads, shown.widths, map(shown.cells, part.held))
        if shown.moved:
            yield _head(3, shown.moved_title), shown.moved
    if sealed.is_last:
        told = "".join(f"<li>{escape(sentence)}</li>" for sentence in changed.sentences())
        yield f"{_head(2, changed.title)}<ul>{told}</ul>", changed_table(changed)


def _head(level, text):
    return f"<h{level}>{escape(str(text))}</h{level}>"


def _table(table, rows):
    """Some rows of a table: put together here, not by the template engine, as the rows of the matrix are."""
    widths = "".join(f'<col style="width: {width}%">' for width in table.widths)
    heads = "".join(f'<th scope="col">{escape(str(head))}</th>' for head in table.heads)
    body = "".join(f"<tr>{''.join(map(_cell, cells))}</tr>" for cells in rows)
    return (
        f'<table class="list"><colgroup>{widths}</colgroup><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>'
    )


def _cell(lines):
    """A cell with a paragraph for each line."""
    return f"<td>{''.join(map(_line, lines))}</td>"


def _line(line):
    spoken = f' lang="{escape(line.language)}" dir="{line.dir}"' if line.language else ""
    strong = ' class="strong"' if line.strong else ""
    label = f'<span class="label">{escape(line.label)}{colon()}</span>' if line.label else ""
    text = "".join(map(_marked, line.parts)) if line.parts else _in_html(line.text)
    return f"<p{spoken}{strong}>{label}{text}</p>"


def _marked(part):
    """A stretch of words that is the same, was put in or taken out."""
    kind, text = part
    mark = MARKS.get(kind)
    return f"<{mark}>{_in_html(text)}</{mark}>" if mark else _in_html(text)


def _in_html(text):
    return escape(text).replace("\n", "<br>")


def write_figures(sealed, file):
    """Write the one page of figures, with as many entities as there is room for."""
    figures, options = Figures.of(sealed), {"pdf_variant": "pdf/ua-1", "pdf_identifier": True}
    with _stamped(sealed.moment):  # tagged, identified by its content, with the dates of its sealing
        entities = figures.entities(sealed.words)
        told = {"headline": figures.headline(), "chapters": figures.chapters(sealed.words, short=True)}
        for most in ENTITIES:
            listed = {"entities": entities[:most], "more_entities": len(entities) - most}
            laid_out = _html("documents/figures.html", sealed, is_first=True, **told, **listed).render(**options)
            if len(laid_out.pages) == 1:
                break
        laid_out.write_pdf(file, **options)


def _html(template, sealed, **context):
    """The page to print, as WeasyPrint takes it."""
    from weasyprint import HTML  # loads Pango, which only the worker needs

    shared = {
        "sealed": sealed,
        "direction": "rtl" if get_language_bidi() else "ltr",
        "unedited": UNEDITED,
        "disclaimer": DISCLAIMER,
        "created": sealed.moment.isoformat(),
    }
    html = render_to_string(template, shared | context)
    return HTML(string=html, base_url=STYLES.as_uri() + "/", url_fetcher=_own_files)


def _css(rules):
    from weasyprint import CSS  # as above

    return CSS(string=rules)


@contextmanager
def _stamped(moment):
    """Let what is made within be stamped with a moment instead of now."""
    with _one_at_a_time:
        before = os.environ.get("SOURCE_DATE_EPOCH")
        os.environ["SOURCE_DATE_EPOCH"] = str(int(moment.timestamp()))
        try:
            yield
        finally:
            if before is None:
                del os.environ["SOURCE_DATE_EPOCH"]
            else:
                os.environ["SOURCE_DATE_EPOCH"] = before


def _own_files(address):
    """The fonts and styles of the templates; nothing else is fetched, whatever a text contains."""
    from weasyprint.urls import URLFetcherResponse

    name = Path(urlsplit(address).path).name
    if name in fonts.NAMES:
        return URLFetcherResponse(address, fonts.font(name), {"Content-Type": "font/woff2"})
    if name in OWN_STYLES:
        return URLFetcherResponse(address, (STYLES / name).read_bytes(), {"Content-Type": "text/css"})
    raise ValueError(f"{address} is not fetched.")
