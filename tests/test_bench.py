"""The bench runs from end to end on a small registry."""

import os
import subprocess
import sys

import pytest
from django.db import connection

from scripts.bench import figures, report
from scripts.bench.process import ROOT
from tests.databases import clone, drop, stage

ACTIVITIES = 300


@pytest.fixture
def database(db):
    """The name of a migrated, empty database on the tests' server."""
    name = clone(f"{connection.settings_dict['NAME']}_bench", stage("template"))
    yield name
    drop(name)


def test_bench_measures_every_operation(database, tmp_path):
    page = tmp_path / "performance.md"
    page.write_text(f"# Figures\n{report.BEGIN}\nfigures of last year\n{report.END}\nThe end.\n")
    command = [
        sys.executable, "scripts/bench/run.py", "--quick", "--activities", str(ACTIVITIES),
        "--database", database, "--report", str(page),
    ]  # fmt: skip

    done = subprocess.run(command, cwd=ROOT, env=os.environ, capture_output=True, text=True)

    assert done.returncode == 0, done.stderr
    text = page.read_text()
    assert text.startswith(f"# Figures\n{report.BEGIN}\nMeasured on ")
    assert text.endswith(f"{report.END}\nThe end.\n")
    assert "figures of last year" not in text
    operations = [line.split(" | ")[0].removeprefix("| ") for line in text.splitlines() if line.startswith("| ")]
    assert [name.split(":")[0].split(" (")[0] for name in operations] == [
        "operation",
        "---",
        "API page of 100 and count",
        "the same, filtered",
        "the same, at nine tenths of the list",
        "API page and count, first one after a change",
        "statements that grow with rows",
        "requests a second for that page, 8 connections",
        "everything pulled page by page",
        "nothing changed",
        "matrix page of 100, filtered",
        "search and count, common word",
        "search and count, rare word",
        "CSV of everything",
        "XLSX of everything",
        "one save",
        "one save",
        "submit and clear",
        "sealing three audiences, all of it new",
        "sealing three audiences, 3 % changed",
        "reading the API while that goes on",
        "what changed between two editions",
        "withdrawing a record that 2 editions hold",
        "page of 50 of a month, after 120 editions",
        "document",
        "room of 120 editions, 3 % changed a month",
        "XLSX of an edition",
        next(name for name in operations if name.startswith("feed of ")),
        "the same, nothing rendered before",
        next(name for name in operations if name.startswith("the network's file of ")),
        "feed unchanged",
        "page of a month",
        "clashes of an event that is typed",
        *[f"workbook of {ACTIVITIES} rows"] * 4,
        "5,000 untidy cells matched, all different",
        "partners pull everything",
        next(name for name in operations if name.startswith("partners follow ")),
        "summary of any two dimensions",
        "dump of everything, made anew",
        "8 callers pull everything at once",
    ]
    assert f"{ACTIVITIES} activities" in text


def test_figures_are_medians_and_shown_with_three_digits():
    series = figures.Series([{"ms": value, "sql": 2} for value in (3, 1, 2, 100, 2.5)])

    assert (series.median(), series.p95()) == (2.5, 100)
    assert series.text() == "2.50 ms, 2 SQL"
    assert [figures.number(value) for value in (1234.5, 12.34, 1.234)] == ["1,234", "12.3", "1.23"]


def test_questions_are_asked_in_turn_after_a_round_that_does_not_count():
    asked = []

    found = figures.interleaved(
        2, a=lambda: asked.append("a") or {"ms": len(asked)}, b=lambda: asked.append("b") or {"ms": 0}
    )

    assert asked == ["a", "b"] * 3
    assert [answer["ms"] for answer in found["a"].answers] == [3, 5]
