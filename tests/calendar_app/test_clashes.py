"""Planning: what clashes with an event that is typed, and weeks that are free."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from calendar_app import clashes, duty_stations
from calendar_app.models import CalendarEntry
from calendar_app.plans import Plan
from entities.choices import Role
from registry.models import Term
from tests import factories as make
from tests.pages.reading import found, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def lists():
    make.code_lists()
    Term.objects.create(code="event-kinds:session", scheme_id="event-kinds", label="Session")


@pytest.fixture
def network(client):
    client.force_login(make.person(Role.FOCAL_POINT, "undp"))
    return client


def days(first, last=""):
    return {"from": first, "to": last or first, "precision": "day", "text": ""}


def event(title, dates, **fields):
    return make.cleared("event", title=title, dates=dates, status="confirmed", **fields)


TYPED = {"dates_from": "14 March 2018", "dates_to": "", "participants-0-entity": "who", "place": "Vienne, CIV",
         "chapter": "1"}  # fmt: skip


def told(client, **changes):
    """Titles and reasons of the clashes with what is typed."""
    response = client.post("/desk/clashes/", TYPED | changes)
    return found(response, r"<a [^>]*>([^<]+)</a>.*?<span class=\"d-block small muted\">([^<]+)</span>")


def test_what_is_typed_clashes_with_entities_city_chapter_and_un_sessions(network):
    event("Over three days", days("2018-03-13", "2018-03-15"), lead="who", place="Vienna", chapter=1)
    event("Same city", days("2018-03-14"), lead="unodc", place="Vienna")
    event("Elsewhere", days("2018-03-14"), lead="unodc", place="Geneva", chapter=2)
    event("Another day", days("2018-03-16"), lead="who", place="Vienna", chapter=1)
    make.cleared("event", title="Cancelled", dates=days("2018-03-14"), lead="who", status="cancelled")
    make.cleared("event", title="A session", dates=days("2018-03-14"), lead="unodc", event_kind="event-kinds:session")

    assert told(network)[0] == ("Over three days", "WHO takes part in both · both in Vienna · both on chapter 1")
    assert sorted(told(network)[1:]) == [("A session", "a session of a UN body"), ("Same city", "both in Vienna")]


def test_dates_of_rules_and_parts_clash_on_their_days_only(network):
    event("Weekly", days("2018-03-07"), lead="who", recurrence="FREQ=WEEKLY;COUNT=3")

    assert [title for title, _why in told(network)] == ["Weekly"]
    assert told(network, dates_from="2018-03-15") == []


def test_every_date_of_a_rule_or_of_parts_that_is_typed_is_compared(network):
    event("On the second", days("2018-03-21"), lead="who")
    event("In the pause", days("2018-03-15"), lead="who")
    make.record("event", title="Ours, weekly", dates=days("2018-02-07"), lead="undp", recurrence="FREQ=WEEKLY;COUNT=9",
                chapter=1)  # fmt: skip
    rule = {"recurrence": "FREQ=WEEKLY;COUNT=2"}
    left_out = {"exceptions-0-occurrence": "21 March 2018", "exceptions-0-change": "left_out"}
    parts = {"dates_from": "", "parts-0-starts": "20 March 2018", "parts-0-ends": "22 March 2018",
             "parts-1-starts": "April 2018", "parts-2-starts": "once mo"}  # fmt: skip

    typed = {"rule": rule, "exception": rule | left_out, "parts": parts, "half a rule": {"recurrence": "FREQ=WE"}}
    shown = {name: sorted(title for title, _why in told(network, **fields)) for name, fields in typed.items()}

    assert shown == {
        "rule": ["On the second", "Ours, weekly"],
        "exception": ["Ours, weekly"],
        "parts": ["On the second", "Ours, weekly"],
        "half a rule": ["Ours, weekly"],
    }


def test_only_the_network_and_the_own_desk_are_looked_at(network):
    make.record("event", title="Draft of ours", dates=days("2018-03-14"), lead="undp", chapter=1)
    make.record("event", title="Draft of others", dates=days("2018-03-14"), lead="who", chapter=1)

    assert [title for title, _why in told(network)] == ["Draft of ours"]


def test_without_an_exact_day_nothing_clashes(network):
    event("In March", days("2018-03-14"), lead="who")

    for text in ("March 2018", "", "soon"):
        assert told(network, dates_from=text) == []


def test_holidays_of_the_city_and_international_days_are_told(network):
    response = network.post("/desk/clashes/", {"dates_from": "26 October 2018", "place": "Vienna"})
    elsewhere = network.post("/desk/clashes/", {"dates_from": "26 October 2018", "place": "Geneva"})
    june = network.post("/desk/clashes/", {"dates_from": "26 June 2018", "place": "Geneva"})

    assert b"26 October, National Day of Austria, Vienna" in response.content
    assert b"National Day" not in elsewhere.content
    assert b"26 June, International Day against Drug Abuse and Illicit Trafficking" in june.content


def test_clashes_stand_on_the_form_without_script(client):
    person = make.person(Role.FOCAL_POINT, "who")
    event("The other", days("2018-03-14"), lead="who")
    mine = make.record("event", title="Mine", dates=days("2018-03-14"), lead="who", by=person)
    client.force_login(person)

    text = words(client.get(f"/desk/events/{mine.reference}/edit/"))

    assert "1 event clashes with it The other , 14 March 2018 WHO takes part in both" in text


def test_planning_is_for_the_network(client):
    client.force_login(make.person(Role.PARTNER))

    assert client.post("/desk/clashes/", TYPED).status_code == 404
    assert client.get("/calendar/free-weeks/?entity=who").status_code == 404


def test_free_weeks_name_what_the_entities_have(network):
    event("Of WHO", days("2018-03-20"), lead="who")
    event("Of UNODC", days("2018-03-27"), lead="unodc")

    response = network.get("/calendar/free-weeks/?entity=who&month=2018-03")

    weeks = found(response, r'<th scope="row"><a[^>]*>([^<]+)</a></th>\s*<td>(.*?)</td>')
    shown = {week: "free" if "free" in cell else "Of WHO" in cell for week, cell in weeks}
    assert (shown["12 March 2018"], shown["19 March 2018"], shown["26 March 2018"]) == ("free", True, "free")
    assert len(weeks) == 20


COPIES = """
    INSERT INTO calendar_app_calendarentry ({columns})
    SELECT {columns} FROM (SELECT (jsonb_populate_record(entry, jsonb_build_object(
        'id', 1000000 + number,
        'reference', 'EVT-' || lpad(number::text, 6, '0'),
        'date_from', date '2010-01-01' + number,
        'date_to', date '2010-01-02' + number,
        'sort_date', date '2010-01-01' + number
    ))).*
    FROM calendar_app_calendarentry AS entry, generate_series(1, 6000) AS number
    WHERE entry.audience_id = 'network') AS copies
"""


def test_clashes_are_found_by_the_index_of_days_among_many(network):
    event("One", days("2018-03-14"), lead="who")
    plan = Plan(((date(2018, 3, 14), date(2018, 3, 15)),), frozenset({"who"}), "Vienna")
    columns = [field.column for field in CalendarEntry._meta.concrete_fields if not field.generated]
    with connection.cursor() as cursor:
        cursor.execute(COPIES.format(columns=", ".join(columns)))
        cursor.execute("ANALYZE calendar_app_calendarentry")
    with CaptureQueriesContext(connection) as asked:
        found = clashes.clashes(plan)
    query = next(row["sql"] for row in asked if "daterange" in row["sql"])
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {query}")
        told = "\n".join(row[0] for row in cursor.fetchall())

    assert "Index Scan using calendar_days_network" in told or "Bitmap Index Scan on calendar_days_network" in told
    assert "Seq Scan" not in told
    assert [clash.event.title for clash in found] == ["One"] * 4  # itself and three copies lie on these days
    assert len([row for row in asked if 'FROM "calendar_app_calendarentry"' in row["sql"]]) == 2


@pytest.mark.parametrize(
    ("city", "name", "day"),
    [
        ("Vienna", "Easter Monday", date(2018, 4, 2)),
        ("Geneva", "Good Friday", date(2018, 3, 30)),
        ("Vienna", "Corpus Christi", date(2018, 5, 31)),
        ("New York", "Memorial Day", date(2018, 5, 28)),
        ("New York", "Labor Day", date(2018, 9, 3)),
        ("New York", "Thanksgiving Day", date(2018, 11, 22)),
        ("Nairobi", "Jamhuri Day", date(2018, 12, 12)),
    ],
)
def test_holidays_that_move_stand_on_their_day_of_the_year(city, name, day):
    assert (day, name, city) in duty_stations.holidays(day, day)


@pytest.mark.parametrize(
    ("first", "last", "city", "expected"),
    [
        # designated by a circular, so on its day only
        ("2017-06-26", "2017-06-27", "New York", [("2017-06-26", "Eid al-Fitr", True)]),
        ("2017-06-25", "2017-06-25", "New York", []),
        ("2023-04-24", "2023-04-24", "Vienna", [("2023-04-24", "Eid al-Fitr", True)]),
        # computed, so for the days beside it too
        ("2018-06-14", "2018-06-14", "Vienna", [("2018-06-15", "Eid al-Fitr", False)]),
        ("2018-08-22", "2018-08-24", "", [("2018-08-21", "Eid al-Adha", False)]),
        ("2018-08-23", "2018-08-24", "", []),
        # twice in a year of the sun
        ("2033-01-01", "2033-12-31", "", [
            ("2033-01-02", "Eid al-Fitr", False),
            ("2033-03-11", "Eid al-Adha", False),
            ("2033-12-23", "Eid al-Fitr", False),
        ]),
    ],
)  # fmt: skip
def test_holidays_that_follow_the_moon(first, last, city, expected):
    found = duty_stations.by_the_moon(date.fromisoformat(first), date.fromisoformat(last), city)

    assert [(day.isoformat(), name, sure) for day, name, sure in found] == expected


def test_a_computed_holiday_is_said_to_be_one(network):
    response = network.post("/desk/clashes/", {"dates_from": "14 June 2018", "place": "Vienna, VIC"})

    told = "15 June, Eid al-Fitr, Vienna (follows the moon: perhaps a day earlier or later)"
    assert told in response.text


def test_duty_stations_are_known_by_their_names():
    assert duty_stations.place_of("Genève, Palais des Nations")["names"][0] == "Geneva"
    assert duty_stations.place_of("Atlantis") is None
