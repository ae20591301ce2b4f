"""Who may do what to a record in which state: against a table written out here, not computed from the policy."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from entities import policies
from entities.choices import ParticipationState, RecordState, Role
from entities.models import Membership
from entities.policies import Action
from tests import factories as make

pytestmark = pytest.mark.django_db

# D draft, F waiting for the focal point, S submitted, R returned, C cleared and clean
LETTERS = {
    "D": RecordState.DRAFT,
    "F": RecordState.WITH_FOCAL_POINT,
    "S": RecordState.SUBMITTED,
    "R": RecordState.RETURNED,
    "C": RecordState.CLEAN,
}
TABLE = {
    Action.SEE: {
        "lead focal point": "DFSRC",
        "lead deputy": "DFSRC",
        "lead contributor": "DFSRC",
        "lead viewer": "DFSRC",
        "co-lead focal point": "DFSRC",
        "co-lead contributor": "DFSRC",
        "partner focal point": "DFSRC",
        "partner contributor": "DFSRC",
        "partner viewer": "DFSRC",
        "secretariat": "DFSRC",
    },
    Action.EDIT: {
        "lead focal point": "DRC",
        "lead deputy": "DRC",
        "lead contributor": "DRC",
        "co-lead focal point": "DRC",
        "co-lead contributor": "DRC",
    },
    Action.SUBMIT: {
        "lead focal point": "DR",
        "lead deputy": "DR",
        "lead contributor": "DR",
        "co-lead focal point": "DR",
        "co-lead contributor": "DR",
    },
    Action.APPROVE: {"lead focal point": "F", "lead deputy": "F", "co-lead focal point": "F"},
    Action.RECALL: {
        "lead focal point": "FS",
        "lead deputy": "FS",
        "lead contributor": "FS",
        "co-lead focal point": "FS",
        "co-lead contributor": "FS",
    },
    Action.RETURN: {"lead focal point": "F", "lead deputy": "F", "co-lead focal point": "F", "secretariat": "S"},
    Action.CLEAR: {"secretariat": "S"},
    Action.WITHDRAW: {"lead focal point": "DFSRC", "lead deputy": "DFSRC", "co-lead focal point": "DFSRC"},
    Action.RESTORE: {"lead focal point": "DFSRC", "lead deputy": "DFSRC", "co-lead focal point": "DFSRC"},
    Action.REMOVE: {"secretariat": "DFSRC"},
    Action.DISCARD: {
        "lead focal point": "DR",
        "lead deputy": "DR",
        "lead contributor": "DR",
        "co-lead focal point": "DR",
        "co-lead contributor": "DR",
    },
    Action.RESTRICT: {"lead focal point": "DFSRC", "lead deputy": "DFSRC", "co-lead focal point": "DFSRC"},
    Action.PROPOSE: {"partner focal point": "DFSRC", "secretariat": "DFSRC"},
    Action.SETTLE: {"lead focal point": "DRC", "lead deputy": "DRC", "co-lead focal point": "DRC"},
    Action.AGREE: {
        "lead focal point": "DFSRC",
        "lead deputy": "DFSRC",
        "co-lead focal point": "DFSRC",
        "partner focal point": "DFSRC",
        "secretariat": "DFSRC",
    },
    Action.CONFIRM: {
        "lead focal point": "DFSRC",
        "lead deputy": "DFSRC",
        "co-lead focal point": "DFSRC",
        "partner focal point": "DFSRC",
        "secretariat": "DFSRC",
    },
    Action.CONFIRM_TRUE: {"lead focal point": "C", "lead deputy": "C", "co-lead focal point": "C"},
    Action.MERGE: {"secretariat": "C"},
    Action.MEND: {"secretariat": "C"},
}
# What the secretariat may besides, where no leading entity has a focal point.
STAND_IN = {
    Action.SEE: "DFSRC",
    Action.EDIT: "DRC",
    Action.SUBMIT: "DR",
    Action.APPROVE: "",
    Action.RECALL: "FS",
    Action.RETURN: "S",
    Action.CLEAR: "S",
    Action.WITHDRAW: "DFSRC",
    Action.RESTORE: "DFSRC",
    Action.REMOVE: "DFSRC",
    Action.DISCARD: "DR",
    Action.RESTRICT: "DFSRC",
    Action.PROPOSE: "DFSRC",
    Action.SETTLE: "DRC",
    Action.AGREE: "DFSRC",
    Action.CONFIRM: "DFSRC",
    Action.CONFIRM_TRUE: "C",
    Action.MERGE: "C",
    Action.MEND: "C",
}


@pytest.fixture
def record():
    make.code_lists()
    parts = [
        make.part("who"),
        make.part("unodc", "co_lead"),
        make.part("undp", "partner"),
        make.part("unaids", "partner"),
    ]
    by = make.person(Role.FOCAL_POINT, "who")
    record = make.desk.create(kind="activity", content=make.content(participants=parts), by=by)
    record.participations.filter(entity__slug="unaids").update(state=ParticipationState.DECLINED)
    return record


@pytest.fixture
def people(record):
    deputy = make.person(Role.FOCAL_POINT, "who")
    deputy.memberships.update(deputy=True)
    former = make.person(Role.FOCAL_POINT, "who")
    former.memberships.update(ends=date(2018, 3, 11))
    coming = make.person()
    Membership.objects.create(user=coming, role=Role.FOCAL_POINT, entity=make.entity("who"), starts=date(2018, 3, 13))
    return {
        "lead focal point": make.person(Role.FOCAL_POINT, "who"),
        "lead deputy": deputy,
        "lead contributor": make.person(Role.CONTRIBUTOR, "who"),
        "lead viewer": make.person(Role.VIEWER, "who"),
        "co-lead focal point": make.person(Role.FOCAL_POINT, "unodc"),
        "co-lead contributor": make.person(Role.CONTRIBUTOR, "unodc"),
        "partner focal point": make.person(Role.FOCAL_POINT, "undp"),
        "partner contributor": make.person(Role.CONTRIBUTOR, "undp"),
        "partner viewer": make.person(Role.VIEWER, "undp"),
        "focal point of an entity that declined": make.person(Role.FOCAL_POINT, "unaids"),
        "focal point of another entity": make.person(Role.FOCAL_POINT, "ohchr"),
        "former lead focal point": former,
        "coming lead focal point": coming,
        "partner organisation": make.person(Role.PARTNER),
        "person without a role": make.person(),
        "technical administrator": make.person(is_staff=True, is_superuser=True),
        "secretariat": make.person(Role.SECRETARIAT),
        "anonymous": AnonymousUser(),
    }


def allowed(user, action, record):
    """The letters of the states in which the person may."""
    found = ""
    for letter, state in LETTERS.items():
        record.state = state
        found += letter if policies.can(user, action, record) else ""
    return found


def test_the_table_here_names_every_action_and_state():
    assert set(TABLE) == set(Action) == set(STAND_IN)
    assert set(LETTERS.values()) == set(RecordState)


@pytest.mark.parametrize("action", list(Action))
def test_action_is_open_to_these_people_in_these_states(action, record, people):
    found = {name: allowed(user, action, record) for name, user in people.items()}

    assert found == {name: TABLE[action].get(name, "") for name in people}


@pytest.mark.parametrize("action", list(Action))
def test_the_secretariat_stands_in_for_a_lead_without_a_focal_point(action, record, people):
    Membership.objects.filter(role=Role.FOCAL_POINT, entity__slug__in=("who", "unodc")).delete()

    assert allowed(people["secretariat"], action, record) == STAND_IN[action]


def test_actions_on_agrees_with_can(record, people):
    for user in people.values():
        for state in RecordState:
            record.state = state
            open_to = {action for action in Action if policies.can(user, action, record)}

            assert policies.actions_on(user, record) == open_to


def test_an_unknown_action_is_an_error_not_a_refusal(record, people):
    with pytest.raises(ValueError, match="is not a valid Action"):
        policies.can(people["secretariat"], "publish", record)


def test_demand_says_what_is_refused_and_why(record, people):
    record.state = RecordState.SUBMITTED

    with pytest.raises(PermissionDenied) as refusal:
        policies.demand(people["lead focal point"], Action.CLEAR, record)

    assert str(refusal.value) == f"You may not clear {record.reference} while it is “submitted”."


@pytest.mark.parametrize(
    ("name", "create", "review", "desk"),
    [
        ("lead focal point", True, False, True),
        ("lead contributor", True, False, True),
        ("lead viewer", False, False, True),
        ("secretariat", True, True, True),
        ("partner organisation", False, False, False),
        ("former lead focal point", False, False, False),
        ("technical administrator", False, False, False),
        ("anonymous", False, False, False),
    ],
)
def test_pages_open_by_role(name, create, review, desk, people):
    user = people[name]

    assert (policies.may_create(user), policies.may_review(user), policies.has_desk(user)) == (create, review, desk)
