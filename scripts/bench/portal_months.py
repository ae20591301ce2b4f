"""What the bench asks the portal's process to do with editions: all of it in one transaction that is rolled back."""

import time
from datetime import date, datetime

COPY = """
    INSERT INTO bench_copy
    SELECT audience_id, reference, kind, payload, payload_sha256, last_confirmed FROM registry_matrixentry
    UNION ALL
    SELECT audience_id, reference, kind, payload, payload_sha256, last_confirmed FROM calendar_app_calendarentry
"""
COPY_TABLE = """
    CREATE TABLE bench_copy (
        audience varchar, reference varchar(12), kind varchar(10), payload jsonb, sha256 varchar(64), day date,
        PRIMARY KEY (audience, reference)
    )
"""
TURNS = 33  # each month the records of one turn are edited: 3 % of them
EDIT = """
    UPDATE {table} SET summary = 'Edited. ' || summary,
        payload = payload || jsonb_build_object('summary', 'Edited. ' || summary),
        payload_sha256 = encode(sha256(convert_to('edited' || payload_sha256, 'UTF8')), 'hex')
    WHERE abs(hashtext(reference)) %% %(turns)s = 0
"""
# A further month as sealing writes it, without editing the live entries, whose indexes take longer than all the rest.
# Beside something as long as the other columns of an entry a payload is compressed, as it is there.
TURN = """
    CREATE TEMPORARY TABLE bench_turn ON COMMIT DROP AS
    SELECT entry.*, encode(sha256(convert_to(entry.content_id || %(number)s, 'UTF8')), 'hex') AS fresh_id,
        content.payload || jsonb_build_object('summary', regexp_replace(
            content.payload->>'summary', '^(Month \\d+\\. )?', 'Month ' || %(number)s || '. ')) AS payload,
        repeat('-', 1400) AS beside
    FROM registry_editionentry entry JOIN registry_editioncontent content ON content.sha256 = entry.content_id
    WHERE abs(hashtext(entry.reference)) %% %(turns)s = %(number)s::int %% %(turns)s
        AND NOT EXISTS (SELECT FROM registry_editionentryend ended WHERE ended.entry_id = entry.id)
"""
TURN_CONTENTS = """
    INSERT INTO registry_editioncontent (sha256, payload)
    SELECT fresh_id, payload FROM bench_turn ORDER BY fresh_id
"""
TURN_ENTRIES = """
    INSERT INTO registry_editionentry
        (audience_id, record_id, reference, kind, content_id, shows_confirmed, from_edition_id)
    SELECT audience_id, record_id, reference, kind, fresh_id, shows_confirmed, %(edition)s FROM bench_turn
    ORDER BY audience_id, reference
"""
TURN_ENDS = "INSERT INTO registry_editionentryend (entry_id, at_edition_id) SELECT id, %(edition)s FROM bench_turn"
TURN_DAYS = """
    INSERT INTO registry_editionconfirmation (edition_id, day, "references")
    SELECT %(edition)s, day, "references" FROM registry_editionconfirmation WHERE edition_id = %(before)s
"""
TURN_REVISIONS = """
    INSERT INTO registry_editionrevision
        (edition_id, audience_id, number, reason, made_at, closes_earlier, sha256, counts, labels_id)
    SELECT DISTINCT ON (audience_id) %(edition)s::date, audience_id, 0, '', made_at, false,
        encode(sha256(convert_to(sha256 || %(number)s, 'UTF8')), 'hex'), counts, labels_id
    FROM registry_editionrevision WHERE edition_id = %(before)s ORDER BY audience_id, number DESC
"""
TABLES = ("content", "entry", "entryend", "confirmation", "correction", "revision")
SIZES = "SELECT pg_table_size(name) + pg_indexes_size(name) FROM unnest(%s::regclass[]) AS name"
_held_open = []


def begin():
    """Open the transaction, which requests must not close; tables that earlier runs left swollen are packed first."""
    from django.core import signals
    from django.db import close_old_connections, connection, transaction

    for signal in (signals.request_started, signals.request_finished):
        signal.disconnect(close_old_connections)

    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM FULL {', '.join(_names())}")
    _held_open.append(transaction.atomic())
    _held_open[-1].__enter__()


def end():
    """Roll everything back."""
    from django.db import transaction

    transaction.set_rollback(True)
    _held_open.pop().__exit__(None, None, None)


def plain_copy():
    """Milliseconds that one plain INSERT ... SELECT of everything that is read takes, into a table with a key."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(COPY_TABLE)
        start = time.perf_counter()
        cursor.execute(COPY)
        taken = time.perf_counter() - start
        rows = cursor.rowcount
        cursor.execute("DROP TABLE bench_copy")
    return {"ms": taken * 1000, "rows": rows}


def seal(code):
    """Milliseconds of sealing a month."""
    from entities.models import User
    from registry.sealing import seal_edition

    edition, by = _edition(code), User.objects.get(email="seed-secretariat@portal.invalid")
    start = time.perf_counter()
    seal_edition(edition=edition, by=by, despite="bench")
    return {"ms": (time.perf_counter() - start) * 1000}


def _edition(code, **fields):
    """An edition that is open, unless told otherwise."""
    from registry.models import Edition
    from registry.vienna import VIENNA

    month = date.fromisoformat(f"{code}-01")
    days = {
        name: datetime(month.year, month.month, day, 9, tzinfo=VIENNA)
        for name, day in (("opens_at", 1), ("deadline_at", 21), ("seals_at", 28))
    }
    return Edition.objects.create(month=month, **days | {"state": "open"} | fields)


def edit():
    """Edit 3 % of what everybody reads."""
    from django.db import connection

    with connection.cursor() as cursor:
        for table in ("registry_matrixentry", "calendar_app_calendarentry"):
            cursor.execute(EDIT.format(table=table), {"turns": TURNS})


def grow(after, months):
    """Add months behind a sealed one, with 3 % changed in each; returns the code of the last."""
    from django.db import connection

    from registry.month import month_after
    from registry.vienna import VIENNA

    before = date.fromisoformat(f"{after}-01")
    for number in range(1, months + 1):
        month = month_after(before)
        edition = _edition(
            f"{month:%Y-%m}", state="sealed", sealed_at=datetime(month.year, month.month, 28, 9, tzinfo=VIENNA)
        )
        values = {"edition": edition.pk, "before": before, "number": str(number), "turns": TURNS}
        with connection.cursor() as cursor:
            for statement in (TURN, TURN_CONTENTS, TURN_ENTRIES, TURN_ENDS, TURN_DAYS, TURN_REVISIONS):
                cursor.execute(statement, values)
            cursor.execute("DROP TABLE bench_turn")
        before = month
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(_names())}")
    return f"{before:%Y-%m}"


def size():
    """Bytes that editions take, with their indexes."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(SIZES, [_names()])
        return sum(row[0] for row in cursor.fetchall())


def records(code):
    """How many records the network has of a month."""
    return _reading(code).count()


def _names():
    return [f"registry_edition{name}" for name in TABLES]


def compare(before, after):
    """What changed between two months; returns how many changes."""
    from registry import comparing

    comparing._between_sealed.cache_clear()
    return len(comparing.compare(_reading(before), _reading(after)).changes)


def _reading(code, audience="network"):
    from registry.edition_reading import EditionReading
    from registry.models import Edition

    return EditionReading(Edition.objects.get(month=f"{code}-01"), audience)


def document(code, format, path):
    """Write a document of a month into a file."""
    from registry.documents.base import Sealed
    from registry.documents.forms import FORMS

    with open(path, "w+b") as file:
        FORMS[format].write(Sealed(_reading(code)), file)


def withdraw():
    """Withdraw a record that every month holds for every audience; returns how many revisions that made."""
    from entities import review
    from entities.models import Membership, Record, User
    from registry.models import EditionRevision, MatrixEntry

    before = EditionRevision.objects.count()
    entry = MatrixEntry.objects.filter(audience="public", kind="activity").order_by("reference").first()
    lead = Record.objects.get(pk=entry.record_id).participations.get(role="lead").entity
    person = User.objects.create_user("bench-lead@portal.invalid", name="Bench")
    Membership.objects.create(user=person, role="focal_point", entity=lead, starts=date(2017, 4, 20))
    review.withdraw(record=Record.objects.get(pk=entry.record_id), by=person, reason="bench")
    return EditionRevision.objects.count() - before
