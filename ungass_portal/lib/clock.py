"""The domain's only dates: today and now, which `PORTAL_DATE` can fix."""

import time
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import timezone

# The moment that `as_of` set, and the machine's clock at that time.
_set = ContextVar("set", default=None)


def today() -> date:
    """The day it is for the portal: `PORTAL_DATE`, else the date in `TIME_ZONE`."""
    if _set.get():
        return timezone.localdate(now())
    return settings.PORTAL_DATE or timezone.localdate()


def now() -> datetime:
    """The moment it is for the portal, aware, in `TIME_ZONE`.

    Under `PORTAL_DATE` the day is fixed and the time of day runs on, so that what
    happens one after the other during a demonstration still has an order.
    """
    if _set.get():
        moment, since = _set.get()
        return moment + timedelta(seconds=time.monotonic() - since)
    moment = timezone.localtime()
    if settings.PORTAL_DATE is None:
        return moment
    fixed = datetime.combine(settings.PORTAL_DATE, moment.time())
    return timezone.make_aware(fixed, timezone.get_default_timezone())


def midnight(day: date) -> datetime:
    """The moment at which a day begins, aware."""
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))


def is_fixed() -> bool:
    """Does the portal run on a date that was set, as the demonstration does?"""
    return settings.PORTAL_DATE is not None or _set.get() is not None


@contextmanager
def as_of(moment: datetime):
    """Let the block happen at an earlier moment, from which time runs on: to load the past in its order.

    Production has one time only.
    """
    if settings.PRODUCTION:
        raise RuntimeError("Nothing happens at another time than its own in production.")
    token = _set.set((timezone.localtime(moment), time.monotonic()))
    try:
        yield
    finally:
        _set.reset(token)
