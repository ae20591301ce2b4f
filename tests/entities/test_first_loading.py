"""Loading into an empty database: in order, and wholly or not at all."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from entities.models import Region
from tests.entities.conftest import by_slug

pytestmark = pytest.mark.django_db


def load():
    call_command("load_reference", stdout=StringIO())


def test_key_that_comes_twice_loads_nothing(edited_file):
    edited_file("countries.json", lambda data: data["countries"].append(data["countries"][0]))

    with pytest.raises(CommandError, match=r"Nothing was loaded\. countries and areas: ABW stands twice"):
        load()

    assert Region.objects.count() == 0


def test_unknown_parent_is_named(edited_file):
    edited_file("entities.json", lambda data: by_slug(data, "who").update(parent="nobody"))

    with pytest.raises(CommandError, match="there is no entity 'nobody'"):
        load()


def test_note_needs_the_reference_data():
    with pytest.raises(CommandError, match=r"Load the reference data first: manage\.py load_reference"):
        call_command("load_note")


def test_demo_people_need_the_reference_data():
    with pytest.raises(CommandError, match="Load the reference data first"):
        call_command("create_demo_people")
