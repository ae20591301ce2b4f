"""Where partner organisations want to be told of changes, and every message to them."""

import base64
import hashlib
import hmac
import uuid
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from entities.choices import DeliveryState
from entities.history import audited
from entities.models.partners import PartnerOrganisation


@audited(exclude=["key", "position"])
class WebhookEndpoint(models.Model):
    """An address of a partner organisation that is told of each change of the partners' audience."""

    organisation = models.ForeignKey(PartnerOrganisation, models.PROTECT, related_name="webhooks")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False, help_text="its name in addresses")
    url = models.URLField(_("address"), max_length=500, help_text=_("Reached by https from the public internet."))
    secret_number = models.PositiveIntegerField(default=1, help_text="raised when the secret is drawn anew")
    earlier_secret_until = models.DateTimeField(null=True, blank=True)
    position = models.BigIntegerField(default=0, help_text="the last change for which a message was made")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    disabled_at = models.DateTimeField(_("stopped"), null=True, blank=True)
    disabled_because = models.TextField(_("why it was stopped"), blank=True)

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "url"], name="webhook_once"),
            models.CheckConstraint(
                condition=Q(disabled_at__isnull=True) | ~Q(disabled_because=""), name="webhook_stopped_with_reason"
            ),
        ]

    def __str__(self):
        return str(self.key)

    @property
    def host(self):
        """The host that is called; the rest of the address may hold secrets of the organisation."""
        return urlsplit(self.url).hostname

    def secret(self, number=None):
        """The secret that signs its messages: derived from the portal's key, so no table holds it."""
        text = f"webhook {self.key} {number or self.secret_number}"
        drawn = hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).digest()
        return "whsec_" + base64.b64encode(drawn).decode()

    def secrets_now(self):
        """The newest secret, and the one before while both are good."""
        overlap = self.earlier_secret_until is not None and self.earlier_secret_until > timezone.now()
        return [self.secret(), *([self.secret(self.secret_number - 1)] if overlap else [])]


class WebhookDelivery(models.Model):
    """One message about one change to one address. It holds no content, only what changed and where to read it."""

    endpoint = models.ForeignKey(WebhookEndpoint, models.CASCADE, related_name="deliveries")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False, help_text="the message's webhook-id")
    position = models.BigIntegerField(help_text="of the change")
    reference = models.CharField(_("reference"), max_length=12)
    message = models.JSONField()
    state = models.CharField(_("state"), max_length=10, choices=DeliveryState, default=DeliveryState.WAITING)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    made_at = models.DateTimeField(default=timezone.now)
    retry_from = models.DateTimeField(default=timezone.now, help_text="from when three days of trying are counted")
    next_at = models.DateTimeField(default=timezone.now)
    tried_at = models.DateTimeField(_("last tried"), null=True, blank=True)
    answer = models.CharField(_("answer"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("message to a webhook")
        verbose_name_plural = _("messages to webhooks")
        constraints = [models.UniqueConstraint(fields=["endpoint", "position"], name="delivery_once")]
        indexes = [
            models.Index(
                fields=["endpoint", "position"], condition=Q(state=DeliveryState.WAITING), name="delivery_waiting"
            )
        ]

    def __str__(self):
        return f"{self.reference} {self.state}"
