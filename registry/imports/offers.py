"""Changes of other entities' records that were proposed before: the same file twice proposes nothing twice."""

from entities.choices import ProposalState
from entities.models import Proposal
from registry.choices import RowOutcome


def changes_of(row):
    """What a row proposes: the new value of each field that it changes."""
    return {name: row.content[name] for name in row.changed}


def offered_before(rows, entity):
    """Rows whose very changes the entity has proposed: they wait for the lead, or were settled on this wording."""
    asked = [row for row in rows if row.proposes and row.outcome == RowOutcome.CHANGED]
    if not asked:
        return []
    made = Proposal.objects.filter(record__in={row.record_id for row in asked}, entity=entity)
    known = {}
    for record, state, base, changes in made.exclude(state=ProposalState.RECALLED).values_list(
        "record", "state", "base_revision", "changes"
    ):
        known.setdefault(record, []).append((None if state == ProposalState.OPEN else base, changes))
    return [
        row
        for row in asked
        if any(base in (None, row.now) and changes == changes_of(row) for base, changes in known.get(row.record_id, ()))
    ]
