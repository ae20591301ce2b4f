"""Handing over: drafts and duties go to the successor, and nothing that is typed is lost."""

from datetime import date

import pytest

from entities.choices import Role
from entities.handing_over import hand_over, successors
from entities.models import FormDraft
from tests import factories as make
from ungass_portal.lib.problems import ProcessError

pytestmark = pytest.mark.django_db
TODAY = date(2018, 3, 12)


@pytest.fixture(autouse=True)
def lists():
    make.code_lists()


@pytest.fixture
def giver():
    return make.person(Role.FOCAL_POINT, "who").memberships.get()


@pytest.fixture
def deputy():
    row = make.person(Role.FOCAL_POINT, "who").memberships.get()
    row.deputy = True
    row.save()
    return row


def typed(person, record=None, lead="who"):
    kind = record.kind if record else "activity"
    data = {"title": ["Typed"], "participants-0-entity": [lead]}
    return FormDraft.objects.create(person=person, record=record, kind=kind, data=data)


def test_drafts_and_the_duty_go_over_and_the_role_ends(giver, deputy):
    own, foreign, both = make.record(), make.record(lead="undp"), make.record()
    moved = [typed(giver.user, own), typed(giver.user)]
    stay = [typed(giver.user, foreign), typed(giver.user, lead="undp"), typed(giver.user, both)]
    theirs = typed(deputy.user, both)

    done = hand_over(giver=giver, successor=deputy, ends=TODAY, by=giver.user, reason="New post.")

    assert (done.moved, done.stayed) == (2, [both.reference])
    assert set(FormDraft.objects.filter(person=deputy.user)) == {*moved, theirs}
    assert set(FormDraft.objects.filter(person=giver.user)) == set(stay)
    giver.refresh_from_db()
    deputy.refresh_from_db()
    assert (giver.ends, deputy.deputy, deputy.ends) == (TODAY, False, None)


def test_successor_is_a_focal_point_of_the_entity_today(giver, deputy):
    contributor = make.person(Role.CONTRIBUTOR, "who").memberships.get()
    other = make.person(Role.FOCAL_POINT, "undp").memberships.get()
    former = make.person(Role.FOCAL_POINT, "who").memberships.get()
    former.ends = date(2018, 3, 11)
    former.save()

    assert list(successors(giver)) == [deputy]
    for successor in (contributor, other, former, giver):
        with pytest.raises(ProcessError, match="The successor must be focal point or deputy of WHO"):
            hand_over(giver=giver, successor=successor, ends=TODAY, by=giver.user)


def test_others_do_not_hand_over_but_the_secretariat_does(giver, deputy):
    with pytest.raises(ProcessError, match="Only the focal point or the secretariat hands over"):
        hand_over(giver=giver, successor=deputy, ends=TODAY, by=deputy.user)
    with pytest.raises(ProcessError, match="last day lies in the past"):
        hand_over(giver=giver, successor=deputy, ends=date(2018, 3, 11), by=giver.user)

    hand_over(giver=giver, successor=deputy, ends=TODAY, by=make.person(Role.SECRETARIAT))

    giver.refresh_from_db()
    assert giver.ends == TODAY


def test_handing_over_lengthens_no_role(giver, deputy):
    giver.ends = date(2018, 3, 20)
    giver.save()

    hand_over(giver=giver, successor=deputy, ends=date(2019, 1, 1), by=giver.user)

    giver.refresh_from_db()
    assert giver.ends == date(2018, 3, 20)
