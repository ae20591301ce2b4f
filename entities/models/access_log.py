"""What was read in bulk and how people signed in: told beside the audit of writes, and refused to change like it."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from entities.history import append_only


class AccessKind(models.TextChoices):
    """The sorts of access that are kept."""

    EXPORT = "export", _("export")
    DOCUMENT = "document", _("document downloaded")
    DUMP = "dump", _("dump")
    PULL = "pull", _("full pull")
    AUDIT = "audit", _("audit exported")
    SIGN_IN = "sign_in", _("signed in")
    SIGN_IN_FAILED = "sign_in_failed", _("failed to sign in")
    PASSWORD = "password", _("password changed")
    FACTOR_ADDED = "factor_added", _("second factor added")
    FACTOR_REMOVED = "factor_removed", _("second factor removed")
    RESTORED = "restored", _("second factors restored")
    ERASED = "erased", _("personal data erased")


class AccessLog(models.Model):
    """One access: who (keys only), what, with which filter, when. Append-only; written by `entities/access_log.py`."""

    at = models.DateTimeField(_("when"), db_default=Now(), db_index=True)
    kind = models.CharField(_("what"), max_length=20, choices=AccessKind)
    person = models.BigIntegerField(null=True, help_text="key of the person who acted")
    token = models.BigIntegerField(null=True, help_text="key of the API token that was used")
    concerns = models.BigIntegerField(null=True, help_text="key of the person whom it concerns, where it is another")
    audience = models.CharField(_("read as"), max_length=10, blank=True)
    path = models.CharField(_("address"), max_length=500, blank=True)
    query = models.CharField(_("filter"), max_length=2000, blank=True)
    request_id = models.CharField(max_length=32, blank=True)

    class Meta:
        verbose_name = _("access")
        verbose_name_plural = _("accesses")
        triggers = append_only()
        indexes = [models.Index(fields=["person", "at"], name="access_by_person")]

    def __str__(self):
        return f"{self.kind} {self.path}"


class RequestOrigin(models.Model):
    """From where a request of the audit came: kept apart, because this is personal and is deleted again."""

    request_id = models.CharField(max_length=32, primary_key=True)
    at = models.DateTimeField(db_default=Now(), db_index=True)
    address = models.GenericIPAddressField(null=True)

    def __str__(self):
        return f"{self.request_id} {self.address}"
