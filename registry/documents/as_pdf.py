"""An edition as a PDF that screen readers can follow (PDF/UA), from the templates under templates/documents/."""

import os
import threading
from contextlib import contextmanager
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import get_language_bidi

from registry.documents.base import DISCLAIMER, UNEDITED
from registry.documents.changed import Changed
from registry.documents.figures import Figures
from registry.documents.paper import paper_list

FONTS = settings.BASE_DIR / "static" / "vendor" / "noto"
STYLES = settings.BASE_DIR / "templates" / "documents"
OWN_FILES = {"print.css": "text/css"} | {path.name: "font/woff2" for path in FONTS.glob("*.woff2")}
MOST_ENTITIES = 20  # on one page of figures
# Fonts are stamped with the time of SOURCE_DATE_EPOCH, which belongs to the process.
_one_at_a_time = threading.Lock()


def write(sealed, file):
    """Write the whole edition, across."""
    changed = Changed(sealed)
    lists = [_printed(sealed, name, changed) for name in sealed.lists]
    html = _html("documents/edition.html", sealed, lists=lists, changed=changed)
    _print(html, sealed, file)


def _printed(sealed, name, changed):
    """A list with its parts, (title, level, table), and what has moved."""
    shown = paper_list(sealed, name, changed)
    return {
        "title": shown.title,
        "moved_title": shown.moved_title,
        "moved": shown.moved,
        "parts": [(part.title, part.level, part.held and _table(shown, part.held)) for part in shown.parts],
    }


def _table(shown, held):
    """The table of a part: put together here, not by the template engine, as the rows of the matrix are."""
    widths = "".join(f'<col style="width: {width}%">' for width in shown.widths)
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in shown.heads)
    rows = "".join(f"<tr>{''.join(map(_cell, shown.cells(row)))}</tr>" for row in held)
    return mark_safe(
        f'<table class="list"><colgroup>{widths}</colgroup><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'
    )


def _cell(lines):
    """A cell with a paragraph for each line."""
    return f"<td>{''.join(map(_line, lines))}</td>"


def _line(line):
    spoken = f' lang="{escape(line.language)}" dir="{line.dir}"' if line.language else ""
    strong = ' class="strong"' if line.strong else ""
    label = f'<span class="label">{escape(line.label)}:</span> ' if line.label else ""
    return f"<p{spoken}{strong}>{label}{escape(line.text).replace(chr(10), '<br>')}</p>"


def write_figures(sealed, file):
    """Write the one page of figures."""
    figures = Figures.of(sealed)
    chapters, entities = figures.chapters(sealed.words, short=True), figures.entities(sealed.words)
    html = _html(
        "documents/figures.html",
        sealed,
        figures=figures,
        headline=figures.headline(),
        chapters=chapters,
        entities=entities[:MOST_ENTITIES],
        more_entities=len(entities) - MOST_ENTITIES,
        statuses=figures.statuses(),
    )
    _print(html, sealed, file)


def _html(template, sealed, **context):
    """The page to print."""
    shared = {
        "sealed": sealed,
        "direction": "rtl" if get_language_bidi() else "ltr",
        "unedited": UNEDITED,
        "disclaimer": DISCLAIMER,
        "created": sealed.moment.isoformat(),
    }
    return render_to_string(template, shared | context)


def _print(html, sealed, file):
    """HTML to PDF, tagged, identified by its content, with the dates of its sealing."""
    from weasyprint import HTML  # loads Pango, which only the worker needs

    with _stamped(sealed.moment):
        document = HTML(string=html, base_url=STYLES.as_uri() + "/", url_fetcher=_own_files)
        document.write_pdf(file, pdf_variant="pdf/ua-1", pdf_identifier=True)


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
    folder = FONTS if name.endswith(".woff2") else STYLES
    if name not in OWN_FILES:
        raise ValueError(f"{address} is not fetched.")
    return URLFetcherResponse(address, (folder / name).read_bytes(), {"Content-Type": OWN_FILES[name]})
