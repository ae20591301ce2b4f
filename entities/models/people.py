"""People and their roles in entities and partner organisations."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from entities.choices import UN_LANGUAGES, Role
from entities.history import audited
from ungass_portal.lib import clock
from ungass_portal.lib.language_codes import of_pages


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

    @property
    def page_language(self):
        """Code of the person's language among those of the pages."""
        return of_pages(self.language)

    def current_memberships(self):
        """Memberships that hold today; one query, cached on the instance."""
        if not hasattr(self, "_current_memberships"):
            self._current_memberships = list(self.memberships.current().select_related("entity", "organisation"))
        return self._current_memberships


# The secretariat stands outside all entities, a partner in an organisation, everybody else in an entity.
ROLE_FITS_PLACE = (
    Q(role=Role.SECRETARIAT, entity__isnull=True, organisation__isnull=True)
    | Q(role=Role.PARTNER, entity__isnull=True, organisation__isnull=False)
    | (
        Q(role__in=[Role.FOCAL_POINT, Role.CONTRIBUTOR, Role.VIEWER])
        & Q(entity__isnull=False, organisation__isnull=True)
    )
)


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
                condition=ROLE_FITS_PLACE,
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

    @property
    def holds(self):
        """Does the role hold today?"""
        today = clock.today()
        return self.starts <= today and (self.ends is None or self.ends >= today)
