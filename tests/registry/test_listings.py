"""Columns of the two lists that files have."""

import re

from entities.filters import readable_fields
from entities.kinds import kind_of, listings
from registry.hxl import STAMPS

HASHTAG = re.compile(r"#[a-z]+(\+[a-z][a-z0-9_]*)*")


def test_lists_hold_their_kinds():
    assert [(listing.name, kinds) for listing, kinds in listings()] == [
        ("matrix", ["activity", "mandate"]),
        ("calendar", ["event"]),
    ]


def test_every_field_that_an_audience_reads_of_an_event_has_a_column():
    kind = kind_of("event")

    without = {"kind", "url", "updated_at"}
    assert {column.reads for column in kind.columns} == readable_fields(kind.entry, "network") - without
    assert len({column.name for column in kind.columns}) == len(kind.columns)


def test_every_column_has_a_hashtag_of_its_own():
    for listing, _kinds in listings():
        names = {column.name for column in listing.columns}
        tags = [listing.tags[name] for name in sorted(names)] + list(STAMPS.values())

        assert len(set(tags)) == len(tags)
        assert [tag for tag in tags if not HASHTAG.fullmatch(tag)] == []
        assert {name for _width, shown in listing.on_paper for name in shown} <= names
        assert sum(width for width, _shown in listing.on_paper) == 100
