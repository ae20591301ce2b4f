"""Activities as IATI 2.03 XML, for the registers of aid: what the public reads, in the order that the schema asks for.

IATI asks for a date of every activity, so those without one are left out and counted. Days of a date that is known
to a month or a year are the first and last possible ones, and a narrative says how exactly it is known.
"""

from xml.etree import ElementTree

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language

from entities.audiences import Reading
from entities.choices import EntityKind, ParticipationRole
from entities.handling import TERMS, attribution
from entities.labels import labels
from entities.models import Country
from registry.choices import ActivityStatus, Scope
from ungass_portal.lib import clock
from ungass_portal.lib.partial_dates import Period, Precision

VERSION = "2.03"
# The portal keeps no identifiers of organisations in IATI's own lists, so it names them by its own.
PREFIX = "UNGASS-PORTAL"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# Codes of IATI's lists: activity status, scope, types of dates and organisations, roles, vocabularies.
PIPELINE, IMPLEMENTATION, CLOSED = "1", "2", "4"
STATUS = {
    ActivityStatus.PLANNED: PIPELINE,
    ActivityStatus.ONGOING: IMPLEMENTATION,
    ActivityStatus.COMPLETED: CLOSED,
    ActivityStatus.CANCELLED: "5",
    ActivityStatus.SUSPENDED: "6",
}
SCOPES = {Scope.GLOBAL: "1", Scope.REGIONAL: "2"}
MULTINATIONAL, NATIONAL = "3", "4"
PLANNED_START, ACTUAL_START, PLANNED_END, ACTUAL_END = "1", "2", "3", "4"
MULTILATERAL, OTHER_BODY = "40", "90"
INTERGOVERNMENTAL = (
    EntityKind.INTERGOVERNMENTAL, EntityKind.FUNCTIONAL_COMMISSION, EntityKind.TREATY_BODY,
    EntityKind.REGIONAL_ORGANIZATION, EntityKind.FINANCIAL_INSTITUTION, EntityKind.SPECIAL_PROCEDURE,
)  # fmt: skip
ACCOUNTABLE, IMPLEMENTING = "2", "4"
UN_REGIONS, OWN = "2", "99"
SDG_GOALS, SDG_TARGETS = "2", "3"
ORGANISATION_TYPES = {EntityKind.NGO: "21", EntityKind.PUBLIC_PRIVATE: "30"}


def write(entity, entries):
    """The text of the file for an entity's activities, or None where none of them has a date."""
    dated = [row for row in entries if (row.payload["dates"] or {}).get("from")]
    if not dated:
        return None
    root = ElementTree.Element("iati-activities", {"version": VERSION})
    left_out = len(entries) - len(dated)
    root.append(ElementTree.Comment(f" {left_out} activities without a date are left out: IATI asks for one. "))
    root.append(ElementTree.Comment(f" {attribution()} {TERMS[Reading.PUBLIC]} "))
    iso2 = dict(Country.objects.values_list("iso3", "iso2"))
    for row in dated:
        root.append(Activity(row, entity, iso2).element())
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


class Activity:
    """One activity; each method adds what the schema has next."""

    def __init__(self, row, entity, iso2):
        self.row, self.payload, self.entity, self.iso2 = row, row.payload, entity, iso2
        self.words, self.period = labels(), Period.from_json(row.payload["dates"])
        self.root = ElementTree.Element(
            "iati-activity",
            {LANG: self.payload["language"], "last-updated-datetime": row.updated_at.isoformat()},
        )

    def element(self):
        """The whole element, its parts in the order of the schema."""
        self._add("iati-identifier").text = f"{PREFIX}-{self.payload['reference']}"
        self._reporter()
        self._told("title", self.payload["title"])
        self._told("description", self.payload["summary"] or self.payload["title"])
        for row in self.payload["participants"]:
            self._participant(row)
        self._add("activity-status", code=self._status())
        self._dates()
        self._where()
        self._themes()
        return self.root

    def _add(self, name, **attributes):
        made = {key.replace("_", "-"): value for key, value in attributes.items()}
        return ElementTree.SubElement(self.root, name, made)

    def _told(self, name, text, language=None, **attributes):
        """An element with words; without a language they are in the activity's own."""
        narrative = ElementTree.SubElement(
            self._add(name, **attributes), "narrative", {LANG: language} if language else {}
        )
        narrative.text = text

    def _reporter(self):
        """The entity, as whose activities the portal reports them."""
        self._told(
            "reporting-org",
            self.words.entity(self.entity.slug).name,
            get_language(),
            ref=f"{PREFIX}-{self.entity.slug}",
            type=organisation_type(self.entity.kind),
            secondary_reporter="1",
        )

    def _participant(self, row):
        role = ACCOUNTABLE if row["role"] == ParticipationRole.LEAD else IMPLEMENTING
        name = self.words.entity(row["entity"]).name
        self._told("participating-org", name, get_language(), ref=f"{PREFIX}-{row['entity']}", role=role)

    def _status(self):
        """The status; one that is not known follows from the dates."""
        if self.payload["status"] in STATUS:
            return STATUS[self.payload["status"]]
        today = clock.today()
        if self.period.start > today:
            return PIPELINE
        return CLOSED if self.period.end and self.period.end < today else IMPLEMENTATION

    def _dates(self):
        status, exact = self._status(), self.period.precision == Precision.DAY
        starts = PLANNED_START if status == PIPELINE else ACTUAL_START
        ends = ACTUAL_END if status == CLOSED else PLANNED_END
        for kind, day in ((starts, self.period.start), (ends, self.period.end)):
            if day is None:
                continue
            attributes = {"iso_date": day.isoformat(), "type": kind}
            if exact:
                self._add("activity-date", **attributes)
            else:
                self._told("activity-date", str(self.period), get_language(), **attributes)

    def _where(self):
        countries, regions = self.payload["countries"], self.payload["regions"]
        scope = self.payload["scope"]
        if scope == Scope.COUNTRY:
            self._add("activity-scope", code=NATIONAL if len(countries) == 1 else MULTINATIONAL)
        elif scope in SCOPES:
            self._add("activity-scope", code=SCOPES[scope])
        for iso3 in countries:
            self._add("recipient-country", code=self.iso2[iso3])
        for code in regions:
            vocabulary = UN_REGIONS if code.isdigit() else OWN
            own = {} if code.isdigit() else {"vocabulary_uri": _address("api-regions")}
            self._told(
                "recipient-region", self.words.get("region", code).name, get_language(),
                code=code, vocabulary=vocabulary, **own,
            )  # fmt: skip

    def _themes(self):
        """Chapters of the outcome document as sectors of the portal's own list, goals and targets as tags."""
        for number in filter(None, (self.payload["chapter"], *self.payload["other_chapters"])):
            self._told(
                "sector", self.words.get("chapter", number).name, get_language(),
                vocabulary=OWN, vocabulary_uri=_address("api-chapters"), code=str(number),
            )  # fmt: skip
        for code in self.payload["terms"]:
            scheme, _colon, name = code.partition(":")
            if scheme == "sdg":
                self._add("tag", code=name, vocabulary=SDG_TARGETS if "." in name else SDG_GOALS)


def organisation_type(kind):
    """The code of IATI's list of kinds of organisation."""
    if kind.startswith("un_") or kind in INTERGOVERNMENTAL:
        return MULTILATERAL
    return ORGANISATION_TYPES.get(kind, OTHER_BODY)


def _address(name):
    return settings.SITE_URL + reverse(name)
