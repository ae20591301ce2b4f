"""Figures of a sealed edition: counted in one pass over what its audience reads."""

from collections import Counter
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from entities.choices import ParticipationRole, RecordKind
from registry.choices import ActivityStatus
from ungass_portal.lib import sorting


@dataclass
class Figures:
    """Counts of activities; a mandate is never one of them, and a joint activity is one activity."""

    kinds: Counter = field(default_factory=Counter)
    joint: int = 0
    carried_over: int = 0
    by_chapter: Counter = field(default_factory=Counter)  # primary chapter, None for none
    joint_by_chapter: Counter = field(default_factory=Counter)
    by_entity: Counter = field(default_factory=Counter)  # taking part in whatever role
    led_by_entity: Counter = field(default_factory=Counter)
    joint_by_entity: Counter = field(default_factory=Counter)
    by_status: Counter = field(default_factory=Counter)
    countries: set = field(default_factory=set)
    others: set = field(default_factory=set)  # partners in words

    @classmethod
    def of(cls, sealed):
        """Count all records of an edition."""
        figures = cls()
        for held in sealed.reading.entries():
            figures.add(held)
        return figures

    def add(self, held):
        """Count one record."""
        self.kinds[held.kind] += 1
        if held.kind != RecordKind.ACTIVITY:
            return
        payload = held.payload
        chapter, joint = payload.get("chapter"), bool(payload.get("joint"))
        self.by_chapter[chapter] += 1
        self.by_status[payload.get("status") or ActivityStatus.UNKNOWN] += 1
        self.countries.update(payload.get("countries") or ())
        self.others.update(payload.get("other_partners") or ())
        self.carried_over += bool(held.carried_over)
        rows = payload.get("participants") or ()
        slugs = {row["entity"] for row in rows}
        self.by_entity.update(slugs)
        self.led_by_entity.update({row["entity"] for row in rows if row["role"] == ParticipationRole.LEAD})
        if joint:
            self.joint += 1
            self.joint_by_chapter[chapter] += 1
            self.joint_by_entity.update(slugs)

    @property
    def activities(self):
        """How many."""
        return self.kinds[RecordKind.ACTIVITY]

    def share(self, count):
        """A count as a share of all activities; 0 where there are none."""
        return count / self.activities if self.activities else 0.0

    def headline(self):
        """The few numbers that come first: (name, count, share or None)."""
        return [
            (_("Activities"), self.activities, None),
            (_("Mandates"), self.kinds[RecordKind.MANDATE], None),
            (_("Events"), self.kinds[RecordKind.EVENT], None),
            (_("Entities that take part"), len(self.by_entity), None),
            (_("Joint activities"), self.joint, self.share(self.joint)),
            (_("Countries and areas named"), len(self.countries), None),
            *([(_("Other partners named"), len(self.others), None)] if self.others else []),
        ]

    def chapters(self, words, *, short=False):
        """Each chapter in order, last those without: (name, activities, share, joint)."""
        keys = [*words.of("chapter"), *([None] if self.by_chapter[None] else [])]
        return [
            (
                _chapter(key, words.get("chapter", key), short) if key else _("No chapter"),
                self.by_chapter[key],
                self.share(self.by_chapter[key]),
                self.joint_by_chapter[key],
            )
            for key in keys
        ]

    def entities(self, words):
        """Each entity, most activities first: (name, activities, share, led, joint)."""
        order = sorted(self.by_entity, key=lambda slug: (-self.by_entity[slug], sorting.key(words.entity(slug))))
        return [
            (
                str(words.entity(slug)),
                self.by_entity[slug],
                self.share(self.by_entity[slug]),
                self.led_by_entity[slug],
                self.joint_by_entity[slug],
            )
            for slug in order
        ]

    def statuses(self):
        """Each status that there is: (name, activities, share)."""
        return [
            (str(status.label), self.by_status[status], self.share(self.by_status[status]))
            for status in ActivityStatus
            if self.by_status[status]
        ]


def _chapter(number, label, short):
    """A chapter with its number, by its short title where room is scarce."""
    return f"{number}. {label if short else label.name}"
