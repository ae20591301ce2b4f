"""The month: editions of the matrix and the calendar, what they hold for ever, and who signed them off."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import formats, timezone
from django.utils.translation import gettext as _text
from django.utils.translation import gettext_lazy as _

from entities.choices import UN_LANGUAGES, RemovalBasis
from entities.history import append_only, audited, no_truncate
from entities.models import Audience, Entity, Record
from entities.models.dictionary import bumps_dictionary
from registry.choices import DocumentFormat, EditionState, SignOffWord
from registry.querysets import EditionQuerySet

PERSON = settings.AUTH_USER_MODEL
# From its opening hangs what reads as carried over: days of a sealed month are as little changed as its entries.
SEALED_STAYS = pgtrigger.Trigger(
    name="sealed_stays",
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    condition=pgtrigger.Q(old__state=EditionState.SEALED),
    func="RAISE EXCEPTION 'the edition of % is sealed', OLD.month;",
)


@audited()
class EditionRule(models.Model):
    """One row: on which days of a month, in Vienna time, editions open, fall due and are sealed.

    A day beyond the end of a month means its last day.
    """

    opening_day = models.PositiveSmallIntegerField(_("opens on day"), default=1)
    opening_time = models.TimeField(_("opens at"), default="09:00")
    deadline_day = models.PositiveSmallIntegerField(_("deadline on day"), default=21)
    deadline_time = models.TimeField(_("deadline at"), default="18:00")
    sealing_day = models.PositiveSmallIntegerField(_("sealed on day"), default=31)
    sealing_time = models.TimeField(_("sealed at"), default="18:00")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="edition_rule_is_one"),
            models.CheckConstraint(
                condition=Q(opening_day__gte=1, sealing_day__lte=31)
                & Q(opening_day__lt=F("deadline_day"))
                & Q(deadline_day__lte=F("sealing_day")),
                name="edition_rule_days_in_order",
            ),
        ]

    def __str__(self):
        return f"{self.opening_day}–{self.deadline_day}–{self.sealing_day}"


@audited()
class Edition(models.Model):
    """The matrix and the calendar of one month; its key is the first day of the month."""

    month = models.DateField(_("month"), primary_key=True)
    state = models.CharField(_("state"), max_length=10, choices=EditionState, default=EditionState.PLANNED)
    opens_at = models.DateTimeField(_("opens"))
    deadline_at = models.DateTimeField(_("deadline"))
    seals_at = models.DateTimeField(_("is sealed"))
    moved_by_hand = models.BooleanField(
        _("moved by hand"), default=False, help_text=_("Its days no longer follow the rule.")
    )
    sealed_at = models.DateTimeField(_("sealed"), null=True, blank=True)
    sealed_by = models.ForeignKey(
        PERSON, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("sealed by")
    )
    despite = models.TextField(
        _("sealed despite"), blank=True, help_text=_("Why it was sealed although something was missing.")
    )

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["month"]
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        triggers = [bumps_dictionary(), SEALED_STAYS, no_truncate()]
        constraints = [
            models.CheckConstraint(condition=Q(month__day=1), name="edition_month_is_a_first"),
            models.CheckConstraint(
                condition=Q(opens_at__lt=F("deadline_at")) & Q(deadline_at__lte=F("seals_at")),
                name="edition_days_in_order",
            ),
            models.CheckConstraint(
                condition=Q(state=EditionState.SEALED, sealed_at__isnull=False)
                | (~Q(state=EditionState.SEALED) & Q(sealed_at__isnull=True)),
                name="edition_sealed_at_a_moment",
            ),
        ]

    def __str__(self):
        return self.code

    @property
    def code(self):
        """As addresses name it: 2018-03."""
        return f"{self.month:%Y-%m}"

    @property
    def name(self):
        """As people call it: March 2018."""
        return formats.date_format(self.month, "YEAR_MONTH_FORMAT")


@audited()
class SignOff(models.Model):
    """An entity's word for the month; only ever added to, the newest counts."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="sign_offs")
    entity = models.ForeignKey(Entity, models.PROTECT, related_name="sign_offs")
    word = models.CharField(_("word"), max_length=10, choices=SignOffWord)
    remark = models.TextField(_("remark"), blank=True, max_length=2000)
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    late = models.BooleanField(_("late"), default=False, help_text=_("After the deadline."))
    on_behalf = models.BooleanField(_("on behalf"), default=False)
    evidence = models.TextField(_("evidence"), blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("sign-off")
        verbose_name_plural = _("sign-offs")
        constraints = [
            models.CheckConstraint(condition=Q(on_behalf=False) | ~Q(evidence=""), name="sign_off_on_behalf_evidence")
        ]
        indexes = [models.Index(fields=["edition", "entity"], name="sign_off_of_edition")]
        triggers = append_only()

    def __str__(self):
        return f"{self.edition_id:%Y-%m} {self.entity_id} {self.word}"


class LabelSet(models.Model):
    """All names by code and language as they read when an edition was sealed; stored once per wording."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    labels = models.JSONField(help_text="language -> code list -> labels in display order: see registry/label_sets.py")

    class Meta:
        triggers = append_only()

    def __str__(self):
        return self.sha256


class EditionRevision(models.Model):
    """What one audience has as the edition of a month: number 0 is the sealing, each later one a correction.

    Numbered by audience, so that no audience learns of corrections that do not concern it.
    """

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="revisions")
    audience = models.ForeignKey(Audience, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(_("revision"))
    reason = models.TextField(_("reason"), blank=True)
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    made_by = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    closes_earlier = models.BooleanField(
        default=False, help_text="something was withdrawn: to this audience the earlier revisions answer 410"
    )
    sha256 = models.CharField(
        _("SHA-256"), max_length=64, help_text="of the canonical content: see registry/sealing.py"
    )
    counts = models.JSONField(_("counts"), help_text="kind of record -> how many")
    labels = models.ForeignKey(LabelSet, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["edition", "audience", "number"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "audience", "number"], name="edition_revision_once"),
            models.CheckConstraint(condition=Q(number=0) | ~Q(reason=""), name="edition_revision_has_reason"),
        ]
        triggers = append_only()

    def __str__(self):
        return f"{self.edition_id:%Y-%m} {self.audience_id} rev-{self.number}"

    @property
    def reason_in_words(self):
        """The reason; what the portal itself gave as one is translated."""
        return _text(self.reason) if self.reason else ""


# The one way past "append-only": what stands in the ledger of removed contents may lose its payload, and nothing else.
BLANKED_ONCE = """
    IF TG_OP = 'UPDATE' AND NEW.sha256 = OLD.sha256 AND NEW.payload IS NULL
        AND EXISTS (SELECT FROM registry_removedcontent removed WHERE removed.content_id = OLD.sha256)
    THEN RETURN NEW; END IF;
"""


class EditionContent(models.Model):
    """A finished payload as some edition holds it; stored once however many months and audiences hold it.

    No payload: it was removed for safety or by law, and a `RemovedContent` says why.
    """

    sha256 = models.CharField(max_length=64, primary_key=True, help_text="payload_sha256 of the entry")
    payload = models.JSONField(null=True)

    class Meta:
        triggers = append_only(unless=BLANKED_ONCE)

    def __str__(self):
        return self.sha256


class EditionEntry(models.Model):
    """What one audience reads of one record in the editions from a month on, until an `EditionEntryEnd` ends it."""

    audience = models.ForeignKey(Audience, models.PROTECT, related_name="+", db_index=False)
    # No constraint in the database on records and contents: checking it would lock each record while the
    # clocks are held, against the order of locks, and neither is ever deleted.
    record = models.ForeignKey(Record, models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    reference = models.CharField(max_length=12)
    kind = models.CharField(max_length=10)
    content = models.ForeignKey(EditionContent, models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    shows_confirmed = models.BooleanField(
        default=False, help_text="the audience's format lists the day on which it was last confirmed"
    )
    from_edition = models.ForeignKey(Edition, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["audience", "reference", "from_edition"], name="edition_entry_once")
        ]
        triggers = append_only()

    def __str__(self):
        return f"{self.reference} {self.audience_id} from {self.from_edition_id:%Y-%m}"


class EditionEntryEnd(models.Model):
    """The first edition that no longer holds an entry in that form."""

    entry = models.OneToOneField(EditionEntry, models.PROTECT, primary_key=True, related_name="end")
    at_edition = models.ForeignKey(Edition, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        triggers = append_only()

    def __str__(self):
        return f"{self.entry_id} ends {self.at_edition_id:%Y-%m}"


class EditionCorrection(models.Model):
    """One record as a revision has it instead of what was sealed; no content means that it is gone from there."""

    revision = models.ForeignKey(EditionRevision, models.PROTECT, related_name="corrections")
    record = models.ForeignKey(Record, models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    reference = models.CharField(max_length=12)
    kind = models.CharField(max_length=10)
    content = models.ForeignKey(
        EditionContent, models.PROTECT, null=True, related_name="+", db_index=False, db_constraint=False
    )
    shows_confirmed = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["revision", "reference"], name="edition_correction_once")]
        triggers = append_only()

    def __str__(self):
        return f"{self.revision_id} {self.reference}"


class EditionLink(models.Model):
    """To which records another one leads from a revision on, as its audience read when that was made.

    What a sealing says holds in later months too, until one says something else; a correction's word in its month.
    """

    revision = models.ForeignKey(EditionRevision, models.PROTECT, related_name="links")
    reference = models.CharField(max_length=12)
    field = models.CharField(max_length=40)
    targets = ArrayField(models.CharField(max_length=12), help_text="references; empty where there are none any more")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["revision", "reference", "field"], name="edition_link_once")]
        indexes = [models.Index(fields=["reference"], name="edition_link_reference")]
        triggers = append_only()

    def __str__(self):
        return f"{self.reference} {self.field} {' '.join(self.targets)}"


class EditionConfirmation(models.Model):
    """The records that had last been confirmed on a day when an edition was sealed.

    One row a day, because a month of "still true" would else repeat every row of the edition.
    """

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="confirmations")
    day = models.DateField(null=True, help_text="empty: never confirmed")
    references = ArrayField(models.CharField(max_length=12), help_text="in order")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "day"], nulls_distinct=False, name="edition_confirmation_once")
        ]
        triggers = append_only()

    def __str__(self):
        return f"{self.edition_id:%Y-%m} {self.day}"


class EditionDocument(models.Model):
    """A file of a revision as it was made; the stored file is the authority."""

    revision = models.ForeignKey(EditionRevision, models.PROTECT, related_name="documents")
    format = models.CharField(_("format"), max_length=20, choices=DocumentFormat)
    language = models.CharField(_("language"), max_length=5, default="en")
    volume = models.PositiveSmallIntegerField(_("volume"), default=0, help_text="0: the document is not divided")
    volumes = models.PositiveSmallIntegerField(default=0, help_text="how many there are of it")
    chapter = models.PositiveSmallIntegerField(null=True, help_text="of a volume of the matrix; 0: of no chapter")
    name = models.CharField(_("file name"), max_length=200)
    path = models.CharField(max_length=300, help_text="within the store of documents")
    size = models.PositiveBigIntegerField(_("size"), help_text="bytes")
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    software = models.CharField(max_length=40, help_text="version of the portal that made it")

    class Meta:
        ordering = ["revision", "format", "language", "volume"]
        constraints = [
            models.UniqueConstraint(fields=["revision", "format", "language", "volume"], name="edition_document_once")
        ]
        triggers = append_only()

    def __str__(self):
        return self.name

    @property
    def language_name(self):
        """Its language, in that language."""
        return dict(UN_LANGUAGES)[self.language]

    @property
    def in_words(self):
        """The format; of a volume its number and what it holds: 3. Chapter 2."""
        if not self.volume:
            return self.get_format_display()
        if self.chapter is None:
            return f"{self.volume}. {_('Calendar')}"
        held = _("Chapter %(number)d") % {"number": self.chapter} if self.chapter else _("No chapter")
        return f"{self.volume}. {held}"


class RemovedContent(models.Model):
    """What stands in a removed payload's place: since when, on what basis and why."""

    content = models.OneToOneField(EditionContent, models.PROTECT, primary_key=True, related_name="removed")
    basis = models.CharField(max_length=10, choices=RemovalBasis)
    reason = models.TextField()
    at = models.DateTimeField()

    class Meta:
        triggers = append_only()

    def __str__(self):
        return self.content_id


class PurgedRevision(models.Model):
    """A revision whose documents told of something that was removed: they are not served, and never made again."""

    revision = models.OneToOneField(EditionRevision, models.PROTECT, primary_key=True, related_name="purge")
    at = models.DateTimeField()

    class Meta:
        triggers = append_only()

    def __str__(self):
        return f"{self.revision_id}"
