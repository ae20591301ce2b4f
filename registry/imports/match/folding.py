"""Making two ways of writing the same name alike: case, accents, scripts' variants, digits, punctuation, spelling."""

import re
import unicodedata
from functools import lru_cache

from registry.imports.match.vocabulary import words_of

LETTERS = str.maketrans(
    {
        # Arabic: final forms that people exchange, the Persian keyboard's letters, the stretching line
        "ة": "ه", "ى": "ي", "ی": "ي", "ک": "ك", "ـ": None, "ء": None,
        # letters that have no accent to take off
        "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "ð": "d", "þ": "th",
        "&": " and ",
    }
)  # fmt: skip
# United Nations and its like, written short on both sides.
SHORT_FORMS = (
    (re.compile(r"\bunited nations\b"), "un"),
    (re.compile(r"\bde l onu\b|\bdes nations unies\b|\bnations unies\b"), "onu"),
    (re.compile(r"\bde la onu\b|\bde las naciones unidas\b|\bnaciones unidas\b"), "onu"),
    (re.compile(r"\bорганизаци(?:я|и|еи) объединенных нации\b"), "оон"),
)
# British and American spellings, and abbreviations: both sides are written one way before they are compared.
SPELLINGS = (
    (re.compile(r"(?<=[a-z]{3})is(?=ation|ed\b|ing\b)"), "iz"),
    (re.compile(r"\bprogrammes?\b"), "program"),
    (re.compile(r"\bprograms\b"), "program"),
    (re.compile(r"\bcentre(?=s?\b)"), "center"),
    (re.compile(r"\blabour\b"), "labor"),
    (re.compile(r"\bdefence\b"), "defense"),
    (re.compile(r"\bu n\b"), "un"),
    (re.compile(r"\bst\b"), "saint"),
    (re.compile(r"\brep\b"), "republic"),
    (re.compile(r"\bdem\b"), "democratic"),
    (re.compile(r"\bdept\b"), "department"),
    (re.compile(r"\borg\b"), "organization"),
    (re.compile(r"\bintl\b|\bint l\b"), "international"),
    (re.compile(r"\bgovt\b"), "government"),
)
SMALL = frozenset(words_of("common")["small"])
ARTICLES = frozenset(words_of("common")["articles"])
INVISIBLE = {"Cf", "Cc", "Co", "Cs", "Cn"}


def visible(text):
    """The text without control, direction and private characters, wide letters as plain ones, single spaces."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    text = unicodedata.normalize("NFKC", text)
    kept = "".join(
        " " if character.isspace() else "" if unicodedata.category(character) in INVISIBLE else character
        for character in text
    )
    return " ".join(kept.split())


def digits(text):
    """The text with the digits of any script as 0 to 9."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.digit(c)) if c.isdigit() and not c.isascii() else c for c in text)


@lru_cache(maxsize=50_000)
def fold_long(text):
    """Words in small letters without accents or punctuation, in one spelling, between single spaces."""
    text = unicodedata.normalize("NFKC", text).casefold().translate(LETTERS)
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFD", digits(text)) if unicodedata.category(c) != "Mn")
    text = " ".join("".join(c if c.isalnum() else " " for c in text if unicodedata.category(c) != "Cf").split())
    for pattern, spelling in SPELLINGS:
        text = pattern.sub(spelling, text)
    return text


@lru_cache(maxsize=50_000)
def fold(text):
    """The same with “United Nations” and its like written short."""
    text = fold_long(text)
    for pattern, short in SHORT_FORMS:
        text = pattern.sub(short, text)
    return text


def without_article(folded):
    """Folded words without “the” in front; the same text where there is none."""
    first, _space, rest = folded.partition(" ")
    return rest if first in ARTICLES and rest else folded


def squash(folded):
    """Folded words without their spaces: UN-Women, UN Women and UNWOMEN are one."""
    return folded.replace(" ", "")


def loose(folded):
    """The words that carry the meaning, sorted: “Korea, Republic of” is “Republic of Korea”. Empty for one word."""
    words = sorted(word for word in folded.split() if word not in SMALL)
    return " ".join(words) if len(words) > 1 else ""
