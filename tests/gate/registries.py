"""Pairs of registries that differ only in what some readers may not see.

Every hidden record shares entity, country, chapter and words with a visible one, and hidden ones are
made before, between and after the visible ones: whatever is counted, sorted, cached or numbered over
the wrong rows shows up as a difference.
"""

from entities import desk, review, sharing
from entities.choices import Decision, Role
from entities.models import Entity, FormDraft, Record
from registry.revising import correct_edition
from tests import factories as make
from tests.factories.editions import sealed

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


class Registry:
    """Builds one registry; `hidden_from` names the audience that must not notice the hidden records."""

    def __init__(self, hidden_from, *, with_hidden):
        self.hidden_from, self.with_hidden = hidden_from, with_hidden
        self.number = 100_000
        make.code_lists()
        for slug in ("who", "unodc", "undp"):
            make.entity(slug)
        self.people = {slug: make.person(Role.FOCAL_POINT, slug) for slug in ("who", "unodc", "undp")}
        self.secretariat = make.person(Role.SECRETARIAT)
        self.readers = {
            "viewer": make.person(Role.VIEWER, "undp", email="viewer@undp.example", name="Viewer"),
            "partner": make.person(Role.PARTNER, email="partner@example.org", name="Partner"),
        }

    def record(self, kind, *, lead="who", partners=("unodc",), hidden=False, **words):
        """A draft; visible records have fixed references, hidden ones lie between them."""
        self.number += 1 if hidden else 1000
        prefix = {"activity": "ACT", "mandate": "MAN", "event": "EVT"}[kind]
        number = self.number if hidden else self.number // 1000 * 1000
        content = desk.blank(kind) | (EVENT_WORDS if kind == "event" else ACTIVITY_WORDS) | words
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
        """Records of every way in which one can be hidden from the audience."""
        if not self.with_hidden:
            return
        self.record(kind, hidden=True)
        review.submit(record=self.record(kind, hidden=True), by=self.people["who"])
        returned = self.record(kind, hidden=True)
        review.submit(record=returned, by=self.people["who"])
        review.send_back(record=returned, by=self.secretariat, reason="Say when.")
        own = self.record(kind, hidden=True)
        review.restrict(record=own, own_only=True, by=self.people["who"])
        self.clear(own)
        desk.propose(
            record=self.record(kind, hidden=True),
            changes={"title": "Better"},
            by=self.people["unodc"],
            reason="shorter",
        )
        FormDraft.objects.create(person=self.people["who"], kind=kind, data={"title": ["typing"]})
        if self.hidden_from == "network":
            return
        self.clear(self.record(kind, hidden=True))
        self.agree(self.clear(self.record(kind, hidden=True)), "public", but="unodc")
        if self.hidden_from == "public":
            self.agree(self.clear(self.record(kind, hidden=True)), "partners")

    def build(self):
        """Visible records of each kind, with hidden ones before, between and after."""
        self.visible = []
        for kind in ("activity", "mandate", "event"):
            self.hide(kind)
            for words in ({}, {"language": "fr", "title": "Formation des familles"}):
                self.visible.append(self.agree(self.clear(self.record(kind, **words)), "public"))
                self.hide(kind)
        self.edit_behind(self.visible[0])
        withdrawn = self.agree(self.clear(self.record("activity")), "public")
        review.withdraw(record=withdrawn, by=self.people["who"], reason="too early")
        self.withdrawn = withdrawn
        self.seal_months(withdrawn)
        return self

    def seal_months(self, withdrawn):
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
