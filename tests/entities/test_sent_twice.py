"""A form that a poor line sends twice, because the first answer was lost, does what it did and says nothing else."""

import pytest

from entities.choices import RecordState, Role
from entities.models import Record
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def lists():
    make.code_lists()


@pytest.fixture
def person(client):
    found = make.person(Role.FOCAL_POINT, "who", language="en")
    client.force_login(found)
    return found


def twice(client, address, data):
    """Send the same form twice; where each answer leads, and what the second one's page says first."""
    first, second = client.post(address, data), client.post(address, data)
    said = [str(message) for message in client.get("/desk/?show=all").context["messages"]]
    return first, second, said


def test_new_record_is_begun_and_submitted_once(client, person):
    form = client.get("/desk/activities/new/").context["form"].data.dict()
    sent = form | {"title": "Sent twice", "summary": "By a poor line.", "then": "submit"}

    first, second, said = twice(client, "/desk/activities/new/", sent)

    record = Record.objects.get()
    assert (record.state, record.versions.count()) == (RecordState.SUBMITTED, 1)
    assert first["Location"] == second["Location"] == f"/desk/activities/{record.reference}/"
    assert said == ["Submitted. The secretariat reads it next."] * 2


def test_edited_record_is_saved_and_submitted_once(client, person):
    record = make.record(by=person)
    address = f"/desk/activities/{record.reference}/edit/"
    sent = client.get(address).context["form"].data.dict() | {"summary": "Edited once.", "then": "submit"}

    first, second, said = twice(client, address, sent)

    record.refresh_from_db()
    assert (record.state, record.revision, record.versions.count()) == (RecordState.SUBMITTED, 2, 1)
    assert first["Location"] == second["Location"] == f"/desk/activities/{record.reference}/"
    assert said == ["Submitted. The secretariat reads it next."] * 2


def test_short_form_is_submitted_once(client, person):
    record = make.cleared(by=person)
    address = f"/desk/activities/{record.reference}/amend/"
    form = client.get(address).context["form"].data.dict()
    sent = {name: form.get(name, "") for name in ("base_revision", "status")} | {"summary": "Amended.", "then": "desk"}

    first, second, said = twice(client, address, sent)

    record.refresh_from_db()
    assert (record.state, record.working_copy.summary) == (RecordState.SUBMITTED, "Amended.")
    assert first["Location"] == second["Location"] == f"/desk/#{record.reference}"
    assert said == ["Submitted. The secretariat reads it next."]


def test_other_words_for_a_submitted_record_are_refused_as_before(client, person):
    record = make.record(by=person)
    address = f"/desk/activities/{record.reference}/edit/"
    sent = client.get(address).context["form"].data.dict() | {"summary": "Edited once.", "then": "submit"}
    client.post(address, sent)

    assert client.post(address, sent | {"summary": "And once more."}).status_code == 403
