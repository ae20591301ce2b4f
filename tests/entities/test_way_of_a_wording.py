"""One record's way from the desk through the gate to each audience, and away again."""

import pytest

from entities import desk, review, sharing
from entities.choices import Decision, RecordState, Role
from entities.models import Change
from registry.models import MatrixEntry
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def lists():
    make.code_lists()


def audiences(record):
    return sorted(MatrixEntry.objects.filter(record=record).values_list("audience", flat=True))


def test_draft_is_read_by_nobody():
    record = make.record()

    assert record.state == RecordState.DRAFT
    assert audiences(record) == []


def test_cleared_record_is_read_by_the_network_only():
    record = make.cleared(chapter=1, countries=["AUT"])

    entry = MatrixEntry.objects.get(record=record)
    assert (entry.audience_id, entry.title, entry.chapter, entry.participants) == (
        "network",
        "A title",
        1,
        ["who:lead"],
    )
    assert list(Change.objects.values_list("audience", "position", "reference", "kind")) == [
        ("network", 1, record.reference, "created")
    ]


def test_public_agreement_covers_partners():
    record = make.shared("public")

    assert audiences(record) == ["network", "partners", "public"]


def test_joint_record_waits_for_every_decider():
    record = make.cleared(lead="who", partners=["unodc"])
    word = sharing.Word("public", Decision.AGREE)

    sharing.decide(record=record, entity=make.entity("who"), word=word, by=make.person(Role.FOCAL_POINT, "who"))
    assert audiences(record) == ["network"]
    sharing.decide(record=record, entity=make.entity("unodc"), word=word, by=make.person(Role.FOCAL_POINT, "unodc"))

    assert audiences(record) == ["network", "partners", "public"]


def test_editing_leaves_the_last_agreed_wording_outside():
    record = make.shared("partners", title="First")
    by = make.person(Role.FOCAL_POINT, "who")
    content = record.working_copy.content() | {"title": "Second"}

    desk.save(record=record, content=content, base_revision=record.revision, by=by)
    record = review.submit(record=record, by=by)
    review.clear(record=record, by=make.person(Role.SECRETARIAT))

    titles = dict(MatrixEntry.objects.filter(record=record).values_list("audience", "title"))
    assert titles == {"network": "Second", "partners": "First"}


def test_withdrawal_leaves_tombstones_and_restore_gives_back_the_network_only():
    record = make.shared("public")
    by = make.person(Role.FOCAL_POINT, "who")

    review.withdraw(record=record, by=by, reason="published too early")
    assert audiences(record) == []
    assert set(Change.objects.filter(kind="withdrawn").values_list("audience", flat=True)) == {
        "network",
        "partners",
        "public",
    }
    review.restore(record=record, by=by)

    assert audiences(record) == ["network"]
