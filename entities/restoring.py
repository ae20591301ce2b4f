"""After a restore: closed to readers until the withdrawals since the backup are replayed, or said to be none.

A backup is older than the moment at which the portal was lost. What entities took back in between would be read
again, so nobody reads but the secretariat, no letter and no message leaves, and the cycle rests. Partners' logs of
what was withdrawn from them bring the withdrawals back; where there are none, the secretariat answers for it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from entities import closed, sharing
from entities.api.cursors import ERA
from entities.audiences import OUTSIDE
from entities.choices import ChangeKind, LetterState, Role
from entities.history import acting
from entities.models import AudienceClock, Letter, Record, Restoration
from entities.policies import demand_secretariat
from ungass_portal.lib.problems import ProcessError


@transaction.atomic
def close(*, backup_at: datetime) -> Restoration:
    """Close a restored database, and make what it would repeat harmless. Called by `manage.py restore`.

    Sessions that ended since do not live again; letters that waited may have left since, so a person decides;
    a cursor given out since points at what is not there any more, so a new era of cursors begins.
    """
    Session.objects.all().delete()
    cache.clear()
    waiting = Letter.objects.filter(state__in=(LetterState.WAITING, LetterState.CLAIMED))
    waiting.update(state=LetterState.UNKNOWN, reason=_("The portal was restored: it may have been sent before."))
    AudienceClock.objects.update(position=(F("position") / ERA + 1) * ERA)
    Restoration.objects.filter(opened_at__isnull=True).delete()  # the backup was itself made while closed
    row = Restoration.objects.create(backup_at=backup_at)
    closed.remember(True)
    return row


@transaction.atomic
def open_again(*, by, reason: str) -> Restoration:
    """Open the portal to its readers: the secretariat answers for the withdrawals since the backup."""
    demand_secretariat(by)
    if not reason.strip():
        raise ProcessError(_("Say how the withdrawals since the backup were seen to: it is kept."))
    row = Restoration.objects.select_for_update().filter(opened_at__isnull=True).first()
    if row is None:
        raise ProcessError(_("The portal is open already."))
    with acting(by, reason):
        row.opened_at, row.opened_by, row.reason = timezone.now(), by, reason.strip()
        row.save()
    return row


@dataclass
class Replay:
    """What a log of withdrawals brought about, by reference."""

    withdrawn: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)  # nobody outside reads them anyway
    unknown: list[str] = field(default_factory=list)  # made after the backup: they are lost, and read by nobody


def replay(*, changes: Iterable[dict], by, log: str) -> Replay:
    """Take back from outside readers what a receiver's log says was withdrawn since the backup.

    `changes` are those that the portal told the receiver, as in `/api/v1/changes/`: reference, kind, at. A record
    that came again later was withdrawn all the same: its entity shares it anew.
    """
    demand_secretariat(by)
    row = Restoration.objects.filter(opened_at__isnull=True).first()
    if row is None:
        raise ProcessError(_("The portal is open: withdraw what is to be withdrawn on its page."))
    found = Replay()
    for reference in sorted({change["reference"] for change in changes if _since(change, row.backup_at)}):
        record = Record.objects.filter(reference=reference).first()
        if record is None:
            found.unknown.append(reference)
        elif _take_back(record, by, log):
            found.withdrawn.append(reference)
        else:
            found.unread.append(reference)
    return found


def _since(change, moment):
    """Was it withdrawn after the backup?"""
    at = parse_datetime(str(change["at"]))
    if at is None or at.tzinfo is None:
        raise ProcessError(_("“%(at)s” is not a moment with its zone.") % {"at": change["at"]})
    return change["kind"] == ChangeKind.WITHDRAWN and at > moment


@transaction.atomic
def _take_back(record, by, log):
    """End the agreements of a record to every outside audience; False if none was read there."""
    record = sharing.lock(record)
    gate = sharing.Gate(record)
    if not gate.kind.entry.objects.filter(record=record, audience__in=OUTSIDE).exists():
        return False
    reason = _("Withdrawn after the backup from which the portal was restored.")
    evidence = _("the receiver's log %(log)s") % {"log": log}
    with acting(by, reason):
        sharing.end_agreements(gate, by=by, role=Role.SECRETARIAT, reason=reason, evidence=evidence)
        sharing.refresh(record, taken_back_from=OUTSIDE)
    return True
