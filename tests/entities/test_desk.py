"""The desk: what lies where, for whom; forms that lose nothing and make one record; refusals."""

import json
import uuid

import pytest
from django.urls import reverse

from entities import desk, review, sharing
from entities.choices import RecordState, Role
from entities.models import FormDraft, Membership, Record
from registry.models import MatrixEntry
from tests import factories as make
from tests.entities import test_forms

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def lists():
    make.code_lists()


@pytest.fixture
def focal(client):
    """The focal point of WHO, signed in."""
    person = make.person(Role.FOCAL_POINT, "who")
    client.force_login(person)
    return person


def signed_in(client, role, at=None):
    person = make.person(role, at)
    client.force_login(person)
    return person


def sent(kind="activity", base=None, **changes):
    """What a browser would send, for the test client."""
    return dict(test_forms.sent(kind, base, **changes).lists())


def at(name, record):
    return reverse(name, args=[record.kind, record.reference])


def titles(response):
    """Titles on the desk by section."""
    found = {
        section["slug"]: [item.record.reference for item in section["items"]]
        for section in response.context["sections"]
    }
    return found | {"needs": [(item.record.reference, item.why) for item in response.context["needs"].items]}


def test_desk_sorts_own_records_by_what_they_wait_for(client, focal):
    draft, waiting, published = make.record(by=focal), make.submitted(by=focal), make.cleared(by=focal)
    returned = make.submitted(by=focal)
    review.send_back(record=returned, by=make.person(Role.SECRETARIAT), reason="Which countries?")
    make.cleared(lead="unodc")

    response = client.get("/desk/")

    assert titles(response) == {
        "work": [draft.reference],
        "submitted": [waiting.reference],
        "published": [published.reference],
        "needs": [(returned.reference, "Returned")],
    }
    assert "Which countries?" in response.text


def test_desk_shows_what_others_ask_of_the_person(client, focal):
    contributor = make.person(Role.CONTRIBUTOR, "who")
    approval = make.submitted(by=contributor)
    named = make.record(lead="unodc", partners=["who"])
    joint = make.cleared(lead="unodc", partners=["who"])
    sharing.decide(
        record=joint,
        entity=make.entity("unodc"),
        word=sharing.Word("partners", "agree"),
        by=make.person(Role.FOCAL_POINT, "unodc"),
    )
    proposed = make.cleared(by=focal, partners=["undp"])
    desk.propose(
        record=proposed,
        changes={"title": "Better"},
        by=make.person(Role.FOCAL_POINT, "undp"),
        entity=make.entity("undp"),
    )

    response = client.get("/desk/")

    assert titles(response)["needs"] == [
        (approval.reference, "Waits for your approval"),
        (proposed.reference, "UNDP proposes a change"),
        (joint.reference, "Others agreed to share it; your word is missing"),
    ]
    assert [(item.record.reference, item.why) for item in response.context["named"].items] == sorted(
        [(named.reference, "WHO is named as partner"), (joint.reference, "WHO is named as partner")]
    )


def test_secretariat_desk_holds_what_it_stands_in_for(client):
    make.cleared(lead="who")
    secretariat = signed_in(client, Role.SECRETARIAT)
    make.entity("incb")
    alone = desk.create(kind="activity", content=make.content(participants=[make.part("incb")]), by=secretariat)

    assert titles(client.get("/desk/"))["work"] == [alone.reference]


def test_desk_search_narrows_by_title_and_survives_hostile_words(client, focal):
    wanted = make.record(by=focal, title="Naloxone for peers")
    make.record(by=focal, title="Something else")

    assert titles(client.get("/desk/", {"q": "naloxone"}))["work"] == [wanted.reference]
    assert titles(client.get("/desk/", {"q": "\x00%_'\"<"}))["work"] == []


def test_desk_refuses_a_section_that_does_not_exist_by_name(client, focal):
    response = client.get("/desk/", {"show": "everything"})

    assert response.status_code == 400
    assert "show: Sections are: all, work, submitted, published." in response.text


def test_section_of_the_desk_goes_page_by_page(client, focal, monkeypatch):
    monkeypatch.setattr("entities.desk_lists.LONG", 2)
    references = sorted(make.cleared(by=focal).reference for _number in range(3))

    first = client.get("/desk/", {"show": "published"})
    second = client.get("/desk/", {"show": "published", "after": references[1]})

    assert [titles(page)["published"] for page in (first, second)] == [references[:2], references[2:]]
    assert [page.context["sections"][0]["total"] for page in (first, second)] == [3, 3]
    assert f"after={references[1]}" in first.text
    assert ["Next page" in page.text for page in (first, second)] == [True, False]


@pytest.mark.parametrize("rows", [1, 4])
def test_desk_asks_the_same_number_of_queries_whatever_lies_on_it(client, focal, rows, django_assert_num_queries):
    for _number in range(rows):
        make.record(by=focal, partners=["undp"])
        make.cleared(by=focal)
        make.record(lead="unodc", partners=["who"])
    client.get("/desk/")

    with django_assert_num_queries(21):
        client.get("/desk/")


def test_desk_of_one_entity_when_acting_for_it(client, focal):
    Membership.objects.create(user=focal, entity=make.entity("undp"), role=Role.FOCAL_POINT, starts=make.NETWORK_START)
    ours, theirs = make.record(by=focal), make.record(by=focal, lead="undp")

    client.post("/desk/acting-for/", {"entity": "undp"})

    assert titles(client.get("/desk/"))["work"] == [theirs.reference]
    client.post("/desk/acting-for/", {"entity": ""})
    assert titles(client.get("/desk/"))["work"] == sorted([ours.reference, theirs.reference])


def test_anonymous_is_sent_to_sign_in_and_outsiders_have_no_desk(client):
    assert client.get("/desk/").headers["Location"] == "/account/sign-in/?next=/desk/"
    signed_in(client, Role.PARTNER)
    assert client.get("/desk/").status_code == 403


# --- A new record --------------------------------------------------------------


def test_new_form_makes_one_record_however_often_it_is_sent(client, focal):
    data = sent(title="New thing", draft_key=str(uuid.uuid4()))

    first, second = (client.post("/desk/activities/new/", data) for _time in range(2))

    record = Record.objects.get()
    assert first.headers["Location"] == second.headers["Location"] == f"/desk/activities/{record.reference}/"
    assert record.working_copy.title == "New thing"


def test_two_sendings_at_the_same_time_make_one_record(client, focal, monkeypatch):
    data = sent(draft_key=str(uuid.uuid4()))
    client.post("/desk/activities/new/", data)
    looked = desk._twin
    answers = iter([None])  # the first look comes before the other sending has committed
    monkeypatch.setattr(desk, "_twin", lambda key, by: next(answers) if answers.__length_hint__() else looked(key, by))

    second = client.post("/desk/activities/new/", data)

    record = Record.objects.get()
    assert second.headers["Location"] == at("record-desk", record)


def test_new_form_names_the_own_entity_as_lead(client, focal):
    response = client.get("/desk/events/new/")

    assert '<option value="who"' in response.text
    assert [form["entity"].value() for form in response.context["form"].rows["participants"]] == ["who"]


def test_new_form_with_errors_keeps_what_was_typed(client, focal):
    response = client.post(
        "/desk/activities/new/", sent(title="", summary="Typed <b>text</b>", draft_key=str(uuid.uuid4()))
    )

    assert response.status_code == 422
    assert 'href="#id_title"' in response.text
    assert "Typed &lt;b&gt;text&lt;/b&gt;" in response.text
    assert Record.objects.count() == 0


def test_new_form_for_another_entity_is_refused_at_the_field(client, focal):
    make.entity("undp")

    response = client.post("/desk/activities/new/", sent(participants__0__entity="undp", draft_key=str(uuid.uuid4())))

    assert response.status_code == 422
    assert "Name your own entity as lead or co-lead." in response.text
    assert Record.objects.count() == 0


@pytest.mark.parametrize("role", [Role.VIEWER])
def test_viewer_begins_nothing(client, role):
    signed_in(client, role, "who")

    assert client.get("/desk/activities/new/").status_code == 403
    assert client.post("/desk/activities/new/", sent(draft_key=str(uuid.uuid4()))).status_code == 403
    assert Record.objects.count() == 0


def test_rows_are_added_and_taken_away_without_script(client, focal):
    key = str(uuid.uuid4())
    more = client.post("/desk/activities/new/", sent(title="Kept", draft_key=key, add_row="links"))
    data = sent(title="Kept", draft_key=key, links__0__url="https://example.org", links__1__url="https://example.net")
    data["remove_row"] = ["links-0"]
    fewer = client.post("/desk/activities/new/", data)

    assert len(more.context["form"].rows["links"].forms) == 1
    assert [form["url"].value() for form in fewer.context["form"].rows["links"]] == ["https://example.net"]
    assert 'value="Kept"' in fewer.text
    assert Record.objects.count() == 0


def test_added_participant_is_a_partner_unless_said_otherwise(client, focal):
    page = client.post("/desk/activities/new/", sent(draft_key=str(uuid.uuid4()), add_row="participants"))

    assert [form["role"].value() for form in page.context["form"].rows["participants"]] == ["lead", "partner"]


def test_save_and_submit_in_one_go(client, focal):
    client.post("/desk/activities/new/", sent(draft_key=str(uuid.uuid4()), then="submit"))

    assert Record.objects.get().state == RecordState.SUBMITTED


def test_submit_without_summary_keeps_the_draft_and_says_why(client, focal):
    response = client.post(
        "/desk/activities/new/", sent(draft_key=str(uuid.uuid4()), summary="", then="submit"), follow=True
    )

    assert Record.objects.get().state == RecordState.DRAFT
    assert "Write a summary before you submit" in response.text


# --- Autosave ------------------------------------------------------------------


def test_typing_in_a_blank_form_is_kept_and_offered_again(client, focal):
    key = str(uuid.uuid4())

    answer = client.post("/desk/activities/new/autosave/", sent(title="Half a tit\x00le", draft_key=key))
    offered = client.get("/desk/activities/new/")
    restored = client.get(f"/desk/activities/new/?draft={key}")

    assert list(answer.json()) == ["saved_at"]
    assert "You began “Half a title” and did not save it" in offered.text
    assert restored.context["form"]["title"].value() == "Half a title"
    assert "Half a title" in client.get("/desk/").text
    assert Record.objects.count() == 0


def test_saving_ends_the_keeping_and_a_late_autosave_keeps_nothing(client, focal):
    data = sent(draft_key=str(uuid.uuid4()))
    client.post("/desk/activities/new/autosave/", data)

    client.post("/desk/activities/new/", data)
    late = client.post("/desk/activities/new/autosave/", data)

    assert late.status_code == 204
    assert FormDraft.objects.count() == 0


def test_typing_in_a_record_is_restored_until_discarded(client, focal):
    record = make.record(by=focal, title="Saved")
    client.post(at("record-autosave", record), sent(title="Typed", base_revision="1", countries=["AUT"]))

    restored = client.get(at("record-edit", record))
    draft = FormDraft.objects.get()
    client.post(f"/desk/drafts/{draft.draft_key}/discard/")

    assert restored.context["form"]["title"].value() == "Typed"
    assert restored.context["form"]["countries"].value() == ["AUT"]
    assert "Restored from what you typed" in restored.text
    assert client.get(at("record-edit", record)).context["form"]["title"].value() == "Saved"


def test_autosave_over_a_newer_saving_says_so_and_keeps_the_text(client, focal):
    record = make.record(by=focal)
    other = make.person(Role.FOCAL_POINT, "who")
    desk.save(record=record, content=record.working_copy.content() | {"title": "Theirs"}, base_revision=1, by=other)

    answer = client.post(at("record-autosave", record), sent(title="Mine", base_revision="1"))

    assert answer.status_code == 409
    assert FormDraft.objects.get().data["title"] == ["Mine"]


def test_nobody_else_gets_or_discards_what_a_person_typed(client, focal):
    key = str(uuid.uuid4())
    client.post("/desk/activities/new/autosave/", sent(title="Mine alone", draft_key=key))
    signed_in(client, Role.FOCAL_POINT, "undp")

    assert "Mine alone" not in client.get(f"/desk/activities/new/?draft={key}").text
    assert client.post(f"/desk/drafts/{key}/discard/").status_code == 404
    assert FormDraft.objects.count() == 1


# --- Saving over somebody else -----------------------------------------------------


def conflict(client, record, theirs, mine):
    """Somebody saves `theirs`, then the person sends a form made before with `mine`."""
    base = record.working_copy.content()
    other = make.person(Role.FOCAL_POINT, "who")
    desk.save(record=record, content=base | theirs, base_revision=1, by=other)
    return client.post(at("record-edit", record), sent(base=base, base_revision="1", **mine))


def answers(response, **choices):
    """The merge page's form as it stands, with some choices."""
    page = response.context
    form = page["form"]
    data = {name: page[name] for name in ("base_revision", "theirs_revision", "mine")}
    data |= {name: form[name].value() for name in form.fields if form[name].value()}
    return data | choices


def test_conflict_shows_both_and_overwrites_nothing(client, focal):
    record = make.record(by=focal, title="Before")

    response = conflict(client, record, {"title": "Theirs"}, {"title": "Mine"})

    assert response.status_code == 409
    record.refresh_from_db()
    assert record.working_copy.title == "Theirs"
    assert [row["label"] for row in response.context["form"].rows()] == ["Title"]
    for text in ("Before", "Theirs", "Mine"):
        assert text in response.text
    assert FormDraft.objects.get().data["title"] == ["Mine"]


def test_conflict_is_merged_by_the_person(client, focal):
    record = make.record(by=focal, title="Before", countries=["AUT"], summary="One two three.")
    response = conflict(
        client,
        record,
        {"title": "Theirs", "countries": ["AUT", "PER"], "summary": "ONE two three."},
        {"title": "Mine", "countries": ["AUT", "FRA"], "summary": "One two THREE."},
    )

    missing = client.post(at("record-merge", record), answers(response))
    saved = client.post(at("record-merge", record), answers(response, choice_title="own", own_title="Ours"))

    assert missing.status_code == 422
    assert "Choose one of the wordings" in missing.text
    assert saved.headers["Location"] == at("record-desk", record)
    content = Record.objects.get().working_copy.content()
    assert (content["title"], content["countries"], content["summary"]) == (
        "Ours",
        ["AUT", "PER", "FRA"],
        "ONE two THREE.",
    )
    assert FormDraft.objects.count() == 0


def test_changes_of_different_fields_are_chosen_already(client, focal):
    record = make.record(by=focal)

    response = conflict(client, record, {"contact": "theirs@example.org"}, {"title": "Mine"})
    client.post(at("record-merge", record), answers(response))

    content = Record.objects.get().working_copy.content()
    assert (content["contact"], content["title"]) == ("theirs@example.org", "Mine")


def test_merge_page_that_is_tampered_with_is_refused(client, focal):
    record = make.record(by=focal)
    response = conflict(client, record, {"title": "Theirs"}, {"title": "Mine"})

    for name, value in (
        ("mine", "{"),
        ("mine", json.dumps({"title": []})),
        ("base_revision", "99"),
        ("theirs_revision", "x"),
    ):
        assert client.post(at("record-merge", record), answers(response) | {name: value}).status_code == 400
    assert Record.objects.get().working_copy.title == "Theirs"


# --- Who may --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "entity", "expected"),
    [
        ("focal_point", "who", 200),
        ("contributor", "who", 200),
        ("viewer", "who", 403),
        ("focal_point", "undp", 403),
        ("secretariat", None, 403),
        ("focal_point", "unodc", 404),
        ("partner", None, 404),
    ],
)
def test_edit_page_by_role(client, role, entity, expected):
    record = make.record(partners=["undp"], title="Not yet public")
    signed_in(client, Role(role), entity)

    shown = client.get(at("record-edit", record))
    saved = client.post(
        at("record-edit", record), sent(base=record.working_copy.content(), title="Changed", base_revision="1")
    )

    assert (shown.status_code, saved.status_code) == (expected, 302 if expected == 200 else expected)
    assert Record.objects.get().working_copy.title == ("Changed" if expected == 200 else "Not yet public")
    if expected == 404:
        assert client.get("/desk/activities/ACT-000000/edit/").content == shown.content


@pytest.mark.parametrize("name", ["record-desk", "record-sharing"])
def test_viewer_reads_the_desk_pages_of_the_own_entity_only(client, name):
    record = make.record(title="Ours")
    signed_in(client, Role.VIEWER, "who")
    own = client.get(at(name, record))
    signed_in(client, Role.VIEWER, "undp")

    assert own.status_code == 200
    assert record.reference in own.text
    assert client.get(at(name, record)).status_code == 404


def test_record_under_the_wrong_kind_is_not_found(client, focal):
    record = make.record(by=focal)

    assert client.get(f"/desk/events/{record.reference}/").status_code == 404


# --- Acts -------------------------------------------------------------------------


def test_contributors_submission_goes_by_the_focal_point(client):
    make.person(Role.FOCAL_POINT, "who")
    contributor = signed_in(client, Role.CONTRIBUTOR, "who")
    record = make.record(by=contributor)

    page = client.get(at("record-desk", record))
    client.post(at("record-submit", record))
    waiting = Record.objects.get().state
    signed_in(client, Role.FOCAL_POINT, "who")
    client.post(at("record-approve", record))

    assert "your focal point reads it first" in page.text
    assert (waiting, Record.objects.get().state) == (RecordState.WITH_FOCAL_POINT, RecordState.SUBMITTED)


def test_focal_point_returns_with_a_reason_only(client, focal):
    record = make.submitted(by=make.person(Role.CONTRIBUTOR, "who"))

    empty = client.post(at("record-return", record), {"reason": " "})
    assert (empty.status_code, Record.objects.get().state) == (422, RecordState.WITH_FOCAL_POINT)
    client.post(at("record-return", record), {"reason": "Name the countries."})

    assert Record.objects.get().state == RecordState.RETURNED
    assert "Name the countries." in client.get(at("record-desk", record)).text


def test_recall_makes_a_draft_again(client, focal):
    record = make.submitted(by=focal)

    client.post(at("record-recall", record))

    assert Record.objects.get().state == RecordState.DRAFT


def test_withdrawal_names_the_readers_and_takes_the_record_away(client, focal):
    record = make.shared("public", by=focal)

    page = client.get(at("record-withdraw", record))
    client.post(at("record-withdraw", record), {"reason": "Published too early"})

    assert "the network of UN focal points, partner organisations, the public" in page.text
    assert MatrixEntry.objects.count() == 0
    assert "Published too early" in client.get(at("record-desk", record)).text
    client.post(at("record-restore", record))
    assert list(MatrixEntry.objects.values_list("audience", flat=True)) == ["network"]


def test_act_that_the_state_does_not_allow_is_explained(client, focal):
    record = make.record(by=focal)

    response = client.post(at("record-withdraw", record), {"reason": "x"}, follow=True)

    assert "Nothing of this record has been published." in response.text
    assert client.post(at("record-approve", record)).status_code == 403


def test_draft_is_deleted_and_taken_back(client, focal):
    record = make.record(by=focal)

    client.post(at("record-delete", record))
    gone = titles(client.get("/desk/"))["work"]
    client.post(at("record-take-back", record))

    assert (gone, titles(client.get("/desk/"))["work"]) == ([], [record.reference])


def test_own_entities_only_and_back(client, focal):
    record = make.cleared(by=focal)

    client.post(at("record-restrict", record), {"own_only": "on"})
    hidden = MatrixEntry.objects.count()
    client.post(at("record-restrict", record))

    assert (hidden, MatrixEntry.objects.count()) == (0, 1)


def test_progress_is_added_by_a_short_form(client, focal):
    record = make.cleared(by=focal)

    client.post(at("record-progress", record), {"text": "Half of the nurses are trained.", "on": "2018-03-01"})

    assert Record.objects.get().working_copy.content()["progress"] == [
        {"date": "2018-03-01", "text": "Half of the nurses are trained."}
    ]
    assert client.post(at("record-progress", record), {"text": "a\x00b"}).status_code == 422


def test_record_page_shows_what_changed_since_the_last_clearing(client, focal):
    record = make.cleared(by=focal, title="Training of nurses")
    content = record.working_copy.content() | {"title": "Training of doctors"}
    desk.save(record=record, content=content, base_revision=record.revision, by=focal)

    changes = client.get(at("record-desk", record)).context["changes"]

    assert [(change.label, change.parts) for change in changes] == [
        (
            "Title",
            [
                {"kind": "same", "text": "Training of "},
                {"kind": "removed", "text": "nurses"},
                {"kind": "added", "text": "doctors"},
            ],
        )
    ]


# --- Proposals ----------------------------------------------------------------------


def test_partner_proposes_and_the_lead_settles_field_by_field(client, focal):
    record = make.cleared(by=focal, partners=["undp"], title="Before", countries=["AUT"])
    partner = signed_in(client, Role.FOCAL_POINT, "undp")
    content = record.working_copy.content()
    data = sent(base=content, base_revision="1", title="Better", countries=["AUT", "PER"], reason="We joined in Peru.")
    client.post(at("record-propose", record), data)
    client.force_login(focal)
    address = reverse("record-proposal", args=[record.kind, record.reference, 1])
    page = client.get(address)
    half = client.post(address, {"field_title": "accept"})
    client.post(address, {"field_title": "decline", "field_countries": "accept", "answer": "The title stays."})

    assert "We joined in Peru." in page.text
    assert half.status_code == 422
    after = Record.objects.get().working_copy.content()
    assert (after["title"], after["countries"]) == ("Before", ["AUT", "PER"])
    client.force_login(partner)
    assert "The title stays." in client.get(address).text
    assert client.post(address, {"field_title": "accept", "field_countries": "accept"}).status_code == 403


def test_proposal_without_a_change_is_explained(client):
    record = make.cleared(partners=["undp"])
    signed_in(client, Role.FOCAL_POINT, "undp")

    response = client.post(
        at("record-propose", record), sent(base=record.working_copy.content(), base_revision="1"), follow=True
    )

    assert "there is nothing to propose" in response.text


# --- Hostile input -------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"base_revision": "-1"},
        {"base_revision": "1e9"},
        {"base_revision": "9999999999999999999"},
        {"base_revision": "\x00"},
        {"base_revision": "1", "title": "\x00", "chapter": ["1", "2"], "countries": ["\x00"], "links-x-url": "y"},
        {"base_revision": "1", "title": "x" * 100_000, "draft_key": "no key"},
        {"base_revision": "1", "title": "ok", "participants-0-entity": "\x00", "participants-9999-role": "lead"},
        {"base_revision": "1", "title": "ok", "dates_from": "9" * 5000, "status": "\x00", "start_time": "99:99"},
    ],
)
def test_hostile_form_is_a_client_error_and_saves_nothing(client, focal, data):
    for kind in ("activity", "event"):
        record = make.record(kind, by=focal)
        answer = client.post(at("record-edit", record), data)
        kept = client.post(at("record-autosave", record), data)

        assert 400 <= answer.status_code < 500
        assert kept.status_code < 500
        record.refresh_from_db()
        assert record.revision == 1
