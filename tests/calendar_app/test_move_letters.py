"""Moving or calling off an event tells those concerned once, with old and new."""

from datetime import date

import pytest

from entities import desk, review, sharing
from entities.choices import LetterKind, ParticipationState, Role
from entities.models import Letter, Record
from tests import factories as make
from tests.calendar_app.test_round_trip import TIMED, days

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def lists():
    make.code_lists()


@pytest.fixture
def people():
    """A focal point of each entity."""
    return {slug: make.person(Role.FOCAL_POINT, slug) for slug in ("who", "undp", "unodc", "unicef")}


@pytest.fixture
def event(people):
    return make.cleared(
        "event", title="A meeting", lead="who", by=people["who"], partners=["undp"], dates=days("2018-03-20"), **TIMED
    )


def again(record, **changes):
    """Another wording, submitted by the same person and cleared."""
    record = Record.objects.get(pk=record.pk)
    content = record.working_copy.content() | changes
    desk.save(record=record, content=content, base_revision=record.revision, by=record.created_by)
    review.submit(record=record, by=record.created_by)
    review.clear(record=record, by=make.person(Role.SECRETARIAT))


def letters():
    """Subject and recipient of all letters about moves."""
    rows = Letter.objects.filter(kind=LetterKind.MOVED).order_by("written_at")
    return [(row.subject, row.person) for row in rows]


def test_a_move_is_told_once_with_old_and_new(event, people):
    again(event, dates=days("2018-03-21"), start_time="11:00", place="Geneva")
    again(event, summary="Another text, the same day.", status="held")

    letter = Letter.objects.get(kind=LetterKind.MOVED)
    assert letters() == [("Changed: A meeting", people["undp"])]
    told = " ".join(letter.text.split())
    assert "Before: 20 March 2018 Now: 21 March 2018" in told
    assert "Before: 10:00 Now: 11:00" in told
    assert "Before: – Now: Geneva" in told
    assert f"/events/{event.reference}/" in letter.text


def test_calling_off_and_withdrawing_are_told(event, people):
    again(event, status="postponed")
    again(event, status="cancelled", dates=days("2018-04-20"))
    review.withdraw(record=Record.objects.get(), by=people["who"], reason="A mistake.")

    assert letters() == [
        ("Postponed: A meeting", people["undp"]),
        ("Cancelled: A meeting", people["undp"]),
        ("Withdrawn from the calendar: A meeting", people["undp"]),
    ]


def test_hosts_and_organisers_of_events_held_there_are_told_and_nobody_else(event, people):
    make.cleared("event", title="Beside it", lead="unodc", dates=days("2018-03-20"), held_at=event.reference)
    again(event, host_entity="unicef")

    again(event, dates=days("2018-03-22"))

    told = {person for _subject, person in letters()}
    assert told >= {people["undp"], people["unodc"], people["unicef"]}
    assert people["who"] not in told


def test_who_declined_is_not_told_and_what_is_over_concerns_nobody(event, people, portal_date):
    state = ParticipationState.DECLINED
    sharing.set_participation(record=event, entity=make.entity("undp"), state=state, by=people["undp"])
    again(event, participants=[make.part("who"), make.part("unodc", "partner")], dates=days("2018-03-22"))
    assert letters() == [("Changed: A meeting", people["unodc"])]

    portal_date(date(2018, 4, 1))
    again(event, place="Geneva")
    again(event, dates=days("2018-03-20"))

    assert len(letters()) == 1
