"""Chapters, sub-headings and recommendations of the outcome document, and terms of further schemes."""

import re

from django.utils.translation import gettext as _

from registry.imports.match.folding import digits
from registry.imports.match.index import ALIAS, OFFICIAL
from registry.imports.match.names import NamesReader
from registry.imports.match.readings import Piece, Value
from registry.imports.match.vocabulary import choices_of, words_of

CHAPTER_WORD = (
    r"(?:the )?(?:thematic )?(?:chapters?|chap|chpt|ch|section|sect?|part|topics?|area|theme|chapitres?|"
    r"capítulos?|capitulos?|cap|глав[аы]|гл|раздел|الفصل|فصل|الباب|章节|第|no|nr|n°)"
)
NUMBER = r"(?:[1-7]|i{1,3}|iv|v|vi{1,2}|[一二三四五六七])"
SEPARATOR = r"[\s.:_‐‑–—-]*"
CHAPTER = re.compile(
    rf"(?:{CHAPTER_WORD}{SEPARATOR})?(?P<number>{NUMBER})(?:\.0)?{SEPARATOR}(?:章|部分)?", re.IGNORECASE
)
SUBHEADING = re.compile(
    rf"(?:{CHAPTER_WORD}{SEPARATOR}|sub-?heading\s*)?(?P<number>[1-7])\.(?P<order>[1-9])\.?", re.IGNORECASE
)
WITH_TITLE = re.compile(
    rf"(?:{CHAPTER_WORD}{SEPARATOR})?(?P<number>[1-7]|i{{1,3}}|iv|v|vi{{1,2}})(?:\.(?P<order>[1-9]))?\s*[.:)–—-]?\s+(?P<title>[^\W\d].*)",
    re.IGNORECASE,
)
RANGE = re.compile(
    rf"(?:{CHAPTER_WORD}{SEPARATOR})?(?P<first>[1-7])\s*(?:[-–—]|to|à|al?|до)\s*(?P<last>[1-7])", re.IGNORECASE
)
TITLE_ALIKE = 0.85
LONGEST_NUMBER = 12  # signs: “Chapter 12.1”
WORDS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7} | {
    character: number for number, character in enumerate("一二三四五六七", 1)
}
PARAGRAPH = re.compile(
    r"(?:recommendations?|rec|op|para(?:graph)?|§)?[\s.]*(?P<number>[1-7])?[\s.\-]*\(?\s*(?P<letter>[a-z])\s*\)?",
    re.IGNORECASE,
)


def number_of(text):
    """A chapter's number from an Arabic, Roman or Chinese numeral."""
    return int(text) if text.isdigit() else WORDS[text.casefold()]


class ChaptersReader(NamesReader):
    """Chapters and sub-headings; a sub-heading gives its chapter as well."""

    bullets = False  # “1. Prevention” is chapter 1
    in_parts = False  # “Demand and supply reduction” is not supply reduction alone

    def __init__(self, vocabulary):
        super().__init__(lambda value: self._label(vocabulary, value))
        words = words_of("chapters")
        self.numerals = words["numerals"]
        self.subheadings = {}
        self.chapters = vocabulary.of("chapter")
        for number, label in self.chapters.items():
            for name in (label.name, label.short):
                self.index.add(name, Value("chapter", number), OFFICIAL)
            for name in words["chapters"].get(str(number), ()):
                self.index.add(name, Value("chapter", number), ALIAS)
        for slug, label in vocabulary.of("subheading").items():
            inside = [row for row in self.subheadings if row[0] == label.group]
            self.subheadings[label.group, len(inside) + 1] = slug
            for name in (slug, label.name, label.short):
                self.index.add(name, Value("subheading", slug), OFFICIAL)
            for name in words["subheadings"].get(slug, ()):
                self.index.add(name, Value("subheading", slug), ALIAS)
        self.chapter_of = {slug: number for (number, _order), slug in self.subheadings.items()}
        for row in words["doubtful"]:
            self.index.doubt(row["names"], choices_of(row["values"]), _("This is said of more than one chapter."))

    @staticmethod
    def _label(vocabulary, value):
        """A chapter with its number, a sub-heading by its title."""
        name = vocabulary.labels.get(value.list, value.code).name
        return f"{value.code}. {name}" if value.list == "chapter" else name

    def values_of(self, text, context):
        """A sub-heading with its chapter."""
        return self._whole(super().values_of(text, context))

    def _whole(self, values):
        """Values with the chapters of sub-headings."""
        chapters = [Value("chapter", self.chapter_of[value.code]) for value in values if value.list == "subheading"]
        return tuple(dict.fromkeys((*chapters, *values)))

    def special(self, text, context):
        """Numbers: “Ch. 1”, “VII”, “4.1”, “1-3”, a number with a title."""
        plain = digits(text)
        if len(plain) > 400:
            return None
        if plain.casefold() in self.numerals:
            return self._chapters(text, [self.numerals[plain.casefold()]])
        match = SUBHEADING.fullmatch(plain)
        if match:
            slug = self.subheadings.get((int(match["number"]), int(match["order"])))
            return Piece(text, self._whole((Value("subheading", slug),))) if slug else None
        match = CHAPTER.fullmatch(plain)
        if match:
            return self._chapters(text, [number_of(match["number"])])
        match = RANGE.fullmatch(plain)
        if match and int(match["first"]) < int(match["last"]):
            return self._chapters(text, range(int(match["first"]), int(match["last"]) + 1))
        match = WITH_TITLE.fullmatch(plain)
        return self._numbered_title(text, match) if match else None

    def _chapters(self, text, numbers):
        """A piece of chapters, where the portal has them."""
        values = tuple(Value("chapter", number) for number in numbers if number in self.chapters)
        return Piece(text, values) if values else None

    def _numbered_title(self, text, match):
        """A number with a title: certain where both say the same."""
        named, values = super().values_of(match["title"], None), self._numbered(match)
        if not named or not values:
            return None
        if set(self._whole(named)) & set(values):
            return Piece(text, tuple(dict.fromkeys((*values, *self._whole(named)))))
        reason = _("The number and the title say different things.")
        return Piece(
            text,
            proposals=(self.proposal(self._whole(named), 0.6, reason), self.proposal(values, 0.5, reason)),
        )

    def nearest(self, text):
        """For a number that no chapter has all chapters; for words the titles that are least unlike."""
        if any(sign.isdigit() for sign in text[:LONGEST_NUMBER]):
            return tuple(self.label_of(Value("chapter", number)) for number in self.chapters)
        return super().nearest(text)

    def guesses(self, text):
        """The number at the head of a title that is not known."""
        match = WITH_TITLE.fullmatch(digits(text)) if len(text) <= 400 else None
        values = self._numbered(match) if match else ()
        if not values:
            return
        near = self.index.near(match["title"], limit=1)
        if near and near[0][1] >= TITLE_ALIKE and set(self._whole((near[0][0],))) & set(values):
            yield self.proposal(values, 0.94, _("The number, and a title that is written alike."))
        else:
            yield self.proposal(values, 0.7, _("The number before the text."))

    def _numbered(self, match):
        """The chapter, and the sub-heading, of a number before a title."""
        number = number_of(match["number"])
        if match["order"]:
            slug = self.subheadings.get((number, int(match["order"])))
            return self._whole((Value("subheading", slug),)) if slug else ()
        return (Value("chapter", number),) if number in self.chapters else ()

    def proposal(self, values, confidence, reason):
        """A proposal in which a sub-heading brings its chapter."""
        made = super().proposal(values, confidence, reason)
        return made._replace(values=self._whole(values))


class CodesReader(NamesReader):
    """Recommendations or terms, by code and by label."""

    bullets = False  # “(a)” is a recommendation

    def __init__(self, vocabulary, kind):
        super().__init__(vocabulary.name)
        self.kind = kind
        self.known = vocabulary.of(kind)
        for code, label in self.known.items():
            names = [code, label.name, code.partition(":")[2] if ":" in code else ""]
            if kind == "term" and label.short:
                names.append(label.short)
            for name in names:
                self.index.add(name, Value(kind, code), OFFICIAL)

    def values_of(self, text, context):
        """One code; where the column is of one scheme, of that scheme."""
        found = self.index.exact(text)
        if context and context.scheme:
            found = [value for value in found if self.known[value.code].group == context.scheme]
        return tuple(found) if len(found) == 1 else ()

    def special(self, text, context):
        """“Rec. 1 (a)”, and “(a)” where the row's chapter is known."""
        match = PARAGRAPH.fullmatch(digits(text)) if self.kind == "recommendation" and len(text) < 40 else None
        if not match:
            return None
        number = match["number"] or (context.chapter if context else None)
        value = Value("recommendation", f"{number}({match['letter'].lower()})")
        return Piece(text, (value,)) if value.code in self.known else None
