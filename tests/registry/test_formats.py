"""Formats: every field is in a list, lists once used stay as they are, and a page compares them."""

import hashlib

import pytest

from calendar_app import formats as of_events
from entities.audiences import Reading
from entities.kinds import kind_of
from entities.sharing_page import MADE
from registry import formats as of_activities

KINDS = [("activity", of_activities), ("event", of_events)]
# Numbered lists that have been in use. A new number is added here; an old one never changes.
USED = {
    ("activity", "network", 1): "8d0117f2c8d8",
    ("activity", "network", 2): "36378f9c2e1c",
    ("activity", "partners", 1): "c4125d61907d",
    ("activity", "partners", 2): "7d373083d7c4",
    ("activity", "public", 1): "1676ac3cd0e5",
    ("activity", "public", 2): "7f19301e207b",
    ("event", "network", 1): "071f1e583098",
    ("event", "network", 2): "bd4919e1ecb3",
    ("event", "network", 3): "b697c06647e0",
    ("event", "network", 4): "73c0995e0e74",
    ("event", "partners", 1): "8f2fda0cbe71",
    ("event", "partners", 2): "bd05a90febbf",
    ("event", "partners", 3): "cd342ec6dc03",
    ("event", "partners", 4): "88f6136a6bbc",
    ("event", "public", 1): "7c422a8c70c5",
    ("event", "public", 2): "368e9c85e824",
    ("event", "public", 3): "c7c7355d4ded",
    ("event", "public", 4): "512da3d94e8d",
}


@pytest.mark.parametrize(("name", "module"), KINDS)
def test_every_field_is_either_in_the_networks_list_or_internal(name, module):
    kind = kind_of(name)
    listed = set(kind.formats[Reading.NETWORK][max(kind.formats[Reading.NETWORK])])

    assert set(kind.content().fields) - listed == set(module.INTERNAL)
    assert listed & set(module.INTERNAL) == set()
    assert listed - set(kind.content().fields) == set(MADE)


@pytest.mark.parametrize(("name", "module"), KINDS)
def test_outside_reads_nothing_that_the_network_does_not(name, module):
    newest = {audience: set(numbered[max(numbered)]) for audience, numbered in kind_of(name).formats.items()}

    assert newest[Reading.PUBLIC] < newest[Reading.PARTNERS] < newest[Reading.NETWORK]


@pytest.mark.parametrize(("name", "module"), KINDS)
def test_a_list_that_was_used_is_never_edited(name, module):
    found = {
        (name, audience.value, number): hashlib.sha256(",".join(fields).encode()).hexdigest()[:12]
        for audience, numbered in kind_of(name).formats.items()
        for number, fields in numbered.items()
    }

    assert found == {key: value for key, value in USED.items() if key[0] == name}


@pytest.mark.django_db
def test_the_page_says_for_each_field_who_reads_it(client):
    page = " ".join(client.get("/formats/").content.decode().split())

    row = page[page.index(">programme<") :].split("</tr>")[0]
    assert (row.count("yes, since format 1"), row.count(">no<")) == (2, 1)
    assert "Never leave the desk:</strong> " in page
    assert "Internal note" in page[page.index("Never leave the desk:") :]
