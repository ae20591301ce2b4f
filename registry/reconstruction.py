"""January to March 2018 in their order, for the demonstration: loaded, edited and sealed by the real processes.

The Note of March 2018 tells one state only. What it dates after the end of a month is left out of that month, and
what it does not date stands in January; six wordings of January and the entities' words for each month are
reconstructed in a data file.
"""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from entities import desk, review
from entities.labels import pinned
from entities.loading import read
from entities.models import Entity, Record
from registry import month as months
from registry import note
from registry.models import Edition
from registry.sealing import seal_edition
from registry.sign_offs import sign_off
from registry.vienna import VIENNA
from ungass_portal.lib import clock

DATA = Path(__file__).parent / "data" / "reconstructed_edits.json"
JANUARY, FEBRUARY, MARCH = (date(2018, number, 1) for number in (1, 2, 3))
WRITTEN_ON = 15  # day of the month on which records are written down
PUBLISHED = datetime(2018, 3, 8, 10, tzinfo=VIENNA)  # the Note
DESPITE = "Reconstructed from the 2018 Note for the demonstration: who is missing was never asked."
EVIDENCE = "None: reconstructed for the demonstration. The entity gave no such word."


def wanted(items):
    """Can the months be reconstructed: is the registry still empty?"""
    references = [item.reference for item in items]
    return not Edition.objects.exists() and not Record.objects.filter(reference__in=references).exists()


@transaction.atomic
def reconstruct(items, tell):
    """Load the items of the Note month by month and seal January and February; `tell(text)` hears of each step."""
    data = read(DATA)
    edits = {row["reference"]: row["in_january"] for row in data["edits"]}
    rest = list(items)
    for month in (JANUARY, FEBRUARY):
        following = months.month_after(month)
        early = [item for item in rest if begins(item) < following.isoformat()]
        rest = [item for item in rest if item not in early]
        with clock.as_of(months.days_by(months.the_rule(), month)["opens_at"]):
            months.plan_editions()
            months.open_due()
        with clock.as_of(datetime(month.year, month.month, WRITTEN_ON, 10, tzinfo=VIENNA)):
            if month == JANUARY:
                early = [replace(item, content=item.content | edits.get(item.reference, {})) for item in early]
            else:
                changed = [item for item in items if item.reference in edits]
                tell(f"{month:%B %Y}: {len(changed)} wordings are edited ...")
                rewrite(changed)
            tell(f"{month:%B %Y}: {len(early)} records are written down and cleared ...")
            note.load(early)
        sign_off_for_all(Edition.objects.get(month=month), data["words"], tell)
        _seal(Edition.objects.get(month=month), tell)
    with clock.as_of(months.days_by(months.the_rule(), MARCH)["opens_at"]):
        months.open_due()
    with clock.as_of(PUBLISHED):
        tell(f"March 2018: {len(rest)} records are written down and cleared; the month is open.")
        note.load(rest)
    sign_off_for_all(Edition.objects.get(month=MARCH), data["words"], tell)


def begins(item):
    """The first possible day of an item as ISO text; "" where it has no date, which comes before all others."""
    return (item.content["dates"] or {}).get("from") or ""


def rewrite(items):
    """Give records the Note's wording, on the way of every edit: saved, submitted, cleared, and agreed to anew."""
    compiler, reviewer = (note.clerk(what) for what in (note.COMPILER, note.REVIEWER))
    with pinned():
        for item in items:
            record = Record.objects.get(reference=item.reference)
            desk.save(record=record, content=item.content, base_revision=record.revision, by=compiler)
            review.submit(record=record, by=compiler)
            review.clear(record=record, by=reviewer)
            note.share(record, item, reviewer)


def sign_off_for_all(edition, words, tell):
    """Give the words of a month, each on its day and on behalf: no entity of the Note has an account yet."""
    entities = {entity.slug: entity for entity in Entity.objects.all()}
    rows = sorted(words[edition.code], key=lambda row: row["day"])
    for row in rows:
        with clock.as_of(datetime(edition.month.year, edition.month.month, row["day"], 11, tzinfo=VIENNA)):
            months.to_review()  # a word after the deadline is a late one
            sign_off(
                edition=edition,
                entity=entities[row["entity"]],
                word=row["word"],
                by=note.clerk(note.REVIEWER),
                remark=row.get("remark", ""),
                evidence=EVIDENCE,
            )
    tell(f"{edition.month:%B %Y}: {len(rows)} entities sign off.")


def _seal(edition, tell):
    with clock.as_of(edition.seals_at):
        months.to_review()
        edition = seal_edition(edition=edition, by=note.clerk(note.REVIEWER), despite=DESPITE)
    tell(f"{edition.month:%B %Y} is sealed.")
