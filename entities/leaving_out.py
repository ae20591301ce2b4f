"""A lead goes on without an entity that does not want a joint record to be shared."""

from django.db import transaction
from django.utils.translation import gettext as _

from entities import desk, review
from entities.choices import RecordState
from entities.models import Record
from entities.sharing import lock
from ungass_portal.lib.problems import ProcessError


@transaction.atomic
def submit_without(*, record: Record, entity, by, reason: str = "") -> Record:
    """Take an entity off the published wording and submit that; nothing changes before it is cleared.

    Only where nothing else is under way: else the draft of a colleague would be submitted along.
    """
    record = lock(record)
    if record.state != RecordState.CLEAN:
        raise ProcessError(_("A newer wording is under way. Take the entity off in the form, and submit that."))
    content = record.working_copy.content()
    staying = [row for row in content["participants"] if row["entity"] != entity.slug]
    if len(staying) == len(content["participants"]):
        raise ProcessError(_("%(entity)s is not named in this record.") % {"entity": entity})
    content["participants"] = staying
    record = desk.save(record=record, content=content, base_revision=record.revision, by=by, reason=reason)
    return review.submit(record=record, by=by)
