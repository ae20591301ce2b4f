"""The kinds of untidiness that are laid upon true names. Knows nothing of how the portal reads them."""

import re
import unicodedata

NEIGHBOURS = {
    "a": "sq", "b": "vn", "c": "xv", "d": "sf", "e": "wr", "f": "dg", "g": "fh", "h": "gj", "i": "uo", "k": "jl",
    "l": "k", "m": "n", "n": "mb", "o": "ip", "p": "o", "r": "et", "s": "ad", "t": "ry", "u": "yi", "v": "cb",
    "w": "qe", "y": "tu", "z": "x",
    "а": "вп", "в": "ыа", "е": "кн", "и": "мт", "к": "уе", "н": "ег", "о": "рл", "р": "по", "с": "чм", "т": "иь",
}  # fmt: skip
FULL_WIDTH = {ord(chr(code)): chr(code + 0xFEE0) for code in range(0x21, 0x7F)}


def letters_of(text):
    """How many letters a text has."""
    return sum(character.isalpha() for character in text)


def small(text, dice):
    """all in small letters"""
    return text.lower()


def large(text, dice):
    """ALL IN CAPITALS"""
    return text.upper()


def spaced(text, dice):
    """more  spaces, and some that one does not see"""
    gap = dice.choice(["  ", "\u00a0", " \u200b", "\u2009", "   "])
    return dice.choice(["", " ", "\t"]) + text.replace(" ", gap) + dice.choice(["", " ", "  ", "\u00a0"])


def marked(text, dice):
    """direction marks as they come out of Arabic sheets"""
    return dice.choice(["\u200e", "\u200f", "\u202a", "\ufeff"]) + text + dice.choice(["\u200e", "\u202c", ""])


def hyphened(text, dice):
    """other hyphens, or a hyphen for a space"""
    if "-" in text:
        return text.replace("-", dice.choice([" ", "–", "‑", " - ", ""]))
    return text.replace(" ", dice.choice(["-", "‑", "_"]), 1)


def apostrophes(text, dice):
    """another apostrophe"""
    return re.sub("[’']", lambda match: dice.choice(["'", "`", "´", "‘", "ʼ", " "]), text)


def without_accents(text, dice):
    """without accents, as a keyboard without them writes"""
    return "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn")


def decomposed(text, dice):
    """accents as letters of their own, as some systems store them"""
    return unicodedata.normalize("NFD", text)


def arabic_spelling(text, dice):
    """the letters that Arabic writers exchange"""
    swaps = [("أ", "ا"), ("إ", "ا"), ("ة", "ه"), ("ى", "ي"), ("ي", "ی"), ("ك", "ک"), ("آ", "ا")]
    for one, other in dice.sample(swaps, 3):
        text = text.replace(one, other)
    return text


def yo(text, dice):
    """ё and е"""
    return text.replace("ё", "е").replace("Ё", "Е")


def slipped(text, dice):
    """one typing error"""
    places = [i for i in range(1, len(text) - 1) if text[i].isalpha() and text[i + 1].isalpha()]
    if not places:
        return text
    at = dice.choice(places)
    how = dice.randrange(4)
    if how == 0:
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    if how == 1:
        return text[:at] + text[at + 1 :]
    if how == 2:
        return text[:at] + text[at] + text[at:]
    return text[:at] + dice.choice(NEIGHBOURS.get(text[at].lower(), "e")) + text[at + 1 :]


def slipped_twice(text, dice):
    """two typing errors"""
    return slipped(slipped(text, dice), dice)


def american(text, dice):
    """organization and organisation, programme and program, centre and center"""
    pairs = [("ization", "isation"), ("Programme", "Program"), ("Centre", "Center"), ("programme", "program")]
    for one, other in pairs:
        text = text.replace(one, other) if one in text else text.replace(other, one)
    return text


def shortened(text, dice):
    """UN for United Nations, & for and"""
    for one, other in (
        ("United Nations", "UN"), ("des Nations Unies", "de l'ONU"), ("de las Naciones Unidas", "de la ONU"),
        ("Организации Объединенных Наций", "ООН"), (" and ", " & "), (" et ", " & "), (" y ", " & "),
    ):  # fmt: skip
        text = text.replace(one, other)
    return text


def punctuated(text, dice):
    """what is left of a list around it"""
    return dice.choice(
        ["- {}", "• {}", "1. {}", "{}.", "{};", "{},", "“{}”", '"{}"', "({})", "* {}", "a) {}", "{} ,"]
    ).format(text)


def full_width(text, dice):
    """full-width letters, as East Asian keyboards write"""
    return text.translate(FULL_WIDTH)


def dotted(text, dice):
    """an acronym with dots"""
    return "".join(f"{c}." for c in text if c.isalpha())


def article(text, dice):
    """with an article"""
    return f"the {text}"


def cut(text, dice):
    """cut off by the width of a column"""
    return text[: max(18, int(len(text) * 0.75))].rstrip() + dice.choice(["", "…", "..."])


def turned(text, dice):
    """“Kenya, Republic of”"""
    first, _space, rest = text.partition(" of ")
    return f"{rest}, {first} of"


def without_spaces(text, dice):
    """words run together"""
    return text.replace(" ", "")


def latin(text):
    """Is the text in Latin letters?"""
    return all(ord(c) < 0x250 or not c.isalpha() for c in text)


def arabic(text):
    """Is the text in Arabic letters?"""
    return any("\u0600" <= c <= "\u06ff" for c in text)


def cyrillic(text):
    """Is the text in Cyrillic letters?"""
    return any("\u0400" <= c <= "\u04ff" for c in text)


# (untidiness, to which names it can be done)
KINDS = (
    (small, lambda t: t != t.lower()),
    (large, lambda t: t != t.upper()),
    (spaced, lambda t: True),
    (marked, lambda t: True),
    (hyphened, lambda t: "-" in t or (" " in t and latin(t))),
    (apostrophes, lambda t: "’" in t or "'" in t),
    (without_accents, lambda t: latin(t) and not t.isascii()),
    (decomposed, lambda t: latin(t) and not t.isascii()),
    (arabic_spelling, arabic),
    (yo, lambda t: "ё" in t.lower()),
    (slipped, lambda t: letters_of(t) >= 6 and (latin(t) or cyrillic(t) or arabic(t))),
    (slipped, lambda t: letters_of(t) >= 9 and latin(t)),
    (slipped_twice, lambda t: letters_of(t) >= 14 and latin(t)),
    (american, lambda t: re.search("ization|isation|[Pp]rogram|Cent(re|er)", t)),
    (shortened, lambda t: re.search("United Nations|Nations Unies|Naciones Unidas|Объединенных| and | et | y ", t)),
    (punctuated, lambda t: True),
    (full_width, lambda t: t.isascii() and len(t) < 20),
    (dotted, lambda t: t.isascii() and t.isupper() and 2 < len(t) < 8),
    (article, lambda t: t.isascii() and t[:1].isupper() and not t.startswith(("The ", "the "))),
    (cut, lambda t: len(t) > 30 and latin(t)),
    (without_spaces, lambda t: " " in t and len(t) < 30),
)


def applicable(text):
    """The kinds of untidiness that can be laid upon a name."""
    return [kind for kind, fits in KINDS if fits(text)]
