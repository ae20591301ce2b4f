"""A record on the desk: its page, its form, the form's autosave, and the merge of two savings."""

import json
import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from rest_framework.exceptions import ValidationError

from entities import acting_for, desk, review
from entities.choices import Outcome, RecordState, Role
from entities.differences import differences
from entities.forms import form_class
from entities.forms.merge import MergeForm
from entities.forms.records import as_sent
from entities.models import FormDraft, Record
from entities.policies import Action, can, demand, may_create
from entities.record_page import record_page, with_places
from entities.roles import has_focal_point
from entities.views.acts import next_reader
from entities.views.finding import on_record
from ungass_portal.lib.problems import BadParameter, EditConflict, ProcessError

# Names that a form sends beside what is typed.
BUTTONS = ("csrfmiddlewaretoken", "then", "add_row", "remove_row")


@on_record
@require_GET
def hub(request, record):
    """The record as its owners see it: state, wording, what changed, and every act that is open to the person."""
    return render(request, "entities/record_desk.html", record_page(record, request.user))


@login_required
def new(request, kind):
    """The form of a new record. Sending it twice makes one record."""
    if not may_create(request.user):
        raise PermissionDenied(_("Only focal points and contributors of an entity begin records."))
    if request.method == "POST":
        return _create(request, kind)
    key = _key(request.GET.get("draft"))
    draft = (
        FormDraft.objects.filter(person=request.user, kind=kind, record=None, draft_key=key).first() if key else None
    )
    if draft:
        form = form_class(kind)(kind, _restored(draft)).hushed()
    else:
        entity = acting_for.chosen(request)
        form = form_class(kind).of_blank(kind, lead=entity.slug if entity else "", draft_key=uuid.uuid4())
    return _form_page(request, kind, form, draft=draft)


def _create(request, kind):
    """Make the record, or show the form again."""
    form = form_class(kind)(kind, request.POST)
    if change_rows(request, form):
        return _form_page(request, kind, form)
    if form.is_valid():
        try:
            record = desk.create(
                kind=kind, content=form.content, by=request.user, draft_key=form.cleaned_data["draft_key"]
            )
        except ValidationError as error:
            form.take_errors(error.detail)
        else:
            return _saved(request, record)
    return _form_page(request, kind, form, status=422)


@on_record
def edit(request, record):
    """The form of a record."""
    if request.method == "POST" and not can(request.user, Action.EDIT, record) and sent_again(request, record):
        return _saved(request, record)
    demand(request.user, Action.EDIT, record)
    if request.method == "POST":
        return _save(request, record)
    content = record.working_copy.content()
    draft = FormDraft.objects.filter(person=request.user, record=record).first()
    if draft:
        base = _content_at(record, draft.base_revision) or content
        form = form_class(record.kind)(record.kind, _restored(draft), base=base).hushed()
    else:
        form = form_class(record.kind).of_content(record.kind, content, base_revision=record.revision)
    return _form_page(request, record.kind, form, record=record, draft=draft)


def _save(request, record):
    """Save the form, or show it again, or put two savings side by side."""
    base_revision, base = base_of(request, record)
    form = form_class(record.kind)(record.kind, request.POST, base=base)
    if change_rows(request, form):
        return _form_page(request, record.kind, form, record=record)
    if form.is_valid():
        try:
            record = desk.save(record=record, content=form.content, base_revision=base_revision, by=request.user)
        except ValidationError as error:
            form.take_errors(error.detail)
        except EditConflict as conflict:
            _keep(request, record=record, kind=record.kind, base_revision=base_revision)
            return merge_page(request, record, base_revision, conflict.revision, form.content)
        else:
            return _saved(request, record)
    return _form_page(request, record.kind, form, record=record, status=422)


def _saved(request, record):
    """Go on after a save: submit if that was asked, then to the record's page."""
    if request.POST.get("then") != "submit":
        messages.success(request, _("Saved. Only your entities and the secretariat see it until it is cleared."))
    elif record.state in (RecordState.SUBMITTED, RecordState.WITH_FOCAL_POINT):
        messages.success(request, next_reader(record))  # the same form once more: its first answer was lost
    elif record.state == RecordState.CLEAN:
        messages.info(request, _("Nothing was changed, so there is nothing to submit."))
    else:
        try:
            messages.success(request, next_reader(review.submit(record=record, by=request.user)))
        except ProcessError as problem:
            messages.error(request, _("Saved, but not submitted. %(reason)s") % {"reason": problem})
            return redirect("record-edit", record.kind, record.reference)
    return redirect("record-desk", record.kind, record.reference)


def change_rows(request, form):
    """Add or take away a row where a button without script asked for it."""
    added, removed = request.POST.get("add_row"), request.POST.get("remove_row")
    if added in form.rows:
        form.add_row(added)
    elif removed and removed.rpartition("-")[0] in form.rows:
        name, _dash, number = removed.rpartition("-")
        form.rows[name].remove(number)
    else:
        return False
    form.hushed()
    return True


def _form_page(request, kind, form, *, record=None, draft=None, status=200):
    """The page of a form."""
    context = {"kind": kind, "form": form, "record": record, "draft": draft, "sections": list(form.parts())}
    if record:
        cleared = record.versions.filter(outcome=Outcome.CLEARED).select_related("revision").first()
        context |= {
            "changes": differences(kind, cleared.content, record.working_copy.content()) if cleared else None,
            "to_focal_point": review.goes_to_focal_point(record, request.user),
            "returned": _returned(record),
        }
    else:
        context["to_focal_point"] = _new_goes_to_focal_point(request.user)
        context["others"] = FormDraft.objects.filter(person=request.user, kind=kind, record=None).exclude(
            pk=draft.pk if draft else None
        )
    return render(request, "entities/record_form.html", context, status=status)


def _new_goes_to_focal_point(user):
    """Will a new record of the person go to a focal point first? For one who is a contributor only."""
    rows = user.current_memberships()
    contributes = [row.entity for row in rows if row.role == Role.CONTRIBUTOR]
    if len(contributes) < len(rows) or not all(entity.contributors_need_approval for entity in contributes):
        return False
    return has_focal_point([entity.pk for entity in contributes])


def _returned(record):
    """The last return, for a record that waits to be mended."""
    if record.state != RecordState.RETURNED:
        return None
    return with_places(record.versions.filter(outcome=Outcome.RETURNED).select_related("decided_by").last())


# --- Merging -----------------------------------------------------------------


@on_record
def merge(request, record):
    """Save what a person made of two savings."""
    demand(request.user, Action.EDIT, record)
    if request.method != "POST":
        return redirect("record-edit", record.kind, record.reference)
    base, theirs = (_content_at(record, _number(request.POST, name)) for name in ("base_revision", "theirs_revision"))
    if base is None or theirs is None:
        raise BadParameter("base_revision", _("This wording does not exist. Open the form again."))
    mine = _mine(request, record)
    form = MergeForm(record.kind, base=base, theirs=theirs, mine=mine, data=request.POST)
    if not form.is_valid():
        return merge_page(request, record, None, None, mine, form=form)
    content, revision = form.content(), _number(request.POST, "theirs_revision")
    try:
        record = desk.save(record=record, content=content, base_revision=revision, by=request.user)
    except EditConflict as conflict:
        return merge_page(request, record, revision, conflict.revision, content)
    except ValidationError as error:
        form = form_class(record.kind)(record.kind, as_sent(record.kind, content, base_revision=revision), base=content)
        form.is_valid()
        form.take_errors(error.detail)
        return _form_page(request, record.kind, form, record=record, status=422)
    return _saved(request, record)


def _mine(request, record):
    """The person's own saving, as the merge page carries it along."""
    try:
        return desk.clean(record.kind, json.loads(request.POST.get("mine", "")))
    except (ValueError, ValidationError) as error:
        raise BadParameter("mine", _("Your wording could not be read back. Open the form again.")) from error


def merge_page(request, record, base_revision, theirs_revision, mine, *, form=None):
    """Base, theirs and mine of each field that one side changed."""
    if form is None:
        base, theirs = (_content_at(record, number) for number in (base_revision, theirs_revision))
        form = MergeForm(record.kind, base=base, theirs=theirs, mine=mine)
    else:
        base_revision, theirs_revision = (_number(request.POST, name) for name in ("base_revision", "theirs_revision"))
    other = record.revisions.select_related("saved_by").get(number=theirs_revision)
    context = {
        "record": record,
        "form": form,
        "other": other,
        "base_revision": base_revision,
        "theirs_revision": theirs_revision,
        "mine": json.dumps(mine),
        "then": request.POST.get("then", ""),
    }
    return render(request, "entities/record_merge.html", context, status=422 if form.is_bound else 409)


# --- Autosave ----------------------------------------------------------------


@login_required
@require_POST
def autosave_new(request, kind):
    """Keep what is typed in a blank form."""
    key = _key(request.POST.get("draft_key"))
    if key is None:
        raise BadParameter("draft_key", _("The form carries no key. Open it again."))
    if not may_create(request.user):
        raise PermissionDenied
    if Record.objects.filter(draft_key=key).exists():
        return HttpResponse(status=204)  # sent late: the record is made, nothing is left to keep
    draft = _keep(request, kind=kind, draft_key=key)
    return JsonResponse({"saved_at": f"{timezone.localtime(draft.saved_at):%H:%M}"})


@on_record
@require_POST
def autosave(request, record):
    """Keep what is typed in the form of a record; says 409 when somebody saved a newer wording."""
    demand(request.user, Action.EDIT, record)
    base_revision, base = base_of(request, record)
    newer = base_revision != record.revision
    if newer and says_the_same(form_class(record.kind)(record.kind, request.POST, base=base), record):
        return HttpResponse(status=204)  # sent late: this is the wording just saved
    draft = _keep(request, record=record, kind=record.kind, base_revision=base_revision)
    answer = {"saved_at": f"{timezone.localtime(draft.saved_at):%H:%M}"}
    return JsonResponse(answer, status=409 if newer else 200)


@login_required
@require_POST
def discard_typing(request, key):
    """Throw away what was typed and not saved."""
    draft = get_object_or_404(FormDraft.objects.select_related("record"), person=request.user, draft_key=key)
    record = draft.record
    draft.delete()
    messages.success(request, _("What you had typed and not saved is gone."))
    return redirect("record-edit", record.kind, record.reference) if record else redirect("desk")


def _keep(request, **fields):
    """Keep the form as it was sent; NUL, which the database cannot hold, is left out."""
    data = {
        name.replace("\0", ""): [value.replace("\0", "") for value in values]
        for name, values in request.POST.lists()
        if name not in BUTTONS
    }
    which = {name: fields.pop(name) for name in ("record", "draft_key") if name in fields}
    draft, _made = FormDraft.objects.update_or_create(person=request.user, **which, defaults={"data": data, **fields})
    return draft


def _restored(draft):
    """The data of a form as they were kept."""
    data = QueryDict(mutable=True)
    for name, values in draft.data.items():
        data.setlist(name, values)
    return data


def sent_again(request, record):
    """Was this very form saved already? It comes once more where a poor line has lost the answer."""
    try:
        base_revision, base = base_of(request, record)
    except BadParameter:
        return False  # whoever reads the form next says so
    if base_revision == record.revision:
        return False
    return says_the_same(form_class(record.kind)(record.kind, request.POST, base=base), record)


def says_the_same(form, record):
    """Does a form say what the record says already?"""
    return form.is_valid() and form.content == record.working_copy.content()


def base_of(request, record):
    """The revision from which the sent form was made, and its content."""
    number = _number(request.POST, "base_revision")
    content = _content_at(record, number)
    if content is None:
        raise BadParameter("base_revision", _("This form was made from a wording that does not exist. Open it again."))
    return number, content


def _content_at(record, number):
    """The content of a revision; None when there is none of that number."""
    if number == record.revision:
        return record.working_copy.content()
    found = record.revisions.filter(number=number).first()
    return found.content if found else None


def _number(data, name):
    """A revision's number out of a form; anything else is refused by name."""
    text = data.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise BadParameter(name, _("This is not the number of a wording. Open the form again."))
    return int(text)


def _key(text):
    """A blank form's key; None when it is none."""
    try:
        return uuid.UUID(text or "")
    except ValueError:
        return None
