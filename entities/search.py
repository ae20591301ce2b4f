"""Text search over entries: the words of the entry's own wording, a reference, or an entity's name."""

import re

from django.contrib.postgres.search import CombinedSearchQuery, SearchQuery, SearchRank
from django.db.models import F, IntegerField, Q
from django.db.models.functions import Cast
from django.utils.translation import get_language

from entities.choices import ParticipationRole
from entities.labels import labels
from ungass_portal.lib.language_codes import spoken

REFERENCE = re.compile(r"\s*(ACT|MAN|EVT)[- ]?(\d{6})\s*", re.IGNORECASE | re.ASCII)
EXCLUDED = re.compile(r'(?<!\S)-("[^"]*"|\S+)')
# Chinese has no spaces between words and no dictionary in PostgreSQL: each run of its signs is looked for as it is.
HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+")
DICTIONARIES = {"en": "english", "fr": "french", "es": "spanish", "ru": "russian", "ar": "arabic"}


class AnyOf(CombinedSearchQuery):
    """Either of two queries; one alone where both hold the same words, as “treatment” in English and as typed.

    The planner would otherwise take the same word twice for two, expect too many rows and leave the index aside.
    """

    def __init__(self, first, second):
        super().__init__(first, "||", second, config=None)

    def as_sql(self, compiler, connection):
        first, of_first = compiler.compile(self.lhs)
        second, of_second = compiler.compile(self.rhs)
        sql = f"CASE WHEN {first} = {second} THEN {first} ELSE {first} || {second} END"
        return sql, [*of_first, *of_second, *of_first, *of_first, *of_second]


def matching(text):
    """The condition on entries that a typed text stands for.

    Words are looked up as English, as typed, and in the reader's language. Excluded words (-word) are taken
    out as a condition of their own: "not this stem, or not this word" would let nearly everything through.
    """
    reference = REFERENCE.fullmatch(text)
    if reference:
        return Q(reference=f"{reference[1].upper()}-{reference[2]}")
    wanted = EXCLUDED.sub(" ", text).strip()
    condition = _said(wanted) | named(wanted) if wanted else Q()
    for found in EXCLUDED.findall(text):
        condition &= ~_said(found)
    return condition


def _said(text):
    """Entries that say the words in their own language or in another one that they have."""
    said = Q(search=words(text)) | Q(search_texts=words(text))
    signs = HAN.findall(text)
    return said | Q(*(Q(chinese__contains=sign) for sign in signs)) if signs else said


def words(text):
    """The text as one query in the dictionaries that may have made the entry's words."""
    own = DICTIONARIES.get(spoken(get_language() or "en"))
    query = None
    for config in dict.fromkeys(filter(None, ("english", "simple", own))):
        part = SearchQuery(text, config=config, search_type="websearch")
        query = part if query is None else AnyOf(query, part)
    return query


def named(text):
    """Entries in which an entity takes part whose acronym, name or alias the text is."""
    folded = text.strip('"').casefold()
    slugs = [
        label.code
        for label in labels().of("entity").values()
        if any(folded == name.casefold() for name in (label.code, label.name, label.short, *label.aliases))
    ]
    return taking_part(slugs) if slugs else Q()


def taking_part(slugs, roles=ParticipationRole.values):
    """Entries in which one of the entities has one of the roles."""
    return Q(participants__overlap=[f"{slug}:{role}" for slug in slugs for role in roles])


def with_relevance(queryset, text):
    """Annotate how well each entry matches, as a whole number, so that a cursor can hold it."""
    query = words(EXCLUDED.sub(" ", text).strip() or text)
    rank = SearchRank(F("search"), query) + SearchRank(F("search_texts"), query)
    return queryset.annotate(relevance=Cast(rank * 1_000_000, IntegerField()))
