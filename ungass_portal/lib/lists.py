"""What stands between names: the comma, the semicolon and the colon of the language that they stand in."""

from django.utils.translation import get_language

from ungass_portal.lib.language_codes import spoken

COMMAS = {"ar": "، ", "zh": "、"}
SEMICOLONS = {"ar": "؛ ", "fr": "\u00a0; ", "zh": "；"}
COLONS = {"fr": "\u00a0: ", "zh": "："}


def comma():
    """What stands between the names of a list in the active language."""
    return COMMAS.get(spoken(get_language()), ", ")


def semicolon():
    """The same where the names may hold commas."""
    return SEMICOLONS.get(spoken(get_language()), "; ")


def colon():
    """What stands between a name and what is told of it."""
    return COLONS.get(spoken(get_language()), ": ")


def listed(names):
    """The names in one text."""
    return comma().join(map(str, names))
