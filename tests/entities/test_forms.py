"""The form of a record: content to form and back, messages at their fields, nothing typed lost."""

import pytest

from entities.forms import form_class
from entities.forms.records import as_sent
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def lists():
    make.code_lists()


def sent(kind="activity", base=None, **changes):
    """What a browser would send: a whole content, with some names changed."""
    data = as_sent(kind, base or make.content(kind, participants=[make.part("who")]))
    for name, value in changes.items():
        data.setlist(name.replace("__", "-"), value if isinstance(value, list) else [value])
    return data


def form(kind="activity", base=None, **changes):
    base = base or make.content(kind, participants=[make.part("who")])
    return form_class(kind)(kind, sent(kind, base, **changes), base=base)


FULL = {
    "title": "Training of nurses",
    "summary": "Two lines.\n\nAnd <b>one</b> more.",
    "language": "fr",
    "other_partners": ["First body", "Second body"],
    "partner_countries": ["AUT"],
    "names_affirmed": True,
    "chapter": 1,
    "subheading": "ch1-prevention",
    "other_chapters": [2, 3],
    "recommendations": ["1(a)"],
    "terms": ["sdg:3.5"],
    "countries": ["PER", "FRA"],
    "regions": ["150"],
    "links": [{"title": "Report", "url": "https://example.org/a?b=c&d"}],
    "progress": [{"date": "2018-01-31", "text": "Begun."}],
}


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        (
            "activity",
            {
                "programme": "programmes:smart",
                "level": "both",
                "outputs": [{"kind": "tool", "title": "Handbook", "link": "", "symbol": ""}],
                "figures": [{"value": 23, "unit": "countries", "qualifier": "more_than"}],
            },
        ),
        ("mandate", {"status": "ongoing"}),
        (
            "event",
            {
                "event_kind": "event-kinds:training",
                "dates": {"from": "2018-03-12", "to": "2018-03-14", "precision": "day", "text": ""},
                "start_time": "09:30",
                "end_time": None,
                "time_zone": "Europe/Vienna",
                "attendees": ["NGOs"],
                "activities": ["ACT-482913"],
            },
        ),
    ],
)
def test_content_goes_through_the_form_unchanged(kind, more):
    content = make.content(kind, **FULL, participants=[make.part("who"), make.part("unodc", "partner", "ROCA")], **more)

    filled = form(kind, content)

    assert filled.is_valid(), filled.errors
    assert filled.content == content


@pytest.mark.parametrize(
    "dates",
    [
        None,
        {"from": None, "to": None, "precision": None, "text": "some day"},
        {"from": "2018-03-01", "to": "2018-03-31", "precision": "month", "text": ""},
        {"from": "2018-04-01", "to": None, "precision": "quarter", "text": "since spring"},
        {"from": "2018-03-12", "to": "2018-03-31", "precision": "month", "text": ""},
        {"from": "2017-07-01", "to": "2018-12-31", "precision": "half-year", "text": ""},
    ],
)
def test_untouched_dates_stay_as_coarse_as_they_were(dates):
    content = make.content(dates=dates, participants=[make.part("who")])

    filled = form("activity", content)

    assert filled.is_valid(), filled.errors
    assert filled.content["dates"] == dates


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"dates_from": "March 2018"}, ("2018-03-01", "2018-03-31", "month")),
        ({"dates_from": "12 March 2018", "dates_to": "14 March 2018"}, ("2018-03-12", "2018-03-14", "day")),
        ({"dates_from": "Q2 2018", "dates_open": "on"}, ("2018-04-01", None, "quarter")),
    ],
)
def test_typed_dates_keep_their_precision(typed, expected):
    filled = form(**typed)

    assert filled.is_valid(), filled.errors
    assert tuple(filled.content["dates"][key] for key in ("from", "to", "precision")) == expected


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("title", "", "required"),
        ("title", "\x07 ", "Write a title"),
        ("title", "x" * 301, "no more than 300"),
        ("summary", "x" * 100_000, "no more than 6000"),
        ("summary", "a\x00b", "Null characters"),
        ("countries", ["AUT", "XXX"], "XXX"),
        ("countries", ["A\x00T"], "not in the list"),
        ("chapter", "99", "99"),
        ("chapter", "9" * 5000, "not in the list"),
        ("subheading", "ch1-prevention", "another chapter"),
        ("language", "tlh", "not a valid choice"),
        ("recommendations", "9(z)", "9(z)"),
        ("dates_from", "yesterday", "“yesterday” is not a date"),
        ("dates_to", "March 2018", None),
        ("dates_from", "0000-00-00", "is not a date"),
        ("other_partners", "good\n" + "x" * 400, "Line 2"),
    ],
)
def test_wrong_value_is_named_at_its_field(field, value, words):
    filled = form(**{field: value})

    assert not filled.is_valid()
    where = "dates_from" if words is None else field
    assert (words or "Give the start") in " ".join(filled.errors[where])


@pytest.mark.parametrize(
    ("changes", "where", "words"),
    [
        ({"participants__0__entity": "nobody"}, ("participants", 0, "entity"), "nobody"),
        ({"participants__0__role": "boss"}, ("participants", 0, "role"), "not a valid choice"),
        ({"links__4__url": "javascript:alert(1)", "links__4__title": "x"}, ("links", 0, "url"), "https://"),
        ({"figures__0__value": "many", "figures__0__unit": "people"}, ("figures", 0, "value"), "number"),
        ({"figures__0__value": "nan", "figures__0__unit": "people"}, ("figures", 0, "value"), "number"),
        ({"figures__0__value": "7", "figures__0__unit": ""}, ("figures", 0, "unit"), "blank"),
    ],
)
def test_wrong_row_is_named_at_its_field(changes, where, words):
    name, number, part = where
    filled = form(**changes)

    assert not filled.is_valid()
    assert words in " ".join(filled.rows[name].forms[number].errors[part])


def test_entity_named_twice_is_said_at_the_rows():
    filled = form(participants__1__entity="who", participants__1__role="partner")

    assert not filled.is_valid()
    assert "Named more than once: WHO" in " ".join(filled.rows["participants"].errors)


def test_rows_left_empty_are_no_rows():
    filled = form(links__0__title="", links__0__url="", participants__7__entity="", participants__7__role="partner")

    assert filled.is_valid(), filled.errors
    assert (filled.content["links"], len(filled.content["participants"])) == ([], 1)


def test_new_line_of_progress_is_dated_today_and_added():
    base = make.content(participants=[make.part("who")], progress=[{"date": "2018-01-31", "text": "Begun."}])

    filled = form("activity", base, progress="Half done.")

    assert filled.is_valid(), filled.errors
    assert filled.content["progress"] == [
        {"date": "2018-01-31", "text": "Begun."},
        {"date": "2018-03-12", "text": "Half done."},
    ]


def test_wrong_values_stay_in_the_form_and_are_escaped():
    filled = form(title="<script>alert(1)</script>" + "x" * 300, countries=["AUT", "<b>"])

    filled.is_valid()

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in str(filled["title"])
    assert '<option value="AUT"' in str(filled["countries"])
    assert '<option value="&lt;b&gt;" selected>&lt;b&gt;</option>' in str(filled["countries"])


def test_every_field_of_a_kind_has_a_place_a_label_and_a_help():
    for kind in ("activity", "mandate", "event"):
        shown = form(kind)
        placed = [name for section in shown.sections for name in section.names]

        assert sorted(placed) == sorted(shown.content_names())
        assert [field.name for field in shown.visible_fields() if not field.help_text] == []
