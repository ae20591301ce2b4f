"""The gate: who decides, what an agreement is bound to, what each audience reads, and what takes it away again."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from entities import desk, kinds, review, sharing
from entities.choices import Decision, ParticipationState, Role
from entities.gate import Gate
from entities.models import Agreement, Change
from entities.sharing import Word
from registry.models import MatrixEntry
from tests import factories as make
from ungass_portal.lib.problems import ProcessError

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def lists():
    make.code_lists()


def focal_point(slug):
    return make.person(Role.FOCAL_POINT, slug)


def say(record, slug, audience, decision=Decision.AGREE, **fields):
    """An entity's word, by a focal point of its own."""
    word = Word(audience, decision, **fields)
    sharing.decide(record=record, entity=make.entity(slug), word=word, by=focal_point(slug))


def titles(record):
    """What each audience reads now, by title."""
    return dict(MatrixEntry.objects.filter(record=record).values_list("audience", "title"))


def second_wording(record, **fields):
    """Save, submit and clear a change."""
    by = record.created_by
    content = record.working_copy.content() | fields
    record = desk.save(record=record, content=content, base_revision=record.revision, by=by)
    record = review.submit(record=record, by=by)
    return review.clear(record=record, by=make.person(Role.SECRETARIAT))


def deciders(record):
    gate = Gate(record)
    return gate.deciders(gate.cleared)


@pytest.fixture
def formats(monkeypatch):
    """Add a format of activities to an audience: `formats(audience, fields)`."""

    def add(audience, fields):
        kind = kinds.kind_of("activity")
        numbered = kind.formats | {audience: kind.formats[audience] | {max(kind.formats[audience]) + 1: fields}}
        monkeypatch.setitem(kinds.KINDS, "activity", replace(kind, formats=numbered))

    return add


# --- Who decides -----------------------------------------------------------------------------------


def test_leads_co_leads_and_network_partners_decide_and_others_do_not():
    make.entity("ngo", network=False)
    parts = [
        make.part("who"),
        make.part("unodc", "co_lead"),
        make.part("undp", "partner"),
        make.part("ngo", "partner"),
    ]
    record = _cleared_with(parts)

    assert deciders(record) == ["who", "unodc", "undp"]


def _cleared_with(parts, **fields):
    by = focal_point(parts[0]["entity"])
    record = desk.create(kind="activity", content=make.content(participants=parts, **fields), by=by)
    record = review.submit(record=record, by=by)
    return review.clear(record=record, by=make.person(Role.SECRETARIAT))


def test_a_lead_outside_the_network_decides():
    make.entity("ngo", network=False)
    record = _cleared_with([make.part("ngo"), make.part("who", "partner")])

    assert deciders(record) == ["ngo", "who"]


def test_without_deciders_nothing_leaves_the_network():
    by = make.person(Role.SECRETARIAT)
    record = desk.create(kind="activity", content=make.content(), by=by)
    record = review.submit(record=record, by=by)
    record = review.clear(record=record, by=make.person(Role.SECRETARIAT), reason="a decision")

    gate = Gate(record)

    assert (gate.deciders(gate.cleared), gate.waiting_for(gate.cleared, "public")) == ([], [])
    assert (gate.passage("partners"), gate.passage("public")) == (None, None)
    assert titles(record) == {"network": "A title"}


def test_nobody_speaks_for_another_entity_or_without_deciding():
    record = make.cleared(lead="who", partners=["unodc"])
    word = Word("public", Decision.AGREE)

    with pytest.raises(ProcessError, match="You do not speak for UNODC"):
        sharing.decide(record=record, entity=make.entity("unodc"), word=word, by=focal_point("who"))
    by = focal_point("who")
    make.Membership.objects.create(
        user=by, role=Role.FOCAL_POINT, entity=make.entity("ohchr"), starts=make.NETWORK_START
    )
    with pytest.raises(ProcessError, match="OHCHR does not decide"):
        sharing.decide(record=record, entity=make.entity("ohchr"), word=word, by=by)
    with pytest.raises(PermissionDenied):
        sharing.decide(record=record, entity=make.entity("who"), word=word, by=make.person(Role.CONTRIBUTOR, "who"))

    assert not Agreement.objects.exists()


def test_secretariat_answers_on_behalf_with_evidence_only():
    record, by = make.cleared(), make.person(Role.SECRETARIAT)

    with pytest.raises(ProcessError, match="needs evidence"):
        sharing.decide(record=record, entity=make.entity("who"), word=Word("partners", Decision.AGREE), by=by)
    word = Word("partners", Decision.AGREE, evidence="E/CN.7/2018/CRP.2")
    sharing.decide(record=record, entity=make.entity("who"), word=word, by=by)

    assert list(Agreement.objects.values_list("on_behalf", "role", "evidence", "decided_by")) == [
        (True, Role.SECRETARIAT, "E/CN.7/2018/CRP.2", by.pk)
    ]
    assert titles(record) == {"network": "A title", "partners": "A title"}


# --- The strictest wins; public includes partners ----------------------------------------------------


def test_strictest_wins():
    record = make.cleared(lead="who", partners=["unodc"])

    say(record, "who", "public")
    say(record, "unodc", "partners")

    assert set(titles(record)) == {"network", "partners"}


def test_one_decline_keeps_it_in():
    record = make.cleared(lead="who", partners=["unodc"])

    say(record, "who", "public")
    say(record, "unodc", "public", Decision.DECLINE)

    assert set(titles(record)) == {"network"}


def test_declining_the_public_leaves_partners():
    record = make.shared("public")

    say(record, "who", "public", Decision.DECLINE)

    assert set(titles(record)) == {"network", "partners"}


def test_withdrawing_from_partners_withdraws_from_the_public():
    record = make.shared("public")

    say(record, "who", "partners", Decision.WITHDRAW)

    assert set(titles(record)) == {"network"}
    assert list(Agreement.objects.values_list("audience", "decision")) == [
        ("partners", "agree"),
        ("public", "agree"),
        ("partners", "withdraw"),
        ("public", "withdraw"),
    ]


def test_withdrawing_from_the_public_leaves_partners():
    record = make.shared("public")

    say(record, "who", "public", Decision.WITHDRAW)

    assert set(titles(record)) == {"network", "partners"}


def test_public_never_reads_longer_than_partners():
    record = make.cleared()

    say(record, "who", "public")
    say(record, "who", "partners", until=date(2018, 4, 30))

    until = dict(MatrixEntry.objects.filter(record=record).values_list("audience", "readable_until"))
    assert until == {"network": None, "partners": date(2018, 4, 30), "public": date(2018, 4, 30)}


# --- Bound to the very payload -----------------------------------------------------------------------


def test_agreement_holds_the_hash_of_what_the_audience_reads():
    record = make.shared("partners")

    row, entry = Agreement.objects.get(), MatrixEntry.objects.get(record=record, audience="partners")

    assert (row.payload_sha256, row.version, row.format_number) == (entry.payload_sha256, entry.version, 2)


def test_agreeing_to_something_else_than_what_was_shown_is_refused():
    record = make.cleared()
    word = Word("public", Decision.AGREE)

    with pytest.raises(ProcessError, match="has changed since you opened the page"):
        sharing.decide(record=record, entity=make.entity("who"), word=word, by=focal_point("who"), sha256="0" * 64)

    assert not Agreement.objects.exists()


def test_a_field_listed_later_is_let_out_by_no_old_agreement(formats):
    record = make.agree(make.cleared(contact="desk@example.org"), "partners", scope="record")
    number = dict(kinds.kind_of("activity").formats["partners"])[1]

    formats("partners", (*number, "contact"))
    review.restrict(record=record, own_only=False, by=record.created_by)

    entry = MatrixEntry.objects.get(record=record, audience="partners")
    assert (entry.format_number, entry.payload.get("contact")) == (2, None)
    assert Gate(record).waiting_for(Gate(record).cleared, "partners") == ["who"]


def test_standing_agreement_for_an_older_format_is_not_carried_to_a_new_wording(formats):
    record = make.agree(make.cleared(title="First"), "partners", scope="record")
    formats("partners", (*kinds.kind_of("activity").formats["partners"][1], "contact"))

    record = second_wording(record, title="Second", contact="desk@example.org")

    assert titles(record) == {"network": "Second", "partners": "First"}


def test_standing_agreement_is_carried_to_a_new_wording_and_says_so():
    record = make.agree(make.cleared(title="First"), "public", scope="record", until=date(2018, 12, 31))

    record = second_wording(record, title="Second")

    assert titles(record) == {"network": "Second", "partners": "Second", "public": "Second"}
    assert list(
        Agreement.objects.filter(version__number=2).values_list("audience", "standing", "scope", "until", "decision")
    ) == [
        ("partners", True, "record", date(2018, 12, 31), "agree"),
        ("public", True, "record", date(2018, 12, 31), "agree"),
    ]


def test_agreement_to_one_wording_is_not_carried():
    record = make.agree(make.cleared(title="First"), "public")

    record = second_wording(record, title="Second")

    assert titles(record) == {"network": "Second", "partners": "First", "public": "First"}


def test_standing_agreement_is_not_carried_after_a_later_withdrawal(portal_date):
    record = make.agree(make.cleared(title="First"), "public", scope="record")
    say(record, "who", "partners", Decision.WITHDRAW)

    record = second_wording(record, title="Second")

    assert titles(record) == {"network": "Second"}


def test_one_standing_agreement_among_two_deciders_lets_nothing_out():
    record = make.cleared(lead="who", partners=["unodc"], title="First")
    say(record, "who", "public", scope="record")
    say(record, "unodc", "public")

    record = second_wording(record, title="Second")

    assert titles(record) == {"network": "Second", "partners": "First", "public": "First"}
    say(record, "unodc", "public")
    assert titles(record) == {"network": "Second", "partners": "Second", "public": "Second"}


def test_a_partner_taken_off_still_decides_about_the_wording_that_names_it():
    """The old wording stays outside until the new one is agreed; whoever it names can take it away."""
    record = make.cleared(lead="who", partners=["unodc"], title="First")
    for slug in ("who", "unodc"):
        say(record, slug, "public")
    record = second_wording(record, title="Second", participants=[make.part("who")])
    assert titles(record) == {"network": "Second", "partners": "First", "public": "First"}

    word = Word("partners", Decision.WITHDRAW)
    sharing.decide(record=record, entity=make.entity("unodc"), word=word, by=focal_point("unodc"), version_number=1)

    assert titles(record) == {"network": "Second"}


def test_a_partner_taken_off_has_no_part_once_no_wording_names_it():
    record = make.cleared(lead="who", partners=["unodc"])

    record = second_wording(record, title="Second", participants=[make.part("who")])

    assert list(record.participations.values_list("entity__slug", flat=True)) == ["who"]


# --- Confirmed, declined, affirmed --------------------------------------------------------------------


def test_declined_entity_is_named_nowhere_and_the_entry_outside_goes_until_agreed_anew():
    record = make.agree(make.cleared(lead="who", partners=["unodc"]), "public")

    sharing.set_participation(
        record=record, entity=make.entity("unodc"), state=ParticipationState.DECLINED, by=focal_point("unodc")
    )

    assert [row["entity"] for row in MatrixEntry.objects.get(record=record).payload["participants"]] == ["who"]
    assert (deciders(record), set(titles(record))) == (["who"], {"network"})
    say(record, "who", "public")
    named = MatrixEntry.objects.filter(record=record).values_list("audience", "participants")
    assert dict(named) == {audience: ["who:lead"] for audience in ("network", "partners", "public")}


def test_an_entity_that_comes_back_is_not_bound_by_what_it_said_before():
    record = make.agree(make.cleared(lead="who", partners=["unodc"]), "public")
    unodc, by = make.entity("unodc"), make.person(Role.SECRETARIAT)

    sharing.set_participation(
        record=record, entity=unodc, state=ParticipationState.DECLINED, by=focal_point("unodc"), reason="too busy"
    )
    sharing.set_participation(
        record=record, entity=unodc, state=ParticipationState.CONFIRMED, by=by, evidence="Letter of 10 March 2018"
    )

    assert set(titles(record)) == {"network"}
    assert list(Agreement.objects.filter(entity=unodc).values_list("audience", "decision", "reason")) == [
        ("partners", "agree", ""),
        ("public", "agree", ""),
        ("partners", "withdraw", "too busy"),
        ("public", "withdraw", "too busy"),
    ]


def test_the_only_lead_does_not_decline():
    record = make.cleared(lead="who", partners=["unodc"])

    with pytest.raises(ProcessError, match="only lead cannot leave"):
        sharing.set_participation(
            record=record, entity=make.entity("who"), state=ParticipationState.DECLINED, by=focal_point("who")
        )

    assert record.participations.get(entity__slug="who").state == ParticipationState.CONFIRMED


def test_agreeing_confirms_the_participation():
    record = make.cleared(lead="who", partners=["unodc"])
    before = record.participations.get(entity__slug="unodc").state

    say(record, "unodc", "partners")

    assert (before, record.participations.get(entity__slug="unodc").state) == ("named", "confirmed")


@pytest.mark.parametrize("affirmed", [True, False])
def test_bodies_outside_the_network_and_governments_are_named_outside_only_if_affirmed(affirmed):
    make.entity("ngo", network=False)
    parts = [make.part("who"), make.part("ngo", "partner")]
    fields = {"other_partners": ["A university"], "partner_countries": ["AUT"], "names_affirmed": affirmed}
    record = make.agree(_cleared_with(parts, **fields), "public")

    payloads = {row.audience_id: row.payload for row in MatrixEntry.objects.filter(record=record)}

    named = {
        audience: (
            [row["entity"] for row in payload["participants"]],
            payload["other_partners"],
            payload["partner_countries"],
        )
        for audience, payload in payloads.items()
    }
    all_of_them = (["who", "ngo"], ["A university"], ["AUT"])
    outside = all_of_them if affirmed else (["who"], [], [])
    assert named == {"network": all_of_them, "partners": outside, "public": outside}


def test_outside_wording_replaces_the_network_wording():
    record = make.shared(
        "public",
        title="Raids on X street",
        outside_title="Law enforcement training",
        outside_summary="A training.",
        outside_hides_countries=True,
        outside_hides_figures=True,
        countries=["AUT"],
        figures=[{"value": 3, "unit": "raids", "qualifier": "exact"}],
    )

    payload = MatrixEntry.objects.get(record=record, audience="public").payload

    assert titles(record) == {
        "network": "Raids on X street",
        "partners": "Law enforcement training",
        "public": "Law enforcement training",
    }
    assert (payload["summary"], payload["countries"], payload["figures"]) == ("A training.", [], [])
    assert {"internal_note", "outside_title", "contact", "own_identifier"} & set(payload) == set()


# --- Own entities only, withdrawal, lapse --------------------------------------------------------------


def test_own_only_takes_the_entries_away_and_gives_them_back():
    record = make.shared("public")

    record = review.restrict(record=record, own_only=True, by=record.created_by)
    hidden = titles(record)
    review.restrict(record=record, own_only=False, by=record.created_by)

    assert hidden == {}
    assert set(titles(record)) == {"network", "partners", "public"}


def test_own_only_record_is_read_by_nobody_when_cleared():
    record = make.record()
    review.restrict(record=record, own_only=True, by=record.created_by)
    record = review.submit(record=record, by=record.created_by)

    review.clear(record=record, by=make.person(Role.SECRETARIAT))

    assert titles(record) == {}
    assert not Change.objects.exists()


def test_withdrawal_leaves_tombstones_that_say_erase_by():
    record = make.shared("public")

    review.withdraw(record=record, by=record.created_by, reason="unsafe")

    stones = list(Change.objects.filter(kind="withdrawn").order_by("audience"))
    assert [(row.audience_id, row.reference) for row in stones] == [
        (audience, record.reference) for audience in ("network", "partners", "public")
    ]
    days = [timezone.localdate(row.erase_by) - timezone.localdate(row.at) for row in stones]
    assert days == [timedelta(days=30)] * 3
    assert not Change.objects.exclude(kind="withdrawn").exclude(erase_by=None).exists()


def test_withdrawal_ends_every_agreement_and_restore_needs_new_ones():
    record = make.agree(make.cleared(lead="who", partners=["unodc"]), "public", scope="record")
    by = record.created_by

    review.withdraw(record=record, by=by, reason="unsafe")
    ended = Agreement.objects.filter(decision="withdraw").values_list(
        "entity__slug", "audience", "reason", "decided_by"
    )
    assert sorted(ended) == [
        (slug, audience, "unsafe", by.pk) for slug in ("unodc", "who") for audience in ("partners", "public")
    ]
    review.restore(record=record, by=by)
    assert set(titles(record)) == {"network"}
    record = second_wording(make.desk.Record.objects.get(pk=record.pk), title="Second")

    assert titles(record) == {"network": "Second"}


def test_what_an_audience_never_read_leaves_it_no_tombstone():
    record = make.cleared()

    review.withdraw(record=record, by=record.created_by, reason="unsafe")

    assert list(Change.objects.values_list("audience", "kind")) == [("network", "created"), ("network", "withdrawn")]


def test_an_agreement_with_a_last_day_is_read_up_to_it_and_lapses(portal_date):
    record = make.agree(make.cleared(), "partners", until=date(2018, 3, 20))

    def readable():
        from entities.readers import Reader

        return MatrixEntry.objects.for_reader(Reader("partners")).filter(record=record).exists()

    portal_date(date(2018, 3, 20))
    on_last_day = (readable(), sharing.lapse())
    portal_date(date(2018, 3, 21))
    day_after = readable()
    assert (on_last_day, day_after) == ((True, 0), False)
    assert (sharing.lapse(), sharing.lapse()) == (1, 0)

    assert set(titles(record)) == {"network"}
    assert list(Change.objects.filter(audience="partners").values_list("kind", flat=True)) == ["created", "withdrawn"]


def test_a_lapsed_wording_is_not_replaced_by_an_older_one(portal_date):
    record = make.agree(make.cleared(title="First"), "partners")
    record = second_wording(record, title="Second")
    make.agree(record, "partners", until=date(2018, 3, 20))
    assert titles(record)["partners"] == "Second"

    portal_date(date(2018, 3, 21))
    sharing.lapse()

    assert titles(record) == {"network": "Second"}


def test_last_day_in_the_past_is_refused():
    record = make.cleared()

    with pytest.raises(ProcessError, match="lies in the past"):
        say(record, "who", "partners", until=date(2018, 3, 11))


def test_earliest_last_day_holds():
    record = make.cleared(lead="who", partners=["unodc"])

    say(record, "who", "partners", until=date(2018, 6, 30))
    say(record, "unodc", "partners", until=date(2018, 5, 31))

    assert MatrixEntry.objects.get(record=record, audience="partners").readable_until == date(2018, 5, 31)


# --- Changes and positions ------------------------------------------------------------------------------


def test_each_audience_counts_only_what_it_learns():
    make.cleared(title="Hidden from others")
    shared = make.shared("public", title="Shared")
    make.cleared(title="Hidden too")

    positions = list(Change.objects.order_by("audience", "position").values_list("audience", "position", "reference"))

    assert [row[:2] for row in positions if row[0] == "network"] == [("network", 1), ("network", 2), ("network", 3)]
    assert [row for row in positions if row[0] != "network"] == [
        ("partners", 1, shared.reference),
        ("public", 1, shared.reference),
    ]


def test_an_act_that_changes_nothing_for_an_audience_tells_it_nothing():
    record = make.shared("partners")
    before = Change.objects.count()

    review.restrict(record=record, own_only=False, by=record.created_by)
    say(record, "who", "partners")

    assert Change.objects.count() == before


def test_entry_columns_hold_the_position_of_their_change():
    record = make.shared("partners")

    rows = MatrixEntry.objects.filter(record=record).values_list("audience", "position")

    assert dict(rows) == dict(Change.objects.values_list("audience", "position"))


@pytest.mark.parametrize("kind", ["activity", "mandate", "event"])
def test_every_kind_passes_the_same_gate(kind):
    record = make.shared("public", kind)
    model = kinds.kind_of(kind).entry

    assert sorted(model.objects.filter(record=record).values_list("audience", "kind")) == [
        (audience, kind) for audience in ("network", "partners", "public")
    ]
