"""Whatever stands in a cell gives a reading, in bounded time."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from registry.imports.match import ColumnReading, Reading, decide_order

KINDS = (
    "entities",
    "countries",
    "regions",
    "places",
    "chapters",
    "subheadings",
    "recommendations",
    "terms",
    "level",
    "scope",
    "status",
    "event_status",
    "mode",
    "role",
    "record_kind",
    "language",
    "joint",
    "yes_no",
    "dates",
    "references",
    "version",
)
FRAGMENTS = st.sampled_from(
    [
        *"()[]/-–,;.&?؟、\n\t\u202e\u200f\x00",
        " and ",
        "UNODC",
        "Kenya",
        "Korea",
        "12",
        "03",
        "2018",
        "March",
        "مارس",
        "第",
        "1.",
        "IV",
        "except",
        "HQ",
        "ACT-",
        "Q2",
        "since ",
        "个国家",
        "و",
    ]
)
CELLS = st.one_of(
    st.text(max_size=60),
    st.lists(FRAGMENTS, max_size=12).map("".join),
    st.floats(),
    st.integers(),
    st.datetimes(),
    st.dates(),
    st.times(),
    st.booleans(),
    st.none(),
)
FULL = 32_767
LONG = (
    "a" * FULL,
    "UNODC, " * 5_000,
    "Kenya and " * 3_300,
    "(" * FULL,
    "a(b" * 10_000,
    "[a" * 16_000,
    "\u202e" * FULL,
    "中" * FULL,
    "1." * 16_000,
    "12 March 2018 - " * 2_000,
    "1-" * 16_000,
    "United Nations Office on Drugs and Crme, " * 800,
    "?" * FULL,
    "Ch. 1 - " * 4_000,
    " ومنظمة" * 4_000,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cell=CELLS)
def test_every_cell_gives_a_reading_of_every_kind(matcher, cell):
    for kind in KINDS:
        reading = matcher.read(kind, cell)

        assert isinstance(reading, Reading)
        assert bool(reading.problem) is not reading.certain
        for piece in reading.pieces:
            assert not (piece.values and piece.proposals)
            assert all(value.code not in (None, "") for value in piece.values)
            assert all(0 <= proposal.confidence < 1 and proposal.reason for proposal in piece.proposals)
    assert decide_order([cell]).sentence


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    title=st.one_of(st.text(max_size=60), st.lists(FRAGMENTS, max_size=8).map("".join)),
    cells=st.lists(CELLS, max_size=3),
)
def test_every_title_gives_a_reading(matcher, title, cells):
    (found,) = matcher.match_columns([title], [cells])

    assert isinstance(found, ColumnReading)
    assert not (found.name and found.proposals)


@pytest.mark.parametrize("place", range(len(LONG)))
def test_a_full_cell_takes_a_bounded_time(matcher, place):
    before = time.process_time()

    for kind in KINDS:
        matcher.read(kind, LONG[place])
    matcher.match_columns([LONG[place]])
    decide_order([LONG[place]])

    # about 0.3 s at most where it was measured; a pattern that goes back and forth takes minutes
    assert time.process_time() - before < 8
