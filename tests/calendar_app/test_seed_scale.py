"""The command that fills a registry: the same seed makes the same, and nothing real is mixed up by mistake."""

from collections import Counter
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import Count

from calendar_app.models import CalendarEntry
from calendar_app.seeding import seed
from entities import labels, seeding
from entities.kinds import entry_models
from entities.models import Record
from entities.payload import canonical
from entities.seeding import generator
from registry.models import MatrixEntry
from registry.seeding import Words

pytestmark = pytest.mark.django_db


def entries():
    return [*MatrixEntry.objects.all(), *CalendarEntry.objects.all()]


def indexes():
    """Every index of the entry tables, as the database tells it."""
    with connection.cursor() as cursor:
        tables = [model._meta.db_table for model in entry_models()]
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE tablename = ANY(%s) ORDER BY indexname", [tables])
        return [definition for (definition,) in cursor.fetchall()]


def test_large_load_leaves_the_indexes_as_they_were(reference_data, monkeypatch):
    before = indexes()
    monkeypatch.setattr(seeding, "MANY", 10)

    seed(activities=20, events=0)

    assert len(before) > 30
    assert indexes() == before


def fingerprint():
    """Everything that readers get, in one comparable value."""
    labels._cache.version = None
    rows = [(entry.audience_id, entry.reference, canonical(entry.payload), entry.updated_at) for entry in entries()]
    keys = list(Record.objects.order_by("reference").values_list("reference", "draft_key"))
    return sorted(rows), keys


def test_same_seed_makes_the_same_registry_and_another_one_another(reference_data):
    found = []
    for number in (3, 3, 4):
        with transaction.atomic():
            seed(activities=20, events=4, seed=number)
            found.append(fingerprint())
            transaction.set_rollback(True)

    assert found[0] == found[1]
    assert found[0] != found[2]


def test_common_words_are_common_and_rare_ones_rare(reference_data):
    words = Words(generator(1))
    texts = [words.text() for _number in range(3_000)]

    assert sum("training" in text for text in texts) > 400
    assert 0 < sum("naloxone" in text for text in texts) < 15


def run(**options):
    out = StringIO()
    call_command("seed_scale", stdout=out, **options)
    return out.getvalue().splitlines()


def test_command_loads_what_it_needs_and_tells(db):
    lines = run(activities=20)

    assert Counter(Record.objects.values_list("kind", flat=True)) == {"activity": 20, "event": 2}
    assert lines[-1].startswith("Entries made: 22 for network, ")


def test_command_refuses_a_registry_in_use(reference_data):
    run(activities=10, events=2)

    with pytest.raises(CommandError, match="There are records already"):
        run(activities=10)

    run(activities=10, events=0, despite=True)
    assert Record.objects.count() == 22
    assert Record.objects.values("reference").annotate(times=Count("pk")).filter(times__gt=1).count() == 0


def test_command_refuses_production(reference_data, settings):
    settings.PRODUCTION = True

    with pytest.raises(CommandError, match="do not belong into production"):
        run(activities=10)


@pytest.mark.parametrize("count", [0, -5, 500_001])
def test_command_refuses_a_senseless_number(db, count):
    with pytest.raises(CommandError, match="Ask for 1 to 500000 activities"):
        run(activities=count)
