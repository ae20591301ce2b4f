"""What people show of themselves in the directory, who may ask for access, and factors that got lost."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from entities.history import audited

RESTORING_LASTS = timedelta(days=7)


class DirectoryEntry(models.Model):
    """What the directory of the network tells of a person. Unaudited, so that it can be erased."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="directory_entry")
    office = models.CharField(
        _("office"), max_length=150, blank=True, help_text=_("As in “Regional Office for Africa”. Always shown.")
    )
    function = models.CharField(
        _("function"), max_length=150, blank=True, help_text=_("As in “Programme officer”. Always shown.")
    )
    phone = models.CharField(_("telephone"), max_length=50, blank=True, help_text=_("With the country’s code."))
    shows_name = models.BooleanField(_("show my name"), default=False)
    shows_email = models.BooleanField(_("show my e-mail address"), default=False)
    shows_phone = models.BooleanField(_("show my telephone number"), default=False)

    def __str__(self):
        return f"{self.person_id}"


@audited()
class ApprovedDomain(models.Model):
    """An address domain of an entity: whoever has a mailbox there may ask its focal points for access."""

    entity = models.ForeignKey("entities.Entity", models.PROTECT, related_name="approved_domains")
    domain = models.CharField(
        _("address domain"),
        max_length=200,
        unique=True,
        validators=[
            RegexValidator(
                r"^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$", _("Write it as in who.int.")
            )
        ],
    )

    class Meta:
        verbose_name = _("approved address domain")
        verbose_name_plural = _("approved address domains")

    def __str__(self):
        return self.domain


@audited(exclude=["email", "name", "reason"])
class AccessRequest(models.Model):
    """Somebody at an approved domain asks for access; a focal point answers by inviting, or not."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    entity = models.ForeignKey("entities.Entity", models.PROTECT, related_name="access_requests")
    email = models.EmailField(_("e-mail"))
    name = models.CharField(_("name"), max_length=150)
    reason = models.CharField(_("why"), max_length=500, blank=True)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("request for access")
        verbose_name_plural = _("requests for access")
        constraints = [
            models.UniqueConstraint(
                fields=["entity", "email"], condition=Q(closed_at__isnull=True), name="access_asked_once"
            )
        ]

    def __str__(self):
        return f"{self.entity}: {self.asked_at:%Y-%m-%d}"


class LostFactorQuerySet(models.QuerySet):
    """Restorings by whether they wait for the second word."""

    def open(self):
        """Those that one person has asked for in the last days and nobody has settled."""
        return self.filter(done_at=None, asked_at__gt=timezone.now() - RESTORING_LASTS)


@audited()
class LostFactor(models.Model):
    """Somebody has lost the second factors; two people together let that person set up new ones."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="lost_factors")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)

    objects = LostFactorQuerySet.as_manager()

    class Meta:
        verbose_name = _("lost second factor")
        verbose_name_plural = _("lost second factors")
        constraints = [
            models.CheckConstraint(
                condition=Q(agreed_by__isnull=True) | ~Q(agreed_by=models.F("asked_by")), name="restoring_takes_two"
            ),
            models.CheckConstraint(
                condition=~Q(asked_by=models.F("person"))
                & (Q(agreed_by__isnull=True) | ~Q(agreed_by=models.F("person"))),
                name="restoring_is_done_by_others",
            ),
        ]

    def __str__(self):
        return f"{self.person_id}"
