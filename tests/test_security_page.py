"""SECURITY.md names tests that exist."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_every_test_and_file_that_is_named_is_there():
    named = set(re.findall(r"`((?:tests|docs|entities|\.ci)/[\w./]+)`", (ROOT / "SECURITY.md").read_text()))

    assert len(named) > 20
    assert {name for name in named if not (ROOT / name).exists()} == set()
