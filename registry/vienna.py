"""The cycle's times are those of Vienna, summer time included, wherever the portal runs."""

from zoneinfo import ZoneInfo

from django.utils import formats

VIENNA = ZoneInfo("Europe/Vienna")


def in_vienna(moment):
    """A moment of the cycle as people read it."""
    return formats.date_format(moment.astimezone(VIENNA), "DATETIME_FORMAT")
