"""Secret feeds of the calendar, and what may go into them."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from entities.history import audited
from entities.models import Audience, Entity


class Feed(models.Model):
    """An address under which a calendar program reads for a person. Only the hash of its secret is kept."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="feeds")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False, help_text="names it on the person's page")
    name = models.CharField(_("name"), max_length=80, help_text=_("So that you know it again: “My phone”."))
    secret_sha256 = models.CharField(max_length=64, unique=True)
    query = models.TextField(_("what it holds"), blank=True, help_text="filters of the calendar, as in its address")
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    read_at = models.DateTimeField(_("last read"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    class Meta:
        ordering = ["made_at"]
        verbose_name = _("calendar feed")
        verbose_name_plural = _("calendar feeds")

    def __str__(self):
        return self.name


@audited()
class EntityDetail(models.Model):
    """An entity's word that secret feeds may hold more of its events than title, dates, city and address."""

    entity = models.OneToOneField(Entity, models.PROTECT, primary_key=True, related_name="+")
    allowed = models.BooleanField(default=False)

    def __str__(self):
        return f"{self.entity_id} {self.allowed}"


@audited()
class FeedSwitch(models.Model):
    """Whether secret feeds answer readers of an audience; without a row they do."""

    audience = models.OneToOneField(Audience, models.PROTECT, primary_key=True, related_name="+")
    off = models.BooleanField(default=False)
    reason = models.TextField(_("why"), blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(off=False) | ~Q(reason=""), name="feeds_off_with_reason")]

    def __str__(self):
        return f"{self.audience_id} {self.off}"
