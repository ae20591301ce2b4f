"""The pages of sealed months: each audience reads its own, and what was withdrawn is closed to it."""

import re
from datetime import date

import pytest

from entities import review
from entities.choices import Role
from registry.models import Edition, EditionRevision
from registry.revising import correct_edition
from tests import factories as make
from tests.factories.editions import edition, sealed
from tests.factories.records import second_wording
from tests.pages.reading import found

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def lists():
    make.code_lists()


@pytest.fixture
def months():
    """January and February with a shared activity that changes, one that does not, and one of the network."""
    records = {
        "changed": make.agree(make.cleared(title="First", chapter=1), "public", scope="record"),
        "same": make.shared("public", "event", title="An event", lead="undp"),
        "own": make.cleared(title="For the network", chapter=2),
    }
    sealed("2018-01")
    records["changed"] = second_wording(records["changed"], title="Second")
    sealed("2018-02")
    return records


def sign_in(client):
    client.force_login(make.person(Role.VIEWER, "who"))


def titles(response):
    """The titles in the rows of a list."""
    return re.findall(r'<td class="title"><a [^>]*>([^<]*)</a>', response.content.decode())


def test_the_list_tells_each_audience_what_it_has(months, client):
    public = client.get("/editions/").content.decode()
    sign_in(client)
    network = client.get("/editions/").content.decode()

    assert public.index("February 2018") < public.index("January 2018")
    found = [re.sub(r"\s+", " ", page) for page in (public, network)]
    assert (found[0].count("· 1 activity · 1 event"), found[1].count("· 2 activities · 1 event")) == (2, 2)


def test_a_month_shows_what_changed_counts_and_hash(months, client):
    page = client.get("/editions/2018-02/").content.decode()

    assert "WHO revised one activity under chapter 1: “Second”." in page
    assert EditionRevision.objects.get(edition="2018-02-01", audience="public").sha256 in page
    assert re.findall(r"<li><strong>(\d+)</strong><span>(\w+)</span>", page) == [("1", "activity"), ("1", "event")]
    assert "For the network" not in page


def test_the_entries_of_a_month_read_as_they_were_sealed(months, client):
    january, february = (client.get(f"/editions/2018-0{number}/matrix/") for number in (1, 2))

    assert (titles(january), titles(february)) == (["First"], ["Second"])
    assert titles(client.get("/editions/2018-02/calendar/")) == ["An event"]
    sign_in(client)
    assert sorted(titles(client.get("/editions/2018-02/rev-0/matrix/"))) == ["For the network", "Second"]


def test_entries_come_in_pages(months, client, monkeypatch):
    monkeypatch.setattr("registry.edition_pages.PAGE_SIZE", 2)
    events = sorted(make.shared("public", "event", title=f"Event {number}").reference for number in range(4))
    sealed("2018-03")
    wanted = sorted([*events, months["same"].reference])

    first = client.get("/editions/2018-03/calendar/")
    second = client.get(f"/editions/2018-03/calendar/?after={wanted[1]}")
    back = client.get(f"/editions/2018-03/calendar/?before={wanted[2]}")

    shown = [re.findall(r"<span>(EVT-\d+)</span>", page.content.decode()) for page in (first, second, back)]
    assert shown == [wanted[:2], wanted[2:4], wanted[:2]]
    assert (b'rel="prev"' in first.content, b'rel="next"' in first.content) == (False, True)
    assert (b'rel="prev"' in second.content, b'rel="next"' in second.content) == (True, True)
    assert b'rel="prev"' not in back.content


@pytest.mark.parametrize("query", ["?after=x", "?before=ACT-1&after=ACT-2", "?page=2"])
def test_what_the_list_does_not_know_is_refused(months, client, query):
    assert client.get(f"/editions/2018-02/matrix/{query}").status_code == 400


@pytest.mark.parametrize(
    "path",
    ["2018-03/", "2018-03/matrix/", "2018-02/rev-1/", "2018-02/rev-1/matrix/", "1999-01/", "2018-13/", "0000-01/"],
)
def test_a_month_or_revision_that_there_is_not_is_a_404(months, client, path):
    edition()

    assert client.get(f"/editions/{path}").status_code == 404


def test_a_revision_that_concerns_others_is_unknown_to_an_audience(months, client):
    second_wording(months["own"], title="Corrected")
    row = Edition.objects.get(month=date(2018, 2, 1))
    by = make.person(Role.SECRETARIAT)
    correct_edition(edition=row, references=[months["own"].reference], by=by, reason="A slip of the pen.")

    assert client.get("/editions/2018-02/rev-1/").status_code == 404
    assert b"slip" not in client.get("/editions/2018-02/").content
    sign_in(client)
    page = client.get("/editions/2018-02/")
    assert b"A slip of the pen." in page.content
    assert sorted(titles(client.get("/editions/2018-02/matrix/"))) == ["Corrected", "Second"]
    assert sorted(titles(client.get("/editions/2018-02/rev-0/matrix/"))) == ["For the network", "Second"]


def test_after_a_withdrawal_the_earlier_revision_is_closed_outside_and_open_to_the_network(months, client):
    record = months["changed"]
    review.withdraw(record=record, by=record.created_by, reason="unsafe for those named")
    sha256 = EditionRevision.objects.get(edition="2018-02-01", audience="public", number=0).sha256.encode()

    closed, newest = client.get("/editions/2018-02/rev-0/"), client.get("/editions/2018-02/")

    assert (closed.status_code, sha256 in closed.content, sha256 in newest.content) == (410, True, True)
    assert (b"Second" in closed.content, b"Second" in newest.content, b"unsafe" in newest.content) == (False,) * 3
    assert client.get("/editions/2018-02/rev-0/matrix/").status_code == 410
    assert titles(client.get("/editions/2018-02/matrix/")) == []
    sign_in(client)
    assert titles(client.get("/editions/2018-02/rev-0/matrix/?as=public")) == ["Second"]
    assert b"closed to the audience" in client.get("/editions/2018-02/rev-0/?as=public").content
    assert sorted(titles(client.get("/editions/2018-02/matrix/"))) == ["For the network", "Second"]


def test_what_changed_is_shown_field_by_field(months, client):
    page = client.get("/editions/2018-02/changes/?since=2018-01").content.decode()

    plain = re.sub(r'<span class="visually-hidden"[^>]*>.*?</span>', "", page)
    assert plain.count("<del>First</del><ins>Second</ins>") == 1
    assert "For the network" not in page
    assert client.get("/editions/2018-02/changes/").content.decode().count("<ins>") == 1
    assert client.get("/editions/2018-01/changes/").status_code == 404  # the first month
    assert client.get("/editions/2018-01/changes/?since=2018-02").content.decode().count("<ins>") == 1


def test_what_changed_since_a_month_is_shown_and_filtered(months, client):
    make.shared("public", title="Brand new", chapter=3)
    second_wording(months["changed"], title="Third")

    everything = client.get("/editions/2018-02/since/").content.decode()
    only_new = client.get("/editions/2018-02/since/?sort=new").content.decode()
    chapter = client.get("/editions/2018-02/since/?chapter=1").content.decode()

    rows = [page[page.index("Each change") :] for page in (everything, only_new, chapter)]
    assert [("Brand new" in row, "Third" in row) for row in rows] == [(True, True), (True, False), (False, True)]


@pytest.mark.parametrize("query", ["?since=2018-02", "?since=x", "?since=2018-07", "?sort=x", "?chapter=x", "?x=1"])
def test_a_comparison_that_cannot_be_made_is_refused(months, client, query):
    assert client.get(f"/editions/2018-02/changes/{query}").status_code == 400


def test_the_strip_tells_the_network_how_many_days_are_left(client, portal_date):
    edition()

    def strip():
        return found(client.get("/editions/"), r'<div class="strip"><div class="frame"><p>(.*?)</p>')

    assert strip() == []
    sign_in(client)
    assert strip() == ["Matrix of March 2018 is open, 9 days left."]
    portal_date(date(2018, 3, 21))
    assert strip() == ["Matrix of March 2018 is open until 21 March 2018, 18:00."]


def entry_of(client, record, month, *, rest="rev-0/"):
    """The page of a record as a month holds it."""
    return client.get(f"/editions/{month}/{rest}{record.reference}/")


def test_a_record_stands_in_each_month_as_it_was_for_ever(months, client):
    record = months["changed"]

    pages = [entry_of(client, record, month, rest=rest) for month in ("2018-01", "2018-02") for rest in ("rev-0/", "")]

    assert [found(page, r"<h1[^>]*>([^<]+)</h1>") for page in pages] == [["First"], ["First"], ["Second"], ["Second"]]
    facts = dict(found(pages[0], r"<dt>([^<]+)</dt><dd[^>]*>([^<]+)</dd>"))
    assert (facts["Chapter"], facts["Lead"]) == ("1. Title 1", "WHO")
    assert titles(client.get("/editions/2018-01/matrix/")) == ["First"]
    link = found(client.get("/editions/2018-01/matrix/"), r'<td class="title"><a href="([^"]+)"')
    assert link == [f"/editions/2018-01/rev-0/{record.reference}/"]


def test_a_record_that_the_audience_never_had_answers_as_one_that_never_was(months, client):
    hidden, never = entry_of(client, months["own"], "2018-02"), client.get("/editions/2018-02/rev-0/ACT-999999/")

    assert (hidden.status_code, never.status_code) == (404, 404)
    sign_in(client)
    assert found(entry_of(client, months["own"], "2018-02"), r"<h1[^>]*>([^<]+)</h1>") == ["For the network"]


def test_what_was_withdrawn_is_closed_in_the_revision_that_held_it_and_gone_from_the_next(months, client):
    record = months["changed"]
    review.withdraw(record=record, by=record.created_by, reason="A mistake.")

    assert [entry_of(client, record, "2018-02", rest=rest).status_code for rest in ("rev-0/", "rev-1/", "")] == [
        410, 404, 404
    ]  # fmt: skip
    sign_in(client)
    assert entry_of(client, record, "2018-02").status_code == 200


def test_the_network_is_offered_a_narrative_draft_from_any_month_before(months, client):
    public = found(client.get("/editions/2018-02/"), r'<select id="from"')
    sign_in(client)
    page = client.get("/editions/2018-02/")

    assert public == []
    assert found(page, r'action="(/editions/[^"]+docx)"') == ["/editions/2018-02/narrative.docx"]
    assert found(page, r'<option value="(2018-\d\d)">([^<]+)</option>') == [("2018-01", "January 2018")]
    assert found(client.get("/editions/2018-01/"), r'<select id="from"') == []
