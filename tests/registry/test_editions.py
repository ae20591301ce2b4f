"""Editions by where they stand."""

from datetime import UTC, date, datetime

import pytest

from registry.choices import EditionState
from registry.models import Edition

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
