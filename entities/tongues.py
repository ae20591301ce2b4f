"""The languages of wordings by their own names, where a wording is not in the page's language."""

from django.utils.html import format_html
from django.utils.translation import get_language

from entities.choices import UN_LANGUAGES
from ungass_portal.lib.language_codes import spoken

NAMES = dict(UN_LANGUAGES)


def foreign(language):
    """The name of a language, in that language; empty for the one that the page is in."""
    return NAMES.get(language, "") if language != spoken(get_language() or "en") else ""


def beside(language):
    """What stands behind a title to say which language it is in: nothing where that is the page's."""
    name = foreign(language)
    return format_html(' <span class="small muted" lang="{}">({})</span>', language, name) if name else ""
