"""The entities' word for the month: who gives it, until when, what it confirms, and of whom it is expected."""

from datetime import date

import pytest

from entities import desk, review
from entities.choices import Rhythm, Role
from entities.models import NetworkMembership, Record
from registry.choices import SignOffWord
from registry.missing import expected, missing_for
from registry.models import SignOff
from registry.sign_offs import sign_off, words
from tests import factories as make
from tests.factories import editions as months
from ungass_portal.lib import clock
from ungass_portal.lib.problems import ProcessError

pytestmark = pytest.mark.django_db
MARCH, APRIL = date(2018, 3, 12), date(2018, 4, 10)
SOUND = {"chapter": 1, "countries": ["AUT"]}


@pytest.fixture(autouse=True)
def lists():
    make.code_lists()


@pytest.fixture
def focal():
    return make.person(Role.FOCAL_POINT, "who")


def say(by, edition, word=SignOffWord.NO_CHANGE, **more):
    return sign_off(edition=edition, entity=make.entity("who"), word=word, by=by, **more)


def confirmed(*records):
    return [Record.objects.get(pk=record.pk).last_confirmed for record in records]


def test_word_confirms_led_rows_that_are_neither_in_doubt_nor_in_work(focal, portal_date):
    sound = make.cleared(by=focal, **SOUND)
    doubtful = make.cleared(by=focal, countries=["AUT"])
    in_work = make.cleared(by=focal, **SOUND)
    partner = make.cleared(lead="undp", partners=["who"], **SOUND)
    withdrawn = make.cleared(by=focal, **SOUND)
    review.withdraw(record=withdrawn, by=focal, reason="Over.")
    portal_date(APRIL)
    desk.add_progress(record=in_work, text="Begun.", by=focal)

    say(focal, months.edition("2018-04"), SignOffWord.UPDATED, remark=" One is still being written. ")

    assert confirmed(sound, doubtful, in_work, partner, withdrawn) == [APRIL, MARCH, MARCH, MARCH, MARCH]
    row = SignOff.objects.get()
    assert (row.word, row.remark, row.late, row.on_behalf, row.by) == (
        "updated", "One is still being written.", False, False, focal,
    )  # fmt: skip


def test_late_word_is_marked_and_a_sealed_month_takes_none(focal, portal_date):
    edition = months.edition("2018-03")
    portal_date(date(2018, 3, 22))
    assert say(focal, edition).late

    for state, refusal in (("sealed", "2018-02 is sealed"), ("planned", "2018-05 is not open yet")):
        sealed = state == "sealed"
        other = months.edition("2018-02" if sealed else "2018-05", state, sealed_at=clock.now() if sealed else None)
        with pytest.raises(ProcessError, match=refusal):
            say(focal, other)


def test_newest_word_counts_and_the_earlier_ones_are_kept(focal):
    edition = months.edition()
    say(focal, edition)
    say(focal, edition, SignOffWord.UPDATED)

    found = words(edition)

    assert {pk: row.word for pk, row in found.items()} == {make.entity("who").pk: "updated"}
    assert SignOff.objects.count() == 2


def test_deputy_signs_off_and_a_role_that_ended_is_told_so():
    edition = months.edition()
    deputy, former = make.person(Role.FOCAL_POINT, "who"), make.person(Role.FOCAL_POINT, "who")
    deputy.memberships.update(deputy=True)
    former.memberships.update(ends=date(2018, 3, 11))

    say(deputy, edition)

    with pytest.raises(ProcessError, match="Your role as focal point of WHO ended on 11 March 2018"):
        say(former, edition)
    for role in (Role.CONTRIBUTOR, Role.VIEWER):
        with pytest.raises(ProcessError, match="Only a focal point of WHO signs off for it"):
            say(make.person(role, "who"), edition)
    assert SignOff.objects.count() == 1


def test_secretariat_signs_off_on_behalf_with_evidence_only(focal):
    edition, secretariat = months.edition(), make.person(Role.SECRETARIAT)

    with pytest.raises(ProcessError, match="needs evidence"):
        say(secretariat, edition, evidence=" ")
    row = say(secretariat, edition, evidence="E-mail of 12 March")

    assert (row.on_behalf, row.evidence) == (True, "E-mail of 12 March")


def test_nothing_to_report_is_refused_of_an_entity_that_leads_records(focal):
    edition = months.edition()
    say(focal, edition, SignOffWord.NOTHING)
    make.cleared(by=focal)

    with pytest.raises(ProcessError, match="WHO leads records"):
        say(focal, edition, SignOffWord.NOTHING)


@pytest.mark.parametrize(
    ("month", "slugs"), [("2018-02", ["who"]), ("2018-03", ["undp", "who"]), ("2018-06", ["undp", "who"])]
)
def test_words_are_expected_by_rhythm(month, slugs, focal):
    for slug, rhythm in (("undp", Rhythm.QUARTERLY), ("ohchr", Rhythm.READS), ("unaids", Rhythm.MONTHLY)):
        NetworkMembership.objects.filter(entity=make.entity(slug)).update(rhythm=rhythm)
    NetworkMembership.objects.filter(entity__slug="unaids").update(ends=date(2018, 1, 31))
    make.entity("outside", network=False)
    edition = months.edition(month)

    assert [entity.slug for entity in expected(edition)] == slugs
    say(focal, edition)
    assert [entity.slug for entity in missing_for(edition).entities] == [slug for slug in slugs if slug != "who"]
