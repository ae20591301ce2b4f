"""Changes that partners and the secretariat propose, and the lead's answer field by field."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError

from entities import desk, mending
from entities.choices import ProposalState, Role
from entities.differences import differences
from entities.forms import form_class
from entities.forms.acts import AnswerForm, ProposalReasonForm
from entities.policies import Action, can, demand
from entities.roles import entities_of
from entities.views.finding import on_record
from entities.views.records import base_of, change_rows
from ungass_portal.lib.problems import EditConflict, ProcessError


@on_record
def propose(request, record):
    """The record's form; only the fields that differ are sent, as a proposal."""
    demand(request.user, Action.PROPOSE, record)
    if request.method != "POST":
        content = record.working_copy.content()
        form = form_class(record.kind).of_content(record.kind, content, base_revision=record.revision)
        return _page(request, record, form, ProposalReasonForm())
    base_revision, base = base_of(request, record)
    form = form_class(record.kind)(record.kind, request.POST, base=base)
    reason = ProposalReasonForm(request.POST)
    if change_rows(request, form):
        return _page(request, record, form, ProposalReasonForm(initial={"reason": request.POST.get("reason", "")}))
    if form.is_valid() and reason.is_valid():
        changes = {name: value for name, value in form.content.items() if value != base.get(name)}
        try:
            if request.POST.get("then") == "mend":
                return _mend(request, record, form, base_revision, reason.cleaned_data["reason"])
            desk.propose(
                record=record,
                changes=changes,
                by=request.user,
                entity=_speaking_for(record, request.user),
                base_revision=base_revision,
                reason=reason.cleaned_data["reason"],
            )
        except ValidationError as error:
            form.take_errors(error.detail)
        except EditConflict:
            raise
        except ProcessError as problem:
            reason.add_error(None, str(problem))
        else:
            messages.success(request, _("Proposed. The lead reads it, and you see the answer here."))
            return redirect("record-desk", record.kind, record.reference)
    return _page(request, record, form, reason, status=422)


def _mend(request, record, form, base_revision, reason):
    """The secretariat mends codes and typing errors at once."""
    mending.mend(record=record, content=form.content, base_revision=base_revision, reason=reason, by=request.user)
    messages.success(request, _("Mended. The network reads it, and the entity is told what was mended."))
    return redirect("record-desk", record.kind, record.reference)


def _speaking_for(record, user):
    """The partner in whose name the person proposes; None for the secretariat."""
    speaking = entities_of(user, Role.FOCAL_POINT)
    return next((row.entity for row in record.participations.all() if row.entity_id in speaking), None)


def _page(request, record, form, reason, *, status=200):
    context = {"record": record, "kind": record.kind, "form": form, "reason": reason, "sections": list(form.parts())}
    context["may_mend"] = can(request.user, Action.MEND, record)
    return render(request, "entities/record_propose.html", context, status=status)


@on_record
def settle(request, record, number):
    """A proposal beside the present wording; the lead accepts or declines each field."""
    rows = list(record.proposals.select_related("entity", "proposed_by", "settled_by").order_by("pk"))
    if not 1 <= number <= len(rows):
        raise Http404
    proposal = rows[number - 1]
    if request.method == "POST":
        demand(request.user, Action.SETTLE, record)
        form = AnswerForm(request.POST)
        accepted = {name for name in proposal.changes if request.POST.get(f"field_{name}") == "accept"}
        open_fields = [
            name for name in proposal.changes if request.POST.get(f"field_{name}") not in ("accept", "decline")
        ]
        if form.is_valid() and not open_fields:
            try:
                desk.settle(proposal=proposal, accepted=accepted, by=request.user, answer=form.cleaned_data["answer"])
            except ValidationError:
                messages.error(request, _("Accepted together, these changes do not fit the present wording."))
            else:
                messages.success(request, _("Settled. Whoever proposed it sees your answer."))
                return redirect("record-desk", record.kind, record.reference)
        elif open_fields:
            messages.error(request, _("Accept or decline each field."))
    else:
        form = AnswerForm()
    return _settle_page(request, record, proposal, number, form)


def _settle_page(request, record, proposal, number, form):
    """Each field of a proposal: how it stands, how it would read."""
    if proposal.state == ProposalState.OPEN:
        before = record.working_copy.content()
    else:
        before = record.revisions.get(number=proposal.base_revision).content
    fields = differences(record.kind, before, before | proposal.changes)
    told = {field.name for field in fields}
    context = {
        "record": record,
        "proposal": proposal,
        "number": number,
        "form": form,
        "fields": [
            {
                "difference": field,
                "decision": proposal.decisions.get(field.name),
                "sent": request.POST.get(f"field_{field.name}"),
            }
            for field in fields
        ],
        "same": [name for name in proposal.changes if name not in told],
        "open": proposal.state == ProposalState.OPEN,
        "may_settle": proposal.state == ProposalState.OPEN and can(request.user, Action.SETTLE, record),
        "may_when_back": can(request.user, Action.RECALL, record),
        "language": before["language"],
    }
    return render(request, "entities/proposal.html", context, status=422 if form.is_bound else 200)
