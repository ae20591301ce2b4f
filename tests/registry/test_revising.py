"""Revisions of sealed editions: corrections, and what a withdrawal takes away from outside readers."""

import hashlib
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from entities import review, sharing
from entities.audiences import OUTSIDE
from entities.choices import Decision, ParticipationState, Role
from entities.sharing import Word
from registry.edition_errors import EditionError
from registry.edition_reading import EditionReading
from registry.models import EditionCorrection, EditionRevision
from registry.revising import correct_edition, revise_for_withdrawal, sums_without
from tests import factories as make
from tests.factories.editions import edition, sealed, titles
from tests.factories.records import second_wording

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def lists():
    make.code_lists()


@pytest.fixture
def secretariat():
    return make.person(Role.SECRETARIAT)


def numbers(row):
    """The revisions of an edition by audience."""
    found = EditionRevision.objects.filter(edition=row).order_by("audience__order", "number")
    return list(found.values_list("audience", "number"))


FIRST = [("network", 0), ("partners", 0), ("public", 0)]


def test_a_correction_is_a_revision_of_the_audiences_that_read_it(secretariat):
    record, other = make.shared("partners", title="Frist"), make.shared("public", title="Other")
    row = sealed()
    record = second_wording(record, title="First")

    made = correct_edition(edition=row, references=[record.reference, other.reference], by=secretariat, reason="Typo.")

    assert [(revision.audience_id, revision.number, revision.reason) for revision in made] == [("network", 1, "Typo.")]
    assert titles(row, "network") == {record.reference: "First", other.reference: "Other"}
    assert titles(row, "network", number=0) == {record.reference: "Frist", other.reference: "Other"}
    assert titles(row, "partners") == {record.reference: "Frist", other.reference: "Other"}  # not agreed yet
    assert EditionCorrection.objects.count() == 1


def test_corrections_add_up_and_the_newest_counts(secretariat):
    record, gone = make.cleared(title="First"), make.cleared(title="Gone")
    row = sealed()
    late = make.cleared(title="Forgotten")
    correct_edition(edition=row, references=[late.reference], by=secretariat, reason="It was forgotten.")
    record = second_wording(record, title="Second")
    review.withdraw(record=gone, by=gone.created_by, reason="x")
    wanted = [record.reference, gone.reference]
    correct_edition(edition=row, references=wanted, by=secretariat, reason="Two mistakes.")
    record = second_wording(record, title="Third")
    (third,) = correct_edition(edition=row, references=[record.reference], by=secretariat, reason="Again.")

    assert titles(row, "network", 1) == {
        record.reference: "First", gone.reference: "Gone", late.reference: "Forgotten"
    }  # fmt: skip
    assert titles(row, "network", 2) == {record.reference: "Second", late.reference: "Forgotten"}
    assert titles(row, "network") == {record.reference: "Third", late.reference: "Forgotten"}
    lines = [
        f"{held.reference}\t{held.kind}\t{held.sha256}\t{held.last_confirmed or ''}\n"
        for held in EditionReading(row, "network").entries()
    ]
    assert (third.counts, third.sha256) == ({"activity": 2}, hashlib.sha256("".join(lines).encode()).hexdigest())


def test_a_correction_needs_a_reason_a_difference_a_sealed_month_and_the_secretariat(secretariat):
    record = make.cleared()
    row = sealed("2018-02")
    wanted = {"references": [record.reference], "by": secretariat, "reason": "x"}

    with pytest.raises(EditionError, match="Say why"):
        correct_edition(edition=row, **wanted | {"reason": " "})
    with pytest.raises(EditionError, match="Nothing differs"):
        correct_edition(edition=row, **wanted)
    with pytest.raises(EditionError, match="March 2018 is not sealed"):
        correct_edition(edition=edition("2018-03"), **wanted)
    with pytest.raises(PermissionDenied):
        correct_edition(edition=row, **wanted | {"by": record.created_by})

    assert numbers(row) == FIRST


# --- Withdrawals -------------------------------------------------------------------------------------


def test_a_withdrawn_record_goes_from_every_sealed_edition_outside(secretariat):
    record, other = make.shared("public", title="Gone"), make.shared("public", title="Other")
    january, february = sealed("2018-01"), sealed("2018-02")

    review.withdraw(record=record, by=record.created_by, reason="unsafe for those named")

    for row in (january, february):
        assert numbers(row) == [("network", 0), ("partners", 0), ("partners", 1), ("public", 0), ("public", 1)]
        assert titles(row, "public") == titles(row, "partners") == {other.reference: "Other"}
        assert titles(row, "network") == {record.reference: "Gone", other.reference: "Other"}
        old, new = EditionReading(row, "public", 0), EditionReading(row, "public")
        assert (old.closed, new.closed, EditionReading(row, "network", 0).closed) == (True, False, False)
        assert (new.revision.reason, new.revision.made_by, new.revision.counts) == (
            "A record was withdrawn.", None, {"activity": 1}
        )  # fmt: skip


def test_withdrawing_from_the_public_leaves_the_partners_editions():
    record = make.shared("public")
    row = sealed()

    sharing.decide(
        record=record, entity=make.entity("who"), word=Word("public", Decision.WITHDRAW), by=record.created_by
    )

    assert numbers(row) == [("network", 0), ("partners", 0), ("public", 0), ("public", 1)]
    assert (list(titles(row, "partners")), titles(row, "public")) == ([record.reference], {})


@pytest.mark.parametrize("act", ["restrict", "decline the wording", "decline the part"])
def test_other_ways_of_taking_back_count_as_withdrawals(act):
    record = make.agree(make.cleared(lead="who", partners=["unodc"]), "public")
    row, unodc, theirs = sealed(), make.entity("unodc"), make.person(Role.FOCAL_POINT, "unodc")

    if act == "restrict":
        review.restrict(record=record, own_only=True, by=record.created_by)
    elif act == "decline the wording":
        sharing.decide(record=record, entity=unodc, word=Word("partners", Decision.DECLINE), by=theirs)
    else:
        sharing.set_participation(record=record, entity=unodc, state=ParticipationState.DECLINED, by=theirs)

    assert titles(row, "public") == titles(row, "partners") == {}
    assert list(titles(row, "network")) == [record.reference]


def test_a_lapse_leaves_sealed_editions_as_they_are_and_a_later_withdrawal_does_not(portal_date):
    record = make.agree(make.cleared(), "partners", until=date(2018, 3, 20))
    row = sealed()
    portal_date(date(2018, 3, 21))

    sharing.lapse()
    after_the_lapse = numbers(row)
    review.withdraw(record=record, by=record.created_by, reason="x")

    assert (after_the_lapse, numbers(row)) == (FIRST, [("network", 0), ("partners", 0), ("partners", 1), ("public", 0)])
    assert titles(row, "partners") == {}


def test_declining_a_newer_wording_takes_nothing_back():
    record = make.shared("public", title="First")
    row = sealed()
    record = second_wording(record, title="Second")

    sharing.decide(
        record=record, entity=make.entity("who"), word=Word("public", Decision.DECLINE), by=record.created_by
    )

    assert (numbers(row), titles(row, "public")) == (FIRST, {record.reference: "First"})


def test_revising_for_a_withdrawal_twice_changes_nothing():
    record = make.shared("public")
    row = sealed()
    review.withdraw(record=record, by=record.created_by, reason="x")

    assert revise_for_withdrawal(record, OUTSIDE, sums_without(record, OUTSIDE)) == []
    assert len(numbers(row)) == 5


def test_a_withdrawal_hashes_months_before_it_locks_the_clocks():
    record = make.shared("public")
    for code in ("2018-01", "2018-02"):
        sealed(code)

    with CaptureQueriesContext(connection) as queries:
        review.withdraw(record=record, by=record.created_by, reason="x")

    statements = [query["sql"] for query in queries]
    hashed = [at for at, sql in enumerate(statements) if "sha256(convert_to" in sql]
    locked = next(at for at, sql in enumerate(statements) if "entities_audienceclock" in sql and "FOR UPDATE" in sql)
    assert len(hashed) == 4
    assert max(hashed) < locked


def test_what_was_summed_up_before_a_revision_is_not_taken_after_it():
    record, other = make.shared("public"), make.shared("public")
    sealed()
    sums = sums_without(record, OUTSIDE)
    review.withdraw(record=other, by=other.created_by, reason="x")

    partners, public = revise_for_withdrawal(record, OUTSIDE, sums)

    assert ((partners.number, partners.counts), (public.number, public.counts)) == ((2, {}), (2, {}))
    assert public.sha256 == hashlib.sha256(b"").hexdigest()
