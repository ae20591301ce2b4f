"""What is due by itself: the only work of the scheduler. Doing it twice changes nothing.

Each app registers its steps in `AppConfig.ready`. A step keeps its own transactions and looks first what is
done already, so a run that was killed at any point is made good by the next.
"""

import logging
from contextlib import contextmanager
from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from entities.closed import is_closed
from entities.models import FormDraft

FORM_DRAFTS_KEPT = timedelta(days=90)
LOCK = "ungass-portal cycle"
STEPS = {}
log = logging.getLogger(__name__)


class CycleError(Exception):
    """Some steps failed, while the others were done; the message names them."""


def register(what, step):
    """Have `step()` run by every cycle, after those registered before; it returns how many of `what` it did."""
    STEPS[what] = step


def run():
    """Do what is due and return what was done, by name; None while another run is at it, or the portal is closed.

    A step that fails does not keep the others from being done.
    """
    with _alone() as alone:
        if not alone or is_closed():
            return None
        done, failed = {}, {}
        for what, step in STEPS.items():
            try:
                done[what] = step()
            except Exception as error:
                log.exception("A step of the cycle failed: %s.", what)
                failed[what] = error
        if failed:
            raise CycleError("; ".join(f"{what}: {error}" for what, error in failed.items()))
        return done


@contextmanager
def _alone():
    """Are we the only run? The lock goes with the connection, whatever happens."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtext(%s))", [LOCK])
        alone = cursor.fetchone()[0]
    try:
        yield alone
    finally:
        if alone and connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(hashtext(%s))", [LOCK])


def sweep_form_drafts():
    """Delete what people began to type and left for 90 days; returns how many."""
    # form drafts carry real time, not the portal's day
    count, _models = FormDraft.objects.filter(saved_at__lt=timezone.now() - FORM_DRAFTS_KEPT).delete()
    return count


def sweep_sessions():
    """Delete sessions that have expired, and from where they came; returns how many of people's."""
    call_command("clearsessions")
    count, _models = UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    return count
