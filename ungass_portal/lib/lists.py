"""Names one after the other, with the comma of the language that they stand in."""

from django.utils.translation import get_language

from ungass_portal.lib.language_codes import spoken

COMMAS = {"ar": "، ", "zh": "、"}
SEMICOLONS = {"ar": "؛ ", "zh": "；"}


def comma():
    """What stands between the names of a list in the active language."""
    return COMMAS.get(spoken(get_language()), ", ")


def semicolon():
    """The same where the names may hold commas."""
    return SEMICOLONS.get(spoken(get_language()), "; ")


def listed(names):
    """The names in one text."""
    return comma().join(map(str, names))
