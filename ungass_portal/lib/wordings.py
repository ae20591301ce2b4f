"""What a translation keeps of its source: placeholders, elements, line breaks, the glossary's agreed terms."""

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _

GLOSSARY = Path(__file__).resolve().parents[2] / "locale" / "glossary.json"
PLACEHOLDER = re.compile(r"%\([A-Za-z0-9_]+\)[sd]|%[sd]|\{[A-Za-z0-9_.:!]*\}|%%")
ELEMENT = re.compile(r"</?[a-z][^>]*>|&[a-z]+;|&#\d+;")


@dataclass(frozen=True)
class Source:
    """A text as the code has it: the English words, their plural where there is one, what tells equal texts apart."""

    text: str
    plural: str = ""
    context: str = ""


def faults(source, forms, count):
    """Sentences about what a translation of `forms` has lost; `count` forms are needed where there is a plural."""
    if len(forms) != (count if source.plural else 1):
        return [_("It needs %(count)d forms of its plural.") % {"count": count if source.plural else 1}]
    if not all(form.strip() for form in forms):
        return [_("It is not translated.")]
    found = []
    for place, form in enumerate(forms, start=1):
        found += _lost(source, form, last=place == len(forms))
    return list(dict.fromkeys(found))


def _lost(source, form, *, last):
    """What one form has lost, or made up."""
    english = source.plural or source.text
    wanted, there = PLACEHOLDER.findall(english), PLACEHOLDER.findall(form)
    spared = set(wanted) - set(PLACEHOLDER.findall(source.text)) if source.plural else set()
    spared |= _counts(wanted) if source.plural and not last else set()
    missing = sorted(set(wanted) - set(there) - spared)
    made_up = sorted(set(there) - set(wanted))
    if missing:
        yield _("It has lost %(what)s.") % {"what": ", ".join(missing)}
    if made_up:
        yield _("Its source has no %(what)s.") % {"what": ", ".join(made_up)}
    if not missing and not made_up and len(there) > len(wanted):
        yield _("It holds a placeholder twice.")
    if sorted(ELEMENT.findall(form)) not in (sorted(ELEMENT.findall(english)), sorted(ELEMENT.findall(source.text))):
        yield _("Its elements are not those of its source.")
    if any(edge(form) != edge(source.text) for edge in (_begins, _ends)):
        yield _("It does not begin and end with line breaks where its source does.")


def _counts(placeholders):
    """A form for exactly one or two may leave the number out, as the English singular does."""
    numbers = {"count", "n", "total", "number", "counter", "days", "many"}
    return {part for part in placeholders if part.strip("%sd").strip("()") in numbers or part in ("%d", "%s")}


def _begins(text):
    return text.startswith("\n")


def _ends(text):
    return text.endswith("\n")


@cache
def glossary():
    """The agreed terms: English to language to {"term", "stems"}; `elsewhere`: texts that mean something else."""
    return json.loads(GLOSSARY.read_text())


@cache
def _pattern(term):
    return re.compile(rf"(?<![\w-]){re.escape(term)}(?:s|es)?(?![\w-])", re.IGNORECASE)


def strange_terms(source, forms, language):
    """(English term, agreed term) of each term of the source that the translation does not keep."""
    translated = " ".join(forms).casefold()
    english = PLACEHOLDER.sub(" ", source.text)
    for term, row in glossary()["terms"].items():
        agreed = row.get(language)
        if not agreed or source.text in row.get("elsewhere", ()) or not _pattern(term).search(english):
            continue
        if not any(stem.casefold() in translated for stem in agreed["stems"]):
            yield term, agreed["term"]
