"""Months for tests: as planned by the rule, opened, and sealed by the real process."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from entities.choices import Role
from registry.choices import EditionState
from registry.edition_reading import EditionReading
from registry.models import Edition
from registry.sealing import seal_edition
from tests import factories

VIENNA = ZoneInfo("Europe/Vienna")


def edition(code="2018-03", state=EditionState.OPEN, **fields):
    """An edition of a month written as 2018-03: opens on the 1st, is due on the 21st and sealed on the 28th."""
    month = date.fromisoformat(f"{code}-01")

    def at(day, hour):
        return datetime(month.year, month.month, day, hour, tzinfo=VIENNA)

    days = {"opens_at": at(1, 9), "deadline_at": at(21, 18), "seals_at": at(28, 18)}
    return Edition.objects.create(month=month, state=state, **days | fields)


def sealed(code="2018-03", by=None, **fields):
    """An edition of a month, sealed with what its readers read now."""
    by = by or factories.person(Role.SECRETARIAT)
    return seal_edition(edition=edition(code, **fields), by=by, despite="for a test")


def titles(row, audience, number=None):
    """What an edition holds for an audience: reference to title."""
    return {held.reference: held.payload["title"] for held in EditionReading(row, audience, number).entries()}
