"""Secret feeds: made, replaced, ended, found by their secret; they lapse unread, and answer as their person reads.

The secret is kept as its hash only. So the address is shown once; whoever loses it takes a new one in its place.
"""

import hashlib
import secrets
from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from calendar_app.filters import CalendarFilter
from calendar_app.models import EntityDetail, Feed, FeedSwitch
from entities.choices import Role
from entities.history import acting
from entities.readers import Reader, audience_of
from entities.roles import entities_of, is_secretariat
from ungass_portal.lib.problems import ProcessError

LAPSE = timedelta(days=60)
MOST = 20  # live feeds of a person
NOTED_EVERY = timedelta(hours=1)  # reading is noted no more often: a feed is read far more often than written


def sha256(secret):
    """The hash under which a secret is kept."""
    return hashlib.sha256(secret.encode()).hexdigest()


def live():
    """Feeds that answer: neither ended nor unread for sixty days. Real time, as with tokens and sessions."""
    since = timezone.now() - LAPSE
    return Feed.objects.annotate(seen=Coalesce(F("read_at"), F("made_at"))).filter(ended_at=None, seen__gte=since)


@transaction.atomic
def make(*, by, name, query=""):
    """Make a feed for a person; returns (feed, secret). The query is one of the calendar's filters."""
    if live().filter(person=by).count() >= MOST:
        raise ProcessError(_("You have %(most)d feeds. End one that you no longer use.") % {"most": MOST})
    reader = reader_for(by)
    chosen = CalendarFilter(QueryDict(query), reader)  # raises BadParameter for what is no filter
    secret = secrets.token_urlsafe(32)
    feed = Feed.objects.create(person=by, name=name, secret_sha256=sha256(secret), query=chosen.data.urlencode())
    return feed, secret


@transaction.atomic
def replace(*, feed, by):
    """Give a feed another secret: the old address ends at once, what it holds stays. Returns the secret."""
    feed = Feed.objects.select_for_update().get(pk=feed.pk, person=by, ended_at=None)
    secret = secrets.token_urlsafe(32)
    feed.secret_sha256, feed.made_at, feed.read_at = sha256(secret), timezone.now(), None
    feed.save(update_fields=["secret_sha256", "made_at", "read_at"])
    return secret


def end(*, feed, by):
    """End a feed for good."""
    Feed.objects.filter(pk=feed.pk, person=by, ended_at=None).update(ended_at=timezone.now())


def end_all(people):
    """End the feeds of people who hold no role any more."""
    Feed.objects.filter(person__in=people, ended_at=None).update(ended_at=timezone.now())


def hand_over(giver, successor):
    """Give a successor the feeds that somebody keeps; returns how many. The old addresses stay with their person.

    Nobody is told the secrets of the new ones: the successor draws an address for each.
    """
    rows = list(live().filter(person=giver))
    for feed in rows:
        Feed.objects.create(
            person=successor, name=feed.name, query=feed.query, secret_sha256=sha256(secrets.token_urlsafe(32))
        )
    return len(rows)


def told(person):
    """What is kept of a person's feeds."""
    return list(
        Feed.objects.filter(person=person).order_by("pk").values("name", "query", "made_at", "read_at", "ended_at")
    )


def erase(person):
    """Delete the feeds of a person whose data is erased."""
    Feed.objects.filter(person=person).delete()


def find(secret):
    """The live feed of a secret and its reader, or None where nothing answers; notes that it was read."""
    feed = live().select_related("person").filter(secret_sha256=sha256(secret), person__is_active=True).first()
    if feed is None:
        return None
    reader = reader_for(feed.person)
    if FeedSwitch.objects.filter(audience=reader.audience, off=True).exists():
        return None
    now = timezone.now()
    if feed.read_at is None or now - feed.read_at > NOTED_EVERY:
        Feed.objects.filter(pk=feed.pk).update(read_at=now)
    return feed, reader


def reader_for(person):
    """Whom a person's feeds read as, now: a role that ended takes its reading with it."""
    slugs = frozenset(row.entity.slug for row in person.current_memberships() if row.entity)
    return Reader(audience_of(person), slugs)


def telling_more():
    """Slugs of the entities that allow more of their events than title, dates, city and address."""
    return frozenset(EntityDetail.objects.filter(allowed=True).values_list("entity__slug", flat=True))


@transaction.atomic
def allow_detail(*, entity, allowed, by):
    """An entity's focal point says whether secret feeds may hold its events in full."""
    if entity.pk not in entities_of(by, Role.FOCAL_POINT):
        raise ProcessError(_("Only a focal point of %(entity)s says this.") % {"entity": entity})
    with acting(by):
        EntityDetail.objects.update_or_create(entity=entity, defaults={"allowed": allowed})


@transaction.atomic
def switch(*, audience, off, reason, by):
    """The secretariat switches the secret feeds of an audience off, with a reason, or on again."""
    if not is_secretariat(by):
        raise ProcessError(_("Only the secretariat switches feeds off."))
    if off and not reason.strip():
        raise ProcessError(_("Give the reason."))
    with acting(by, reason):
        FeedSwitch.objects.update_or_create(
            audience_id=audience, defaults={"off": off, "reason": reason.strip() if off else ""}
        )


def of_person(person):
    """A person's feeds that were not ended, each with whether it lapsed."""
    since = timezone.now() - LAPSE
    rows = Feed.objects.filter(Q(person=person), ended_at=None).annotate(seen=Coalesce(F("read_at"), F("made_at")))
    return [{"feed": row, "lapsed": row.seen < since} for row in rows]
