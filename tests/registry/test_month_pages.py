"""The secretariat's pages of the months: the rule, moving, opening, sealing with a check list, correcting."""

from datetime import date

import pytest

from entities.choices import Role
from registry import month
from registry.models import Edition, EditionRevision, EditionRule
from tests import factories as make
from tests.factories.editions import edition, sealed, titles
from tests.factories.records import second_wording

pytestmark = pytest.mark.django_db


@pytest.fixture
def secretariat(client):
    person = make.person(Role.SECRETARIAT)
    client.force_login(person)
    return person


RULE = {
    "opening_day": 1, "opening_time": "09:00", "deadline_day": 21, "deadline_time": "18:00", "sealing_day": 31,
    "sealing_time": "18:00",
}  # fmt: skip


def test_the_rule_is_edited_and_the_planned_months_follow(client, secretariat):
    month.plan_editions()

    response = client.post("/review/editions/rule/", RULE | {"deadline_day": 15, "reason": "earlier"})
    page = client.get("/review/editions/").content.decode()

    assert response.status_code == 302
    assert EditionRule.objects.get().deadline_day == 15
    assert "deadline on day 15 at 18:00" in page
    assert "15 February 2019, 18:00" in page


def test_a_rule_out_of_order_comes_back_with_what_was_typed(client, secretariat):
    response = client.post("/review/editions/rule/", RULE | {"deadline_day": 1, "reason": "a try"})

    assert (response.status_code, b"come in their order" in response.content) == (409, True)
    assert b'value="a try"' in response.content


def test_a_month_is_moved_in_the_time_of_vienna(client, secretariat):
    edition("2018-04", "planned")
    days = {"opens_at": "2018-04-03T09:00", "deadline_at": "2018-04-20T12:00", "seals_at": "2018-04-30T18:00"}

    refused = client.post("/review/editions/2018-04/move/", days | {"deadline_at": "2018-04-02T12:00"})
    moved = client.post("/review/editions/2018-04/move/", days)

    row = Edition.objects.get()
    assert (refused.status_code, b"deadline must come after the opening" in refused.content) == (409, True)
    assert (moved.status_code, row.opens_at.isoformat(), row.moved_by_hand) == (302, "2018-04-03T07:00:00+00:00", True)


def test_a_month_is_opened_closed_and_sealed_despite_what_is_missing(client, secretariat):
    make.code_lists()
    make.cleared(lead="who")
    edition("2018-04", "planned")

    client.post("/review/editions/2018-04/open/")
    client.post("/review/editions/2018-04/close/")
    page = client.get("/review/editions/2018-04/").content.decode()
    refused = client.post("/review/editions/2018-04/seal/", {"despite": " "})
    done = client.post("/review/editions/2018-04/seal/", {"despite": "They were asked."})

    assert "1 entity has not signed off: WHO." in page
    assert (refused.status_code, b"April 2018 is not complete." in refused.content) == (409, True)
    row = Edition.objects.get()
    assert (done.status_code, row.state, row.despite, row.sealed_by) == (302, "sealed", "They were asked.", secretariat)
    again = client.post("/review/editions/2018-04/seal/", {"despite": "x"})
    assert (again.status_code, b"April 2018 is sealed already" in again.content) == (409, True)


def test_a_sealed_month_is_corrected_with_a_reason(client, secretariat):
    make.code_lists()
    record = make.cleared(title="Frist")
    row = sealed()
    second_wording(record, title="First")

    wrong = client.post("/review/editions/2018-03/correct/", {"references": "ACT 1", "reason": "A slip."})
    done = client.post(
        "/review/editions/2018-03/correct/", {"references": record.reference.lower(), "reason": "A slip."}
    )

    assert (wrong.status_code, b"ACT is no reference" in wrong.content) == (400, True)
    assert (done.status_code, titles(row, "network")) == (302, {record.reference: "First"})
    revision = EditionRevision.objects.get(number=1)
    assert (revision.reason, revision.made_by, revision.edition_id) == ("A slip.", secretariat, date(2018, 3, 1))
    page = client.get("/review/editions/2018-03/").content.decode()
    assert "For the network of UN focal points: revision 1" in page
    assert revision.sha256 in page


def test_a_month_that_there_is_not_is_a_404(client, secretariat):
    assert client.get("/review/editions/1999-01/").status_code == 404
