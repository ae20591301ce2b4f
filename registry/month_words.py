"""The state of the month in a sentence."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from entities.labels import labels
from registry.choices import EditionState
from registry.code_lists import MONTHS_UNDER_WAY
from registry.vienna import VIENNA, in_vienna
from ungass_portal.lib import clock


def of_the_month():
    """Where the oldest month under way stands; empty where none is. No query of its own."""
    rows = labels().of(MONTHS_UNDER_WAY)
    if not rows:
        return ""
    month = next(iter(rows.values()))
    (deadline,) = month.aliases
    if month.group == EditionState.IN_REVIEW:
        return _("Matrix of %(month)s is in review since its deadline, %(when)s. Late sign-offs are still taken.") % {
            "month": month.name,
            "when": in_vienna(deadline),
        }
    days = (deadline.astimezone(VIENNA).date() - clock.today()).days
    if days <= 0:
        return _("Matrix of %(month)s is open until %(when)s.") % {"month": month.name, "when": in_vienna(deadline)}
    return ngettext(
        "Matrix of %(month)s is open, %(days)d day left.", "Matrix of %(month)s is open, %(days)d days left.", days
    ) % {"month": month.name, "days": days}
