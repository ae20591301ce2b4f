"""Entities: by code, acronym, name, former name and alias, in the languages in which people write them."""

from django.utils.translation import gettext as _

from registry.imports.match.index import ALIAS, OFFICIAL
from registry.imports.match.names import NamesReader
from registry.imports.match.readings import Value
from registry.imports.match.vocabulary import words_of


class EntitiesReader(NamesReader):
    """Entities named in a cell."""

    def __init__(self, vocabulary):
        super().__init__(vocabulary.name)
        words = words_of("entities")
        known = vocabulary.of("entity")
        for slug, label in known.items():
            value = Value("entity", slug)
            for name in (slug, label.name, label.short):
                self.index.add(name, value, OFFICIAL)
            for name in (*label.aliases, *words["names"].get(slug, ())):
                self.index.add(name, value, ALIAS)
        for row in words["doubtful"]:
            choices = [(Value("entity", slug),) for slug in row["entities"] if slug in known]
            self.index.doubt(row["names"], choices, _("This name is also used for something else."))
