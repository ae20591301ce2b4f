"""The secretariat's view of the month: who has signed off, and signing off on an entity's behalf."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from entities.models import Entity
from entities.views.editing import edit
from entities.views.reference import SEEN_OR_SENT
from entities.views.review import tabs
from entities.views.secretariat import for_secretariat
from registry import sign_off_grid
from registry.forms_month import OnBehalfForm
from registry.models import Edition
from registry.sign_offs import sign_off


@for_secretariat
@require_GET
def grid(request):
    """Entities by month, with their newest word."""
    found = sign_off_grid.grid()
    context = found | {
        "tabs": tabs("sign-offs"),
        "remarks": sign_off_grid.remarks(found["current"]) if found["current"] else [],
    }
    return render(request, "registry/review/sign_offs.html", context)


@for_secretariat
@SEEN_OR_SENT
def on_behalf(request, slug):
    """Give the word of an entity that wrote to the secretariat instead."""
    try:
        entity = sign_off_grid.entity_in_network(slug)
    except Entity.DoesNotExist:
        raise Http404 from None
    edition = Edition.objects.current()
    if edition is None:
        messages.error(request, _("No month is open, so there is nothing to sign off."))
        return redirect("review-sign-offs")

    def save(form):
        said = form.cleaned_data
        sign_off(
            edition=edition, entity=entity, word=said["word"], by=request.user, remark=said["remark"],
            evidence=said["evidence"],
        )  # fmt: skip

    return edit(
        request,
        OnBehalfForm(request.POST or None, entities=Entity.objects.filter(pk=entity.pk)),
        save,
        said=_("%(entity)s has signed off.") % {"entity": entity},
        back=reverse("review-sign-offs"),
        title=_("Sign %(month)s off for %(entity)s")
        % {"month": date_format(edition.month, "YEAR_MONTH_FORMAT"), "entity": entity},
        lead=_("It confirms the entity’s unchanged records, as its own word would. The evidence is kept."),
        button=_("Sign off on its behalf"),
    )
