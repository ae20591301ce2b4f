"""Letters: the mails that the portal writes, one row for each recipient; and what people do not want to get."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from entities.choices import UN_LANGUAGES, LetterKind, LetterState
from ungass_portal.lib import clock


class LetterQuerySet(models.QuerySet):
    """Letters by what has become of them."""

    def in_doubt(self):
        """Those about which the secretariat has something to decide."""
        return self.filter(state__in=(LetterState.UNKNOWN, LetterState.FAILED))


class Letter(models.Model):
    """One mail to one recipient, as it is sent: a person, or a function address without an account.

    `entities/mail/sending.py` is the only one to change its state.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=LetterKind)
    key = models.CharField(max_length=200, unique=True, help_text="what must not be sent twice")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="letters",
        verbose_name=_("to"),
        help_text=_("Empty: a function address."),
    )
    address = models.EmailField(
        _("address"), blank=True, help_text=_("The function address; a person's is looked up when it is sent.")
    )
    entity = models.ForeignKey(
        "entities.Entity",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("on behalf of"),
        help_text=_("The person gets it for a role in this entity."),
    )
    language = models.CharField(_("language"), max_length=5, choices=UN_LANGUAGES, default="en")
    subject = models.CharField(_("subject"), max_length=300)
    text = models.TextField(_("as plain text"))
    html = models.TextField(_("as HTML"))
    about = ArrayField(models.CharField(max_length=120), default=list, help_text="what it asks for, by key")
    attachments = models.JSONField(default=list, help_text="name, path and type of files in the store of documents")
    leave_url = models.URLField(max_length=500, blank=True, help_text="one click on it ends letters of this sort")
    list_id = models.CharField(max_length=100, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=LetterState, default=LetterState.WAITING)
    reason = models.TextField(_("why"), blank=True, help_text="why it was not sent, in words")
    message_id = models.CharField(max_length=200, blank=True, help_text="drawn anew for each sending")
    sendings = models.PositiveSmallIntegerField(default=0)
    written_at = models.DateTimeField(_("written"), default=clock.now)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    sent_to = models.EmailField(_("sent to"), blank=True)
    resent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, address="") | (Q(person__isnull=True) & ~Q(address="")),
                name="letter_has_one_recipient",
            ),
            models.CheckConstraint(
                condition=~Q(state=LetterState.SENT) | Q(sent_at__isnull=False), name="letter_sent_at_a_moment"
            ),
        ]
        indexes = [models.Index(fields=["written_at", "id"], name="letter_by_time")]

    def __str__(self):
        return f"{self.kind} {self.recipient}"

    @property
    def recipient(self):
        """Whom it is for, as the secretariat reads it."""
        return self.person or self.address


class MailRefusal(models.Model):
    """A sort of optional letter that a person does not want to get."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mail_refusals")
    kind = models.CharField(_("kind"), max_length=20, choices=LetterKind)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "kind"], name="mail_refusal_once")]

    def __str__(self):
        return f"{self.person_id} {self.kind}"
