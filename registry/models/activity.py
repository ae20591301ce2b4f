"""The working copy of an activity or a mandate."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from entities.history import audited
from entities.models import WorkingCopy
from registry.choices import ActivityStatus, Level, Scope


@audited()
class Activity(WorkingCopy):
    """What an entity does, or (record of kind mandate) a decision or request that tasks it."""

    level = models.CharField(_("level"), max_length=12, choices=Level, default=Level.UNKNOWN, help_text=_("Who acts."))
    scope = models.CharField(
        _("scope"),
        max_length=10,
        choices=Scope,
        default=Scope.UNKNOWN,
        help_text=_("How far it reaches."),
    )
    status = models.CharField(
        _("status"), max_length=10, choices=ActivityStatus, default=ActivityStatus.UNKNOWN,
        help_text=_("Where it stands in the world."),
    )  # fmt: skip
    programme = models.CharField(
        _("programme"), max_length=100, blank=True, help_text=_("The programme that it is part of.")
    )
    outputs = models.JSONField(
        _("outputs"),
        default=list,
        blank=True,
        help_text=_("Publications, trainings, tools that came of it."),
    )
    figures = models.JSONField(
        _("figures"),
        default=list,
        blank=True,
        help_text=_("“In 23 countries” is a figure, not a list of countries."),
    )

    PLAIN_FIELDS = (
        *WorkingCopy.PLAIN_FIELDS,
        "level",
        "scope",
        "status",
        "programme",
        "outputs",
        "figures",
    )

    class Meta(WorkingCopy.Meta):
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
