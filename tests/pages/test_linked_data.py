"""Pages tell search engines what they show, in the words of schema.org, and never a word more."""

import json
import re

import pytest

from calendar_app import structured
from entities import desk
from tests import factories as make
from tests.factories.editions import sealed

pytestmark = pytest.mark.django_db
HOSTILE = "Families </script><script>alert(1)</script> & more"


@pytest.fixture(autouse=True)
def lists():
    make.code_lists()


def data(response):
    """The one block of data on a page, and what stands in the page instead of its special characters."""
    [text] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', response.content.decode(), re.DOTALL)
    assert not set("<>&") & set(text)
    return json.loads(text)


def test_an_event_is_told_as_the_audience_reads_it(client):
    dates = {"from": "2018-03-14", "to": "2018-03-15", "precision": "day", "text": ""}
    record = make.shared(
        "public", "event", title=HOSTILE, dates=dates, start_time="10:00", end_time="13:00", time_zone="Europe/Vienna",
        place="Vienna", countries=["AUT"], status="postponed", mode="hybrid", online_link="https://inside.example/",
    )  # fmt: skip

    found = data(client.get(f"/events/{record.reference}/"))

    address = f"http://testserver/events/{record.reference}/"
    assert found == {
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": address,
        "identifier": record.reference,
        "name": HOSTILE,
        "inLanguage": "en",
        "url": address,
        "eventStatus": "https://schema.org/EventPostponed",
        "eventAttendanceMode": "https://schema.org/MixedEventAttendanceMode",
        "location": [
            {
                "@type": "Place",
                "name": "Vienna",
                "address": "Vienna",
                "containedInPlace": [{"@type": "Country", "name": "Austria"}],
            }
        ],
        "organizer": [{"@type": "Organization", "name": make.entity("who").names.get().name}],
        "startDate": "2018-03-14T10:00:00+01:00",
        "endDate": "2018-03-15T13:00:00+01:00",
    } | ({"description": found["description"]} if "description" in found else {})


@pytest.mark.parametrize(
    ("first", "last", "precision", "told"),
    [
        ("2018-03-14", "2018-03-14", "day", ("2018-03-14", "2018-03-14")),
        ("2018-03-01", "2018-04-30", "month", ("2018-03", "2018-04")),
        ("2018-01-01", "2018-03-31", "quarter", ("2018", "2018")),
        ("2018-01-01", "2018-12-31", "year", ("2018", "2018")),
    ],
)
def test_no_date_is_told_finer_than_it_is_known(first, last, precision, told):
    dates = {"from": first, "to": last, "precision": precision, "text": ""}
    moments = structured.moments_of(desk.blank("event") | {"dates": dates})

    assert structured.when(moments) == {"startDate": told[0], "endDate": told[1]}


def test_each_part_of_an_event_is_an_event_of_its_own():
    blank = {"ends": "", "start_time": None, "end_time": None, "time_zone": "", "place": ""}
    parts = [
        blank | {"label": "Opening", "starts": "2018-03-12"},
        blank | {"label": "Reconvened", "starts": "2018-12-06"},
    ]
    content = desk.blank("event") | {"parts": parts}

    assert structured.when(structured.moments_of(content)) == {
        "startDate": "2018-03-12",
        "endDate": "2018-12-06",
        "subEvent": [
            {"@type": "Event", "startDate": "2018-03-12", "endDate": "2018-03-12", "name": "Opening"},
            {"@type": "Event", "startDate": "2018-12-06", "endDate": "2018-12-06", "name": "Reconvened"},
        ],
    }


def test_an_event_without_dates_is_told_without_them():
    assert structured.when(structured.moments_of(desk.blank("event"))) == {}


def test_the_matrix_and_a_sealed_month_are_data_sets(client):
    make.shared("public", title="Family skills")
    sealed("2018-02")

    live, month = data(client.get("/matrix/")), data(client.get("/editions/2018-02/"))

    assert (live["@type"], month["@type"]) == ("Dataset", "Dataset")
    assert [file["contentUrl"] for file in live["distribution"]] == [
        f"http://testserver/api/v1/dump/{name}" for name in ("records.ndjson", "matrix.csv", "calendar.csv")
    ]
    assert (month["temporalCoverage"], month["version"]) == ("2018-02", "0")
    assert month["@id"] == "http://testserver/editions/2018-02/rev-0/"
    assert live["license"] == "http://testserver/api/docs/#terms"
