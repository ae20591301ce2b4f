"""Countries, areas and regions of the UN M49 standard, and regions that documents use beside it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from entities.history import audited
from entities.models.dictionary import bumps_dictionary


@audited()
class Region(models.Model):
    """A region of M49 (three digits) or another region term, whose members are listed."""

    code = models.SlugField(_("code"), max_length=40, primary_key=True, help_text=_("M49 code, or a slug outside M49."))
    names = models.JSONField(_("names"), help_text=_("Name by language code."))
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("lies in"),
    )
    is_m49 = models.BooleanField(_("M49 region"), default=True)
    aliases = ArrayField(models.CharField(max_length=80), default=list, blank=True, verbose_name=_("aliases"))
    countries = ArrayField(
        models.CharField(max_length=3),
        default=list,
        blank=True,
        verbose_name=_("countries"),
        help_text=_("Members of a region outside M49, as ISO alpha-3 codes; M49 regions follow from the country data."),
    )
    note = models.TextField(_("remark"), blank=True)

    class Meta:
        ordering = ["code"]
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        triggers = [bumps_dictionary()]

    def __str__(self):
        return self.names["en"]


@audited()
class Country(models.Model):
    """A country or area of M49; the code stays when a name changes."""

    iso3 = models.CharField(_("ISO alpha-3"), max_length=3, primary_key=True)
    iso2 = models.CharField(_("ISO alpha-2"), max_length=2, unique=True)
    m49 = models.CharField(_("M49"), max_length=3, unique=True)
    names = models.JSONField(_("names"), help_text=_("UN short name by language code."))
    formal_name = models.CharField(_("formal name"), max_length=200, blank=True)
    former_names = models.JSONField(
        _("former names"),
        default=list,
        blank=True,
        help_text=_("List of {language: name, until: date}."),
    )
    aliases = ArrayField(models.CharField(max_length=120), default=list, blank=True, verbose_name=_("other forms"))
    region = models.ForeignKey(
        Region,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Smallest M49 region that holds it."),
    )
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)

    class Meta:
        ordering = ["iso3"]
        verbose_name = _("country or area")
        verbose_name_plural = _("countries and areas")
        triggers = [bumps_dictionary()]

    def __str__(self):
        return self.names["en"]
