"""Numbers as the active language writes them."""

from babel.numbers import format_percent
from django.utils.formats import number_format
from django.utils.translation import get_language, to_locale


def grouped(number):
    """A whole number with its thousands apart: 1,234 or 1 234."""
    return number_format(number, force_grouping=True)


def percent(share):
    """A share as a whole percentage: 25%, 25 %, or with the sign of Arabic."""
    return format_percent(share, locale=to_locale(get_language()))
