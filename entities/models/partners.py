"""Partner organisations outside the network, and the tokens with which programs read the API."""

import hashlib
import secrets
import uuid
from datetime import timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from entities.choices import Role, TokenScope
from entities.history import audited
from entities.models.people import Membership
from ungass_portal.lib.networks import check_network, within

TOKEN_LIFE = timedelta(days=365)
LONGEST_LIFE = timedelta(days=3650)
# Calls a minute of one token, where its organisation has no figure of its own.
STANDARD_RATE = 120
FIGURES = {"standard": STANDARD_RATE}


def only_reading():
    """The scopes that everybody has who may read."""
    return [TokenScope.READ]


def scopes(**options):
    """An array of scopes; reading is always among them."""
    return ArrayField(models.CharField(max_length=10, choices=TokenScope), default=only_reading, **options)


def in_a_year():
    """When a token ends unless told otherwise. Tokens use real time, not the portal's date."""
    return timezone.now() + TOKEN_LIFE


@audited()
class PartnerOrganisation(models.Model):
    """An organisation outside the network whose people and tokens read the partners' audience."""

    slug = models.SlugField(_("short name"), unique=True)
    name = models.CharField(_("name"), max_length=300)
    contact = models.EmailField(_("function address"), blank=True, help_text=_("A mailbox that outlives its reader."))
    active = models.BooleanField(
        _("active"),
        default=True,
        help_text=_("Without it its people read what the public reads, and its tokens nothing."),
    )
    terms_accepted_on = models.DateField(_("terms accepted on"), null=True, blank=True)
    terms_accepted_by = models.CharField(
        _("terms accepted by"), max_length=200, blank=True, help_text=_("Function and document, not a person.")
    )
    scopes = scopes(verbose_name=_("its tokens may"), help_text=_("What its tokens may do at most."))
    ip_ranges = ArrayField(
        models.CharField(max_length=49, validators=[check_network]),
        default=list,
        blank=True,
        verbose_name=_("networks"),
        help_text=_("Its tokens work only from these, as in 192.0.2.0/24. Empty: from anywhere."),
    )
    rate_per_minute = models.PositiveIntegerField(
        _("calls a minute"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(10_000)],
        help_text=lazy(lambda: _("Of each of its tokens. Empty: the standard, %(standard)d.") % FIGURES, str)(),
    )

    class Meta:
        verbose_name = _("partner organisation")
        verbose_name_plural = _("partner organisations")
        constraints = [
            models.CheckConstraint(
                condition=Q(scopes__contains=[TokenScope.READ]) & ~Q(scopes__contains=[TokenScope.WRITE]),
                name="organisation_reads_and_never_writes",
            ),
        ]

    def __str__(self):
        return self.name

    def get_scopes_in_words(self):
        """What its tokens may, in words."""
        return [str(TokenScope(scope).label) for scope in self.scopes]


class ApiTokenQuerySet(models.QuerySet):
    """Tokens by validity. Tokens use real time, not the portal's date."""

    def live(self):
        """Those neither revoked nor expired, of an entity or an active organisation, whose maker is still there.

        A token's secret is known to the person who made it, so it ends with the role that allowed to make it.
        """
        now = timezone.now()
        owned = Q(organisation__isnull=True) | Q(organisation__active=True)
        kept = Q(made_by__isnull=True) | Exists(self.makers_role())
        return self.filter(owned, kept, revoked_at__isnull=True, expires_at__gt=now)

    def orphaned(self):
        """Those that would be live if the role of the person who made them had not ended."""
        gone = self.filter(revoked_at__isnull=True, expires_at__gt=timezone.now(), made_by__isnull=False)
        return gone.exclude(Exists(self.makers_role()))

    @staticmethod
    def makers_role():
        """The role in which the maker of a token of the outer query could make it today."""
        place = Q(role=Role.FOCAL_POINT, entity=OuterRef("entity")) | Q(organisation=OuterRef("organisation"))
        return Membership.objects.current().filter(place, user=OuterRef("made_by"))


@audited(exclude=["key", "digest", "last_used_at", "last_used_from"])
class ApiToken(models.Model):
    """A credential for the API: of a network entity or a partner organisation; only its hash is kept."""

    # Leak scanners look for it; it must not change while a token that begins so is alive.
    PREFIX = "ungass_"

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False, help_text="its name in addresses")
    name = models.CharField(_("name"), max_length=100, help_text=_("What the token is used for."))
    contact = models.EmailField(
        _("function address"), blank=True, default="", db_default="", help_text=_("Told before the token ends.")
    )
    entity = models.ForeignKey(
        "entities.Entity",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="tokens",
        verbose_name=_("entity"),
    )
    organisation = models.ForeignKey(
        PartnerOrganisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="tokens",
        verbose_name=_("partner"),
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("made by"),
        help_text=_("In whose name it writes; empty for tokens of the operator, which only read."),
    )
    scopes = scopes(verbose_name=pgettext_lazy("allowed", "may"))
    digest = models.CharField(max_length=64, unique=True, editable=False, help_text="SHA-256 of the token, hexadecimal")
    hint = models.CharField(_("ends with"), max_length=4, editable=False)
    created_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    # Nullable for the audit of tokens from before every one expired; the constraint lets none of now be without.
    expires_at = models.DateTimeField(_("expires"), null=True, default=in_a_year)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name=_("replaces")
    )
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True, editable=False)
    last_used_from = models.GenericIPAddressField(_("from"), null=True, blank=True, editable=False)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        constraints = [
            models.CheckConstraint(
                condition=Q(entity__isnull=True, organisation__isnull=False)
                | Q(entity__isnull=False, organisation__isnull=True),
                name="token_has_one_owner",
            ),
            models.CheckConstraint(condition=Q(expires_at__isnull=False), name="token_expires"),
            models.CheckConstraint(condition=Q(scopes__contains=[TokenScope.READ]), name="token_reads"),
            models.CheckConstraint(
                condition=~Q(scopes__contains=[TokenScope.WRITE]) | Q(entity__isnull=False, made_by__isnull=False),
                name="token_writes_for_an_entity_in_a_persons_name",
            ),
            models.CheckConstraint(
                condition=Q(replaces__isnull=True) | ~Q(replaces=F("pk")), name="token_does_not_replace_itself"
            ),
        ]

    def __str__(self):
        return f"{self.name} (…{self.hint})"

    @classmethod
    def make(cls, **fields):
        """Create a token; return it with the secret, which is shown once and never stored."""
        secret = cls.PREFIX + secrets.token_urlsafe(32)
        return cls.objects.create(digest=cls.hash(secret), hint=secret[-4:], **fields), secret

    @staticmethod
    def hash(secret):
        """SHA-256 of a token; tokens are random enough to need no salt."""
        return hashlib.sha256(secret.encode()).hexdigest()

    @property
    def owner(self):
        """The entity or partner organisation that it reads for."""
        return self.entity or self.organisation

    def get_scopes_in_words(self):
        """What it may, in words."""
        return [str(scope.label) for scope in TokenScope if self.may(scope)]

    @property
    def alive(self):
        """Neither revoked nor expired nor of an organisation that was stopped."""
        stopped = self.organisation is not None and not self.organisation.active
        return self.revoked_at is None and self.expires_at > timezone.now() and not stopped

    def may(self, scope):
        """Is the token good for this? What its organisation may no longer do, its tokens cannot either."""
        allowed = self.scopes if self.organisation is None else set(self.scopes) & set(self.organisation.scopes)
        return TokenScope(scope) in allowed

    def works_from(self, address):
        """May it be used from this network address?"""
        ranges = self.organisation.ip_ranges if self.organisation else []
        return not ranges or within(address, ranges)

    @property
    def rate_per_minute(self):
        """How often a minute it may call."""
        return (self.organisation and self.organisation.rate_per_minute) or STANDARD_RATE


class TokenUsage(models.Model):
    """How much a token was used on one day of real time; `entities/token_usage.py` adds to it."""

    token = models.ForeignKey(ApiToken, models.CASCADE, related_name="usage")
    day = models.DateField(_("day"))
    calls = models.PositiveBigIntegerField(_("calls"), default=0)
    objects_given = models.PositiveBigIntegerField(_("records given"), default=0)
    errors = models.PositiveBigIntegerField(_("errors"), default=0)
    last_sync_at = models.DateTimeField(_("last synchronised"), null=True, help_text="last answer of changes or dump")
    first_position = models.BigIntegerField(null=True, help_text="of its audience's clock, at the first answer")
    last_position = models.BigIntegerField(null=True, help_text="at the last answer")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token", "day"], name="usage_once_a_day")]

    def __str__(self):
        return f"{self.token_id} {self.day}: {self.calls}"
