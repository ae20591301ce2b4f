"""The OpenAPI document: valid, true of every answer, and no address of it ever answers 5xx."""

import json
from urllib.parse import urlencode

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openapi_spec_validator import OpenAPIV31SpecValidator

from calendar_app.filters import CalendarFilter
from registry.filters import MatrixFilter
from tests import factories
from tests.api.conftest import bearer
from tests.api.test_problems import DETAILS
from tests.factories.entries import entry
from ungass_portal.api import schema

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(client):
    """The document as readers get it."""
    return client.get("/api/v1/openapi.json").json()


@pytest.fixture
def some_of_each():
    """Something at every address, for every audience."""
    factories.code_lists()
    factories.entity("who")
    for audience in ("network", "partners", "public"):
        entry(
            1,
            audience=audience,
            participants=[factories.part("who")],
            chapter=1,
            dates={"from": "2018-01-01", "to": None, "precision": "day", "text": ""},
            figures=[{"value": 23, "unit": "countries", "qualifier": "exact"}],
            outputs=[{"kind": "book", "title": "A book", "link": "", "symbol": ""}],
            links=[{"title": "Here", "url": "https://example.org"}],
            progress=[{"date": "2018-02-01", "text": "Begun."}],
        )
        entry(1, "mandate", audience=audience)
        entry(
            1,
            "event",
            audience=audience,
            start_time="09:00",
            time_zone="Europe/Vienna",
            dates={"from": "2018-01-01", "to": "2018-01-02", "precision": "day", "text": ""},
        )


def reading(document):
    """The addresses that answer readers."""
    return {
        path: methods
        for path, methods in document["paths"].items()
        if not path.startswith(("/api/v1/desk/", "/api/v1/imports/", "/api/v1/receipts/"))
    }


def faults(shape, value):
    """Where a value is not as its JSON schema says."""
    return [
        f"{error.json_path}: {error.message}" for error in jsonschema.Draft202012Validator(shape).iter_errors(value)
    ]


def test_an_independent_validator_accepts_it(document):
    assert document["openapi"].startswith("3.1")
    assert [error.message for error in OpenAPIV31SpecValidator(document).iter_errors()] == []


def test_it_names_every_address_and_every_filter(document):
    def names(path):
        return {row["name"] for row in document["paths"][f"/api/v1/{path}"]["get"]["parameters"]}

    listed = {f"/api/v1/{name}/" for name in DETAILS} | {
        f"/api/v1/{name}/{{{'reference' if name in ('activities', 'events', 'mandates') else 'code'}}}/"
        for name in DETAILS
    }
    own = {"as", "after", "before", "limit", "sort", "fields"}

    assert set(reading(document)) == listed | {
        *("/api/v1/dump/{name}", "/api/v1/catalog.jsonld", "/api/v1/entities/{code}/iati.xml"),
    } | {f"/api/v1/{name}/" for name in ("changes", "dump", "editions", "summary")} | {
        f"/api/v1/editions/{{month}}/{revision}{part}"
        for revision in ("", "rev-{number}/")
        for part in ("", "matrix/", "calendar/", "documents/")
    }
    assert names("activities/") == (set(MatrixFilter.base_filters) - {"kind"}) | own
    assert names("mandates/") == names("activities/")
    assert names("events/") == set(CalendarFilter.base_filters) | own
    assert all(set(methods) == {"get"} for methods in reading(document).values())
    assert set(document["paths"]) - set(reading(document)) == {"/api/v1/receipts/"} | {
        f"/api/v1/desk/{name}/{part}"
        for name in ("activities", "events")
        for part in ("", "{reference}/", "{reference}/submit/", "own/{identifier}/")
    } | {f"/api/v1/imports/{part}" for part in ("", "{key}/", "{key}/rows/", "{key}/apply/", "{key}/take-back/")}


def test_every_parameter_and_member_says_what_it_means(document):
    silent = [
        (path, row["name"])
        for path, methods in document["paths"].items()
        for operation in methods.values()
        for row in operation["parameters"]
        if len(row["description"]) < 8
    ]
    mute = [
        (name, member)
        for name in ("Activity", "Mandate", "Event", "Entity", "Country", "Chapter")
        for member, shape in document["components"]["schemas"][name]["properties"].items()
        if not shape.get("description")
    ]

    assert silent == []
    assert mute == []


def test_fields_of_narrower_audiences_are_marked(document):
    members = document["components"]["schemas"]["Activity"]["properties"]

    assert members["contact"]["description"].endswith("Only for: network.")
    assert members["programme"]["description"].endswith("Only for: network, partners.")
    assert "Only for" not in members["title"]["description"]
    assert "internal_note" not in members


@pytest.mark.parametrize("asker", ["public", "partners", "network"])
def test_every_answer_is_as_the_document_says(client, document, some_of_each, asker, who_token, partner_token):
    headers = {"public": {}, "partners": bearer(partner_token), "network": bearer(who_token)}[asker]
    for path, methods in reading(document).items():
        name = path.split("/")[3]
        code = DETAILS.get(name, "")
        address = path.replace("{reference}", code).replace("{code}", code)
        content = methods["get"]["responses"]["200"]["content"]
        if "application/json" not in content or "{month}" in path:
            continue  # files and sealed months; tests of their own
        answer = client.get(address, headers=headers)
        shape = content["application/json"]["schema"]
        assert answer.status_code == 200, address
        assert faults({**shape, "components": document["components"]}, answer.json()) == [], address


def test_problems_are_as_the_document_says(client, document):
    shape = {"$ref": "#/components/schemas/Problem", "components": document["components"]}

    for answer in (client.get("/api/v1/activities/?x=1"), client.get("/api/v1/x/"), client.post("/api/v1/terms/")):
        assert answer.json()["status"] == answer.status_code >= 400
        assert faults(shape, answer.json()) == []
    assert faults(shape, {"type": "about:blank", "title": "Bad Request", "status": "400"}) != []


def test_the_document_comes_in_each_language(client):
    assert client.get("/api/v1/openapi.json", headers={"Accept-Language": "fr"}).json()["openapi"] == "3.1.0"
    assert json.loads(schema.text()) == schema.document()


HOSTILE = st.sampled_from(
    [
        "", " ", "\x00", "a\x00b", "%", "%00", "'", '"', "\\", "' OR 1=1 --", "{}", "[]", "[1,2]", "null", "NaN",
        "-1", "0", "1", "9" * 30, "1e400", "٣", "é", "💣", "\u202e", "ACT-000001", "x" * 300, "x" * 5000, "../..",
        "<script>alert(1)</script>", "2018", "2018-02-30", "0000-00-00", "9999-12-31", "true", "none", "who",
        "aut", "001", "title", "-title", "(", "a & b | !c", ":*", "<->", "WyJ0aXRsZSIsMV0", "public", "network",
    ]
)  # fmt: skip
VALUE = HOSTILE | st.text(max_size=40)


def asked(document):
    """A strategy of addresses: each of the document, with some of its parameters or unknown ones."""
    paths = sorted(reading(document))

    @st.composite
    def addresses(draw):
        path = draw(st.sampled_from(paths))
        parameters = document["paths"][path]["get"]["parameters"]
        names = [row["name"] for row in parameters if row["in"] == "query"]
        chosen = draw(st.lists(st.sampled_from([*names, "nope", "q[]", ""]), max_size=4))
        query = [(name, draw(VALUE)) for name in chosen]
        for placeholder in ("{reference}", "{code}", "{name}", "{month}", "{number}"):
            if placeholder in path:
                code = draw(VALUE | st.sampled_from(sorted(DETAILS.values())))
                path = path.replace(placeholder, code or "-")
        return path, query

    return addresses()


def test_no_address_of_the_document_ever_fails(client, document, some_of_each, who_token):
    answers = {}

    @settings(max_examples=400, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(address=asked(document), token=st.booleans())
    def ask(address, token):
        path, query = address
        headers = bearer(who_token) if token else {}
        answer = client.generic("GET", path, QUERY_STRING=urlencode(query), headers=headers)
        answers[answer.status_code] = answers.get(answer.status_code, 0) + 1
        assert answer.status_code in (200, 301, 400, 404), (path, query, answer.content[:300])
        if answer.status_code >= 400:
            assert answer.headers["Content-Type"] == "application/problem+json"
            assert answer.json()["status"] == answer.status_code

    ask()
    assert answers[200] > 20
    assert answers[400] > 50


@pytest.mark.parametrize(
    "name", ["Accept", "Accept-Language", "If-None-Match", "Authorization", "Cookie", "Host", "Range"]
)
@pytest.mark.parametrize(
    "value",
    ["", "\x00", "é", "\xff" * 3000, "a" * 9000, "*/*;q=zzz", 'W/"' * 50, "sessionid=\x01; csrftoken=x", "bytes=0-1"],
)
def test_no_header_makes_an_address_fail(client, some_of_each, name, value):
    answer = client.get("/api/v1/activities/?q=a", headers={name: value})

    assert answer.status_code in (200, 400, 401, 406)
