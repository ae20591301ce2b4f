"""Merging two records: who proposes and answers, what readers get, and that undoing gives both back."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from entities import desk, record_merging
from entities.choices import Role
from entities.models import Change, Merge, MergedAddress, Record
from registry.models import MatrixEntry
from tests import factories as make
from ungass_portal.lib.problems import ProcessError

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def lists():
    make.code_lists()


@pytest.fixture
def secretariat():
    return make.person(Role.SECRETARIAT)


@pytest.fixture
def who():
    return make.person(Role.FOCAL_POINT, "who")


@pytest.fixture
def undp():
    return make.person(Role.FOCAL_POINT, "undp")


@pytest.fixture
def pair(who, undp):
    """The survivor of WHO and the absorbed one of UNDP, both read by partners."""
    survivor = make.cleared(by=who, title="Training of nurses", chapter=1, countries=["AUT"])
    absorbed = make.cleared(
        by=undp, lead="undp", partners=["unaids"], title="Nurses' training", chapter=2, countries=["AUT", "FRA"],
        contact="Country office",
    )  # fmt: skip
    return make.agree(survivor, "partners"), make.agree(absorbed, "partners")


def proposed(pair, secretariat):
    survivor, absorbed = pair
    return record_merging.propose(survivor=survivor, absorbed=absorbed, reason="The same course.", by=secretariat)


def say(merge, slug, by, accepted=True, **more):
    return record_merging.answer(merge=merge, entity=make.entity(slug), accepted=accepted, by=by, **more)


def carried_out(pair, secretariat, who, undp):
    merge = proposed(pair, secretariat)
    say(merge, "undp", undp)
    return say(merge, "who", who)


def readers(record):
    return sorted(MatrixEntry.objects.filter(record=record).values_list("audience", flat=True))


def titles(audience):
    return dict(MatrixEntry.objects.filter(audience=audience).values_list("reference", "title"))


def test_nothing_happens_before_all_leads_have_accepted(pair, secretariat, who, undp):
    _survivor, absorbed = pair
    merge = proposed(pair, secretariat)

    assert [entity.slug for entity in record_merging.waiting_for(merge)] == ["undp", "who"]
    say(merge, "undp", undp)

    assert readers(absorbed) == ["network", "partners"]
    assert Merge.objects.get().state == "open"


def test_survivor_gets_a_new_version_and_agreements_do_not_carry_over(pair, secretariat, who, undp):
    survivor, absorbed = pair
    merge = carried_out(pair, secretariat, who, undp)

    network = MatrixEntry.objects.get(record=survivor, audience="network")
    partners = MatrixEntry.objects.get(record=survivor, audience="partners")
    assert (network.countries, network.chapters, network.participants) == (
        ["AUT", "FRA"], [1, 2], ["who:lead", "undp:co_lead", "unaids:partner"],
    )  # fmt: skip
    assert network.payload["contact"] == "Country office"
    assert (partners.countries, partners.participants) == (["AUT"], ["who:lead"])
    assert (readers(absorbed), merge.version.number, merge.version.base.number) == ([], 2, 1)
    assert (merge.version.submitted_by, merge.version.decided_by) == (who, secretariat)
    states = dict(survivor.participations.values_list("entity__slug", "state"))
    assert states == {"who": "confirmed", "undp": "confirmed", "unaids": "confirmed"}
    last = Change.objects.filter(audience="partners", reference=absorbed.reference).last()
    assert last.kind == "withdrawn"


def test_one_no_ends_the_proposal(pair, secretariat, who, undp):
    merge = proposed(pair, secretariat)

    say(merge, "who", who, accepted=False, reason="Another course.")

    assert Merge.objects.get().state == "declined"
    with pytest.raises(ProcessError, match="settled already"):
        say(merge, "undp", undp)
    proposed(pair, secretariat)


def test_only_those_who_lead_answer_and_only_the_secretariat_proposes(pair, secretariat, who, undp):
    survivor, absorbed = pair
    with pytest.raises(PermissionDenied):
        record_merging.propose(survivor=survivor, absorbed=absorbed, reason="Mine.", by=who)
    merge = proposed(pair, secretariat)

    for slug, by, refusal in (
        ("unaids", make.person(Role.FOCAL_POINT, "unaids"), "No word of UNAIDS is waited for"),
        ("undp", who, "You do not speak for UNDP"),
        ("undp", secretariat, "You do not speak for UNDP"),
        ("undp", make.person(Role.CONTRIBUTOR, "undp"), "You do not speak for UNDP"),
    ):
        with pytest.raises(ProcessError, match=refusal):
            say(merge, slug, by)


def test_secretariat_answers_for_an_entity_without_focal_point_with_evidence(pair, secretariat, who, undp):
    merge = proposed(pair, secretariat)
    undp.memberships.update(ends="2018-03-11")
    make.entity("undp").memberships.update(ends="2018-03-11")

    with pytest.raises(ProcessError, match="needs evidence"):
        say(merge, "undp", secretariat)
    say(merge, "undp", secretariat, evidence="Letter of 10 March")

    assert merge.words.get().evidence == "Letter of 10 March"


def test_record_in_work_is_not_merged_away(pair, secretariat, who, undp):
    _survivor, absorbed = pair
    merge = proposed(pair, secretariat)
    say(merge, "undp", undp)
    desk.add_progress(record=absorbed, text="Begun.", by=undp)

    with pytest.raises(ProcessError, match=f"{absorbed.reference} is being changed"):
        say(merge, "who", who)

    assert (merge.words.count(), readers(absorbed)) == (1, ["network", "partners"])


def test_undoing_gives_every_reader_what_there_was(pair, secretariat, who, undp):
    survivor, _absorbed = pair
    before = {audience: titles(audience) for audience in ("network", "partners", "public")}
    payloads = dict(MatrixEntry.objects.filter(audience="partners").values_list("reference", "payload"))
    parts = set(survivor.participations.values_list("entity__slug", "state"))
    merge = carried_out(pair, secretariat, who, undp)

    with pytest.raises(ProcessError, match="Only a lead"):
        record_merging.undo(merge=merge, by=make.person(Role.FOCAL_POINT, "unaids"), reason="No.")
    record_merging.undo(merge=merge, by=undp, reason="They differ after all.")

    assert {audience: titles(audience) for audience in before} == before
    assert dict(MatrixEntry.objects.filter(audience="partners").values_list("reference", "payload")) == payloads
    assert MatrixEntry.objects.get(record=survivor, audience="network").countries == ["AUT"]
    assert set(survivor.participations.values_list("entity__slug", "state")) == parts
    assert not MergedAddress.objects.exists()
    with pytest.raises(ProcessError, match="nothing to undo"):
        record_merging.undo(merge=merge, by=undp, reason="Again.")


def test_undoing_leaves_a_survivor_that_was_changed_since(pair, secretariat, who, undp):
    survivor, absorbed = pair
    merge = carried_out(pair, secretariat, who, undp)
    desk.add_progress(record=survivor, text="Together.", by=who)

    record_merging.undo(merge=merge, by=secretariat, reason="UNDP asks for it.")

    assert readers(absorbed) == ["network", "partners"]
    assert Record.objects.get(pk=survivor.pk).working_copy.countries == ["AUT", "FRA"]


def test_old_address_leads_on_for_those_who_could_read_it_and_for_nobody_else(client, pair, secretariat, who, undp):
    survivor, absorbed = pair
    hidden = client.get("/activities/ACT-999999/").content
    carried_out(pair, secretariat, who, undp)
    old, new = (reverse("activity-detail", args=[row.reference]) for row in (absorbed, survivor))

    public = client.get(old)
    client.force_login(make.person(Role.PARTNER))
    partner, narrowed = client.get(old), client.get(f"{old}?as=public")
    api = client.get(f"/api/v1{old}")

    assert public.status_code == narrowed.status_code == 404
    assert len(public.content) == len(hidden)
    assert (partner.status_code, partner["Location"]) == (302, new)
    assert (api.status_code, api.json()["merged_into"].endswith(f"/api/v1{new}")) == (410, True)
    client.force_login(undp)
    assert client.get(f"/desk{old}")["Location"] == f"/desk{new}"


def test_pages_propose_answer_and_undo(client, pair, secretariat, who, undp):
    survivor, absorbed = pair
    client.force_login(secretariat)
    address = reverse("review-merge", args=[absorbed.reference])

    shown = client.get(address, {"into": survivor.reference.lower()})
    client.post(address, {"into": survivor.reference, "reason": "The same course."})
    merge = Merge.objects.get()
    page = reverse("merge", args=[merge.key])
    client.force_login(undp)
    waiting = client.get("/desk/").context["needs"].items
    client.post(page, {"act": "answer", "entity": "undp", "answer": "accept"})
    client.force_login(make.person(Role.FOCAL_POINT, "ohchr"))
    foreign = client.get(page)
    client.force_login(who)
    client.post(page, {"act": "answer", "entity": "who", "answer": "accept"})
    done = Merge.objects.get().state
    answer = client.post(page, {"act": "undo", "reason": "Not the same."}, follow=True)

    assert [change.name for change in shown.context["changes"]] == [
        "participants", "other_chapters", "countries", "contact",
    ]  # fmt: skip
    assert [(item.record, item.act_args) for item in waiting] == [(absorbed, (merge.key,))]
    assert foreign.status_code == 404
    assert done == "done"
    assert f"Undone: {absorbed.reference} is read again." in answer.text
