"""The cycle: what is due is done once, and two runs at once are harmless."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from entities.cycle import LOCK, sweep_form_drafts
from entities.models import Change, FormDraft
from registry.models import MatrixEntry
from tests import factories as make

pytestmark = pytest.mark.django_db


def run():
    out = StringIO()
    call_command("monthly_cycle", stdout=out)
    return out.getvalue()


def test_agreement_that_ran_out_leaves_a_tombstone_once(portal_date):
    make.code_lists()
    record = make.agree(make.cleared(), "partners", until=date(2018, 3, 20))
    portal_date(date(2018, 3, 21))

    assert "Cycle: 1 agreements run out" in run()
    assert run() == "Cycle: nothing was due.\n"

    assert list(MatrixEntry.objects.filter(record=record).values_list("audience", flat=True)) == ["network"]
    kinds = Change.objects.filter(audience="partners").values_list("kind", flat=True)
    assert list(kinds) == ["created", "withdrawn"]


def test_form_drafts_are_swept_after_90_days():
    person = make.person()
    old, young = (FormDraft.objects.create(person=person, kind="activity") for _number in range(2))
    FormDraft.objects.filter(pk=old.pk).update(saved_at=timezone.now() - timedelta(days=91))
    FormDraft.objects.filter(pk=young.pk).update(saved_at=timezone.now() - timedelta(days=89))

    assert "1 forgotten form drafts" in run()

    assert list(FormDraft.objects.all()) == [young]


def test_expired_sessions_go_and_live_ones_stay():
    for days in (-1, 1):
        session = SessionStore()
        session.set_expiry(timezone.now() + timedelta(days=days))
        session.create()

    run()

    assert Session.objects.count() == 1


def test_second_run_at_the_same_time_does_nothing():
    other = connection.copy()
    try:
        other.cursor().execute("SELECT pg_advisory_lock(hashtext(%s))", [LOCK])

        assert run() == (
            "Cycle: another run is under way, or the portal waits to be opened after a restore; nothing is done.\n"
        )
    finally:
        other.close()


def test_a_step_that_fails_is_told_and_keeps_no_other_from_being_done(monkeypatch, caplog):
    def broken():
        raise OSError("the disk is full")

    person = make.person()
    draft = FormDraft.objects.create(person=person, kind="activity")
    FormDraft.objects.filter(pk=draft.pk).update(saved_at=timezone.now() - timedelta(days=91))
    monkeypatch.setattr("entities.cycle.STEPS", {"documents made": broken, "drafts": sweep_form_drafts})

    with pytest.raises(CommandError, match=r"Cycle: documents made: the disk is full\. All else"):
        run()

    assert not FormDraft.objects.exists()
    assert caplog.messages == ["A step of the cycle failed: documents made."]
