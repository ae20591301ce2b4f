"""The page of one entry, whatever its kind: found as the reader may see it, shown from its payload alone."""

from dataclasses import dataclass
from functools import cached_property

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from entities import tongues
from entities.choices import (
    REFERENCE_PREFIXES,
    ChangeKind,
    ParticipationRole,
    ParticipationState,
    TextStanding,
)
from entities.labels import labels
from entities.merged import merged_into
from entities.models import Change
from entities.models.entry import SEARCHED
from entities.payload import in_language
from entities.readers import reader_of
from registry.cells import direction
from registry.choices import ActivityStatus, EvidenceStatus, Level, Scope
from registry.content import FigureContent
from ungass_portal.lib.addresses import address
from ungass_portal.lib.partial_dates import Period

SURE = (EvidenceStatus.VERIFIED, EvidenceStatus.VERIFIED_SECONDARY)
TONES = {
    "planned": "accent", "ongoing": "success", "suspended": "warning", "cancelled": "danger",
    "tentative": "warning", "confirmed": "success", "postponed": "warning",
}  # fmt: skip
ROLES = {
    ParticipationRole.LEAD: gettext_lazy("Lead"),
    ParticipationRole.CO_LEAD: gettext_lazy("Co-lead"),
    ParticipationRole.PARTNER: gettext_lazy("Partner"),
}
CHANGES = {
    ChangeKind.CREATED: (gettext_lazy("Shown for the first time"), "success"),
    ChangeKind.CHANGED: (gettext_lazy("Changed"), ""),
    ChangeKind.WITHDRAWN: (gettext_lazy("Withdrawn"), "danger"),
}
SHOWN_AGAIN = gettext_lazy("Shown again")


@dataclass
class Shown:
    """An entry in words: what templates show of a payload, never more than it holds."""

    entry: object
    audience: str

    @cached_property
    def words(self):
        """The labels of all codes."""
        return labels()

    @cached_property
    def payload(self):
        """What the audience reads, worded in the reader's language where there is a text in it."""
        return in_language(self.entry.payload, get_language())

    def __getattr__(self, name):
        """A field of the payload as it is; None where the audience's format lacks it."""
        if name.startswith("_"):
            raise AttributeError(name)
        return self.payload.get(name)

    @property
    def dir(self):
        """The direction of the title and the summary that are shown."""
        return direction(self.lang)

    @property
    def lang(self):
        """The language of the title and the summary that are shown."""
        return self.payload["language"]

    @property
    def original(self):
        """The language of all other words of the owner."""
        return self.entry.payload["language"]

    @property
    def is_translated(self):
        """Is a text in another language shown instead of the original?"""
        return self.lang != self.original

    @property
    def foreign(self):
        """The name of the language, where the wording is shown in another one than the page's."""
        return tongues.foreign(self.lang)

    @property
    def other_wordings(self):
        """The wording in the languages that are not shown: language, its name, title, summary, what it is worth."""
        given = self.entry.payload
        rows = [{name: given.get(name, "") for name in ("language", "title", "summary")} | {"standing": ""}]
        rows += given.get("texts") or []
        return [
            row | {"name": tongues.NAMES[row["language"]], "dir": direction(row["language"]), "worth": worth(row)}
            for row in rows
            if row["language"] != self.lang
        ]

    @property
    def worth(self):
        """What the shown text is worth, where it is not the original and its entity said so."""
        rows = [row for row in self.entry.payload.get("texts") or [] if row["language"] == self.lang]
        return worth(rows[0]) if rows else ""

    @property
    def chapters(self):
        """Primary chapter first, each (number, Label)."""
        numbers = [*([self.chapter] if self.chapter else []), *(self.other_chapters or [])]
        return [(number, self.words.get("chapter", number)) for number in numbers]

    @property
    def subheadings(self):
        """Sub-headings of the primary chapter first."""
        codes = [*([self.subheading] if self.subheading else []), *(self.other_subheadings or [])]
        return [self.words.get("subheading", code) for code in codes]

    @property
    def recommendation_rows(self):
        """Recommendations with whether their code is sure."""
        rows = [self.words.get("recommendation", code) for code in self.recommendations or []]
        return [(row, not row.aliases or row.aliases[0] in SURE) for row in rows]

    @property
    def term_groups(self):
        """Terms under the name of their scheme: list of (name, labels)."""
        found = {}
        for code in self.terms or []:
            label = self.words.get("term", code)
            found.setdefault(self.words.get("scheme", label.group).name if label.group else "", []).append(label)
        return list(found.items())

    @property
    def who(self):
        """Who takes part, role by role: list of (role in words, rows)."""
        found = {}
        for row in self.participants or []:
            unsure = row.get("state") == ParticipationState.NAMED and row["role"] != ParticipationRole.LEAD
            entity = self.words.entity(row["entity"])
            found.setdefault(row["role"], []).append({"entity": entity, "office": row["office"], "unsure": unsure})
        return [(label, found[role]) for role, label in ROLES.items() if role in found]

    @property
    def partner_country_labels(self):
        """Governments that take part."""
        return [self.words.get("country", code) for code in self.partner_countries or []]

    @property
    def country_labels(self):
        """Countries and areas where it happens."""
        return [self.words.get("country", code) for code in self.countries or []]

    @property
    def region_labels(self):
        """Regions where it happens."""
        return [self.words.get("region", code) for code in self.regions or []]

    @property
    def when(self):
        """The period in words, no finer than it is known; "" where nothing is known."""
        return str(Period.from_json(self.dates)) if self.dates and (self.dates["from"] or self.dates["text"]) else ""

    @property
    def when_given(self):
        """The text as given, where it says more than the period."""
        text = (self.dates or {}).get("text", "")
        return text if text and text != self.when else ""

    @property
    def status_badge(self):
        """The status of an activity in words with its tone."""
        value = self.status or ActivityStatus.UNKNOWN
        if value == ActivityStatus.UNKNOWN:
            return {"label": _("status not known"), "tone": "quiet"}
        return {"label": ActivityStatus(value).label, "tone": TONES.get(value, "")}

    @property
    def level_words(self):
        """The level, if it is known."""
        return Level(self.level).label if self.level and self.level != Level.UNKNOWN else ""

    @property
    def scope_words(self):
        """The scope, if it is known."""
        return Scope(self.scope).label if self.scope and self.scope != Scope.UNKNOWN else ""

    @property
    def programme_label(self):
        """The programme that it is part of."""
        return self.words.get("term", self.programme) if self.programme else None

    @property
    def figure_lines(self):
        """Figures in words."""
        return [FigureContent.in_words(row) for row in self.figures or []]

    def history(self):
        """What this audience saw of the record, newest first; one query."""
        rows = Change.objects.filter(audience=self.audience, reference=self.entry.reference).order_by("position")
        found = []
        for row in rows:
            title, tone = CHANGES[row.kind]
            again = row.kind == ChangeKind.CREATED and found
            found.append({"title": SHOWN_AGAIN if again else title, "tone": tone, "when": row.at})
        return found[::-1]


def worth(row):
    """What a text in another language is worth, in words; empty where nothing was said."""
    return TextStanding(row["standing"]).label if row["standing"] else ""


def was_withdrawn(reader, kind, reference):
    """Had the audience an entry of this kind that was withdrawn? One query."""
    if not reference.startswith(f"{REFERENCE_PREFIXES[kind]}-"):
        return False
    rows = Change.objects.filter(audience=reader.audience, reference=reference).order_by("-position")
    return rows.values_list("kind", flat=True).first() == ChangeKind.WITHDRAWN


def entry_page(request, *, model, kind, reference, template, panel=None, shown=Shown):
    """Answer with the page of an entry: 404 for what this reader may not see, 410 for what was withdrawn from them.

    What they had read and what was merged into another record leads there.

    `panel` is the shorter template for the panel beside a list; `shown` the class that words the payload.
    """
    reader = reader_of(request)
    entry = model.objects.for_reader(reader).defer(*SEARCHED).filter(kind=kind, reference=reference).first()
    if entry is None:
        if not was_withdrawn(reader, kind, reference):
            raise Http404
        into = merged_into(reader, model, reference)
        if into:
            return redirect(address(request, reverse(f"{kind}-detail", args=[into])))
        response = render(request, "registry/withdrawn.html", {"reference": reference}, status=410)
    else:
        beside = panel and request.htmx and request.htmx.target == "side"
        response = render(
            request, panel if beside else template, {"shown": shown(entry, reader.audience), "entry": entry}
        )
    response["Cache-Control"] = "no-cache"
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response
