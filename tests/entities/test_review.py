"""Each step of a wording's way, and each step that its state or its person refuses."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from entities import desk, review
from entities.choices import Outcome, ParticipationState, RecordState, Role
from entities.models import Version
from tests import factories as make
from ungass_portal.lib.problems import ProcessError

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def lists():
    make.code_lists()


@pytest.fixture
def secretariat():
    return make.person(Role.SECRETARIAT)


def versions(record):
    """Number, outcome and reason of each version."""
    return list(record.versions.values_list("number", "outcome", "reason"))


def change(record, **fields):
    """Save a change by the record's maker."""
    content = record.working_copy.content() | fields
    return desk.save(record=record, content=content, base_revision=record.revision, by=record.created_by)


def again(record, **fields):
    """Save a change and submit it."""
    return review.submit(record=change(record, **fields), by=record.created_by)


def test_submit_writes_the_wording_down(portal_date):
    record = make.record(title="Kept", language="fr")

    record = review.submit(record=record, by=record.created_by)

    version = record.versions.get()
    assert record.state == RecordState.SUBMITTED
    assert (version.number, version.outcome, version.language, version.base) == (1, Outcome.PENDING, "fr", None)
    assert version.content == record.working_copy.content()
    assert (version.submitted_by, record.submitted_by) == (record.created_by, record.created_by)
    assert version.submitted_at.date().isoformat() == record.last_confirmed.isoformat() == "2018-03-12"


def test_submitted_wording_is_not_edited():
    record = make.submitted()

    with pytest.raises(PermissionDenied):
        change(record, title="Behind the reviewer's back")

    assert record.working_copy.title == "A title"


@pytest.mark.parametrize("kind", ["activity", "mandate"])
def test_submit_asks_for_a_summary(kind):
    record = make.record(kind, summary=" ")

    with pytest.raises(ProcessError, match="Write a summary"):
        review.submit(record=record, by=record.created_by)

    assert versions(record) == []


def test_event_is_submitted_without_a_summary():
    record = make.record("event", summary="")

    assert review.submit(record=record, by=record.created_by).state == RecordState.SUBMITTED


def test_submit_refuses_a_withdrawn_record():
    record = make.cleared()
    record = change(record, title="New")
    review.withdraw(record=record, by=record.created_by, reason="unsafe")

    with pytest.raises(ProcessError, match="Restore it before"):
        review.submit(record=record, by=record.created_by)


def test_contributors_submission_waits_for_the_own_focal_point():
    record, contributor = make.record(lead="who"), make.person(Role.CONTRIBUTOR, "who")

    record = review.submit(record=record, by=contributor)
    waiting = record.state
    record = review.approve(record=record, by=record.created_by)

    version = record.versions.get()
    assert (waiting, record.state) == (RecordState.WITH_FOCAL_POINT, RecordState.SUBMITTED)
    assert (version.submitted_by, version.approved_by, version.outcome) == (
        contributor,
        record.created_by,
        Outcome.PENDING,
    )


def test_an_entity_can_let_contributors_submit_straight_to_the_secretariat():
    make.entity("who", contributors_need_approval=False)
    record = make.record(lead="who")

    record = review.submit(record=record, by=make.person(Role.CONTRIBUTOR, "who"))

    assert record.state == RecordState.SUBMITTED


def test_contributor_of_an_entity_without_a_focal_point_submits_to_the_secretariat():
    make.entity("undp")
    contributor = make.person(Role.CONTRIBUTOR, "undp")
    parts = [make.part("who"), make.part("undp", "co_lead")]
    record = desk.create(
        kind="activity", content=make.content(participants=parts), by=make.person(Role.FOCAL_POINT, "who")
    )

    record = review.submit(record=record, by=contributor)

    assert record.state == RecordState.SUBMITTED


def test_focal_point_returns_a_contributors_submission():
    record = review.submit(record=make.record(lead="who"), by=make.person(Role.CONTRIBUTOR, "who"))

    record = review.send_back(record=record, by=record.created_by, reason=" Shorter, please. ")

    assert record.state == RecordState.RETURNED
    assert versions(record) == [(1, Outcome.RETURNED, "Shorter, please.")]


def test_contributor_does_not_approve():
    contributor = make.person(Role.CONTRIBUTOR, "who")
    record = review.submit(record=make.record(lead="who"), by=contributor)

    with pytest.raises(PermissionDenied):
        review.approve(record=record, by=contributor)

    record.refresh_from_db()
    assert record.state == RecordState.WITH_FOCAL_POINT


@pytest.mark.parametrize("approved", [True, False])
def test_recall_takes_a_submission_back(approved):
    record = review.submit(record=make.record(lead="who"), by=make.person(Role.CONTRIBUTOR, "who"))
    if approved:
        record = review.approve(record=record, by=record.created_by)

    record = review.recall(record=record, by=record.created_by)

    assert record.state == RecordState.DRAFT
    assert versions(record) == [(1, Outcome.RECALLED, "")]


def test_secretariat_does_not_recall(secretariat):
    record = make.submitted()

    with pytest.raises(PermissionDenied):
        review.recall(record=record, by=secretariat)

    assert versions(record) == [(1, Outcome.PENDING, "")]


def test_return_needs_a_reason(secretariat):
    record = make.submitted()

    with pytest.raises(ProcessError, match="Say what should be mended"):
        review.send_back(record=record, by=secretariat, reason=" \n")

    assert versions(record) == [(1, Outcome.PENDING, "")]


def test_returned_wording_is_mended_and_submitted_as_a_new_version(secretariat):
    record = review.send_back(record=make.submitted(), by=secretariat, reason="When?")

    record = again(record, title="Better")

    assert record.state == RecordState.SUBMITTED
    assert versions(record) == [(1, Outcome.RETURNED, "When?"), (2, Outcome.PENDING, "")]


def test_clear_supersedes_the_version_before_and_keeps_who_cleared_it(secretariat):
    first_by = make.person(Role.SECRETARIAT)
    record = review.clear(record=make.submitted(), by=first_by, reason="a remark")
    record = again(record, title="Second")
    base = record.versions.get(number=2).base

    record = review.clear(record=record, by=secretariat)

    assert record.state == RecordState.CLEAN
    assert base.number == 1
    assert list(record.versions.values_list("number", "outcome", "decided_by", "reason")) == [
        (1, Outcome.SUPERSEDED, first_by.pk, "a remark"),
        (2, Outcome.CLEARED, secretariat.pk, ""),
    ]


@pytest.mark.parametrize("act", ["clear", "send_back"])
def test_a_wording_that_was_not_read_is_neither_cleared_nor_returned(act, secretariat):
    record = make.submitted()
    record = review.recall(record=record, by=record.created_by)
    record = again(record, title="Another")

    with pytest.raises(ProcessError, match="Another wording has been submitted"):
        getattr(review, act)(record=record, by=secretariat, reason="x", version_number=1)

    assert versions(record)[-1] == (2, Outcome.PENDING, "")


@pytest.mark.parametrize("part", ["submitted_by", "approved_by"])
def test_own_submission_is_cleared_only_with_a_reason(part, secretariat):
    make.entity("undp")
    parts = [make.part("undp")]
    record = desk.create(kind="activity", content=make.content(participants=parts), by=secretariat)
    record = review.submit(record=record, by=secretariat)
    if part == "approved_by":
        record = review.recall(record=record, by=secretariat)
        contributor = make.person(Role.CONTRIBUTOR, "undp")
        both = make.person(Role.SECRETARIAT)
        make.Membership.objects.create(
            user=both, role=Role.FOCAL_POINT, entity=make.entity("undp"), starts=make.NETWORK_START
        )
        record = review.submit(record=record, by=contributor)
        record = review.approve(record=record, by=both)
        secretariat = both

    with pytest.raises(ProcessError, match="You submitted this yourself"):
        review.clear(record=record, by=secretariat)
    record = review.clear(record=record, by=secretariat, reason="alone on duty")

    assert versions(record)[-1][1:] == (Outcome.CLEARED, "alone on duty")


def without_lead(by):
    """A submission that names no lead, made by the secretariat, which stands in."""
    record = desk.create(kind="mandate", content=make.content("mandate"), by=by)
    return review.submit(record=record, by=by)


def test_record_without_a_lead_is_cleared_only_with_a_reason(secretariat):
    record = without_lead(make.person(Role.SECRETARIAT))

    with pytest.raises(ProcessError, match="has no lead"):
        review.clear(record=record, by=secretariat, reason=" ")
    record = review.clear(record=record, by=secretariat, reason="A decision of the Commission.")

    assert versions(record) == [(1, Outcome.CLEARED, "A decision of the Commission.")]


def test_a_lead_taken_off_in_the_new_wording_does_not_count(secretariat):
    """The former lead stays a participation until the clearing, but the wording under review has none."""
    parts = [make.part("who"), make.part("unodc", "co_lead")]
    by = make.person(Role.FOCAL_POINT, "unodc")
    record = desk.create(kind="activity", content=make.content(participants=parts), by=by)
    record = review.clear(record=review.submit(record=record, by=by), by=secretariat)
    record = again(record, participants=[make.part("unodc", "co_lead")])

    with pytest.raises(ProcessError, match="has no lead"):
        review.clear(record=record, by=secretariat)

    assert versions(record)[-1] == (2, Outcome.PENDING, "")


def test_a_lead_that_declined_does_not_count(secretariat):
    record = make.submitted(lead="who", partners=["unodc"])
    record.participations.filter(entity__slug="who").update(state=ParticipationState.DECLINED)

    with pytest.raises(ProcessError, match="has no lead"):
        review.clear(record=record, by=secretariat)


@pytest.mark.parametrize("state", [state for state in RecordState if state != RecordState.SUBMITTED])
def test_only_what_is_submitted_is_cleared(state, secretariat):
    record = make.record()
    record.state = state
    record.save(update_fields=["state"])

    with pytest.raises(PermissionDenied):
        review.clear(record=record, by=secretariat, reason="x")

    assert versions(record) == []


def test_an_act_in_a_stale_state_is_decided_on_the_row_not_on_the_copy(secretariat):
    record = make.submitted()
    stale = make.desk.Record.objects.get(pk=record.pk)
    review.clear(record=record, by=secretariat)

    with pytest.raises(PermissionDenied):
        review.send_back(record=stale, by=secretariat, reason="too late")

    assert versions(record) == [(1, Outcome.CLEARED, "")]


def test_withdraw_needs_a_reason_and_something_published():
    draft, record = make.record(), make.cleared()

    with pytest.raises(ProcessError, match="Nothing of this record has been published"):
        review.withdraw(record=draft, by=draft.created_by, reason="x")
    with pytest.raises(ProcessError, match="Say why"):
        review.withdraw(record=record, by=record.created_by, reason=" ")
    record = review.withdraw(record=record, by=record.created_by, reason="unsafe")
    with pytest.raises(ProcessError, match="withdrawn already"):
        review.withdraw(record=record, by=record.created_by, reason="again")

    record.refresh_from_db()
    assert (record.withdraw_reason, record.withdrawn_at.date().isoformat()) == ("unsafe", "2018-03-12")


def test_restore_needs_a_withdrawal():
    record = make.cleared()

    with pytest.raises(ProcessError, match="is not withdrawn"):
        review.restore(record=record, by=record.created_by)


def test_partner_does_not_withdraw_the_record_of_another():
    record = make.cleared(lead="who", partners=["unodc"])

    with pytest.raises(PermissionDenied):
        review.withdraw(record=record, by=make.person(Role.FOCAL_POINT, "unodc"), reason="x")

    record.refresh_from_db()
    assert record.withdrawn_at is None


def test_a_submitted_once_draft_is_not_deleted():
    record = make.submitted()
    record = review.recall(record=record, by=record.created_by)

    with pytest.raises(ProcessError, match="Withdraw it instead"):
        desk.discard(record=record, by=record.created_by)


def test_database_allows_one_pending_and_one_cleared_version(secretariat):
    record = again(make.cleared(), title="Second")
    revision = record.revisions.last()

    for outcome in (Outcome.PENDING, Outcome.CLEARED):
        decided = {} if outcome == Outcome.PENDING else {"decided_by": secretariat, "decided_at": "2018-03-12T10:00Z"}
        with pytest.raises(IntegrityError, match=f"version_one_{outcome}"), transaction.atomic():
            Version.objects.create(
                record=record,
                number=9,
                revision=revision,
                language="en",
                submitted_by=secretariat,
                outcome=outcome,
                **decided,
            )


def test_database_keeps_a_returned_version_from_lacking_its_reason(secretariat):
    record = make.submitted()

    with pytest.raises(IntegrityError, match="version_returned_with_reason"):
        record.versions.update(outcome=Outcome.RETURNED, decided_by=secretariat, decided_at="2018-03-12T10:00Z")
