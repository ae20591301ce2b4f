"""Sealing: what every audience reads becomes the edition of a month, in one transaction and for ever.

**The canonical content** of a revision, over which its SHA-256 is made, is one line for each record in the
order of references (by bytes), each ended by a line feed, in UTF-8:

    reference TAB kind TAB SHA-256 of the payload TAB last confirmed

The last part is an ISO date; it is empty for a record that was never confirmed, and where the format of the
audience does not list it. A payload's own SHA-256 is that of its canonical JSON (`entities.payload.canonical`).
"""

from django.db import connection, transaction
from django.utils.translation import gettext as _

from entities.audiences import Reading
from entities.history import acting
from entities.kinds import entry_models, record_kinds
from entities.policies import demand_secretariat
from registry.choices import EditionState
from registry.edition_errors import AlreadySealed, EditionError
from registry.label_sets import store_labels
from registry.missing import missing_for
from registry.models import Edition
from registry.revising import lock_clocks, write_revision
from registry.vienna import VIENNA, in_vienna
from ungass_portal.lib import clock

# Once a month a sort may have more than a page's share of memory; compiling the statements takes longer than it saves.
ROOM = "SET LOCAL work_mem = '64MB'; SET LOCAL jit = off"
# What is read now, narrow: payloads stay where they are until they are known to be new.
LIVE_ENTRIES = """
    SELECT entry.audience_id, entry.record_id, entry.reference, entry.kind,
        entry.payload_sha256 AS content_id, entry.last_confirmed,
        (entry.kind, entry.audience_id, entry.format_number) IN %(showing)s AS shows_confirmed
    FROM {table} entry
    WHERE entry.readable_until IS NULL OR entry.readable_until >= %(today)s
"""
TAKE_STOCK = """
    CREATE TEMPORARY TABLE sealing_now ON COMMIT DROP AS {live};
    ANALYZE sealing_now
"""
LIVE_INTERVALS = """
    SELECT entry.* FROM registry_editionentry entry
    WHERE NOT EXISTS (SELECT FROM registry_editionentryend ended WHERE ended.entry_id = entry.id)
"""
# An interval goes on as long as wording, place in the matrix and what is shown of it stay the same.
GOES_ON = """
    was.audience_id = is_now.audience_id AND was.reference = is_now.reference AND was.kind = is_now.kind
    AND was.content_id = is_now.content_id AND was.shows_confirmed = is_now.shows_confirmed
"""
END_INTERVALS = f"""
    INSERT INTO registry_editionentryend (entry_id, at_edition_id)
    SELECT was.id, %(edition)s FROM ({LIVE_INTERVALS}) was
    WHERE NOT EXISTS (SELECT FROM sealing_now is_now WHERE {GOES_ON})
"""
NEW_ENTRIES = f"""
    CREATE TEMPORARY TABLE sealing_new ON COMMIT DROP AS
    SELECT is_now.* FROM sealing_now is_now
    WHERE NOT EXISTS (SELECT FROM ({LIVE_INTERVALS}) was WHERE {GOES_ON});
    ANALYZE sealing_new
"""
# Told apart while they are narrow: sorting payloads took half of the time.
STORE_CONTENTS = """
    INSERT INTO registry_editioncontent (sha256, payload)
    SELECT fresh.content_id, entry.payload
    FROM (
        SELECT DISTINCT ON (content_id) content_id, audience_id, reference FROM sealing_new
        WHERE NOT EXISTS (SELECT FROM registry_editioncontent known WHERE known.sha256 = content_id)
    ) AS fresh
    JOIN {table} entry ON entry.audience_id = fresh.audience_id AND entry.reference = fresh.reference
"""
OPEN_INTERVALS = """
    INSERT INTO registry_editionentry
        (audience_id, record_id, reference, kind, content_id, shows_confirmed, from_edition_id)
    SELECT audience_id, record_id, reference, kind, content_id, shows_confirmed, %(edition)s FROM sealing_new
    ORDER BY audience_id, reference
"""
# The network reads every record that anybody reads, and its days are those of the records themselves.
CONFIRMATIONS = """
    INSERT INTO registry_editionconfirmation (edition_id, day, "references")
    SELECT %(edition)s, last_confirmed, array_agg(reference ORDER BY reference)
    FROM sealing_now WHERE audience_id = 'network' AND shows_confirmed GROUP BY last_confirmed
"""


@transaction.atomic
def seal_edition(*, edition, by, despite=""):
    """Make what every audience reads now the edition of its month; returns the edition.

    All of it happens under the clocks of all audiences: a save that arrives meanwhile waits and falls
    wholly into the next month, and readers are not held up. Raises AlreadySealed, or an EditionError with
    a list of what is missing unless `despite` gives a reason.
    """
    demand_secretariat(by)
    return _seal(edition, by, despite.strip())


@transaction.atomic
def seal_when_complete(*, edition):
    """Seal a month of which nothing is missing, as the secretariat's rule says; the portal's own act."""
    return _seal(edition, None, "")


def _seal(edition, by, despite):
    # The month first: an entity's word locks it too, and then the clocks by which its rows are confirmed.
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    lock_clocks()
    _check_turn(edition)
    missing = missing_for(edition)
    if missing and not despite:
        raise EditionError(_("%(month)s is not complete.") % {"month": edition.name}, missing.sentences())
    with acting(by, despite):
        write_entries(edition)
        edition.state, edition.sealed_at, edition.sealed_by = EditionState.SEALED, clock.now(), by
        edition.despite = despite if missing else ""
        edition.save()
        labels = store_labels(edition.sealed_at.astimezone(VIENNA).date())
        for audience in Reading:
            write_revision(edition, audience, number=0, labels_id=labels.pk, by=by)
    return edition


def _check_turn(edition):
    """Months are sealed once, when they have opened, and one after the other."""
    if edition.state == EditionState.SEALED:
        raise AlreadySealed(
            _("%(month)s is sealed already, since %(when)s.")
            % {"month": edition.name, "when": in_vienna(edition.sealed_at)}
        )
    if edition.state == EditionState.PLANNED:
        raise EditionError(_("%(month)s has not been opened yet.") % {"month": edition.name})
    if Edition.objects.filter(month__gt=edition.month, state=EditionState.SEALED).exists():
        raise EditionError(_("A later month is sealed, so %(month)s cannot be.") % {"month": edition.name})
    earlier = Edition.objects.filter(month__lt=edition.month).exclude(state=EditionState.SEALED).first()
    if earlier:
        raise EditionError(
            _("Seal %(earlier)s first: each month stands on the one before.") % {"earlier": earlier.name}
        )


def write_entries(edition):
    """Open and end intervals until they tell what is read now; statements do not grow with rows."""
    tables = [model._meta.db_table for model in entry_models()]
    live = " UNION ALL ".join(LIVE_ENTRIES.format(table=table) for table in tables)
    scope = {"edition": edition.pk, "today": clock.today(), "showing": _showing_last_confirmed()}
    with connection.cursor() as cursor:
        cursor.execute(ROOM)
        cursor.execute(TAKE_STOCK.format(live=live), scope)
        cursor.execute(NEW_ENTRIES)
        cursor.execute(END_INTERVALS, scope)
        for table in tables:
            cursor.execute(STORE_CONTENTS.format(table=table))
        cursor.execute(OPEN_INTERVALS, scope)
        cursor.execute(CONFIRMATIONS, scope)
        cursor.execute("DROP TABLE sealing_now, sealing_new")  # a second month in the same transaction


def _showing_last_confirmed():
    """The formats that list the day of last confirmation: (kind, audience, number)."""
    return tuple(
        (kind.name, str(audience), number)
        for kind in record_kinds()
        for audience, formats in kind.formats.items()
        for number, fields in formats.items()
        if "last_confirmed" in fields
    )
