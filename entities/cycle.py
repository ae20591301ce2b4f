"""What is due by itself: the only work of the scheduler. Doing it twice changes nothing."""

from datetime import timedelta

from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from entities import sharing
from entities.models import FormDraft

FORM_DRAFTS_KEPT = timedelta(days=90)
LOCK = "ungass-portal cycle"


def run():
    """Do what is due and return what was done, by name; None while another run is at it."""
    with transaction.atomic(), connection.cursor() as cursor:
        # Held to the end of the transaction, whatever happens within.
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext(%s))", [LOCK])
        if not cursor.fetchone()[0]:
            return None
        done = {"agreements run out": sharing.lapse(), "forgotten form drafts": sweep_form_drafts()}
        call_command("clearsessions")
        return done


def sweep_form_drafts():
    """Delete what people began to type and left for 90 days; returns how many."""
    # form drafts carry real time, not the portal's day
    count, _models = FormDraft.objects.filter(saved_at__lt=timezone.now() - FORM_DRAFTS_KEPT).delete()
    return count
