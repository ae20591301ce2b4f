"""Records in the API: whole contents, pages, chosen fields, audiences, what was withdrawn."""

from datetime import date

import pytest

from entities import review
from entities.choices import Role
from entities.models import AudienceClock
from tests import factories
from tests.api.conftest import bearer
from tests.factories.entries import FIRST_MOMENT, entries, entry

pytestmark = pytest.mark.django_db

LISTS = {"activities": ("activity", "ACT"), "mandates": ("mandate", "MAN"), "events": ("event", "EVT")}


def references(answer):
    """The references of a page, in its order."""
    return [row["reference"] for row in answer.json()["results"]]


def test_an_activity_is_its_payload_with_address_and_moment(client):
    factories.code_lists()
    row = entry(7, audience="public", title="Tïtle “one”", chapter=1, countries=["AUT"])

    answer = client.get("/api/v1/activities/ACT-000007/")

    assert answer.json() == row.payload | {
        "url": "http://testserver/activities/ACT-000007/",
        "updated_at": "2018-01-01T00:00:07Z",
    }
    assert answer.headers["Content-Type"] == "application/json"


def test_last_confirmed_is_given_where_the_format_has_it(client, partner_token):
    row = entry(7, audience="partners")
    row.last_confirmed = date(2018, 2, 1)
    row.save()

    answer = client.get("/api/v1/activities/ACT-000007/", headers=bearer(partner_token))

    assert answer.json()["last_confirmed"] == "2018-02-01"


@pytest.mark.parametrize("name", LISTS)
def test_a_list_holds_its_own_kind_in_the_order_of_references(client, name):
    for kind, _prefix in LISTS.values():
        entries(3, kind, audience="public")

    answer = client.get(f"/api/v1/{name}/")

    prefix = LISTS[name][1]
    assert references(answer) == [f"{prefix}-000001", f"{prefix}-000002", f"{prefix}-000003"]
    assert {key: answer.json()[key] for key in ("count", "next", "previous")} == {
        "count": 3,
        "next": None,
        "previous": None,
    }
    assert answer.json()["results"][0]["url"] == f"http://testserver/{name}/{prefix}-000001/"
    assert client.get(f"/api/v1/{name}/{prefix}-000002/").json() == answer.json()["results"][1]


def test_pages_follow_next_to_the_end_and_previous_back(client):
    entries(7, audience="public")

    seen, address = [], "/api/v1/activities/?limit=3&sort=-title"
    while address:
        answer = client.get(address)
        seen.append(references(answer))
        last, address = answer, answer.json()["next"]

    assert seen == [
        ["ACT-000007", "ACT-000006", "ACT-000005"],
        ["ACT-000004", "ACT-000003", "ACT-000002"],
        ["ACT-000001"],
    ]
    assert references(client.get(last.json()["previous"])) == seen[1]
    assert last.json()["count"] == 7


def test_entries_written_while_pages_are_pulled_neither_repeat_nor_drop_any(client):
    before = [row.reference for row in entries(9, audience="public")]
    seen, address, number = [], "/api/v1/activities/?limit=2", 100

    while address:
        answer = client.get(address)
        seen += references(answer)
        address, number = answer.json()["next"], number - 1
        if number > 90:
            entry(number, audience="public")

    assert len(seen) == len(set(seen))
    assert [reference for reference in seen if reference in before] == before


def test_the_count_follows_the_audiences_own_entries(client):
    entries(2, audience="public")
    assert client.get("/api/v1/activities/").json()["count"] == 2

    entry(3, audience="public")
    entry(4, audience="network")

    assert client.get("/api/v1/activities/").json()["count"] == 3


def test_filters_are_those_of_the_pages(client):
    factories.code_lists()
    entry(1, audience="public", chapter=1, countries=["AUT"])
    entry(2, audience="public", chapter=2, countries=["PER"])
    entry(3, audience="public", chapter=1, countries=["PER"])

    assert references(client.get("/api/v1/activities/?chapter=1&chapter=2&country=per")) == ["ACT-000002", "ACT-000003"]
    assert references(client.get("/api/v1/activities/?region=155")) == ["ACT-000001"]


def test_fields_narrow_each_record(client):
    entries(2, audience="public")

    results = client.get("/api/v1/activities/?fields=title,reference&fields=updated_at").json()["results"]

    assert results == [
        {"title": "Title 001", "reference": "ACT-000001", "updated_at": "2018-01-01T00:00:01Z"},
        {"title": "Title 002", "reference": "ACT-000002", "updated_at": "2018-01-01T00:00:02Z"},
    ]


def test_fields_that_are_not_stored_can_stand_alone(client):
    entry(1, audience="public")

    assert client.get("/api/v1/activities/ACT-000001/?fields=url").json() == {
        "url": "http://testserver/activities/ACT-000001/"
    }


def test_each_asker_reads_the_own_audience_in_its_own_format(client, who_token, partner_token):
    fields = {"internal_note": "n", "contact": "c", "programme": "", "title": "For all"}
    for audience in ("network", "partners", "public"):
        entry(1, audience=audience, **fields)
    entry(2, audience="network", title="Network only")
    entry(3, audience="partners", title="Partners too")

    def asked(**headers):
        return client.get("/api/v1/activities/?limit=1", headers=headers).json()

    public, partners, network = asked(), asked(**bearer(partner_token)), asked(**bearer(who_token))

    # the record that lends itself to all is one more of the network
    assert (public["count"], partners["count"], network["count"]) == (1, 2, 3)
    first, second, third = (answer["results"][0] for answer in (public, partners, network))
    assert set(second) - set(first) == {"programme", "progress", "last_confirmed"}
    assert set(third) - set(second) == {"own_identifier", "contact"}
    assert "internal_note" not in third


def test_an_event_links_to_the_activities_that_the_asker_may_read(client, who_token):
    for audience in ("network", "public"):
        entry(1, "event", audience=audience, activities=["ACT-000002", "ACT-000001", "ACT-000003"])
        entry(2, audience=audience)
    entry(1, audience="network")

    def linked(**headers):
        answers = [client.get(f"/api/v1/events/{path}", headers=headers).json() for path in ("", "EVT-000001/")]
        assert answers[0]["results"] == [answers[1]]
        return answers[1]["activities"]

    assert linked() == ["ACT-000002"]
    assert linked(**bearer(who_token)) == ["ACT-000001", "ACT-000002"]
    narrowed = client.get("/api/v1/events/EVT-000001/?fields=activities").json()
    assert narrowed == {"activities": ["ACT-000002"]}


def test_a_signed_in_person_reads_by_session(client):
    entry(2, title="Network only")
    client.force_login(factories.person(Role.VIEWER, "who"))

    assert "ACT-000002" in references(client.get("/api/v1/activities/"))
    assert references(client.get("/api/v1/activities/?as=public")) == []


def test_hidden_answers_as_if_it_never_existed(client, partner_token):
    entry(5)

    for headers in ({}, bearer(partner_token)):
        hidden = client.get("/api/v1/activities/ACT-000005/", headers=headers)
        never = client.get("/api/v1/activities/ACT-000006/", headers=headers)

        assert hidden.status_code == 404
        assert hidden.content == never.content == b'{"type": "about:blank", "title": "Not Found", "status": 404}'
        differing = {name for name in hidden.headers if hidden.headers[name] != never.headers.get(name)}
        assert differing == {"X-Request-ID"}


@pytest.mark.parametrize(
    "path", ["events/ACT-000001/", "mandates/ACT-000001/", "activities/act-000001/", "activities/é/"]
)
def test_a_reference_leads_to_its_record_under_its_own_kind_only(client, path):
    entry(1, audience="public")

    assert client.get(f"/api/v1/{path}").status_code == 404


def test_what_was_withdrawn_is_gone_for_the_audience_that_had_it(client, who_token, partner_token):
    record = factories.shared("partners")
    review.withdraw(record=record, by=record.created_by, reason="No longer true")
    address = f"/api/v1/activities/{record.reference}/"

    for headers in (bearer(who_token), bearer(partner_token)):
        gone = client.get(address, headers=headers)
        assert gone.status_code == 410
        problem = gone.json()
        assert (problem["status"], problem["reference"]) == (410, record.reference)
        assert problem["erase_by"] > problem["withdrawn_at"]
        assert gone.headers["Content-Type"] == "application/problem+json"
    assert client.get(address).status_code == 404


def test_what_may_no_longer_be_read_is_gone_before_the_cycle_says_so(client, portal_date):
    record = factories.agree(factories.cleared(), "public", until=date(2018, 3, 31))
    address = f"/api/v1/activities/{record.reference}/"

    assert client.get(address).status_code == 200
    portal_date(date(2018, 4, 1))

    assert client.get(address).status_code == 410
    assert client.get("/api/v1/activities/").json()["count"] == 0


def test_no_key_number_or_position_is_given(client, who_token):
    row = entry(1, audience="public")
    AudienceClock.objects.filter(audience="public").update(position=987654321)

    answer = client.get("/api/v1/activities/?limit=1")

    assert "987654321" not in answer.content.decode() + str(answer.headers)
    assert set(answer.json()["results"][0]) == {*row.payload, "url", "updated_at"}
    assert not {"id", "pk", "version", "record", "position"} & set(answer.json()["results"][0])


@pytest.mark.parametrize("name", LISTS)
def test_a_list_costs_the_same_queries_with_3_rows_and_with_300(client, name, django_assert_num_queries):
    kind, _prefix = LISTS[name]
    entries(3, kind, audience="public")
    client.get(f"/api/v1/{name}/")  # labels are loaded once per process

    entry(4, kind, audience="public")
    with django_assert_num_queries(3):  # state, page, count
        few = client.get(f"/api/v1/{name}/?limit=500")
    for number in range(5, 301):
        entry(number, kind, audience="public")
    with django_assert_num_queries(3):
        many = client.get(f"/api/v1/{name}/?limit=500")

    assert len(references(few)) == 4
    assert len(references(many)) == 300
    with django_assert_num_queries(2):  # the count is remembered
        client.get(f"/api/v1/{name}/?limit=500&sort=-updated")


def test_moments_are_in_utc(client):
    entry(1, audience="public")

    moment = client.get("/api/v1/activities/ACT-000001/?fields=updated_at").json()["updated_at"]

    assert moment == (FIRST_MOMENT.replace(second=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
