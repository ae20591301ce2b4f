"""Named states of events."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EventStatus(TextChoices):
    """What happens in the world, apart from where the working copy stands."""

    TENTATIVE = "tentative", _("tentative")
    CONFIRMED = "confirmed", _("confirmed")
    POSTPONED = "postponed", _("postponed")
    CANCELLED = "cancelled", _("cancelled")
    HELD = "held", _("held")


class Mode(TextChoices):
    """How people take part."""

    UNKNOWN = "unknown", _("not known")
    IN_PERSON = "in_person", _("in person")
    HYBRID = "hybrid", _("in person and online")
    ONLINE = "online", _("online only")


class MaterialKind(TextChoices):
    """What readers find behind a link of an event."""

    WEBCAST = "webcast", _("webcast")
    RECORDING = "recording", _("recording")
    PRESENTATIONS = "presentations", _("presentations")
    PROGRAMME = "programme", _("programme")
    OUTCOME = "outcome", _("outcome")


class ExceptionKind(TextChoices):
    """How one date of a recurring event differs from the rule."""

    LEFT_OUT = "left_out", _("left out")
    MOVED = "moved", _("moved or changed")
    CANCELLED = "cancelled", _("cancelled")
