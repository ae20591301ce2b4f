"""Leaving: what a person had through a role ends with it. Roles are asked anew at every use, so nothing waits for this.

`settle` writes down what has ended, so that lists tell the truth; the cycle does it for roles that ended by date.
"""

from allauth.usersessions.models import UserSession
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from entities.history import acting
from entities.models import ApiToken, Membership, User
from entities.second_factor import forget_devices
from ungass_portal.lib import clock

STEPS = []


def register(step):
    """Have `step(people)` end what an app keeps for people who hold no role any more (primary keys)."""
    STEPS.append(step)


def settle(people):
    """End tokens that these people may no longer keep; if they hold no role at all, their sessions too.

    Returns how many tokens ended. The caller is in a transaction and says who acts.
    """
    tokens = ApiToken.objects.orphaned().filter(made_by__in=people)
    count = tokens.update(revoked_at=timezone.now())
    gone = set(_gone().filter(pk__in=people).values_list("pk", flat=True))
    if gone:
        for session in UserSession.objects.filter(user__in=gone):
            session.end()
        forget_devices(gone)
        for step in STEPS:
            step(gone)
    return count


def sweep():
    """Settle for everybody whose role has ended by date; a step of the cycle. Returns how many tokens ended."""
    makers = ApiToken.objects.orphaned().values_list("made_by", flat=True)
    with acting(None, _("the role of its maker has ended")):
        return settle({*makers, *_gone().filter(usersession__isnull=False).values_list("pk", flat=True)})


def _gone():
    """People who held a role once and hold none now, nor will."""
    held = Membership.objects.filter(user=OuterRef("pk"))
    holds_or_will = held.exclude(ends__lt=clock.today())
    return User.objects.filter(Exists(held)).exclude(Exists(holds_or_will))
