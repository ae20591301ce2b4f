"""Standing policies: whose word they say, when, and what a person's own word is worth beside them."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from entities import sharing, sharing_policies
from entities.choices import Decision, ParticipationState, Role
from entities.models import Agreement, Audience, SharingPolicy
from registry.models import MatrixEntry
from tests import factories as make
from tests.pages.reading import words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def lists():
    make.code_lists()


@pytest.fixture
def focal_point():
    return make.person(Role.FOCAL_POINT, "who")


def policy(word="agree", audience="partners", *, entity="who", **conditions):
    """A policy in force, made by a focal point of the entity; the cycle has not run yet."""
    row = SharingPolicy(entity=make.entity(entity), audience=Audience(slug=audience), word=word, **conditions)
    return sharing_policies.make(policy=row, by=make.person(Role.FOCAL_POINT, entity))


def read_by(record):
    return set(MatrixEntry.objects.filter(record=record).values_list("audience", flat=True)) - {"network"}


def ledger(record):
    rows = Agreement.objects.filter(record=record).order_by("pk")
    return list(rows.values_list("entity__slug", "audience", "decision", "standing", "policy"))


def test_a_cleared_record_that_fits_goes_out_by_itself_and_says_by_which_policy():
    row = policy(kind="activity", chapter=1)

    fitting, other = make.cleared(chapter=1), make.cleared(chapter=2)

    assert ledger(fitting) == [("who", "partners", "agree", True, row.pk)]
    assert Agreement.objects.get().decided_by == row.made_by
    assert (read_by(fitting), ledger(other), read_by(other)) == ({"partners"}, [], set())


@pytest.mark.parametrize(
    ("policies", "expected"),
    [
        ([("agree", {}), ("ask", {"level": "field"})], set()),
        ([("ask", {}), ("agree", {"level": "field"})], {"partners"}),
        ([("agree", {"level": "field"}), ("ask", {"level": "field", "chapter": 1})], set()),
        ([("agree", {"chapter": 1}), ("decline", {"level": "field"})], set()),
        ([("agree", {"chapter": 1}), ("agree", {"level": "field"})], {"partners"}),
        ([("decline", {"chapter": 2}), ("agree", {})], {"partners"}),
    ],
)
def test_the_narrowest_policy_wins_and_of_equally_narrow_ones_the_strictest(policies, expected):
    for word, conditions in policies:
        policy(word, **conditions)

    assert read_by(make.cleared(chapter=1, level="field")) == expected


@pytest.mark.parametrize(
    ("policies", "expected"),
    [
        ({"public": "agree"}, {"partners", "public"}),
        ({"public": "agree", "partners": "ask"}, set()),
        ({"public": "agree", "partners": "decline"}, set()),
        ({"public": "decline", "partners": "agree"}, {"partners"}),
    ],
)
def test_the_public_includes_partners_so_the_stricter_word_holds(policies, expected):
    for audience, word in policies.items():
        policy(word, audience)

    assert read_by(make.cleared()) == expected


def test_never_is_a_word_on_the_ledger():
    row = policy("decline", "public")

    record = make.cleared()

    assert ledger(record) == [("who", "public", "decline", True, row.pk)]


def test_a_policy_says_the_word_of_its_own_entity_only():
    record = make.submitted(partners=("undp",))
    record.participations.update(state=ParticipationState.CONFIRMED)
    row = policy()

    make.review.clear(record=record, by=make.person(Role.SECRETARIAT))
    assert (ledger(record), read_by(record)) == ([("who", "partners", "agree", True, row.pk)], set())

    word = sharing.Word("partners", Decision.AGREE)
    sharing.decide(record=record, entity=make.entity("undp"), word=word, by=make.person(Role.FOCAL_POINT, "undp"))
    assert read_by(record) == {"partners"}


def test_an_unconfirmed_partners_policy_is_silent_until_it_confirms():
    policy(entity="undp")
    record = make.cleared(partners=("undp",))
    assert ledger(record) == []

    undp = make.entity("undp")
    sharing.set_participation(
        record=record, entity=undp, state=ParticipationState.CONFIRMED, by=make.person(Role.FOCAL_POINT, "undp")
    )

    assert [row[:3] for row in ledger(record)] == [("undp", "partners", "agree")]


def test_what_a_person_took_back_stays_back_until_a_person_agrees_again(focal_point):
    policy()
    record = make.cleared()
    word = sharing.Word("partners", Decision.WITHDRAW, reason="Too early")
    sharing.decide(record=record, entity=make.entity("who"), word=word, by=focal_point)

    sharing_policies.carry_policies(sharing.Gate(record))

    assert [row[2] for row in ledger(record)] == ["agree", "withdraw", "withdraw"]
    assert read_by(record) == set()


def test_the_cycle_speaks_about_the_records_there_are_and_the_preview_foretold_it():
    alone, joint = make.cleared(chapter=1), make.cleared(chapter=1, partners=("undp",))
    shared = make.shared("partners", chapter=1)
    make.cleared(chapter=2)
    wanted = SharingPolicy(entity=make.entity("who"), audience=Audience(slug="partners"), word="agree", chapter=1)

    told = sharing_policies.preview(wanted)
    assert (told.fitting, told.words) == (3, 2)
    assert (told.goes_out, told.waits, told.left) == (
        [alone.reference],
        [(joint.reference, ["undp"])],
        [shared.reference],
    )
    assert Agreement.objects.filter(standing=True).count() == 0

    sharing_policies.make(policy=wanted, by=make.person(Role.FOCAL_POINT, "who"))
    assert sharing_policies.speak() == told.words
    assert sharing_policies.speak() == 0
    assert [read_by(row) for row in (alone, joint, shared)] == [{"partners"}, set(), {"partners"}]


def test_a_new_policy_ends_the_one_about_the_same_records_and_an_ended_one_is_silent(focal_point):
    former, latter = policy("agree", chapter=1), policy("ask", chapter=1)

    former.refresh_from_db()
    assert (former.ends, latter.ends) == (date(2018, 3, 11), None)
    assert ledger(make.cleared(chapter=1)) == []

    sharing_policies.end(policy=latter, by=focal_point)
    assert list(SharingPolicy.objects.current()) == []


@pytest.mark.parametrize(
    ("role", "at"), [(Role.CONTRIBUTOR, "who"), (Role.FOCAL_POINT, "undp"), (Role.SECRETARIAT, None)]
)
def test_only_the_entitys_focal_points_make_and_end_its_policies(role, at):
    row, person = policy(), make.person(role, at)
    again = SharingPolicy(entity=row.entity, audience=row.audience, word="ask")

    for act in (
        lambda: sharing_policies.make(policy=again, by=person),
        lambda: sharing_policies.end(policy=row, by=person),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert list(SharingPolicy.objects.current()) == [row]


def test_a_policy_is_shown_in_its_effect_before_it_is_confirmed(client, focal_point):
    record = make.cleared(chapter=1)
    client.force_login(focal_point)
    sent = {"audience": "partners", "word": "agree", "kind": "activity", "chapter": "1", "level": "", "reason": ""}

    shown = words(client.post("/desk/sharing/policies/new/?entity=who", sent))
    assert "Activity, chapter 1 (Short 1), for partner organisations: agree" in shown
    assert f"{record.reference} goes out at once" in shown
    assert SharingPolicy.objects.count() == 0

    client.post("/desk/sharing/policies/new/?entity=who", sent | {"confirm": "1"})
    assert list(SharingPolicy.objects.values_list("entity__slug", "audience", "kind", "chapter", "word")) == [
        ("who", "partners", "activity", 1, "agree")
    ]


def test_the_entitys_page_tells_for_each_record_who_reads_it_and_whose_word_is_missing(client, focal_point):
    shared, joint = make.shared("partners"), make.cleared(partners=("undp",))
    hidden = make.cleared()
    make.review.restrict(record=hidden, own_only=True, by=focal_point)
    client.force_login(focal_point)

    page = words(client.get("/desk/sharing/"))
    narrowed = words(client.get("/desk/sharing/?reads=partners"))

    told = {row.reference: page.split(row.reference)[1][:160] for row in (shared, joint, hidden)}
    assert told[shared.reference].count("reads it since 12 March 2018") == 2
    assert "waits for WHO, UNDP waits for WHO, UNDP" in told[joint.reference]
    assert told[hidden.reference].count("no: kept to its own entities") == 3
    assert [row.reference in narrowed for row in (shared, joint, hidden)] == [True, False, False]


def test_the_page_costs_the_same_for_one_record_and_for_three(client, focal_point):
    client.force_login(focal_point)
    counts = []
    for number in (1, 2):
        for _more in range(number):
            make.shared("public")
        client.get("/desk/sharing/")
        with CaptureQueriesContext(connection) as asked:
            client.get("/desk/sharing/")
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_another_entitys_page_does_not_exist(client):
    make.entity("who")
    client.force_login(make.person(Role.FOCAL_POINT, "undp"))

    assert client.get("/desk/sharing/?entity=who").status_code == 404
    assert client.get("/desk/sharing/policies/new/?entity=who").status_code == 404
