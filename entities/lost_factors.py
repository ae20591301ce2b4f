"""Lost second factors: restored by the entity and the secretariat together, each knowing the person in its own way."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from entities import access_log
from entities.choices import LetterKind, Role
from entities.history import acting
from entities.mail.writing import To, write
from entities.models import AccessKind, LostFactor, Membership, User
from entities.roles import entities_of, is_secretariat
from ungass_portal.lib.problems import ProcessError

ENTITY, SECRETARIAT = "entity", "secretariat"


def sides_of(user, person):
    """On whose side the user can vouch for the person: the entity, the secretariat; nobody for himself."""
    if user.pk == person.pk:
        return set()
    own = entities_of(user, Role.FOCAL_POINT) & entities_of(person)
    return ({ENTITY} if own else set()) | ({SECRETARIAT} if is_secretariat(user) else set())


def open_for(person):
    """The restoring that waits for its second word, or None."""
    return LostFactor.objects.open().filter(person=person).select_related("asked_by").first()


@transaction.atomic
def vouch(*, person, by):
    """Say that the person has lost the factors; the second of two people who say so lets new ones be set up.

    Returns whether it is done. One of the two belongs to the person's entity and one to the secretariat; both to the
    secretariat where the entity has no other focal point, or the person is in the secretariat itself.
    """
    person = User.objects.select_for_update().get(pk=person.pk)
    sides = sides_of(by, person)
    if not sides:
        raise PermissionDenied(_("Others must vouch for this person."))
    if not Authenticator.objects.filter(user=person).exists():
        raise ProcessError(_("%(person)s has no second factor that could be lost.") % {"person": person})
    waiting = open_for(person)
    if waiting is None:
        with acting(by, _("lost second factors")):
            LostFactor.objects.create(person=person, asked_by=by)
        return False
    if waiting.asked_by_id == by.pk:
        raise ProcessError(_("Another person must say so too."))
    if not _together(sides_of(waiting.asked_by, person), sides, _entity_can(person)):
        raise ProcessError(_("One of the two must belong to the entity, the other to the secretariat."))
    with acting(by, _("lost second factors")):
        waiting.agreed_by, waiting.done_at = by, timezone.now()
        waiting.save(update_fields=["agreed_by", "done_at"])
    _restore(person, by)
    return True


def _together(first, second, entity_can):
    """Do the two stand for the entity and the secretariat, each for one?"""
    if not entity_can:
        return SECRETARIAT in first and SECRETARIAT in second
    return (ENTITY in first and SECRETARIAT in second) or (SECRETARIAT in first and ENTITY in second)


def _entity_can(person):
    """Has one of the person's entities another focal point who could vouch?"""
    others = Membership.objects.current().filter(entity__in=entities_of(person), role=Role.FOCAL_POINT)
    return others.exclude(user=person).filter(user__is_active=True).exists()


def _restore(person, by):
    """The factors go, and with them every session; the person is told."""
    Authenticator.objects.filter(user=person).delete()
    for session in UserSession.objects.filter(user=person):
        session.end()
    access_log.keep(AccessKind.RESTORED, person=by, concerns=person)
    key = f"factors:{person.pk}:{timezone.now().isoformat()}"
    write(LetterKind.SECURITY, To(person), key=key, context={"person": person}, template="factors_restored")
