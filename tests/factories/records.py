"""What happens to records after they were cleared."""

from entities import desk, review
from entities.choices import Role
from tests import factories


def second_wording(record, **fields):
    """Save, submit and clear a change."""
    by = record.created_by
    content = record.working_copy.content() | fields
    record = desk.save(record=record, content=content, base_revision=record.revision, by=by)
    return review.clear(record=review.submit(record=record, by=by), by=factories.person(Role.SECRETARIAT))
