"""Three-way merge: laws that hold for all contents, and what people expect of texts and lists."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entities.differences import list_diff, word_diff
from entities.merging import merge_text, merge_value, three_way

words = st.text("ab ,.é药", max_size=12)
codes = st.lists(st.sampled_from("ABCDE"), unique=True)
links = st.lists(
    st.fixed_dictionaries({"title": st.sampled_from("xyz"), "url": st.sampled_from("12")}), max_size=3
).map(lambda rows: [row for at, row in enumerate(rows) if row not in rows[:at]])
parts = st.dictionaries(st.sampled_from("pqr"), st.sampled_from(("lead", "partner"))).map(
    lambda found: [{"entity": entity, "role": role, "office": ""} for entity, role in found.items()]
)
dates = st.sampled_from(
    (None, {"from": "2018-03-01", "precision": "month"}, {"from": "2018-03-01", "precision": "day"})
)
contents = st.fixed_dictionaries(
    {
        "title": words,
        "summary": words,
        "status": st.sampled_from(("planned", "ongoing")),
        "countries": codes,
        "links": links,
        "participants": parts,
        "dates": dates,
    }
)
TEXTS = ("title", "summary")


def merge(base, theirs, mine):
    merged, conflicts = three_way(base, theirs, mine, texts=TEXTS)
    return merged, {conflict.name for conflict in conflicts}


@given(contents, contents)
def test_one_sided_changes_are_taken_without_a_question(base, changed):
    assert merge(base, changed, base) == (changed, set())
    assert merge(base, base, changed) == (changed, set())


@given(contents, contents)
def test_the_same_change_on_both_sides_is_no_conflict(base, changed):
    assert merge(base, changed, changed) == (changed, set())


@given(contents, contents, contents)
def test_both_sides_see_the_same_conflicts(base, theirs, mine):
    assert merge(base, theirs, mine)[1] == merge(base, mine, theirs)[1]


@given(contents, contents, contents)
def test_a_conflict_keeps_what_is_saved(base, theirs, mine):
    merged, conflicts = merge(base, theirs, mine)

    assert {name: merged[name] for name in conflicts} == {name: theirs[name] for name in conflicts}


@given(codes, codes, codes)
def test_lists_of_codes_take_additions_and_removals_of_both(base, theirs, mine):
    merged, agreed = merge_value(base, theirs, mine)

    assert agreed
    assert set(merged) == {
        code for code in {*base, *theirs, *mine} if (code in theirs and code in mine) or (code not in base)
    }


@given(words, words, words)
def test_merged_text_holds_every_edit_or_is_a_conflict(base, theirs, mine):
    merged = merge_text(base, theirs, mine)

    if merged is not None:
        assert merge_text(base, mine, theirs) == merged
        assert len(merged) == len(theirs) + len(mine) - len(base) or theirs == mine or merged in (theirs, mine)


@given(words, words)
def test_word_diff_gives_both_texts_back(before, after):
    found = word_diff(before, after)

    assert "".join(part["text"] for part in found if part["kind"] != "added") == before
    assert "".join(part["text"] for part in found if part["kind"] != "removed") == after


@given(codes, codes)
def test_list_diff_names_each_element_once(before, after):
    found = list_diff(before, after)

    assert [part["text"] for part in found if part["kind"] != "removed"] == after
    assert {part["text"] for part in found if part["kind"] != "added"} == set(before)


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "expected"),
    [
        ("One two three.", "ONE two three.", "One two THREE.", "ONE two THREE."),
        ("One two three.", "One 2 three.", "One zwei three.", None),
        ("One.", "One. Added here.", "One. Other there.", None),
        ("A b c d e", "A c d e", "A b c d e f", "A c d e f"),
    ],
)
def test_texts_merge_by_word(base, theirs, mine, expected):
    assert merge_text(base, theirs, mine) == expected


def test_same_entity_with_another_part_on_each_side_is_a_conflict():
    def rows(**roles):
        return [{"entity": entity, "role": role} for entity, role in roles.items()]

    base, theirs = rows(who="lead"), rows(who="lead", undp="partner")

    assert merge_value(base, theirs, rows(who="lead", unodc="co_lead")) == (
        rows(who="lead", undp="partner", unodc="co_lead"),
        True,
    )
    assert merge_value(base, theirs, rows(who="lead", undp="co_lead")) == (theirs, False)
    assert merge_value(rows(who="lead", undp="partner"), rows(who="lead"), rows(who="lead", undp="co_lead")) == (
        rows(who="lead"),
        False,
    )


def test_row_that_both_worded_anew_is_a_conflict():
    def figure(value):
        return [{"value": value, "unit": "countries"}]

    assert merge_value(figure(23), figure(24), figure(25)) == (figure(24), False)
    assert merge_value(figure(23), figure(24), figure(23) + figure(7)) == (figure(24) + figure(7), True)


def test_dates_are_taken_whole_with_their_precision():
    month, day = {"from": "2018-03-01", "precision": "month"}, {"from": "2018-03-12", "precision": "day"}

    assert merge_value(month, day, month) == (day, True)
    assert merge_value(None, day, month) == (day, False)
