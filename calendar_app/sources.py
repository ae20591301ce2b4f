"""Calendars that others publish: kept by the secretariat, fetched, and their events handed in for review.

An event is known again by its UID. Only what its calendar changes is taken over, so that what people have written
since stays; into the wording of an entity that answers for itself it goes as a proposal.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import timedelta
from http import HTTPStatus

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError

from calendar_app import ics_events
from calendar_app.models import CalendarSource, ImportedEvent
from calendar_app.moments import last_day
from entities import desk, jobs, review
from entities.choices import ParticipationRole, RecordState
from entities.history import acting
from entities.policies import Action, can, demand_secretariat
from entities.roles import is_secretariat
from entities.sharing import lock
from ungass_portal.lib import clock, ical_reading, outbound
from ungass_portal.lib.problems import ProcessError

EVERY = timedelta(hours=6)
SHOWN_FAULTS = 50
# new; changed; as before; an older step than is known; over already; withdrawn here; no longer there; not readable
OUTCOMES = ("new", "changed", "unchanged", "older", "over", "left", "gone", "faulty")


@dataclass
class Taken:
    """What taking over a file did: how many events of each sort, and what was wrong, in words."""

    counts: dict = field(default_factory=lambda: dict.fromkeys(OUTCOMES, 0))
    faults: list = field(default_factory=list)

    def to_json(self):
        """As the source keeps it."""
        return {"counts": self.counts, "faults": self.faults[:SHOWN_FAULTS], "more": len(self.faults[SHOWN_FAULTS:])}


@transaction.atomic
def save(*, source, by):
    """Keep a source, with the person who keeps it; another address begins anew."""
    demand_secretariat(by)
    before = CalendarSource.objects.filter(pk=source.pk).first()
    if before is None or before.address != source.address:
        source.etag = source.modified = ""
    source.keeper = by
    with acting(by):
        source.save()
    return source


def fetch_due():
    """Have every source fetched that was not looked at for some hours; returns how many. By the cycle."""
    now = timezone.now()  # real time, as with all that happens between servers
    due = CalendarSource.objects.filter(Q(checked_at=None) | Q(checked_at__lte=now - EVERY), active=True)
    found = list(due.exclude(address="").defer("given"))
    for source in found:
        look_soon(source, key=f"{now:%Y-%m-%dT%H}")
    return len(found)


def look_soon(source, *, key, by=None):
    """Have the worker take over a source; the same key has it done once."""
    return jobs.enqueue(
        "calendar-source", key=f"calendar-source:{source.pk}:{key}", by=by, source=source.pk, name=source.name
    )


@transaction.atomic
def give(*, source, data, by):
    """Keep a file of a source until the worker has taken it over; returns the job."""
    demand_secretariat(by)
    digest = hashlib.sha256(data).hexdigest()
    CalendarSource.objects.filter(pk=source.pk).update(given=data, keeper=by)
    return look_soon(source, key=f"{digest[:40]}:{timezone.now():%Y%m%d%H%M%S}", by=by)


def title(source, name):
    """How the job is called."""
    return _("Calendar of others: %(name)s") % {"name": name}


def result_url(source, name):
    """Where its result is read."""
    return reverse("calendar-source", args=[CalendarSource.objects.values_list("key", flat=True).get(pk=source)])


def look(attempt, source, name):
    """Take over the file that was given, or else what the address answers: the function of the job."""
    row = CalendarSource.objects.select_related("keeper", "organiser").get(pk=source)
    try:
        if row.given is not None:
            take(source=row, data=bytes(row.given), by=row.keeper, tell=attempt.progress)
            _checked(row, given=None)
            return
        answer = _asked(row)
        if answer.status == HTTPStatus.NOT_MODIFIED:
            _checked(row)
            return
        take(source=row, data=answer.body, by=row.keeper, tell=attempt.progress)
    except (outbound.Refused, OSError, ProcessError) as problem:
        _checked(row, trouble=_why(problem), given=None)
        return
    _checked(row, etag=answer.headers.get("etag", "")[:200], modified=answer.headers.get("last-modified", "")[:60])


def _asked(row):
    """The answer of a source's server: a calendar, or that it has not changed. ProcessError for any other."""
    headers = {"Accept": "text/calendar", "User-Agent": "UNGASS portal"}
    if row.etag:
        headers["If-None-Match"] = row.etag
    if row.modified:
        headers["If-Modified-Since"] = row.modified
    answer = outbound.get(row.address, headers, most=ical_reading.MOST_BYTES)
    if answer.status in (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED):
        return answer
    if 300 <= answer.status < 400:
        raise ProcessError(
            _("The address leads on to %(place)s. If that is right, give it as the address.")
            % {"place": answer.headers.get("location", "?")[:300]}
        )
    raise ProcessError(_("The server answers %(status)d %(reason)s.") % vars(answer))


def _why(problem):
    """A sentence about a call that failed."""
    if isinstance(problem, TimeoutError):
        return _("The server did not answer in time.")
    if isinstance(problem, OSError):
        return _("The server cannot be reached: %(problem)s") % {"problem": str(problem)[:200]}
    return str(problem)


def _checked(row, *, trouble="", **told):
    """Note that a source was looked at."""
    CalendarSource.objects.filter(pk=row.pk).update(checked_at=timezone.now(), trouble=trouble, **told)


def take(*, source, data, by, tell=None):
    """Take over the events of a file; returns what was done. Each event by itself: a bad one spoils no other.

    ProcessError where there is nothing to read, or where nobody of the secretariat keeps the source any more.
    """
    if not is_secretariat(by):
        raise ProcessError(_("Who kept this calendar is no longer in the secretariat. Save it anew to keep it."))
    try:
        calendar = ical_reading.read(data)
    except ical_reading.NoCalendar as problem:
        raise ProcessError(str(problem)) from problem
    found, faults = ics_events.events(calendar, given_by(source))
    taken = Taken(faults=faults)
    for number, event in enumerate(found, 1):
        try:
            taken.counts[_take_one(source, event, by)] += 1
        except (ValidationError, ProcessError) as problem:
            taken.faults.append(_("“%(title)s”: %(words)s") % {
                "title": event.content["title"][:60], "words": _in_words(problem)
            })  # fmt: skip
        if tell:
            tell(number, len(found))
    taken.counts["faulty"] = len(taken.faults)
    taken.counts["gone"] = _mark_gone(source, {event.uid for event in found}, complete=not taken.faults)
    CalendarSource.objects.filter(pk=source.pk).update(taken_at=clock.now(), report=taken.to_json())
    return taken


def given_by(source):
    """What the source says of events that do not tell it."""
    return ics_events.Given(
        [{"entity": source.organiser.slug, "role": str(ParticipationRole.LEAD), "office": ""}],
        source.event_kind,
        source.language,
        source.time_zone,
    )


def _in_words(problem):
    """What is wrong, as one sentence; a content's faults by their fields."""
    if not isinstance(problem, ValidationError):
        return str(problem)
    return "; ".join(_texts(problem.detail))


def _texts(detail):
    if isinstance(detail, dict):
        return [text for value in detail.values() for text in _texts(value)]
    if isinstance(detail, list):
        return [text for value in detail for text in _texts(value)]
    return [str(detail)]


@transaction.atomic
def _take_one(source, event, by):
    """Take one event over; returns which of the outcomes it had."""
    CalendarSource.objects.select_for_update().only("pk").get(pk=source.pk)  # two fetches at once take turns
    known = ImportedEvent.objects.select_related("record").filter(source=source, uid=event.uid).first()
    if known is None:
        return _begin(source, event, by)
    if event.sequence < known.sequence:
        return "older"
    changes = {name: value for name, value in event.content.items() if value != known.content.get(name)}
    outcome = _change(known.record, changes, by, source) if changes else "unchanged"
    known.sequence, known.content, known.gone = event.sequence, event.content, False
    known.save(update_fields=["sequence", "content", "gone"])
    return outcome


def _begin(source, event, by):
    """Make a record of an event that was not known, unless it is over."""
    content = desk.blank("event") | event.content
    if last_day(content) < clock.today():
        return "over"
    record = desk.create(kind="event", content=content, by=by, published=True)
    review.hand_in(record=record, by=by)
    ImportedEvent.objects.create(
        source=source, uid=event.uid, record=record, sequence=event.sequence, content=event.content
    )
    return "new"


def _change(record, changes, by, source):
    """Bring what a calendar changes into its record, or before those who answer for it."""
    record = lock(record)
    if record.withdrawn_at or record.discarded_at or record.merged_into_id:
        return "left"
    before = record.working_copy.content()
    if all(before[name] == value for name, value in changes.items()):
        return "unchanged"
    reason = _("%(source)s has changed.") % {"source": source.name}
    if record.state == RecordState.SUBMITTED and can(by, Action.RECALL, record):
        record = review.recall(record=record, by=by)
    if can(by, Action.EDIT, record):
        desk.save(record=record, content=before | changes, base_revision=record.revision, by=by, reason=reason)
        review.submit(record=record, by=by)
    else:
        desk.propose(record=record, changes=changes, by=by, reason=reason)
    return "changed"


def _mark_gone(source, uids, *, complete):
    """Note which events a whole file no longer holds; returns how many. Nothing is withdrawn by itself."""
    rows = ImportedEvent.objects.filter(source=source)
    rows.filter(uid__in=uids, gone=True).update(gone=False)
    if not complete:
        return 0
    rows.exclude(uid__in=uids).update(gone=True)
    return rows.filter(gone=True).count()
