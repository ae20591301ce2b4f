"""That the portal was restored from a backup, and who opened it to readers again."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from entities.history import audited


@audited()
class Restoration(models.Model):
    """A restore: until it is opened, the portal is closed to everybody but the secretariat.

    Its moments are the machine's: what was lost is lost by the real clock.
    """

    backup_at = models.DateTimeField(_("moment of the backup"))
    restored_at = models.DateTimeField(_("restored"), default=timezone.now)
    opened_at = models.DateTimeField(_("opened"), null=True, blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("opened by")
    )
    reason = models.TextField(_("how the withdrawals since the backup were seen to"), blank=True)

    class Meta:
        verbose_name = _("restore")
        verbose_name_plural = _("restores")
        constraints = [
            models.CheckConstraint(
                condition=Q(opened_at__isnull=True, opened_by__isnull=True)
                | (Q(opened_at__isnull=False, opened_by__isnull=False) & ~Q(reason="")),
                name="restoration_opened_by_somebody_with_reason",
            ),
            models.UniqueConstraint(
                fields=["opened_at"],
                condition=Q(opened_at__isnull=True),
                nulls_distinct=False,
                name="restoration_one_open_question",
            ),
        ]

    def __str__(self):
        return f"{self.backup_at:%Y-%m-%d %H:%M}"
