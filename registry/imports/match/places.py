"""Countries, areas and regions; and “23 countries”, which is a figure and no list."""

from copy import copy

from babel.core import Locale, get_global
from django.utils.translation import gettext as _

from registry.imports.match import figures
from registry.imports.match.folding import fold, squash
from registry.imports.match.index import ALIAS, DERIVED, OFFICIAL
from registry.imports.match.names import NamesReader
from registry.imports.match.readings import Piece, Value
from registry.imports.match.vocabulary import LANGUAGES, choices_of, words_of


class PlacesReader(NamesReader):
    """Countries and regions named in a cell."""

    brackets_are_remarks = False
    preferred = ""  # the list that a name common to a country and a region is of: “Micronesia”

    def __init__(self, vocabulary):
        super().__init__(vocabulary.name)
        self.alpha2 = {}
        self.codes = {}  # ISO alpha-3 and M49; only as they are written: “Nor” may be Northern cut off
        words = words_of("places")
        self.together = {}  # squashed name -> the several values that it means
        self._add_countries(vocabulary.of("country"), words)
        self._add_regions(vocabulary.of("region"), words)
        reason = _("Several places have this name, or it is not exactly theirs.")
        for row in words["doubtful"]:
            self.index.doubt(row["names"], choices_of(row["values"]), reason)
        for row in words["together"]:
            (values,) = choices_of([row["values"]])
            self.together |= {squash(fold(name)): values for name in row["names"]}

    def _add_countries(self, known, words):
        """UN names, former names and aliases; beside them what everyday lists call the same code."""
        alpha2 = get_global("territory_aliases")
        everyday = [Locale(language).territories for language in LANGUAGES]
        for iso3, label in known.items():
            value = Value("country", iso3)
            self.alpha2["".join(alpha2.get(iso3, ()))] = value
            codes = {text for text in label.aliases if text == iso3 or text.isdecimal()}
            self.codes |= dict.fromkeys(codes, value)
            for name in (label.name, *(text for text in label.aliases if text not in codes)):
                self.index.add(name, value, OFFICIAL)
                self._add_derived(name, value)
            for name in words["countries"].get(iso3, ()):
                self.index.add(name, value, ALIAS)
            for territories in everyday:
                name = territories.get("".join(alpha2.get(iso3, ())))
                if name:
                    self.index.add(name, value, ALIAS)
                    self._add_derived(name, value)

    def _add_derived(self, name, value):
        """“Bolivia (Plurinational State of)” without its brackets."""
        if name.endswith((")", "）")):
            self.index.add(name.replace("（", "(").split("(")[0], value, DERIVED)

    def _add_regions(self, known, words):
        """M49 regions and the others."""
        for code, label in known.items():
            value = Value("region", code)
            if not code.isdigit():
                self.index.add(code, value, OFFICIAL)
            for name in (label.name, *label.aliases):
                self.index.add(name, value, OFFICIAL)
            for name in words["regions"].get(code, ()):
                self.index.add(name, value, ALIAS)

    def preferring(self, kind):
        """The same reader for a column of countries, or of regions."""
        reader = copy(self)
        reader.preferred = kind
        return reader

    def values_of(self, text, context):
        """One place; of a country and a region of one name that which the column holds."""
        code = text.removeprefix("the ").replace(".", "")
        if code in self.codes:
            return (self.codes[code],)
        together = self.together.get(squash(fold(text)))
        if together or self.index.doubts(text):
            return together or ()
        found = self.index.exact(text)
        if len(found) > 1 and self.preferred:
            found = [value for value in found if value.list == self.preferred]
        return tuple(found) if len(found) == 1 else ()

    def guesses(self, text):
        """The two letters of a code, and three digits of M49 that lost their zeros."""
        code = text.upper()
        if code in self.alpha2 and text == code:
            yield self.proposal((self.alpha2[code],), 0.8, _("The two-letter code of the country."))
        if code in self.codes:
            yield self.proposal((self.codes[code],), 0.8, _("The three-letter code of the country, in small letters."))
        if text.isdecimal() and len(text) < 3:
            found = self.codes.get(text.zfill(3))
            if found:
                yield self.proposal((found,), 0.4, _("The M49 code without its zeros."))

    def special(self, text, context):
        """A number of countries."""
        figure = figures.read(text)
        return Piece(text, (Value("figure", figure),)) if figure else None
