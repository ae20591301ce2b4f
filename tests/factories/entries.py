"""Entries as the gate writes them, many at once, for tests that care little for how a record got there."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

from django.db.models import F

from entities.audiences import Reading
from entities.choices import REFERENCE_PREFIXES
from entities.kinds import kind_of
from entities.labels import labels
from entities.models import AudienceClock, Version
from entities.payload import current_format, make_payload, payload_sha256
from tests import factories

FIRST_MOMENT = datetime(2018, 1, 1, tzinfo=UTC)


def entry(number, kind="activity", *, audience=Reading.NETWORK, readable_until=None, **fields):
    """One entry ACT-<number> of a content with the given fields; its audience's clock moves."""
    base = Version.objects.select_related("record").first() or factories.cleared().versions.get()
    model, reference = kind_of(kind).entry, f"{REFERENCE_PREFIXES[kind]}-{number:06d}"
    format_number = current_format(kind, audience)
    content = factories.content(kind, **fields)
    payload = make_payload(
        record=SimpleNamespace(reference=reference, kind=kind),
        content=content,
        states={},
        audience=audience,
        format_number=format_number,
        network=labels().network,
    )
    AudienceClock.objects.filter(audience=audience).update(position=F("position") + 1)
    return model.objects.create(
        audience_id=audience,
        record=base.record,
        version=base,
        payload=payload,
        payload_sha256=payload_sha256(payload),
        format_number=format_number,
        readable_until=readable_until,
        updated_at=FIRST_MOMENT + timedelta(seconds=number),
        position=AudienceClock.objects.get(audience=audience).position,
        **model.columns_from(payload),
        **model.links_from(content),
    )


def entries(count, kind="activity", **fields):
    """Entries numbered from 1 to `count`, alike but for their references and titles."""
    return [entry(number, kind, **{"title": f"Title {number:03d}"} | fields) for number in range(1, count + 1)]
