"""Tentative events outside the network: shared before the gate kept them inside, they go back by themselves."""

from django.db import transaction

from calendar_app.choices import EventStatus
from calendar_app.models import CalendarEntry
from entities import sharing
from entities.audiences import OUTSIDE
from entities.models import Record


def take_inside():
    """Ask the gate anew about every tentative event that is read outside; returns how many. A step of the cycle.

    It lets none out, so after the first time there is nothing to do.
    """
    found = CalendarEntry.objects.filter(audience__in=OUTSIDE, status=EventStatus.TENTATIVE)
    pks = sorted(set(found.values_list("record", flat=True)))
    for pk in pks:
        with transaction.atomic():
            sharing.refresh(sharing.lock(Record(pk=pk)))
    return len(pks)
