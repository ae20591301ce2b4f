"""Names by code as they read when an edition was sealed: written down once, read in place of today's."""

import hashlib
import json
from dataclasses import dataclass, field

from django.conf import settings

from entities.labels import LOADERS, Label, Names, labels
from registry.models import LabelSet
from ungass_portal.lib.language_codes import spoken

# What a stored label consists of, in order.
NOT_STORED = {"month-under-way"}  # no names of codes, but where the portal stands today
PARTS = ("code", "name", "short", "group", "offered", "aliases", "order")


def store_labels(on):
    """The set of all code lists in all languages as they read on a day; stored once per wording."""
    lists = {language: _lists(language, on) for language in (spoken(code) for code, _name in settings.LANGUAGES)}
    written = json.dumps(lists, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    sha256 = hashlib.sha256(written.encode()).hexdigest()
    return LabelSet.objects.get_or_create(sha256=sha256, defaults={"labels": lists})[0]


def _lists(language, on):
    """All code lists in one language: lists of labels, because JSON keeps neither numbers as keys nor an order."""
    known = labels(language, on)
    return {
        kind: [[getattr(label, part) for part in PARTS] for label in known.of(kind).values()]
        for kind in sorted({*LOADERS} - NOT_STORED)
    }


@dataclass
class StoredLabels(Names):
    """The names of a sealed edition in one language."""

    version: str  # of the set: its SHA-256
    language: str
    rows: dict  # code list -> rows of PARTS
    lists: dict = field(default_factory=dict)

    def of(self, kind):
        """The dict from code to Label of one code list, in display order; empty if the edition knew no such list."""
        if kind not in self.lists:
            made = (Label(*map(_as_tuple, row)) for row in self.rows.get(kind, ()))
            self.lists[kind] = {label.code: label for label in made}
        return self.lists[kind]


def _as_tuple(value):
    """JSON's lists as the tuples that they were."""
    return tuple(map(_as_tuple, value)) if isinstance(value, list) else value


def stored_labels(sha256, language):
    """The names of a set in a language; only that language is read from the database."""
    language = spoken(language)
    rows = LabelSet.objects.filter(pk=sha256).values_list(f"labels__{language}", flat=True).get()
    return StoredLabels(sha256, language, rows or {})
