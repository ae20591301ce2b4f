"""Staying in step: what an audience's entries went through, in the order of commits."""

import json

from django.conf import settings
from django.utils.translation import gettext as _

from entities.api.cursors import era_of, make_cursor, read_cursor
from entities.api.reading import ReadingView, limit_of, notice_text
from entities.api.records import Writing, address_in_api, in_utc, prefix_of
from entities.choices import ChangeKind
from entities.kinds import record_kinds
from entities.models import Change
from ungass_portal.lib.filters import query_with
from ungass_portal.lib.problems import BadParameter

NOW = "now"


class ChangeList(ReadingView):
    """What was created, changed or withdrawn for you, in the order in which it happened.

    Keep `cursor` and ask for what came since. A withdrawn record must be erased everywhere by `erase_by`.
    """

    component = "Change"
    tag = "Staying in step"
    parameters = ("since", "limit")
    may_be_empty = ("since",)  # from the very beginning

    def body(self, request, reader, state):
        """One page of changes; one query, and one for each kind of record in it."""
        self.check(request)
        limit = limit_of(request.GET)
        since = position_of(request.GET.get("since", ""), state)
        # Not beyond the state that the ETag speaks of: what is committed meanwhile comes with the next page.
        changes = Change.objects.filter(
            audience_id=reader.audience, position__gt=since, position__lte=state.position
        ).order_by("position")
        rows = list(changes[: limit + 1])
        more, rows = len(rows) > limit, rows[:limit]
        last = make_cursor(reader.audience, rows[-1].position if rows else since, era_of(state.position))
        records = records_of(rows, reader)
        self.objects_given = len(records)
        following = f"{settings.SITE_URL}{request.path}?{query_with(request.GET, since=last)}"
        place = f'"cursor": "{last}", "more": {json.dumps(more)}, "next": {json.dumps(following)}'
        head = f'{{{place}, {notice_text(reader)}, "results": ['
        return head + ",\n".join(change_text(row, records, era_of(state.position)) for row in rows) + "]}"


def position_of(text, state):
    """The position from which an asker wants to follow."""
    if text == NOW:
        return state.position
    if not text:
        return 0
    try:
        position = read_cursor(state.audience, text, era_of(state.position))
    except ValueError as error:
        raise BadParameter(
            "since", _("This is not a cursor of the audience that you read as. Pull everything anew, then follow.")
        ) from error
    if position > state.position:
        # The portal was restored from a backup: what the asker saw after it is not there any more.
        raise BadParameter("since", _("This cursor is not known any more. Pull everything anew, then follow."))
    return position


def records_of(rows, reader):
    """The JSON texts of the records that the changes speak of, as they read now, by reference."""
    wanted = {row.reference for row in rows if row.kind != ChangeKind.WITHDRAWN}
    found = {}
    for kind in record_kinds():
        references = [reference for reference in wanted if reference.startswith(prefix_of(kind.name))]
        if references:
            writing = Writing(kind.name, reader)
            entries = kind.entry.objects.for_reader(reader).filter(reference__in=references)
            found |= {row.reference: writing.text(row) for row in writing.select(entries)}
    return found


def change_text(row, records, era):
    """One change as JSON text."""
    facts = {
        "reference": row.reference,
        "kind": row.kind,
        "at": in_utc(row.at),
        "cursor": make_cursor(row.audience_id, row.position, era),
        "url": address_in_api(row.reference),
        "erase_by": in_utc(row.erase_by) if row.erase_by else None,
    }
    record = records.get(row.reference, "null") if row.kind != ChangeKind.WITHDRAWN else "null"
    return f'{json.dumps(facts)[:-1]}, "record": {record}}}'
