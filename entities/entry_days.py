"""The day of confirmation in entries: it follows the record without the gate being asked again."""

from entities.choices import ChangeKind
from entities.kinds import entry_models
from entities.models import AudienceClock, Change
from entities.payload import readable_last_confirmed
from ungass_portal.lib import clock

BATCH = 1000


def carry_confirmation(records):
    """Let the entries of locked records follow their day of confirmation, where their audience reads it.

    The same as `sharing.refresh` makes of it, in a number of queries that does not grow with the records.
    """
    now, found = clock.now(), {}
    by_pk = {record.pk: record for record in records}
    for model in entry_models():
        entries = model.objects.live().filter(record__in=by_pk)
        for entry in entries.only("audience", "record", "reference", "format_number", "last_confirmed", "position"):
            day = readable_last_confirmed(by_pk[entry.record_id], entry.audience_id, entry.format_number)
            if entry.last_confirmed != day:
                entry.last_confirmed = day
                found.setdefault(entry.audience_id, []).append(entry)
    clocks = AudienceClock.objects.filter(audience__in=found).order_by("audience__order")
    for ticking in clocks.select_for_update(of=("self",)):
        entries = sorted(found[ticking.audience_id], key=lambda entry: entry.reference)
        for entry in entries:
            ticking.position += 1
            entry.position = ticking.position
        Change.objects.bulk_create(
            [
                Change(
                    audience_id=entry.audience_id,
                    position=entry.position,
                    reference=entry.reference,
                    kind=ChangeKind.CHANGED,
                    at=now,
                )
                for entry in entries
            ],
            batch_size=BATCH,
        )
        for model in entry_models():
            rows = [entry for entry in entries if isinstance(entry, model)]
            model.objects.bulk_update(rows, ["last_confirmed", "position"], batch_size=BATCH)
        ticking.save(update_fields=["position"])
