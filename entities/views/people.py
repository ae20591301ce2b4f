"""People and their roles, kept by the secretariat."""

from datetime import timedelta

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from entities import people as roles
from entities.forms.people import EndForm, RoleForm
from entities.models import Invitation, Membership
from entities.reference_history import changes
from entities.second_factor import guarded
from entities.views.editing import edit
from entities.views.finding import clean_words
from entities.views.reference import SEEN_OR_SENT
from entities.views.review import tabs
from entities.views.secretariat import for_secretariat
from ungass_portal.lib import clock
from ungass_portal.lib.keyset import page_of
from ungass_portal.lib.problems import BadParameter, ProcessError


@for_secretariat
@require_GET
def people(request):
    """Who holds which role, from when to when."""
    words, shown = clean_words(request.GET.get("q", "")), request.GET.get("show", "")
    if shown not in ("", "past"):
        raise BadParameter("show", _("Show “past”, or leave it out for roles that hold or are to come."))
    over = Q(ends__lt=clock.today())
    rows = Membership.objects.filter(over if shown else ~over).select_related("user", "entity", "organisation")
    if words:
        by_name = Q(user__name__icontains=words) | Q(user__email__icontains=words)
        rows = rows.filter(by_name | Q(entity__slug__icontains=words) | Q(organisation__name__icontains=words))
    page = page_of(rows, {"user__email": clean_words, "pk": int}, request.GET, size=100)
    context = {
        "page": page,
        "words": words,
        "past": bool(shown),
        "tabs": tabs("people"),
        "invitations": [] if shown else _invitations(words),
        "changes": changes((Membership, {}), by_people=True) if not words and not shown and not request.GET else [],
    }
    return render(request, "entities/reference/people.html", context)


def _invitations(words):
    """Those that wait for an answer."""
    rows = Invitation.objects.open().select_related("entity", "organisation", "invited_by").order_by("-made_at")
    if words:
        rows = rows.filter(Q(email__icontains=words) | Q(name__icontains=words) | Q(entity__slug__icontains=words))
    return rows[:100]


@for_secretariat
@SEEN_OR_SENT
@guarded
def new_role(request):
    """Give a person who has an account a role."""

    def save(form):
        roles.give_role(membership=form.save(commit=False), by=request.user, reason=form.cleaned_data["reason"])

    return edit(
        request,
        RoleForm(request.POST or None, initial={"starts": clock.today()}),
        save,
        said=_("The role is given."),
        back=reverse("review-people"),
        title=_("Give a role"),
        lead=_("For people who have an account already."),
        button=_("Give the role"),
    )


@for_secretariat
@SEEN_OR_SENT
def end_role(request, pk):
    """Let a role end."""
    rows = Membership.objects.select_related("user", "entity", "organisation")
    return edit_end(request, get_object_or_404(rows, pk=pk), back=reverse("review-people"))


def edit_end(request, row, *, back):
    """The page on which a role gets its last day; the day that stands there first ends it at once."""

    def save(form):
        data = form.cleaned_data
        roles.end_role(membership=row, ends=data["ends"], by=request.user, reason=data["reason"])

    at_once = max(row.starts, clock.today() - timedelta(days=1))
    return edit(
        request,
        EndForm(request.POST or None, initial={"ends": at_once}),
        save,
        said=_("The role ends."),
        back=back,
        title=_("End the role of %(person)s") % {"person": row.user},
        lead=str(row),
        button=_("End the role"),
    )


@for_secretariat
@require_POST
@guarded
def reopen_role(request, pk):
    """Let a role that ended go on."""
    row = get_object_or_404(Membership, pk=pk, ends__isnull=False)
    try:
        roles.reopen_role(membership=row, by=request.user)
    except ProcessError as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("The role holds again."))
    return redirect("review-people")
