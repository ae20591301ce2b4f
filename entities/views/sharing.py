"""Who may read a record outside the network: what would go out, each decider's word, the ledger."""

from django.contrib import messages
from django.db import transaction
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from entities import evidence, leaving_out, receipts
from entities import sharing as gate_keeping
from entities.audiences import OUTSIDE
from entities.choices import AgreementScope, Decision, ParticipationState, RecordState, Role
from entities.forms.acts import DecisionForm, ParticipationForm
from entities.models import Entity, Evidence, Participation
from entities.policies import Action, can, demand
from entities.record_page import who_reads, why_unread
from entities.roles import entities_of
from entities.second_factor import demand_proof
from entities.sharing_page import outside_audiences
from entities.views.acts import ask, done
from entities.views.finding import on_record
from ungass_portal.lib.problems import BadParameter, ProcessError


@on_record
def sharing(request, record):
    """The page, and the words that deciders say on it."""
    failed = None
    if request.method == "POST":
        demand(request.user, Action.AGREE, record)
        if request.POST.get("decision") == Decision.AGREE:
            demand_proof(request)  # taking back and declining never wait
        failed = _decide(request, record)
        if failed is None:
            messages.success(request, _("Your word is on the ledger, and holds from now."))
            return redirect("record-sharing", record.kind, record.reference)
    gate = gate_keeping.Gate(record)
    context = {
        "record": record,
        "gate": gate,
        "readers": who_reads(record, gate),
        "unread": why_unread(record),
        "audiences": outside_audiences(record, gate, request.user, failed=failed) if gate.cleared else [],
        "ledger": record.agreements.select_related("entity", "version", "decided_by", "policy")
        .select_related("attachment")
        .defer("attachment__content")
        .order_by("-pk"),
        "holdings": receipts.holdings(record),
        "may_leave_out": can(request.user, Action.EDIT, record) and record.state == RecordState.CLEAN,
        "failed": failed,
    }
    return render(request, "entities/record_sharing.html", context, status=422 if failed else 200)


def _decide(request, record):
    """Put the word on the ledger; returns the form where it cannot be."""
    entity = get_object_or_404(Entity, slug=request.POST.get("entity", "")[:60].replace("\0", ""))
    audience = request.POST.get("audience", "")
    if audience not in OUTSIDE:
        raise BadParameter("audience", _("Audiences outside the network are: partners, public."))
    own = entity.pk in entities_of(request.user, Role.FOCAL_POINT)
    form = DecisionForm(request.POST, request.FILES, on_behalf=not own, auto_id=f"id_{audience}_{entity.slug}_%s")
    if not form.is_valid():
        return form
    said = form.cleaned_data
    cleared = gate_keeping.Gate(record).cleared
    if said["decision"] == Decision.AGREE and (cleared is None or cleared.number != said["version"]):
        raise ProcessError(_("A newer wording has been cleared since you opened the page. Read it and decide again."))
    with transaction.atomic():  # what is attached stays only if the word does
        attached = said.get("attachment")
        word = gate_keeping.Word(
            audience,
            said["decision"],
            said["scope"] or AgreementScope.WORDING,
            said["until"],
            said["reason"],
            said.get("evidence", ""),
            evidence.keep(attached, request.user) if attached else None,
        )
        gate_keeping.decide(
            record=record,
            entity=entity,
            word=word,
            by=request.user,
            version_number=said["version"],
            sha256=said["sha256"],
        )
    return None


@on_record
@require_GET
def attachment(request, record, key):
    """A file attached as evidence, for the record's own entities and the secretariat; always as a download."""
    answers = Participation.pgh_event_model.objects.filter(record=record)
    on_record = Q(agreements__record=record) | Q(pk__in=answers.values("attachment"))
    row = get_object_or_404(Evidence.objects.filter(on_record).distinct(), key=key)
    response = HttpResponse(bytes(row.content), content_type=row.content_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=row.name)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response


@on_record
def without(request, record):
    """Submit the published wording without an entity that declined to share it."""
    demand(request.user, Action.EDIT, record)
    slug = request.GET.get("entity", "")[:60].replace("\0", "")
    entity = get_object_or_404(Entity, slug=slug, participations__record=record)
    if request.method == "POST":
        leaving_out.submit_without(record=record, entity=entity, by=request.user)
        return done(request, record, _("Submitted without %(entity)s.") % {"entity": entity})
    return ask(
        request,
        record,
        None,
        title=_("Submit without %(entity)s?") % {"entity": entity},
        text=_(
            "The record goes to review without naming it. What is out there stays as it is until the new wording is "
            "cleared; then %(entity)s has no part in deciding what is shared."
        )
        % {"entity": entity},
        button=_("Submit without it"),
        kind="primary",
    )


@transaction.atomic  # what is attached stays only if the answer does
def _answer(request, record, entity, said):
    """Put an entity's answer to being named on record, with the evidence of one on behalf."""
    attached = said.get("attachment")
    gate_keeping.set_participation(
        record=record,
        entity=entity,
        state=said["state"],
        by=request.user,
        reason=said["reason"],
        evidence=said.get("evidence", ""),
        attachment=evidence.keep(attached, request.user) if attached else None,
    )


@on_record
def participation(request, record):
    """Confirm or decline an entity's part; the secretariat answers on behalf, with evidence."""
    demand(request.user, Action.CONFIRM, record)
    slug = (request.POST.get("entity") or request.GET.get("entity", ""))[:60].replace("\0", "")
    row = get_object_or_404(record.participations.select_related("entity"), entity__slug=slug)
    own = row.entity_id in entities_of(request.user, Role.FOCAL_POINT)
    sent = request.POST if "state" in request.POST else None
    initial = {"entity": slug, "state": request.GET.get("state")}
    form = ParticipationForm(sent, request.FILES, initial=initial, on_behalf=not own)
    if sent is not None and form.is_valid():
        said = form.cleaned_data
        _answer(request, record, row.entity, said)
        sentence = _("Declined: %(entity)s is named nowhere and not asked again.")
        if said["state"] == ParticipationState.CONFIRMED:
            sentence = _("Confirmed: %(entity)s takes part.")
        answer = done(request, record, sentence % {"entity": row.entity})
        return redirect("desk") if request.POST.get("then") == "desk" else answer
    return ask(
        request,
        record,
        form,
        title=_("Does %(entity)s take part?") % {"entity": row.entity},
        text=_(
            "Named as %(role)s. An entity that declines is named nowhere in this record, has no part in deciding "
            "what is shared, and is not asked again."
        )
        % {"role": row.get_role_display()},
        button=_("Put it on record"),
        kind="primary",
    )
