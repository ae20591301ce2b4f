"""The order of names as each language has it (ICU with CLDR's rules), never that of code points."""

from functools import cache

import icu
from django.utils.translation import get_language, to_locale


def key(text):
    """What a text is sorted by in the active language: pinyin in Chinese, ё beside е in Russian, É beside E."""
    return _collator(get_language() or "en").getSortKey(str(text))


def key_in(language, text):
    """The same in a language that is named."""
    return _collator(language).getSortKey(str(text))


@cache
def _collator(language):
    return icu.Collator.createInstance(icu.Locale(to_locale(language)))
