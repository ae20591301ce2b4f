"""People, their roles in entities, partner organisations and their tokens."""

import hashlib
import secrets

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from entities.choices import UN_LANGUAGES, Role
from entities.history import audited
from ungass_portal.lib import clock


class UserManager(BaseUserManager):
    """Creates people by e-mail address, kept in lower case."""

    def create_user(self, email, password=None, **fields):
        """Create a person who may sign in with e-mail and password."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        """Create a technical administrator."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email):
        """Find a person by e-mail whatever its case."""
        return self.get(email=email.lower())


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in. Name and address live here only and can be erased; audit rows hold the id."""

    email = models.EmailField(_("e-mail"), unique=True, help_text=_("Address used to sign in."))
    name = models.CharField(_("name"), max_length=150, blank=True, help_text=_("As colleagues know you."))
    language = models.CharField(
        _("language"),
        max_length=5,
        choices=UN_LANGUAGES,
        default="en",
        help_text=_("Language of pages and mails."),
    )
    is_active = models.BooleanField(_("active"), default=True, help_text=_("Untick instead of deleting a person."))
    is_staff = models.BooleanField(_("technical staff"), default=False, help_text=_("May open the technical admin."))
    is_demo = models.BooleanField(
        _("demonstration person"),
        default=False,
        help_text=_("Made by the demonstration; production refuses to start."),
    )
    joined_at = models.DateTimeField(_("joined"), default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.CheckConstraint(condition=Q(email=models.functions.Lower("email")), name="user_email_lower_case")
        ]

    def __str__(self):
        return self.name or self.email

    def current_memberships(self):
        """Memberships that hold today; one query, cached on the instance."""
        if not hasattr(self, "_current_memberships"):
            self._current_memberships = list(self.memberships.current().select_related("entity", "organisation"))
        return self._current_memberships


class MembershipQuerySet(models.QuerySet):
    """Memberships by validity."""

    def current(self, on=None):
        """Those that hold on a day (today)."""
        on = on or clock.today()
        return self.filter(starts__lte=on).filter(Q(ends__isnull=True) | Q(ends__gte=on))


@audited()
class Membership(models.Model):
    """A person's role in an entity, from a date, perhaps to a date; secretariat roles have no entity."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships", verbose_name=_("person"))
    entity = models.ForeignKey(
        "entities.Entity",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name=_("entity"),
    )
    organisation = models.ForeignKey(
        "entities.PartnerOrganisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name=_("partner organisation"),
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)
    deputy = models.BooleanField(_("deputy"), default=False, help_text=_("Stands in for the focal point."))
    starts = models.DateField(_("from"), default=clock.today)
    ends = models.DateField(_("to"), null=True, blank=True, help_text=_("Last day of the role; empty while it holds."))

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(role=Role.SECRETARIAT, entity__isnull=True, organisation__isnull=True)
                    | Q(role=Role.PARTNER, entity__isnull=True, organisation__isnull=False)
                    | (
                        Q(role__in=[Role.FOCAL_POINT, Role.CONTRIBUTOR, Role.VIEWER])
                        & Q(entity__isnull=False, organisation__isnull=True)
                    )
                ),
                name="membership_role_fits_place",
            ),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=models.F("starts")),
                name="membership_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(deputy=False) | Q(role=Role.FOCAL_POINT),
                name="membership_deputy_is_focal_point",
            ),
        ]

    def __str__(self):
        place = self.entity or self.organisation or _("CND secretariat")
        return f"{self.user} – {self.get_role_display()}, {place}"


@audited()
class PartnerOrganisation(models.Model):
    """An organisation outside the network whose people and tokens read the partners' audience."""

    slug = models.SlugField(_("short name"), unique=True)
    name = models.CharField(_("name"), max_length=300)
    contact = models.EmailField(_("function address"), blank=True, help_text=_("A mailbox that outlives its reader."))

    class Meta:
        verbose_name = _("partner organisation")
        verbose_name_plural = _("partner organisations")

    def __str__(self):
        return self.name


class ApiTokenQuerySet(models.QuerySet):
    """Tokens by validity. Tokens use real time, not the portal's date."""

    def live(self):
        """Those neither revoked nor expired."""
        now = timezone.now()
        return self.filter(revoked_at__isnull=True).filter(Q(expires_at__isnull=True) | Q(expires_at__gt=now))


@audited(exclude=["digest", "last_used_at"])
class ApiToken(models.Model):
    """A credential for the API: of a network entity or a partner organisation; only its hash is kept."""

    PREFIX = "ungass_"

    name = models.CharField(_("name"), max_length=100, help_text=_("What the token is used for."))
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
    digest = models.CharField(max_length=64, unique=True, editable=False, help_text="SHA-256 of the token, hexadecimal")
    hint = models.CharField(_("ends with"), max_length=4, editable=False)
    created_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("expires"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True, editable=False)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        constraints = [
            models.CheckConstraint(
                condition=Q(entity__isnull=True, organisation__isnull=False)
                | Q(entity__isnull=False, organisation__isnull=True),
                name="token_has_one_owner",
            )
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
