"""The 2018 Note on the desk, through the gate, and in the entries: compared with the data file."""

import json
from collections import Counter
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from entities.choices import Role
from entities.models import Agreement, Change, Membership, Participation, Record, User, Version
from registry import note
from registry.models import Activity, MatrixEntry
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_note")]

ROWS = [
    row
    for row in json.loads(Path("registry/data/note_2018.json").read_text(encoding="utf-8"))["records"]
    if row["reference"]
]
BY_NAME = {row["id"]: row for row in ROWS}


def references(audience):
    return set(MatrixEntry.objects.filter(audience=audience).values_list("reference", flat=True))


def content(name):
    return Record.objects.get(reference=BY_NAME[name]["reference"]).working_copy.content()


def entry(name, audience="network"):
    return MatrixEntry.objects.get(reference=BY_NAME[name]["reference"], audience=audience).payload


def test_network_reads_122_activities_and_2_mandates():
    kinds = Counter(MatrixEntry.objects.filter(audience="network").values_list("kind", flat=True))

    assert kinds == {"activity": 122, "mandate": 2}
    assert references("network") == {row["reference"] for row in ROWS}


def test_outside_audiences_read_the_individual_activities_that_the_issue_names():
    individual = [row for row in ROWS if row["lead"] and not row["partners"] and not row["partner_countries"]]
    unodc = {row["reference"] for row in individual if row["lead"] == "unodc"}
    others = {row["reference"] for row in individual if row["lead"] in ("who", "un-women", "undp")}

    assert references("public") == unodc
    assert references("partners") == unodc | others
    assert (len(unodc), len(others)) == (50, 9)


def test_joint_activities_wait_without_an_agreement():
    joint = [row["reference"] for row in ROWS if row["modality"] == "joint"]

    assert len(joint) == 63
    assert not Agreement.objects.filter(record__reference__in=joint).exists()
    assert set(Participation.objects.filter(record__reference__in=joint).values_list("state", flat=True)) == {"named"}


def test_joint_flag_is_the_modality_of_the_note():
    told = {row["reference"]: row["modality"] == "joint" for row in ROWS}

    assert dict(MatrixEntry.objects.filter(audience="network").values_list("reference", "joint")) == told


def test_every_entry_holds_its_wording_chapter_and_paragraph():
    told = {
        row["reference"]: (
            row["title"],
            row["summary"],
            row["chapter"],
            row["source"]["paragraph"],
            row["status"],
            sorted(row["countries"]),
        )
        for row in ROWS
    }

    held = {
        payload["reference"]: (
            payload["title"],
            payload["summary"],
            payload["chapter"],
            payload["source_paragraph"],
            payload["status"],
            sorted(payload["countries"]),
        )
        for payload in MatrixEntry.objects.filter(audience="network").values_list("payload", flat=True)
    }
    assert held == told


def test_levels_follow_the_one_mapping(the_note):
    counts = Counter(MatrixEntry.objects.filter(audience="network").values_list("level", "scope"))

    assert counts == {
        ("headquarters", "unknown"): 29,
        ("field", "country"): 36,
        ("unknown", "global"): 46,
        ("unknown", "regional"): 13,
    }
    assert "Level “field” became level field, scope country: 36" in the_note


def test_report_names_what_was_left_out(the_note):
    assert the_note[:2] == [
        "The 2018 Note: 122 activities, 2 mandates, 35 events loaded and cleared for the network.",
        "Left out, background only: 3 context records (s13-2-2, s13-4.1-2a, s13-6-1).",
    ]


def test_agreements_are_on_behalf_with_the_note_as_evidence():
    row = BY_NAME["s13-1.2-1c"]
    words = Agreement.objects.filter(record__reference=row["reference"])

    assert [(word.entity.slug, word.audience_id, word.decision, word.on_behalf) for word in words] == [
        ("who", "partners", "agree", True)
    ]
    assert words[0].evidence == (
        "Note by the Secretariat on inter-agency cooperation and coordination of efforts in addressing and countering "
        "the world drug problem, 8 March 2018, CND sixty-first session, item 8, published, paragraph 13/1.2/1"
    )


@pytest.mark.parametrize(
    ("name", "first", "last", "precision"),
    [
        ("s06", "2017-02-01", "2017-02-28", "month"),  # completed: closed
        ("s08", "2017-04-20", None, "day"),  # ongoing: open
        ("s13-1.2-1c", "2018-01-01", "2018-12-31", "year"),  # only its end is told
        ("s13-6-2b", "2017-07-01", "2017-12-31", "half-year"),
        ("s13-5.1-1a", "2016-05-03", "2016-05-04", "day"),
    ],
)
def test_dates_are_no_finer_than_the_note_tells(name, first, last, precision):
    text = BY_NAME[name]["dates"]["text"]

    assert entry(name)["dates"] == {"from": first, "to": last, "precision": precision, "text": text}


def test_undated_record_has_no_dates():
    assert entry("s07")["dates"] is None
    assert MatrixEntry.objects.get(audience="network", reference=BY_NAME["s07"]["reference"]).sort_date == date.max


def test_suggested_chapters_and_remarks_of_the_editors_stay_on_the_desk():
    held = content("s15")

    assert held["chapter"] is None
    assert held["other_chapters"] == []
    assert held["internal_note"].splitlines()[1].startswith("Chapters suggested by an editor, not by the Note: ")
    assert "2 December 2016" in held["internal_note"]
    assert "internal_note" not in entry("s15")


def test_figures_outputs_and_programme_are_codes_of_the_portal():
    held = content("s13-3.2-4a")

    assert held["programme"] == "programmes:ccp-sea"
    assert held["figures"] == [
        {"value": 32, "unit": "Member States", "qualifier": "exact"},
        {"value": 50, "unit": "ports", "qualifier": "exact"},
    ]
    assert [made["kind"] for made in content("s13-1.2-2a")["outputs"]] == ["tool"]
    assert content("s16")["terms"] == ["sdg:5"]


def test_nobody_cleared_what_he_submitted():
    pairs = set(Version.objects.values_list("submitted_by__email", "decided_by__email", "outcome"))

    assert pairs == {("note-2018-compiler@portal.invalid", "note-2018-reviewer@portal.invalid", "cleared")}


def test_clerks_cannot_sign_in_and_leave_the_secretariat_that_day():
    people = User.objects.filter(email__endswith="@portal.invalid")

    assert [(person.is_active, person.has_usable_password()) for person in people] == [(False, False)] * 2
    assert set(Membership.objects.values_list("role", "starts", "ends")) == {
        ("secretariat", date(2018, 3, 12), date(2018, 3, 12))
    }


def test_second_load_does_nothing_and_says_so():
    before = (Record.objects.count(), Change.objects.count(), Membership.objects.count())
    out = StringIO()

    call_command("load_note", stdout=out)

    assert out.getvalue() == "The 2018 Note is loaded: all 159 records are there. Nothing changed.\n"
    assert (Record.objects.count(), Change.objects.count(), Membership.objects.count()) == before


def with_records(tmp_path, monkeypatch, *changes):
    """Give the loader a file with further records made from the first one."""
    data = json.loads(note.DATA.read_text(encoding="utf-8"))
    data["records"] += [{**data["records"][0], **change} for change in changes]
    path = tmp_path / "note.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    monkeypatch.setattr(note, "DATA", path)


def test_bad_record_is_named_and_nothing_is_half_loaded(tmp_path, monkeypatch):
    good = {"id": "good", "reference": "ACT-100001"}
    with_records(tmp_path, monkeypatch, good, {"id": "bad", "reference": "ACT-100002", "countries": ["XXX"]})

    with pytest.raises(CommandError, match=r"Nothing was loaded\. bad \(ACT-100002\): .*countries.*XXX"):
        call_command("load_note", stdout=StringIO())

    assert Record.objects.count() == 159
    assert Activity.objects.count() == 124


def test_unknown_word_of_the_note_names_the_mapping(tmp_path, monkeypatch):
    with_records(tmp_path, monkeypatch, {"id": "odd", "reference": "ACT-100001", "level": "lunar"})

    with pytest.raises(CommandError, match=r"odd: meta\.mapping\.level does not say what “lunar” becomes"):
        call_command("load_note", stdout=StringIO())


def test_record_without_a_lead_is_cleared_with_a_reason(tmp_path, monkeypatch):
    with_records(tmp_path, monkeypatch, {"id": "new", "reference": "ACT-100001", "lead": None, "partners": []})

    call_command("load_note", stdout=StringIO())

    assert Version.objects.get(record__reference="ACT-100001").reason == "The Note names no lead."
    assert MatrixEntry.objects.get(reference="ACT-100001").lead == ""


def test_entities_with_focal_points_write_their_records_themselves(tmp_path, monkeypatch):
    make.person(Role.FOCAL_POINT, "unodc")
    with_records(tmp_path, monkeypatch, {"id": "new", "reference": "ACT-100001"})

    with pytest.raises(CommandError, match="Load the Note before entities have focal points"):
        call_command("load_note", stdout=StringIO())
