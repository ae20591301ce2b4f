"""Audiences, the ledger of agreements and the change cursor."""

import uuid
from datetime import timedelta

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from entities.choices import AgreementScope, ChangeKind, Decision, PolicyWord, RecordKind, Role
from entities.history import append_only, audited, no_truncate
from entities.models.record import Record, Version
from ungass_portal.lib import clock

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


class SharingPolicyQuerySet(models.QuerySet):
    """Policies by validity."""

    def current(self, on=None):
        """Those that hold on a day (today)."""
        on = on or clock.today()
        return self.filter(starts__lte=on).filter(Q(ends__isnull=True) | Q(ends__gte=on))


@audited()
class SharingPolicy(models.Model):
    """What an entity says beforehand about records of a kind, chapter or level; it makes agreements by itself."""

    entity = models.ForeignKey("entities.Entity", models.PROTECT, related_name="sharing_policies")
    audience = models.ForeignKey(Audience, models.PROTECT, related_name="+", verbose_name=_("audience"))
    kind = models.CharField(
        _("kind of record"), max_length=10, choices=RecordKind, blank=True, help_text=_("Empty: every kind.")
    )
    chapter = models.PositiveSmallIntegerField(
        _("chapter"), null=True, blank=True, help_text=_("The main chapter of a record. Empty: any, or none.")
    )
    level = models.CharField(_("level"), max_length=20, blank=True, help_text=_("Empty: any."))
    word = models.CharField(_("our word"), max_length=10, choices=PolicyWord)
    starts = models.DateField(_("from"), default=clock.today)
    ends = models.DateField(_("to"), null=True, blank=True, help_text=_("Last day; empty while it holds."))
    reason = models.TextField(_("why"), blank=True)
    made_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    said_at = models.DateTimeField(null=True, blank=True, help_text="when it had spoken about all records there were")

    objects = SharingPolicyQuerySet.as_manager()

    class Meta:
        ordering = ["-starts", "-pk"]
        verbose_name = _("sharing policy")
        verbose_name_plural = _("sharing policies")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=models.F("starts") - timedelta(days=1)),
                name="policy_ends_after_start",
            )
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="only_its_end_changes",
                fields=["entity", "audience", "kind", "chapter", "level", "word", "starts", "made_by", "made_at"],
            ),
            pgtrigger.Protect(name="keep_for_ever", operation=pgtrigger.Delete),
            no_truncate(),
        ]

    def __str__(self):
        return f"{self.entity_id} {self.audience_id}: {self.word}"

    @property
    def narrowness(self):
        """How many conditions it makes: the policy that makes most of them wins."""
        return bool(self.kind) + (self.chapter is not None) + bool(self.level)

    def fits(self, kind, content):
        """Does it speak about a record of this kind with this wording?"""
        return (
            self.kind in ("", kind)
            and self.chapter in (None, content["chapter"])
            and self.level in ("", content.get("level"))
        )


class Evidence(models.Model):
    """A letter or document that shows an entity's word, as it was attached. Its hash stands on the ledger."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False, help_text="its name in addresses")
    name = models.CharField(_("file name"), max_length=150)
    content_type = models.CharField(max_length=100)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    size = models.PositiveIntegerField(_("size"))
    # In the database: never below a web root, in every backup, and there as soon as the ledger names it.
    content = models.BinaryField()
    added_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        triggers = append_only()

    def __str__(self):
        return self.name


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
        help_text=_("Made by the portal from “this record from now on”, or from a policy."),
    )
    policy = models.ForeignKey(
        SharingPolicy, models.PROTECT, null=True, blank=True, related_name="agreements", verbose_name=_("by the policy")
    )
    until = models.DateField(_("until"), null=True, blank=True, help_text=_("Last day on which it may be read."))
    reason = models.TextField(_("why"), blank=True)
    decided_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    role = models.CharField(_("in the role of"), max_length=20, choices=Role)
    on_behalf = models.BooleanField(_("on behalf"), default=False)
    evidence = models.TextField(_("evidence"), blank=True, help_text=_("Letter or published document."))
    attachment = models.ForeignKey(
        Evidence, models.PROTECT, null=True, blank=True, related_name="agreements", verbose_name=_("attached")
    )
    attachment_sha256 = models.CharField(_("SHA-256 of what is attached"), max_length=64, blank=True)
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
            models.CheckConstraint(
                condition=Q(policy__isnull=True) | Q(standing=True), name="agreement_by_policy_is_standing"
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
