"""The domain's dates, fixed and running."""

from datetime import UTC, date, datetime

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
