"""References of records and the numbers of their versions."""

import re

from django.utils.translation import gettext as _

from registry.imports.match import cells
from registry.imports.match.folding import digits, visible
from registry.imports.match.readings import Piece, Proposal, Value

SLIPS = str.maketrans("OoIlSs", "001155")
REFERENCE = re.compile(r"(?<!\w)(?P<kind>ACT|MAN|EVT)\s*[-–—‐‑_. ]?\s*(?P<number>[\dOoIlSs]{6})(?!\w)", re.IGNORECASE)
VERSION = re.compile(
    r"(?:v|ver|version|rev|révision|versión|версия|النسخة|版本|第)?[\s.:#№]*(?P<number>\d{1,6})(?:\.0)?版?", re.I
)
BETWEEN = re.compile(r"[\s,;/、，؛،+&]+|\band\b")


def read_references(text, context):
    """References like ACT-482913, several in a cell; a letter typed for a digit is proposed."""
    plain = digits(visible(text))
    if cells.says_nothing(plain):
        return [Piece(plain, empty=True)]
    pieces, start = [], 0
    for match in REFERENCE.finditer(plain):
        between = BETWEEN.sub(" ", plain[start : match.start()]).strip()
        if between:
            pieces.append(Piece(between))
        pieces.append(_piece(match))
        start = match.end()
    rest = BETWEEN.sub(" ", plain[start:]).strip()
    return [*pieces, Piece(rest)] if rest else pieces


def _piece(match):
    """The piece of one reference."""
    number = match["number"].translate(SLIPS)
    value = Value("reference", f"{match['kind'].upper()}-{number}")
    if number == match["number"]:
        return Piece(match[0], (value,))
    return Piece(
        match[0], proposals=(Proposal((value,), value.code, 0.9, _("A letter stands where a digit belongs.")),)
    )


def read_version(text, context):
    """The number of a version: 3, “v3”, 3.0."""
    plain = digits(visible(text))
    if cells.says_nothing(plain):
        return [Piece(plain, empty=True)]
    match = VERSION.fullmatch(plain)
    return [Piece(plain, (Value("version", int(match["number"])),) if match else ())]
