"""Cursors of changes: an audience's position, sealed so that it tells nothing and fits no other audience."""

import base64
import binascii

from django.utils.crypto import constant_time_compare, salted_hmac

POSITION, SEAL = 8, 10  # bytes
ERA = 2**48  # positions of one era; each restore from a backup begins a new one, see entities/restoring.py


def era_of(position):
    """The era in which a position was reached."""
    return position // ERA


def make_cursor(audience, position, era=0):
    """The cursor that stands after a position; the same for everybody who reads as the audience in an era."""
    plain = position.to_bytes(POSITION)
    seal = _seal(audience, era, plain)
    return base64.urlsafe_b64encode(seal + _masked(audience, seal, plain)).decode()


def read_cursor(audience, text, era=0):
    """The position of a cursor; ValueError for a forged one, or one of another audience or era."""
    try:
        sealed = base64.b64decode(text.encode("ascii"), altchars=b"-_", validate=True)
    except (binascii.Error, UnicodeEncodeError) as error:
        raise ValueError("no cursor") from error
    seal, plain = sealed[:SEAL], _masked(audience, sealed[:SEAL], sealed[SEAL:])
    if len(plain) != POSITION or not constant_time_compare(seal, _seal(audience, era, plain)):
        raise ValueError("no cursor of this audience")
    return int.from_bytes(plain)


def _seal(audience, era, plain):
    return _digest(f"seal {era}" if era else "seal", audience, plain)[:SEAL]


def _masked(audience, seal, text):
    """The text under a mask made from its seal; doing it twice gives the text again."""
    mask = _digest("mask", audience, seal)
    return bytes(byte ^ other for byte, other in zip(text, mask, strict=False))


def _digest(purpose, audience, value):
    return salted_hmac(f"change cursor {purpose}", audience.encode() + b"\0" + value, algorithm="sha256").digest()
