"""Made-up activities for measuring a large registry: common and rare words, all precisions of dates."""

from datetime import timedelta
from itertools import accumulate
from pathlib import Path

from entities import desk
from entities.choices import ParticipationRole
from entities.labels import labels
from entities.loading import read
from entities.seeding import FIRST_DAY, Draft, draw_audience, draw_references
from registry.choices import ActivityStatus, Level, Scope
from ungass_portal.lib.partial_dates import Period, Precision, parse, show_input

VOCABULARY = Path(__file__).parent / "data" / "vocabulary.json"
COUNTRIES = 200
TEXT_LENGTH = 400
SENTENCES_KEPT = 4_000
RARE_SHARE = 0.03
DAYS = 1_200


class Weighted:
    """A list of which the first are drawn most often, as words and countries are in life."""

    def __init__(self, rng, items):
        self.rng, self.items = rng, list(items)
        self.weights = list(accumulate(1 / (rank + 3) for rank in range(len(self.items))))

    def one(self):
        """One item."""
        return self.rng.choices(self.items, cum_weights=self.weights)[0]

    def some(self, least, most):
        """Between `least` and `most` different items."""
        wanted = min(self.rng.randint(least, most), len(self.items))
        found = {}
        while len(found) < wanted:
            found[self.one()] = None
        return list(found)


class Words:
    """Titles and texts made from the vocabulary."""

    def __init__(self, rng):
        self.rng, data = rng, read(VOCABULARY)
        self.parts = {
            name: Weighted(rng, data[plural])
            for name, plural in (
                ("act", "acts"),
                ("thing", "things"),
                ("people", "people"),
                ("place", "places"),
                ("mean", "means"),
                ("end", "ends"),
            )
        }
        self.rare, self.titles, self.events = data["rare"], data["titles"], data["events"]
        self.sentences = [self.fill(rng.choice(data["sentences"])) for _number in range(SENTENCES_KEPT)]

    def fill(self, pattern):
        """A pattern with its parts put in."""
        parts = {name: weighted.one() for name, weighted in self.parts.items()}
        parts["thing2"] = next(thing for thing in iter(self.parts["thing"].one, None) if thing != parts["thing"])
        capital = {name.capitalize(): text[0].upper() + text[1:] for name, text in parts.items()}
        return pattern.format(**parts, **capital)

    def title(self):
        """A title of an activity."""
        return self.fill(self.rng.choice(self.titles))

    def event(self):
        """A title of an event."""
        return self.fill(self.rng.choice(self.events))

    def text(self, length=TEXT_LENGTH):
        """About `length` characters of text, now and then with a rare word."""
        text = f"It deals with {self.rng.choice(self.rare)} in particular." if self.rng.random() < RARE_SHARE else ""
        while len(text) < length - 50:
            text = f"{text} {self.rng.choice(self.sentences)}".strip()
        return text


class Maker:
    """Makes contents of one kind out of codes that the portal knows."""

    kind = "activity"
    prefix = "ACT"

    def __init__(self, rng, cast):
        self.rng, self.cast, found = rng, cast, labels("en")
        self.words = Words(rng)
        self.empty = desk.blank(self.kind)
        self.countries = Weighted(rng, sorted(found.of("country"))[:COUNTRIES])
        self.regions = Weighted(rng, sorted(found.of("region")))
        self.chapters = Weighted(rng, found.of("chapter"))
        self.subheadings = {number: [] for number in found.of("chapter")}
        for slug, label in found.of("subheading").items():
            self.subheadings[label.group].append(slug)
        self.recommendations = Weighted(rng, found.of("recommendation"))
        terms = found.of("term")
        self.targets = Weighted(rng, [code for code in terms if code.startswith("sdg:")])
        self.programmes = Weighted(rng, [code for code in terms if code.startswith("programmes:")])
        self.event_kinds = Weighted(rng, [code for code in terms if code.startswith("event-kinds:")])
        self.leads, self.others = Weighted(rng, cast.slugs), Weighted(rng, cast.slugs)

    def drafts(self, count):
        """Drafts of so many records."""
        return [
            Draft(self.kind, reference, self.content(), draw_audience(self.rng))
            for reference in draw_references(self.rng, self.prefix, count)
        ]

    def shared(self):
        """What activities and events have in common."""
        rng, chapter = self.rng, self.chapters.one()
        headings = self.subheadings[chapter]
        return self.empty | {
            "summary": self.words.text(),
            "participants": self.participants(),
            "names_affirmed": rng.random() < 0.5,
            "chapter": chapter,
            "subheading": rng.choice(headings) if headings and rng.random() < 0.7 else "",
            "other_chapters": [number for number in self.chapters.some(0, 1) if number != chapter],
            "recommendations": self.recommendations.some(0, 3),
            "terms": self.targets.some(0, 3),
            "countries": self.countries.some(2, 4),
            "dates": self.dates(),
            "source_symbol": f"E/CN.7/{rng.randint(2016, 2019)}/{rng.randint(1, 20)}" if rng.random() < 0.3 else "",
        }

    def participants(self):
        """A lead and 2 to 4 others, now and then a co-lead among them."""
        lead = self.leads.one()
        others = [slug for slug in self.others.some(3, 5) if slug != lead][: self.rng.randint(2, 4)]
        roles = [
            ParticipationRole.CO_LEAD if self.rng.random() < 0.1 else ParticipationRole.PARTNER for _slug in others
        ]
        return [
            {"entity": slug, "role": str(role), "office": ""}
            for slug, role in zip([lead, *others], [ParticipationRole.LEAD, *roles], strict=True)
        ]

    def dates(self):
        """None for one in ten; else a period of any precision, sometimes open."""
        rng = self.rng
        if rng.random() < 0.1:
            return None
        precision = rng.choices(list(Precision), (40, 25, 10, 5, 20))[0]
        first, last, _precision = parse(show_input(FIRST_DAY + timedelta(days=rng.randrange(DAYS)), precision))
        chance = rng.random()
        if chance < 0.2:
            last = None
        elif chance < 0.6:
            last = parse(show_input(first + timedelta(days=rng.randrange(400)), precision))[1]
        return Period(first, last, str(precision)).to_json()

    def content(self):
        """The content of one activity."""
        rng = self.rng
        outputs = [
            {"kind": "publication", "title": self.words.title(), "link": "", "symbol": ""}
            for _number in range(rng.choices((0, 1, 2), (5, 4, 1))[0])
        ]
        figures = [
            {"value": rng.randint(2, 500), "unit": self.words.parts["people"].one(), "qualifier": "exact"}
            for _number in range(rng.choices((0, 1, 2), (6, 3, 1))[0])
        ]
        return self.shared() | {
            "title": self.words.title(),
            "regions": self.regions.some(0, 1),
            "level": str(rng.choice(list(Level))),
            "scope": str(rng.choice(list(Scope))),
            "status": str(rng.choices(list(ActivityStatus), (15, 40, 30, 3, 2, 10))[0]),
            "programme": self.programmes.one() if rng.random() < 0.15 else "",
            "outputs": outputs,
            "figures": figures,
        }
