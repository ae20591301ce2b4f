"""What everything that a reader gets depends on; while it stands, answers and counts can be used again."""

import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import date

from django.db.models import Subquery
from django.utils.crypto import salted_hmac

from entities import labels
from entities.models import AudienceClock, Dictionary
from ungass_portal.lib import clock

SHAPE = "2"  # raise it when the same entries are to be written differently
KEPT = 2_000

_kept = OrderedDict()
_lock = threading.Lock()


@dataclass(frozen=True)
class ReadingState:
    """An audience at a position of its clock, on a day, under a state of the reference data."""

    audience: str
    position: int
    dictionary: int
    day: date

    def etag(self, *parts):
        """A weak ETag of an answer made from this state and other parts; tells nothing of either."""
        text = "\n".join(map(repr, (SHAPE, self, *parts)))
        return f'W/"{salted_hmac("etag", text, algorithm="sha256").hexdigest()[:32]}"'

    def remember(self, key, make):
        """The result of `make()` for this state and key: what never changes while the state stands."""
        full = (self, key)
        with _lock:
            if full in _kept:
                _kept.move_to_end(full)
                return _kept[full]
        value = make()
        with _lock:
            _kept[full] = value
            while len(_kept) > KEPT:
                _kept.popitem(last=False)
        return value


def positions():
    """The state of each audience, by one query, which also settles the request's dictionary."""
    newest = Dictionary.objects.filter(pk=1)
    version, texts = (Subquery(newest.values(name)) for name in ("version", "texts"))
    rows = list(AudienceClock.objects.values_list("audience_id", "position", version, texts))
    dictionary, corrected = ((rows[0][place] if rows else None) or 0 for place in (2, 3))
    labels.remember(dictionary, corrected)
    today = clock.today()
    return {audience: ReadingState(audience, position, dictionary, today) for audience, position, *_same in rows}


def state_of(reader):
    """The reader's state now; read it before the answer, so that no answer is older than its ETag."""
    return positions()[reader.audience]
