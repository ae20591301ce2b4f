"""Sets of rows that the month asks for by name."""

from django.db import models

from registry.choices import EditionState

UNDER_WAY = (EditionState.OPEN, EditionState.IN_REVIEW)


class EditionQuerySet(models.QuerySet):
    """Editions by where they stand."""

    def current(self):
        """The edition that people work on, the oldest of those that are open or in review; or None."""
        return self.filter(state__in=UNDER_WAY).order_by("month").first()
