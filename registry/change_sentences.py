"""What changed between two states in sentences fit for a note: who did what to how many records, and where."""

from django.utils.text import get_text_list
from django.utils.translation import get_language, gettext_lazy, npgettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from entities.choices import RecordKind
from entities.differences import capitalised
from registry.comparing import Sort
from ungass_portal.lib import sorting
from ungass_portal.lib.language_codes import isolated

NAMED = 3  # so many titles at most stand in a sentence
SPELLED = (
    pgettext_lazy("how many records", "one"),
    pgettext_lazy("how many records", "two"),
    pgettext_lazy("how many records", "three"),
    pgettext_lazy("how many records", "four"),
    pgettext_lazy("how many records", "five"),
    pgettext_lazy("how many records", "six"),
    pgettext_lazy("how many records", "seven"),
    pgettext_lazy("how many records", "eight"),
    pgettext_lazy("how many records", "nine"),
)
# `number` chooses the form, `count` stands in the text.
WHAT = {
    RecordKind.ACTIVITY: npgettext_lazy(
        "what somebody added or changed", "%(count)s activity", "%(count)s activities", "number"
    ),
    RecordKind.MANDATE: npgettext_lazy(
        "what somebody added or changed", "%(count)s mandate", "%(count)s mandates", "number"
    ),
    RecordKind.EVENT: npgettext_lazy("what somebody added or changed", "%(count)s event", "%(count)s events", "number"),
}
SENTENCES = {
    Sort.NEW: gettext_lazy("%(who)s added %(what)s %(where)s"),
    Sort.WITHDRAWN: gettext_lazy("%(who)s withdrew %(what)s %(where)s"),
    Sort.ENDED: gettext_lazy("%(who)s reported the end of %(what)s %(where)s"),
    Sort.MOVED: gettext_lazy("%(who)s moved %(what)s %(where)s"),
    Sort.CHANGED: gettext_lazy("%(who)s revised %(what)s %(where)s"),
}


def sentences(comparison, words):
    """One sentence for each group of leads, sort, kind and chapter, in the language that is active.

    `words` are the labels by which entities are called. A joint record stands in one sentence, once.
    """
    groups = {}
    for change in comparison.changes:
        moved_from = change.chapter_before if change.sort == Sort.MOVED else None
        key = (change.leads, list(Sort).index(change.sort), change.kind, moved_from, change.chapter)
        groups.setdefault(key, []).append(change)
    names = {leads: _who(leads, words) for leads, *_rest in groups}
    ordered = sorted(groups, key=lambda key: (sorting.key(names[key[0]]), *key[1:3], key[4], key[3] or 0))
    return [_sentence(names[key[0]], groups[key]) for key in ordered]


def _sentence(who, changes):
    """WHO added two activities under chapter 1: “A title” and “Another”."""
    first, number = changes[0], len(changes)
    what = WHAT[RecordKind(first.kind)] % {"number": number, "count": _spelled(number)}
    told = (SENTENCES[Sort(first.sort)] % {"who": who, "what": what, "where": _where(first)}).strip(" ,،，")
    if number > NAMED:
        return capitalised(_("%(sentence)s.") % {"sentence": told})
    titles = get_text_list([_("“%(title)s”") % {"title": _title(change)} for change in changes], _("and"))
    return capitalised(_("%(sentence)s: %(titles)s.") % {"sentence": told, "titles": titles})


def _title(change):
    """A title in its own direction, whatever that of the sentence is."""
    return isolated(change.title, change.language, get_language())


def _who(leads, words):
    names = [str(words.entity(slug)) for slug in leads]
    return get_text_list(names, _("and")) if names else _("a body that is not named")


def _where(change):
    """Under which chapter; events have no need of one."""
    if change.sort == Sort.MOVED:
        return _("from %(before)s to %(after)s") % {
            "before": _chapter(change.chapter_before),
            "after": _chapter(change.chapter),
        }
    if not change.chapter:
        return "" if change.kind == RecordKind.EVENT else _("without a chapter")
    return _("under %(chapter)s") % {"chapter": _chapter(change.chapter)}


def _chapter(number):
    return _("chapter %(number)d") % {"number": number} if number else _("no chapter")


def _spelled(number):
    """Small numbers in words, as notes write them."""
    return str(SPELLED[number - 1]) if number <= len(SPELLED) else str(number)
