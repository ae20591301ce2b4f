"""“Still true”: who may say it of what, what readers get of it, and how it is taken back."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from entities import review, sharing
from entities.choices import Role
from entities.confirming import confirm, take_back
from entities.models import AudienceClock, Change, Record
from entities.record_history import happenings
from registry.models import MatrixEntry
from tests import factories as make
from ungass_portal.lib.problems import ProcessError

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def lists():
    make.code_lists()


@pytest.fixture
def focal():
    return make.person(Role.FOCAL_POINT, "who")


def days(record):
    return dict(MatrixEntry.objects.filter(record=record).values_list("audience", "last_confirmed"))


def changes(audience):
    return list(Change.objects.filter(audience=audience).order_by("position").values_list("reference", "kind"))


def test_word_reaches_the_audiences_that_read_the_day_and_no_other(focal, portal_date):
    record = make.shared("public", by=focal)
    before = {row.audience_id: row.updated_at for row in MatrixEntry.objects.filter(record=record)}
    portal_date(date(2018, 4, 3))

    confirm(record, by=focal)

    assert days(record) == {"network": date(2018, 4, 3), "partners": date(2018, 4, 3), "public": None}
    assert {row.audience_id: row.updated_at for row in MatrixEntry.objects.filter(record=record)} == before
    assert [len(changes(audience)) for audience in ("network", "partners", "public")] == [2, 2, 1]
    clocks = dict(AudienceClock.objects.values_list("audience", "position"))
    entries = dict(MatrixEntry.objects.filter(record=record).values_list("audience", "position"))
    assert entries == clocks


def test_many_are_confirmed_by_the_queries_of_a_few_and_in_reference_order(focal, portal_date):
    counts = []
    for number in (2, 6):
        portal_date(date(2018, 3, 12))
        records = [make.cleared(by=focal) for _row in range(number)]
        start = Change.objects.filter(audience="network").count()
        portal_date(date(2018, 4, 3))
        focal.current_memberships()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            confirm(*records[::-1], by=focal)
        counts.append(len(queries))
        assert changes("network")[start:] == [(row.reference, "changed") for row in sorted(records, key=str)]

    assert counts[0] == counts[1]


def test_set_wise_word_leaves_what_a_refresh_would_make(focal, portal_date):
    record = make.shared("public", by=focal)
    portal_date(date(2018, 4, 3))
    confirm(record, by=focal)
    position = AudienceClock.objects.get(audience="network").position

    sharing.refresh(sharing.lock(record))

    assert AudienceClock.objects.get(audience="network").position == position


def test_one_refused_leaves_all_as_they_were(focal, portal_date):
    sound, withdrawn = make.cleared(by=focal), make.cleared(by=focal)
    review.withdraw(record=withdrawn, by=focal, reason="Over.")
    portal_date(date(2018, 4, 3))

    with pytest.raises(ProcessError, match=f"{withdrawn.reference} is withdrawn"):
        confirm(sound, withdrawn, by=focal)
    with pytest.raises(PermissionDenied):
        confirm(sound, make.cleared(lead="undp"), by=focal)

    assert Record.objects.get(pk=sound.pk).last_confirmed == date(2018, 3, 12)


def test_word_is_taken_back_to_the_day_before_it_but_a_submission_is_not(focal, portal_date):
    record = make.cleared(by=focal)
    portal_date(date(2018, 4, 3))
    confirm(record, by=focal)
    confirm(record, by=focal)

    take_back(record=record, by=focal)

    assert days(record) == {"network": date(2018, 3, 12)}
    titles = [happening.title for happening in happenings(record)]
    assert titles[-2:] == ["Confirmed: still true", "“Still true” taken back"]
    with pytest.raises(ProcessError, match="confirmed by a submission"):
        take_back(record=record, by=focal)
