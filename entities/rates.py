"""Calls a minute, kept over all workers: each takes a lot of calls from the caller's row and counts within it.

A call answered with 304 costs one statement, so no call may cost another one. Together the workers never hand out
more than the rate; what a worker has taken and does not need lapses with the minute.
"""

import threading
import time
from dataclasses import dataclass

from django.db import connection

from entities.models import RateWindow

WINDOW = 60
LOTS = 8  # a minute's calls are handed out in so many lots
TAKE = """
    INSERT INTO entities_ratewindow AS known (caller, minute, taken) VALUES (%(caller)s, %(minute)s, %(lot)s)
    ON CONFLICT (caller) DO UPDATE SET
        taken = CASE WHEN known.minute = EXCLUDED.minute THEN known.taken + EXCLUDED.taken ELSE EXCLUDED.taken END,
        minute = EXCLUDED.minute
    WHERE known.minute <> EXCLUDED.minute OR known.taken + EXCLUDED.taken <= %(rate)s
    RETURNING taken
"""


@dataclass
class Lot:
    """What a worker holds of a caller's minute."""

    minute: int
    left: int
    remaining: int  # that nobody has taken yet


@dataclass(frozen=True)
class Standing:
    """Whether a call is let through, and what the caller is told."""

    allowed: bool
    rate: int
    remaining: int
    reset: int  # seconds


class Worker:
    """The lots that one process holds."""

    def __init__(self):
        self.lots, self.lock = {}, threading.Lock()

    def ask(self, caller, rate, now=None):
        """Take one call for a caller."""
        now = time.time() if now is None else now
        minute, reset = int(now // WINDOW), WINDOW - int(now % WINDOW)
        with self.lock:
            lot = self.lots.get(caller)
            if lot is None or lot.minute != minute:
                self.lots = {key: kept for key, kept in self.lots.items() if kept.minute == minute}
                lot = self.lots[caller] = Lot(minute, 0, rate)
            if not lot.left:
                self._take(lot, caller, rate)
            if not lot.left:
                return Standing(False, rate, 0, reset)
            lot.left -= 1
            return Standing(True, rate, lot.left + lot.remaining, reset)

    def _take(self, lot, caller, rate):
        """Take another lot, a smaller one towards the end of what is left."""
        size = max(rate // LOTS, 1)
        for wanted in dict.fromkeys((size, 1)):
            with connection.cursor() as cursor:
                cursor.execute(TAKE, {"caller": caller, "minute": lot.minute, "lot": wanted, "rate": rate})
                row = cursor.fetchone()
            if row:
                lot.left, lot.remaining = wanted, rate - row[0]
                return


worker = Worker()


def sweep():
    """Delete the rows of minutes gone by; returns how many."""
    count, _models = RateWindow.objects.filter(minute__lt=time.time() // WINDOW - 1).delete()
    return count
