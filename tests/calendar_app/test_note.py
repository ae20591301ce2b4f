"""The events of the 2018 Note in the calendar of each audience."""

import json
from pathlib import Path

import pytest

from calendar_app.models import CalendarEntry
from entities.models import Agreement, Record

pytestmark = pytest.mark.django_db

ROWS = json.loads(Path("calendar_app/data/note_2018_events.json").read_text(encoding="utf-8"))["events"]
BY_NAME = {row["slug"]: row for row in ROWS}

# Written out by hand from the Note: organised by CND, UNODC or the secretariat and nobody else ...
PUBLIC = {
    "political-declaration-2009",
    "cnd-high-level-review-2014",
    "cnd-60",
    "cnd-60-reconvened",
    "cnd-61",
    "note-2018-issued",
    "forensic-toxicology-consultation-2016",
    "crop-monitoring-2016",
    "youth-drug-surveys-2017",
    "cnd-thematic-discussions-2017",
    "arq-expert-consultation-2018",
    "new-york-briefing",
    "thematic-discussions-three-rounds",
}
# ... and by others without them: these wait. So do the tentative ones, whoever holds them.
WAITING = {
    "cnd-62",
    "unodc-system-work-2018",
    "ungass-2016",
    "executive-committee-decision-2017",
    "icd11-issue-2018",
    "mini-dublin-group-5",
    "hlpf-2017",
    "ecdd-38",
}


def references(names):
    return {BY_NAME[name]["reference"] for name in names}


def read_by(audience):
    return set(CalendarEntry.objects.filter(audience=audience).values_list("reference", flat=True))


def entry(name, audience="network"):
    return CalendarEntry.objects.get(reference=BY_NAME[name]["reference"], audience=audience).payload


def test_each_audience_reads_its_events(the_note):
    assert len(ROWS) == 35
    assert read_by("network") == references(BY_NAME)
    assert read_by("partners") == references(set(BY_NAME) - WAITING)
    assert read_by("public") == references(PUBLIC)


def test_waiting_events_have_no_agreement(the_note):
    assert not Agreement.objects.filter(record__reference__in=references(WAITING)).exists()


def test_every_decider_of_an_event_agreed_on_behalf(the_note):
    words = Agreement.objects.filter(record__reference=BY_NAME["prevention-standards-egm-2017"]["reference"])

    # co-organisers outside the network do not decide
    assert sorted(words.values_list("entity__slug", "audience", "on_behalf")) == [
        ("unodc", "partners", True),
        ("who", "partners", True),
    ]


def test_every_event_holds_its_title_paragraph_and_organisers(the_note):
    told = {
        row["reference"]: (
            row["title"],
            row["source"]["paragraph"],
            [f"{slug}:lead" for slug in row["organisers"]] + [f"{slug}:co_lead" for slug in row["co_organisers"]],
            row["status"],
        )
        for row in ROWS
    }

    assert {
        row.reference: (row.title, row.payload["source_paragraph"], row.participants, row.status)
        for row in CalendarEntry.objects.filter(audience="network")
    } == told


def test_the_events_that_the_note_dates_to_the_day_stand_on_their_days(the_note):
    exact = CalendarEntry.objects.filter(audience="network", precision="day")

    assert {row.payload["title"]: (row.date_from.isoformat(), row.date_to.isoformat()) for row in exact} == {
        "Third UNODC–WHO expert consultation on new psychoactive substances": ("2016-05-03", "2016-05-04"),
        "First expert group meeting on alternative development after UNGASS": ("2016-11-28", "2016-11-30"),
        "Executive Committee decision on UN coordination of UNGASS follow-up": ("2017-04-20", "2017-04-20"),
        "Issue of the Note by the Secretariat (the Note)": ("2018-03-08", "2018-03-08"),
        "Sixty-first session of the Commission on Narcotic Drugs": ("2018-03-12", "2018-03-16"),
    }


def test_paragraph_15_keeps_the_date_of_the_note_and_flags_the_other(the_note):
    held = entry("cnd-csw-joint-event", "partners")

    assert held["source_paragraph"] == "15"
    assert held["dates"] == {
        "from": "2017-12-01",
        "to": "2017-12-31",
        "precision": "month",
        "text": "December 2017, at the opening of the sixtieth session",
    }
    assert held["remark"] == (
        "The Note says December 2017, at the opening of the sixtieth session. Other United Nations sources date the "
        "event 2 December 2016, the day on which that session opened (E/2017/28)."
    )


def test_sessions_of_the_commission_are_a_kind_of_their_own(the_note):
    kinds = dict(CalendarEntry.objects.filter(audience="network").values_list("reference", "event_kind"))

    sessions = {reference for reference, kind in kinds.items() if kind == "event-kinds:cnd-session"}
    assert sessions == references({"cnd-60", "cnd-60-reconvened", "cnd-61", "cnd-62"})


def test_event_is_under_a_chapter_only_where_the_note_tells_it_there(the_note):
    assert entry("ccp-air-launch-2015")["chapter"] == 3
    assert entry("cnd-61")["chapter"] is None
    note = Record.objects.get(reference=BY_NAME["cnd-61"]["reference"]).working_copy.internal_note
    assert "Chapters suggested by an editor, not by the Note: 1, 2, 3, 4, 5, 6, 7." in note


def test_place_gives_city_and_country(the_note):
    held = entry("ad-egm-1")

    assert (held["place"], held["countries"], held["partner_countries"]) == ("Bangkok", ["THA"], ["DEU", "THA"])
