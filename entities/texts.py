"""The portal's own texts and their translations: what the catalogues hold, and how the secretariat corrects it."""

import hashlib
from dataclasses import dataclass
from functools import lru_cache

from babel.messages.pofile import read_po
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from entities.history import acting
from entities.models import TextCorrection
from ungass_portal.lib.problems import ProcessError
from ungass_portal.lib.wordings import Source, faults, strange_terms

LOCALES = {"ar": "ar", "zh": "zh_Hans", "fr": "fr", "ru": "ru", "es": "es"}
AROUND = 4


@dataclass(frozen=True)
class Text:
    """One text of the portal in one language: its English source, where it stands, what the catalogue has."""

    source: Source
    files: tuple
    forms: tuple
    fuzzy: bool

    @property
    def key(self):
        """What names the text in addresses."""
        return key_of(self.source)


def key_of(source):
    """The same for the same English text in the same context."""
    return hashlib.sha256(f"{source.context}\x04{source.text}".encode()).hexdigest()[:32]


def catalogue(language):
    """(texts by key in the order of files, how many plural forms the language has)."""
    path = settings.BASE_DIR / "locale" / LOCALES[language] / "LC_MESSAGES" / "django.po"
    return _read(path, path.stat().st_mtime_ns) if path.exists() else ({}, 1)


@lru_cache(maxsize=len(LOCALES))
def _read(path, _age):
    """A catalogue as people edit it, read again when it changed."""
    with path.open("rb") as file:
        read = read_po(file, locale=path.parts[-3])
    texts = {}
    for row in read:
        if row.id:
            text, plural = row.id if isinstance(row.id, tuple) else (row.id, "")
            forms = tuple(row.string) if isinstance(row.string, (tuple, list)) else (row.string,)
            files = tuple(name for name, _line in row.locations)
            found = Text(Source(text, plural, row.context or ""), files, forms, row.fuzzy)
            texts[found.key] = found
    return texts, read.num_plurals


def beside(texts, text):
    """The texts that stand nearest in the same file, in its order, the text itself among them."""
    same = [other for other in texts.values() if other.files[:1] == text.files[:1]]
    excerpt = source_of(text)
    same.sort(key=lambda other: excerpt.find(" ".join(other.source.text.split())[:30]))
    place = same.index(text)
    return same[max(0, place - AROUND) : place + AROUND + 1]


def source_of(text):
    """The file in which a text stands, its white space folded; empty where it is not part of the installation."""
    path = settings.BASE_DIR / text.files[0] if text.files else None
    return " ".join(path.read_text().split()) if path and path.is_file() else ""


def corrections(language):
    """The corrections of a language by key."""
    return {row.key: row for row in TextCorrection.objects.filter(language=language)}


@transaction.atomic
def correct(*, language, text, forms, by):
    """Let a text read otherwise in a language; the catalogue's own words take a correction back. True if it changed."""
    _texts, count = catalogue(language)
    lost = faults(text.source, forms, count)
    if lost:
        raise ProcessError(" ".join(lost))
    row = TextCorrection.objects.select_for_update().filter(language=language, key=text.key).first()
    if tuple(forms) == (tuple(row.forms) if row else text.forms):
        return False
    with acting(by):
        if tuple(forms) == text.forms:
            row.delete()
        else:
            row = row or TextCorrection(language=language, key=text.key)
            row.text, row.plural, row.context = text.source.text, text.source.plural, text.source.context
            row.forms = list(forms)
            row.save()
    return True


@transaction.atomic
def take_back(*, language, key, by):
    """Let the catalogue's own words stand again."""
    row = TextCorrection.objects.select_for_update().filter(language=language, key=key).first()
    if row is None:
        raise ProcessError(_("This text is not corrected."))
    with acting(by):
        row.delete()


def remarks(text, forms, language):
    """What is odd about a translation, though it may stand: terms other than the agreed ones."""
    return [
        _("“%(term)s” is “%(agreed)s” in the glossary.") % {"term": term, "agreed": agreed}
        for term, agreed in strange_terms(text.source, forms, LOCALES[language])
    ]
