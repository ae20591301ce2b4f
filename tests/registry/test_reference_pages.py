"""Pages of recommendations, schemes and terms: kept, retired, deleted only when nothing uses them."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from entities import desk
from entities.choices import Role
from entities.labels import labels
from entities.reference_history import changes
from entities.usage import code_fields, in_use
from registry.models import Recommendation, Scheme, Term
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def lists():
    make.code_lists()


@pytest.fixture
def reviewer(client):
    person = make.person(Role.SECRETARIAT, name="Ada")
    client.force_login(person)
    return person


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def errors(response):
    return {name: list(found) for name, found in response.context["form"].errors.items()}


def test_recommendation_is_added_changed_and_tells_its_history(client, reviewer):
    new, address = reverse("reference-recommendation-new"), reverse("reference-recommendation", args=["2(b)"])
    sent = {"code": "2(b)", "chapter": 2, "topic": "Access to medicines", "status": "unverified", "reason": "found"}

    client.post(new, sent)
    client.post(address, sent | {"status": "verified", "where": "A/RES/S-30/1, p. 8", "reason": "read in print"})

    row = Recommendation.objects.get(pk="2(b)")
    assert (row.chapter_id, row.topic, row.status, row.where) == (
        2,
        "Access to medicines",
        "verified",
        "A/RES/S-30/1, p. 8",
    )
    told = [
        (change.who, change.title, change.reason, change.fields)
        for change in changes((Recommendation, {"pgh_obj_id": "2(b)"}))
    ]
    assert told[0] == (
        "Ada",
        "Operational recommendation changed: Access to medicines",
        "read in print",
        [
            {"label": "Evidence", "before": "not verified", "after": "verified"},
            {"label": "Evidence found in", "before": "", "after": "A/RES/S-30/1, p. 8"},
        ],
    )
    assert told[1][:3] == ("Ada", "Operational recommendation added: Access to medicines", "found")


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        (
            {"code": "Ia"},
            {
                "code": [
                    "Write the chapter’s number and the letter in brackets, like 1(a); "
                    "only the number if it has no letter."
                ]
            },
        ),
        ({"code": "1(a)", "chapter": 1}, {"code": ["Operational recommendation with this Code already exists."]}),
        ({"chapter": 3}, {"chapter": ["The code 2(b) belongs to chapter 2."]}),
        ({"chapter": 99}, {"chapter": ["Select a valid choice. That choice is not one of the available choices."]}),
        ({"topic": " "}, {"topic": ["This field is required."]}),
    ],
)
def test_a_wrong_recommendation_is_refused_at_its_field(client, reviewer, changed, expected):
    sent = {"code": "2(b)", "chapter": 2, "topic": "Medicines", "status": "unverified"} | changed

    response = client.post(reverse("reference-recommendation-new"), sent)

    assert (response.status_code, errors(response)) == (400, expected)
    assert Recommendation.objects.count() == 1


def test_retired_recommendation_is_kept_by_records_and_not_offered(client, reviewer):
    record = make.record(recommendations=["1(a)"])
    address = reverse("reference-recommendation", args=["1(a)"])

    client.post(address, {"chapter": 1, "topic": "Children and youth", "status": "unverified", "retired": "on"})

    assert labels().get("recommendation", "1(a)").offered is False
    assert record.working_copy.recommendations == ["1(a)"]


@pytest.mark.parametrize("kind", ["working copy", "revision"])
def test_what_a_wording_names_or_named_is_not_deleted(client, reviewer, kind):
    record = make.record(recommendations=["1(a)"])
    if kind == "revision":
        content = record.working_copy.content() | {"recommendations": []}
        desk.save(record=record, content=content, base_revision=record.revision, by=record.created_by)

    response = client.post(reverse("reference-recommendation-delete", args=["1(a)"]))

    assert said(response) == ["1(a) is in use, so it stays. Retire it: records keep it, new ones cannot choose it."]
    assert Recommendation.objects.filter(pk="1(a)").exists()


def test_what_nothing_names_is_deleted_and_its_history_stays(client, reviewer):
    response = client.post(reverse("reference-recommendation-delete", args=["1(a)"]))

    assert said(response) == ["1(a) is deleted. Nothing used it; its history stays."]
    assert not Recommendation.objects.exists()
    assert changes((Recommendation, {}))[0].title == "Operational recommendation removed: Children and youth"


@pytest.mark.parametrize(
    ("kind", "code", "fields", "record_kind"),
    [
        ("term", "sdg:3.5", {"terms": ["sdg:3.5"]}, "activity"),
        ("term", "programmes:smart", {"programme": "programmes:smart"}, "activity"),
        ("term", "event-kinds:training", {"event_kind": "event-kinds:training"}, "event"),
        ("recommendation", "1(a)", {"recommendations": ["1(a)"]}, "event"),
        ("country", "PER", {"partner_countries": ["PER"]}, "activity"),
        ("chapter", 2, {"other_chapters": [2]}, "activity"),
        ("subheading", "ch1-prevention", {"chapter": 1, "subheading": "ch1-prevention"}, "mandate"),
    ],
)
def test_a_code_is_in_use_wherever_a_content_can_hold_it(kind, code, fields, record_kind):
    before = in_use(kind, code)
    make.record(record_kind, **fields)

    assert (before, in_use(kind, code)) == (False, True)


def test_every_field_that_holds_codes_is_known():
    assert code_fields("term") == {"terms": True, "programme": False, "event_kind": False}
    assert code_fields("country") == {"partner_countries": True, "countries": True, "host_country": False}
    assert code_fields("chapter") == {"chapter": False, "other_chapters": True}


def test_scheme_and_terms_are_added_and_retired(client, reviewer):
    client.post(reverse("reference-scheme-new"), {"slug": "md2019", "title": "2019 Declaration", "source": "UNODC"})
    new = reverse("reference-term-new", args=["md2019"])
    client.post(new, {"local": "a", "label": "Challenges", "order": 1})
    client.post(new, {"local": "b", "label": "Narrower", "order": 2, "parent": "md2019:a"})
    term = Term.objects.get(pk="md2019:b")

    client.post(reverse("reference-term", args=[term.pk]), {"label": "Narrower", "order": 2, "retired": "on"})
    refused = client.post(reverse("reference-term-delete", args=["sdg:3.5"]))

    assert Scheme.objects.get(pk="md2019").title == "2019 Declaration"
    assert list(Term.objects.filter(scheme="md2019").values_list("code", "label", "parent", "retired")) == [
        ("md2019:a", "Challenges", None, False),
        ("md2019:b", "Narrower", None, True),
    ]
    assert term.parent_id == "md2019:a"
    assert said(refused)[-1] == "sdg:3.5 is deleted. Nothing used it; its history stays."


def test_a_term_with_narrower_ones_is_not_deleted(client, reviewer):
    Term.objects.create(code="sdg:3.5.1", scheme_id="sdg", parent_id="sdg:3.5", label="Narrower")

    response = client.post(reverse("reference-term-delete", args=["sdg:3.5"]))

    assert said(response) == ["sdg:3.5 has narrower terms. Retire it instead."]
    assert Term.objects.filter(pk="sdg:3.5").exists()


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ({"local": "3.5"}, {"local": ["The scheme has a term of this code already."]}),
        ({"local": "a:b"}, {"local": ["Use letters, digits, full stops and hyphens, like 3.5 or smart."]}),
        ({"label": ""}, {"label": ["This field is required."]}),
        (
            {"parent": "programmes:smart"},
            {"parent": ["Select a valid choice. That choice is not one of the available choices."]},
        ),
        (
            {"lead_entity": "nobody"},
            {"lead_entity": ["Select a valid choice. nobody is not one of the available choices."]},
        ),
    ],
)
def test_a_wrong_term_is_refused_at_its_field(client, reviewer, sent, expected):
    count = Term.objects.count()

    response = client.post(
        reverse("reference-term-new", args=["sdg"]), {"local": "9", "label": "Nine", "order": 9} | sent
    )

    assert (response.status_code, errors(response)) == (400, expected)
    assert Term.objects.count() == count


@pytest.mark.parametrize("path", ["recommendations/%00/", "terms/a%2Fb/", "recommendations/9(z)/", "schemes/none/"])
def test_what_does_not_exist_is_not_found(client, reviewer, path):
    assert client.get(f"/review/reference/{path}").status_code == 404
