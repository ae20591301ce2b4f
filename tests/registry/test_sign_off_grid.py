"""The secretariat's grid of sign-offs, and the word it gives on an entity's behalf."""

from datetime import date

import pytest

from entities import review
from entities.choices import Rhythm, Role
from entities.models import NetworkMembership
from registry.models import SignOff
from registry.sign_offs import sign_off
from tests import factories as make
from tests.factories import editions as months
from tests.pages.reading import cold_queries
from ungass_portal.lib import clock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def lists():
    make.code_lists()


@pytest.fixture
def secretariat(client):
    person = make.person(Role.SECRETARIAT)
    client.force_login(person)
    return person


def cells(response):
    return {
        row["entity"].slug: [cell["word"].word if cell["word"] else cell["expected"] for cell in row["cells"]]
        for row in response.context["rows"]
    }


def test_grid_shows_the_words_of_the_last_six_months(client, secretariat, portal_date):
    for slug, rhythm in (("undp", Rhythm.QUARTERLY), ("ohchr", Rhythm.READS)):
        NetworkMembership.objects.filter(entity=make.entity(slug)).update(rhythm=rhythm)
    focal = make.person(Role.FOCAL_POINT, "who")
    codes = [f"2017-{month:02}" for month in range(8, 13)] + ["2018-01", "2018-02", "2018-03"]
    for code in codes[:-1]:
        months.edition(code, state="sealed", sealed_at=clock.now())
    months.edition("2018-04", state="planned")
    march = months.edition(codes[-1])
    sign_off(edition=march, entity=make.entity("who"), word="updated", by=focal, remark="Two new ones.")
    make.submitted(by=focal)

    page = client.get("/review/sign-offs/")

    assert [edition.code for edition in page.context["editions"]] == codes[-6:]
    assert cells(page) == {
        "ohchr": [False] * 6,
        "undp": [False, False, True, False, False, True],
        "who": [True] * 5 + ["updated"],
    }
    assert {row["entity"].slug: row["waiting"] for row in page.context["rows"]} == {"ohchr": 0, "undp": 0, "who": 1}
    assert [(row.entity.slug, row.remark) for row in page.context["remarks"]] == [("who", "Two new ones.")]


def test_secretariat_signs_off_with_evidence_and_late(client, secretariat, portal_date):
    months.edition("2018-03")
    make.entity("who")
    portal_date(date(2018, 3, 23))

    refused = client.post("/review/sign-offs/who/", {"word": "no_change", "entity": "who"})
    client.post("/review/sign-offs/who/", {"word": "no_change", "entity": "who", "evidence": "E-mail of 22 March"})

    assert refused.status_code == 400
    row = SignOff.objects.get()
    assert (row.on_behalf, row.late, row.evidence, row.by) == (True, True, "E-mail of 22 March", secretariat)


def test_grid_costs_the_same_queries_however_many_entities(client, secretariat):
    months.edition("2018-03")
    make.entity("who")
    few = cold_queries(client, "/review/sign-offs/")
    for number in range(8):
        make.entity(f"body{number}")
    months.edition("2018-02", state="sealed", sealed_at=clock.now())

    assert cold_queries(client, "/review/sign-offs/") == few


def test_entity_outside_the_network_has_no_word_to_give(client, secretariat):
    months.edition("2018-03")
    make.entity("ngo", network=False)

    assert client.get("/review/sign-offs/ngo/").status_code == 404


def test_possible_duplicate_of_another_entity_stands_beside_the_submission(client, secretariat):
    title = "Regional training of prison nurses in overdose prevention"
    twin = make.cleared(lead="undp", title="Training of prison nurses in overdose prevention")
    make.cleared(lead="who", title=title)
    make.cleared(lead="unodc", title="Symposium on border control")
    kept = make.cleared(lead="unaids", title=title)
    review.restrict(record=kept, own_only=True, by=kept.created_by)
    record = make.submitted(lead="who", title=title)

    page = client.get(f"/review/{record.reference}/")

    assert [(row.entry.reference, row.leads) for row in page.context["chosen"]["twins"]] == [(twin.reference, ["UNDP"])]
    assert page.context["chosen"]["twins"][0].per_cent > 70
    assert page.text.count(twin.activity.title) == 1
