"""A record's history on the desk, for its own entities and the secretariat."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from entities.differences import differences
from entities.record_history import happenings
from entities.views.finding import desk_record
from ungass_portal.lib.problems import BadParameter

PAGE = 40


@login_required
@require_GET
def history(request, kind, reference):
    """What happened to a record, newest first, and any two of its revisions side by side."""
    record = desk_record(request.user, kind, reference)
    unknown = set(request.GET) - {"from", "to", "before"}
    if unknown:
        raise BadParameter(min(unknown), _("This page knows: from, to, before."))
    found = happenings(record)
    before = _number(request, "before", len(found) + 1) or len(found) + 1
    shown = [row for row in found if row.number < before][-PAGE:]
    _tell_changes(record, shown)
    context = {
        "record": record,
        "happenings": shown[::-1],
        "total": len(found),
        "older": shown[0].number if shown and shown[0].number > 1 else None,
        "numbers": list(record.revisions.order_by("-number").values_list("number", flat=True)),
        "compared": _compared(request, record),
        "language": record.working_copy.language,
    }
    return render(request, "entities/record_history.html", context)


def _tell_changes(record, shown):
    """Put beside each shown saving what it changed; two contents are read for each."""
    numbers = {row.revision for row in shown if row.revision}
    wanted = numbers | {number - 1 for number in numbers}
    contents = dict(record.revisions.filter(number__in=wanted).values_list("number", "content"))
    for row in shown:
        if row.revision and row.revision - 1 in contents:
            row.changes = differences(record.kind, contents[row.revision - 1], contents[row.revision])


def _compared(request, record):
    """The differences between the two revisions that the address names; None when it names none."""
    if "from" not in request.GET and "to" not in request.GET:
        return None
    pair = [_number(request, name, record.revision) for name in ("from", "to")]
    contents = dict(record.revisions.filter(number__in=pair).values_list("number", "content"))
    for name, number in zip(("from", "to"), pair, strict=True):
        if number not in contents:
            raise BadParameter(name, _("Give the number of a revision, 1 to %(last)d.") % {"last": record.revision})
    return {
        "from": pair[0],
        "to": pair[1],
        "changes": differences(record.kind, contents[pair[0]], contents[pair[1]]),
    }


def _number(request, name, highest):
    """A number from 1 to the highest in the query, or None; raises BadParameter for anything else."""
    text = request.GET.get(name, "")
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) < 9 and 1 <= int(text) <= highest):
        raise BadParameter(name, _("Give a number from 1 to %(highest)d.") % {"highest": highest})
    return int(text)
