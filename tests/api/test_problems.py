"""Every error of the API is a problem, and bad parameters are named at every address."""

import pytest
from django.db import OperationalError
from django.urls import reverse

from entities.api import reading
from tests import factories
from tests.factories.entries import entry

pytestmark = pytest.mark.django_db

RECORDS = ["activities", "mandates", "events"]
CODES = ["entities", "chapters", "recommendations", "countries", "regions", "terms"]
DETAILS = {
    "activities": "ACT-000001",
    "events": "EVT-000001",
    "mandates": "MAN-000001",
    "entities": "who",
    "chapters": "1",
    "recommendations": "1(a)",
    "countries": "AUT",
    "regions": "150",
    "terms": "sdg:3.5",
}
ADDRESSES = [
    "/api/v1/",
    "/api/v1/openapi.json",
    "/api/v1/changes/",
    "/api/v1/summary/",
    "/api/v1/dump/",
    "/api/v1/editions/",
    "/api/v1/catalog.jsonld",
    *(f"/api/v1/{name}/" for name in (*RECORDS, *CODES)),
    *(f"/api/v1/{name}/{code}/" for name, code in DETAILS.items()),
]


@pytest.fixture
def some_of_each():
    """Something at every address."""
    factories.code_lists()
    factories.entity("who")
    for kind in ("activity", "mandate", "event"):
        entry(1, kind, audience="public")


def refusal(client, address):
    """What an address is refused with, where it can be told by equality; what differs each time is checked here."""
    answer = client.get(address)
    problem = answer.json()
    assert problem.pop("detail", "")
    assert problem.pop("request_id", "") == answer.headers["X-Request-ID"]
    return answer.headers["Content-Type"], answer.headers["Cache-Control"], problem


def bad(parameter):
    """The refusal of a parameter with 400, which names it."""
    members = {"type": "about:blank", "title": "Bad Request", "status": 400, "parameter": parameter}
    return "application/problem+json", "no-store", members


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_address_answers_and_refuses_what_it_does_not_know(client, some_of_each, address):
    assert client.get(address).status_code == 200
    for name in ("nope", "id", "pk", "page", "offset", "format", "audience", "chapter__in"):
        assert refusal(client, f"{address}?{name}=1") == bad(name)
    assert refusal(client, f"{address}?nope=") == bad("nope")


@pytest.mark.parametrize("name", RECORDS)
@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("chapter=99", "chapter"),
        ("subheading=x", "subheading"),
        ("recommendation=x", "recommendation"),
        ("term=x", "term"),
        ("entity=x", "entity"),
        ("entity=who&entity_role=x", "entity_role"),
        ("country=x", "country"),
        ("region=x", "region"),
        ("status=x", "status"),
        ("joint=x", "joint"),
        ("from=x", "from"),
        ("to=x", "to"),
        ("undated=x", "undated"),
        ("q=%00", "q"),
        ("limit=0", "limit"),
        ("limit=501", "limit"),
        ("limit=-1", "limit"),
        ("limit=1e2", "limit"),
        ("limit=%D9%A1", "limit"),
        ("sort=id", "sort"),
        ("fields=internal_note", "fields"),
        ("fields=contact", "fields"),
        ("fields=%00", "fields"),
        ("after=x", "after"),
        ("before=x", "before"),
        ("as=everybody", "as"),
        ("as=", "as"),
        ("status=", "status"),
        ("q=", "q"),
        ("limit=", "limit"),
        ("kind=activity", "kind"),
    ],
)
def test_every_wrong_value_of_a_list_of_records_is_named(client, some_of_each, name, query, parameter):
    assert refusal(client, f"/api/v1/{name}/?{query}") == bad(parameter)


def test_an_audience_wider_than_ones_own_is_forbidden(client, some_of_each):
    answer = client.get("/api/v1/activities/?as=network")

    assert (answer.status_code, answer.json()["parameter"]) == (403, "as")
    assert answer.json()["detail"] == "You can view as: public."


@pytest.mark.parametrize(
    ("address", "parameter"),
    [
        ("activities/?level=x", "level"),
        ("activities/?scope=x", "scope"),
        ("activities/?programme=programmes:smart", "programme"),
        ("activities/?event_kind=event-kinds:training", "event_kind"),
        ("events/?event_kind=x", "event_kind"),
        ("events/?precision=x", "precision"),
        ("events/?level=field", "level"),
        ("activities/ACT-000001/?fields=x", "fields"),
        ("entities/?kind=x", "kind"),
        ("entities/?network=x", "network"),
        ("countries/?region=x", "region"),
        ("recommendations/?chapter=x", "chapter"),
        ("terms/?scheme=x", "scheme"),
        ("terms/?limit=x", "limit"),
        ("terms/?after=x", "after"),
        ("chapters/?before=x", "before"),
        ("changes/?limit=0", "limit"),
        ("changes/?since=x", "since"),
        ("changes/?since=%00", "since"),
        ("changes/?since=é", "since"),
        ("changes/?after=x", "after"),
    ],
)
def test_every_wrong_value_elsewhere_is_named(client, some_of_each, address, parameter):
    assert refusal(client, f"/api/v1/{address}") == bad(parameter)


@pytest.mark.parametrize(
    "address",
    [
        "/api/v1/nope/",
        "/api/v2/activities/",
        "/api/nope",
        "/api/v1/activities/ACT-999999/",
        "/api/v1/chapters/99/",
        "/api/v1/chapters/1.5/",
        "/api/v1/entities/nobody/",
        "/api/v1/countries/%00/",
        "/api/v1/regions/%00/",
        "/api/v1/terms/x/",
        "/api/v1/recommendations/%F0%9F%92%A3/",
    ],
)
def test_what_is_not_there_is_the_same_404_everywhere(client, address):
    answer = client.get(address)

    assert answer.status_code == 404
    assert answer.content == b'{"type": "about:blank", "title": "Not Found", "status": 404}'
    assert answer.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options", "trace"])
def test_other_methods_are_refused_with_those_that_are_allowed(client, method):
    answer = getattr(client, method)("/api/v1/activities/")

    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET, HEAD"
    assert answer.json()["title"] == "Method Not Allowed"


def test_head_answers_as_get_without_a_body(client):
    head, get = client.head("/api/v1/activities/"), client.get("/api/v1/activities/")

    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["ETag"] == get.headers["ETag"]


def test_another_form_than_json_is_not_acceptable(client):
    answer = client.get("/api/v1/activities/", headers={"Accept": "application/xml"})

    assert answer.status_code == 406
    assert answer.json()["detail"] == "Only JSON is given."
    browser = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
    assert client.get("/api/v1/activities/", headers=browser).status_code == 200


def test_too_many_parameters_are_refused_as_a_problem(client, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 5

    answer = client.get("/api/v1/activities/?" + "&".join(["country=AUT"] * 6))

    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_an_unreachable_database_is_a_503_that_says_when_to_come_back(client, monkeypatch):
    def unreachable():
        raise OperationalError("could not connect to server at 10.0.0.1")

    monkeypatch.setattr(reading, "positions", unreachable)
    answer = client.get("/api/v1/activities/")

    assert (answer.status_code, answer.json()["status"]) == (503, 503)
    assert int(answer.headers["Retry-After"]) > 0
    assert "10.0.0.1" not in answer.content.decode()


def test_what_nobody_foresaw_is_a_500_problem_without_a_trace(client, monkeypatch):
    def broken():
        raise RuntimeError("secret detail")

    client.raise_request_exception = False
    monkeypatch.setattr(reading, "positions", broken)
    answer = client.get("/api/v1/activities/")

    assert answer.status_code == 500
    assert answer.json()["request_id"] == answer.headers["X-Request-ID"]
    assert "secret detail" not in answer.content.decode()


def test_messages_come_in_the_language_of_the_request(client):
    answer = client.get("/api/v1/activities/?limit=x", headers={"Accept-Language": "fr"})

    assert answer.headers["Content-Language"] == "fr"


def test_the_page_of_the_api_names_every_address_and_parameter(client):
    page = client.get(reverse("api-docs")).content.decode()

    for name in (*RECORDS, *CODES):
        assert f"<code>/api/v1/{name}/</code>" in page
    for parameter in ("entity_role", "undated", "event_kind", "network", "fields", "after"):
        assert f'<th scope="row"><code>{parameter}</code></th>' in page
