"""Handing over to a successor: by the focal point for himself, by the secretariat for anybody."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from entities import acting_for, handing_over
from entities.choices import Role
from entities.forms.handing_over import HandOverForm
from entities.models import Membership
from entities.views.secretariat import for_secretariat
from ungass_portal.lib.lists import listed
from ungass_portal.lib.problems import ProcessError


@login_required
def hand_over(request):
    """Hand over the own role in the entity that one acts for."""
    entity = acting_for.chosen(request)
    rows = [row for row in request.user.current_memberships() if row.role == Role.FOCAL_POINT]
    row = next((row for row in rows if entity is None or row.entity_id == entity.pk), None)
    if row is None:
        raise PermissionDenied(_("Only a focal point hands a role over."))
    return _page(request, row, back=reverse("desk"))


@for_secretariat
def hand_over_for(request, pk):
    """Hand over a focal point's role to a colleague of the entity."""
    rows = Membership.objects.current().filter(role=Role.FOCAL_POINT).select_related("user", "entity")
    return _page(request, get_object_or_404(rows, pk=pk), back=reverse("review-people"))


def _page(request, giver, *, back):
    """The form, and what it does."""
    successors = handing_over.successors(giver)
    form = HandOverForm(request.POST if request.method == "POST" else None, successors=successors)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                done = handing_over.hand_over(giver=giver, by=request.user, **form.cleaned_data)
            except ProcessError as problem:
                form.add_error(None, str(problem))
                status = 409
            else:
                messages.success(request, _in_words(done, form.cleaned_data["successor"]))
                return redirect(back)
    context = {
        "form": form,
        "giver": giver,
        "back": back,
        "possible": successors.exists(),
        "tokens": handing_over.tokens_that_end(giver),
    }
    return render(request, "entities/hand_over.html", context, status=status)


def _in_words(done, successor):
    """What went over, and what stayed."""
    said = ngettext(
        "Handed over to %(person)s, with %(count)d form that was begun.",
        "Handed over to %(person)s, with %(count)d forms that were begun.",
        done.moved,
    ) % {"person": successor.user, "count": done.moved}
    if done.feeds:
        feeds = ngettext(
            "%(count)d calendar feed waits there for an address.",
            "%(count)d calendar feeds wait there for an address.",
            done.feeds,
        )
        said += " " + feeds % {"count": done.feeds}
    if done.stayed:
        stayed = _("These stay with you, because %(person)s has begun the same: %(list)s.")
        said += " " + stayed % {"person": successor.user, "list": listed(done.stayed)}
    return said
