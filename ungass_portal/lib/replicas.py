"""Reading from streaming replicas: whoever comes without a session does, and all writing goes to the primary.

A replica is never behind what was acknowledged: each commit of the portal waits until the replicas have applied it
(`synchronous_commit = remote_apply`; the server names them in `synchronous_standby_names`). So a record that was
withdrawn is gone from every replica when the withdrawal is acknowledged, and a program reads what it has just written.
Where the server does not wait for as many replicas as are read, nobody reads any of them.
"""

import logging
import random
import re
import time
from contextlib import suppress
from contextvars import ContextVar

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import DEFAULT_DB_ALIAS, OperationalError, connections

PREFIX = "replica"
SECONDS = 10  # for which a replica that did not answer is left alone, and for which the server's word holds
WAIT_FOR_REPLICAS = "-c synchronous_commit=remote_apply"
SAFE = "Replicas are read."
UNSAFE = "No replica is read: synchronous_standby_names does not have commits wait for each of REPLICA_URLS."
WAITED_FOR = re.compile(r"\s*(?:FIRST\s+|ANY\s+)?(\d+)\s*\(", re.IGNORECASE)

_chosen = ContextVar("replica of the request", default=None)
log = logging.getLogger(__name__)


def databases(primary: dict, replicas: list[dict]) -> dict:
    """Django's settings of the databases: the primary, whose commits wait, and its replicas."""
    if not replicas:
        return {DEFAULT_DB_ALIAS: primary}
    options = primary["OPTIONS"]
    told = f"{options.get('options', '')} {WAIT_FOR_REPLICAS}".strip()
    found = {DEFAULT_DB_ALIAS: {**primary, "OPTIONS": {**options, "options": told}}}
    for number, replica in enumerate(replicas, start=1):
        found[f"{PREFIX}{number}"] = {**replica, "TEST": {"MIRROR": DEFAULT_DB_ALIAS}}
    return found


def aliases() -> list[str]:
    """The replicas that the settings name."""
    return [alias for alias in settings.DATABASES if alias.startswith(PREFIX)]


def waited_for() -> int:
    """How many replicas the server has each commit wait for."""
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute("SHOW synchronous_standby_names")
        return number_in(cursor.fetchone()[0])


def number_in(names: str) -> int:
    """How many a value of `synchronous_standby_names` waits for: a list without a number is one of them."""
    found = WAITED_FOR.match(names)
    return int(found[1]) if found else int(bool(names.strip()))


class ReplicaRouter:
    """Sends what the request only reads to its replica."""

    def db_for_read(self, model, **hints):
        """The replica chosen for the request, or the primary."""
        return _chosen.get() or DEFAULT_DB_ALIAS

    def db_for_write(self, model, **hints):
        """Only the primary is written."""
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one, other, **hints):
        """It is the same data."""
        return True

    def allow_migrate(self, db, app_label, **hints):
        """Replicas follow by themselves."""
        return db == DEFAULT_DB_ALIAS


class ReadFromReplica:
    """Chooses a replica for a request that only reads; one that does not answer is left alone for some seconds."""

    def __init__(self, get_response):
        if not aliases():
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.left_alone = {}  # alias -> until when
        self.asked_at, self.safe = float("-inf"), None

    def __call__(self, request):
        if not _only_reads(request):
            return self.get_response(request)
        token = _chosen.set(self._choose())
        try:
            return self.get_response(request)
        finally:
            _chosen.reset(token)

    def _choose(self):
        now = time.monotonic()
        if not self._is_safe(now):
            return None
        for alias in random.sample(aliases(), len(aliases())):
            if self.left_alone.get(alias, 0) > now:
                continue
            try:
                connections[alias].close_if_health_check_failed()
                connections[alias].ensure_connection()
            except OperationalError as error:
                log.warning("%s does not answer: %s", alias, error)
                self.left_alone[alias] = now + SECONDS
            else:
                return alias
        return None

    def _is_safe(self, now):
        """Does the server wait for every replica? Asked anew every few seconds; without the primary, as last told."""
        if now - self.asked_at > SECONDS:
            self.asked_at, before = now, self.safe
            with suppress(OperationalError):
                self.safe = waited_for() >= len(aliases())
            if self.safe != before:
                log.log(logging.INFO if self.safe else logging.ERROR, SAFE if self.safe else UNSAFE)
        return self.safe


def _only_reads(request):
    """Does the request write nothing that its own reading would miss? Sessions are written wherever they are read."""
    return request.method in ("GET", "HEAD") and settings.SESSION_COOKIE_NAME not in request.COOKIES
