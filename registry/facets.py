"""The filters of the matrix as lists to choose from, with numbers from the reader's own entries."""

from dataclasses import dataclass
from functools import partial
from html import escape

from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from entities.facets import counts_of
from entities.filters import NONE
from entities.templatetags.label_tags import tongue

# Above this many rows the numbers would cost more than the list itself; all codes are offered without them.
MOST_COUNTED = 3_000
MAIN = ("chapter", "entity", "country", "status")
FURTHER = (
    "subheading",
    "recommendation",
    "term",
    "entity_role",
    "region",
    "level",
    "scope",
    "programme",
    "joint",
    "kind",
)
ONE_ONLY = {"joint"}
# A region also matches its countries, so its number is no simple count; a role says nothing alone.
UNCOUNTED = {"entity_role", "region"}
NO_CHAPTER = "0"


@dataclass(frozen=True)
class Facet:
    """One filter: its name and label, how many values are chosen, and its options as HTML."""

    name: str
    label: str
    chosen: int
    size: int
    html: str


def count(filters):
    """Numbers for all facets of a reader; one query."""
    names = [name for name in (*MAIN, *FURTHER) if name in filters.available and name not in UNCOUNTED]
    found = counts_of(filters, names)
    if "chapter" in found:
        found["chapter"][NONE] = found["chapter"].pop(NO_CHAPTER, 0)
    return found


def facets(available, params, counts, remember=lambda key, make: make()):
    """The facets of a reader in display order; `counts` by filter and code, or None for no numbers.

    `remember` keeps what stays the same while the reader's state does: the codes with their labels.
    """
    found = {}
    for name in (*MAIN, *FURTHER):
        if name in available:
            row = available[name]
            options = remember(("matrix", "options", name, get_language()), partial(_options, name, row))
            found[name] = _facet(name, row, set(params.getlist(name)), options, counts)
    return found


def form(available, params, counts, *remember):
    """The form of filters with what was chosen or typed, as templates/registry/matrix/_fields.html shows it."""
    found = facets(available, params, counts, *remember)
    further = [found[name] for name in FURTHER if name in found]
    return {
        "main_facets": [found[name] for name in MAIN if name in found],
        "further_facets": further,
        "further_chosen": sum(facet.chosen for facet in further) + sum(name in params for name in ("from", "to")),
        "has_dates": "from" in available,
        "typed": {name: params.get(name, "") for name in ("q", "from", "to", "undated")},
    }


def refused(error, available, params):
    """The same form for an address that cannot be answered: what is wrong, with everything that was typed."""
    known = available.get(error.name)
    return form(available, params, None) | {
        "error": {
            "name": error.name,
            "label": known.label if known else error.name,
            "text": error.message,
            "has_field": error.name in ("q", "from", "to"),
        },
    }


def _options(name, row):
    """Each code of a filter with its check box but for whether it is chosen, and its label: hundreds on a page."""
    kind = "radio" if name in ONE_ONLY else "checkbox"
    return [
        (
            str(code),
            f'<label class="option"><input type="{kind}" name="{name}" value="{escape(str(code))}" form="filters"',
            f"> <span {tongue(label)}>{escape(_words(name, str(code), label))}</span>",
        )
        for code, label in row.codes().items()
    ]


def _facet(name, row, chosen, options, counts):
    """One facet; codes that nobody has are left out unless chosen."""
    numbers = None if counts is None or name in UNCOUNTED else counts.get(name, {})
    picked = {str(row.extra.get("read", str)(code)) for code in chosen}
    found = []
    for code, box, label in options:
        if numbers is not None and not numbers.get(code) and code not in picked:
            continue
        mark = " checked" if code in picked else ""
        number = "" if numbers is None else f'<span class="count">{numbers.get(code, 0)}</span>'
        found.append(f"{box}{mark}{label}{number}</label>")
    return Facet(name, row.label, len(picked), len(found), mark_safe("".join(found)))


def _words(name, code, label):
    """An option in words: numbers and letters of the outcome document stay visible."""
    if name == "chapter" and code.isdigit():
        return f"{code}. {label.name}"
    if name == "recommendation":
        return f"{code} {label.name}"
    if name == "entity":
        return f"{label.short} – {label.name}" if label.short != label.name else label.name
    return label.name
