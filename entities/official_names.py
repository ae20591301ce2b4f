"""Names of the reference data in the other official languages; official ones, or the project's own where none exists.

They belong to the English name: one that the secretariat changes has none until data/names.json has it.
"""

import json
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data" / "names.json"


@cache
def _names(part):
    """English name to language to name."""
    data = json.loads(DATA.read_text())
    languages = data["columns"][1:]
    return {english: dict(zip(languages, others, strict=True)) for english, *others in data[part]}


def named(english, language):
    """A name in a language; the English one where there is no other."""
    return _names("names").get(english, {}).get(language, english)


def left_in(english, language):
    """The language that a name is left in, where it has none in the one asked for; else nothing."""
    return "" if language in ("en", *_names("names").get(english, ())) else "en"


def short_form(english, language):
    """An acronym in a language; the English one where there is no other."""
    return _names("short_forms").get(english, {}).get(language, english)


def everywhere(name, acronym):
    """Name and acronym in all other languages, to be found by."""
    return [*_names("names").get(name, {}).values(), *_names("short_forms").get(acronym, {}).values()]
