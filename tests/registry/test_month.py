"""The cycle: months are planned by the rule in Vienna's time, opened, closed and sealed when due, once."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from entities.choices import Role
from registry import month
from registry.edition_errors import EditionError
from registry.models import Edition, EditionRevision, EditionRule, SignOff
from tests import factories as make
from tests.factories.editions import VIENNA, edition, titles
from ungass_portal.lib import clock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def lists():
    make.code_lists()


@pytest.fixture
def secretariat():
    return make.person(Role.SECRETARIAT)


def states():
    """The months that are not merely planned: code to state."""
    return {row.code: row.state for row in Edition.objects.exclude(state="planned")}


def moments(code):
    """The three moments of a month in UTC."""
    row = Edition.objects.get(month=f"{code}-01")
    return [f"{getattr(row, name).astimezone(UTC):%d %H:%M}" for name in month.DAYS]


# --- Planning ------------------------------------------------------------------------------------------


def test_a_year_ahead_is_planned_once_in_the_time_of_vienna():
    assert (month.plan_editions(), month.plan_editions()) == (13, 0)

    codes = [row.code for row in Edition.objects.all()]
    assert (codes[0], codes[-1], len(codes)) == ("2018-03", "2019-03", 13)
    # summer time begins on 25 March and ends on 28 October
    assert moments("2018-03") == ["01 08:00", "21 17:00", "31 16:00"]
    assert moments("2018-10") == ["01 07:00", "21 16:00", "31 17:00"]
    assert moments("2019-02") == ["01 08:00", "21 17:00", "28 17:00"]


def test_the_plan_grows_by_the_month_and_leaves_no_gap_after_days_without_a_run(portal_date):
    month.plan_editions()
    portal_date(date(2018, 4, 3))

    assert month.plan_editions() == 1
    assert Edition.objects.last().code == "2019-04"


def test_a_month_whose_deadline_has_passed_is_not_begun(portal_date):
    portal_date(date(2018, 3, 22))

    month.plan_editions()

    assert Edition.objects.first().code == "2018-04"


def test_another_rule_moves_the_months_that_are_only_planned(secretariat):
    month.plan_editions()
    month.open_due()
    moved = Edition.objects.get(month="2018-06-01")
    seals_at = moved.seals_at + timedelta(days=1)
    month.move_edition(edition=moved, days={"seals_at": seals_at}, by=secretariat, reason="holidays")

    values = {"deadline_day": 15, "sealing_day": 20, "sealing_time": time(12)}
    month.change_rule(values=values, by=secretariat, reason="earlier")

    assert moments("2018-03") == ["01 08:00", "21 17:00", "31 16:00"]
    assert moments("2018-04") == ["01 07:00", "15 16:00", "20 10:00"]
    assert moments("2018-06") == ["01 07:00", "21 16:00", "01 16:00"]
    assert list(EditionRule.objects.values_list("deadline_day", flat=True)) == [15]


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"deadline_day": 1}, "come in their order"),
        ({"sealing_day": 32}, "must be of a month"),
        ({"opening_day": 29, "deadline_day": 30, "deadline_time": time(8)}, "deadline must come after the opening"),
        ({"sealing_day": 21, "sealing_time": time(17)}, "sealed at its deadline or later"),
    ],
)
def test_a_rule_that_does_not_work_in_every_month_is_refused(values, told, secretariat):
    month.the_rule()

    with pytest.raises(EditionError, match=told):
        month.change_rule(values=values, by=secretariat)

    assert month.days_by(EditionRule.objects.get(), date(2018, 3, 1))["deadline_at"].day == 21


# --- What is due ---------------------------------------------------------------------------------------


def run():
    """All steps, in the order of the cycle."""
    return [step() for step in (month.plan_editions, month.open_due, month.to_review, month.seal_due)]


def test_a_month_goes_its_way_and_nothing_is_done_twice(portal_date):
    record = make.cleared(lead="who")
    assert run() == [13, 1, 0, 0]
    assert (run(), states()) == ([0, 0, 0, 0], {"2018-03": "open"})
    SignOff.objects.create(edition_id=date(2018, 3, 1), entity=make.entity("who"), word="updated", by=record.created_by)

    portal_date(date(2018, 3, 22))
    assert (run(), states()) == ([0, 0, 1, 0], {"2018-03": "in_review"})
    portal_date(date(2018, 4, 3))  # the cycle stood still for days
    assert run() == [1, 1, 0, 1]
    assert (run(), states()) == ([0, 0, 0, 0], {"2018-03": "sealed", "2018-04": "open"})

    row = Edition.objects.first()
    assert (titles(row, "network"), row.sealed_by, row.despite) == ({record.reference: "A title"}, None, "")


def test_a_month_that_is_not_complete_waits_for_the_secretariat(portal_date):
    make.cleared(lead="who")
    run()
    portal_date(date(2018, 4, 3))

    assert run() == [1, 1, 1, 0]

    assert [row.code for row in month.due_for_sealing()] == ["2018-03"]
    assert not EditionRevision.objects.exists()


# --- By hand -------------------------------------------------------------------------------------------


def at(day, hour=18, of=3):
    return datetime(2018, of, day, hour, tzinfo=VIENNA)


def test_a_deadline_before_the_opening_is_refused(secretariat):
    row = edition("2018-04", "planned")

    with pytest.raises(EditionError, match="deadline must come after the opening"):
        month.move_edition(edition=row, days={"opens_at": at(22, of=4)}, by=secretariat)
    with pytest.raises(EditionError, match="sealed at its deadline or later"):
        month.move_edition(edition=row, days={"seals_at": at(20, of=4)}, by=secretariat)
    with pytest.raises(PermissionDenied):
        month.move_edition(edition=row, days={}, by=make.person(Role.FOCAL_POINT, "who"))

    assert Edition.objects.get().moved_by_hand is False


def test_what_has_come_to_pass_is_not_moved(secretariat):
    opened, sealed = edition(), edition("2018-02", "sealed", sealed_at=at(28, of=2))

    with pytest.raises(EditionError, match="March 2018 is open already"):
        month.move_edition(edition=opened, days={"opens_at": at(13)}, by=secretariat)
    with pytest.raises(EditionError, match="February 2018 is sealed: its days are history"):
        month.move_edition(edition=sealed, days={"seals_at": at(29)}, by=secretariat)


def test_a_later_deadline_opens_a_month_in_review_again(secretariat, portal_date):
    row = edition(state="in_review")
    portal_date(date(2018, 3, 22))

    row = month.move_edition(edition=row, days={"deadline_at": at(26)}, by=secretariat)

    assert (row.state, row.deadline_at, row.moved_by_hand) == ("open", at(26), True)


def test_a_month_is_opened_and_closed_before_its_time(secretariat):
    row = edition("2018-04", "planned")

    with pytest.raises(EditionError, match="April 2018 is not open"):
        month.close_edition(edition=row, by=secretariat)
    opened = month.open_edition(edition=row, by=secretariat)
    with pytest.raises(EditionError, match="April 2018 is open already"):
        month.open_edition(edition=row, by=secretariat)
    assert (opened.state, opened.opens_at.date()) == ("open", clock.today())

    closed = month.close_edition(edition=row, by=secretariat)

    assert (closed.state, closed.moved_by_hand) == ("in_review", True)
    assert (month.plan_editions(), month.to_review()) == (12, 0)
