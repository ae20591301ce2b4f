"""Tentative events are for the network only, whatever their deciders say: the gate keeps them."""

import pytest

from calendar_app.models import CalendarEntry
from entities import desk, review, sharing
from entities.choices import Decision, Role
from entities.models import Agreement, Record, SharingPolicy
from tests import factories as make
from ungass_portal.lib.problems import ProcessError

pytestmark = pytest.mark.django_db
DAY = {"from": "2018-04-12", "to": "2018-04-12", "precision": "day", "text": ""}
KEPT = "A tentative event is for the network only. It can be shared once it is confirmed."


@pytest.fixture(autouse=True)
def lists():
    make.code_lists()


def event(status, title="Briefing"):
    return make.cleared("event", title=title, dates=DAY, status=status)


def becomes(record, status, title="Briefing"):
    """The same event with another status, cleared."""
    record = Record.objects.get(pk=record.pk)
    content = record.working_copy.content() | {"status": status, "title": title}
    record = desk.save(record=record, content=content, base_revision=record.revision, by=record.created_by)
    review.submit(record=record, by=record.created_by)
    return review.clear(record=record, by=make.person(Role.SECRETARIAT))


def read(record):
    """What each audience reads: audience to title and status."""
    rows = CalendarEntry.objects.filter(record=record)
    return {row.audience_id: (row.title, row.status) for row in rows}


def test_nobody_agrees_to_share_a_tentative_event():
    record = event("tentative")

    with pytest.raises(ProcessError, match=KEPT):
        make.agree(record, "partners")

    assert (Agreement.objects.count(), read(record)) == (0, {"network": ("Briefing", "tentative")})


def test_words_on_the_ledger_do_not_let_it_out_either():
    record = event("tentative")
    gate = sharing.Gate(record)
    person = record.created_by
    for audience in ("partners", "public"):
        word = sharing.Word(audience, Decision.AGREE)
        sharing.write_word(gate, gate.cleared, audience, make.entity("who"), word, person, Role.FOCAL_POINT)

    sharing.refresh(record)

    assert set(read(record)) == {"network"}


def test_a_policy_says_nothing_of_it_until_it_is_confirmed():
    SharingPolicy.objects.create(
        entity=make.entity("who"), audience_id="public", word="agree", kind="event", made_by=make.person()
    )
    record = event("tentative")
    said = Agreement.objects.count()

    record = becomes(record, "confirmed")

    assert said == 0
    assert read(record) == dict.fromkeys(("network", "partners", "public"), ("Briefing", "confirmed"))


def test_the_last_agreed_wording_stays_out_there_and_can_be_taken_back():
    record = make.agree(event("confirmed"), "public", scope="record")

    record = becomes(record, "tentative", "Perhaps later")
    held = read(record)
    word = sharing.Word("partners", Decision.WITHDRAW)
    sharing.decide(record=record, entity=make.entity("who"), word=word, by=record.created_by)

    assert held == {
        "network": ("Perhaps later", "tentative"),
        "partners": ("Briefing", "confirmed"),
        "public": ("Briefing", "confirmed"),
    }
    assert set(read(record)) == {"network"}


def test_the_page_of_sharing_says_why_and_offers_no_agreement(client):
    record = event("tentative")
    client.force_login(record.created_by)

    page = client.get(f"/desk/events/{record.reference}/sharing/")

    assert page.text.count(KEPT) == 4  # for two audiences, in the list of readers and above what they would read
    assert [audience["forms"] for audience in page.context["audiences"]] == [[], []]
