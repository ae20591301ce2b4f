"""Made-up events, and the whole made-up registry in one call."""

import json

from django.db import connection, transaction

from calendar_app.choices import EventStatus
from entities.audiences import Reading
from entities.history import acting
from entities.labels import labels, pinned
from entities.seeding import Cast, Draft, Writer, draw_audience, draw_references, generator
from registry.seeding import Maker

CITIES = (
    ("Vienna", "AUT", "Europe/Vienna"),
    ("Geneva", "CHE", "Europe/Zurich"),
    ("New York", "USA", "America/New_York"),
    ("Bangkok", "THA", "Asia/Bangkok"),
    ("Nairobi", "KEN", "Africa/Nairobi"),
    ("Bogotá", "COL", "America/Bogota"),
)
ORDER = list(Reading)


class EventMaker(Maker):
    """Makes contents of events; linked activities reach at least the event's audience."""

    kind = "event"
    prefix = "EVT"

    def __init__(self, rng, cast, activities):
        super().__init__(rng, cast)
        self.linkable = {
            audience: [draft.reference for draft in activities if ORDER.index(draft.audience) >= place]
            for place, audience in enumerate(ORDER)
        }

    def drafts(self, count):
        """Drafts of so many events."""
        found = []
        for reference in draw_references(self.rng, self.prefix, count):
            audience = draw_audience(self.rng)
            found.append(Draft(self.kind, reference, self.content(audience), audience))
        return found

    def content(self, audience=Reading.NETWORK):
        """The content of one event."""
        rng = self.rng
        city, country, zone = rng.choice(CITIES)
        content = self.shared()
        dates, linkable = content["dates"], self.linkable[audience]
        tentative = 20 if audience == Reading.NETWORK else 0  # such an event does not leave it
        timed = dates is not None and dates["precision"] == "day" and rng.random() < 0.5
        return content | {
            "title": self.words.event(),
            "summary": self.words.text(200),
            "event_kind": self.event_kinds.one(),
            "status": str(rng.choices(list(EventStatus), (tentative, 30, 5, 5, 40))[0]),
            "place": city,
            "countries": [country],
            "start_time": f"{rng.randint(8, 12):02}:00" if timed else None,
            "end_time": f"{rng.randint(13, 18):02}:30" if timed else None,
            "time_zone": zone if timed else "",
            "activities": rng.sample(linkable, min(rng.randint(0, 2), len(linkable))),
        }


@transaction.atomic
def seed(*, activities, events, seed=1, tell=lambda line: None):
    """Fill the registry; the same numbers and seed make the same records. Returns entries by audience.

    Needs the reference data. `tell` is called with a line now and then.
    """
    rng = generator(seed)
    with pinned(), acting(None, f"seed_scale {seed}"):
        labels("en")
        cast = Cast()
        _name_the_maker(seed)
        tell(f"Making up {activities} activities and {events} events ...")
        made = Maker(rng, cast).drafts(activities)
        made += EventMaker(rng, cast, made).drafts(events)
        tell("Writing them ...")
        return Writer(cast, rng).write(made)


def _name_the_maker(seed):
    """The audit rows of copied rows say where they come from; COPY passes by the ORM's own way of telling."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('pghistory.context_metadata', %s, true)",
            [json.dumps({"user": None, "reason": f"seed_scale {seed}"})],
        )
