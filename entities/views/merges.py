"""Merging two records: the secretariat proposes it, the leads answer, the same page undoes it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from entities import record_merging
from entities.choices import MergeState, Role
from entities.differences import differences
from entities.forms.merges import AnswerMergeForm, ProposeMergeForm, UndoMergeForm
from entities.models import Merge, Record
from entities.policies import Action, can
from entities.roles import entities_of
from entities.views.secretariat import for_secretariat
from ungass_portal.lib.problems import ProcessError


@for_secretariat
def propose(request, reference):
    """Choose the record into which another one goes, read what would become of it, and propose it."""
    absorbed = get_object_or_404(_records(), reference=reference)
    form = ProposeMergeForm(request.POST or request.GET or None, absorbed=absorbed)
    survivor, problem = None, ""
    if form.is_bound and form.is_valid():
        survivor = form.cleaned_data["into"]
        try:
            if request.method == "POST":
                merge = record_merging.propose(
                    survivor=survivor, absorbed=absorbed, reason=form.cleaned_data["reason"], by=request.user
                )
                messages.success(request, _("Proposed. The entities that lead the two records answer it."))
                return redirect("merge", merge.key)
        except ProcessError as refused:
            problem = str(refused)
    context = {"absorbed": absorbed, "survivor": survivor, "form": form, "problem": problem}
    if survivor:
        context |= _side_by_side(survivor, absorbed)
    status = 409 if problem else (422 if request.method == "POST" else 200)
    return render(request, "entities/merge_propose.html", context, status=status)


@login_required
def merge(request, key):
    """One merge: what it does, who has answered, and the acts that are open to the person."""
    row = get_object_or_404(Merge.objects.select_related("survivor", "absorbed", "version", "proposed_by"), key=key)
    survivor, absorbed = _records().get(pk=row.survivor_id), _records().get(pk=row.absorbed_id)
    if not any(can(request.user, Action.SEE, record) for record in (survivor, absorbed)):
        raise Http404
    waiting = record_merging.waiting_for(row) if row.state == MergeState.OPEN else []
    mine = [entity for entity in waiting if record_merging.may_answer(request.user, entity)]
    own = entities_of(request.user, Role.FOCAL_POINT)
    form = AnswerMergeForm(_sent(request, "answer"), entities=mine, on_behalf=any(row.pk not in own for row in mine))
    undo = UndoMergeForm(_sent(request, "undo"))
    if request.method == "POST" and _act(request, row, form, undo):
        return redirect("merge", row.key)
    context = {
        "merge": row,
        "survivor": survivor,
        "absorbed": absorbed,
        "words": row.words.select_related("entity", "by"),
        "waiting": waiting,
        "form": form if mine else None,
        "undo": undo if row.state == MergeState.DONE and record_merging.may_undo(request.user, row) else None,
        "clean_since": row.state == MergeState.DONE and record_merging.untouched(row, survivor),
    }
    if row.state == MergeState.OPEN:
        context |= _side_by_side(survivor, absorbed)
    return render(request, "entities/merge.html", context, status=422 if request.method == "POST" else 200)


def _sent(request, act):
    return request.POST if request.method == "POST" and request.POST.get("act") == act else None


def _act(request, row, form, undo):
    """Answer or undo; says what happened, and whether anything did."""
    try:
        if form.is_bound and form.is_valid():
            said = form.cleaned_data
            done = record_merging.answer(
                merge=row, entity=said["entity"], accepted=said["answer"] == "accept", by=request.user,
                reason=said["reason"], evidence=said.get("evidence", ""),
            )  # fmt: skip
            said = _("Your word is kept. The merge is: %(state)s.") % {"state": done.get_state_display()}
            messages.success(request, said)
            return True
        if undo.is_bound and undo.is_valid():
            record_merging.undo(merge=row, by=request.user, reason=undo.cleaned_data["reason"])
            messages.success(request, _("Undone: %(reference)s is read again.") % {"reference": row.absorbed})
            return True
    except ProcessError as problem:
        (form if form.is_bound else undo).add_error(None, str(problem))
    return False


def _records():
    return Record.objects.select_related("activity", "event").prefetch_related("participations__entity")


def _side_by_side(survivor, absorbed):
    """Both wordings, and what the merge would change in the one that stays."""
    own, other = survivor.working_copy.content(), absorbed.working_copy.content()
    return {
        "own": own,
        "other": other,
        "changes": differences(survivor.kind, own, record_merging.preview(survivor, absorbed)),
        "language": own["language"],
    }
