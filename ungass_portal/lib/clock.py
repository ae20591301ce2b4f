"""The domain's only dates: today and now, which `PORTAL_DATE` can fix."""

from datetime import date, datetime

from django.conf import settings
from django.utils import timezone


def today() -> date:
    """The day it is for the portal: `PORTAL_DATE`, else the date in `TIME_ZONE`."""
    return settings.PORTAL_DATE or timezone.localdate()


def now() -> datetime:
    """The moment it is for the portal, aware, in `TIME_ZONE`.

    Under `PORTAL_DATE` the day is fixed and the time of day runs on, so that what
    happens one after the other during a demonstration still has an order.
    """
    moment = timezone.localtime()
    if settings.PORTAL_DATE is None:
        return moment
    fixed = datetime.combine(settings.PORTAL_DATE, moment.time())
    return timezone.make_aware(fixed, timezone.get_default_timezone())


def is_fixed() -> bool:
    """Does the portal run on a date that was set, as the demonstration does?"""
    return settings.PORTAL_DATE is not None
