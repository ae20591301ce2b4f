"""What tests of loading share."""

import json

import pytest

from entities import loading


@pytest.fixture
def edited_file(tmp_path, monkeypatch):
    """A function that changes one of the data files of `entities` for this test."""

    def edit(name, change):
        for path in loading.DATA.glob("*.json"):
            copy = tmp_path / path.name
            if not copy.exists():
                copy.write_bytes(path.read_bytes())
        data = json.loads((tmp_path / name).read_text())
        change(data)
        (tmp_path / name).write_text(json.dumps(data))
        monkeypatch.setattr(loading, "DATA", tmp_path)

    return edit


def by_slug(data, slug):
    """The entity of a data file by its slug."""
    return next(row for row in data["entities"] if row["slug"] == slug)
