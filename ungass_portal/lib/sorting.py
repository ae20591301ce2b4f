"""The order of names as each language has it (ICU with CLDR's rules), never that of code points.

Names are few and sorted as they are shown. Titles are many and of all languages in one list: they have one order,
CLDR's own with Chinese by pinyin and ñ after n, and the database sorts and pages them by keys that are kept with them.
"""

from functools import cache

import icu
from django.utils.translation import get_language, to_locale

TITLES = "[import zh-u-co-pinyin][import es][reorder Latn Cyrl Arab Hani]"
KEY_LENGTH = 400  # letters: the first two hundred signs of a title in letters, the first seventy in Chinese


def key(text):
    """What a text is sorted by in the active language: pinyin in Chinese, ё beside е in Russian, É beside E."""
    return _collator(get_language() or "en").getSortKey(str(text))


def key_in(language, text):
    """The same in a language that is named."""
    return _collator(language).getSortKey(str(text))


def sort_title(text):
    """What a title is sorted by wherever it stands, in letters that sort as bytes do."""
    return _titles().getSortKey(text).hex()[:KEY_LENGTH]


@cache
def _titles():
    return icu.RuleBasedCollator(TITLES)


@cache
def _collator(language):
    return icu.Collator.createInstance(icu.Locale(to_locale(language)))
