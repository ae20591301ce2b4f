"""What an audience reads of an activity or a mandate."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from entities.models import Entry
from entities.models.entry import audience_indexes


class MatrixEntry(Entry):
    """An activity or mandate as one audience reads it in the matrix."""

    level = models.CharField(_("level"), max_length=12, blank=True)
    scope = models.CharField(_("scope"), max_length=10, blank=True)
    programme = models.CharField(_("programme"), max_length=100, blank=True)

    class Meta(Entry.Meta):
        verbose_name = _("matrix entry")
        verbose_name_plural = _("matrix entries")
        indexes = audience_indexes(
            "matrix",
            arrays=(
                "participants",
                "chapters",
                "subheadings",
                "recommendations",
                "terms",
                "countries",
                "regions",
            ),
            orders=(
                ("sort_title",),
                ("lead",),
                ("chapter", "subheading"),
                ("place",),
                ("sort_date",),
                ("updated_at",),
                ("status",),
            ),
        )

    @classmethod
    def columns_from(cls, payload):
        """Add the columns that only activities have."""
        return super().columns_from(payload) | {
            "level": payload.get("level", ""),
            "scope": payload.get("scope", ""),
            "programme": payload.get("programme", ""),
        }
