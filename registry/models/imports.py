"""Workbooks that came in: the file, its sheets with what their columns were taken for, and its rows one by one."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from entities.choices import RecordKind
from entities.models import Record
from registry.choices import ImportState, RowOutcome
from ungass_portal.lib import clock


class Import(models.Model):
    """One file that somebody uploaded for an entity."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="imports", verbose_name=_("uploaded by")
    )
    entity = models.ForeignKey(
        "entities.Entity",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="imports",
        verbose_name=_("for"),
        help_text=_("Empty: the secretariat."),
    )
    language = models.CharField(_("language"), max_length=10, default="en", help_text=_("In which it is read."))
    name = models.CharField(_("file"), max_length=200)
    path = models.CharField(max_length=100, blank=True, help_text="within the store; empty once it is swept")
    size = models.PositiveIntegerField(_("size"))
    sha256 = models.CharField("SHA-256", max_length=64)
    state = models.CharField(_("state"), max_length=10, choices=ImportState, default=ImportState.READING)
    problem = models.TextField(_("why it could not be read"), blank=True)
    remarks = models.JSONField(_("remarks"), default=list, blank=True)
    made_at = models.DateTimeField(_("uploaded"), default=clock.now)

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("import")
        verbose_name_plural = _("imports")

    def __str__(self):
        return self.name


class ImportSheet(models.Model):
    """A sheet of the file: where its head is, and what each of its columns was taken for."""

    imported = models.ForeignKey(Import, models.CASCADE, related_name="sheets")
    place = models.PositiveSmallIntegerField()
    name = models.CharField(_("sheet"), max_length=100)
    listing = models.CharField(max_length=20, blank=True, help_text="matrix or calendar; empty: nothing of ours")
    head = models.PositiveIntegerField(_("row of the head"), default=0)
    titles = models.JSONField(default=list, help_text="the head's cells")
    mapping = models.JSONField(default=dict, help_text="column's name by place, as texts")
    doubts = models.JSONField(default=dict, help_text="proposals for columns that nobody has settled")
    order = models.JSONField(default=dict, help_text="day_first, certain and sentence, for dates in numbers")
    formulas = models.JSONField(default=list, help_text="cells whose formula has no value")
    own = models.BooleanField(default=False, help_text="made by the portal")

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["imported", "place"], name="import_sheet_once")]

    def __str__(self):
        return self.name


class ImportRow(models.Model):
    """A row of a sheet as it came, what became of it, and what is still to be said about it."""

    sheet = models.ForeignKey(ImportSheet, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(_("row"))
    cells = models.JSONField(default=list)
    mended = models.JSONField(default=dict, help_text="cells that somebody mended here, by the column's name")
    settled = models.JSONField(default=dict, help_text="what holds in a conflict, by the field's name")
    outcome = models.CharField(_("outcome"), max_length=10, choices=RowOutcome, default=RowOutcome.UNREAD)
    warned = models.BooleanField(_("with a warning"), default=False)
    title = models.CharField(_("title"), max_length=300, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=RecordKind, blank=True)
    record = models.ForeignKey(Record, models.PROTECT, null=True, blank=True, related_name="+")
    base = models.PositiveIntegerField(default=0, help_text="the revision that was given out")
    now = models.PositiveIntegerField(default=0, help_text="the revision on which the content below is built")
    content = models.JSONField(null=True, blank=True, help_text="what would be saved")
    mine = models.JSONField(null=True, blank=True, help_text="what the sheet says, before it is merged")
    changed = models.JSONField(default=list, help_text="names of the fields that would change")
    messages = models.JSONField(default=list)
    proposes = models.BooleanField(default=False, help_text="another entity's record: what changes is proposed")
    twin = models.CharField(max_length=12, blank=True, help_text="the record that it may be already")
    twin_row = models.PositiveIntegerField(null=True, blank=True, help_text="the row of this sheet that says the same")
    chosen = models.BooleanField(_("chosen"), default=True)
    made = models.PositiveIntegerField(default=0, help_text="the revision that applying it made")
    applied_at = models.DateTimeField(_("applied"), null=True, blank=True)
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)
    proposal = models.ForeignKey("entities.Proposal", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["sheet", "number"]
        constraints = [models.UniqueConstraint(fields=["sheet", "number"], name="import_row_once")]
        indexes = [models.Index(fields=["sheet", "outcome", "number"], name="import_rows_by_outcome")]

    def __str__(self):
        return f"{self.sheet_id} {self.number}"

    @property
    def place(self):
        """Where it stands: sheet and row."""
        return f"{self.sheet.name}!{self.number}"


class ColumnMemory(models.Model):
    """What an entity's column titles were taken for last time, as a person left it."""

    entity = models.ForeignKey("entities.Entity", models.CASCADE, related_name="+")
    listing = models.CharField(max_length=20)
    title = models.CharField(max_length=200, help_text="folded")
    column = models.CharField(max_length=40, blank=True, help_text="empty: not read")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entity", "listing", "title"], name="column_memory_once")]

    def __str__(self):
        return f"{self.title}: {self.column}"
