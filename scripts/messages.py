"""`make messages` collects the portal's texts into locale/; `make lint` asks with `check` whether all is translated.

Babel reads the code, and Django's own reader the templates, so neither needs GNU gettext.
"""

import io
import re
import sys
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from babel.messages.catalog import Catalog  # noqa: E402
from babel.messages.extract import extract  # noqa: E402
from babel.messages.pofile import read_po, write_po  # noqa: E402
from django.conf import settings  # noqa: E402
from django.template.base import Lexer, TokenType  # noqa: E402
from django.utils.translation.template import templatize  # noqa: E402

from ungass_portal.lib.catalogues import LOCALE, compile_stale  # noqa: E402
from ungass_portal.lib.wordings import Source, faults, strange_terms  # noqa: E402

LANGUAGES = ("ar", "es", "fr", "ru", "zh_Hans")
APPS = ("calendar_app", "entities", "registry", "ungass_portal")
TEMPLATES = (".html", ".txt", ".xml")
KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), None),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
HEADER = """\
# The portal's texts in one language; `make messages` adds new ones, `make lint` finds what is missing.
# Not yet checked by UN translators.
#"""
BEGUN = datetime(2026, 11, 24, tzinfo=UTC)
HIDING = {"blocktrans", "blocktranslate", "comment"}
ELEMENT = re.compile(r"<(code|pre|kbd|script|style)\b.*?</\1>|<[^>]*>", re.DOTALL)
SPOKEN_ATTRIBUTE = re.compile(r'\b(?:aria-label|title|alt|placeholder)="([^"\0]*)"')
WORDS = re.compile(r"[A-Za-z]{2,}")
SAME_EVERYWHERE = {
    "PO", "XLSX", "SHA-256", "UNGASS portal", "&nbsp;%", "&nbsp;%)", "Enter", "Esc", "Europe/Vienna", "mirror.py",
    # names of classes in blocks
    "frame-wide", "middle", "wide", "upright figures",
}  # fmt: skip
UNTRANSLATED_PAGES = {"gallery.html"}  # for developers
INDENT = re.compile(r"^[ \t]+", re.MULTILINE)


def collected():
    """A catalogue without translations: every text of code and templates, with the files that it stands in."""
    found = Catalog(project="ungass-portal", version="0", charset="utf-8", fuzzy=False)
    for path in sources():
        name = str(path.relative_to(ROOT))
        for _line, texts, comments, context in texts_of(path):
            if texts and texts != ("", "") and texts != "":
                found.add(texts, locations=[(name, 0)], auto_comments=comments, context=context)
    return found


def sources():
    """The files that hold texts for people."""
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path
    for path in sorted((ROOT / "templates").rglob("*")):
        if path.suffix in TEMPLATES:
            yield path


def texts_of(path):
    """(line, text or texts, comments, context) of each text in a file."""
    source = path.read_text()
    if path.suffix in TEMPLATES:
        # What Django makes of a template is words, not a program: its indentation means nothing.
        source = INDENT.sub("", templatize(source))
    return extract("python", io.BytesIO(source.encode()), keywords=KEYWORDS, comment_tags=["Translators"])


def path_of(language):
    """Where the catalogue of a language lies."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def read(language):
    """The catalogue of a language; an empty one where there is none."""
    path = path_of(language)
    if not path.exists():
        return Catalog(locale=language, charset="utf-8", fuzzy=False, project="ungass-portal", version="0")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def write(language, catalogue):
    """Write a catalogue in the order of the code, without lines and dates: whoever adds a text touches little."""
    catalogue.header_comment = HEADER
    catalogue.fuzzy = False
    catalogue.last_translator = catalogue.language_team = "the project"
    catalogue.msgid_bugs_address = ""
    catalogue.creation_date = catalogue.revision_date = BEGUN
    path = path_of(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=110, include_lineno=False, ignore_obsolete=True)


def collect():
    """Bring every catalogue up to date with the code; translations stay, what nobody uses goes."""
    template = collected()
    for language in LANGUAGES:
        catalogue = read(language)
        catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
        write(language, catalogue)
    compile_stale()


def check():
    """Lines about every text that is missing, fuzzy, of no use, broken, or strange to the glossary."""
    wanted = {(row.id, row.context): row for row in collected() if row.id}
    for language in LANGUAGES:
        catalogue = read(language)
        there = {(row.id, row.context): row for row in catalogue if row.id}
        for key in wanted.keys() - there.keys():
            yield f"{language}: not in the catalogue, run 'make messages': {shown(wanted[key])}"
        for key in there.keys() - wanted.keys():
            yield f"{language}: no longer used, run 'make messages': {shown(there[key])}"
        for key in there.keys() & wanted.keys():
            for fault in faults_of(there[key], language, catalogue.num_plurals):
                yield f"{language}: {fault} {shown(there[key])}"
    yield from outside_gettext()


def outside_gettext():
    """Lines about words that a template shows as they stand: they would read so in every language."""
    for path in sorted((ROOT / "templates").rglob("*.html")):
        if path.name in UNTRANSLATED_PAGES:
            continue
        for words in re.split("\0", bare(path.read_text())):
            if WORDS.search(words) and " ".join(words.split()) not in SAME_EVERYWHERE:
                yield f"{path.relative_to(ROOT)}: outside gettext: {' '.join(words.split())[:80]!r}"


def bare(source):
    """A template without its tags, its elements and what stands in gettext or is code; NUL where something was."""
    parts, inside = [], 0
    for token in Lexer(source).tokenize():
        name = token.contents.split()[0] if token.token_type == TokenType.BLOCK else ""
        inside += (name in HIDING) - (name.removeprefix("end") in HIDING and name.startswith("end"))
        plain = token.token_type == TokenType.TEXT and not inside
        parts.append(token.contents if plain else "\0")
    text = "".join(parts)
    spoken = [match.group(1) for match in SPOKEN_ATTRIBUTE.finditer(text)]
    return "\0".join([ELEMENT.sub("\0", text), *spoken])


def faults_of(row, language, count):
    """Sentences about one text of a catalogue."""
    plural = row.id[1] if isinstance(row.id, tuple) else ""
    source = Source(row.id[0] if plural else row.id, plural, row.context or "")
    forms = list(row.string) if plural else [row.string]
    if row.fuzzy:
        yield "It is fuzzy."
    yield from (found := faults(source, forms, count))
    if not found:
        for term, agreed in strange_terms(source, forms, language):
            yield f"“{term}” is “{agreed}” in the glossary."


def shown(row):
    """A text as a fault names it."""
    text = row.id[0] if isinstance(row.id, tuple) else row.id
    return f"{row.locations[0][0] if row.locations else '?'}: {' '.join(text.split())[:90]!r}"


def main():
    """Collect, or check; the exit code says whether something is wrong."""
    if sys.argv[1:] != ["check"]:
        collect()
        return
    settings.configure(USE_I18N=False)  # the rules tell faults in the portal's language; here it is English
    found = sorted(check())
    print("\n".join(found))
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
