"""Calendars for calendar programs: which events, in whose words; components are made once and kept."""

import threading
from collections import OrderedDict

from django.conf import settings
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from calendar_app.components import Source, render, tombstone
from entities.choices import LEADING_ROLES, ChangeKind
from entities.handling import HANDLING, terms_address
from entities.labels import labels
from entities.models import Change
from entities.payload import in_language
from ungass_portal.lib import clock
from ungass_portal.lib.ical_text import line, text, timezone
from ungass_portal.lib.partial_dates import Precision

PRODUCT = "-//UNGASS portal//Joint calendar//EN"
REFRESH = "PT6H"
KEPT = 30_000

_kept = OrderedDict()
_lock = threading.Lock()


def calendar(entries, reader, *, name, address, full_of=None, withdrawn=False):
    """The text of a calendar of those entries that are known to the day, in the active language.

    `full_of` holds the organisers whose events are told in full, the others in brief; None tells all in full.
    Two queries, the second only for entries that were not rendered before; one more for the withdrawn.
    """
    found = _rendered(entries, reader, full_of)
    stones = _tombstones(reader) if withdrawn else []
    zones = sorted({zone for one in found for zone in one.zones})
    years = [year for one in found for year in one.years]
    head = _head(name, address, reader)
    clocks = [timezone(zone, min(years), max(years) + 1) for zone in zones]
    return "".join((head, *clocks, *(one.text for one in found), *stones, line("END:VCALENDAR")))


def _head(name, address, reader):
    described = _(
        "Events known to the day. Events of which only the month, the half-year or the year is known are left "
        "out, because a calendar program would show them on a false day; the portal has them."
    )
    described = f"{described}\n{HANDLING[reader.audience]}\n{terms_address()}"
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "METHOD:PUBLISH",
        f"NAME:{text(name)}",
        f"X-WR-CALNAME:{text(name)}",
        f"DESCRIPTION:{text(described)}",
        f"X-WR-CALDESC:{text(described)}",
        f"SOURCE;VALUE=URI:{address}",
        f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}",
        f"X-PUBLISHED-TTL:{REFRESH}",
    )
    return "".join(map(line, lines))


def _rendered(entries, reader, full_of):
    """The components of entries in order. One made before is used while its entry and the dictionary stand."""
    words = labels()
    rows = entries.filter(Q(precision=Precision.DAY) | Q(several=True), date_from__isnull=False)
    keys = [
        (reader.audience, words.version, words.language, _is_brief(participants, full_of), pk, position)
        for pk, position, participants in rows.order_by("sort_date", "reference").values_list(
            "pk", "position", "participants"
        )
    ]
    with _lock:
        known = {key: _kept[key] for key in keys if key in _kept}
    missing = {key[4]: key for key in keys if key not in known}
    if missing:
        known |= _render_all(entries.model, missing, reader, words)
    return [known[key] for key in keys]


def _is_brief(participants, full_of):
    """Is less told of an event than there is? All its organisers must allow more."""
    if full_of is None:
        return False
    leads = {slug for slug, _colon, role in (row.partition(":") for row in participants) if role in LEADING_ROLES}
    return not leads or not leads <= full_of


def _render_all(model, missing, reader, words):
    """Render entries by primary key, and keep them."""
    changes = Change.objects.filter(audience=reader.audience, reference=OuterRef("reference")).order_by()
    steps = Subquery(changes.values("reference").annotate(steps=Count("pk")).values("steps"))
    rows = model.objects.filter(pk__in=missing).annotate(steps=Coalesce(steps, 1))
    base = settings.SITE_URL + reverse("event-detail", args=["REFERENCE"]).removesuffix("REFERENCE/")
    made = {}
    for pk, reference, payload, updated_at, sequence in rows.values_list(
        "pk", "reference", "payload", "updated_at", "steps"
    ):
        worded = in_language(payload, words.language)
        source = Source(reference, worded, updated_at, sequence - 1, f"{base}{reference}/")
        made[missing[pk]] = render(source, words, brief=missing[pk][3])
    with _lock:
        _kept.update(made)
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return made


def _tombstones(reader):
    """Events that were withdrawn from this audience and are still to be dropped from copies; one query."""
    changes = Change.objects.filter(audience=reader.audience)
    same = changes.filter(reference=OuterRef("reference")).order_by()
    newest = same.order_by("-position").values("position")[:1]
    steps = same.values("reference").annotate(steps=Count("pk")).values("steps")
    rows = changes.filter(
        reference__startswith="EVT-", kind=ChangeKind.WITHDRAWN, erase_by__gte=clock.now(), position=Subquery(newest)
    )
    found = rows.annotate(steps=Subquery(steps)).order_by("position").values_list("reference", "at", "steps")
    return [tombstone(reference, at, count - 1) for reference, at, count in found]
