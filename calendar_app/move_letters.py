"""Letters to those concerned when an event that the network reads is moved or called off: once, with old and new."""

from django.urls import reverse
from django.utils import translation

from calendar_app.choices import EventStatus
from calendar_app.columns import MOVES
from calendar_app.models import CalendarEntry
from calendar_app.moments import is_off, last_day
from entities.audiences import Reading
from entities.choices import LetterKind, ParticipationRole, ParticipationState
from entities.differences import differences
from entities.mail.writing import focal_points, site, write
from entities.models import Entity
from entities.readers import Reader
from ungass_portal.lib import clock

FIELDS = (*MOVES, "room", "online_link")


def tell(record, before, after, by):
    """Tell the focal points of all who take part, or have an event of their own there, what has changed when and where.

    `before` and `after` are versions; without `after` the event is withdrawn. Who acts or submitted the change knows
    it. What was over before it changed concerns nobody's diary.
    """
    old, new = before.content, after.content if after else None
    if not _is_moved(old, new) or (_is_over(old) and (new is None or _is_over(new))):
        return
    known = {by.pk, after.submitted_by_id if after else None}
    for entity in _concerned(record, old, new):
        for to in focal_points(entity):
            if to.person.pk in known:
                continue
            known.add(to.person.pk)
            key = f"moved:{(after or before).pk}:{'' if after else 'withdrawn:'}{to.person.pk}"
            with translation.override(to.page_language):
                context = _context(record, old, new)
            write(LetterKind.MOVED, to, key=key, context=context)


def _is_moved(old, new):
    """Does it take place at another time or place, or no longer? That it is now certain, or was held, is no move."""
    if new is None or any(old.get(name) != new.get(name) for name in FIELDS if name != "status"):
        return True
    return old["status"] != new["status"] and (is_off(old) or is_off(new))


def _is_over(content):
    """Did it end before today?"""
    last = last_day(content)
    return last is not None and last < clock.today()


def _concerned(record, old, new):
    """Entities that take part before or after, host it, or hold an event of their own at it."""
    gone = set(record.participations.filter(state=ParticipationState.DECLINED).values_list("entity__slug", flat=True))
    contents = [content for content in (old, new) if content]
    slugs = {row["entity"] for content in contents for row in content["participants"]}
    slugs |= {content["host_entity"] for content in contents if content.get("host_entity")}
    if not record.own_only:
        held = CalendarEntry.objects.for_reader(Reader(Reading.NETWORK)).filter(held_at=record.reference)
        lead = f":{ParticipationRole.LEAD}"
        parts = [part for row in held.values_list("participants", flat=True) for part in row]
        slugs |= {part.removesuffix(lead) for part in parts if part.endswith(lead)}
    return Entity.objects.filter(slug__in=slugs - gone).order_by("slug")


def _context(record, old, new):
    """What the letter says, in the language of the moment."""
    told = new or old
    return {
        "record": record,
        "title": told["title"],
        "title_language": told["language"],
        "withdrawn": new is None,
        "off": new is not None and is_off(new) and new["status"] != old["status"],
        "postponed": new is not None and new["status"] == EventStatus.POSTPONED,
        "changes": differences(record.kind, old, new, names=FIELDS) if new else [],
        "url": site(reverse("event-detail", args=[record.reference])) if new else "",
    }
