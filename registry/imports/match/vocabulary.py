"""Everything that cells are matched with: the portal's code lists, and the words that people write for them.

The code lists come from the labels (one query where they have not changed). The words of people stand in data files:
they are for recognising only and are never shown.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from entities.labels import Labels, labels
from registry.imports.match.readings import Value

DATA = Path(__file__).parents[2] / "data" / "matching"
LANGUAGES = ("en", "fr", "es", "ar", "zh", "ru")


@cache
def words_of(name):
    """The content of one data file of words, without what is said about it."""
    data = json.loads((DATA / f"{name}.json").read_text("utf-8"))
    data.pop("meta")
    return data


def choices_of(rows):
    """Choices of a data file as tuples of values: one value, or several that belong together."""
    return [tuple(Value(*value) for value in (row if isinstance(row[0], list) else [row])) for row in rows]


@dataclass(frozen=True)
class Vocabulary:
    """The code lists as they read on one day."""

    labels: Labels

    @classmethod
    def load(cls, on=None):
        """The vocabulary in the active language on a day (today)."""
        return cls(labels(on=on))

    def of(self, kind):
        """{code: Label} of one code list."""
        return self.labels.of(kind)

    def name(self, value):
        """How a value reads to people."""
        label = self.labels.get(value.list, value.code)
        return label.short if value.list == "entity" and label.short else label.name
