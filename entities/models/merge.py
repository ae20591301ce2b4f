"""Merges of two records into one: proposed, accepted by the entities that lead them, carried out, undone on request."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from entities.choices import MergeState
from entities.history import append_only, audited
from entities.models.gate import Audience
from entities.models.record import Record, Version

PERSON = settings.AUTH_USER_MODEL


@audited()
class Merge(models.Model):
    """A proposal that one record goes into another; nothing happens before all leads of both have accepted."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False, help_text="names it in addresses")
    survivor = models.ForeignKey(Record, models.PROTECT, related_name="merges")
    absorbed = models.ForeignKey(Record, models.PROTECT, related_name="merges_away")
    reason = models.TextField(_("why"))
    state = models.CharField(_("state"), max_length=10, choices=MergeState, default=MergeState.OPEN)
    proposed_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True, blank=True)
    version = models.ForeignKey(
        Version,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The survivor's wording that it made."),
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        constraints = [
            models.CheckConstraint(condition=~Q(survivor=F("absorbed")), name="merge_of_two_records"),
            models.CheckConstraint(condition=~Q(reason=""), name="merge_has_reason"),
            models.UniqueConstraint(
                fields=["absorbed"], condition=Q(state__in=[MergeState.OPEN, MergeState.DONE]), name="merge_once"
            ),
        ]

    def __str__(self):
        return f"{self.absorbed} → {self.survivor}"


@audited()
class MergeWord(models.Model):
    """What a leading entity says of a proposed merge."""

    merge = models.ForeignKey(Merge, models.PROTECT, related_name="words")
    entity = models.ForeignKey("entities.Entity", models.PROTECT, related_name="+")
    accepted = models.BooleanField(_("accepted"))
    reason = models.TextField(_("why"), blank=True)
    evidence = models.TextField(_("evidence"), blank=True, help_text=_("Where the secretariat answered on behalf."))
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["merge", "entity"], name="merge_word_once")]
        triggers = append_only()

    def __str__(self):
        return f"{self.merge_id} {self.entity_id} {self.accepted}"


class MergedAddress(models.Model):
    """Where an audience that had read a record finds what it went into; other audiences learn nothing."""

    audience = models.ForeignKey(Audience, models.PROTECT, related_name="+")
    reference = models.CharField(max_length=12)
    into = models.CharField(max_length=12)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["audience", "reference"], name="merged_address_once")]

    def __str__(self):
        return f"{self.audience_id} {self.reference} → {self.into}"
