"""Invitations: who may become what, by a link that is sent to one address and works once."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from entities.choices import Role
from entities.history import audited
from entities.models.people import ROLE_FITS_PLACE
from ungass_portal.lib import clock

INVITATION_LIFE = timedelta(days=14)


def in_two_weeks():
    """When an invitation ends. Links use real time, not the portal's date."""
    return timezone.now() + INVITATION_LIFE


class InvitationQuerySet(models.QuerySet):
    """Invitations by whether their link still works."""

    def open(self):
        """Those neither accepted, nor taken back, nor expired."""
        return self.filter(accepted_at=None, revoked_at=None, expires_at__gt=timezone.now())


@audited(exclude=["email", "name"])
class Invitation(models.Model):
    """An offer of one role to one address. The link's proof is computed from this row, never stored."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False, help_text="its name in addresses")
    email = models.EmailField(_("e-mail"), help_text=_("The link is sent there and works for nobody else."))
    name = models.CharField(_("name"), max_length=150, blank=True, help_text=_("As you would greet the person."))
    role = models.CharField(_("role"), max_length=20, choices=Role)
    entity = models.ForeignKey(
        "entities.Entity", models.PROTECT, null=True, blank=True, related_name="invitations", verbose_name=_("entity")
    )
    organisation = models.ForeignKey(
        "entities.PartnerOrganisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="invitations",
        verbose_name=_("partner organisation"),
    )
    deputy = models.BooleanField(_("deputy"), default=False)
    starts = models.DateField(_("from"), default=clock.today, help_text=_("First day of the role."))
    ends = models.DateField(_("to"), null=True, blank=True, help_text=_("Last day of the role; empty if not known."))
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("invited"), default=timezone.now)
    expires_at = models.DateTimeField(_("link works until"), default=in_two_weeks)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.CheckConstraint(
                condition=ROLE_FITS_PLACE,
                name="invitation_role_fits_place",
            ),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=models.F("starts")), name="invitation_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(deputy=False) | Q(role=Role.FOCAL_POINT), name="invitation_deputy_is_focal_point"
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(revoked_at__isnull=True), name="invitation_has_one_end"
            ),
        ]

    def __str__(self):
        return f"{self.get_role_display()}, {self.place}"

    @property
    def place(self):
        """Where the role is held."""
        return self.entity or self.organisation or _("CND secretariat")

    @property
    def is_open(self):
        """Does the link still work?"""
        return self.accepted_at is None and self.revoked_at is None and self.expires_at > timezone.now()
