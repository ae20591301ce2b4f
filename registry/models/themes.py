"""The structure of the outcome document and further classifications: data, not code."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from entities.history import audited
from entities.models.dictionary import bumps_dictionary
from registry.choices import EvidenceStatus


@audited()
class Chapter(models.Model):
    """One of the seven thematic chapters of the outcome document (A/RES/S-30/1)."""

    number = models.PositiveSmallIntegerField(_("number"), primary_key=True)
    slug = models.SlugField(_("code"), unique=True)
    title = models.TextField(_("official title"))
    short_title = models.CharField(_("short title"), max_length=120)
    note = models.TextField(_("remark"), blank=True)

    class Meta:
        ordering = ["number"]
        verbose_name = _("chapter")
        verbose_name_plural = _("chapters")
        triggers = [bumps_dictionary()]

    def __str__(self):
        return f"{self.number}. {self.short_title}"


@audited()
class Subheading(models.Model):
    """A sub-heading of a chapter, as the Note of 2018 has it."""

    slug = models.SlugField(_("code"), primary_key=True, max_length=60)
    chapter = models.ForeignKey(Chapter, models.PROTECT, related_name="subheadings", verbose_name=_("chapter"))
    order = models.PositiveSmallIntegerField(_("order"))
    title = models.TextField(_("official title"))
    short_title = models.CharField(_("short title"), max_length=120)

    class Meta:
        ordering = ["chapter", "order"]
        verbose_name = _("sub-heading")
        verbose_name_plural = _("sub-headings")
        triggers = [bumps_dictionary()]
        constraints = [models.UniqueConstraint(fields=["chapter", "order"], name="subheading_order_once")]

    def __str__(self):
        return self.short_title


@audited()
class Recommendation(models.Model):
    """An operational recommendation, with how sure its code and content are."""

    code = models.CharField(_("code"), max_length=12, primary_key=True, help_text=_("Like 1(a)."))
    chapter = models.ForeignKey(Chapter, models.PROTECT, related_name="recommendations", verbose_name=_("chapter"))
    topic = models.TextField(_("topic"), help_text=_("In our own words, not a quotation."))
    status = models.CharField(_("evidence"), max_length=40, choices=EvidenceStatus, default=EvidenceStatus.UNVERIFIED)
    where = models.TextField(_("evidence found in"), blank=True)
    retired = models.BooleanField(_("no longer offered"), default=False)

    class Meta:
        ordering = ["chapter", "code"]
        verbose_name = _("operational recommendation")
        verbose_name_plural = _("operational recommendations")
        triggers = [bumps_dictionary()]

    def __str__(self):
        return f"{self.code} {self.topic}"


@audited()
class Scheme(models.Model):
    """A further classification: SDG targets, event kinds, programmes."""

    slug = models.SlugField(_("code"), primary_key=True, max_length=30)
    title = models.CharField(_("title"), max_length=200)
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta:
        ordering = ["slug"]
        verbose_name = _("scheme")
        verbose_name_plural = _("schemes")
        triggers = [bumps_dictionary()]

    def __str__(self):
        return self.title


@audited()
class Term(models.Model):
    """A term of a scheme; its code is `scheme:local`, like sdg:3.5."""

    code = models.CharField(_("code"), max_length=100, primary_key=True)
    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="terms", verbose_name=_("scheme"))
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    label = models.CharField(_("label"), max_length=300)
    acronym = models.CharField(_("acronym"), max_length=30, blank=True)
    order = models.PositiveIntegerField(_("order"), default=0)
    note = models.TextField(_("remark"), blank=True)
    lead_entity = models.CharField(_("lead entity"), max_length=60, blank=True, help_text=_("For programmes."))
    retired = models.BooleanField(_("no longer offered"), default=False)

    class Meta:
        ordering = ["scheme", "order", "code"]
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        triggers = [bumps_dictionary()]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(code__startswith=models.functions.Concat("scheme", models.Value(":"))),
                name="term_code_names_scheme",
            )
        ]

    def __str__(self):
        return self.label
