"""Entities, their names over time, and the network of focal points."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from entities.choices import EntityKind, Rhythm
from entities.history import audited
from entities.models.dictionary import bumps_dictionary
from ungass_portal.lib import clock


class DateRange(Func):
    """PostgreSQL's daterange() of two columns."""

    function = "daterange"
    output_field = DateRangeField()


class EntityQuerySet(models.QuerySet):
    """Entities by their place in the network."""

    def in_network(self, on=None):
        """Entities that belong to the network on a day (today)."""
        on = on or clock.today()
        return self.filter(
            Q(network__starts__lte=on) & (Q(network__ends__isnull=True) | Q(network__ends__gte=on))
        ).distinct()


@audited()
class Entity(models.Model):
    """An organisation: UN entity, commission, regional body, NGO. Its names are dated rows of their own."""

    slug = models.SlugField(
        _("code"),
        unique=True,
        max_length=60,
        help_text=_("Short code in addresses; never changes."),
    )
    kind = models.CharField(_("kind"), max_length=40, choices=EntityKind)
    un_system = models.BooleanField(_("UN system"), default=False)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("part of"),
    )
    hq_city = models.CharField(_("seat"), max_length=80, blank=True)
    hq_country = models.CharField(_("country of the seat"), max_length=3, blank=True, help_text=_("ISO alpha-3 code."))
    note = models.TextField(_("remark"), blank=True)
    contributors_need_approval = models.BooleanField(
        _("focal point approves contributors' submissions"),
        default=True,
        help_text=_("Untick to let contributors submit straight to the secretariat."),
    )
    source = models.CharField(_("source"), max_length=300, blank=True)

    objects = EntityQuerySet.as_manager()

    class Meta:
        ordering = ["slug"]
        verbose_name = _("entity")
        verbose_name_plural = _("entities")
        triggers = [bumps_dictionary()]

    def __str__(self):
        from entities.labels import labels  # the labels read this model

        return labels().entity(self.slug).short


@audited()
class EntityName(models.Model):
    """A name and acronym of an entity, valid for a time; a rename is a new row, nothing is rewritten."""

    entity = models.ForeignKey(Entity, models.CASCADE, related_name="names", verbose_name=_("entity"))
    name = models.CharField(_("name"), max_length=300)
    acronym = models.CharField(_("acronym"), max_length=30, blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True, help_text=_("Empty: since ever."))
    valid_to = models.DateField(_("valid to"), null=True, blank=True, help_text=_("Last day; empty: still valid."))
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta:
        ordering = ["entity", F("valid_from").asc(nulls_first=True)]
        verbose_name = _("entity name")
        verbose_name_plural = _("entity names")
        triggers = [bumps_dictionary()]
        constraints = [
            ExclusionConstraint(
                name="entity_names_do_not_overlap",
                expressions=[
                    ("entity", RangeOperators.EQUAL),
                    (
                        DateRange(
                            "valid_from",
                            "valid_to",
                            RangeBoundary(inclusive_lower=True, inclusive_upper=True),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message=_("Another name of this entity is valid on some of these days."),
            )
        ]

    def __str__(self):
        return self.name


@audited()
class EntityAlias(models.Model):
    """Another way in which people write an entity's name; used to find it, never shown as its name."""

    entity = models.ForeignKey(Entity, models.CASCADE, related_name="aliases", verbose_name=_("entity"))
    alias = models.CharField(_("alias"), max_length=300)

    class Meta:
        ordering = ["alias"]
        verbose_name = _("alias")
        verbose_name_plural = _("aliases")
        triggers = [bumps_dictionary()]
        constraints = [models.UniqueConstraint(fields=["entity", "alias"], name="entity_alias_once")]

    def __str__(self):
        return self.alias


@audited()
class NetworkMembership(models.Model):
    """A time in which an entity belongs to the network of focal points, and how often it reports."""

    entity = models.ForeignKey(Entity, models.PROTECT, related_name="network", verbose_name=_("entity"))
    starts = models.DateField(_("from"))
    ends = models.DateField(_("to"), null=True, blank=True)
    rhythm = models.CharField(_("rhythm"), max_length=10, choices=Rhythm, default=Rhythm.MONTHLY)
    leads = models.BooleanField(_("leads the coordination"), default=False)
    invited = models.BooleanField(
        _("invited body"), default=False, help_text=_("Invited after the decision of April 2017.")
    )
    basis = models.CharField(_("basis"), max_length=300, blank=True, help_text=_("Decision or document."))

    class Meta:
        ordering = ["entity__slug", "starts"]
        verbose_name = _("network membership")
        verbose_name_plural = _("network memberships")
        triggers = [bumps_dictionary()]
        constraints = [
            ExclusionConstraint(
                name="network_memberships_do_not_overlap",
                expressions=[
                    ("entity", RangeOperators.EQUAL),
                    (
                        DateRange(
                            "starts",
                            "ends",
                            RangeBoundary(inclusive_lower=True, inclusive_upper=True),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message=_("The entity already belongs to the network on some of these days."),
            ),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")),
                name="network_ends_after_start",
            ),
        ]

    def __str__(self):
        return f"{self.entity.slug} {self.starts}"
