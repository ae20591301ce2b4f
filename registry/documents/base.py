"""What the documents of one revision share: what it is, who may have it, and the rows that stand in each.

Everything is made from the sealed payloads and the names they were sealed with, and stamped with the moment of
sealing: made again by the same software, a document has the same bytes.
"""

import marshal
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from entities.filters import readable_fields
from entities.handling import attribution
from entities.kinds import kind_of, listings
from registry.columns import Column, lines, plain, value_of
from registry.exports.base import ForAudience, Table, by_field
from ungass_portal.lib.language_codes import spoken
from ungass_portal.lib.lists import listed
from ungass_portal.lib.numbers import grouped

COUNTRY_CODES = Column(
    "country_codes", gettext_lazy("ISO codes"), gettext_lazy("Of the countries and areas."), lines,
    source="countries", width=12,
)  # fmt: skip
CARRIED_OVER = Column(
    "carried_over", gettext_lazy("Carried over"), gettext_lazy("Not confirmed by its owners for this month."),
    lambda value, words: _("carried over, not confirmed") if value else "", width=18, live=True,
)  # fmt: skip
BESIDE = {"countries": COUNTRY_CODES, "last_confirmed": CARRIED_OVER}
DISCLAIMER = gettext_lazy(
    "The designations employed and the presentation of material do not imply the expression of any opinion whatsoever "
    "on the part of the Secretariat of the United Nations concerning the legal status of any country, territory, city "
    "or area, or of its authorities, or concerning the delimitation of its frontiers or boundaries."
)
UNEDITED = gettext_lazy(
    "Titles and summaries are in the words of the entities named. This document has not been formally edited; its "
    "symbol is the portal’s own."
)
REMEMBERED = 2_000  # wordings of a field
PLAIN_KEYS = frozenset((str, int, bool, float, date))


@dataclass
class SealedTable(Table):
    """A list of a sealed edition, for the writers of tables: stamped with edition and revision, not with today."""

    sealed: object = None

    @property
    def stamps(self):
        """What must go with every row of a CSV file."""
        audience, handling, _as_of, *source = super().stamps
        return [
            audience,
            handling,
            ("edition", _("Edition"), self.sealed.edition.code),
            ("revision", _("Revision"), self.sealed.number),
            ("as_of", _("Sealed"), self.as_of),
            *source,
        ]

    @property
    def running_line(self):
        """What stands at the head of each printed sheet."""
        return listed((self.title, self.sealed.revision_in_words))


class Sealed(ForAudience):
    """One revision as its documents tell it, in one language. Expects that language to be the active one."""

    volume = None  # all of it: see registry/documents/volumes.py
    is_last = True  # does what concerns the whole edition, as what changed, stand in it?

    def __init__(self, reading, language="en"):
        self.reading, self.language = reading, spoken(language)
        self.revision, self.audience = reading.revision, reading.audience
        self.edition, self.number = reading.revision.edition, reading.revision.number
        self.words = reading.labels(language)

    @property
    def counts(self):
        """How many records of each kind it holds."""
        return self.revision.counts

    @property
    def month(self):
        """February 2018"""
        return date_format(self.edition.month, "YEAR_MONTH_FORMAT")

    @property
    def title(self):
        """What the document is."""
        return _("Matrix and calendar of UNGASS-related action, %(month)s") % {"month": self.month}

    def numbered(self, title):
        """A title as it stands on this document; a volume says which it is."""
        return title

    @property
    def moment(self):
        """When the revision was made, in the portal's zone: the creation date of every file."""
        return timezone.localtime(self.revision.made_at).replace(microsecond=0)

    @property
    def attribution(self):
        """How to name its source."""
        return attribution(self.moment.date())

    @property
    def symbol(self):
        """UNGASS/2018/02/NETWORK, and /Rev.1 for a correction."""
        end = f"/Rev.{self.number}" if self.number else ""
        return f"UNGASS/{self.edition.month:%Y/%m}/{self.audience.upper()}{end}"

    @property
    def stem(self):
        """What the names of its files begin with; those in English name no language."""
        end = "" if self.language == "en" else f"-{self.language}"
        return f"ungass-{self.edition.code}-{self.audience}-rev-{self.number}{end}"

    @property
    def address(self):
        """Where it stands for ever."""
        return f"{settings.SITE_URL}/editions/{self.edition.code}/rev-{self.number}/"

    @property
    def sealed_in_words(self):
        """28 February 2018, 18:00 (Europe/Vienna)"""
        moment = timezone.localtime(self.edition.sealed_at)
        return f"{date_format(moment, 'DATETIME_FORMAT')} ({timezone.get_current_timezone_name()})"

    @property
    def day_in_words(self):
        """The day of the revision: 28 February 2018"""
        return date_format(self.moment, "DATE_FORMAT")

    @property
    def revision_in_words(self):
        """Which revision, and when it was made."""
        if not self.number:
            return _("as sealed on %(day)s") % {"day": self.day_in_words}
        return _("revision %(number)d of %(day)s") % {"number": self.number, "day": self.day_in_words}

    def facts(self):
        """Where it comes from: lines of (name, value)."""
        corrected = [(_("Reason for the revision"), _(self.revision.reason))] if self.number else []
        return [
            (_("Edition"), self.month),
            (_("Sealed"), self.sealed_in_words),
            (_("Revision"), f"{self.number} ({self.revision_in_words})"),
            *corrected,
            (_("For"), self.audience_name),
            (_("Handling"), self.handling),
            (_("Holds"), self.counts_in_words()),
            (_("Symbol"), self.symbol),
            (_("Address"), self.address),
            (_("SHA-256 of the content"), self.revision.sha256),
            (_("Attribution"), self.attribution),
            (_("Terms of use"), self.terms),
        ]

    def counts_in_words(self):
        """122 activities, 2 mandates and 35 events."""
        counts = self.counts
        told = [
            ngettext("%(count)s activity", "%(count)s activities", counts.get("activity", 0)),
            ngettext("%(count)s mandate", "%(count)s mandates", counts.get("mandate", 0)),
            ngettext("%(count)s event", "%(count)s events", counts.get("event", 0)),
        ]
        found = [
            text % {"count": grouped(counts.get(kind, 0))}
            for kind, text in zip(("activity", "mandate", "event"), told, strict=True)
            if counts.get(kind) or kind == "activity"
        ]
        return found[0] if len(found) == 1 else _("%(first)s and %(last)s") % {
            "first": listed(found[:-1]), "last": found[-1],
        }  # fmt: skip

    @cached_property
    def lists(self):
        """The lists of an edition by name, each with the kinds in it."""
        return {listing.name: (listing, kinds) for listing, kinds in listings()}

    def held(self, name):
        """Records of a list in order of reference, each in the document's language where it has a text in it."""
        for held in self.reading.entries(kinds=self.lists[name][1]):
            yield held.worded_in(self.language)

    def reads_confirmation(self, kind):
        """May the audience know when records of a kind were last confirmed?"""
        return "last_confirmed" in readable_fields(kind.entry, self.audience)

    def columns(self, name):
        """The columns of a list that the audience's format has, with those that only editions have."""
        listing, kinds = self.lists[name]
        readable = set().union(*(readable_fields(kind_of(kind).entry, self.audience) for kind in kinds))
        found = []
        for column in listing.columns:
            if column.reads in readable and column.is_sealed:
                found += [column, *([BESIDE[column.name]] if column.name in BESIDE else [])]
        return found

    def table(self, name, watch=None):
        """A list as the writers of tables want it; `watch` sees each record as it passes."""
        listing, _kinds = self.lists[name]
        columns = self.columns(name)
        return SealedTable(
            title=f"{listing.title}, {self.month}",
            audience=self.audience,
            as_of=self.moment.date(),
            made_at=self.moment,
            made_by="",
            told=[],
            count=self.counts_in_words(),
            address=self.address,
            columns=columns,
            rows=lambda finish=None: rows_of(_watched(self.held(name), watch), columns, self.words, finish),
            sealed=self,
        )


def _watched(held, watch):
    """The records, each shown to `watch` on its way."""
    for row in held:
        if watch:
            watch(row)
        yield row


def rows_of(held, columns, words, finish=None):
    """The cells of all records, worded once for each value of a field: memory does not grow with their number."""
    makers = [_maker(found, words, finish) for found in by_field(columns)]
    for row in held:
        cells = []
        for make in makers:
            cells += make(row)
        yield cells


def _maker(columns, words, finish):
    """A function from a record to its cells of the columns that read one field."""
    first, shows, known = columns[0], [column.show for column in columns], {}
    name = first.reads
    if shows == [plain] and not (first.live or first.link):  # the owner's own words: hardly any stand twice
        if finish:
            return lambda row: (finish(row.payload.get(name) or ""),)
        return lambda row: (row.payload.get(name) or "",)
    nothing = (finish("") if finish else "",) * len(columns)

    def make(row):
        value = value_of(first, row)
        if not value and value is not False:
            return nothing
        # Version 2 gives equal values equal bytes, and takes a fifth of the time of repr.
        key = value if value.__class__ in PLAIN_KEYS else marshal.dumps(value, 2)
        cells = known.get(key)
        if cells is None:
            cells = tuple(show(value, words) for show in shows)
            if finish:
                cells = tuple(map(finish, cells))
            if len(known) > REMEMBERED:
                known.clear()
            known[key] = cells
        return cells

    return make
