"""What is odd about a record: the rules that desk, review and imports share. Cheap, and never a refusal.

`findings` reads a whole content, as a reviewer does. `doubts` reads the columns of a working copy alone, so that
a desk of many rows costs no query for them: they are why a row cannot be called unchanged without a look.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from entities.choices import ParticipationRole, RecordKind
from ungass_portal.lib import clock

# States in the world that a past end contradicts, and those that a coming start does.
NOT_OVER = {"planned", "ongoing", "tentative"}
OVER = {"completed", "held"}
CONFIRMED_FOR_MONTHS = 3
MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
PHONE = re.compile(r"(?<![\w/.-])(?:\+|00)\d[\d ()/.-]{6,}\d")
# A form of address and the capitalised words after it, in the languages of the Latin and Cyrillic scripts.
NAME = re.compile(
    r"\b(?:Mr|Mrs|Ms|Mx|Dr|Prof|Professor|Sir|Dame|Ambassador|H\.E|Mme|Mlle|Sr|Sra|Dra|г-н|г-жа)\b\.?\s+"
    r"[^\W\d_a-zа-я][\w’'-]+(?:\s+[^\W\d_a-zа-я][\w’'-]+)*"
)
TEXTS = ("title", "summary", "outside_title", "outside_summary", "place", "outside_place", "remark", "source_symbol")


@dataclass(frozen=True)
class Finding:
    """One thing that is odd: the rule's name, a sentence, and the field of the content that mends it."""

    rule: str
    text: str
    field: str = ""

    def __str__(self):
        return self.text


def findings(kind, content, *, people=()):
    """Everything that a reviewer would stumble over in a content; `people` are names that should not stand in it."""
    found = [_lead(content), _summary(kind, content), _dates(content), *_of_columns(kind, _columns(content))]
    return [*filter(None, found), *_personal(content, people)]


def doubts(record):
    """Why a cleared record cannot be called unchanged without a look. No query where its wording is selected along."""
    working = record.working_copy
    columns = {name: getattr(working, name, "") for name in COLUMNS}
    return [*filter(None, _of_columns(record.kind, columns)), *filter(None, [_stale(record)])]


COLUMNS = ("chapter", "countries", "regions", "scope", "level", "place", "status", "date_from", "date_to")


def _columns(content):
    """The values of a content that stand in columns of their own."""
    dates = content["dates"] or {}
    first, last = (date.fromisoformat(dates[name]) if dates.get(name) else None for name in ("from", "to"))
    return {name: content.get(name, "") for name in COLUMNS} | {"date_from": first, "date_to": last}


def _of_columns(kind, columns):
    """The rules that need columns only."""
    return [_chapter(kind, columns), _place(kind, columns), _past_end(columns), _coming_start(columns)]


def _lead(content):
    if ParticipationRole.LEAD not in [row["role"] for row in content["participants"]]:
        return Finding("no-lead", _("No lead is named."), "participants")
    return None


def _summary(kind, content):
    if kind != RecordKind.EVENT and not content["summary"].strip():
        return Finding("no-summary", _("There is no summary."), "summary")
    return None


def _dates(content):
    return None if content["dates"] else Finding("no-dates", _("No dates are given."), "dates_from")


def _chapter(kind, columns):
    if kind != RecordKind.EVENT and not columns["chapter"]:
        return Finding("no-chapter", _("No chapter is chosen."), "chapter")
    return None


def _place(kind, columns):
    """An event takes place somewhere; an activity too, unless it is global or headquarters' own; a mandate does not."""
    if kind == RecordKind.EVENT:
        named = columns["place"] or columns["countries"]
        return None if named else Finding("no-place", _("No place is given."), "place")
    placeless = columns["scope"] == "global" or columns["level"] == "headquarters"
    if kind == RecordKind.MANDATE or placeless or columns["countries"] or columns["regions"]:
        return None
    return Finding("no-country", _("No country, area or region is named."), "countries")


def _past_end(columns):
    """An end that has passed while the state says otherwise."""
    end = columns["date_to"]
    if end and end < clock.today() and columns["status"] in NOT_OVER:
        day = date_format(end, "DATE_FORMAT")
        text = _("The last day, %(day)s, has passed, but it is not said to be over.") % {"day": day}
        return Finding("past-end", text, "status")
    return None


def _coming_start(columns):
    """A start that is still to come while the state says that it is over."""
    start = columns["date_from"]
    if start and start > clock.today() and columns["status"] in OVER:
        day = date_format(start, "DATE_FORMAT")
        text = _("It is said to be over, but its first day, %(day)s, is still to come.") % {"day": day}
        return Finding("coming-start", text, "status")
    return None


def _stale(record):
    """Nobody has said for three months that it is still true."""
    last = record.last_confirmed
    if last is None:
        return Finding("never-confirmed", _("Nobody has confirmed it yet."))
    if last < months_before(clock.today(), CONFIRMED_FOR_MONTHS):
        day = date_format(last, "DATE_FORMAT")
        return Finding("stale", _("Not confirmed for three months: last on %(day)s.") % {"day": day})
    return None


def months_before(day, months):
    """The same day some months earlier, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _personal(content, people):
    """Addresses, numbers and names of people in texts that many will read."""
    texts = {name: content.get(name) or "" for name in TEXTS}
    texts["progress"] = "\n".join(line["text"] for line in content["progress"])
    texts["other_partners"] = "\n".join(content["other_partners"])
    texts["attendees"] = "\n".join(content.get("attendees", []))
    for field, text in texts.items():
        for address in MAIL.findall(text):
            found = _("An e-mail address stands in the text: %(text)s") % {"text": address}
            yield Finding("mail", found, field)
        for number in PHONE.findall(text):
            found = _("A telephone number seems to stand in the text: %(text)s") % {"text": number.strip()}
            yield Finding("telephone", found, field)
        for name in _names(text, people):
            found = _("A person seems to be named in the text: %(text)s") % {"text": name}
            yield Finding("person", found, field)


def _names(text, people):
    """Names after a form of address, and names of known people; each once."""
    known = [name for name in people if re.search(rf"\b{re.escape(name)}\b", text)]
    addressed = [name for name in NAME.findall(text) if not any(person in name for person in known)]
    return list(dict.fromkeys([*addressed, *known]))
