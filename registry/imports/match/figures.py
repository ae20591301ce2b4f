"""“More than 23 countries”: a figure with its unit and qualifier."""

import re
from typing import NamedTuple

from registry.choices import FigureQualifier
from registry.imports.match.folding import digits
from registry.imports.match.vocabulary import words_of


class Figure(NamedTuple):
    """A figure as a content holds it."""

    value: int
    unit: str
    qualifier: str


QUALIFIERS = {
    FigureQualifier.MORE_THAN: (
        "more than", "over", "plus de", "más de", "более", "свыше", "أكثر من", "超过", "逾", ">",
    ),
    FigureQualifier.AT_LEAST: ("at least", "au moins", "al menos", "не менее", "على الأقل", "至少", "≥", "min."),
    FigureQualifier.UP_TO: ("up to", "jusqu’à", "jusqu'à", "hasta", "до", "حتى", "最多", "≤", "max."),
    FigureQualifier.APPROXIMATELY: (
        "about", "approximately", "approx.", "approx", "around", "some", "ca.", "circa", "environ", "unos", "около",
        "حوالي", "نحو", "大约", "约", "~", "≈",
    ),
}  # fmt: skip
BY_WORD = {word: qualifier for qualifier, words in QUALIFIERS.items() for word in words}
WORDS = "|".join(re.escape(word) for word in sorted(BY_WORD, key=len, reverse=True))
UNITS = (
    r"(?:(?:member|developing|priority|partner|participating|african|pilot|target|beneficiary) )*"
    r"(?:countries and territories|countries|country|member states|states|pays|états membres|états|países|"
    r"estados miembros|estados|стран[аы]?|государств[ао]?|государства-члены|دولة|دول|بلدا|بلدًا|بلداً|بلدان|"
    r"个?国家|国|个?会员国)"
)
PATTERN = re.compile(
    rf"(?:in |dans |en |в |في )?(?P<how>{WORDS})?\s*(?P<value>\d{{1,3}})\s?(?P<plus>\+)?\s?(?P<unit>{UNITS})",
    re.IGNORECASE,
)
NUMBERS = words_of("common")["numbers"]


def read(text):
    """The figure that a text is, else None. A number alone is no figure."""
    if len(text) > 80:
        return None
    plain = digits(text).strip(" .")
    first, _space, rest = plain.partition(" ")
    if first.casefold() in NUMBERS:
        plain = f"{NUMBERS.index(first.casefold())} {rest}"
    match = PATTERN.fullmatch(plain)
    if not match:
        return None
    qualifier = FigureQualifier.EXACT
    if match["how"]:
        qualifier = BY_WORD[match["how"].casefold()]
    elif match["plus"]:
        qualifier = FigureQualifier.AT_LEAST
    return Figure(int(match["value"]), match["unit"], qualifier.value)
