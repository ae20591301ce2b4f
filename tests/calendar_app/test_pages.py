"""The calendar's month, lists and pages of events."""

import re
from datetime import date

import pytest

from entities import desk, review
from entities.choices import Role
from tests import factories as make
from tests.gate.responses import answer
from tests.pages.reading import found, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def lists():
    make.code_lists()


@pytest.fixture
def network(client):
    client.force_login(make.person(Role.VIEWER, "undp"))
    return client


def days(first, last="", precision="day", text=""):
    """Dates of a content."""
    return {"from": first, "to": last or first, "precision": precision, "text": text}


def event(title, dates=None, share=None, **fields):
    """A cleared event, shared with an audience if one is named."""
    fields = {"title": title, "dates": dates, "status": "confirmed", **fields}
    return make.shared(share, "event", **fields) if share else make.cleared("event", **fields)


def in_grid(response):
    """Titles on the bars of the month with the number of days each covers."""
    return [
        (int(width), title)
        for width, title in found(response, r'<td colspan="(\d)"><a class="bar[^>]*><span[^>]*>([^<]+)</span>')
    ]


def in_margin(response):
    """Titles in the margin under the words of their dates."""
    html = response.content.decode()
    margin = html[html.index('class="cal-margin"') :]
    margin = margin[: margin.index("</section>")]
    return [
        (when, re.findall(r"<a [^>]*>([^<]+)</a>", part))
        for when, part in re.findall(r"<h4[^>]*>([^<]+)</h4>(.*?)</ul>", margin, re.DOTALL)
    ]


def test_month_is_the_current_one_with_today_marked(network):
    response = network.get("/calendar/")

    assert found(response, r'<h2 id="span-title">([^<]+)</h2>') == ["March 2018"]
    assert found(response, r'aria-current="date">\s*<time class="day" datetime="([^"]+)"') == ["2018-03-12"]


def test_month_lays_exact_events_over_their_days_and_coarse_ones_in_the_margin(network):
    event("Session", days("2018-03-12", "2018-03-16"))
    event("Over the turn of the month", days("2018-03-30", "2018-04-03"))
    event("Some time in March", days("2018-03-01", "2018-03-31", "month"))
    event("Some time in 2018", days("2018-01-01", "2018-12-31", "year"))
    event("Some time in spring", days("2018-01-01", "2018-06-30", "half-year"))
    event("In May", days("2018-05-02"))
    event("No date", None)

    response = network.get("/calendar/?month=2018-03")

    assert in_grid(response) == [(5, "Session"), (3, "Over the turn of the month")]
    assert in_margin(response) == [
        ("March 2018", ["Some time in March"]),
        ("first half of 2018", ["Some time in spring"]),
        ("2018", ["Some time in 2018"]),
    ]
    assert "1 event without any date" in words(response)


def test_event_over_two_months_stands_in_both(network):
    event("Long", days("2018-03-30", "2018-04-03"))

    for month in ("2018-03", "2018-04"):
        grid = in_grid(network.get(f"/calendar/?month={month}"))
        # the last week of March ends on 1 April, which both months show
        assert grid == [(3, "Long"), (2, "Long")][: 1 if month == "2018-03" else 2]


def test_months_before_and_after_keep_the_filters(network):
    make.entity("who")

    html = network.get("/calendar/?month=2018-01&entity=who&as=public").content.decode()

    assert 'rel="prev" href="/calendar/?entity=who&amp;as=public&amp;month=2017-12"' in html
    assert 'rel="next" href="/calendar/?entity=who&amp;as=public&amp;month=2018-02"' in html


def test_month_is_filtered(network):
    event("Of WHO", days("2018-03-12"), lead="who", chapter=1)
    event("Of UNODC", days("2018-03-12"), lead="unodc", event_kind="event-kinds:training")

    assert in_grid(network.get("/calendar/?entity=who")) == [(1, "Of WHO")]
    assert in_grid(network.get("/calendar/?event_kind=event-kinds:training")) == [(1, "Of UNODC")]
    assert in_grid(network.get("/calendar/?chapter=1")) == [(1, "Of WHO")]
    assert in_grid(network.get("/calendar/?q=unodc")) == [(1, "Of UNODC")]


@pytest.mark.parametrize(("query", "message"), [
    ("month=soon", "month: Write a year and a month, like 2018-03."),
    ("view=grid", "view: Use one of these: month, week, ahead, year, agenda, past, undated."),
    ("view=past&month=2018-03", "month: This view has no month: leave it out."),
    ("view=week&day=2018-02-30", "day: Write a day, like 2018-03-12."),
    ("view=year&year=18", "year: Write a year, like 2018."),
    ("colour=blue", "colour: There is no parameter of this name."),
    ("entity=nobody", "entity: “nobody” is not known."),
    ("view=past&after=x", "after: This is not a place in this list and order."),
])  # fmt: skip
def test_calendar_refuses_what_it_does_not_know(network, query, message):
    response = network.get(f"/calendar/?{query}")

    assert response.status_code == 400
    assert message in words(response)


def titles(response):
    return found(response, r'<div class="what"><a [^>]*>([^<]+)</a>')


def test_lists_tell_what_is_to_come_from_what_is_over(network):
    event("Yesterday", days("2018-03-11"))
    event("Began before, goes on", days("2018-03-09", "2018-03-14"))
    event("Some time this year", days("2018-01-01", "2018-12-31", "year"))
    event("Last month", days("2018-02-01", "2018-02-28", "month"))
    event("Tomorrow", days("2018-03-13"))
    event("Undated", None)

    assert titles(network.get("/calendar/?view=agenda")) == ["Some time this year", "Began before, goes on", "Tomorrow"]
    assert titles(network.get("/calendar/?view=past")) == ["Yesterday", "Last month"]
    assert titles(network.get("/calendar/?view=undated")) == ["Undated"]


def test_past_is_paged_without_repeating(network, monkeypatch):
    monkeypatch.setattr("calendar_app.views.PAGE_SIZE", 2)
    for day in range(1, 6):
        event(f"Day {day}", days(f"2018-03-0{day}"))

    first = network.get("/calendar/?view=past")
    following = found(first, r'rel="next" href="([^"]+)"')[0].replace("&amp;", "&")

    assert titles(first) == ["Day 5", "Day 4"]
    assert titles(network.get(f"/calendar/{following}")) == ["Day 3", "Day 2"]
    assert "2 of 5 shown" in words(first)


def test_own_and_tentative_events_are_told_in_words(network):
    event("Ours", days("2018-03-12"), lead="undp")
    event("Perhaps", days("2018-03-13"), status="tentative")

    response = network.get("/calendar/")

    bars = found(
        response, r'<a class="(bar[^"]*)"[^>]*><span[^>]*>([^<]+)</span><span class="visually-hidden">([^<]+)<'
    )
    assert [(title, "bar-own" in style, "bar-tentative" in style, more) for style, title, more in bars] == [
        ("Ours", True, False, ", 12 March 2018, your entity"),
        ("Perhaps", False, True, ", 13 March 2018, tentative"),
    ]


def test_hidden_events_change_nothing_for_the_public(client):
    event("Open", days("2018-03-12"), share="public", countries=["AUT"])
    event("Open, no date", None, share="public")
    addresses = ("/calendar/", "/calendar/?view=agenda", "/calendar/?view=undated", "/calendar.ics", "/")
    before = [answer(client, address) for address in addresses]

    event("Closed", days("2018-03-12"), countries=["AUT"])
    event("Closed, coarse", days("2018-01-01", "2018-12-31", "year"), share="partners")
    event("Closed, no date", None)

    assert [answer(client, address) for address in addresses] == before
    assert b"Open" in before[0][2]


def test_event_page_shows_dates_no_finer_than_known(network):
    record = event("Group", days("2017-06-01", "2017-06-30", "month", "June 2017"), remark="Others say May.")

    text = words(network.get(f"/events/{record.reference}/"))

    assert "When June 2017 Only the month is known. Remark Others say May." in text
    assert "1 June" not in text


def test_event_page_shows_wall_time_with_its_zone_and_organisers_in_words(network):
    participants = [make.part("who"), make.part("unodc", "co_lead"), make.part("undp", "partner")]
    row = make.record("event", title="Meeting")
    content = row.working_copy.content() | {
        "participants": participants, "dates": days("2018-04-03"), "start_time": "10:00", "end_time": "12:30",
        "time_zone": "Europe/Vienna",
    }  # fmt: skip
    desk.save(record=row, content=content, base_revision=row.revision, by=row.created_by)
    review.submit(record=row, by=row.created_by)
    review.clear(record=row, by=make.person(Role.SECRETARIAT))

    text = words(network.get(f"/events/{row.reference}/"))

    assert "3 April 2018 , 10:00–12:30 Europe/Vienna" in text
    assert "Organised by WHO Co-organised by UNODC not yet confirmed With UNDP not yet confirmed" in text


def test_event_page_links_only_activities_that_the_reader_may_read(client):
    shown = make.shared("public", title="Open activity")
    hidden = make.cleared(title="Closed activity")
    record = event("Meeting", days("2018-03-12"), share="public", activities=[shown.reference, hidden.reference])

    response = client.get(f"/events/{record.reference}/")

    assert "Open activity" in words(response)
    assert hidden.reference not in response.content.decode()
    assert "Closed activity" not in response.content.decode()


def test_event_that_the_reader_may_not_read_answers_as_if_it_never_was(client):
    hidden = event("Closed", days("2018-03-12"))

    there, nowhere = client.get(f"/events/{hidden.reference}/"), client.get("/events/EVT-000000/")

    assert (there.status_code, nowhere.status_code) == (404, 404)
    assert there.content == nowhere.content


def test_activity_is_not_found_below_events(network):
    record = make.cleared()

    assert network.get(f"/events/{record.reference}/").status_code == 404


def test_withdrawn_event_is_gone_for_those_who_had_it(client):
    record = event("Soon gone", days("2018-03-12"), share="public")
    review.withdraw(record=record, by=record.created_by, reason="cancelled")

    assert client.get(f"/events/{record.reference}/").status_code == 410


def test_names_are_those_of_the_day(client, portal_date, the_note):
    assert found(client.get("/entities/?q=peace+operations"), r'<th scope="row"><a href="[^"]*">(\w+)</a>') == ["DPKO"]
    portal_date(date(2019, 3, 12))
    assert found(client.get("/entities/?q=peace+operations"), r'<th scope="row"><a href="[^"]*">(\w+)</a>') == ["DPO"]


def test_the_notes_events_stand_on_their_days(client, the_note):
    client.force_login(make.person(Role.VIEWER, "who"))

    assert in_grid(client.get("/calendar/?month=2018-03")) == [
        (1, "Issue of the Note by the Secretariat (the Note)"),
        (5, "Sixty-first session of the Commission on Narcotic Drugs"),
    ]
    june = client.get("/calendar/?month=2017-06")
    assert in_grid(june) == []
    assert dict(in_margin(june))["June 2017"] == [
        "Fifth meeting of the mini-Dublin Group",
        "Expert group meeting to update the prevention standards",
    ]
    assert in_grid(client.get("/calendar/?month=2016-11")) == [
        (3, "First expert group meeting on alternative development after UNGASS")
    ]
    december = dict(in_margin(client.get("/calendar/?month=2017-12")))
    assert "Joint CND–CSW event on SDG 5" in december["December 2017"]
    assert december["second half of 2017"] == ["CND thematic discussions on technical assistance needs"]


def test_the_notes_december_event_says_what_other_sources_tell(client, the_note):
    client.force_login(make.person(Role.VIEWER, "who"))

    text = words(client.get("/events/EVT-744281/"))

    assert "Only the month is known." in text
    assert "2 December 2016" in text
