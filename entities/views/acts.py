"""Acts on one record: submit, recall, approve, return, withdraw, restore, restrict, delete, take back, progress."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from rest_framework.exceptions import ValidationError

from entities import desk, removing, review
from entities.audiences import Reading
from entities.choices import RecordState
from entities.forms.acts import ProgressForm, RemovalForm, ReturnForm, WithdrawForm
from entities.forms.fields import messages_of
from entities.kinds import kind_of
from entities.models import Record
from entities.policies import Action, can, demand
from entities.views.finding import on_record
from ungass_portal.lib.lists import listed


def done(request, record, sentence):
    """Say what happened and go back to the record's page; to the desk where the record is no longer one's own."""
    messages.success(request, sentence)
    return asked_back(request, record)


def asked_back(request, record):
    """Back to where the act was asked for: to its row on the desk (`then=desk`), else to the record's page."""
    if request.POST.get("then") == "desk":
        return redirect(f"{reverse('desk')}#{record.reference}")
    seen = can(request.user, Action.SEE, Record.objects.get(pk=record.pk))
    return redirect("record-desk", record.kind, record.reference) if seen else redirect("desk")


def next_reader(record):
    """Who reads a submission next, in words."""
    if record.state == RecordState.WITH_FOCAL_POINT:
        return _("Submitted. Your focal point reads it next, then the secretariat.")
    return _("Submitted. The secretariat reads it next.")


@on_record
@require_POST
def submit(request, record):
    """Submit the working copy as it was last saved."""
    return done(request, record, next_reader(review.submit(record=record, by=request.user)))


@on_record
@require_POST
def recall(request, record):
    """Take a submission back."""
    review.recall(record=record, by=request.user)
    return done(request, record, _("Taken back. It is a draft again."))


@on_record
@require_POST
def approve(request, record):
    """Pass a contributor's submission on to the secretariat."""
    review.approve(record=record, by=request.user)
    return done(request, record, _("Approved. The secretariat reads it next."))


@on_record
def send_back(request, record):
    """Return a submission with a reason."""
    demand(request.user, Action.RETURN, record)
    form = ReturnForm(record.kind, request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        review.send_back(record=record, by=request.user, reason=said["reason"], fields=said["concerns"])
        return done(request, record, _("Returned with your reason."))
    return ask(
        request,
        record,
        form,
        title=_("Return %(reference)s") % {"reference": record.reference},
        text=_("It becomes a draft of its entity again. Whoever wrote it reads your reason."),
        button=_("Return it"),
        kind="primary",
    )


@on_record
def withdraw(request, record):
    """Take a record away from all readers, after naming who reads it now."""
    demand(request.user, Action.WITHDRAW, record)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        review.withdraw(record=record, by=request.user, reason=form.cleaned_data["reason"])
        return done(request, record, _("Withdrawn. Nobody outside your entities and the secretariat reads it."))
    return ask(
        request,
        record,
        form,
        title=_("Withdraw %(reference)s") % {"reference": record.reference},
        text=withdrawal_in_words(record),
        button=_("Withdraw it now"),
    )


def withdrawal_in_words(record):
    """What a withdrawal takes away, and from whom."""
    audiences = kind_of(record.kind).entry.objects.filter(record=record).values_list("audience", flat=True)
    readers = [str(Reading(audience).label) for audience in Reading if audience in set(audiences)]
    if not readers:
        return _("Nobody reads this record now; withdrawing it ends every agreement about it.")
    return _(
        "It is read by %(readers)s. It disappears at once from lists, pages, search, counts, feeds, exports and the "
        "API; those who took copies are told to erase them. Agreements to share it end: after a restore the "
        "network reads it again, everybody else only once all deciders agree anew."
    ) % {"readers": listed(readers)}


@on_record
def remove(request, record):
    """Remove a record for safety or by law, after naming everything that goes with it."""
    demand(request.user, Action.REMOVE, record)
    form = RemovalForm(request.POST or None, record=record)
    if request.method == "POST" and form.is_valid():
        words = {name: form.cleaned_data[name] for name in ("basis", "reason")}
        removing.remove(record=record, by=request.user, **words)
        return done(request, record, _("Removed. Nobody reads its wording any more, in sealed editions either."))
    withdrawn = [] if record.withdrawn_at else [withdrawal_in_words(record)]
    return ask(
        request,
        record,
        form,
        title=_("Remove %(reference)s for good") % {"reference": record.reference},
        text=" ".join([*withdrawn, *removing.foretold(record)]),
        button=_("Remove it for good"),
    )


@on_record
@require_POST
def restore(request, record):
    """Give a withdrawn record back to the network."""
    review.restore(record=record, by=request.user)
    return done(request, record, _("Restored. The network reads it again; others wait for new agreements."))


@on_record
@require_POST
def restrict(request, record):
    """Keep a record to its own entities, or give it to the network."""
    own_only = request.POST.get("own_only") == "on"
    review.restrict(record=record, own_only=own_only, by=request.user)
    if own_only:
        return done(request, record, _("Kept to its own entities: nobody else reads or counts it, even when cleared."))
    return done(request, record, _("The network reads it again once it is cleared."))


@on_record
@require_POST
def discard(request, record):
    """Delete a draft; the next page offers to take it back."""
    desk.discard(record=record, by=request.user)
    return done(request, record, _("The draft is deleted. You can take it back from this page."))


@on_record
@require_POST
def take_back(request, record):
    """Undo the deletion of a draft."""
    desk.take_back(record=record, by=request.user)
    return done(request, record, _("The draft is back."))


@on_record
def add_progress(request, record):
    """Add one dated line, without opening the whole form."""
    demand(request.user, Action.EDIT, record)
    form = ProgressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            desk.add_progress(record=record, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error("text", messages_of(error.detail))
        else:
            return done(request, record, _added(request, record))
    return ask(
        request,
        record,
        form,
        title=_("Progress of %(reference)s") % {"reference": record.reference},
        text=_("A line says what has happened since. Lines stay as they are; readers see them once cleared."),
        button=_("Add the line"),
        kind="primary",
    )


def _added(request, record):
    """From the month's page a line is submitted at once, unless other changes are in work."""
    if request.POST.get("then") == "desk" and record.state == RecordState.CLEAN:
        return next_reader(review.submit(record=record, by=request.user))
    return _("Added. Submit the record so that readers see it.")


def ask(request, record, form, **words):
    """The page that asks before an act, with its fields; in its row where htmx asked for it from there."""
    then = request.GET.get("then") or request.POST.get("then", "")
    back = reverse("record-desk", args=[record.kind, record.reference])
    if then == "desk":
        back = f"{reverse('desk')}#{record.reference}"
    in_row = request.htmx and (request.htmx.target or "").startswith("in-row")
    return render(
        request,
        "entities/_record_act.html" if in_row else "entities/record_act.html",
        {"record": record, "form": form, "cancel_url": back, "then": then, "action": request.path, **words},
        status=422 if form.is_bound else 200,
    )
