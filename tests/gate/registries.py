"""Pairs of registries that differ only in what some readers may not see.

Every hidden record shares entity, country, chapter and words with a visible one, and hidden ones are
made before, between and after the visible ones: whatever is counted, sorted, cached or numbered over
the wrong rows shows up as a difference. With dice the hidden ones differ from time to time.
"""

import random
import uuid

from calendar_app.models import Feed
from calendar_app.secret_feeds import sha256
from entities import desk, review, sharing
from entities.audiences import OUTSIDE
from entities.choices import Decision, EntityKind, Role
from entities.models import Entity, FormDraft, Record
from registry.choices import DocumentFormat
from registry.documents.base import Sealed
from registry.documents.forms import FORMS
from registry.documents.making import make_one
from registry.edition_reading import EditionReading
from registry.models import Circular, EditionRevision, PublishedCircular
from registry.revising import correct_edition
from tests import factories as make
from tests.factories.editions import sealed
from ungass_portal.lib import clock

SHARED_WORDS = {
    "title": "Family skills training for refugees",
    "summary": "Families in Austria and Peru learn skills; trainers come from the region.",
    "chapter": 1,
    "subheading": "ch1-prevention",
    "other_chapters": [2],
    "recommendations": ["1(a)"],
    "terms": ["sdg:3.5"],
    "countries": ["AUT", "PER"],
    "regions": ["155"],
    "dates": {"from": "2018-03-01", "to": "2018-03-31", "precision": "month", "text": "March 2018"},
    "links": [{"title": "More", "url": "https://example.org/more"}],
    "source_symbol": "E/CN.7/2018/9",
}
ACTIVITY_WORDS = SHARED_WORDS | {
    "level": "field",
    "scope": "country",
    "status": "ongoing",
    "programme": "programmes:smart",
    "outputs": [{"kind": "training", "title": "Manual", "link": "", "symbol": ""}],
    "figures": [{"value": 23, "unit": "countries", "qualifier": "exact"}],
}
A_DAY = {"from": "2018-03-14", "to": "2018-03-15", "precision": "day", "text": ""}
EVENT_WORDS = SHARED_WORDS | {
    "dates": A_DAY,
    "event_kind": "event-kinds:training",
    "place": "Vienna",
    "status": "confirmed",
}
# What a visible event leads to: a session and two activities that the audience may not see.
DARK = ("EVT-777001", "ACT-777002", "ACT-777003")
# What the dice may take from a hidden record.
LEFT_OUT = ("chapter", "subheading", "recommendations", "terms", "countries", "regions", "dates", "links")


class Registry:
    """Builds one registry; `hidden_from` names the audience that must not notice the hidden records.

    `dice` (a number) throws which hidden records there are, in which order and how far they look like the visible ones;
    without it there is one of every way in which a record can be hidden.
    """

    def __init__(self, hidden_from, *, with_hidden, dice=None):
        self.hidden_from, self.with_hidden = hidden_from, with_hidden
        self.dice = None if dice is None else random.Random(dice)
        self.number = 100_000
        make.code_lists()
        make.entity("cnd", kind=EntityKind.FUNCTIONAL_COMMISSION)
        for slug in ("who", "unodc", "undp"):
            make.entity(slug)
        self.people = {slug: make.person(Role.FOCAL_POINT, slug) for slug in ("who", "unodc", "undp", "cnd")}
        self.secretariat = make.person(Role.SECRETARIAT)
        self.readers = {
            "viewer": make.person(Role.VIEWER, "undp", email="viewer@undp.example", name="Viewer"),
            "partner": make.person(Role.PARTNER, email="partner@example.org", name="Partner"),
        }
        for name, person in self.readers.items():
            secret = f"secret-of-the-{name}"
            key = uuid.uuid5(uuid.NAMESPACE_URL, secret)  # else drawn at random, and shown on the person's page
            Feed.objects.create(person=person, key=key, name="Phone", secret_sha256=sha256(secret))

    def record(self, kind, *, lead="who", partners=("unodc",), hidden=False, **words):
        """A draft; visible records have fixed references, hidden ones lie between them."""
        self.number += 1 if hidden else 1000
        prefix = {"activity": "ACT", "mandate": "MAN", "event": "EVT"}[kind]
        number = self.number if hidden else self.number // 1000 * 1000
        content = desk.blank(kind) | (EVENT_WORDS if kind == "event" else ACTIVITY_WORDS) | words
        partners = [*partners, "cnd"] if kind == "event" else partners
        content["participants"] = [make.part(lead), *(make.part(slug, "partner") for slug in partners)]
        return desk.create(kind=kind, content=content, by=self.people[lead], reference=f"{prefix}-{number}")

    def clear(self, record):
        """Let the secretariat clear it."""
        review.submit(record=record, by=self.people["who"])
        return review.clear(record=record, by=self.secretariat)

    def agree(self, record, audience, *, but=None, **word):
        """Every decider agrees, except one that may be left out."""
        gate = sharing.Gate(record)
        for slug in gate.deciders(gate.cleared):
            if slug != but:
                sharing.decide(
                    record=record,
                    entity=Entity.objects.get(slug=slug),
                    word=sharing.Word(audience, Decision.AGREE, **word),
                    by=self.people[slug],
                )
        return record

    def hide(self, kind):
        """Records of every way in which one can be hidden from the audience, or of those that the dice throw."""
        if not self.with_hidden:
            return
        ways = [self._draft, self._submitted, self._returned, self._own_only, self._proposed, self._typed]
        if self.hidden_from != "network":
            ways += [self._cleared_only, self._one_word_missing]
            ways += [self._tentative] if kind == "event" else []
        if self.hidden_from == "public":
            ways.append(self._for_partners)
        if self.dice:
            ways = self.dice.sample(ways, self.dice.randint(0, len(ways)))
        for way in ways:
            way(kind)

    def hidden(self, kind, **words):
        """A hidden draft; the dice take some of the words away that it shares with the visible ones."""
        if self.dice:
            blank = desk.blank(kind)
            words |= {name: blank[name] for name in LEFT_OUT if name in blank and self.dice.random() < 0.3}
            words |= {"subheading": blank["subheading"]} if "chapter" in words else {}
        return self.record(kind, hidden=True, **words)

    def _draft(self, kind):
        self.hidden(kind)

    def _submitted(self, kind):
        review.submit(record=self.hidden(kind), by=self.people["who"])

    def _returned(self, kind):
        record = self.hidden(kind)
        review.submit(record=record, by=self.people["who"])
        review.send_back(record=record, by=self.secretariat, reason="Say when.")

    def _own_only(self, kind):
        record = self.hidden(kind)
        review.restrict(record=record, own_only=True, by=self.people["who"])
        self.clear(record)

    def _proposed(self, kind):
        words = {"changes": {"title": "Better"}, "by": self.people["unodc"], "reason": "shorter"}
        desk.propose(record=self.hidden(kind), **words)

    def _typed(self, kind):
        FormDraft.objects.create(person=self.people["who"], kind=kind, data={"title": ["typing"]})

    def _cleared_only(self, kind):
        self.clear(self.hidden(kind))

    def _one_word_missing(self, kind):
        self.agree(self.clear(self.hidden(kind)), "public", but="unodc")

    def _tentative(self, kind):
        """With everybody's word on the ledger: only the gate keeps it."""
        record = self.clear(self.hidden(kind, status="tentative"))
        gate = sharing.Gate(record)
        word = sharing.Word("public", Decision.AGREE)
        for slug in gate.deciders(gate.cleared):
            for audience in OUTSIDE:
                entity = Entity.objects.get(slug=slug)
                sharing.write_word(gate, gate.cleared, audience, entity, word, self.people[slug], Role.FOCAL_POINT)
        sharing.refresh(record)

    def _for_partners(self, kind):
        self.agree(self.clear(self.hidden(kind)), "partners")

    def build(self, *, kinds=("activity", "mandate", "event"), months=True):
        """Visible records of each kind, with hidden ones before, between and after; two months sealed with them."""
        self.visible = []
        self.lead_into_the_dark()
        for kind in kinds:
            self.hide(kind)
            for words in ({}, {"language": "fr", "title": "Formation des familles"}):
                self.visible.append(self.agree(self.clear(self.record(kind, **words)), "public"))
                self.hide(kind)
        self.edit_behind(self.visible[0])
        withdrawn = self.agree(self.clear(self.record("activity")), "public")
        review.withdraw(record=withdrawn, by=self.people["who"], reason="too early")
        self.withdrawn = withdrawn
        if months:
            self.seal_months()
            self.send_round()
        return self

    def send_round(self):
        """Circulars of the public, with drafts and those of narrower audiences before, between and after them."""
        narrower = {"public": ["network", "partners"], "partners": ["network"], "network": []}[self.hidden_from]
        for number, slug in enumerate(("news-1", "news-2")):
            self.circular(slug, "public")
            if self.with_hidden:
                for audience in narrower:
                    self.circular(f"secret-{audience}-{number}", audience)
                    self.circular(f"{slug}-{audience}", audience)
                self.circular(f"draft-{number}", "public", sent=False)

    def circular(self, slug, audience, *, sent=True):
        """A circular; one that was sent stands in its audience's archive."""
        words = {"title": "Family skills training", "audience_id": audience}
        row = Circular.objects.create(slug=slug, note="Families learn.", written_by=self.secretariat, **words)
        if sent:
            note = {"language": "en", "html": "<p>Families learn.</p>", "published_at": clock.now()}
            PublishedCircular.objects.create(circular=row, slug=slug, **words, **note)

    def seal_months(self):
        """Two sealed months that differ, the second with revisions: one that all see, one that they must not."""
        sealed("2018-01", by=self.secretariat)
        fresh = self.agree(self.clear(self.record("activity", title="New in February")), "public")
        self.hide("activity")
        february = sealed("2018-02", by=self.secretariat)
        review.withdraw(record=fresh, by=self.people["who"], reason="too early")
        if self.with_hidden:
            gone = self.record("activity", hidden=True)
            if self.hidden_from != "network":
                gone = self.clear(gone)
                if self.hidden_from == "public":
                    gone = self.agree(gone, "partners")
                correct_edition(
                    edition=february, references=[gone.reference], by=self.secretariat, reason="It was forgotten."
                )
                review.withdraw(record=gone, by=self.people["who"], reason="secret")

    def lead_into_the_dark(self):
        """A visible event whose links lead to hidden records; in the other registry they lead nowhere."""
        if self.with_hidden:
            for reference in DARK:
                kind = "event" if reference.startswith("EVT") else "activity"
                content = desk.blank(kind) | (EVENT_WORDS if kind == "event" else ACTIVITY_WORDS)
                content["participants"] = [make.part("who")]
                record = desk.create(kind=kind, content=content, by=self.people["who"], reference=reference)
                if self.hidden_from != "network":
                    self.clear(record)
        session, *activities = DARK
        linked = self.record("event", title="Held in the dark", held_at=session, activities=activities)
        self.visible.append(self.agree(self.clear(linked), "public"))

    def make_documents(self, audiences):
        """The documents of the sealed months: of the newest revision in all formats, of the others as JSON."""
        self.documents = {}
        for audience in audiences:
            newest = None
            for revision in EditionRevision.objects.filter(audience=audience).order_by("-edition__month", "-number"):
                newest = newest or revision
                sealed_month = Sealed(EditionReading(revision.edition, audience, revision.number))
                for name in FORMS if revision == newest else [DocumentFormat.JSON]:
                    made = make_one(sealed_month, name)
                    place = (revision.edition.code, str(revision.number), made.name)
                    self.documents.setdefault(audience, []).append(place)

    def edit_behind(self, record):
        """A newer wording of a visible record: a draft, and outside the network one that is cleared there."""
        if not self.with_hidden:
            return
        if self.hidden_from != "network":
            self.clear(self.save(record, title="A wording for the network", countries=["FRA"]))
        self.save(record, title="A secret new title", countries=["PER"])

    def save(self, record, **words):
        """Save the lead's working copy with other words."""
        record = Record.objects.get(pk=record.pk)
        content = record.working_copy.content() | words
        return desk.save(record=record, content=content, base_revision=record.revision, by=self.people["who"])
