"""One content, two forms: a letter's template is HTML of a few plain elements, and its text is made from that."""

from html.parser import HTMLParser

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import get_language_bidi

from ungass_portal.lib.language_codes import spoken

WIDTH = 76
BLOCKS = {"p", "h1", "h2", "ul", "li", "blockquote", "section", "footer", "main", "div", "body"}
SILENT = {"head", "style", "title"}


def render(name, context, language):
    """(subject, text, html) of a letter in a language; the subject is the title of its template."""
    with translation.override(language):
        html = render_to_string(
            f"mail/{name}.html",
            {**context, "site_url": settings.SITE_URL, "language": language, "bidi": get_language_bidi()},
        )
    if language != settings.LANGUAGE_CODE:
        # Whoever is not signed in yet finds the page in the language of the letter: /fr/desk/
        html = html.replace(f'href="{settings.SITE_URL}/', f'href="{settings.SITE_URL}/{spoken(language)}/')
    subject, text = as_text(html)
    return subject, text, html


def as_text(html):
    """(title, plain text) of a letter: the same words in the same order, each link as its address."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return " ".join(reader.title.split()), reader.text()


class _Reader(HTMLParser):
    """Reads the few elements that letters are made of; whatever else there is, its text is kept."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.title, self.lines, self.words = "", [], []
        self.silent, self.indent, self.href = [], [], ""
        self.bullet = self.fresh = False

    def handle_starttag(self, tag, attrs):
        """Begin a block, a link, a mark of a change."""
        if tag in SILENT:
            self.silent.append(tag)
        if tag in BLOCKS:
            self._flush()
            self.fresh = self.fresh or (tag != "li" and not self.indent)
        if tag == "li":
            self.bullet = True
        if tag in ("li", "blockquote"):
            self.indent.append("  " if tag == "li" else "> ")
        if tag == "a":
            self.href = dict(attrs).get("href", "")
        if tag == "br":
            self._flush()
        if tag in ("ins", "del"):
            self.words.append("[+" if tag == "ins" else "[-")

    def handle_endtag(self, tag):
        """End what was begun."""
        if tag in SILENT and self.silent:
            self.silent.pop()
        if tag in ("ins", "del"):
            self.words.append("+]" if tag == "ins" else "-]")
        if tag == "a" and self.href:
            told = "".join(self.words)
            if self.href.removeprefix("mailto:") not in told:
                self.words.append(f" <{self.href.removeprefix('mailto:')}>")
            self.href = ""
        if tag in BLOCKS:
            self._flush(heading=tag in ("h1", "h2"))
        if tag in ("li", "blockquote") and self.indent:
            self.indent.pop()

    def handle_data(self, data):
        """Keep the words; those of the title are the subject."""
        if self.silent:
            self.title += data if self.silent[-1] == "title" else ""
        else:
            self.words.append(data)

    def _flush(self, *, heading=False):
        words, self.words = " ".join("".join(self.words).split()), []
        if not words:
            return
        if self.fresh and self.lines:
            self.lines.append("")
        first = rest = "".join(self.indent)
        if self.bullet:
            first = f"{rest[:-2]}- "
        self.bullet = self.fresh = False
        self.lines += (lines := _wrapped(words, first, rest))
        if heading:
            self.lines.append("=" * len(lines[-1]))

    def text(self):
        """All lines, with one newline at the end."""
        self._flush()
        return "\n".join(self.lines).strip("\n") + "\n"


def _wrapped(words, first, rest):
    """Lines of at most WIDTH characters; an address is never broken."""
    lines, line = [], first
    for word in words.split(" "):
        if line.strip(" ->") and len(line) + len(word) + 1 > WIDTH:
            lines.append(line.rstrip())
            line = rest
        line += word if line in (first, rest) else f" {word}"
    return [*lines, line.rstrip()]
