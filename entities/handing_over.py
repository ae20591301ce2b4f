"""Handing over to a successor: what a focal point began to type and answers for goes to another one of the entity."""

from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from entities import leaving
from entities.choices import LEADING_ROLES, ParticipationState, Role
from entities.history import acting
from entities.models import ApiToken, FormDraft, Membership, Participation
from entities.roles import is_secretariat
from ungass_portal.lib import clock
from ungass_portal.lib.problems import ProcessError

MOVERS = []


@dataclass
class HandedOver:
    """What went over, and what stayed because the successor has begun the same."""

    moved: int = 0
    stayed: list = field(default_factory=list)  # references
    feeds: int = 0  # the successor draws a secret address for each


def register(mover):
    """Have `mover(giver, successor)` give a person what an app keeps for another; it returns how many of what."""
    MOVERS.append(mover)


@transaction.atomic
def hand_over(*, giver, successor, ends, by, reason=""):
    """Move drafts and duties from one focal point's role (a Membership) to another's; the giver's ends after a day.

    Mails, reminders and the desk follow the role, so they reach the successor from then on. Where the successor is
    a deputy, the duty itself goes over: the deputy becomes the focal point. Tokens that the giver made end with
    his role, since he knows their secrets.
    """
    rows = Membership.objects.select_for_update(of=("self",)).order_by("pk").filter(pk__in=[giver.pk, successor.pk])
    rows = {row.pk: row for row in rows.select_related("user", "entity")}
    giver, successor = rows[giver.pk], rows[successor.pk]
    _check(giver, successor, ends, by)
    with acting(by, reason):
        done = _move_drafts(giver, successor.user)
        done.feeds = sum(mover(giver.user, successor.user) for mover in MOVERS)
        if successor.deputy and not giver.deputy:
            successor.deputy = False
            successor.save(update_fields=["deputy"])
        giver.ends = min(ends, giver.ends or ends)  # handing over lengthens no role
        giver.save(update_fields=["ends"])
        leaving.settle([giver.user_id])
    return done


def successors(giver):
    """Roles to which a focal point's may be handed over: the other focal points of the entity, deputies too."""
    rows = Membership.objects.current().filter(role=Role.FOCAL_POINT, entity=giver.entity_id)
    return rows.exclude(user=giver.user_id).select_related("user").order_by("deputy", "user__name")


def tokens_that_end(giver):
    """The living tokens of the entity that the giver made: they end with his role, and programs need new ones."""
    return ApiToken.objects.live().filter(made_by=giver.user, entity=giver.entity).order_by("created_at")


def _check(giver, successor, ends, by):
    """A focal point hands over his own role, the secretariat anybody's; the successor holds the same one."""
    if by.pk != giver.user_id and not is_secretariat(by):
        raise ProcessError(_("Only the focal point or the secretariat hands over."))
    if giver.role != Role.FOCAL_POINT or (giver.ends and giver.ends < clock.today()):
        raise ProcessError(_("%(person)s is not focal point now.") % {"person": giver.user})
    if not successors(giver).filter(pk=successor.pk).exists():
        raise ProcessError(_("The successor must be focal point or deputy of %(entity)s.") % {"entity": giver.entity})
    if ends < clock.today():
        raise ProcessError(_("The last day lies in the past. Give today or a later day."))


def _move_drafts(giver, person):
    """Give the person what the giver began to type about the entity's records, and its blank forms."""
    done, slug = HandedOver(), giver.entity.slug
    part = {"entity": giver.entity, "role__in": LEADING_ROLES, "state__in": ParticipationState.active()}
    led = Participation.objects.filter(**part).values("record")
    drafts = FormDraft.objects.filter(person=giver.user).select_related("record")
    theirs = set(FormDraft.objects.filter(person=person, record__isnull=False).values_list("record", flat=True))
    for draft in drafts.filter(record__in=led):
        if draft.record_id in theirs:
            done.stayed.append(draft.record.reference)
            continue
        _give(draft, person)
        done.moved += 1
    for draft in drafts.filter(record=None):
        if any(name.endswith("-entity") and slug in values for name, values in draft.data.items()):
            _give(draft, person)
            done.moved += 1
    return done


def _give(draft, person):
    """Change whose draft it is; when it was typed stays."""
    FormDraft.objects.filter(pk=draft.pk).update(person=person)
