"""The desk's first page: the month of the own entities, and the acts that concern the month as a whole."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from entities import acting_for
from entities.confirming import confirm
from entities.desk_lists import Side
from entities.policies import has_desk
from entities.views.desk import whole_desk
from registry.choices import SignOffWord
from registry.desk_page import month_page, sign_off_form
from registry.models import Edition
from registry.month_rows import MonthRows
from registry.sign_offs import sign_off
from ungass_portal.lib.problems import ProcessError


@login_required
@require_GET
def desk(request):
    """The month while an edition is open; else, and to search or to list everything, the whole desk."""
    if not has_desk(request.user):
        raise PermissionDenied(_("You have no desk: you belong to no entity of the network."))
    edition, side = _month(request)
    if edition is None or {"q", "show"} & set(request.GET):
        return whole_desk(request, month=edition)
    return _page(request, edition, side)


@login_required
@require_POST
def all_still_true(request):
    """Say of every unchanged row that it is still true."""
    edition, side = _month(request)
    rows = MonthRows.of(edition, side.speaking).unchanged if edition else []
    confirm(*rows, by=request.user)
    said = ngettext("%(count)d record is confirmed: still true.", "%(count)d records are confirmed: all still true.",
                    len(rows))  # fmt: skip
    messages.success(request, said % {"count": len(rows)})
    return redirect("desk")


@login_required
@require_POST
def sign_month_off(request):
    """Give the entity's word for the month."""
    edition, side = _month(request)
    if edition is None:
        messages.error(request, _("No month is open, so there is nothing to sign off."))
        return redirect("desk")
    form = sign_off_form(edition, side, MonthRows.of(edition, side.speaking), request.POST)
    if not form.is_valid():
        return _page(request, edition, side, failed=form, status=422)
    said = form.cleaned_data
    try:
        row = sign_off(
            edition=edition, entity=said["entity"], word=said["word"], by=request.user, remark=said["remark"]
        )
    except ProcessError as problem:
        form.add_error(None, str(problem))
        return _page(request, edition, side, failed=form, status=409)
    sentence = _("%(entity)s has signed off: %(word)s.") % {
        "entity": row.entity, "word": SignOffWord(row.word).label,
    }  # fmt: skip
    messages.success(request, sentence + (" " + _("It is marked as late.") if row.late else ""))
    return redirect("desk")


def _month(request):
    """The edition under way, and the person's side; no edition for a person without an entity."""
    side = Side.of(request.user, acting_for.chosen(request))
    return (Edition.objects.current() if side.entities else None), side


def _page(request, edition, side, *, failed=None, status=200):
    context = month_page(edition, side, failed=failed) | {
        "acting_choices": acting_for.choices(request.user),
        "acting": acting_for.chosen(request),
    }
    return render(request, "registry/desk.html", context, status=status)
