"""Circulars: distribution lists, what is being written, and what was sent and stands in the archive."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from entities.choices import UN_LANGUAGES, Role
from entities.history import append_only, audited
from entities.models import Audience, Entity
from registry.choices import CircularState
from registry.models.edition import Edition
from ungass_portal.lib import clock

PERSON = settings.AUTH_USER_MODEL
RECIPIENT_ROLES = [(role.value, role.label) for role in (Role.FOCAL_POINT, Role.CONTRIBUTOR, Role.VIEWER, Role.PARTNER)]


@audited()
class DistributionList(models.Model):
    """To whom circulars go: people by their roles, and function mailboxes without an account."""

    slug = models.SlugField(_("short name"), unique=True, max_length=60)
    name = models.CharField(_("name"), max_length=120)
    audience = models.ForeignKey(
        Audience, models.PROTECT, related_name="+", verbose_name=_("audience"), help_text=_("What they read.")
    )
    roles = ArrayField(
        models.CharField(max_length=20, choices=RECIPIENT_ROLES),
        default=list,
        blank=True,
        verbose_name=_("people with a role"),
        help_text=_("Everybody who holds one of these roles on the day of sending."),
    )
    entities = models.ManyToManyField(
        Entity,
        blank=True,
        related_name="+",
        verbose_name=_("only of these entities"),
        help_text=_("Empty: of every entity."),
    )
    attaches = models.BooleanField(
        _("may get attachments"), default=False, help_text=_("Else the letter holds links to the documents.")
    )

    class Meta:
        ordering = ["name"]
        verbose_name = _("distribution list")
        verbose_name_plural = _("distribution lists")

    def __str__(self):
        return self.name


@audited()
class Mailbox(models.Model):
    """A function address on a list; nobody signs in with it."""

    list = models.ForeignKey(DistributionList, models.CASCADE, related_name="mailboxes")
    address = models.EmailField(_("address"))
    language = models.CharField(_("language"), max_length=5, choices=UN_LANGUAGES, default="en")

    class Meta:
        ordering = ["address"]
        verbose_name = _("mailbox")
        verbose_name_plural = _("mailboxes")
        constraints = [
            models.UniqueConstraint(fields=["list", "address"], name="mailbox_once"),
            models.CheckConstraint(condition=Q(address=models.functions.Lower("address")), name="mailbox_lower_case"),
        ]

    def __str__(self):
        return self.address


class ListLeaving(models.Model):
    """An address that has left a list by the link in a letter: it gets nothing from it any more."""

    list = models.ForeignKey(DistributionList, models.CASCADE, related_name="leavings")
    address = models.EmailField()
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["list", "address"], name="list_left_once")]

    def __str__(self):
        return f"{self.list_id} {self.address}"


@audited()
class Circular(models.Model):
    """A letter to lists, with or without an edition; while it is a draft the secretariat writes on it."""

    slug = models.SlugField(_("address"), max_length=100, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=200)
    note = models.TextField(
        _("cover note"), max_length=20_000, help_text=_("Plain text; **bold**, lists and [links](https://…) are kept.")
    )
    language = models.CharField(_("language"), max_length=5, choices=UN_LANGUAGES, default="en")
    audience = models.ForeignKey(
        Audience,
        models.PROTECT,
        related_name="+",
        verbose_name=_("who may read it"),
        help_text=_("In the archive. Only lists whose people may read it can get it."),
    )
    edition = models.ForeignKey(
        Edition,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="circulars",
        verbose_name=_("edition"),
        help_text=_("Whose documents go with it. Empty: none."),
    )
    lists = models.ManyToManyField(DistributionList, blank=True, related_name="circulars", verbose_name=_("lists"))
    state = models.CharField(_("state"), max_length=10, choices=CircularState, default=CircularState.DRAFT)
    written_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=clock.now)
    sent_by = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("circular")
        verbose_name_plural = _("circulars")

    def __str__(self):
        return self.title


class PublishedCircular(models.Model):
    """A circular as it was sent: what the archive and the feed read. Never changed."""

    circular = models.OneToOneField(Circular, models.PROTECT, primary_key=True, related_name="published")
    slug = models.SlugField(max_length=100, unique=True)
    audience = models.ForeignKey(Audience, models.PROTECT, related_name="+")
    language = models.CharField(max_length=5)
    title = models.CharField(max_length=200)
    html = models.TextField(help_text="the cover note, cleaned")
    month = models.CharField(max_length=7, blank=True, help_text="of the edition that it sends round")
    published_at = models.DateTimeField()

    class Meta:
        ordering = ["-published_at", "slug"]
        triggers = append_only()

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """Its page in the archive."""
        return reverse("circular-detail", args=[self.slug])
