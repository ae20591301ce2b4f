"""Labels of codes for readers: an in-process dictionary by version of the reference data, language and date."""

import threading
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.utils.translation import get_language

from entities import corrected_texts
from entities.models.dictionary import Dictionary
from ungass_portal.lib import clock
from ungass_portal.lib.language_codes import spoken

LOADERS = {}


@dataclass(frozen=True)
class Label:
    """How one code reads: a full name, a short form, where it belongs, and other ways to write it."""

    code: str
    name: str
    short: str = ""
    group: str = ""
    offered: bool = True
    aliases: tuple = ()
    order: tuple = ()
    language: str = ""  # of the name, where it has none in the language that was asked for

    def __str__(self):
        return self.short or self.name


class Names:
    """The names of codes in one language: `of(kind)` gives a code list, whatever it is read from."""

    def get(self, kind, code):
        """The label of a code; an unknown code stands for itself."""
        return self.of(kind).get(code) or Label(code=str(code), name=str(code))

    def entity(self, slug):
        """The label of an entity."""
        return self.get("entity", slug)

    @cached_property
    def network(self):
        """Slugs of the entities in the network."""
        return frozenset(self.of("network"))


@dataclass
class Labels(Names):
    """All code lists in one language as they read on one day."""

    version: int
    language: str
    on: date
    lists: dict = field(default_factory=dict)

    def of(self, kind):
        """The dict from code to Label of one code list, in display order; loaded on first use."""
        if kind not in self.lists:
            self.lists[kind] = LOADERS[kind](self.language, self.on)
        return self.lists[kind]


def register(kind, loader):
    """Make a code list known: `loader(language, on)` returns a dict from code to Label in display order."""
    LOADERS[kind] = loader


class _Cache(threading.local):
    """The newest dictionaries of one thread."""

    def __init__(self):
        self.version = None
        self.by_key = {}


_cache = _Cache()
_pinned = ContextVar("pinned", default=None)


@contextmanager
def pinned():
    """Ask for the dictionary's version once at most within this block: one request reads one dictionary."""
    token = _pinned.set([])
    try:
        yield
    finally:
        _pinned.reset(token)


class OneDictionaryMiddleware:
    """Each request reads its labels from one state of the reference data, with one query."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with pinned():
            return self.get_response(request)


def _version():
    """The dictionary's version, remembered while pinned."""
    remembered = _pinned.get()
    if remembered:
        return remembered[0]
    version, texts = Dictionary.current()
    remember(version, texts)
    return version


def remember(version, texts):
    """Use a version of the dictionary that was just read, for the rest of the request, and its corrected texts."""
    corrected_texts.follow(texts)
    remembered = _pinned.get()
    if remembered is not None and not remembered:
        remembered.append(version)


def labels(language=None, on=None):
    """Labels in a language (the active one) on a day (today); one small query tells whether they changed.

    Hold on to the result instead of asking again for every code.
    """
    version = _version()
    if _cache.version != version:
        _cache.version, _cache.by_key = version, {}
    key = (spoken(language or get_language() or "en"), on or clock.today())
    if key not in _cache.by_key:
        if len(_cache.by_key) > 50:
            _cache.by_key.clear()
        _cache.by_key[key] = Labels(version, *key)
    return _cache.by_key[key]
