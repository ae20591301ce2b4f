"""Inviting by mail: made, taken back, accepted once by whom it was sent to."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from entities import admission
from entities.choices import LetterKind, Role
from entities.history import acting
from entities.mail.invited import is_proof, kept_path
from entities.mail.writing import Extras, To, site, write
from entities.models import Invitation, Membership, User
from entities.policies import may_give
from ungass_portal.lib import clock
from ungass_portal.lib.problems import ProcessError

# So many open invitations of one person: a stolen session must not write to the whole world.
OPEN_AT_MOST = 50


@transaction.atomic
def invite(*, invitation: Invitation, by: User, reason: str = "") -> Invitation:
    """Send the unsaved invitation; an older one to the same address for the same place ends."""
    _demand(by, invitation)
    User.objects.select_for_update().get(pk=by.pk)  # two requests at once do not pass the limit together
    invitation.email = invitation.email.lower()
    if invitation.email == by.email:
        raise ProcessError(_("Nobody invites himself. Ask a colleague."))
    if Invitation.objects.open().filter(invited_by=by).count() >= OPEN_AT_MOST:
        raise ProcessError(
            _("%(count)d of your invitations are not answered yet. Take some back first.") % {"count": OPEN_AT_MOST}
        )
    same = {"email": invitation.email, "entity": invitation.entity, "organisation": invitation.organisation}
    with acting(by, reason):
        Invitation.objects.open().filter(**same).update(revoked_at=timezone.now())
        invitation.invited_by = by
        invitation.save(force_insert=True)
        admission.close_for(invitation)
    write(
        LetterKind.INVITATION,
        To(address=invitation.email),
        key=f"invitation:{invitation.key}",
        context={"invitation": invitation, "by": by, "url": site(kept_path(invitation))},
        extras=Extras(about=[str(invitation.key)]),
    )
    return invitation


@transaction.atomic
def revoke(*, invitation: Invitation, by: User, reason: str = "") -> None:
    """Take an invitation back that is not accepted; a letter that has not left is not sent."""
    invitation = Invitation.objects.select_for_update(of=("self",)).select_related("entity").get(pk=invitation.pk)
    _demand(by, invitation)
    if invitation.accepted_at:
        raise ProcessError(_("It was accepted meanwhile. End the role instead."))
    with acting(by, reason):
        invitation.revoked_at = timezone.now()
        invitation.save(update_fields=["revoked_at"])


def find(key, given: str):
    """The invitation of a link, whatever has become of it; None for a link that we did not write."""
    rows = Invitation.objects.select_related("entity", "organisation", "invited_by")
    row = rows.filter(key=key).first()
    return row if row and is_proof(row, given) else None


def works(invitation: Invitation) -> bool:
    """May it be accepted? Not when it has ended, nor when who sent it could not send it any more."""
    by = invitation.invited_by
    return (
        invitation.is_open
        and by.is_active
        and may_give(by, role=invitation.role, entity=invitation.entity, deputy=invitation.deputy)
    )


@transaction.atomic
def accept(*, invitation: Invitation, person: User | None = None, name="", password=None, language="en") -> User:
    """Give the role to the person whose address it is, or to a new account for that address."""
    locked = Invitation.objects.select_for_update(of=("self",)).select_related("entity", "organisation", "invited_by")
    invitation = locked.get(pk=invitation.pk)
    if not works(invitation):
        raise ProcessError(_("This invitation does not work any more. Ask for a new one."))
    if person is None:
        if User.objects.filter(email=invitation.email).exists():
            raise ProcessError(_("Sign in first: this address has an account already."))
        person = User.objects.create_user(invitation.email, password, name=name, language=language)
    elif person.email != invitation.email:
        raise PermissionDenied(_("The invitation was sent to another address."))
    with acting(person, _("accepted an invitation")):
        invitation.accepted_at, invitation.accepted_by = timezone.now(), person
        invitation.save(update_fields=["accepted_at", "accepted_by"])
        _give(invitation, person)
    return person


def _give(invitation, person):
    """The role itself; somebody who holds it keeps what he has, and gets the new end."""
    fields = {
        "user": person,
        "role": invitation.role,
        "entity": invitation.entity,
        "organisation": invitation.organisation,
    }
    held = Membership.objects.current().filter(**fields, deputy=invitation.deputy).first()
    if held:
        held.ends = invitation.ends
        held.save(update_fields=["ends"])
        return
    starts = max(invitation.starts, clock.today())
    if invitation.ends and invitation.ends < starts:
        raise ProcessError(_("The role that was offered is over by now. Ask for a new invitation."))
    Membership.objects.create(**fields, deputy=invitation.deputy, starts=starts, ends=invitation.ends)


def _demand(by, invitation):
    role, entity = Role(invitation.role), invitation.entity
    if not may_give(by, role=role, entity=entity, deputy=invitation.deputy):
        raise PermissionDenied(_("You may not invite people to this role."))
