"""The desk through the API: the same rules as the forms, and a token that writes for its entity alone."""

import pytest

from entities import desk
from entities.choices import RecordState, Role
from entities.models import ApiToken, Membership, Record
from tests import factories as make
from tests.api.conftest import bearer

pytestmark = pytest.mark.django_db
LIST = "/api/v1/desk/activities/"


@pytest.fixture
def focal_point():
    make.code_lists()
    return make.person(Role.FOCAL_POINT, "who")


@pytest.fixture
def headers(focal_point):
    """The headers of a token of WHO that may write."""
    fields = {"name": "System", "entity": make.entity("who"), "scopes": ["read", "write"], "made_by": focal_point}
    return bearer(ApiToken.make(**fields)[1])


def content(**fields):
    """A content as another system sends it."""
    return {
        "title": "From our system",
        "summary": "What it is.",
        "participants": [{"entity": "who", "role": "lead", "office": ""}],
    } | fields


def send(client, method, address, body, headers, **more):
    """Send JSON."""
    return getattr(client, method)(
        address,
        body,
        content_type="application/json",
        headers=headers | {k.replace("_", "-"): v for k, v in more.items()},
    )


def test_a_record_is_made_changed_and_submitted(client, headers, focal_point):
    made = send(client, "post", LIST, content(), headers)
    assert (made.status_code, made.headers["ETag"]) == (201, '"r1"')
    address = made.headers["Location"].removeprefix("http://testserver")

    changed = send(client, "patch", address, {"title": "Another title"}, headers, If_Match='"r1"')
    assert (changed.status_code, changed.json()["content"]["title"]) == (200, "Another title")
    assert changed.json()["content"]["summary"] == "What it is."

    submitted = send(client, "post", f"{address}submit/", {}, headers, If_Match=changed.headers["ETag"])
    again = send(client, "post", f"{address}submit/", {}, headers)
    record = Record.objects.get(reference=made.json()["reference"])
    assert (submitted.json()["state"], again.json()) == (RecordState.SUBMITTED, submitted.json())
    assert (record.submitted_by, record.versions.count()) == (focal_point, 1)
    assert record.revisions.get(number=2).reason == "By the token “System”"
    assert client.get(LIST, headers=headers).json()["results"] == [
        {name: value for name, value in submitted.json().items() if name != "content"}
    ]


def test_the_same_key_makes_one_record_and_another_content_under_it_is_refused(client, headers):
    first, second = (send(client, "post", LIST, content(), headers, Idempotency_Key="a") for _time in range(2))
    other = send(client, "post", LIST, content(title="Other"), headers, Idempotency_Key="a")

    assert first.json() == second.json()
    assert (other.status_code, Record.objects.count()) == (409, 1)


def test_a_record_is_put_by_the_own_identifier(client, headers):
    address = f"{LIST}own/A-17/"
    assert client.get(address, headers=headers).status_code == 404
    made = send(client, "put", address, content(), headers)

    blind = send(client, "put", address, content(title="Second"), headers)
    put = send(client, "put", address, content(title="Second"), headers, If_Match='"r1"')

    assert (made.status_code, blind.status_code, put.status_code) == (201, 428, 200)
    assert client.get(address, headers=headers).json() == put.json()
    assert (put.json()["own_identifier"], put.json()["title"]) == ("A-17", "Second")
    assert Record.objects.count() == 1


def test_an_identifier_whose_record_was_deleted_makes_a_new_one(client, headers, focal_point):
    address = f"{LIST}own/A-17/"
    first = send(client, "put", address, content(), headers).json()
    desk.discard(record=Record.objects.get(reference=first["reference"]), by=focal_point)

    second = send(client, "put", address, content(), headers)

    assert (second.status_code, Record.objects.count()) == (201, 2)
    assert second.json()["reference"] != first["reference"]
    assert client.get(address, headers=headers).json() == second.json()


def test_a_key_gives_nobody_a_record_that_left_the_desk(client, headers, focal_point):
    made = send(client, "post", LIST, content(), headers, Idempotency_Key="a").json()
    desk.discard(record=Record.objects.get(reference=made["reference"]), by=focal_point)

    again = send(client, "post", LIST, content(), headers, Idempotency_Key="a")

    assert (again.status_code, "content" in again.json()) == (409, False)


def test_an_edit_on_top_of_an_older_revision_is_refused(client, headers):
    address = send(client, "post", LIST, content(), headers).json()["url"].removeprefix("http://testserver")
    send(client, "patch", address, {"title": "Second"}, headers, If_Match='"r1"')

    stale = send(client, "patch", address, {"title": "Third"}, headers, If_Match='"r1"')
    wrong = [send(client, "patch", address, {}, headers, If_Match=tag).status_code for tag in ("r1", '"x"', '"r9"')]

    assert (stale.status_code, stale.json()["etag"]) == (412, '"r2"')
    assert wrong == [412, 412, 409]
    assert client.get(address, headers=headers).json()["title"] == "Second"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title": ""}, "title"),
        ({"colour": "red"}, "colour"),
        ({"countries": ["AUT", "XXX"]}, "countries.1"),
        ({"dates": {"from": "2018-02-30"}}, "dates.from"),
        ({"participants": [{"entity": "nobody", "role": "lead"}]}, "participants.0.entity"),
        ({"participants": []}, "participants"),
    ],
)
def test_a_problem_names_the_field(client, headers, fields, field):
    answer = send(client, "post", LIST, content(**fields), headers)

    assert answer.status_code == 422
    assert field in [row["field"] for row in answer.json()["errors"]]
    assert Record.objects.count() == 0


@pytest.mark.parametrize("body", ["[]", '"x"', "{", "", "null"])
def test_what_is_no_object_is_refused(client, headers, body):
    answer = client.post(LIST, body, content_type="application/json", headers=headers)

    assert answer.status_code in (400, 422)
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_a_token_sees_and_writes_for_its_own_entity_only(client, headers, focal_point):
    Membership.objects.create(
        user=focal_point, role=Role.FOCAL_POINT, entity=make.entity("unodc"), starts=make.NETWORK_START
    )
    other = make.record(lead="unodc")

    as_unodc = content(participants=[{"entity": "unodc", "role": "lead"}])
    assert send(client, "post", LIST, as_unodc, headers).json()["errors"][0]["field"] == "participants"
    assert client.get(f"{LIST}{other.reference}/", headers=headers).status_code == 404
    assert client.get(LIST, headers=headers).json()["count"] == 0


def test_only_a_writing_token_of_somebody_who_still_speaks_may(client, headers, who_token, focal_point):
    assert send(client, "post", LIST, content(), {}).status_code == 401
    assert send(client, "post", LIST, content(), bearer(who_token)).status_code == 403
    client.force_login(focal_point)
    assert send(client, "post", LIST, content(), {}).status_code == 403
    client.logout()
    Membership.objects.filter(user=focal_point).update(ends="2018-03-11")
    assert send(client, "post", LIST, content(), headers).status_code == 401  # the token ended with the role
    assert Record.objects.count() == 0


def test_events_have_a_desk_as_well(client, headers):
    made = send(client, "post", "/api/v1/desk/events/", content(place="Vienna"), headers)

    assert (made.status_code, made.json()["content"]["place"]) == (201, "Vienna")
    assert made.json()["reference"].startswith("EVT-")
