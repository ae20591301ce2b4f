"""How what an audience reads may be handled and used, and how its source is named: in answers, dumps and files."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entities.audiences import Reading
from ungass_portal.lib import clock

HANDLING = {
    Reading.NETWORK: gettext_lazy("UN system only, not for onward circulation"),
    Reading.PARTNERS: gettext_lazy("For partner organisations of the network, not for publication"),
    Reading.PUBLIC: gettext_lazy("Shared with the public by the entities named"),
}
AUDIENCE_NAMES = {
    Reading.NETWORK: gettext_lazy("The network of UN focal points"),
    Reading.PARTNERS: gettext_lazy("Partner organisations"),
    Reading.PUBLIC: gettext_lazy("The public"),
}
TERMS = {
    Reading.NETWORK: gettext_lazy(
        "Read it within the UN system. What may go to partners or to the public is decided by the entities named in "
        "each row; take it from the portal as that audience reads it."
    ),
    Reading.PARTNERS: gettext_lazy(
        "Use it for your own coordination. Drop rows that the portal no longer shows you; do not publish the file."
    ),
    Reading.PUBLIC: gettext_lazy("Use it freely, naming the portal and the day. It may have changed since."),
}


def attribution(day=None):
    """How to name the source, as it read on a day (today)."""
    return _("UNGASS portal, %(day)s; the entities named in each record.") % {"day": (day or clock.today()).isoformat()}


def terms_address():
    """Where the terms stand, for rows and lines that have no room for them."""
    return f"{settings.SITE_URL}/api/docs/#terms"


def notice(audience):
    """What stands beside records in every answer and dump: for whom, how to handle and use them, whom to name."""
    return {
        "audience": str(audience),
        "handling": str(HANDLING[audience]),
        "terms": str(TERMS[audience]),
        "attribution": attribution(),
    }
