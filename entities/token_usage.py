"""How much each token is used: counted in the process, and added to the token's row of the day now and then.

An answer 304 costs less than a write, so no call writes: each process adds up what it has answered, and a timer
puts it into the database in one statement. What a killed process had not yet put there is lost, a few seconds' worth.
"""

import atexit
import logging
import threading
from dataclasses import dataclass, fields
from datetime import datetime, timedelta

from django.db import DatabaseError, connection
from django.db.models import Max, Sum
from django.utils import timezone

from entities.models import TokenUsage

FLUSH_AFTER = 10  # seconds
SHOWN = timedelta(days=30)
# Names of the addresses by which a mirror stays in step.
IN_STEP = ("api-changes", "api-dump-file")
ADD = """
    INSERT INTO entities_tokenusage AS known
        (token_id, day, calls, objects_given, errors, last_sync_at, first_position, last_position)
    VALUES {rows}
    ON CONFLICT (token_id, day) DO UPDATE SET
        calls = known.calls + EXCLUDED.calls,
        objects_given = known.objects_given + EXCLUDED.objects_given,
        errors = known.errors + EXCLUDED.errors,
        last_sync_at = GREATEST(known.last_sync_at, EXCLUDED.last_sync_at),
        first_position = LEAST(known.first_position, EXCLUDED.first_position),
        last_position = GREATEST(known.last_position, EXCLUDED.last_position)
"""
ROW = "(%s, %s, %s, %s, %s, %s::timestamptz, %s::bigint, %s::bigint)"
log = logging.getLogger(__name__)


@dataclass
class Use:
    """What one token was used for since the last writing."""

    calls: int = 0
    objects_given: int = 0
    errors: int = 0
    last_sync_at: datetime | None = None
    first_position: int | None = None  # between which states of its audience it read
    last_position: int | None = None

    def add(self, other):
        """Add up with another; the later sync counts."""
        self.calls += other.calls
        self.objects_given += other.objects_given
        self.errors += other.errors
        self.last_sync_at = max(filter(None, (self.last_sync_at, other.last_sync_at)), default=None)
        positions = [self.first_position, self.last_position, other.first_position, other.last_position]
        known = [position for position in positions if position is not None]
        self.first_position, self.last_position = min(known, default=None), max(known, default=None)

    def values(self):
        """In the order of the statement that adds it up."""
        return tuple(getattr(self, field.name) for field in fields(self))


class Counter:
    """The counts of this process that are not in the database yet."""

    def __init__(self):
        self.lock = threading.Lock()
        self.uses = {}
        self.timer = None

    def note(self, token, use):
        """Add to a token's count, and see that it is written soon."""
        with self.lock:
            self._put({(token.pk, timezone.localdate()): use})
            if self.timer is None:
                self._set_timer()

    def _set_timer(self):
        self.timer = threading.Timer(FLUSH_AFTER, self._in_time)
        self.timer.daemon = True
        self.timer.start()

    def flush(self):
        """Write what was counted; what cannot be written is kept for the next time."""
        with self.lock:
            uses, self.uses = self.uses, {}
        if not uses:
            return
        # in one order in all processes, so that two that write at once do not wait for each other
        rows = [(*key, *uses[key].values()) for key in sorted(uses)]
        statement = ADD.format(rows=", ".join([ROW] * len(rows)))
        try:
            with connection.cursor() as cursor:
                cursor.execute(statement, [value for row in rows for value in row])
        except DatabaseError as problem:
            log.warning("The use of tokens could not be counted yet: %s", problem)
            with self.lock:
                self._put(uses)

    def _put(self, uses):
        for key, use in uses.items():
            self.uses.setdefault(key, Use()).add(use)

    def _in_time(self):
        """What the timer runs, in a thread of its own with a connection of its own."""
        with self.lock:
            self.timer = None
        try:
            self.flush()
        finally:
            connection.close()


counter = Counter()
atexit.register(counter.flush)


class UsageMiddleware:
    """Counts the answers given to tokens."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Answer, and count it if a token asked."""
        response = self.get_response(request)
        token = getattr(request, "api_token", None)
        if token is not None:
            counter.note(token, use_of(request, response))
        return response


def use_of(request, response):
    """What an answer counts for; views set `objects_given` and `position` on answers that hold records."""
    answered = response.status_code < 400
    name = request.resolver_match.url_name or "" if request.resolver_match else ""
    in_step = answered and name.startswith(IN_STEP)
    position = getattr(response, "position", None) if answered else None
    return Use(
        calls=1,
        objects_given=getattr(response, "objects_given", 0) if answered else 0,
        errors=0 if answered else 1,
        last_sync_at=timezone.now() if in_step else None,
        first_position=position,
        last_position=position,
    )


def by_day(tokens):
    """Rows of the last thirty days of some tokens, newest first."""
    since = timezone.localdate() - SHOWN
    rows = TokenUsage.objects.filter(token__in=tokens, day__gte=since).select_related("token")
    return rows.order_by("-day", "token__name", "token")


def totals(tokens):
    """Sums over the last thirty days of some tokens."""
    return (
        by_day(tokens)
        .order_by()
        .aggregate(
            calls=Sum("calls", default=0),
            objects_given=Sum("objects_given", default=0),
            errors=Sum("errors", default=0),
            last_sync_at=Max("last_sync_at"),
        )
    )
