"""The domain's dates, fixed and running."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from ungass_portal.lib import clock


def test_fixed_date_keeps_the_day_and_lets_the_time_run(settings):
    settings.PORTAL_DATE = date(2018, 3, 12)

    with time_machine.travel(datetime(2026, 11, 24, 8, 30, tzinfo=UTC), tick=False):
        assert clock.today() == date(2018, 3, 12)
        assert clock.now().isoformat() == "2018-03-12T09:30:00+01:00"
        assert clock.is_fixed()


def test_running_date_is_the_one_in_the_portals_time_zone(settings):
    settings.PORTAL_DATE = None

    with time_machine.travel(datetime(2026, 11, 24, 23, 30, tzinfo=UTC), tick=False):
        assert clock.today() == date(2026, 11, 25)
        assert clock.now().isoformat() == "2026-11-25T00:30:00+01:00"
        assert not clock.is_fixed()


def test_something_happens_as_of_an_earlier_moment_from_which_time_runs_on(settings):
    with clock.as_of(datetime(2018, 1, 31, 23, 30, tzinfo=UTC)):
        first, second = clock.now(), clock.now()

        assert (clock.today(), clock.is_fixed()) == (date(2018, 2, 1), True)
        assert first < second < first + timedelta(minutes=1)
        assert first.isoformat().startswith("2018-02-01T00:30:00")
    assert clock.today() == date(2018, 3, 12)


def test_production_has_one_time_only(settings):
    settings.PRODUCTION = True

    with pytest.raises(RuntimeError, match="own in production"), clock.as_of(datetime(2018, 1, 31, tzinfo=UTC)):
        pass
