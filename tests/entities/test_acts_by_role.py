"""Each act on a record over its address, by each person in each state: refused or not, as the policy's table says."""

import pytest
from django.db import transaction
from django.test import Client

from entities import review
from entities.choices import RecordState
from entities.policies import Action
from tests.entities.test_policies import LETTERS, TABLE, people, record  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db
ACTS = {
    "": Action.SEE,
    "history/": Action.SEE,
    "edit/": Action.EDIT,
    "close/": Action.EDIT,
    "progress/": Action.EDIT,
    "submit/": Action.SUBMIT,
    "recall/": Action.RECALL,
    "approve/": Action.APPROVE,
    "return/": Action.RETURN,
    "withdraw/": Action.WITHDRAW,
    "restore/": Action.RESTORE,
    "remove/": Action.REMOVE,
    "restrict/": Action.RESTRICT,
    "delete/": Action.DISCARD,
    "still-true/": Action.CONFIRM_TRUE,
    "propose/": Action.PROPOSE,
}
ONLY_SEEN = {"", "history/"}
WHO = (
    "lead focal point",
    "lead contributor",
    "lead viewer",
    "partner focal point",
    "focal point of another entity",
    "secretariat",
)


@pytest.fixture
def clients(people):  # noqa: F811
    """A browser in which each of them is signed in."""
    found = {name: Client() for name in WHO}
    for name, client in found.items():
        client.force_login(people[name])
    return found


def brought(record, letter, people):  # noqa: F811
    """The record in a state, by the way that leads there."""
    if letter == "F":
        return review.submit(record=record, by=people["lead contributor"])
    if letter != "D":
        record = review.submit(record=record, by=record.created_by)
    if letter == "R":
        return review.send_back(record=record, by=people["secretariat"], reason="Why.")
    return review.clear(record=record, by=people["secretariat"]) if letter == "C" else record


@pytest.mark.parametrize("letter", LETTERS)
def test_acts_over_their_addresses_are_refused_as_the_table_says(letter, clients, people, record):  # noqa: F811
    record = brought(record, letter, people)
    found, wanted = {}, {}
    for act, action in ACTS.items():
        for name, client in clients.items():
            with transaction.atomic():
                method = client.get if act in ONLY_SEEN else client.post
                status = method(f"/desk/activities/{record.reference}/{act}").status_code
                transaction.set_rollback(True)
            seen = letter in TABLE[Action.SEE].get(name, "")
            allowed = letter in TABLE[action].get(name, "")
            found[act, name] = status if status in (403, 404) else 200
            wanted[act, name] = 404 if not seen else 200 if allowed else 403

    assert {key: (status, wanted[key]) for key, status in found.items() if status != wanted[key]} == {}


def test_every_act_of_the_table_has_an_address_here_or_a_test_of_its_own():
    elsewhere = {Action.CLEAR, Action.MERGE, Action.MEND, Action.SETTLE, Action.AGREE, Action.CONFIRM}
    assert set(Action) - set(ACTS.values()) == elsewhere
    assert set(LETTERS.values()) == set(RecordState)
