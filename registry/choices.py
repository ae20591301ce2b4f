"""Named states and codes of activities."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ActivityStatus(TextChoices):
    """What happens in the world, apart from where the working copy stands."""

    PLANNED = "planned", _("planned")
    ONGOING = "ongoing", _("ongoing")
    COMPLETED = "completed", _("completed")
    SUSPENDED = "suspended", _("suspended")
    CANCELLED = "cancelled", _("cancelled")
    UNKNOWN = "unknown", _("not known")


class Level(TextChoices):
    """Who acts: headquarters, offices in the field, or both."""

    HEADQUARTERS = "headquarters", _("headquarters")
    FIELD = "field", _("field")
    BOTH = "both", _("headquarters and field")
    UNKNOWN = "unknown", _("not known")


class Scope(TextChoices):
    """How far it reaches."""

    GLOBAL = "global", _("global")
    REGIONAL = "regional", _("regional")
    COUNTRY = "country", _("country")
    UNKNOWN = "unknown", _("not known")


class FigureQualifier(TextChoices):
    """How exact a figure is."""

    EXACT = "exact", _("exactly")
    MORE_THAN = "more_than", _("more than")
    APPROXIMATELY = "approximately", _("about")
    COUNTED = "counted", _("counted:")
    AT_LEAST = "at_least", _("at least")
    UP_TO = "up_to", _("up to")


class EvidenceStatus(TextChoices):
    """How sure the code and the content of a recommendation are."""

    VERIFIED = "verified", _("verified")
    VERIFIED_SECONDARY = "verified_secondary", _("verified in a third source")
    CODE_UNVERIFIED = "topic_verified_code_unverified", _("content verified, letter not verified")
    UNVERIFIED = "unverified", _("not verified")


class EditionState(TextChoices):
    """Where a month stands on its way to being sealed."""

    PLANNED = "planned", _("planned")
    OPEN = "open", _("open")
    IN_REVIEW = "in_review", _("in review")
    SEALED = "sealed", _("sealed")


class SignOffWord(TextChoices):
    """What an entity says of its month."""

    UPDATED = "updated", _("updated")
    NO_CHANGE = "no_change", _("no change")
    NOTHING = "nothing", _("nothing to report")


class CircularState(TextChoices):
    """Where a circular stands."""

    DRAFT = "draft", _("draft")
    SENT = "sent", _("sent")


class DocumentFormat(TextChoices):
    """In which form a sealed edition is handed out."""

    XLSX = "xlsx", _("Excel workbook")
    DOCX = "docx", _("Word document")
    PDF = "pdf", _("PDF")
    CSV = "csv", _("CSV, matrix")
    CALENDAR_CSV = "calendar.csv", _("CSV, calendar")
    HXL = "hxl.csv", _("CSV with HXL tags, matrix")
    CALENDAR_HXL = "calendar.hxl.csv", _("CSV with HXL tags, calendar")
    JSON = "json", _("JSON")
    NARRATIVE = "narrative.docx", _("narrative draft (Word)")
    FIGURES = "figures.pdf", _("page of figures (PDF)")


class ImportState(TextChoices):
    """Where an uploaded workbook stands."""

    READING = "reading", _("being read")
    READ = "read", pgettext_lazy("of a file", "read")
    FAILED = "failed", _("not read")


class RowOutcome(TextChoices):
    """What a row of a workbook would do, or has done."""

    UNREAD = "unread", _("not read yet")
    NEW = "new", _("new")
    CHANGED = "changed", _("changed")
    SAME = "same", _("same as in the portal")
    CONFLICT = "conflict", _("conflict")
    DUPLICATE = "duplicate", _("possible duplicate")
    ERROR = "error", _("error")
    APPLIED = "applied", _("applied")
    UNDONE = "undone", _("undone")
