"""The pages of activities and mandates: what each reader finds there, and what nobody finds."""

import re

import pytest
from django.test import Client

from entities import desk, review
from entities.choices import Role
from tests import factories
from tests.factories.entries import entry
from tests.pages.reading import markup

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client):
    """A client of somebody who reads what the network shares."""
    client.force_login(factories.person(Role.VIEWER, "undp"))
    return client


def full(number=1, kind="activity", **fields):
    """An entry with every field."""
    factories.code_lists()
    given = {
        "title": "Family skills",
        "summary": "Families learn.\nTrainers too.",
        "participants": [
            factories.part("who"),
            {**factories.part("unodc"), "role": "partner", "office": "Field office"},
        ],
        "other_partners": ["A ministry"],
        "partner_countries": ["FRA"],
        "chapter": 1,
        "subheading": "ch1-prevention",
        "other_chapters": [2],
        "recommendations": ["1(a)"],
        "terms": ["sdg:3.5"],
        "countries": ["AUT"],
        "regions": ["155"],
        "dates": {"from": "2018-03-01", "to": "2018-03-31", "precision": "month", "text": "early in March"},
        "level": "field",
        "scope": "country",
        "status": "ongoing",
        "programme": "programmes:smart",
        "outputs": [{"kind": "tool", "title": "Manual", "link": "https://example.org/manual", "symbol": "E/1"}],
        "figures": [{"value": 23, "unit": "countries", "qualifier": "more_than"}],
        "links": [{"title": "More", "url": "https://example.org/more"}],
        "source_symbol": "E/CN.7/2018/9",
        "source_paragraph": "13",
        "progress": [{"date": "2018-03-02", "text": "The first course was held."}],
        "own_identifier": "WHO-77",
        "contact": "prevention unit",
        "internal_note": "secret note",
    }
    return entry(number, kind, **given | fields)


def words(response):
    """The page's text without marks, spaces made single."""
    body = markup(response)
    main = body[body.index("<main") : body.index("</main>")]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def test_activity_page_shows_what_the_audience_reads(reader):
    full()

    text = words(reader.get("/activities/ACT-000001/"))

    for expected in (
        "Activity ACT-000001 Family skills Chapter 1 Short 1 Chapter 2 Short 2 ongoing field country joint",
        "What it is Families learn. Trainers too.",
        "2018-03-02 The first course was held.",
        "Outputs and figures more than 23 countries Manual E/1 tool",
        "Lead WHO Partner UNODC Field office not yet confirmed",
        "Other partners A ministry Governments that take part France",
        "Where Austria Western Europe (region)",
        "When March 2018 (“early in March”)",
        "Sub-heading Prevention",
        "Operational recommendations 1(a) Children and youth",
        "SDG targets sdg:3.5",
        "Own identifier WHO-77 Contact prevention unit",
        "Source: E/CN.7/2018/9 , paragraph 13",
    ):
        assert expected in text
    assert "secret note" not in text


def test_activity_page_of_the_public_has_the_public_fields_only(client):
    full(audience="public")

    text = words(client.get("/activities/ACT-000001/"))

    assert "Families learn. Trainers too." in text
    for hidden in ("WHO-77", "prevention unit", "The first course", "Programme", "Confirmed", "not yet confirmed"):
        assert hidden not in text


def test_wordings_are_text_in_their_own_language(reader):
    full(title="<b>تدريب</b>", summary="<script>x</script>", language="ar", outputs=[], links=[])

    body = markup(reader.get("/activities/ACT-000001/"))

    assert '<h1 lang="ar" dir="rtl">&lt;b&gt;تدريب&lt;/b&gt;</h1>' in body
    assert '<p class="wording prose" lang="ar" dir="rtl">&lt;script&gt;x&lt;/script&gt;</p>' in body
    assert "<script>x" not in body


def test_unknown_things_are_said_to_be_unknown(reader):
    entry(1, title="Bare", summary="")

    text = words(reader.get("/activities/ACT-000001/"))

    assert "status not known" in text
    assert "No summary has been given." in text
    assert "Lead not known Where not known When not known" in text


def test_mandates_and_activities_have_their_own_addresses(reader):
    full(2, "mandate")

    assert reader.get("/mandates/MAN-000002/").status_code == 200
    assert reader.get("/activities/MAN-000002/").status_code == 404
    assert reader.get("/mandates/ACT-000001/").status_code == 404


def test_what_is_hidden_answers_as_what_never_was(client):
    hidden = factories.cleared(title="For the network")
    draft = factories.record(title="A draft")

    answers = [client.get(f"/activities/{ref}/") for ref in (hidden.reference, draft.reference, "ACT-000000", "x")]

    assert [answer.status_code for answer in answers] == [404] * 4
    assert len({answer.content for answer in answers}) == 1


def test_withdrawn_entries_are_gone_for_those_who_had_them(client, reader):
    record = factories.shared("partners")
    partner = Client()
    partner.force_login(factories.person(Role.PARTNER))
    address = f"/activities/{record.reference}/"
    assert partner.get(address).status_code == 200

    review.withdraw(record=record, by=record.created_by, reason="too early")

    gone = partner.get(address)
    assert gone.status_code == 410
    assert record.reference in words(gone)
    assert "A title" not in gone.content.decode()
    assert reader.get(address).status_code == 410
    assert Client().get(address).status_code == 404
    assert partner.get(f"/mandates/{record.reference}/").status_code == 404


def test_history_is_that_of_the_readers_audience(reader, client):
    record = factories.shared("public")
    content = record.working_copy.content() | {"summary": "A better summary."}
    desk.save(record=record, content=content, base_revision=record.revision, by=record.created_by)
    record.refresh_from_db()
    review.clear(record=review.submit(record=record, by=record.created_by), by=factories.person(Role.SECRETARIAT))
    address = f"/activities/{record.reference}/"

    network, public = words(reader.get(address)), words(Client().get(address))

    assert network[network.index("History") :].count("Changed") >= 1
    assert "Changed" not in public[public.index("History") :]
    assert "A better summary." in network
    assert "A better summary." not in public


def test_own_people_see_who_can_read_it(client):
    record = factories.cleared()
    client.force_login(factories.person(Role.FOCAL_POINT, "who"))
    address = f"/activities/{record.reference}/"

    assert "Who can read this" in words(client.get(address))
    client.force_login(factories.person(Role.VIEWER, "undp"))
    assert "Who can read this" not in words(client.get(address))


def test_panel_beside_the_matrix_is_the_entry_without_the_frame(reader):
    full()

    panel = reader.get("/activities/ACT-000001/", headers={"HX-Request": "true", "HX-Target": "side"})

    body = markup(panel)
    assert "<html" not in body
    assert "data-focus>Family skills</h2>" in body
    assert 'href="/activities/ACT-000001/"' in body


def test_page_runs_as_many_queries_for_many_parts_as_for_one(
    reader, django_assert_num_queries, django_assert_max_num_queries
):
    full(1, outputs=[], links=[], terms=[])
    full(2, links=[{"title": f"Link {n}", "url": f"https://example.org/{n}"} for n in range(50)])
    reader.get("/activities/ACT-000002/")  # labels are read once for the process
    with django_assert_max_num_queries(10) as few:
        reader.get("/activities/ACT-000001/")
    with django_assert_num_queries(len(few)):
        assert "Link 49" in markup(reader.get("/activities/ACT-000002/"))
