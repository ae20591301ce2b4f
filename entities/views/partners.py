"""Partner organisations, kept by the secretariat: who they are, what they accepted, their people, tokens and use."""

from django.db.models import Count, Max, Q
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from entities import reference, token_usage
from entities.forms.partners import NewOrganisationForm, OrganisationForm
from entities.models import ApiToken, Membership, PartnerOrganisation
from entities.models.partners import STANDARD_RATE
from entities.reference_history import changes
from entities.views.editing import edit
from entities.views.reference import SEEN_OR_SENT
from entities.views.review import tabs
from entities.views.secretariat import for_secretariat
from entities.views.tokens import tokens_of
from ungass_portal.lib import clock
from ungass_portal.lib.keyset import page_of
from ungass_portal.lib.lists import listed


@for_secretariat
@require_GET
def organisations(request):
    """All partner organisations."""
    alive = Q(tokens__revoked_at__isnull=True, tokens__expires_at__gt=timezone.now())
    rows = PartnerOrganisation.objects.annotate(
        alive=Count("tokens", filter=alive), last_used=Max("tokens__last_used_at")
    )
    context = {"page": page_of(rows, ("slug",), request.GET, size=100), "tabs": tabs("partners")}
    return render(request, "entities/partners/organisations.html", context)


@for_secretariat
@require_GET
def organisation(request, slug):
    """One partner organisation."""
    row = get_object_or_404(PartnerOrganisation, slug=slug)
    tokens = tokens_of(row)
    context = {
        "organisation": row,
        "facts": _facts(row),
        "people": Membership.objects.current(on=clock.today()).filter(organisation=row).select_related("user"),
        "tokens": tokens,
        "webhooks": row.webhooks.order_by("made_at"),
        "days": token_usage.by_day(tokens),
        "total": token_usage.totals(tokens),
        "changes": changes((PartnerOrganisation, {"pgh_obj_id": row.pk}), (ApiToken, {"organisation_id": row.pk})),
    }
    return render(request, "entities/partners/organisation.html", context)


@for_secretariat
@SEEN_OR_SENT
def new_organisation(request):
    """Register a partner organisation."""

    def save(form):
        reference.keep(form.save(commit=False), by=request.user, reason=form.cleaned_data["reason"])

    return edit(
        request,
        NewOrganisationForm(request.POST or None),
        save,
        said=_("The organisation is registered. Give its people the role “partner member”."),
        back=reverse("review-partners"),
        title=_("Register a partner organisation"),
        lead=_("Its people and tokens read what entities have agreed to share with partners, and nothing else."),
        button=_("Register it"),
    )


@for_secretariat
@SEEN_OR_SENT
def edit_organisation(request, slug):
    """Change what is kept of a partner organisation."""
    row = get_object_or_404(PartnerOrganisation, slug=slug)

    def save(form):
        reference.keep(form.save(commit=False), by=request.user, reason=form.cleaned_data["reason"])

    return edit(
        request,
        OrganisationForm(request.POST or None, instance=PartnerOrganisation.objects.get(pk=row.pk)),
        save,
        said=_("Saved. It holds from now on."),
        back=reverse("review-partner", args=[slug]),
        title=_("Change %(organisation)s") % {"organisation": row},
        lead=_("Without “active” its tokens are refused at once and its people read what the public reads."),
        button=_("Save"),
    )


def _facts(row):
    """The facts of an organisation as the page lists them."""
    accepted = ""
    if row.terms_accepted_on:
        day = formats.date_format(row.terms_accepted_on, "DATE_FORMAT")
        accepted = f"{day}, {row.terms_accepted_by}"
    return [
        {"term": _("Short name"), "value": row.slug},
        {"term": _("Reads"), "value": _("what partners read") if row.active else _("nothing: it is not active")},
        {"term": _("Function address"), "value": row.contact},
        {"term": _("Terms accepted"), "value": accepted, "dir": "auto"},
        {"term": _("Its tokens may"), "value": listed(row.get_scopes_in_words())},
        {"term": _("From"), "value": listed(row.ip_ranges) or _("anywhere")},
        {"term": _("Calls a minute"), "value": row.rate_per_minute or STANDARD_RATE},
    ]
