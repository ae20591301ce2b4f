"""Records, the revisions and versions of their wording, who takes part, and what is proposed."""

import secrets
import uuid

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from entities.choices import (
    REFERENCE_PREFIXES,
    Outcome,
    ParticipationRole,
    ParticipationState,
    ProposalState,
    RecordKind,
    RecordState,
)
from entities.history import append_only, audited, no_truncate
from ungass_portal.lib import clock

PERSON = settings.AUTH_USER_MODEL


def draw_reference(kind):
    """Draw a reference like ACT-482913; digits are random so that gaps tell nothing."""
    return f"{REFERENCE_PREFIXES[RecordKind(kind)]}-{secrets.randbelow(900_000) + 100_000}"


class RecordQuerySet(models.QuerySet):
    """Records by their place on the desk."""

    def of_entities(self, entities):
        """Records in which one of the entities takes part and has not declined."""
        taking_part = Participation.objects.filter(
            record=models.OuterRef("pk"), entity__in=entities, state__in=ParticipationState.active()
        )
        return self.filter(models.Exists(taking_part))

    def on_desk(self):
        """Records that somebody works on: neither discarded nor merged away."""
        return self.filter(discarded_at__isnull=True, merged_into__isnull=True)

    def locked(self):
        """The same rows locked in reference order, as every process locks them first."""
        return self.order_by("reference").select_for_update(of=("self",))


@audited()
class Record(models.Model):
    """What has a reference for ever: an activity, a mandate or an event; its wording stands in its working copy."""

    reference = models.CharField(_("reference"), max_length=12, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=RecordKind)
    state = models.CharField(_("state"), max_length=20, choices=RecordState, default=RecordState.DRAFT)
    revision = models.PositiveIntegerField(_("working revision"), default=0, help_text=_("Grows with every save."))
    own_only = models.BooleanField(
        _("kept to its own entities"),
        default=False,
        help_text=_("Even when cleared, nobody else reads or counts it."),
    )
    last_confirmed = models.DateField(_("last confirmed"), null=True, blank=True)
    draft_key = models.UUIDField(
        default=uuid.uuid4,
        unique=True,
        editable=False,
        help_text="made with the blank form: sending twice makes one",
    )
    created_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+", verbose_name=_("made by"))
    created_at = models.DateTimeField(_("made"), default=timezone.now)
    submitted_by = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    withdraw_reason = models.TextField(_("reason of withdrawal"), blank=True)
    discarded_at = models.DateTimeField(_("draft deleted"), null=True, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")

    objects = RecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("record")
        verbose_name_plural = _("records")
        constraints = [
            models.CheckConstraint(
                condition=Q(reference__regex=r"^(ACT|MAN|EVT)-[0-9]{6}$"),
                name="record_reference_form",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdraw_reason=""),
                name="record_withdrawal_has_reason",
            ),
            models.CheckConstraint(condition=~Q(merged_into=F("pk")), name="record_not_merged_into_itself"),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="keep_reference", fields=["reference", "kind", "created_by", "created_at"]),
            pgtrigger.Protect(name="keep_for_ever", operation=pgtrigger.Delete),
            no_truncate(),
        ]

    def __str__(self):
        return self.reference

    def get_absolute_url(self):
        """Address of the entry's page, the same for every audience."""
        return reverse(f"{self.kind}-detail", args=[self.reference])

    @property
    def working_copy(self):
        """The Activity or Event that holds the wording; one query unless selected along."""
        return getattr(self, "event" if self.kind == RecordKind.EVENT else "activity")


class Revision(models.Model):
    """The whole working copy at one save: base of three-way merges, and the desk's history."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField(_("number"))
    content = models.JSONField(_("content"), help_text=_("The working copy's fields, codes and wording."))
    saved_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+", verbose_name=_("saved by"))
    saved_at = models.DateTimeField(_("saved"), default=timezone.now)
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        ordering = ["record", "number"]
        constraints = [models.UniqueConstraint(fields=["record", "number"], name="revision_once")]
        triggers = append_only()

    def __str__(self):
        return f"{self.record} r{self.number}"


@audited()
class Version(models.Model):
    """The exact wording at a submission; only its outcome changes."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("number"))
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="+", help_text=_("The wording itself."))
    base = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The cleared version it changes."),
    )
    language = models.CharField(_("language"), max_length=5)
    submitted_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+", verbose_name=_("submitted by"))
    submitted_at = models.DateTimeField(_("submitted"), default=timezone.now)
    approved_by = models.ForeignKey(
        PERSON,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("approved by"),
    )
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome, default=Outcome.PENDING)
    decided_by = models.ForeignKey(
        PERSON,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    returned_fields = ArrayField(
        models.CharField(max_length=40),
        default=list,
        blank=True,
        verbose_name=_("fields to be mended"),
        help_text=_("Those of the wording that a return is about."),
    )

    class Meta:
        ordering = ["record", "number"]
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        constraints = [
            models.UniqueConstraint(fields=["record", "number"], name="version_once"),
            models.UniqueConstraint(
                fields=["record"], condition=Q(outcome=Outcome.PENDING), name="version_one_pending"
            ),
            models.UniqueConstraint(
                fields=["record"], condition=Q(outcome=Outcome.CLEARED), name="version_one_cleared"
            ),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.PENDING, decided_at__isnull=True)
                | (~Q(outcome=Outcome.PENDING) & Q(decided_at__isnull=False, decided_by__isnull=False)),
                name="version_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.RETURNED) | ~Q(reason=""),
                name="version_returned_with_reason",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="wording_stays",
                fields=[
                    "record",
                    "number",
                    "revision",
                    "base",
                    "language",
                    "submitted_by",
                    "submitted_at",
                ],
            ),
            pgtrigger.Protect(name="keep_for_ever", operation=pgtrigger.Delete),
            no_truncate(),
        ]

    def __str__(self):
        return f"{self.record} v{self.number}"

    @property
    def content(self):
        """The wording submitted; one query unless the revision is selected along."""
        return self.revision.content


@audited()
class Participation(models.Model):
    """An entity's part in a record; organisers of an event are leads, co-organisers co-leads."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="participations")
    entity = models.ForeignKey("entities.Entity", models.PROTECT, related_name="participations")
    role = models.CharField(_("role"), max_length=10, choices=ParticipationRole)
    office = models.CharField(_("office"), max_length=120, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=ParticipationState, default=ParticipationState.NAMED)

    leaving = models.BooleanField(
        _("taken off"), default=False, help_text=_("Taken off in the working copy; goes with the next cleared wording.")
    )
    evidence = models.TextField(
        _("evidence"), blank=True, help_text=_("Of the answer, where the secretariat gave it on behalf.")
    )
    attachment = models.ForeignKey(
        "entities.Evidence", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("attached")
    )

    class Meta:
        ordering = ["record", "pk"]
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        constraints = [models.UniqueConstraint(fields=["record", "entity"], name="participation_once")]

    def __str__(self):
        return f"{self.entity_id} {self.role}"


@audited()
class ProgressLine(models.Model):
    """A dated line of progress; added, never changed, and shown with the next cleared wording."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="progress")
    on = models.DateField(_("date"), default=clock.today)
    text = models.TextField(_("progress"), max_length=2000)
    added_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["on", "pk"]
        triggers = append_only()

    def __str__(self):
        return f"{self.on}: {self.text[:60]}"


@audited()
class Proposal(models.Model):
    """A change offered to the lead by a partner, the secretariat or a sheet, settled field by field."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="proposals")
    base_revision = models.PositiveIntegerField(help_text=_("Working revision that the proposer saw."))
    changes = models.JSONField(_("changes"), help_text=_("New value by field."))
    decisions = models.JSONField(
        _("decisions"), default=dict, blank=True, help_text=_("“accepted” or “declined” by field.")
    )
    reason = models.TextField(_("why"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=ProposalState, default=ProposalState.OPEN)
    proposed_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    entity = models.ForeignKey(
        "entities.Entity",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Empty: the secretariat."),
    )
    proposed_at = models.DateTimeField(default=timezone.now)
    settled_by = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(_("answer"), blank=True)

    class Meta:
        ordering = ["proposed_at"]
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")

    def __str__(self):
        return f"{self.record}: {', '.join(self.changes)}"


class FormDraft(models.Model):
    """What a person is typing, saved by itself; unaudited and deleted on save."""

    person = models.ForeignKey(PERSON, models.CASCADE, related_name="form_drafts")
    record = models.ForeignKey(Record, models.CASCADE, null=True, blank=True, related_name="form_drafts")
    kind = models.CharField(max_length=10, choices=RecordKind)
    draft_key = models.UUIDField(default=uuid.uuid4, help_text="the blank form's key; becomes the record's")
    base_revision = models.PositiveIntegerField(default=0)
    data = models.JSONField(default=dict, help_text="form fields as typed: name to list of values")
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "record"],
                condition=Q(record__isnull=False),
                name="form_draft_per_record",
            ),
            models.UniqueConstraint(fields=["person", "draft_key"], name="form_draft_per_key"),
        ]

    def __str__(self):
        return f"{self.person_id} {self.record_id or self.draft_key}"
