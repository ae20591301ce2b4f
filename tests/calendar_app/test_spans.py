"""The calendar's month, week, year and next ninety days, with events of several dates."""

import re

import pytest

from entities.choices import Role
from tests import factories as make
from tests.calendar_app.test_pages import days, event, in_grid, in_margin, titles
from tests.pages.reading import found, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def lists():
    make.code_lists()


@pytest.fixture
def network(client):
    client.force_login(make.person(Role.VIEWER, "undp"))
    return client


SEVERAL = {
    "label": "", "starts": "", "ends": "", "start_time": None, "end_time": None, "time_zone": "", "place": "",
}  # fmt: skip


def session():
    """A session of three parts, the last of which is known to the month."""
    parts = [("Opening", "2017-12-08", ""), ("Regular part", "2018-03-12", "2018-03-16"), ("Reconvened", "2018-12", "")]
    rows = [SEVERAL | {"label": label, "starts": starts, "ends": ends} for label, starts, ends in parts]
    return event("Session", None, parts=rows)


def test_parts_stand_on_their_own_days_and_the_coarse_one_in_the_margin(network):
    session()

    assert in_grid(network.get("/calendar/?month=2018-03")) == [(5, "Session: Regular part")]
    assert in_grid(network.get("/calendar/?month=2018-02")) == []
    assert in_margin(network.get("/calendar/?month=2018-12")) == [("December 2018", ["Session: Reconvened"])]


def test_dates_of_a_rule_stand_in_the_month_with_a_cancelled_one_marked(network):
    row = {"occurrence": "2018-03-13", "change": "cancelled", "day": None, "start_time": None, "end_time": None,
           "place": ""}  # fmt: skip
    event("Weekly", days("2018-03-06"), recurrence="FREQ=WEEKLY;COUNT=3", exceptions=[row])

    response = network.get("/calendar/?month=2018-03")

    bars = found(response, r'<a class="bar([^"]*)"[^>]*><span[^>]*>Weekly</span><span[^>]*>, ([^<]+)<')
    assert [("bar-cancelled" in style, told) for style, told in bars] == [
        (False, "6 March 2018"),
        (True, "13 March 2018, cancelled"),
        (False, "20 March 2018"),
    ]


def test_a_week_a_year_and_ninety_days_show_what_lies_in_them(network):
    session()
    event("This week", days("2018-03-14"))
    event("In May", days("2018-05-30"))
    event("In July", days("2018-07-30"))
    event("Second half", days("2018-07-01", "2018-12-31", "half-year"))

    week = network.get("/calendar/?view=week&day=2018-03-15")
    ahead = network.get("/calendar/?view=ahead")
    year = network.get("/calendar/?view=year&year=2018")

    assert found(week, r'<h2 id="span-title">([^<]+)</h2>') == ["12 March – 18 March 2018"]
    assert in_grid(week) == [(5, "Session: Regular part"), (1, "This week")]
    assert titles(ahead) == ["Session: Regular part", "This week", "In May"]
    assert found(year, r'<a href="/calendar/\?month=2018-(\d\d)">(\w+)</a></h3>')[2] == ("03", "March")
    listed = re.sub(r"\s+", " ", words(year))
    assert "March 12 Session: Regular part 14 This week April Nothing known to the day. May 30 In May" in listed
    assert in_margin(year) == [
        ("December 2018", ["Session: Reconvened"]),
        ("second half of 2018", ["Second half"]),
    ]


def test_times_are_told_in_the_readers_zone_too(network):
    event("Call", days("2018-03-12"), start_time="20:00", end_time="21:30", time_zone="America/New_York")

    network.post("/calendar/zone/", {"zone": "Asia/Bangkok"})
    text = words(network.get("/calendar/"))
    refused = network.post("/calendar/zone/", {"zone": "Bangkok"}, follow=True)

    assert "20:00–21:30 America/New_York 07:00–08:30 Asia/Bangkok, 13 March" in text
    assert "Did you mean Asia/Bangkok?" in refused.content.decode()
