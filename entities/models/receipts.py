"""What partner organisations say they have erased."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from entities.history import append_only, audited
from entities.models.gate import Change
from entities.models.partners import ApiToken, PartnerOrganisation


@audited()
class Receipt(models.Model):
    """A partner organisation's word that it has erased every copy of a withdrawn record."""

    organisation = models.ForeignKey(PartnerOrganisation, models.PROTECT, related_name="receipts")
    change = models.ForeignKey(Change, models.PROTECT, related_name="receipts", help_text=_("The withdrawal."))
    token = models.ForeignKey(ApiToken, models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("receipt")
        verbose_name_plural = _("receipts")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "change"], name="receipt_once"),
            models.CheckConstraint(condition=Q(token__isnull=False) | Q(by__isnull=False), name="receipt_by_somebody"),
        ]
        triggers = append_only()

    def __str__(self):
        return f"{self.organisation_id} {self.change_id}"
