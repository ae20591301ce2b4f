"""Audiences, the ledger of agreements and the change cursor."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from entities.choices import AgreementScope, ChangeKind, Decision, Role
from entities.history import append_only, audited
from entities.models.record import Record, Version

PERSON = settings.AUTH_USER_MODEL


class Audience(models.Model):
    """Who reads: network, partners, public; a higher order reads less."""

    slug = models.SlugField(primary_key=True)
    order = models.PositiveSmallIntegerField(unique=True)

    class Meta:
        ordering = ["order"]

    def __str__(self):
        return self.slug


class AudienceClock(models.Model):
    """The change position of one audience; locked last by every process and kept to commit."""

    audience = models.OneToOneField(Audience, models.PROTECT, primary_key=True, related_name="clock")
    position = models.BigIntegerField(default=0)

    def __str__(self):
        return f"{self.audience_id} {self.position}"


@audited()
class Agreement(models.Model):
    """A decider's word that a version may go to an audience; the ledger is only ever added to."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="agreements")
    version = models.ForeignKey(Version, models.PROTECT, related_name="agreements")
    entity = models.ForeignKey("entities.Entity", models.PROTECT, related_name="agreements")
    audience = models.ForeignKey(Audience, models.PROTECT, related_name="+")
    format_number = models.PositiveSmallIntegerField(_("format number"))
    payload_sha256 = models.CharField(_("SHA-256 of what was agreed"), max_length=64)
    decision = models.CharField(_("decision"), max_length=10, choices=Decision)
    scope = models.CharField(_("reaches"), max_length=10, choices=AgreementScope, default=AgreementScope.WORDING)
    standing = models.BooleanField(
        _("by an earlier word"),
        default=False,
        help_text=_("Made by the portal from “this record from now on”."),
    )
    until = models.DateField(_("until"), null=True, blank=True, help_text=_("Last day on which it may be read."))
    reason = models.TextField(_("why"), blank=True)
    decided_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    role = models.CharField(_("in the role of"), max_length=20, choices=Role)
    on_behalf = models.BooleanField(_("on behalf"), default=False)
    evidence = models.TextField(_("evidence"), blank=True, help_text=_("Letter or published document."))
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        constraints = [
            models.CheckConstraint(
                condition=Q(on_behalf=False) | ~Q(evidence=""),
                name="agreement_on_behalf_has_evidence",
            ),
        ]
        indexes = [models.Index(fields=["record", "audience"], name="agreement_record_audience")]
        triggers = append_only()

    def __str__(self):
        return f"{self.record_id} {self.entity_id} {self.decision} {self.audience_id}"


class Change(models.Model):
    """One step of an audience's cursor: an entry created, changed or withdrawn, in commit order."""

    audience = models.ForeignKey(Audience, models.PROTECT, related_name="+")
    position = models.BigIntegerField()
    reference = models.CharField(max_length=12)
    kind = models.CharField(max_length=10, choices=ChangeKind)
    at = models.DateTimeField()
    erase_by = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["audience", "position"]
        constraints = [
            models.UniqueConstraint(fields=["audience", "position"], name="change_position_once"),
            models.CheckConstraint(
                condition=Q(kind=ChangeKind.WITHDRAWN, erase_by__isnull=False)
                | (~Q(kind=ChangeKind.WITHDRAWN) & Q(erase_by__isnull=True)),
                name="change_withdrawn_says_erase_by",
            ),
        ]
        indexes = [models.Index(fields=["audience", "reference"], name="change_by_reference")]
        triggers = append_only()

    def __str__(self):
        return f"{self.audience_id} {self.position} {self.kind} {self.reference}"
