"""What a reader's matrix holds about an entity, a country, a chapter or a recommendation."""

from dataclasses import dataclass

from django.db.models import Count, F, Q

from entities import tallies
from entities.choices import RecordKind
from entities.labels import labels
from entities.payload import titled
from entities.reading_state import state_of
from entities.search import taking_part
from registry.models import MatrixEntry

SHOWN = 10
COLUMNS = (
    "reference", "kind", "title", "summary", "language", "participants", "joint", "chapter", "countries", "regions",
    "status", "texts", "updated_at",
)  # fmt: skip


def entries(reader, kind=RecordKind.ACTIVITY):
    """The reader's entries of one kind: a mandate is never counted as an activity."""
    return MatrixEntry.objects.for_reader(reader).filter(kind=kind)


def chapter_counts():
    """An aggregate per chapter, and one for what has none; a record of two chapters counts in both."""
    found = {f"chapter_{number}": Count("pk", filter=Q(chapters__contains=[number])) for number in _numbers()}
    return found | {"chapter_none": Count("pk", filter=Q(chapters=[]))}


def _numbers():
    return list(labels().of("chapter"))


@dataclass(frozen=True)
class About:
    """Activities about one subject: how many, by chapter, by entity, by country, and the newest of them."""

    total: int
    joint: int
    by_chapter: dict  # number or "none" -> activities
    by_entity: dict  # slug -> {"all", "lead", "co_lead", "partner"}
    by_country: dict  # iso3 -> activities
    newest: list
    mandates: list


def condition(*, entity="", country="", chapter=None, recommendation=""):
    """What makes an entry one about the subject; a chapter may be its primary or another one."""
    if entity:
        return taking_part([entity])
    if country:
        return Q(countries__contains=[country])
    if chapter:
        return Q(chapters__contains=[chapter])
    return Q(recommendations__contains=[recommendation])


def about(reader, **subject):
    """Count and list what is about a subject; five queries, however many entries there are."""
    wanted = condition(**subject)
    found = entries(reader).filter(wanted)
    counted = found.aggregate(total=Count("pk"), joint=Count("pk", filter=Q(joint=True)), **chapter_counts())
    return About(
        total=counted["total"],
        joint=counted["joint"],
        by_chapter=_chapters_of(counted),
        by_entity=tallies.by_entity(found),
        by_country=tallies.by_code(found, "countries"),
        newest=lines(found.order_by("-updated_at", "reference")),
        mandates=lines(entries(reader, RecordKind.MANDATE).filter(wanted).order_by("-updated_at", "reference")),
    )


def lines(found):
    """The first few entries with what a short list shows of them."""
    return list(titled(found.values(*COLUMNS, dates=F("payload__dates"))[:SHOWN]))


def by_chapter(found):
    """Entries by chapter; one query."""
    return _chapters_of(found.aggregate(**chapter_counts()))


def _chapters_of(counted):
    """Chapters with their count, in order, and "none"."""
    return {number: counted[f"chapter_{number}"] for number in _numbers()} | {"none": counted["chapter_none"]}


class Overview:
    """All activities of a reader, counted in several ways; each way once for the reader's state.

    Asked again while nothing changes for the audience, all of it costs one small query.
    """

    def __init__(self, reader):
        self.found, self.state = entries(reader), state_of(reader)

    def _counted(self, name, count):
        return self.state.remember(f"activities {name}", count)

    @property
    def total(self):
        """How many."""
        return self._counted("in all", self.found.count)

    @property
    def by_chapter(self):
        """Activities by chapter number, and by "none"."""
        return self._counted("by chapter", lambda: by_chapter(self.found))

    @property
    def by_entity(self):
        """For each slug: "all", each role, and "chapter_1" to "chapter_none"."""
        return self._counted("by entity", lambda: tallies.by_entity(self.found, **chapter_counts()))

    @property
    def by_country(self):
        """Activities by country code."""
        return self._counted("by country", lambda: tallies.by_code(self.found, "countries"))

    @property
    def by_recommendation(self):
        """Activities by the code of a recommendation."""
        return self._counted("by recommendation", lambda: tallies.by_code(self.found, "recommendations"))
