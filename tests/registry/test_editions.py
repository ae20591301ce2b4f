"""Editions by where they stand."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from registry.choices import EditionState
from registry.models import Edition
from tests.factories.editions import VIENNA, edition

pytestmark = pytest.mark.django_db


def test_current_edition_is_the_oldest_that_people_work_on():
    for month, state in ((1, "sealed"), (2, "in_review"), (3, "open"), (4, "planned")):
        sealed_at = datetime(2018, 1, 31, 17, tzinfo=UTC) if state == EditionState.SEALED else None
        Edition.objects.create(
            month=date(2018, month, 1),
            state=state,
            opens_at=datetime(2018, month, 1, 8, tzinfo=UTC),
            deadline_at=datetime(2018, month, 21, 17, tzinfo=UTC),
            seals_at=datetime(2018, month, 28, 17, tzinfo=UTC),
            sealed_at=sealed_at,
        )

    assert Edition.objects.current().code == "2018-02"
    Edition.objects.filter(state=EditionState.IN_REVIEW).update(state=EditionState.PLANNED)
    assert Edition.objects.current().code == "2018-03"
    Edition.objects.filter(state=EditionState.OPEN).update(state=EditionState.PLANNED)
    assert Edition.objects.current() is None


def test_the_database_refuses_a_second_edition_of_a_month_and_days_out_of_order():
    edition("2018-03")
    early = datetime(2018, 3, 31, 9, tzinfo=VIENNA)

    for code, fields in (("2018-03", {}), ("2018-04", {"deadline_at": early}), ("2018-04", {"seals_at": early})):
        with pytest.raises(IntegrityError), transaction.atomic():
            edition(code, **fields)

    assert [row.code for row in Edition.objects.all()] == ["2018-03"]
