"""People's roles: given, ended, opened again, by those who may; nobody gives one to himself."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from entities import leaving
from entities.choices import Role
from entities.history import acting
from entities.models import Membership
from entities.policies import may_give
from ungass_portal.lib import clock
from ungass_portal.lib.problems import ProcessError


@transaction.atomic
def give_role(*, membership, by, reason=""):
    """Give a person who has an account a role; nobody gives one to himself."""
    _demand(by, membership)
    if membership.user_id == by.pk:
        raise ProcessError(_("Nobody gives a role to himself. Ask a colleague."))
    with acting(by, reason):
        membership.save()
    return membership


@transaction.atomic
def end_role(*, membership, ends, by, reason=""):
    """Let a role end after a day; one's own role, and the last one in the secretariat, stay."""
    membership = _locked(membership)
    _demand(by, membership)
    if membership.user_id == by.pk:
        raise ProcessError(_("You cannot end your own role. Ask a colleague."))
    if membership.ends and membership.ends < min(ends, clock.today()):
        # a later day would open it again, which is a step of its own, and guarded
        raise ProcessError(_("This role has ended already."))
    if ends < membership.starts:
        raise ProcessError(_("The last day lies before the first, %(day)s.") % {"day": membership.starts.isoformat()})
    if membership.role == Role.SECRETARIAT:
        others = Membership.objects.current(on=max(ends, clock.today()) + timedelta(days=1)).filter(
            role=Role.SECRETARIAT
        )
        if not others.exclude(pk=membership.pk).exists():
            raise ProcessError(_("Somebody must stay in the secretariat. Give the role to another person first."))
    with acting(by, reason):
        membership.ends = ends
        membership.save(update_fields=["ends"])
        leaving.settle([membership.user_id])
    return membership


@transaction.atomic
def reopen_role(*, membership, by):
    """Let a role that ended go on."""
    membership = _locked(membership)
    _demand(by, membership)
    if membership.user_id == by.pk:
        raise ProcessError(_("Nobody gives a role to himself. Ask a colleague."))
    with acting(by):
        membership.ends = None
        membership.save(update_fields=["ends"])
    return membership


@transaction.atomic
def name_deputy(*, membership, by, reason=""):
    """Make a contributor or viewer of the entity deputy of its focal point, from today; what they were ends."""
    membership = _locked(membership)
    deputy = Membership(
        user=membership.user,
        entity=membership.entity,
        role=Role.FOCAL_POINT,
        deputy=True,
        starts=clock.today(),
        ends=membership.ends,
    )
    _demand(by, deputy)
    if membership.user_id == by.pk:
        raise ProcessError(_("Nobody gives a role to himself. Ask a colleague."))
    if membership.role not in (Role.CONTRIBUTOR, Role.VIEWER) or not membership.holds:
        raise ProcessError(_("Only a contributor or viewer of the entity can be named deputy."))
    with acting(by, reason):
        deputy.save()
        if membership.starts < clock.today():
            membership.ends = clock.today() - timedelta(days=1)
            membership.save(update_fields=["ends"])
        else:
            membership.delete()
    return deputy


def _locked(membership):
    rows = Membership.objects.select_for_update(of=("self",)).select_related("user", "entity", "organisation")
    return rows.get(pk=membership.pk)


def _demand(by, membership):
    if not may_give(by, role=membership.role, entity=membership.entity, deputy=membership.deputy):
        raise PermissionDenied(_("You may not give or end this role."))
