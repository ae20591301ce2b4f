"""Taking a cell apart into the items that it lists."""

import re

from registry.imports.match.vocabulary import words_of

MOST = 32_767  # characters that a cell of Excel can hold
MOST_PIECES = 300
LONGEST_NAME = 7  # parts between separators that one name may have: “A, B, C and D”
SIGNS = r"[;；؛\n\r\v\f|•●▪·‣◦]+"
HARD_SIGNS = re.compile(SIGNS)
HARD = re.compile(SIGNS + r"|(?:^|\s)\(?\d{1,2}[.)]\s+(?=[^\W\d])")
SOFT = re.compile(
    r"\s*[,，、،/&+＆]\s*|\s+[-–—]\s+|\s+(?:and/or|et/ou|y/o|и/или|and|et|y|e|и|و|or|ou|o|u|или|أو|with|avec|con|plus|"
    r"as well as|ainsi que)\s+"
    r"|\s+(?=و\w{2})|(?<=\w)[和与及或](?=\w)",
    re.IGNORECASE,
)
BULLET = re.compile(r"^\s*(?:[-–—*>]+\s+|\(?\d{1,2}\)\s*|\d{1,2}\.\s*(?=[^\W\d])|\(?[a-h]\)\s*)")
EDGES = " \t\n\r.,:;\"'“”«»„‘’*_،。·-–—"
BRACKETS = re.compile(r"^(?P<name>[^()（）\[\]]+?)\s*[(（\[](?P<inside>[^()（）\[\]]*)[)）\]]\s*$")
NOTHING = frozenset(words_of("common")["nothing"])
# After one of these nothing in the cell can be taken at its word.
EXCEPT = re.compile(
    r"\b(?:except|excluding|excl|other than|apart from|but not|not|no longer|without|sauf|hors|excepté|à l’exception|"
    r"à l'exception|excepto|salvo|menos|sin|кроме|за исключением|без)\b|除|باستثناء|ما عدا|non-",
    re.IGNORECASE,
)
DOUBT = re.compile(
    r"\?|？|؟|\b(?:tbc|tbd|to be confirmed|to be decided|possibly|perhaps|maybe|probably|tentative|proposed|"
    r"à confirmer|por confirmar|уточняется)\b|待定",
    re.IGNORECASE,
)
EITHER = re.compile(r"\s(?:or|and/or|ou|et/ou|o|u|y/o|или|и/или)\s|或|\sأو\s", re.IGNORECASE)
CUT_OFF = re.compile(r"(?:…|\.\.\.)\s*$")
QUESTION = re.compile(r"[?？؟](?=.)|(?<=.)[?？؟]")  # not a question mark alone, which says “not known”


def without_edges(text, bullets=True):
    """A piece without the punctuation around it; a bracket that is closed stays."""
    text = (BULLET.sub("", text) if bullets else text).strip(EDGES)
    if text.startswith("(") and text.endswith(")") and text.count("(") == 1:
        text = text[1:-1].strip(EDGES)
    return text


def says_nothing(text):
    """Is this a sign for “there is nothing to say”?"""
    return not text or text.casefold() in NOTHING


def items(text, bullets=True):
    """The parts of a text between its strong separators; numbers in front are part of the text without `bullets`."""
    parts = (without_edges(part, bullets) for part in _split(HARD if bullets else HARD_SIGNS, text))
    return [part for part in parts if part][:MOST_PIECES]


def segments(item):
    """(start, end) of the parts of an item between its weak separators, which may as well belong to a name."""
    spans, start = [], 0
    for match in SOFT.finditer(item):
        if match.start() > start and _outside(item, match.start()):
            spans.append((start, match.start()))
            start = match.end()
    if start < len(item):
        spans.append((start, len(item)))
    return spans[: 2 * MOST_PIECES]


def longest_named(item, is_name):
    """[(text, named?)]: the longest runs of segments that are names, and what lies between them."""
    spans, found, at = segments(item), [], 0
    while at < len(spans):
        for size in range(min(LONGEST_NAME, len(spans) - at), 0, -1):
            text = without_edges(item[spans[at][0] : spans[at + size - 1][1]])
            if is_name(text):
                found.append((text, True))
                at += size
                break
        else:
            found.append((without_edges(item[slice(*spans[at])]), False))
            at += 1
    return [row for row in found if row[0]][:MOST_PIECES]


def _split(pattern, text):
    """Split where the separator stands outside brackets."""
    start = 0
    for match in pattern.finditer(text):
        if _outside(text, match.start()):
            yield text[start : match.start()]
            start = match.end()
    yield text[start:]


def _outside(text, at):
    """Is the place outside round brackets? Only near ones count, so that a long text stays quick."""
    before = text[max(0, at - 120) : at]
    return before.rfind("(") <= before.rfind(")") or ")" not in text[at : at + 120]
