"""The desk in an open month: what lies where, each act of a row, the word at the foot; refusals; constant queries."""

import json
from datetime import date

import pytest
from django.urls import reverse

from entities import desk, review
from entities.choices import Role
from entities.models import FormDraft, Record
from registry.models import SignOff
from tests import factories as make
from tests.factories import editions as months
from tests.pages.reading import cold_queries

pytestmark = pytest.mark.django_db
SOUND = {
    "chapter": 1,
    "countries": ["AUT"],
    "dates": {"from": "2018-01-01", "to": None, "precision": "day", "text": ""},
}
APRIL = date(2018, 4, 10)


@pytest.fixture(autouse=True)
def lists():
    make.code_lists()


@pytest.fixture
def focal(client):
    person = make.person(Role.FOCAL_POINT, "who", name="Wes Who")
    client.force_login(person)
    return person


@pytest.fixture
def april(portal_date):
    """Open an edition a month after everything was made."""

    def travel(**fields):
        portal_date(APRIL)
        return months.edition("2018-04", **fields)

    return travel


def lies(response):
    """References on the page by section, with what is said of them."""
    told = response.context
    return {
        name: [(row["record"].reference, row["why"]) for row in told[name]]
        for name in ("doubtful", "in_work", "unchanged", "done")
        if told[name]
    }


def act(client, name, record, **data):
    return client.post(reverse(name, args=[record.kind, record.reference]), {"then": "desk"} | data)


def row_address(record):
    return f"/desk/#{record.reference}"


def test_rows_lie_by_what_the_month_asks_of_them(client, focal, april):
    sound = make.cleared(by=focal, **SOUND)
    over = make.cleared(by=focal, **(SOUND | {"status": "ongoing"}), title="Over")
    over.activity.date_to = date(2018, 4, 1)
    over.activity.save()
    bare = make.cleared(by=focal)
    in_work, waiting = make.cleared(by=focal, **SOUND), make.cleared(by=focal, **SOUND)
    make.record(by=focal, title="Never submitted")
    make.cleared(lead="undp", partners=["who"], **SOUND)
    april()
    for record in (in_work, waiting):
        desk.add_progress(record=record, text="Begun.", by=focal)
    review.submit(record=waiting, by=focal)

    page = client.get("/desk/")

    doubtful = {
        over.reference: ["The last day, 1 April 2018, has passed, but it is not said to be over."],
        bare.reference: ["No chapter is chosen.", "No country, area or region is named."],
    }
    assert lies(page) == {
        "doubtful": sorted(doubtful.items()),
        "in_work": [(in_work.reference, ["Changed and not submitted: submit it, so that the month counts it."])],
        "unchanged": [(sound.reference, ["last confirmed on 12 March 2018"])],
        "done": [(waiting.reference, ["submitted, waits for the secretariat"])],
    }
    assert (page.context["done_count"], page.context["total"], page.context["time_left"]) == (1, 5, "11 days left")
    assert "Unchanged since March" in page.text


def test_what_waits_for_the_focal_points_approval_needs_him_and_is_done_for_its_writer(client, focal, april):
    writer = make.person(Role.CONTRIBUTOR, "who")
    record = make.submitted(by=writer, **SOUND)
    april()

    his = client.get("/desk/").context
    client.force_login(writer)
    hers = client.get("/desk/")

    assert ([item.record.reference for item in his["needs"].items], his["done"]) == ([record.reference], [])
    assert (his["needs_total"], his["done_count"], his["total"], his["carried_over"]) == (1, 0, 1, 1)
    assert lies(hers) == {"done": [(record.reference, ["submitted, waits for the focal point"])]}
    assert (hers.context["needs_total"], hers.context["done_count"]) == (0, 1)


def test_still_true_moves_a_row_to_done_and_is_taken_back(client, focal, april):
    record = make.cleared(by=focal, **SOUND)
    april()

    answer = act(client, "record-still-true", record)
    assert answer["Location"] == row_address(record)
    page = client.get("/desk/")
    assert lies(page) == {"done": [(record.reference, ["still true, said on 10 April 2018"])]}
    assert page.context["done"][0]["may_take_back"]

    act(client, "record-still-true", record, take_back="1")
    assert lies(client.get("/desk/")) == {"unchanged": [(record.reference, ["last confirmed on 12 March 2018"])]}


def test_all_still_true_confirms_the_unchanged_rows_only(client, focal, april):
    sound, doubtful = [make.cleared(by=focal, **SOUND) for _row in range(2)], make.cleared(by=focal)
    april()

    answer = client.post("/desk/all-still-true/", follow=True)

    assert "2 records are confirmed: all still true." in answer.text
    assert {row.reference: row.last_confirmed for row in Record.objects.all()} == {
        **{row.reference: APRIL for row in sound},
        doubtful.reference: date(2018, 3, 12),
    }


def test_amending_submits_at_once_and_keeps_what_is_not_shown(client, focal, april):
    record = make.cleared(by=focal, **SOUND, terms=["sdg:3.5"])
    april()
    before = record.working_copy.content()

    answer = act(
        client, "record-amend", record, base_revision=record.revision, summary="Now with nurses.", status="suspended",
        dates_open="on", progress="Nurses joined.",
    )  # fmt: skip

    assert answer["Location"] == row_address(record)
    record = Record.objects.get(pk=record.pk)
    assert record.state == "submitted"
    assert record.working_copy.content() == before | {
        "summary": "Now with nurses.",
        "status": "suspended",
        "progress": [{"date": "2018-04-10", "text": "Nurses joined."}],
    }


def test_amending_beside_other_changes_saves_without_submitting(client, focal, april):
    record = make.cleared(by=focal, **SOUND)
    april()
    desk.add_progress(record=record, text="Begun.", by=focal)
    record = Record.objects.get(pk=record.pk)

    answer = client.post(
        reverse("record-amend", args=["activity", record.reference]),
        {"base_revision": record.revision, "summary": "Longer.", "status": "ongoing", "dates_open": "on"},
        follow=True,
    )

    assert Record.objects.get(pk=record.pk).state == "draft"
    assert "Saved, not submitted: other changes of this record are still in work." in answer.text


def test_amending_over_a_newer_saving_shows_both_and_loses_nothing(client, focal, april):
    record = make.cleared(by=focal, **SOUND)
    april()
    seen = record.revision
    newer = record.working_copy.content() | {"summary": "Their words."}
    desk.save(record=record, content=newer, base_revision=seen, by=make.person(Role.FOCAL_POINT, "who"))

    answer = act(client, "record-amend", record, base_revision=seen, summary="My words.", status="ongoing")

    assert answer.status_code == 409
    assert answer.context["other"].content["summary"] == "Their words."
    assert json.loads(answer.context["mine"])["summary"] == "My words."


def test_closing_sets_status_and_last_day_and_submits(client, focal, april):
    record = make.cleared(by=focal, **SOUND)
    event = make.cleared("event", by=focal, place="Vienna", dates=SOUND["dates"])
    april()

    refused = act(client, "record-close", record, on="2017-12-31")
    act(client, "record-close", record, on="2018-03-31", text="Forty nurses were trained.")
    act(client, "record-close", event, on="2018-01-03")

    assert refused.status_code == 422
    assert "The end lies before the start." in refused.text
    record, event = (Record.objects.get(pk=row.pk) for row in (record, event))
    content = record.working_copy.content()
    assert (record.state, content["status"], content["dates"]["to"]) == ("submitted", "completed", "2018-03-31")
    assert content["progress"] == [{"date": "2018-04-10", "text": "Forty nurses were trained."}]
    assert (event.state, event.working_copy.status) == ("submitted", "held")


def test_progress_from_the_row_is_submitted_and_forms_open_in_the_row(client, focal, april):
    record = make.cleared(by=focal, **SOUND)
    april()
    address = reverse("record-progress", args=["activity", record.reference])

    place = client.get(
        f"{address}?then=desk", headers={"HX-Request": "true", "HX-Target": f"in-row-{record.reference}"}
    )
    answer = act(client, "record-progress", record, text="Half are trained.")

    assert "<html" not in place.text
    assert 'name="then" value="desk"' in place.text
    assert answer["Location"] == row_address(record)
    assert Record.objects.get(pk=record.pk).state == "submitted"


def test_signing_off_says_what_it_confirms_and_can_be_said_anew(client, focal, april):
    sound, doubtful = make.cleared(by=focal, **SOUND), make.cleared(by=focal)
    april()

    page = client.get("/desk/")
    assert "Signing off also confirms the 1 unchanged record." in page.text
    assert "1 that is doubtful or in work is not confirmed by it" in page.text
    assert page.context["form"].initial["word"] == "no_change"
    done = client.post("/desk/sign-off/", {"entity": "who", "word": "no_change"}, follow=True)
    client.post("/desk/sign-off/", {"entity": "who", "word": "updated", "remark": "One closes in May."})

    assert "WHO has signed off: no change." in done.text
    assert "signed off on 10 April, no change" in " ".join(done.text.split())
    assert [(row.word, row.remark) for row in SignOff.objects.order_by("pk")] == [
        ("no_change", ""),
        ("updated", "One closes in May."),
    ]
    assert [Record.objects.get(pk=row.pk).last_confirmed for row in (sound, doubtful)] == [APRIL, date(2018, 3, 12)]


def test_refused_word_keeps_what_was_typed(client, focal, april):
    make.cleared(by=focal, **SOUND)
    april()

    answer = client.post("/desk/sign-off/", {"entity": "who", "word": "nothing", "remark": "Typed words."})
    foreign = client.post("/desk/sign-off/", {"entity": "undp", "word": "updated"})

    assert answer.status_code == 409
    assert "WHO leads records" in answer.text
    assert "Typed words." in answer.text
    assert foreign.status_code == 422
    assert not SignOff.objects.exists()


def test_one_who_speaks_for_two_chooses_the_entity(client, april):
    person = make.person(Role.FOCAL_POINT, "who")
    person.memberships.create(role=Role.FOCAL_POINT, entity=make.entity("undp"), starts=make.NETWORK_START)
    client.force_login(person)
    april()

    missing = client.post("/desk/sign-off/", {"word": "nothing"})
    client.post("/desk/sign-off/", {"word": "nothing", "entity": "undp"})

    assert missing.status_code == 422
    assert [row.entity.slug for row in SignOff.objects.all()] == ["undp"]


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.VIEWER])
def test_those_who_do_not_speak_for_the_entity_see_the_month_without_its_words(client, role, april):
    record = make.cleared(**SOUND)
    client.force_login(make.person(role, "who"))
    april()

    page = client.get("/desk/")
    refused = [act(client, "record-still-true", record).status_code, client.post("/desk/sign-off/").status_code]

    assert "All still true" not in page.text
    assert "Sign off April" not in page.text
    assert page.context["unchanged"][0]["may_edit"] == (role == Role.CONTRIBUTOR)
    assert refused == [403, 422]
    client.post("/desk/all-still-true/")
    assert Record.objects.get(pk=record.pk).last_confirmed == date(2018, 3, 12)


def test_late_month_says_until_when_a_word_counts(client, focal, portal_date):
    months.edition("2018-03")
    portal_date(date(2018, 3, 25))

    page = client.get("/desk/")

    assert page.context["time_left"] == "the deadline was 21 March; a late word counts until the sealing on 28 March"


def test_what_needs_the_person_stands_together_with_its_reason(client, focal, april, portal_date):
    secretariat = make.person(Role.SECRETARIAT)
    portal_date(date(2018, 1, 9))
    stale = make.cleared(by=focal, **SOUND)
    portal_date(date(2018, 3, 12))
    over = make.cleared(by=focal, **SOUND | {"status": "ongoing", "dates": SOUND["dates"] | {"to": "2018-04-01"}})
    bare = make.cleared(by=focal, dates=SOUND["dates"])
    returned = make.submitted(by=focal, **SOUND)
    review.send_back(record=returned, by=secretariat, reason="Which year?", fields=["dates"])
    proposed = make.cleared(by=focal, partners=["undp"], **SOUND)
    undp = make.entity("undp")
    desk.propose(record=proposed, changes={"title": "Better"}, by=make.person(Role.FOCAL_POINT, "undp"), entity=undp)
    lapsing = make.agree(make.cleared(by=focal, **SOUND), "partners", until=date(2018, 4, 30))
    naming = make.cleared(lead="undp", partners=["who"], **SOUND)
    april()

    page = client.get("/desk/")

    told = {item.record.reference: item.why for item in page.context["needs"].items}
    told |= {row["record"].reference: " ".join(row["why"]) for row in page.context["doubtful"]}
    told |= {item.record.reference: item.why for item in page.context["named"].items}
    assert told == {
        returned.reference: "Returned",
        proposed.reference: "UNDP proposes a change",
        lapsing.reference: "Your agreement ends on 30 April 2018",
        stale.reference: "Not confirmed for three months: last on 9 January 2018.",
        over.reference: "The last day, 1 April 2018, has passed, but it is not said to be over.",
        bare.reference: "No chapter is chosen. No country, area or region is named.",
        naming.reference: "WHO is named as partner",
    }
    assert page.context["needs_total"] == len(told) == 7
    needs, _rest = page.text.split('id="unchanged"')
    assert [reference for reference in told if reference not in needs] == []


def test_agreement_about_to_lapse_is_asked_for(client, focal, april):
    record = make.cleared(by=focal, **SOUND)
    make.agree(record, "partners", until=date(2018, 4, 30))
    make.agree(make.cleared(by=focal, **SOUND), "partners", until=date(2018, 6, 30))
    april()

    needs = client.get("/desk/").context["needs"].items

    assert [(item.record.reference, item.why, item.audiences) for item in needs] == [
        (record.reference, "Your agreement ends on 30 April 2018", ["partners"])
    ]


def test_page_costs_the_same_queries_with_three_rows_and_many(client, focal, april):
    sound = [make.cleared(by=focal, **SOUND) for _row in range(2)]
    make.cleared(by=focal)
    april()
    few = cold_queries(client, "/desk/")
    more = [make.cleared(by=focal, **SOUND) for _row in range(6)] + [make.cleared(by=focal) for _row in range(3)]
    Record.objects.filter(pk__in=[row.pk for row in [*sound, *more][::2]]).update(last_confirmed=date(2018, 3, 20))

    assert cold_queries(client, "/desk/") == few


def test_each_row_offers_its_acts_and_withdrawing_leads_back(client, focal, april):
    record = make.cleared(by=focal, **SOUND)
    april()
    page = client.get("/desk/").text
    names = ("still-true", "amend", "progress", "close", "withdraw")
    offered = [reverse(f"record-{name}", args=[record.kind, record.reference]) in page for name in names]

    answer = act(client, "record-withdraw", record, reason="It was never begun.")

    assert offered == [True] * 5
    assert answer["Location"].startswith("/desk/")
    assert lies(client.get("/desk/")) == {}
    assert Record.objects.get(pk=record.pk).withdrawn_at is not None


def test_without_an_open_edition_the_whole_desk_is_shown(client, focal):
    record = make.cleared(by=focal, **SOUND)
    months.edition("2018-03", state="planned")

    page = client.get("/desk/")

    assert [item.record for item in page.context["sections"][2]["items"]] == [record]
    assert client.post("/desk/sign-off/", follow=True).context["month"] is None


def test_handing_over_moves_what_was_begun(client, focal):
    successor = make.person(Role.FOCAL_POINT, "who", name="Sue Successor")
    draft = FormDraft.objects.create(person=focal, record=make.record(by=focal), kind="activity")

    page = client.post(
        "/desk/hand-over/", {"successor": successor.memberships.get().pk, "ends": "2018-03-31"}, follow=True
    )

    draft.refresh_from_db()
    assert "Handed over to Sue Successor, with 1 form that was begun." in page.text
    assert draft.person == successor
    assert focal.memberships.get().ends == date(2018, 3, 31)
