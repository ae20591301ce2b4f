"""Removal for safety or by law: the last resort, which reaches even what was sealed for ever.

A withdrawal leaves sealed editions open to the network. After a removal nobody reads the wording there either:
its reference, its hash and the reason stay. The desk keeps its history, for the record's own entities and the
secretariat.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from entities import review
from entities.history import acting
from entities.models import Removal
from entities.policies import Action, demand
from entities.sharing import lock
from ungass_portal.lib import clock
from ungass_portal.lib.problems import ProcessError

PURGERS = []


def register(purge, foretell):
    """For apps that hold more than entries; called in AppConfig.ready.

    `purge(removal)` is called in the transaction of a removal, `foretell(record)` gives sentences about what it
    would do.
    """
    PURGERS.append((purge, foretell))


@transaction.atomic
def remove(*, record, by, basis, reason):
    """Withdraw a record from every reader, and take its wording out of all that was sealed; returns the Removal."""
    record = lock(record)
    demand(by, Action.REMOVE, record)
    if not reason.strip():
        raise ProcessError(_("Say why it is removed: the network reads your reason in place of the wording."))
    if Removal.objects.filter(record=record).exists():
        raise ProcessError(_("This record is removed already."))
    with acting(by, reason):
        if not record.withdrawn_at:
            review.take_away(record, by=by, reason=reason.strip())
        removal = Removal.objects.create(record=record, basis=basis, reason=reason.strip(), by=by, at=clock.now())
        for purge, _foretell in PURGERS:
            purge(removal)
    return removal


def foretold(record):
    """What a removal would do, in sentences."""
    return [sentence for _purge, foretell in PURGERS for sentence in foretell(record)]
