"""Transactional tests find a fresh database, although append-only tables refuse TRUNCATE."""

import pytest
from django.db import DatabaseError, connection, transaction

from entities.models import User


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", ["first", "second"])
def test_each_transactional_test_starts_from_the_template(turn):
    assert User.objects.count() == 0

    User.objects.create_user(f"{turn}@un.example.org", "long-enough-password")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE entities_agreement CASCADE")


@pytest.mark.django_db
def test_test_after_transactional_ones_finds_nothing():
    assert User.objects.count() == 0
