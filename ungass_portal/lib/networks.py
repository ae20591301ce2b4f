"""Addresses of machines: where a request comes from, and which networks an address lies in."""

import ipaddress

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def client_address(request):
    """The address that a request comes from; the one that our own proxy wrote down, where there is one.

    Whatever stands further left in the header was written by the caller, so only the last one counts.
    """
    if settings.BEHIND_PROXY:
        told = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
        if told:
            return _plain(told)
    return _plain(request.META.get("REMOTE_ADDR", ""))


def _plain(text):
    """An address in its one spelling, IPv4 within IPv6 as IPv4; None where there is none."""
    try:
        found = ipaddress.ip_address(text)
    except ValueError:
        return None
    return str(getattr(found, "ipv4_mapped", None) or found)


def check_network(text):
    """Validator: one network in CIDR notation, or one address."""
    try:
        ipaddress.ip_network(text)
    except ValueError:
        raise ValidationError(
            _("“%(text)s” is not a network: write it as in 192.0.2.0/24 or 2001:db8::/32."),
            params={"text": text},
            code="network",
        ) from None


def within(address, ranges):
    """Does the address lie in one of the networks? An unknown address lies in none."""
    if not address:
        return False
    found = ipaddress.ip_address(address)
    return any(found in ipaddress.ip_network(text) for text in ranges)
