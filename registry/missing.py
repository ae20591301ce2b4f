"""What is still missing before a month is sealed: an uncleared submission, a sign-off, the deadline itself."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from entities.choices import RecordState, Rhythm
from entities.models import Entity, NetworkMembership, Record
from registry.vienna import VIENNA, in_vienna
from ungass_portal.lib import clock
from ungass_portal.lib.lists import listed

QUARTER_ENDS = (3, 6, 9, 12)


@dataclass(frozen=True)
class Missing:
    """What stands in the way of sealing a month."""

    deadline: str  # when the deadline is, if it has not passed; else empty
    submissions: list  # references of what waits for the secretariat
    entities: list  # expected this month, but not signed off

    def __bool__(self):
        return bool(self.deadline or self.submissions or self.entities)

    def sentences(self):
        """The list in words, one sentence for each thing."""
        said = []
        if self.deadline:
            said.append(_("The deadline has not passed: it is on %(when)s.") % {"when": self.deadline})
        if self.submissions:
            count = len(self.submissions)
            text = ngettext(
                "%(count)d submission is not cleared: %(list)s.",
                "%(count)d submissions are not cleared: %(list)s.",
                count,
            )
            said.append(text % {"count": count, "list": listed(self.submissions)})
        if self.entities:
            count = len(self.entities)
            text = ngettext(
                "%(count)d entity has not signed off: %(list)s.",
                "%(count)d entities have not signed off: %(list)s.",
                count,
            )
            said.append(text % {"count": count, "list": listed(self.entities)})
        return said


def missing_for(edition):
    """What is missing before the edition can be sealed without giving a reason."""
    waiting = Record.objects.on_desk().filter(state=RecordState.SUBMITTED, withdrawn_at__isnull=True)
    return Missing(
        deadline=in_vienna(edition.deadline_at) if clock.now() < edition.deadline_at else "",
        submissions=list(waiting.order_by("reference").values_list("reference", flat=True)),
        entities=list(not_signed_off(edition)),
    )


def expected(edition):
    """The entities whose word the month waits for: by their place in the network on the day of the deadline.

    Who reports every quarter is expected in the last month of one; who only reads is never expected.
    """
    return Entity.objects.filter(
        pk__in=_memberships(edition.deadline_at.astimezone(VIENNA).date(), edition.month).values("entity")
    ).order_by("slug")


def not_signed_off(edition):
    """The expected entities that have not given their word for the month."""
    return expected(edition).exclude(sign_offs__edition=edition)


def _memberships(on: date, month: date):
    rhythms = rhythms_due(month)
    return NetworkMembership.objects.filter(Q(ends__isnull=True) | Q(ends__gte=on), starts__lte=on, rhythm__in=rhythms)


def rhythms_due(month: date):
    """The rhythms in which a word is due in a month."""
    return [Rhythm.MONTHLY, *([Rhythm.QUARTERLY] if month.month in QUARTER_ENDS else [])]
