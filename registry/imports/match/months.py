"""Words of dates in six languages, put into one short writing: m03 for March, q2, h1."""

import re
import unicodedata
from functools import cache

from babel.core import Locale

from registry.imports.match.folding import LETTERS, digits, visible
from registry.imports.match.vocabulary import LANGUAGES, words_of

LETTERS_ONLY = {key: value for key, value in LETTERS.items() if key != ord("&")}
DASHES = re.compile(r"\s*[‐‑‒–—―−]\s*")
CHINESE_MONTH = re.compile(r"(?<!\d)(\d{1,2})\s*月份?")
SAME_TWICE = re.compile(r"m(\d\d)\s*[/(（]\s*m\1\s*[)）]?")
ORDINAL_ENDING = re.compile(r"(?<=\d)(?:st|nd|rd|th|er|re|eme|e|o|º|ª|\.º|-?го|-?и|-?е|-?я|-?ое|-?ого)(?![^\W\d_])")
TIME = re.compile(
    r"(?<=\d)(?:t|,? +(?:at |a )?)"
    r"(?:\d{1,2}[:h]\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:[ap]\.?m\.?)?|\d{1,2}\.\d{2} ?[ap]\.?m\.?)\s*"
    r"(?:-\s*\d{1,2}[:h]\d{2}\s*(?:[ap]\.?m\.?)?)?(?:z|utc|gmt|[+-]\d\d:?\d\d)?$"
)


DECIMALS = re.compile(r"(?<=^\d{4})\.0+$")


def plain(text):
    """Small letters without accents, digits 0 to 9, one sort of dash; punctuation stays."""
    text = unicodedata.normalize("NFKC", digits(visible(text))).casefold().translate(LETTERS_ONLY)
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn")
        text = DASHES.sub(lambda match: " - " if " " in match[0] else "-", text)
    return " ".join(text.replace("’", "'").split())


@cache
def _patterns():
    """[(pattern, {word: its short writing})], in the order in which they are put in."""
    words = words_of("dates")
    months, days = {}, set()
    for language in LANGUAGES:
        locale = Locale(language)
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in locale.months[context][width].items():
                    if not name[0].isdigit():
                        months[plain(name).rstrip(".")] = f" m{number:02} "
                if language != "zh" or width == "wide":
                    days.update(plain(name).rstrip(".") for name in locale.days[context][width].values())
    for number, names in words["months"].items():
        months |= {plain(name): f" m{int(number):02} " for name in names}
    parts = {}
    for letter, kind in (("q", "quarters"), ("h", "halves")):
        for number, names in words[kind].items():
            parts |= {plain(name): f" {letter}{number} " for name in names}
    parts |= {plain(name): " since " for name in words["since"]}
    parts |= {plain(name): " open " for name in words["open"]}
    parts |= {plain(name): " - " for name in words["to"]}
    parts |= {plain(name): " vague " for name in words["vague"]}
    days = {day for day in days if day not in months and len(day) > 1}
    dropped = {plain(name): " " for name in (*words["dropped"], *days)}
    return [_pattern(months), _pattern(parts), _pattern(dropped)]


def _pattern(table):
    """One pattern of all words of a table, longest first, as whole words (Chinese has none)."""
    ordered = sorted(table, key=len, reverse=True)
    ideographs = [re.escape(word) for word in ordered if ord(word[0]) > 0x2E00]
    others = [re.escape(word) for word in ordered if ord(word[0]) <= 0x2E00]
    alternatives = [rf"(?<![^\W\d_])(?:{'|'.join(others)})(?![^\W\d_])\.?"] if others else []
    alternatives += ideographs
    return re.compile("|".join(alternatives)), table


def short_writing(text):
    """A date's text with months, quarters, halves and connecting words in their short writing."""
    text = DECIMALS.sub("", TIME.sub("", plain(text).rstrip(" .")))
    text = ORDINAL_ENDING.sub("", CHINESE_MONTH.sub(lambda match: f" m{int(match[1]):02} ", text))
    for pattern, table in _patterns():
        text = pattern.sub(
            lambda match, table=table: table[match[0] if match[0] in table else match[0].rstrip(".")], text
        )
    text = " ".join(text.split())
    return SAME_TWICE.sub(r"m\1", text).strip(" ,.;:()[]")
