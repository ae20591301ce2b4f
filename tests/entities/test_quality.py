"""What is odd about a record: each rule, by the name of the rule and the field that mends it."""

from datetime import date

import pytest

from entities.choices import Role
from entities.quality import doubts, findings, months_before
from tests import factories as make

pytestmark = pytest.mark.django_db

SOUND = {"chapter": 1, "countries": ["AUT"], "status": "ongoing"}


@pytest.fixture(autouse=True)
def lists():
    make.code_lists()


def period(start, end):
    return {"from": start, "to": end, "precision": "day", "text": ""}


def content(kind="activity", **fields):
    sound = SOUND if kind != "event" else {"place": "Vienna"}
    whole = {"participants": [make.part("who")], "dates": period("2018-03-01", "2018-04-30")}
    return make.content(kind, **(whole | sound | fields))


def rules(kind="activity", people=(), **fields):
    return [(found.rule, found.field) for found in findings(kind, content(kind, **fields), people=people)]


@pytest.mark.parametrize(
    ("kind", "fields", "expected"),
    [
        ("activity", {}, []),
        ("event", {}, []),
        ("activity", {"participants": []}, [("no-lead", "participants")]),
        ("activity", {"summary": " "}, [("no-summary", "summary")]),
        ("activity", {"dates": None}, [("no-dates", "dates_from")]),
        ("activity", {"chapter": None}, [("no-chapter", "chapter")]),
        ("event", {"chapter": None, "place": ""}, [("no-place", "place")]),
        ("activity", {"countries": []}, [("no-country", "countries")]),
        ("activity", {"countries": [], "regions": ["150"]}, []),
        ("activity", {"countries": [], "level": "headquarters"}, []),
        ("activity", {"countries": [], "scope": "global"}, []),
        ("mandate", {"countries": []}, []),
        ("activity", {"dates": period("2018-01-01", "2018-03-11")}, [("past-end", "status")]),
        ("activity", {"dates": period("2018-01-01", "2018-03-12")}, []),
        ("activity", {"dates": period("2018-01-01", "2018-03-11"), "status": "completed"}, []),
        (
            "activity",
            {"dates": period("2018-03-13", "2018-03-14"), "status": "completed"},
            [("coming-start", "status")],
        ),
    ],
)
def test_rules_of_a_content(kind, fields, expected):
    assert rules(kind, **fields) == expected


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Write to jane.doe@who.int for a seat.", "mail"),
        ("Call +43 1 26060 5555.", "telephone"),
        ("Opened by Ms. Jane Doe of the ministry.", "person"),
        ("Prof García López taught it.", "person"),
        ("Открыла г-жа Иванова.", "person"),
        ("Wes Who will answer questions.", "person"),
    ],
)
def test_personal_data_in_a_text_is_found_where_it_stands(text, rule):
    assert rules(summary=text, people=["Wes Who"]) == [(rule, "summary")]
    assert rules(progress=[{"date": "2018-03-01", "text": text}], people=["Wes Who"]) == [(rule, "progress")]


@pytest.mark.parametrize("text", ["Dr is no name.", "In 2016 the drs. met", "A/RES/S-30/1 of 19 April 2016", "Mr. and"])
def test_texts_without_personal_data_are_left_alone(text):
    assert rules(summary=text, people=["Wes Who"]) == []


def test_person_is_named_once_whether_addressed_or_known():
    found = findings("activity", content(summary="Dr Wes Who spoke."), people=["Wes Who"])

    assert [str(row) for row in found] == ["A person seems to be named in the text: Wes Who"]


@pytest.mark.parametrize(
    ("last", "expected"),
    [(None, ["never-confirmed"]), (date(2017, 12, 11), ["stale"]), (date(2017, 12, 12), []), (date(2018, 3, 12), [])],
)
def test_doubt_grows_with_the_time_since_the_last_word(last, expected):
    record = make.cleared(**SOUND)
    record.last_confirmed = last

    assert [doubt.rule for doubt in doubts(record)] == expected


def test_doubts_say_the_same_as_findings_and_ask_nothing(django_assert_num_queries):
    fields = {"chapter": None, "countries": [], "dates": period("2018-01-01", "2018-02-28")}
    record = make.record(by=make.person(Role.FOCAL_POINT, "who"), **(SOUND | fields))
    record.last_confirmed = date(2018, 3, 1)

    with django_assert_num_queries(0):
        found = doubts(record)

    assert found == findings("activity", record.activity.content())
    assert [doubt.rule for doubt in found] == ["no-chapter", "no-country", "past-end"]


def test_three_months_before_ends_on_the_last_day_of_a_shorter_month():
    assert months_before(date(2018, 5, 31), 3) == date(2018, 2, 28)
    assert months_before(date(2018, 1, 15), 3) == date(2017, 10, 15)
