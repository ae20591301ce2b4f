"""The summary: counts by any two dimensions agree with the lists, each activity once in every total."""

from itertools import combinations

import pytest

from entities.labels import labels
from registry.models import MatrixEntry
from registry.summary import DIMENSIONS, summarise
from tests import factories as make
from tests.api.conftest import bearer
from tests.factories.entries import entry

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/summary/"


@pytest.fixture
def activities():
    """Three activities that differ in all dimensions, a mandate, and one that the public does not read."""
    make.code_lists()
    for slug in ("who", "unodc", "undp"):
        make.entity(slug)
    who, unodc, undp = make.part("who"), make.part("unodc", "partner"), make.part("undp", "partner")
    dates = {"from": "2017-06-01", "to": "2018-01-31", "precision": "day", "text": ""}
    common = {"audience": "public", "level": "field", "scope": "country", "status": "ongoing"}
    entry(
        1,
        participants=[who, unodc, undp],
        chapter=1,
        subheading="ch1-prevention",
        other_chapters=[2],
        countries=["AUT", "PER"],
        dates=dates,
        **common,
    )
    entry(2, participants=[who], chapter=1, countries=["AUT"], regions=["155"], **common)
    entry(3, participants=[make.part("unodc")], **common | {"level": "headquarters", "status": "planned"})
    entry(4, "mandate", participants=[who], chapter=1, audience="public")
    entry(5, participants=[who], chapter=3, countries=["FRA"], audience="network")  # fmt: skip


def asked(client, query, **headers):
    """Cells, totals of rows and of columns, and numbers."""
    found = client.get(f"{ADDRESS}?{query}", headers=headers).json()
    cells = {(row["row"], row["column"]): row["activities"] for row in found["results"]}
    totals = ({row["code"]: row["activities"] for row in found[f"{side}_totals"]} for side in ("row", "column"))
    return (cells, *totals, found["numbers"])


def test_two_dimensions_are_crossed_and_every_total_counts_an_activity_once(client, activities):
    cells, rows, columns, numbers = asked(client, "rows=chapter&columns=country")

    assert cells == {("1", "AUT"): 2, ("1", "PER"): 1, ("2", "AUT"): 1, ("2", "PER"): 1, ("none", "none"): 1}
    assert rows == {"1": 2, "2": 1, "none": 1}
    assert columns == {"AUT": 2, "PER": 1, "none": 1}
    assert numbers == {
        "activities": 3, "joint": 1, "joint_share": 0.3333, "entities": 3, "leads": 2, "network_entities": 3,
        "countries": 2, "without_country": 1, "undated": 2,
    }  # fmt: skip


def test_an_entity_stands_in_its_own_role_only(client, activities):
    cells, _rows, roles, _numbers = asked(client, "rows=entity&columns=role")

    assert cells == {("who", "lead"): 2, ("unodc", "lead"): 1, ("unodc", "partner"): 1, ("undp", "partner"): 1}
    assert roles == {"lead": 3, "partner": 1}


def test_years_are_those_in_which_it_goes_on_and_regions_hold_their_countries(client, activities):
    cells, years, regions, _numbers = asked(client, "rows=year&columns=region")

    assert years == {"2017": 1, "2018": 1, "none": 2}
    assert regions == {"001": 2, "150": 2, "155": 2, "none": 1}
    assert cells["2017", "155"] == 1


def test_filters_are_those_of_the_list_and_readers_count_their_own(client, activities, who_token):
    assert (
        asked(client, "rows=level&entity=unodc&entity_role=lead")[1]
        == {"headquarters": 1}
        == {"headquarters": client.get("/api/v1/activities/?entity=unodc&entity_role=lead").json()["count"]}
    )
    assert asked(client, "rows=chapter", **bearer(who_token))[1] == {"3": 1, "none": 1}


def test_any_two_dimensions_are_crossed_by_one_statement(activities, django_assert_num_queries):
    entries = MatrixEntry.objects.filter(audience="public", kind="activity")
    labels().network, labels().of("region-members")  # read once

    for rows, columns in combinations(DIMENSIONS.values(), 2):
        with django_assert_num_queries(2):  # one asks whether the labels are still the same
            found = summarise(entries, rows, columns)
        turned = summarise(entries, columns, rows)

        assert found.numbers["activities"] == 3
        assert sum(found.row_totals.values()) >= 3
        assert {row for row, _column in found.cells} == set(found.row_totals)
        assert all(count <= found.row_totals[row] for (row, _column), count in found.cells.items())
        assert {(column, row): count for (row, column), count in turned.cells.items()} == found.cells
        assert (turned.row_totals, turned.column_totals) == (found.column_totals, found.row_totals)


@pytest.mark.parametrize(
    ("query", "parameter"),
    [("rows=nope", "rows"), ("columns=%00", "columns"), ("columns=chapter", "columns"), ("kind=mandate", "kind")],
)
def test_what_cannot_be_crossed_is_named(client, activities, query, parameter):
    answer = client.get(f"{ADDRESS}?{query}")

    assert (answer.status_code, answer.json()["parameter"]) == (400, parameter)


def test_nothing_counted_is_an_empty_summary(client, activities):
    cells, rows, _columns, numbers = asked(client, "q=nothing-like-this&rows=entity&columns=year")

    assert (cells, rows, numbers["activities"], numbers["joint_share"]) == ({}, {}, 0, None)
