"""The secretariat's queue: what it shows, what its buttons do, what it refuses."""

import re

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from entities import desk, review
from entities.choices import Outcome, RecordState, Role
from entities.differences import fields_of
from entities.forms.records import place_in_form
from entities.models import Version
from registry.models import MatrixEntry
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def lists():
    make.code_lists()


@pytest.fixture
def reviewer(client):
    person = make.person(Role.SECRETARIAT)
    client.force_login(person)
    return person


def said(response):
    """What the answer will tell the person."""
    return [str(message) for message in get_messages(response.wsgi_request)]


def again(record, **fields):
    """Submit a change of a record."""
    content = record.working_copy.content() | fields
    by = record.created_by
    return review.submit(record=desk.save(record=record, content=content, base_revision=record.revision, by=by), by=by)


def references(response):
    return [version.record.reference for version in response.context["page"].rows]


def test_queue_lists_submissions_in_the_order_in_which_they_came(client, reviewer):
    first, second = make.submitted(), make.submitted("event")
    make.record()
    make.cleared()

    response = client.get(reverse("review"))

    assert references(response) == [first.reference, second.reference]
    assert response.context["chosen"]["record"] == first
    assert response.context["next"] == second.reference


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"kind": "event"}, [1]),
        ({"entity": "unodc"}, [1]),
        ({"q": "prison"}, [0]),
        ({"q": "nothing"}, []),
        ({}, [0, 1]),
    ],
)
def test_queue_is_narrowed_by_kind_entity_and_words(client, reviewer, query, expected):
    records = [make.submitted(title="Health in prison"), make.submitted("event", lead="unodc")]

    response = client.get(reverse("review"), query)

    assert references(response) == [records[at].reference for at in expected]


@pytest.mark.parametrize(
    ("query", "name"),
    [("kind=book", "kind"), ("entity=nobody", "entity"), ("foo=1", "foo"), ("after=rubbish", "after")],
)
def test_queue_names_a_filter_that_cannot_be_used(client, reviewer, query, name):
    response = client.get(f"{reverse('review')}?{query}")

    assert response.status_code == 400


def test_queue_goes_on_by_keyset(client, reviewer, monkeypatch):
    monkeypatch.setattr("entities.views.review.PAGE", 2)
    expected = [make.submitted().reference for _number in range(5)]
    address, seen = reverse("review"), []

    while address:
        response = client.get(address)
        seen.append(references(response))
        following = response.context["page"].next
        address = following and reverse("review") + following
    back = client.get(reverse("review") + response.context["page"].previous)

    assert seen == [expected[:2], expected[2:4], expected[4:]]
    assert references(back) == expected[2:4]
    assert back.context["page"].total == 5


def test_queue_takes_as_many_queries_for_one_submission_as_for_six(client, reviewer, django_assert_max_num_queries):
    make.submitted()
    client.get(reverse("review"))
    with django_assert_max_num_queries(100) as one:
        client.get(reverse("review"))
    for _number in range(5):
        make.submitted()
    with django_assert_max_num_queries(100) as six:
        client.get(reverse("review"))

    # the address of the next submission is looked up only where there is one
    assert len(six) <= len(one) + 1


def test_a_change_is_shown_word_by_word_and_element_by_element(client, reviewer):
    record = make.cleared(title="Training of judges", countries=["AUT"])
    again(record, title="Training of many judges", countries=["AUT", "FRA"])

    chosen = client.get(reverse("review-record", args=[record.reference])).context["chosen"]

    assert chosen["first"] is False
    assert {change.name: change.parts for change in chosen["changes"]} == {
        "title": [
            {"kind": "same", "text": "Training of "},
            {"kind": "added", "text": "many "},
            {"kind": "same", "text": "judges"},
        ],
        "countries": [
            {"kind": "same", "text": "Austria"},
            {"kind": "same", "text": "\n"},
            {"kind": "added", "text": "France"},
        ],
    }


def test_hints_name_what_is_missing_and_what_is_personal(client, reviewer):
    record = make.submitted(
        summary="Write to ann.smith@who.int or call +43 1 26060 4999.",
        status="ongoing",
        dates={"from": "2017-01-01", "to": "2017-12-31", "precision": "day", "text": ""},
    )

    chosen = client.get(reverse("review-record", args=[record.reference])).context["chosen"]

    assert [str(finding) for finding in chosen["findings"]] == [
        "No chapter is chosen.",
        "No country, area or region is named.",
        "The last day, 31 December 2017, has passed, but it is not said to be over.",
        "An e-mail address stands in the text: ann.smith@who.int",
        "A telephone number seems to stand in the text: +43 1 26060 4999",
    ]


def test_symbols_years_and_figures_are_no_telephone_numbers(client, reviewer):
    record = make.submitted(
        summary="Resolution A/RES/S-30/1 of 2016-2018, E/CN.7/2018/9, 1 200 000 doses in 23 countries.",
        chapter=1,
        countries=["AUT"],
        dates={"from": "2018-01-01", "to": None, "precision": "day", "text": ""},
    )

    chosen = client.get(reverse("review-record", args=[record.reference])).context["chosen"]

    assert chosen["findings"] == []


def test_clearing_goes_on_to_the_next_and_keeps_the_filter(client, reviewer):
    record, other = make.submitted(), make.submitted()

    response = client.post(reverse("review-clear", args=[record.reference]) + "?kind=activity", {"version": 1})

    assert response.status_code == 302
    assert response["Location"] == reverse("review-record", args=[other.reference]) + "?kind=activity"
    assert said(response) == [f"{record.reference} is cleared: the network reads it."]
    assert MatrixEntry.objects.filter(record=record, audience="network").exists()


def test_a_wording_submitted_in_the_meantime_is_not_cleared(client, reviewer):
    record = make.submitted()
    review.recall(record=record, by=record.created_by)
    record.refresh_from_db()
    again(record, title="Quite another")

    response = client.post(reverse("review-clear", args=[record.reference]), {"version": 1})

    assert response.status_code == 409
    assert response.context["clear_form"].errors["reason"] == [
        "Another wording has been submitted since you opened the page. Read it again and decide."
    ]
    assert not MatrixEntry.objects.filter(record=record).exists()


def test_own_submission_is_cleared_only_with_a_reason_and_listed(client, reviewer):
    record = make.submitted(lead="who")
    Version.objects.filter(record=record).update(approved_by=reviewer)
    address = reverse("review-clear", args=[record.reference])

    refused = client.post(address, {"version": 1, "reason": " "})
    client.post(address, {"version": 1, "reason": "Nobody else is here."})
    listed = client.get(reverse("review-list", args=["exceptions"])).context["page"].rows

    assert refused.status_code == 409
    assert refused.context["clear_form"].errors["reason"] == [
        "You submitted this yourself. Let a colleague clear it, or give the reason for an exception."
    ]
    assert [(row.record.reference, row.why, row.reason) for row in listed] == [
        (record.reference, "cleared by the person who submitted or approved it", "Nobody else is here.")
    ]


def test_a_return_names_fields_and_the_form_leads_to_them_with_the_reason(client, reviewer):
    record = make.submitted()
    asked = {"version": 1, "reason": "Shorter, and since when?", "concerns": ["summary", "dates", "participants"]}

    client.post(reverse("review-return", args=[record.reference]), asked)
    client.force_login(record.created_by)
    page = client.get(reverse("record-edit", args=["activity", record.reference])).content.decode()

    links = re.findall(r'<a href="#(id_\w+)">([^<]+)</a>', page)
    assert links == [
        ("id_summary", "Summary"), ("id_participants_group", "Who takes part"), ("id_dates_from", "Dates")
    ]  # fmt: skip
    beside = re.findall(r'class="returned-here">.+?>([^<]+)</span>.+?id="(\w+?)(?:_helptext)?"', page, re.DOTALL)
    assert beside == [("Shorter, and since when?", place) for place, _label in links]


@pytest.mark.parametrize("kind", ["activity", "event", "mandate"])
def test_every_field_has_its_place_in_the_form(client, reviewer, kind):
    record = make.record(kind)
    client.force_login(record.created_by)

    page = client.get(reverse("record-edit", args=[kind, record.reference])).content.decode()

    assert [name for name in fields_of(kind) if f'id="{place_in_form(kind, name)}"' not in page] == []


def test_returning_needs_a_reason_and_keeps_what_was_typed(client, reviewer):
    record = make.submitted()
    address = reverse("review-return", args=[record.reference])

    refused = client.post(address, {"version": 1, "reason": ""})
    response = client.post(address, {"version": 1, "reason": "Say when it ends."})

    record.refresh_from_db()
    assert refused.status_code == 400
    assert response["Location"] == reverse("review")
    assert record.state == RecordState.RETURNED
    assert record.versions.get().reason == "Say when it ends."


def test_several_are_cleared_each_by_itself_and_each_refusal_is_told(client, reviewer):
    good, gone, own = make.submitted(), make.submitted(), make.submitted()
    review.recall(record=gone, by=gone.created_by)
    Version.objects.filter(record=own).update(approved_by=reviewer)
    ticked = [f"{row.reference}.1" for row in (good, gone, own)]

    response = client.post(reverse("review-clear-several"), {"record": ticked})

    assert said(response) == [
        f"{gone.reference}: does not wait for review any more.",
        f"{own.reference}: You submitted this yourself. Let a colleague clear it, or give the reason for an exception.",
        f"1 record is cleared: {good.reference}.",
    ]
    assert list(Version.objects.order_by("pk").values_list("outcome", flat=True)) == [
        Outcome.CLEARED,
        Outcome.RECALLED,
        Outcome.PENDING,
    ]


@pytest.mark.parametrize("ticked", ["rubbish", "ACT-000000.1", "ACT-100000.x", "\x00", "."])
def test_a_ticked_thing_that_is_none_is_refused(client, reviewer, ticked):
    response = client.post(reverse("review-clear-several"), {"record": [ticked]})

    shown = ticked.partition(".")[0]
    assert (response.status_code, said(response)) == (302, [f"{shown}: does not wait for review any more."])


def test_a_record_that_waits_no_more_leads_back_to_the_queue(client, reviewer):
    record = make.cleared()

    response = client.get(reverse("review-record", args=[record.reference]))

    assert (response.status_code, response["Location"]) == (302, reverse("review"))
    assert said(response) == [f"{record.reference} does not wait for review any more."]


@pytest.mark.parametrize("address", ["/review/ACT-000001/", "/review/rubbish/", "/review/%00/"])
def test_a_record_that_does_not_exist_is_not_found(client, reviewer, address):
    assert client.get(address).status_code == 404


def test_what_happens_outside_is_told_before_the_clearing(client, reviewer):
    record = make.agree(make.cleared(lead="who", partners=["unodc"]), "partners", scope="record")
    again(record, title="Better")

    outside = client.get(reverse("review-record", args=[record.reference])).context["chosen"]["outside"]

    assert [(row["reads"], row["at_once"], row["waiting"]) for row in outside] == [
        (1, True, []),
        (None, False, ["WHO", "UNODC"]),
    ]


@pytest.mark.parametrize("role", [Role.FOCAL_POINT, Role.CONTRIBUTOR, Role.VIEWER])
def test_the_pages_do_not_exist_for_other_people(client, role):
    record = make.submitted()
    client.force_login(make.person(role, "who"))

    assert client.get(reverse("review")).status_code == 404
    assert client.post(reverse("review-clear", args=[record.reference]), {"version": 1}).status_code == 404
    assert Version.objects.get().outcome == Outcome.PENDING


def test_lists_hold_what_they_say(client, reviewer):
    withdrawn, own = make.cleared(), make.cleared()
    review.withdraw(record=withdrawn, by=withdrawn.created_by, reason="unsafe")
    review.restrict(record=own, own_only=True, by=own.created_by)
    waiting = make.record()
    review.submit(record=waiting, by=make.person(Role.CONTRIBUTOR, "who"))

    found = {
        name: [row.reference for row in client.get(reverse("review-list", args=[name])).context["page"].rows]
        for name in ("withdrawn", "own-only", "with-focal-points")
    }

    assert found == {
        "withdrawn": [withdrawn.reference],
        "own-only": [own.reference],
        "with-focal-points": [waiting.reference],
    }
