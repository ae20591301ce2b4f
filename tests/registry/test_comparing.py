"""What changed between two editions, or an edition and today, for one audience from its own entries."""

from datetime import date

import pytest

from entities import review
from entities.labels import labels
from registry.change_sentences import sentences
from registry.comparing import Live, compare
from registry.edition_reading import EditionReading
from tests import factories as make
from tests.factories.editions import sealed
from tests.factories.records import second_wording

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def lists():
    make.code_lists()


def reading(row, audience="network"):
    return EditionReading(row, audience)


def sorts(comparison):
    return {change.reference: change.sort for change in comparison.changes}


@pytest.fixture
def months():
    """Two sealed months between which one record of each sort changed, and the records by name."""
    records = {
        name: make.cleared(title=name.capitalize(), chapter=1, status="ongoing", lead="who")
        for name in ("same", "changed", "ended", "moved", "withdrawn")
    }
    january = sealed("2018-01")
    second_wording(records["changed"], summary="Another summary.", countries=["AUT", "FRA"])
    second_wording(records["ended"], status="completed")
    second_wording(records["moved"], chapter=2)
    gone = records["withdrawn"]
    review.withdraw(record=gone, by=gone.created_by, reason="x")
    records["new"] = make.cleared("event", title="New", chapter=3, lead="undp", partners=["who"])
    return january, sealed("2018-02"), records


def test_every_sort_of_change_is_told(months):
    january, february, records = months

    found = compare(reading(january), reading(february))

    assert sorts(found) == {records[name].reference: name for name in ("changed", "ended", "moved", "withdrawn", "new")}
    assert found.counts == {"new": 1, "withdrawn": 1, "ended": 1, "moved": 1, "changed": 1}
    assert found.by_chapter == {
        1: {"withdrawn": 1, "ended": 1, "changed": 1}, 2: {"moved": 1}, 3: {"new": 1}
    }  # fmt: skip
    assert found.by_entity == {"undp": {"new": 1}, "who": {"withdrawn": 1, "ended": 1, "moved": 1, "changed": 1}}
    assert [change.title for change in found.of("changed", chapter=1, entity="who")] == ["Changed"]
    assert compare(reading(february), reading(february)).changes == []


def test_the_way_back_tells_the_opposite(months):
    january, february, records = months

    found = compare(reading(february), reading(january))

    assert sorts(found)[records["new"].reference] == "withdrawn"
    assert sorts(found)[records["withdrawn"].reference] == "new"


def test_a_change_is_told_field_by_field_with_marks_in_the_words(months):
    january, february, _records = months
    found = compare(reading(january), reading(february))

    (detail,) = found.details(found.of("changed"), labels())

    assert [(row.name, row.before, row.after) for row in detail.differences] == [
        ("summary", "A summary.", "Another summary."),
        ("countries", [], ["Austria", "France"]),
    ]
    assert detail.differences[0].parts == [
        {"kind": "removed", "text": "A"},
        {"kind": "added", "text": "Another"},
        {"kind": "same", "text": " summary."},
    ]


def test_an_edition_is_compared_with_today(months):
    _january, february, records = months
    second_wording(records["same"], title="Not the same")
    late = make.cleared(lead="who")

    found = compare(reading(february), Live("network"))

    assert sorts(found) == {records["same"].reference: "changed", late.reference: "new"}
    (detail,) = found.details(found.of("changed"), labels())
    assert detail.differences[0].after == "Not the same"


def test_each_audience_is_told_of_its_own_entries_only(months, portal_date):
    _january, february, _records = months
    shared = make.agree(make.shared("partners", title="Shared"), "partners", until=date(2018, 4, 1))
    march = sealed("2018-03")
    portal_date(date(2018, 4, 2))

    assert sorts(compare(reading(february, "public"), reading(march, "public"))) == {}
    assert sorts(compare(reading(february, "partners"), reading(march, "partners"))) == {shared.reference: "new"}
    assert sorts(compare(reading(march, "partners"), Live("partners"))) == {shared.reference: "withdrawn"}
    with pytest.raises(ValueError, match="Two audiences are not compared"):
        compare(reading(march, "partners"), Live("network"))


def test_confirming_a_part_is_no_change_of_the_record():
    record = make.cleared(lead="who", partners=["unodc"])
    january = sealed("2018-01")
    make.agree(record, "partners")

    assert compare(reading(january), reading(sealed("2018-02"))).changes == []


# --- In sentences --------------------------------------------------------------------------------------


def test_sentences_tell_who_did_what_where(months):
    january, february, _records = months

    assert sentences(compare(reading(january), reading(february)), labels()) == [
        "UNDP added one event under chapter 3: “New”.",
        "WHO withdrew one activity under chapter 1: “Withdrawn”.",
        "WHO reported the end of one activity under chapter 1: “Ended”.",
        "WHO moved one activity from chapter 1 to chapter 2: “Moved”.",
        "WHO revised one activity under chapter 1: “Changed”.",
    ]


def test_sentences_count_and_name_a_few():
    nothing = sealed("2018-01")
    two = [make.cleared(title=title, chapter=1, lead="who") for title in ("First", "Second")]
    for number in range(10):
        make.cleared("event", title=f"Event {number}", lead="undp")
    parts = [make.part("who"), make.part("undp", "co_lead")]
    by = make.person("focal_point", "who")
    joint = make.desk.create(kind="activity", content=make.content(participants=parts, title="Joint"), by=by)
    review.clear(record=review.submit(record=joint, by=by), by=make.person("secretariat"))

    first, second = (row.working_copy.title for row in sorted(two, key=lambda row: row.reference))
    assert sentences(compare(reading(nothing), Live("network")), labels()) == [
        "UNDP added 10 events.",
        f"WHO added two activities under chapter 1: “{first}” and “{second}”.",
        "WHO and UNDP added one activity without a chapter: “Joint”.",
    ]
