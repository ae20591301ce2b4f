"""Who may do what to a record in which state: one table and one question. What is not listed is refused."""

from enum import StrEnum

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from entities.choices import RecordState, Role
from entities.models import PartnerOrganisation
from entities.roles import Standing, entities_of, is_secretariat, standings


class Action(StrEnum):
    """Acts on a record."""

    SEE = "see the working copy"
    EDIT = "edit"
    SUBMIT = "submit"
    APPROVE = "approve a contributor's submission"
    RECALL = "recall"
    RETURN = "return"
    CLEAR = "clear"
    WITHDRAW = "withdraw"
    RESTORE = "restore"
    REMOVE = "remove for safety or by law"
    DISCARD = "delete a draft"
    RESTRICT = "keep to its own entities"
    PROPOSE = "propose a change"
    SETTLE = "settle a proposal"
    AGREE = "agree to share"
    CONFIRM = "confirm or decline a participation"
    CONFIRM_TRUE = "say “still true” of"
    MERGE = "propose to merge"
    MEND = "mend codes and typing errors of"


S, A = RecordState, Action
ALL_STATES = tuple(RecordState)
SECRETARIAT = {Standing.SECRETARIAT}
LEAD = {Standing.LEAD_FOCAL_POINT, Standing.STAND_IN}
LEAD_SIDE = LEAD | {Standing.LEAD_CONTRIBUTOR}
FOCAL_POINTS = {Standing.LEAD_FOCAL_POINT, Standing.PARTNER_FOCAL_POINT}

ALLOWED = {
    **{(A.SEE, state): {Standing.OWN_READER, Standing.SECRETARIAT} for state in ALL_STATES},
    **{(A.EDIT, state): LEAD_SIDE for state in (S.DRAFT, S.RETURNED, S.CLEAN)},
    **{(A.SUBMIT, state): LEAD_SIDE for state in (S.DRAFT, S.RETURNED)},
    (A.APPROVE, S.WITH_FOCAL_POINT): {Standing.LEAD_FOCAL_POINT},
    **{(A.RECALL, state): LEAD_SIDE for state in (S.WITH_FOCAL_POINT, S.SUBMITTED)},
    (A.RETURN, S.WITH_FOCAL_POINT): {Standing.LEAD_FOCAL_POINT},
    (A.RETURN, S.SUBMITTED): SECRETARIAT,
    (A.CLEAR, S.SUBMITTED): SECRETARIAT,
    **{(A.WITHDRAW, state): LEAD for state in ALL_STATES},
    **{(A.RESTORE, state): LEAD for state in ALL_STATES},
    **{(A.REMOVE, state): SECRETARIAT for state in ALL_STATES},
    **{(A.DISCARD, state): LEAD_SIDE for state in (S.DRAFT, S.RETURNED)},
    **{(A.RESTRICT, state): LEAD for state in ALL_STATES},
    **{(A.PROPOSE, state): {Standing.PARTNER_FOCAL_POINT, Standing.SECRETARIAT} for state in ALL_STATES},
    **{(A.SETTLE, state): LEAD for state in (S.DRAFT, S.RETURNED, S.CLEAN)},
    **{(A.AGREE, state): FOCAL_POINTS | SECRETARIAT for state in ALL_STATES},
    **{(A.CONFIRM, state): FOCAL_POINTS | SECRETARIAT for state in ALL_STATES},
    (A.CONFIRM_TRUE, S.CLEAN): LEAD,
    (A.MERGE, S.CLEAN): SECRETARIAT,
    (A.MEND, S.CLEAN): SECRETARIAT,
}


def can(user, action, record):
    """May the person take the action on this record, in the state it is in? An unknown action raises ValueError."""
    needed = ALLOWED.get((Action(action), RecordState(record.state)), set())
    return bool(needed & standings(user, record))


def actions_on(user, record):
    """All actions open to the person on the record now."""
    held = standings(user, record)
    return {action for action in Action if ALLOWED.get((action, RecordState(record.state)), set()) & held}


def demand(user, action, record):
    """Raise PermissionDenied with a sentence unless the person may take the action."""
    if not can(user, action, record):
        raise PermissionDenied(
            _("You may not %(action)s %(reference)s while it is “%(state)s”.")
            % {"action": action, "reference": record.reference, "state": record.get_state_display()}
        )


def may_create(user):
    """May the person begin a new record? Its lead or co-lead must then be one of the person's entities."""
    return bool(entities_of(user, Role.FOCAL_POINT, Role.CONTRIBUTOR)) or may_review(user)


def may_review(user):
    """May the person open the secretariat's pages?"""
    return is_secretariat(user)


def demand_secretariat(user):
    """Raise PermissionDenied with a sentence unless the person belongs to the secretariat."""
    if not is_secretariat(user):
        raise PermissionDenied(_("Only the secretariat may do this."))


def has_desk(user):
    """Has the person a desk: a role in an entity, or in the secretariat?"""
    return bool(entities_of(user)) or is_secretariat(user)


def may_manage_tokens(user, owner):
    """May the person make and revoke tokens of this entity or partner organisation?

    Focal points those of their network entity, members those of their organisation while it is active.
    """
    if isinstance(owner, PartnerOrganisation):
        return owner.active and any(row.organisation_id == owner.pk for row in user.current_memberships())
    return owner.pk in entities_of(user, Role.FOCAL_POINT)


def may_revoke_token(user, owner):
    """May the person end a token of this owner? The secretariat may too: a leak does not wait."""
    return may_manage_tokens(user, owner) or is_secretariat(user)


# Whom a focal point invites to the own entity; a deputy names no further deputy.
INVITED_BY_FOCAL_POINTS = {Role.CONTRIBUTOR, Role.VIEWER}


def may_keep_people(user, entity):
    """May the person invite people to this entity and end their roles?"""
    return is_secretariat(user) or entity.pk in entities_of(user, Role.FOCAL_POINT)


def may_give(user, *, role, entity=None, deputy=False):
    """May the person give this role, by invitation or to somebody who has an account, or end it?

    The secretariat every role; focal points contributors and viewers of their own entity, and, unless they are
    deputies themselves, a deputy.
    """
    if is_secretariat(user):
        return True
    if entity is None or not user.is_authenticated:
        return False
    held = [row for row in user.current_memberships() if row.role == Role.FOCAL_POINT and row.entity_id == entity.pk]
    if role in INVITED_BY_FOCAL_POINTS:
        return bool(held)
    return role == Role.FOCAL_POINT and deputy and any(not row.deputy for row in held)
