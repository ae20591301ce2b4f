"""Rows of the matrix as HTML: put together here, not by the template engine, which takes three times as long."""

from html import escape  # faster than Django's, which looks for lazy texts; every text here is a str

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from entities import tongues
from entities.choices import LEADING_ROLES, ParticipationRole
from entities.payload import in_language
from registry.choices import ActivityStatus
from registry.columns import BY_NAME, DATE, NUMBER, value_of
from ungass_portal.lib.lists import listed

SUMMARY_SHOWN = 240
PLACES_SHOWN = 4
TONES = {
    ActivityStatus.PLANNED: "accent",
    ActivityStatus.ONGOING: "success",
    ActivityStatus.SUSPENDED: "warning",
    ActivityStatus.CANCELLED: "danger",
}


def direction(language):
    """The direction of a wording in a language."""
    return "rtl" if language == "ar" else "ltr"


class Rows:
    """Makes the rows of one page: knows the columns, the labels and where the titles lead.

    `addresses` are those of each kind with REFERENCE in it, fit for an attribute: the pages of today unless given.
    """

    def __init__(self, columns, words, suffix, addresses=None):
        self.words, self.suffix, self.language = words, suffix, get_language()
        self.names = {column.name for column in columns}
        self.shown = [column for column in columns if column.below not in self.names]
        self.makers = [(getattr(self, f"_{column.name}", None), column, self._label(column)) for column in self.shown]
        self.addresses = addresses or {
            kind: escape(reverse(f"{kind}-detail", args=["REFERENCE"])) + suffix for kind in ("activity", "mandate")
        }
        self.chapters = {}
        self.foreign = {language: tongues.beside(language) for language in tongues.NAMES}
        self.said = {name: escape(text) for name, text in (
            ("none", _("none")), ("unknown", _("not known")), ("with", _("with")), ("global", _("global")),
            ("mandate", _("mandate")), ("chapter", _("Chapter")),
        )}  # fmt: skip

    @staticmethod
    def _label(column):
        """The name of a column for rows that stand under each other, as on a phone."""
        return f' data-label="{escape(str(column.label))}"'

    def row(self, entry):
        """One entry as a table row."""
        cells = "".join(
            special(entry, label) if special else self._cell(column, entry, label)
            for special, column, label in self.makers
        )
        return mark_safe(f"<tr data-row>{cells}</tr>")

    def _cell(self, column, entry, label):
        """A cell that stands on the page as it does in a file."""
        value = column.show(value_of(column, entry), self.words)
        if column.type == DATE:
            return f'<td class="nowrap"{label}>{escape(short_day(value)) if value else ""}</td>'
        if column.type == NUMBER:
            return f'<td class="number"{label}>{escape(str(value))}</td>'
        return f'<td class="wording"{label}>{escape(shortened(value))}</td>'

    def _reference(self, entry, label):
        link = "" if "title" in self.names else f' href="{self._address(entry)}"'
        tag = "a" if link else "span"
        return f'<th scope="row" class="ref"><{tag}{link}>{escape(entry.reference)}</{tag}></th>'

    def _title(self, entry, label):
        payload = in_language(entry.payload, self.language)
        language = f' lang="{escape(payload["language"])}" dir="{direction(payload["language"])}"'
        summary = payload.get("summary", "") if "summary" in self.names else ""
        below = f'<p class="two-lines"{language}>{escape(shortened(summary))}</p>' if summary else ""
        link = f'<a href="{self._address(entry)}" hx-boost="true"{language}>{escape(payload["title"])}</a>'
        kind = f' <span class="badge">{self.said["mandate"]}</span>' if entry.kind == "mandate" else ""
        told = self.foreign.get(payload["language"], "")
        return f'<td class="title">{link}{kind}{told}{below}</td>'

    def _chapter(self, entry, label):
        number = entry.payload.get("chapter")
        if not number:
            return f'<td class="muted"{label}>{self.said["none"]}</td>'
        if number not in self.chapters:
            title = escape(str(self.words.get("chapter", number)))
            heard = f'<span class="visually-hidden">{self.said["chapter"]} </span>'
            self.chapters[number] = (
                f'<span class="chapter chapter-{int(number)}"><span class="chapter-mark">{heard}{int(number)}</span>'
                f"<span>{title}</span></span>"
            )
        heading = entry.payload.get("subheading") if "subheading" in self.names else ""
        below = f'<p class="small muted">{escape(str(self.words.get("subheading", heading)))}</p>' if heading else ""
        return f'<td class="theme"{label}>{self.chapters[number]}{below}</td>'

    def _lead(self, entry, label):
        rows = entry.payload.get("participants", [])
        leads = self._who(rows, [ParticipationRole.LEAD])
        first = f"<strong>{leads}</strong>" if leads else f'<span class="muted">{self.said["unknown"]}</span>'
        roles = [role for role, name in zip(LEADING_ROLES[1:], ["co_leads"], strict=True) if name in self.names]
        roles += [ParticipationRole.PARTNER] if "partners" in self.names else []
        others = self._who(rows, roles)
        below = f'<p class="small muted few-lines">{self.said["with"]} {others}</p>' if others else ""
        return f"<td{label}>{first}{below}</td>"

    def _who(self, rows, roles):
        """Short names of those who take part in the roles, in the roles' order."""
        names = [str(self.words.entity(row["entity"])) for role in roles for row in rows if row["role"] == role]
        return escape(listed(names))

    def _countries(self, entry, label):
        names = [self.words.get("country", code).name for code in entry.payload.get("countries", [])]
        if "regions" in self.names:
            names += [self.words.get("region", code).name for code in entry.payload.get("regions", [])]
        if not names:
            scope = entry.payload.get("scope")
            return f'<td class="muted"{label}>{self.said["global"] if scope == "global" else ""}</td>'
        text = escape(listed(names[:PLACES_SHOWN]))
        more = len(names) - PLACES_SHOWN
        if more > 0:
            text += f' <span class="muted">{escape(ngettext("and %d more", "and %d more", more) % more)}</span>'
        return f'<td class="place"{label}><span class="three-lines">{text}</span></td>'

    def _dates(self, entry, label):
        text = BY_NAME["dates"].show(entry.payload.get("dates"), self.words)
        if not text:
            return f'<td class="muted"{label}>{self.said["unknown"]}</td>'
        return f'<td{label}><span class="three-lines">{escape(text)}</span></td>'

    def _status(self, entry, label):
        status = entry.payload.get("status") or ActivityStatus.UNKNOWN
        text = escape(str(ActivityStatus(status).label))
        if status == ActivityStatus.UNKNOWN:
            return f'<td class="muted"{label}>{text}</td>'
        tone = TONES.get(status)
        return f'<td{label}><span class="badge{f" badge-{tone}" if tone else ""}">{text}</span></td>'

    def _address(self, entry):
        """The address of an entry, with the audience that the page is viewed as; both are fit for an attribute."""
        return self.addresses[entry.kind].replace("REFERENCE", entry.reference)


def shortened(text):
    """A text short enough for two lines of a row."""
    return text if len(text) <= SUMMARY_SHOWN else text[: SUMMARY_SHOWN - 1].rstrip() + "…"


def short_day(day):
    """A day as the rows of lists show it."""
    return date_format(day, "SHORT_DATE_FORMAT")
