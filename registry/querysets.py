"""Sets of rows that the month asks for by name."""

from django.db import models

from registry.choices import EditionState

UNDER_WAY = (EditionState.OPEN, EditionState.IN_REVIEW)


class EditionQuerySet(models.QuerySet):
    """Editions by where they stand."""

    def under_way(self):
        """The editions that people work on, open or in review, oldest first."""
        return self.filter(state__in=UNDER_WAY).order_by("month")

    def current(self):
        """The oldest of the editions that people work on; or None."""
        return self.under_way().first()
