"""The wording and codes that a record's owners type: what an activity and an event have in common."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from entities.choices import UN_LANGUAGES, ParticipationState
from entities.models.record import Participation, Record
from ungass_portal.lib.partial_dates import Period, Precision


def codes(label, help_text="", max_length=60):
    """An array of codes of some code list; codes never change, so no join is needed to read them."""
    return ArrayField(
        models.CharField(max_length=max_length),
        default=list,
        blank=True,
        verbose_name=label,
        help_text=help_text,
    )


class WorkingCopy(models.Model):
    """Abstract: one row per record, read and written as one `content` of plain JSON values."""

    record = models.OneToOneField(Record, models.PROTECT, primary_key=True, related_name="%(class)s")
    title = models.CharField(_("title"), max_length=300, help_text=_("What is done, in one line, without acronyms."))
    summary = models.TextField(
        _("summary"),
        blank=True,
        max_length=6000,
        help_text=_("Two or three sentences: what, for whom, with what result. No personal names."),
    )
    language = models.CharField(
        _("language"),
        max_length=5,
        choices=UN_LANGUAGES,
        default="en",
        help_text=_("Language of title and summary."),
    )
    texts = models.JSONField(
        _("texts in other languages"),
        default=list,
        blank=True,
        help_text=_("Readers of that language read them; all are submitted and agreed together."),
    )
    other_partners = codes(_("other partners"), _("Partners that are not in the list, one per line."), 300)
    partner_countries = codes(_("partner governments"), _("Governments that take part as partners."), 3)
    names_affirmed = models.BooleanField(
        _("outside bodies agree to be named"),
        default=False,
        help_text=_(
            "Bodies outside the network and governments are named outside the UN system only if you affirm it."
        ),
    )
    chapter = models.PositiveSmallIntegerField(
        _("chapter"),
        null=True,
        blank=True,
        help_text=_("The main thematic chapter of the outcome document."),
    )
    subheading = models.CharField(_("sub-heading"), max_length=60, blank=True)
    other_chapters = ArrayField(
        models.PositiveSmallIntegerField(),
        default=list,
        blank=True,
        verbose_name=_("other chapters"),
    )
    other_subheadings = codes(_("other sub-headings"))
    recommendations = codes(_("operational recommendations"), _("Those that it helps to carry out."))
    terms = codes(_("other classifications"), _("SDG targets and terms of other schemes."), 100)
    countries = codes(
        _("countries and areas"),
        _("Where it takes place; leave empty when it is not about countries."),
        3,
    )
    regions = codes(_("regions"), _("Whole regions; a region does not stand for a list of its countries."))
    date_from = models.DateField(_("from"), null=True, blank=True)
    date_to = models.DateField(_("to"), null=True, blank=True)
    date_precision = models.CharField(_("known to the"), max_length=10, choices=Precision, blank=True)
    date_text = models.CharField(_("dates as given"), max_length=200, blank=True)
    links = models.JSONField(_("links"), default=list, blank=True)
    source_symbol = models.CharField(
        _("source document"),
        max_length=200,
        blank=True,
        help_text=_("UN document symbol or title."),
    )
    source_paragraph = models.CharField(_("paragraph"), max_length=40, blank=True)
    own_identifier = models.CharField(
        _("your own identifier"),
        max_length=100,
        blank=True,
        help_text=_("Number of the activity in your own system."),
    )
    contact = models.CharField(
        _("function contact"),
        max_length=200,
        blank=True,
        help_text=_("An office or a shared mailbox, not a person."),
    )
    internal_note = models.TextField(
        _("internal note"),
        blank=True,
        max_length=6000,
        help_text=_("Read by your entities and the secretariat only."),
    )
    outside_title = models.CharField(
        _("title for outside"), max_length=300, blank=True, help_text=_("Empty: the title above.")
    )
    outside_summary = models.TextField(
        _("summary for outside"),
        blank=True,
        max_length=6000,
        help_text=_("Empty: the summary above."),
    )
    outside_hides_countries = models.BooleanField(_("leave countries out outside"), default=False)
    outside_hides_figures = models.BooleanField(_("leave figures out outside"), default=False)

    PLAIN_FIELDS = (
        "title",
        "summary",
        "language",
        "texts",
        "other_partners",
        "partner_countries",
        "names_affirmed",
        "chapter",
        "subheading",
        "other_chapters",
        "other_subheadings",
        "recommendations",
        "terms",
        "countries",
        "regions",
        "links",
        "source_symbol",
        "source_paragraph",
        "own_identifier",
        "contact",
        "internal_note",
        "outside_title",
        "outside_summary",
        "outside_hides_countries",
        "outside_hides_figures",
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="%(class)s_has_title"),
            models.CheckConstraint(
                condition=Q(date_to__isnull=True) | Q(date_from__isnull=False, date_to__gte=models.F("date_from")),
                name="%(class)s_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(date_from__isnull=True) | ~Q(date_precision=""),
                name="%(class)s_date_has_precision",
            ),
            models.CheckConstraint(condition=Q(subheading="") | Q(chapter__isnull=False), name="%(class)s_has_chapter"),
        ]

    def __str__(self):
        return self.title

    @property
    def period(self):
        """The dates as a Period; None when nothing is known."""
        if not self.date_from and not self.date_text:
            return None
        return Period(self.date_from, self.date_to, self.date_precision, self.date_text)

    def content(self):
        """The whole wording as plain JSON values: what revisions, versions and proposals hold. Two queries."""
        content = {name: getattr(self, name) for name in self.PLAIN_FIELDS}
        period = self.period
        content["dates"] = period.to_json() if period else None
        content["participants"] = [
            {"entity": row.entity.slug, "role": row.role, "office": row.office}
            for row in self.record.participations.select_related("entity").order_by("pk")
            if row.state != ParticipationState.DECLINED and not row.leaving
        ]
        content["progress"] = [{"date": line.on.isoformat(), "text": line.text} for line in self.record.progress.all()]
        return content

    def set_content(self, content):
        """Take over plain fields and dates from a cleaned content; participants are written by `write_participants`."""
        for name in self.PLAIN_FIELDS:
            setattr(self, name, content[name])
        period = Period.from_json(content["dates"])
        self.date_from, self.date_to = (period.start, period.end) if period else (None, None)
        self.date_precision, self.date_text = (period.precision, period.text) if period else ("", "")


def write_participants(record, participants, *, entities, confirmed=()):
    """Make the record's participations those of a content, keeping each entity's own word.

    `entities` maps slugs to Entity rows; entities in `confirmed` (slugs) have spoken by acting.
    One that is taken off stays, marked as leaving, until the new wording is cleared: the published wording
    still names it and still needs its word.
    """
    existing = {row.entity.slug: row for row in record.participations.select_related("entity")}
    wanted = {row["entity"]: row for row in participants}
    for slug, row in existing.items():
        if slug not in wanted and row.state != ParticipationState.DECLINED:
            row.leaving = True
            row.save(update_fields=["leaving"])
    for slug, values in wanted.items():
        row = existing.get(slug) or Participation(record=record, entity=entities[slug])
        row.role, row.office, row.leaving = values["role"], values.get("office", ""), False
        if slug in confirmed:
            row.state = ParticipationState.CONFIRMED
        row.save()
