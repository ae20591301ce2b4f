"""Webhooks: partner organisations are told that something changed, in the form of Standard Webhooks.

A message says what changed and where to read it, never what it holds: whoever is told reads with a token, as the
audience then may. Messages about one record go out in the order of its changes. Polling alone is enough, so an
address that does not answer for three days is stopped, with a mail.
"""

import base64
import hashlib
import hmac
import json
import time
from contextlib import contextmanager
from datetime import UTC, timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from entities import jobs
from entities.api.cursors import era_of, make_cursor
from entities.audiences import Reading
from entities.choices import DeliveryState
from entities.history import acting
from entities.mail.endings import tell_stopped
from entities.models import AudienceClock, Change, WebhookDelivery, WebhookEndpoint
from entities.policies import may_manage_tokens
from ungass_portal.lib import outbound
from ungass_portal.lib.problems import ProcessError

AUDIENCE = Reading.PARTNERS
GIVE_UP_AFTER = timedelta(days=3)
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=12)
SECRETS_OVERLAP = timedelta(days=1)
BATCH = 500
KEPT = timedelta(days=90)
AT_A_TIME = 45  # seconds: a server that hangs must not keep the worker from everybody else's jobs
MOST = 5  # addresses of one organisation


# --- What people do ----------------------------------------------------------
@transaction.atomic
def add(*, organisation, url, by):
    """Tell an address of each change from now on; returns the endpoint."""
    _demand(by, organisation)
    organisation = type(organisation).objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    try:
        parts, port = outbound.check_address(url)
        outbound.resolve(parts.hostname, port)
    except outbound.Refused as problem:
        raise ProcessError(str(problem)) from problem
    known = organisation.webhooks.all()
    if known.filter(url=url).exists():
        raise ProcessError(_("This address is there already."))
    if known.count() >= MOST:
        raise ProcessError(_("There are %(most)d addresses already. Remove one first.") % {"most": MOST})
    with acting(by):
        position = AudienceClock.objects.get(audience=AUDIENCE).position
        return WebhookEndpoint.objects.create(organisation=organisation, url=url, made_by=by, position=position)


@transaction.atomic
def draw_secret(*, endpoint, by):
    """Draw a new secret; for a day messages are signed with the old one too. Returns the new one."""
    endpoint = _fresh(endpoint, by)
    with acting(by):
        endpoint.secret_number += 1
        endpoint.earlier_secret_until = timezone.now() + SECRETS_OVERLAP
        endpoint.save(update_fields=["secret_number", "earlier_secret_until"])
    return endpoint.secret()


@transaction.atomic
def remove(*, endpoint, by):
    """Tell an address nothing more; its messages go with it."""
    endpoint = _fresh(endpoint, by)
    with acting(by):
        endpoint.delete()


@transaction.atomic
def start_again(*, endpoint, by):
    """Use a stopped address again: what it has missed is sent first."""
    endpoint = _fresh(endpoint, by)
    if not endpoint.disabled_at:
        raise ProcessError(_("This address is in use."))
    with acting(by):
        endpoint.disabled_at, endpoint.disabled_because = None, ""
        endpoint.save(update_fields=["disabled_at", "disabled_because"])
    _send_again(endpoint.deliveries.filter(state__in=(DeliveryState.FAILED, DeliveryState.WAITING)))


@transaction.atomic
def replay(*, endpoint, by, since):
    """Send what was made since a moment once more, under the same ids; returns how many messages."""
    endpoint = _fresh(endpoint, by)
    return _send_again(endpoint.deliveries.filter(made_at__gte=since).exclude(state=DeliveryState.WAITING))


@transaction.atomic
def replay_one(*, delivery, by):
    """Send one message once more."""
    _fresh(delivery.endpoint, by)
    return _send_again(WebhookDelivery.objects.filter(pk=delivery.pk).exclude(state=DeliveryState.WAITING))


def _send_again(rows):
    now = timezone.now()
    return rows.update(state=DeliveryState.WAITING, attempts=0, retry_from=now, next_at=now)


def _fresh(endpoint, by):
    """The endpoint, locked; it must be the person's to keep."""
    rows = WebhookEndpoint.objects.select_for_update(of=("self",)).select_related("organisation")
    endpoint = rows.get(pk=endpoint.pk)
    _demand(by, endpoint.organisation)
    return endpoint


def _demand(by, organisation):
    if not may_manage_tokens(by, organisation):
        raise PermissionDenied


# --- What the portal does ----------------------------------------------------
def due():
    """Keys of the endpoints that have something to be told now."""
    waiting = WebhookDelivery.objects.filter(
        endpoint=OuterRef("pk"), state=DeliveryState.WAITING, next_at__lte=timezone.now()
    )
    behind = AudienceClock.objects.filter(audience=AUDIENCE, position__gt=OuterRef("position"))
    in_use = WebhookEndpoint.objects.filter(disabled_at__isnull=True, organisation__active=True)
    rows = in_use.filter(Exists(waiting) | Exists(behind)).order_by("pk")
    return list(rows.values_list("key", flat=True))


def call():
    """Have a job for each address that has something to be told; returns how many. A step of the cycle."""
    minute = timezone.now().strftime("%Y-%m-%dT%H:%M")
    keys = due()
    for key in keys:
        jobs.enqueue("webhook", key=f"webhook:{key}:{minute}", endpoint=str(key))
    return len(keys)


def work(attempt, *, endpoint):
    """The job: tell one address."""
    tell(endpoint)


def title(endpoint):
    """What the job is called."""
    return _("Webhook %(key)s") % {"key": endpoint}


def tell(key):
    """Make messages of what changed and send what is due; returns how many were delivered.

    One process at a time for each address, else messages about a record could overtake each other. What is not sent
    within some seconds is left to the next job.
    """
    until = time.monotonic() + AT_A_TIME
    with _alone(key) as alone:
        if not alone:
            return 0
        endpoint = WebhookEndpoint.objects.select_related("organisation").filter(key=key).first()
        if endpoint is None or endpoint.disabled_at or not endpoint.organisation.active:
            return 0
        make_messages(endpoint)
        delivered, stuck = 0, set()
        for row in endpoint.deliveries.filter(state=DeliveryState.WAITING).order_by("position").iterator(100):
            # A message waits for those before it about the same record.
            if row.reference in stuck:
                continue
            if row.next_at > timezone.now():
                stuck.add(row.reference)
                continue
            if send(endpoint, row):
                delivered += 1
            else:
                stuck.add(row.reference)
            if endpoint.disabled_at or time.monotonic() >= until:
                break
        return delivered


@contextmanager
def _alone(key):
    """Hold the endpoint for this process; says whether nobody else holds it. Lost with the connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtext(%s))", [f"webhook {key}"])
        held = cursor.fetchone()[0]
        try:
            yield held
        finally:
            if held:
                cursor.execute("SELECT pg_advisory_unlock(hashtext(%s))", [f"webhook {key}"])


@transaction.atomic
def make_messages(endpoint):
    """A message for each change since the last one, in order."""
    endpoint_row = WebhookEndpoint.objects.select_for_update(of=("self",)).get(pk=endpoint.pk)
    changes = Change.objects.filter(audience_id=AUDIENCE, position__gt=endpoint_row.position).order_by("position")
    last = endpoint_row.position
    batch = []
    for change in changes.iterator(BATCH):
        last = change.position
        batch.append(
            WebhookDelivery(
                endpoint=endpoint_row, position=last, reference=change.reference, message=message_of(change)
            )
        )
    WebhookDelivery.objects.bulk_create(batch, BATCH)
    WebhookEndpoint.objects.filter(pk=endpoint.pk).update(position=last)
    endpoint.deliveries.filter(state=DeliveryState.DELIVERED, made_at__lt=timezone.now() - KEPT).delete()


def message_of(change):
    """What a message says: what happened to which record, and where to go on reading. No content."""
    data = {
        "reference": change.reference,
        "kind": change.kind,
        "cursor": make_cursor(AUDIENCE, change.position, era_of(change.position)),
        "at": _in_utc(change.at),
    }
    if change.erase_by:
        data["erase_by"] = _in_utc(change.erase_by)
    return {"type": f"entry.{change.kind}", "timestamp": data["at"], "data": data}


def _in_utc(moment):
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def send(endpoint, row):
    """Try a message once and write down what came of it; was it delivered?"""
    body = json.dumps(row.message, ensure_ascii=False, separators=(",", ":")).encode()
    now = timezone.now()
    try:
        answer = outbound.post(endpoint.url, body, headers_of(endpoint, row.key, now, body))
        delivered, told, gone = 200 <= answer.status < 300, str(answer.status), answer.status == 410
    except outbound.Refused as problem:
        delivered, told, gone = False, str(problem), False
    except OSError as problem:
        # Its class only: the text may hold the address, and addresses may hold secrets of theirs.
        delivered, told, gone = False, _("no answer (%(kind)s)") % {"kind": type(problem).__name__}, False
    row.attempts, row.tried_at, row.answer = row.attempts + 1, now, told[:200]
    if delivered:
        row.state = DeliveryState.DELIVERED
    elif gone or now - row.retry_from >= GIVE_UP_AFTER:
        row.state = DeliveryState.FAILED
    else:
        row.next_at = now + min(FIRST_PAUSE * 3 ** (row.attempts - 1), LONGEST_PAUSE)
    row.save(update_fields=["state", "attempts", "tried_at", "answer", "next_at"])
    if row.state == DeliveryState.FAILED:
        stop(endpoint, _("It answered “gone” (410).") if gone else _("It has not taken a message for three days."))
    return delivered


def headers_of(endpoint, key, moment, body):
    """The headers of Standard Webhooks: id, time, and a signature for each secret that is good now."""
    stamp = str(int(moment.timestamp()))
    return {
        "Content-Type": "application/json",
        "User-Agent": f"UNGASS-portal ({settings.SITE_URL})",
        "webhook-id": f"msg_{key.hex}",
        "webhook-timestamp": stamp,
        "webhook-signature": " ".join(sign(secret, f"msg_{key.hex}", stamp, body) for secret in endpoint.secrets_now()),
    }


def sign(secret, key, stamp, body):
    """The signature `v1,...` over id, time and body."""
    drawn = base64.b64decode(secret.removeprefix("whsec_"))
    digest = hmac.new(drawn, f"{key}.{stamp}.".encode() + body, hashlib.sha256).digest()
    return "v1," + base64.b64encode(digest).decode()


@transaction.atomic
def stop(endpoint, reason):
    """Stop using an address, and tell its organisation so."""
    endpoint.disabled_at, endpoint.disabled_because = timezone.now(), reason
    with acting(None, reason):
        endpoint.save(update_fields=["disabled_at", "disabled_because"])
    tell_stopped(endpoint)
