"""The version of a row in a workbook: which revision was given out, in which language, sealed to its reference."""

import base64
import binascii

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

SEAL = 7  # bytes; with the four below the text has no padding to lose
LANGUAGES = [code for code, _name in settings.LANGUAGES]


def make_token(reference, revision, language):
    """The token of a row; the same row gives the same one, another row another."""
    plain = revision.to_bytes(3) + bytes([LANGUAGES.index(language)])
    seal = _digest("seal", reference, plain)[:SEAL]
    return base64.b32encode(seal + _masked(reference, seal, plain)).decode().rstrip("=")


def read_token(reference, text):
    """(revision, language) of a token; ValueError for a damaged one, or one of another row."""
    cleaned = "".join(text.split()).upper()
    try:
        sealed = base64.b32decode(cleaned + "=" * (-len(cleaned) % 8))
    except (binascii.Error, ValueError) as error:
        raise ValueError("no token") from error
    seal, plain = sealed[:SEAL], _masked(reference, sealed[:SEAL], sealed[SEAL:])
    if len(plain) != 4 or not constant_time_compare(seal, _digest("seal", reference, plain)[:SEAL]):
        raise ValueError("no token of this row")
    return int.from_bytes(plain[:3]), LANGUAGES[plain[3]]


def _masked(reference, seal, text):
    """The text under a mask made from its seal; doing it twice gives the text again."""
    mask = _digest("mask", reference, seal)
    return bytes(byte ^ other for byte, other in zip(text, mask, strict=False))


def _digest(purpose, reference, value):
    return salted_hmac(f"row version {purpose}", reference.encode() + b"\0" + value, algorithm="sha256").digest()
