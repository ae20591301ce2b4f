"""How desk pages find their record: what a person may not see answers as if it never had been."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from entities.models import Record
from entities.policies import Action, can
from ungass_portal.lib.problems import EditConflict, ProcessError


def desk_record(user, kind, reference):
    """The record of a desk address with its wording and participations; 404 unless the person may see it."""
    rows = Record.objects.filter(reference=reference, kind=kind)
    record = rows.select_related("activity", "event", "merged_into").prefetch_related("participations__entity").first()
    if record is None or not can(user, Action.SEE, record):
        raise Http404
    return record


def on_record(view):
    """A view of one record on the desk: `view(request, record)`.

    An act that the present state does not allow comes back to the record's page with the reason. A record that was
    merged leads to the one that it went into.
    """

    @login_required
    @wraps(view)
    def found(request, kind, reference, **more):
        record = desk_record(request.user, kind, reference)
        if record.merged_into:
            return redirect("record-desk", record.merged_into.kind, record.merged_into.reference)
        try:
            return view(request, record, **more)
        except EditConflict:
            messages.warning(request, _("Somebody saved this record in the meantime. Look at it and try again."))
        except ProcessError as problem:
            messages.error(request, str(problem))
        return redirect("record-desk", record.kind, record.reference)

    return found


def clean_words(text):
    """Words to search for, as the database can take them."""
    return "".join(character for character in text if ord(character) >= 32).strip()[:200]
