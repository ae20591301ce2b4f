"""Sharing: what would go out is shown word for word, and what was shown is what is agreed."""

from datetime import date

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import reverse

from entities import desk, desk_lists, review, sharing, worklist
from entities.choices import ParticipationState, Role
from entities.gate import Gate
from entities.models import Agreement, Entity, Record
from registry.models import MatrixEntry
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def lists():
    make.code_lists()


@pytest.fixture
def focal(client):
    person = make.person(Role.FOCAL_POINT, "who")
    client.force_login(person)
    return person


def at(record, name="record-sharing"):
    return reverse(name, args=[record.kind, record.reference])


def word(record, audience="partners", entity="who", **fields):
    """A decision as the page would send it."""
    gate = Gate(record)
    return {
        "audience": audience,
        "entity": entity,
        "version": gate.cleared.number,
        "sha256": gate.payload(gate.cleared, audience)[1],
        "decision": "agree",
        "scope": "wording",
    } | fields


def audiences(record):
    return sorted(MatrixEntry.objects.filter(record=record).values_list("audience", flat=True))


def ledger():
    return list(Agreement.objects.order_by("pk").values_list("entity__slug", "audience_id", "decision", "scope"))


def test_page_shows_the_outside_wording_and_nothing_that_stays_inside(client, focal):
    record = make.cleared(
        by=focal,
        summary="Told inside only",
        outside_summary="Told outside",
        internal_note="A private matter",
        countries=["PER"],
        outside_hides_countries=True,
        progress=[{"date": "2018-01-31", "text": "Begun."}],
    )

    page = client.get(at(record))

    partners, public = page.context["audiences"]
    shown = [{fact["label"]: fact["value"] for fact in audience["facts"]} for audience in (partners, public)]
    assert [row["Summary"] for row in shown] == ["Told outside", "Told outside"]
    assert shown[0]["Progress"] == ["31 January 2018 · Begun."]
    assert "Progress" not in shown[1]
    assert "Countries and areas" not in shown[0]
    assert {"Internal note", "Function contact"} <= set(partners["kept"])
    assert "A private matter" not in page.text


def test_agreement_given_on_the_page_lets_the_record_out(client, focal):
    record = make.cleared(by=focal)

    answer = client.post(at(record), word(record, "public", scope="record", until="2018-12-31", reason="Agreed"))

    assert answer.headers["Location"] == at(record)
    assert audiences(record) == ["network", "partners", "public"]
    assert ledger() == [("who", "partners", "agree", "record"), ("who", "public", "agree", "record")]
    shown = client.get(at(record)).context["audiences"][1]["deciders"]
    assert [(row["entity"], row["state"], row["word"].until.isoformat()) for row in shown] == [
        ("WHO", "agrees", "2018-12-31")
    ]


def test_withdrawing_from_partners_withdraws_from_the_public(client, focal):
    record = make.shared("public", by=focal)

    client.post(at(record), word(record, "partners", decision="withdraw"))

    assert audiences(record) == ["network"]


def test_wording_that_changed_since_it_was_shown_is_not_agreed(client, focal):
    record = make.cleared(by=focal)
    shown = word(record)
    content = record.working_copy.content() | {"title": "Something else"}
    desk.save(record=record, content=content, base_revision=record.revision, by=focal)
    record = review.submit(record=record, by=focal)
    review.clear(record=record, by=make.person(Role.SECRETARIAT))

    stale = client.post(at(record), shown, follow=True)
    forged = client.post(at(record), word(record) | {"sha256": "0" * 64}, follow=True)

    assert "has changed since you opened the page" in forged.text
    assert [message.level_tag for message in stale.context["messages"]] == ["error"]
    assert (ledger(), audiences(record)) == ([], ["network"])


def test_secretariat_decides_on_behalf_with_evidence_only(client):
    record = make.cleared()
    client.force_login(make.person(Role.SECRETARIAT))

    bare = client.post(at(record), word(record))
    client.post(at(record), word(record, evidence="Letter of 3 March 2018"))

    assert bare.status_code == 422
    assert [(row.on_behalf, row.evidence) for row in Agreement.objects.all()] == [(True, "Letter of 3 March 2018")]
    assert "Letter of 3 March 2018" in client.get(at(record)).text


@pytest.mark.parametrize(
    ("role", "entity", "status"),
    [("viewer", "who", 403), ("contributor", "who", 403), ("focal_point", "unodc", 404), ("partner", None, 404)],
)
def test_nobody_else_decides(client, role, entity, status):
    record = make.cleared()
    client.force_login(make.person(Role(role), entity))

    assert client.post(at(record), word(record)).status_code == status
    assert ledger() == []


def test_focal_point_of_a_partner_does_not_speak_for_the_lead(client):
    record = make.cleared(partners=["undp"])
    client.force_login(make.person(Role.FOCAL_POINT, "undp"))

    page = client.get(at(record))
    answer = client.post(at(record), word(record, evidence="none of it"))

    assert [form["entity"] for form in page.context["audiences"][0]["forms"]] == ["UNDP"]
    assert answer.status_code in (302, 422)
    assert ledger() == []


@pytest.mark.parametrize(
    "changes",
    [
        {"audience": "network"},
        {"audience": "\x00"},
        {"entity": "\x00"},
        {"entity": "nobody"},
        {"sha256": "short"},
        {"version": "x"},
        {"version": "999999999999999999999"},
        {"decision": "shout"},
        {"scope": "everything"},
        {"until": "2018-03-11"},
        {"until": "31/31/2018"},
        {"reason": "a\x00b"},
        {"reason": "x" * 100_000},
    ],
)
def test_hostile_words_change_nothing(client, focal, changes):
    record = make.cleared(by=focal)

    answer = client.post(at(record), word(record) | changes)

    assert answer.status_code in (302, 400, 404, 422)
    assert (ledger(), audiences(record)) == ([], ["network"])


def test_page_without_a_cleared_wording_says_what_to_do(client, focal):
    page = client.get(at(make.record(by=focal)))

    assert "Nothing to share yet" in page.text
    assert page.context["audiences"] == []


# --- A new wording, a decline ---------------------------------------------------------


def reworded(record, title, by):
    """The record with another title, cleared."""
    record = Record.objects.get(pk=record.pk)
    content = record.working_copy.content() | {"title": title}
    record = desk.save(record=record, content=content, base_revision=record.revision, by=by)
    return review.clear(record=review.submit(record=record, by=by), by=make.person(Role.SECRETARIAT))


def asked(person):
    """Which records the desk asks the person to decide about, and why."""
    return [(item.record.reference, item.why) for item in worklist.needs(desk_lists.Side.of(person)).items]


def test_a_new_wording_queues_a_decision_that_shows_the_difference(client, focal):
    record = make.agree(make.cleared(by=focal, title="First"), "partners")
    before = asked(focal)

    record = reworded(record, "Second", focal)

    why = "An earlier wording is outside; your word on the new one is missing"
    assert (before, asked(focal)) == ([], [(record.reference, why)])
    page = client.get(at(record))
    partners = page.context["audiences"][0]
    assert "New against what they read now" in page.text
    assert [(row.label, row.before, row.after) for row in partners["news"]] == [("Title", "First", "Second")]
    assert MatrixEntry.objects.get(record=record, audience="partners").title == "First"
    client.post(at(record), word(record, decision="decline"))
    assert asked(focal) == []


def test_a_decline_shows_to_the_lead_who_submits_without_that_entity(client, focal):
    record = make.cleared(by=focal, partners=["undp"])
    client.force_login(make.person(Role.FOCAL_POINT, "undp"))
    client.post(at(record), word(record, entity="undp", decision="decline", reason="Not our wording"))
    client.force_login(focal)
    assert asked(focal) == [(record.reference, "UNDP declined to share it")]

    page = client.get(at(record))
    client.post(at(record, "record-without") + "?entity=undp")

    assert "Not our wording" in page.text
    assert "Submit without UNDP" in page.text
    record.refresh_from_db()
    assert record.state == "submitted"
    assert [row["entity"] for row in record.working_copy.content()["participants"]] == ["who"]
    record = review.clear(record=record, by=make.person(Role.SECRETARIAT))
    assert Gate(record).deciders(Gate(record).cleared) == ["who"]


def test_the_secretariat_is_asked_for_an_entity_without_focal_point(focal):
    record = make.cleared(by=focal, partners=["undp", "ngo"])
    make.Entity.objects.get(slug="ngo").network.all().delete()
    secretariat = make.person(Role.SECRETARIAT)
    before = asked(secretariat)

    given = sharing.Word("partners", "agree")
    sharing.decide(record=record, entity=make.entity("who", network=False), word=given, by=focal)

    why = "Others agreed to share it; the word of an entity that you answer for is missing"
    assert (before, asked(secretariat)) == ([], [(record.reference, why)])
    given = sharing.Word("partners", "agree", evidence="Letter", until=date(2018, 4, 1))
    sharing.decide(record=record, entity=Entity.objects.get(slug="undp"), word=given, by=secretariat)
    assert asked(secretariat) == [(record.reference, "An agreement on behalf ends on 1 April 2018")]
    make.person(Role.FOCAL_POINT, "undp")
    assert asked(secretariat) == []


# --- Taking part ---------------------------------------------------------------------


def test_partner_confirms_its_part_from_the_desk(client):
    record = make.record(partners=["undp"])
    client.force_login(make.person(Role.FOCAL_POINT, "undp"))

    answer = client.post(at(record, "record-participation"), {"entity": "undp", "state": "confirmed", "then": "desk"})

    assert answer.headers["Location"] == "/desk/"
    assert record.participations.get(entity__slug="undp").state == ParticipationState.CONFIRMED


def test_partner_that_declines_is_named_nowhere_and_leaves_the_record(client):
    record = make.cleared(partners=["undp"])
    client.force_login(make.person(Role.FOCAL_POINT, "undp"))

    asked = client.get(at(record, "record-participation") + "?entity=undp&state=declined")
    answer = client.post(at(record, "record-participation"), {"entity": "undp", "state": "declined"})

    assert "named nowhere" in asked.text
    assert answer.headers["Location"] == "/desk/"
    assert MatrixEntry.objects.get().participants == ["who:lead"]
    assert client.get(at(record, "record-desk")).status_code == 404


def test_focal_point_does_not_answer_for_another_entity(client, focal):
    record = make.record(by=focal, partners=["undp"])

    client.post(at(record, "record-participation"), {"entity": "undp", "state": "confirmed", "evidence": "none"})

    assert record.participations.get(entity__slug="undp").state == ParticipationState.NAMED


# --- The panel beside an entry ----------------------------------------------------------


def panel(user, reference, query=""):
    request = RequestFactory().get(f"/{query}")
    request.user = user
    template = Template("{% load desk_tags %}{% desk_panel reference %}")
    return template.render(Context({"request": request, "reference": reference})).strip()


@pytest.mark.parametrize(("role", "entity", "shown"), [
    ("focal_point", "who", True), ("viewer", "who", True), ("secretariat", None, True),
    ("focal_point", "unodc", False), ("partner", None, False),
])  # fmt: skip
def test_panel_is_for_own_entities_and_the_secretariat(role, entity, shown):
    record = make.cleared()
    make.entity("unodc")

    assert bool(panel(make.person(Role(role), entity), record.reference)) == shown


def test_panel_says_for_whom_the_public_waits():
    record = make.cleared(partners=["undp"])
    sharing.decide(
        record=record,
        entity=make.entity("who"),
        word=sharing.Word("public", "agree"),
        by=make.person(Role.FOCAL_POINT, "who"),
    )

    text = panel(make.person(Role.VIEWER, "who"), record.reference)

    assert "since 12 March 2018" in text
    assert text.count("not yet, waits for UNDP") == 2


def test_panel_goes_away_in_another_audiences_view():
    record = make.cleared()

    assert panel(make.person(Role.FOCAL_POINT, "who"), record.reference, "?as=public") == ""


def test_panel_reads_no_desk_table_for_other_readers(django_assert_num_queries):
    record = make.cleared()
    stranger = make.person(Role.FOCAL_POINT, "unodc")
    panel(stranger, record.reference)

    with django_assert_num_queries(2) as captured:
        panel(stranger, record.reference)

    tables = {
        table for query in captured.captured_queries for table in [Record._meta.db_table] if table in query["sql"]
    }
    assert tables == set()
