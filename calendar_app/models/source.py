"""Calendars that others publish, and which of their events became records."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from entities.choices import UN_LANGUAGES
from entities.history import audited
from entities.models import Entity, Record


@audited(
    model_name="CalendarSourceEvent",
    fields=["name", "address", "organiser", "event_kind", "language", "time_zone", "keeper", "active"],
)
class CalendarSource(models.Model):
    """A calendar from which the secretariat takes events: at a public address, or given as files."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False, help_text="names it in addresses")
    name = models.CharField(_("name"), max_length=120, help_text=_("Whose calendar it is: “Meetings of INCB”."))
    address = models.URLField(
        _("address"),
        max_length=500,
        blank=True,
        help_text=_("Where the calendar is published, https:// or webcal://. Empty: you give its files yourself."),
    )
    organiser = models.ForeignKey(
        Entity,
        models.PROTECT,
        related_name="+",
        verbose_name=_("organised by"),
        help_text=_("The body that holds these events. If it has a focal point, that one approves them first."),
    )
    event_kind = models.CharField(_("kind of event"), max_length=100, blank=True)
    language = models.CharField(_("language"), max_length=5, choices=UN_LANGUAGES, default="en")
    time_zone = models.CharField(
        _("time zone"),
        max_length=60,
        blank=True,
        help_text=_("Of times for which the calendar names none, like Europe/Vienna."),
    )
    keeper = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("kept by"),
        help_text=_("In whose name events are handed in: who saved it last."),
    )
    active = models.BooleanField(
        _("follow it"), default=True, help_text=_("Fetch it every six hours, and take over what is new or changed.")
    )
    given = models.BinaryField(null=True, editable=False, help_text="a file that waits to be taken over")
    etag = models.CharField(max_length=200, blank=True)
    modified = models.CharField(max_length=60, blank=True, help_text="Last-Modified, as the server wrote it")
    checked_at = models.DateTimeField(_("looked at"), null=True, blank=True)
    taken_at = models.DateTimeField(_("last taken over"), null=True, blank=True)
    trouble = models.TextField(_("trouble"), blank=True, help_text="why the last look brought nothing, in words")
    report = models.JSONField(default=dict, help_text="what the last taking over did: counts, and faults in words")

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("calendar of others")
        verbose_name_plural = _("calendars of others")
        constraints = [
            models.UniqueConstraint("address", condition=~models.Q(address=""), name="calendar_source_address_once")
        ]

    def __str__(self):
        return self.name


class ImportedEvent(models.Model):
    """An event of such a calendar, known again by its UID, and the record that it became."""

    source = models.ForeignKey(CalendarSource, models.CASCADE, related_name="events")
    uid = models.CharField(max_length=300)
    record = models.OneToOneField(Record, models.PROTECT, related_name="imported_event")
    sequence = models.PositiveBigIntegerField(default=0)
    content = models.JSONField(help_text="what the calendar told last: only what changes against it is taken over")
    gone = models.BooleanField(_("no longer there"), default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["source", "uid"], name="imported_event_once")]

    def __str__(self):
        return self.uid
