"""What an event that is being planned would clash with.

Found among what the network reads and on one's own desk, nowhere else: a record that somebody may not read cannot
show itself by a warning. Events whose day is not known clash with nothing.
"""

from dataclasses import dataclass
from datetime import timedelta
from functools import reduce
from itertools import islice
from operator import or_

from django.db.models import Q
from django.utils.translation import gettext as _

from calendar_app import duty_stations, spans
from calendar_app.choices import EventStatus
from calendar_app.models import CalendarEntry, Event, Occurrence
from calendar_app.plans import city_of, known_moments
from entities.audiences import Reading
from entities.choices import ParticipationState
from entities.labels import labels
from entities.models import Record
from entities.models.entry import SEARCHED
from entities.readers import Reader
from entities.search import taking_part
from ungass_portal.lib.partial_dates import Period, Precision

NETWORK = Reader(Reading.NETWORK)
MOST = 30
SESSIONS = ("event-kinds:cnd-session", "event-kinds:session")
OFF = (EventStatus.CANCELLED, EventStatus.POSTPONED)


@dataclass(frozen=True)
class Beside:
    """An event at the same time, as far as it is compared: from a network entry or from one's own desk."""

    reference: str
    kind: str
    title: str
    language: str
    when: str
    event_kind: str
    status: str
    entities: frozenset
    city: str
    chapters: frozenset
    terms: frozenset
    on_desk: bool = False


@dataclass(frozen=True)
class Clash:
    """An event at the same time, and what the two have in common."""

    event: Beside
    reasons: tuple


def clashes(plan, own=()):
    """Events at the time of a plan that share something with it, those with the most in common first.

    Three queries, four with one's own entities (primary keys). Tentative holds count: the network plans around them.
    """
    found = _network(plan)
    known = {event.reference for event in found} | {plan.reference}
    found += [event for event in _desk(plan, own) if event.reference not in known] if own else []
    words = labels()
    made = [Clash(event, reasons) for event in found if (reasons := tuple(_reasons(plan, event, words)))]
    return sorted(made, key=lambda clash: (-len(clash.reasons), clash.event.reference))[:MOST]


def _reasons(plan, event, words):
    """Why the two should not be at the same time, in words."""
    for slug in sorted(plan.entities & event.entities):
        yield _("%(entity)s takes part in both") % {"entity": words.entity(slug).short}
    if plan.city and plan.city == event.city:
        yield _("both in %(city)s") % {"city": plan.city}
    for number in sorted(plan.chapters & event.chapters):
        yield _("both on chapter %(number)d") % {"number": number}
    for code in sorted(plan.terms & event.terms):
        yield _("both on %(term)s") % {"term": words.get("term", code).name}
    if event.event_kind in SESSIONS:
        yield _("a session of a UN body")


def _network(plan):
    """The network's events at the time of the plan that may have something in common with it; two queries."""
    shared = Q(event_kind__in=SESSIONS)
    if plan.entities:
        shared |= taking_part(sorted(plan.entities))
    if plan.chapters:
        shared |= Q(chapters__overlap=sorted(plan.chapters))
    if plan.terms:
        shared |= Q(terms__overlap=sorted(plan.terms))
    for name in duty_stations.names_of(plan.city) if plan.city else ():
        shared |= Q(shown__place__istartswith=name)
    read = CalendarEntry.objects.for_reader(NETWORK)
    once = spans.on_days(read, *plan.days).filter(precision=Precision.DAY)
    dates = Occurrence.objects.filter(
        _any_of(Q(first_day__lte=last, last_day__gte=first) for first, last in plan.days),
        precision=Precision.DAY,
        cancelled=False,
    )
    found = []
    for entries in (once, read.filter(several=True, pk__in=dates.values("entry"))):
        near = entries.filter(shared).exclude(reference=plan.reference).exclude(status__in=OFF)
        found += near.defer(*SEARCHED, "summary", "texts", "payload").order_by("sort_date", "reference")[:MOST]
    return [_of_entry(entry) for entry in found]


def _any_of(conditions):
    return reduce(or_, conditions)


def _of_entry(entry):
    """A network entry to compare."""
    return Beside(
        entry.reference, entry.kind, entry.title, entry.language, str(Period.from_json(entry.shown["dates"])),
        entry.event_kind, entry.status, frozenset(part.partition(":")[0] for part in entry.participants),
        city_of(entry.shown["place"]), frozenset(entry.chapters), frozenset(entry.terms),
    )  # fmt: skip


def _desk(plan, own):
    """Events on the desk of one's own entities at the time of the plan; two queries."""
    records = Record.objects.of_entities(own).on_desk().filter(withdrawn_at=None)
    near = _any_of(
        Q(date_to__gte=first, date_from__lte=last) | Q(date_to=None, date_from__range=(first, last))
        for first, last in plan.days
    )
    recurring = ~Q(recurrence="") & Q(date_from__lte=max(last for _first, last in plan.days))
    exact = Q(date_precision=Precision.DAY) | ~Q(parts=[])
    found = Event.objects.filter(near | recurring, exact, record__in=records)
    whole = found.exclude(status__in=OFF).select_related("record").prefetch_related("record__participations__entity")
    rows = (row for row in whole.order_by("record__reference") if _falls_on(plan, row))
    return [_of_working_copy(row) for row in islice(rows, MOST)]


def _falls_on(plan, row):
    """Is one of the working copy's dates on one of the plan's? Of a session not the time between its parts is."""
    return any(plan.falls_on(moment.first, moment.last) for moment in known_moments(row.content()))


def _of_working_copy(row):
    """A working copy to compare."""
    taking = (part.entity.slug for part in row.record.participations.all() if part.state in ParticipationState.active())
    return Beside(
        row.record.reference, row.record.kind, row.title, row.language, str(row.period), row.event_kind, row.status,
        frozenset(taking), city_of(row.place), frozenset([row.chapter, *row.other_chapters]) - {None},
        frozenset(row.terms), on_desk=True,
    )  # fmt: skip


def off_days(plan):
    """Holidays at duty stations and international days in the time of a plan: list of (day, words).

    Of other cities' holidays only those of days on which the event would take place there or nowhere in particular.
    """
    found = set()
    for first, last in plan.days:
        found |= {
            (day, _("%(name)s, %(city)s") % {"name": name, "city": city})
            for day, name, city in duty_stations.holidays(first, last)
            if plan.city in ("", city) or not duty_stations.place_of(plan.city)
        }
        found |= {*_by_the_moon(plan.city, first, last), *duty_stations.observed(first, last)}
    return sorted(found)[:MOST]


def _by_the_moon(city, first, last):
    """Holidays of the UN that follow the moon, for a city or for duty stations in general."""
    city = city if duty_stations.place_of(city) else ""
    where = city or _("UN duty stations")
    doubt = _("%(name)s, %(city)s (follows the moon: perhaps a day earlier or later)")
    return [
        (day, (_("%(name)s, %(city)s") if sure else doubt) % {"name": name, "city": where})
        for day, name, sure in duty_stations.by_the_moon(first, last, city)
    ]


def weeks_free(entities, first, count):
    """Weeks from a day on, each with the events of some entities in it: list of (monday, events); two queries."""
    monday = first - timedelta(days=first.weekday())
    weeks = [monday + timedelta(weeks=number) for number in range(count)]
    last = weeks[-1] + timedelta(days=6)
    near = spans.span(
        CalendarEntry.objects.for_reader(NETWORK).filter(taking_part(sorted(entities))).exclude(status__in=OFF),
        monday,
        last,
    )
    return [(week, near.within(week, week + timedelta(days=6))) for week in weeks]
