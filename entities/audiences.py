"""The three audiences, widest reading first: the one place that names them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Reading(TextChoices):
    """Audiences in order: each later one reads less, and only by agreement."""

    NETWORK = "network", _("the network of UN focal points")
    PARTNERS = "partners", _("partner organisations")
    PUBLIC = "public", _("the public")


OUTSIDE = (Reading.PARTNERS, Reading.PUBLIC)


def at_least(audience):
    """The audience and those that read even less: withdrawing from one withdraws from all of them."""
    order = list(Reading)
    return order[order.index(Reading(audience)) :]


def includes(audience):
    """The outside audiences that an agreement to `audience` covers: the public includes partners."""
    order = list(OUTSIDE)
    return order[: order.index(Reading(audience)) + 1]
