"""SECURITY.md names tests that exist."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_every_test_and_file_that_is_named_is_there():
    named = set(re.findall(r"`((?:tests|docs|entities|\.ci)/[\w./]+)`", (ROOT / "SECURITY.md").read_text()))

    assert len(named) > 20
    assert {name for name in named if not (ROOT / name).exists()} == set()


def test_every_line_names_a_test_or_says_why_there_is_none():
    lines = [line for line in (ROOT / "SECURITY.md").read_text().splitlines() if line.startswith("| ")]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if not line.startswith("| ---")]
    shown = [row[-1] for row in rows if row[-1] not in ("shown by", "shown by, or why not")]

    assert len(shown) > 50
    why = ("not met", "not tested", "operator:", "-", "`.ci/run`")
    assert [cell for cell in shown if "`tests/" not in cell and not cell.startswith(why)] == []


def test_every_file_of_tests_that_is_named_has_tests():
    named = set(re.findall(r"`(tests/[\w./]+)`", (ROOT / "SECURITY.md").read_text()))

    assert [name for name in sorted(named) if not re.search(r"(?m)^ *def test_", (ROOT / name).read_text())] == []
