"""Asking for access, lost second factors, erasing personal data, and the directory of the network."""

import time

from allauth.core.internal import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from entities import admission, lost_factors, personal_data
from entities.audiences import Reading
from entities.choices import Role
from entities.forms.people import AskForm, DomainsForm, EraseForm
from entities.models import AccessRequest, Membership
from entities.network_directory import listed
from entities.readers import reader_of
from entities.roles import entities_of
from entities.second_factor import guarded
from entities.views.editing import edit
from entities.views.finding import clean_words
from entities.views.invitations import colleague, own_entity
from entities.views.reference import SEEN_OR_SENT
from entities.views.secretariat import for_secretariat
from ungass_portal.lib.problems import ProcessError

ASKED_AT_MOST = {"access_request": "30/h/ip,3/d/key"}
ANSWERED_AFTER = 0.25  # seconds


@never_cache
@SEEN_OR_SENT
def ask(request):
    """Ask for access; the answer is the same whether the address lets one or not."""
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        begun = time.monotonic()
        said = form.cleaned_data
        limit = {"app": "entities", "action": "access_request", "config": ASKED_AT_MOST, "key": said["email"].lower()}
        if ratelimit.consume(request, **limit):
            admission.ask(**said)
        # Writing to focal points takes longer than writing to nobody, and would tell what the words do not.
        time.sleep(max(0, ANSWERED_AFTER - (time.monotonic() - begun)))
        messages.success(
            request, _("If your address lets you ask, focal points are asked now, and an invitation comes by mail.")
        )
        return redirect("account_login")
    return render(request, "entities/people/ask.html", {"form": form}, status=400 if form.errors else 200)


@login_required
@SEEN_OR_SENT
@guarded
def domains(request):
    """Approve the address domains from which access can be asked."""
    entity = own_entity(request)
    present = "\n".join(entity.approved_domains.order_by("domain").values_list("domain", flat=True))

    def save(form):
        admission.approve_domains(entity=entity, domains=form.cleaned_data["domains"], by=request.user)

    return edit(
        request,
        DomainsForm(request.POST or None, initial={"domains": present}),
        save,
        said=_("Saved."),
        back=reverse("desk-people"),
        title=_("Address domains of %(entity)s") % {"entity": entity},
        lead=_("Asking lets nobody in: you invite, and the link goes to that very address."),
        button=_("Save"),
    )


@login_required
@require_POST
def decline(request, key):
    """Close a request without an invitation."""
    rows = AccessRequest.objects.filter(entity__in=entities_of(request.user, Role.FOCAL_POINT), closed_at=None)
    admission.close(request=get_object_or_404(rows.select_related("entity"), key=key), by=request.user)
    messages.success(request, _("Declined. The person is not told."))
    return redirect("desk-people")


@login_required
@SEEN_OR_SENT
@guarded
def own_lost_factors(request, pk):
    """The entity's word that a colleague has lost the second factors."""
    return _lost_factors(request, colleague(request, pk), back=reverse("desk-people"))


@for_secretariat
@SEEN_OR_SENT
@guarded
def lost_factors_of(request, pk):
    """The secretariat's word that somebody has lost the second factors."""
    row = get_object_or_404(Membership.objects.select_related("user"), pk=pk)
    return _lost_factors(request, row, back=reverse("review-people"))


def _lost_factors(request, row, *, back):
    person = row.user
    if not lost_factors.sides_of(request.user, person):
        raise PermissionDenied(_("Others must vouch for this person."))
    if request.method == "POST":
        try:
            done = lost_factors.vouch(person=person, by=request.user)
        except ProcessError as problem:
            messages.error(request, str(problem))
        else:
            said = _("Done: the person signs in with the password and sets up new ones.")
            waits = _("Your word is kept for a week. Now the other side must say the same.")
            messages.success(request, said if done else waits)
        return redirect(back)
    context = {
        "title": _("%(person)s has lost the second factors?") % {"person": person},
        "text": _(
            "Speak with the person, on a way that you know, before you say so. Two people say it: one of the entity, "
            "one of the secretariat. Then the factors are removed, every session ends, and the person is told by mail."
        ),
        "waiting": lost_factors.open_for(person),
        "back": back,
    }
    return render(request, "entities/people/lost_factors.html", context)


@for_secretariat
@SEEN_OR_SENT
@guarded
def erase(request, pk):
    """Erase what is personal of somebody who has left."""
    row = get_object_or_404(Membership.objects.select_related("user"), pk=pk)

    def save(form):
        personal_data.erase(person=row.user, by=request.user, reason=form.cleaned_data["reason"])

    return edit(
        request,
        EraseForm(request.POST or None),
        save,
        said=_("Erased. The audit goes on with the person’s number alone."),
        back=reverse("review-people"),
        title=_("Erase the personal data of %(person)s") % {"person": row.user},
        lead=_("Name, address, letters, sessions, second factors and feeds go for good. What was done stays."),
        button=_("Erase it for good"),
    )


@login_required
@require_GET
def directory(request):
    """Who is who in the network, for the network's people."""
    if reader_of(request).audience != Reading.NETWORK:
        raise Http404
    words = clean_words(request.GET.get("q", ""))
    return render(request, "entities/people/directory.html", {"places": listed(words), "words": words})
