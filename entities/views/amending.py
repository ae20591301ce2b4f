"""The short ways of the month: what changes from one month to the next is mended, or closed, and submitted at once."""

from django.contrib import messages
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError

from entities import confirming, desk, review
from entities.choices import RecordState
from entities.forms import form_class
from entities.forms.acts import CloseForm
from entities.forms.fields import messages_of
from entities.forms.records import as_sent
from entities.policies import Action, can, demand
from entities.quality import doubts
from entities.views.acts import ask, asked_back, next_reader
from entities.views.finding import on_record
from entities.views.records import base_of, merge_page, says_the_same
from ungass_portal.lib.problems import BadParameter, EditConflict, ProcessError

AMENDED = ("summary", "status", "dates_to", "dates_open", "progress")
MENDABLE = ("chapter", "countries", "place")  # shown where the rules miss them


@on_record
def still_true(request, record):
    """Say that a cleared record is still true, or (`take_back`) that it was said too early."""
    if request.method == "POST" and request.POST.get("take_back"):
        confirming.take_back(record=record, by=request.user)
        said = _("%(reference)s: your “still true” is taken back.")
    elif request.method == "POST":
        confirming.confirm(record, by=request.user)
        said = _("%(reference)s is confirmed: still true.")
    else:
        demand(request.user, Action.CONFIRM_TRUE, record)
        return asked_back(request, record)
    messages.success(request, said % {"reference": record.reference})
    return asked_back(request, record)


@on_record
def amend(request, record):
    """The few fields that change from month to month; the whole form is a link away."""
    if request.method == "POST" and not can(request.user, Action.EDIT, record) and _amended_already(request, record):
        return asked_back(request, record)
    demand(request.user, Action.EDIT, record)
    if request.method != "POST":
        content = record.working_copy.content()
        data = as_sent(record.kind, content, base_revision=record.revision)
        return _page(request, record, form_class(record.kind)(record.kind, data, base=content).hushed(), content)
    base_revision, content, form = _sent(request, record)
    if form.is_valid():
        alone = nothing_in_work(record)
        try:
            record = desk.save(record=record, content=form.content, base_revision=base_revision, by=request.user)
        except ValidationError as error:
            form.take_errors(error.detail)
        except EditConflict as conflict:
            return merge_page(request, record, base_revision, conflict.revision, form.content)
        else:
            tell(request, record, alone=alone)
            return asked_back(request, record)
    return _page(request, record, form, content, status=422)


def _sent(request, record):
    """The short form as it was sent: its base revision, the content of that, and the whole form."""
    base_revision, content = base_of(request, record)
    data = as_sent(record.kind, content, base_revision=base_revision)
    for name in _shown(record, content):
        data.setlist(name, request.POST.getlist(name))
    return base_revision, content, form_class(record.kind)(record.kind, data, base=content)


def _amended_already(request, record):
    """Was this very form saved and submitted? It comes once more where a poor line has lost the answer."""
    try:
        base_revision, _content, form = _sent(request, record)
    except BadParameter:
        return False
    return base_revision != record.revision and says_the_same(form, record)


def _shown(record, content):
    """The fields of the short form: what the rules miss first; an end only where a start is known."""
    missed = [doubt.field for doubt in doubts(record) if doubt.field in MENDABLE]
    dated = bool((content["dates"] or {}).get("from"))
    return [*missed, *(name for name in AMENDED if dated or not name.startswith("dates"))]


def _page(request, record, form, content, *, status=200):
    """The fields in the row where htmx asked for them, else on a page of their own."""
    context = {
        "record": record,
        "form": form,
        "fields": [form[name] for name in _shown(record, content)],
        "language": content["language"],
        "then": request.GET.get("then") or request.POST.get("then", ""),
        "action": reverse("record-amend", args=[record.kind, record.reference]),
        "alone": nothing_in_work(record),
    }
    in_row = request.htmx and (request.htmx.target or "").startswith("in-row")
    template = "entities/_record_amend.html" if in_row else "entities/record_amend.html"
    return render(request, template, context, status=status)


@on_record
def close(request, record):
    """Say that it is over, with its last day."""
    demand(request.user, Action.EDIT, record)
    form = CloseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        alone = nothing_in_work(record)
        try:
            record = desk.close(record=record, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error("on", messages_of(error.detail))
        else:
            tell(request, record, alone=alone)
            return asked_back(request, record)
    return ask(
        request,
        record,
        form,
        title=_("Close %(reference)s") % {"reference": record.reference},
        text=_("It stays in the matrix and the calendar, as something that is over."),
        button=_("Close and submit") if nothing_in_work(record) else _("Close it"),
        kind="primary",
    )


def nothing_in_work(record):
    """Is the record as readers read it, so that one small change may be submitted at once?"""
    return record.state == RecordState.CLEAN


def tell(request, record, *, alone):
    """Submit a change that stands alone, and say what happened; beside other unsubmitted changes it waits."""
    if record.state not in (RecordState.DRAFT, RecordState.RETURNED):
        messages.info(request, _("Nothing was changed."))
    elif not alone or not can(request.user, Action.SUBMIT, record):
        messages.success(request, _("Saved, not submitted: other changes of this record are still in work."))
    else:
        try:
            messages.success(request, next_reader(review.submit(record=record, by=request.user)))
        except ProcessError as problem:
            messages.error(request, _("Saved, but not submitted. %(reason)s") % {"reason": problem})
