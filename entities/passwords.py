"""Passwords that are refused, without asking anybody: those of breaches, and common ones with a tail."""

import string
from functools import cache
from pathlib import Path

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ungass_portal.lib.bloom import BloomFilter

# Made by scripts/build_breached.py; its source and licence stand in the file beside it.
BREACHED = Path(__file__).parent / "data" / "breached_passwords.bin"
TAIL = string.digits + string.punctuation + " "
LOOK_ALIKES = str.maketrans("0134578@$!", "oieastbasi")
FEWEST_CHARACTERS = 5


@cache
def _breached():
    return BloomFilter(BREACHED)


@cache
def _common():
    return CommonPasswordValidator().passwords


class BreachedPasswordValidator:
    """Refuses what stands in the lists of breaches."""

    def validate(self, password, user=None):
        """Raise ValidationError for a password that attackers try first."""
        if password.lower() in _breached():
            raise ValidationError(
                _("This password stands in lists of stolen passwords, which are tried first. Take another one."),
                code="password_breached",
            )

    def get_help_text(self):
        """What is asked, in a sentence."""
        return _("It must not stand in a list of stolen passwords.")


class PlainPasswordValidator:
    """Refuses a common word that was only made longer, and a few characters over and over."""

    def validate(self, password, user=None):
        """Raise ValidationError for “Password2018!!” and for “abababababab”."""
        word = password.lower().strip(TAIL)
        if {word, word.translate(LOOK_ALIKES)} & _common() or len(set(password.lower())) < FEWEST_CHARACTERS:
            raise ValidationError(
                _("This password is easy to guess: three or four words that nobody would expect together are better."),
                code="password_plain",
            )

    def get_help_text(self):
        """What is asked, in a sentence."""
        return _("It must be more than a common word with figures after it.")
