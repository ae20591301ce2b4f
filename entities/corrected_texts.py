"""Corrected texts laid over the compiled catalogues, in every process, as soon as it reads the dictionary's version."""

import gettext
import io
import threading

from django.utils import translation
from django.utils.translation import trans_real

from entities.models.texts import TextCorrection
from ungass_portal.lib.language_codes import of_pages

_lock = threading.Lock()
_followed = 0


def follow(number):
    """Read the corrections anew where this process has not seen their newest state; costs nothing else."""
    global _followed
    if number == _followed:
        return
    with _lock:
        if number != _followed:
            _apply(TextCorrection.objects.all())
            _followed = number
    if (active := translation.get_language()) is not None:
        translation.activate(active)  # the answer that is being made holds the former catalogue


def _apply(corrections):
    """Make each catalogue that is in use, or corrected, anew from its file, with its corrections on top."""
    by_language = {}
    for row in corrections:
        by_language.setdefault(of_pages(row.language), []).append(row)
    for language in {*trans_real._translations, *by_language}:
        # Django has no public way to lay one catalogue over another.
        catalogue = trans_real.DjangoTranslation(language)
        if language in by_language:
            catalogue.merge(_catalogue(language, by_language[language]))
        trans_real._translations[language] = catalogue


def _catalogue(language, corrections):
    """Corrections as gettext reads them."""
    from babel.messages.catalog import Catalog  # only where something is corrected
    from babel.messages.mofile import write_mo

    catalogue = Catalog(locale=translation.to_locale(language))
    for row in corrections:
        text = (row.text, row.plural) if row.plural else row.text
        catalogue.add(text, tuple(row.forms) if row.plural else row.forms[0], context=row.context or None)
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    buffer.seek(0)
    return gettext.GNUTranslations(buffer)
