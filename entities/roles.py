"""Roles are code: what a person is to an entity and to a record."""

from enum import StrEnum

from entities.choices import LEADING_ROLES, ParticipationState, Role
from entities.models import Membership


class Standing(StrEnum):
    """What a person is to one record."""

    SECRETARIAT = "secretariat"
    STAND_IN = "stand-in"  # the secretariat, for a lead that has no focal point
    LEAD_FOCAL_POINT = "focal point of a lead or co-lead"
    LEAD_CONTRIBUTOR = "contributor of a lead or co-lead"
    PARTNER_FOCAL_POINT = "focal point of a partner"
    OWN_READER = "member of an entity that takes part"


def is_secretariat(user):
    """Does the person hold a secretariat role today?"""
    return user.is_authenticated and any(row.role == Role.SECRETARIAT for row in user.current_memberships())


def entities_of(user, *roles):
    """Primary keys of the entities in which the person holds one of the roles (any entity role) today."""
    if not user.is_authenticated:
        return set()
    return {row.entity_id for row in user.current_memberships() if row.entity_id and (not roles or row.role in roles)}


def has_focal_point(entity_ids):
    """Has one of the entities a focal point today? One query."""
    return Membership.objects.current().filter(entity__in=entity_ids, role=Role.FOCAL_POINT).exists()


def standings(user, record):
    """All that the person is to the record; reads the record's participations (prefetch them for lists)."""
    if not user.is_authenticated:
        return set()
    rows = [row for row in record.participations.all() if row.state != ParticipationState.DECLINED]
    leading = {row.entity_id for row in rows if row.role in LEADING_ROLES}
    partners = {row.entity_id for row in rows} - leading
    found = set()
    if entities_of(user) & (leading | partners):
        found.add(Standing.OWN_READER)
    if entities_of(user, Role.FOCAL_POINT) & leading:
        found.add(Standing.LEAD_FOCAL_POINT)
    if entities_of(user, Role.CONTRIBUTOR) & leading:
        found.add(Standing.LEAD_CONTRIBUTOR)
    if entities_of(user, Role.FOCAL_POINT) & partners:
        found.add(Standing.PARTNER_FOCAL_POINT)
    if is_secretariat(user):
        found.add(Standing.SECRETARIAT)
        if not has_focal_point(leading):
            found.add(Standing.STAND_IN)
    return found
