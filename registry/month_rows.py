"""An entity's rows in a month: what needs a look, what is unchanged, what is done. Desk and sign-off share it."""

from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from entities.choices import LEADING_ROLES, Outcome, ParticipationState, RecordState
from entities.models import Participation, Record, Version
from entities.quality import COLUMNS, doubts

WAITING = (RecordState.SUBMITTED, RecordState.WITH_FOCAL_POINT)
IN_WORK = (RecordState.DRAFT, RecordState.RETURNED, RecordState.WITH_FOCAL_POINT)
RULED = ("state", "kind", "reference", "last_confirmed")


def led(entities):
    """Records on the desk that one of the entities (primary keys) leads and that readers read or wait for.

    Withdrawn ones are nobody's to confirm; drafts that were never submitted are no rows of the matrix yet.
    """
    parts = Participation.objects.filter(
        record=OuterRef("pk"), entity__in=entities, role__in=LEADING_ROLES, state__in=ParticipationState.active()
    )
    published = Version.objects.filter(record=OuterRef("pk"), outcome=Outcome.CLEARED)
    rows = Record.objects.on_desk().filter(Exists(parts), withdrawn_at__isnull=True)
    return rows.filter(Q(state__in=WAITING) | Q(Exists(published)))


@dataclass
class MonthRows:
    """The led rows of some entities, sorted by what the month still asks of them."""

    in_work: list = field(default_factory=list)  # being changed, or with the own focal point for approval
    doubtful: list = field(default_factory=list)  # cleared, not confirmed since the opening, and odd
    unchanged: list = field(default_factory=list)  # cleared, not confirmed since the opening, nothing odd
    done: list = field(default_factory=list)  # confirmed since the opening, or with the secretariat

    @classmethod
    def of(cls, edition, entities):
        """Sort the rows of an edition. One query, of those columns that the rules read."""
        found, opened = cls(), opening_day(edition)
        for row in light(led(entities)).order_by("reference"):
            found.list_for(row, opened).append(row)
        return found

    def list_for(self, row, opened):
        """The list into which a row belongs."""
        if row.state in IN_WORK:
            return self.in_work
        if row.state == RecordState.SUBMITTED or (row.last_confirmed and row.last_confirmed >= opened):
            return self.done
        row.doubts = doubts(row)
        return self.doubtful if row.doubts else self.unchanged

    @cached_property
    def total(self):
        """How many rows the entities lead."""
        return len(self.in_work) + len(self.doubtful) + len(self.unchanged) + len(self.done)


def light(rows):
    """The rows with the columns that the rules read, and no text."""
    names = [*RULED]
    for wording in ("activity", "event"):
        model = Record._meta.get_field(wording).related_model
        names += [f"{wording}__{name}" for name in COLUMNS if name in {column.name for column in model._meta.fields}]
    return rows.select_related("activity", "event").only(*names)


def opening_day(edition):
    """The first day on which a word counts for the edition's month."""
    return timezone.localtime(edition.opens_at).date()
