"""Removals: the one act after which a wording that was sealed is gone for everybody who reads."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from entities.choices import RemovalBasis
from entities.history import append_only
from entities.models.record import Record


class Removal(models.Model):
    """A record that the secretariat removed for safety or by law; a ledger, never edited."""

    record = models.OneToOneField(Record, models.PROTECT, related_name="removal")
    basis = models.CharField(_("basis"), max_length=10, choices=RemovalBasis)
    reason = models.TextField(
        _("reason"), max_length=2000, help_text=_("The network reads it in place of the wording.")
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("removal")
        verbose_name_plural = _("removals")
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="removal_has_reason")]
        triggers = append_only()

    def __str__(self):
        return f"{self.record_id} {self.basis}"
