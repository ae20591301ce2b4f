"""A person's own page: profile, roles, tokens of the own places, kept views."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from entities import personal_data
from entities.forms.profile import DirectoryForm, ProfileForm
from entities.models import DirectoryEntry, PartnerOrganisation, User
from entities.views.tokens import owners_of, tokens_of
from ungass_portal.lib import clock


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def account(request):
    """Show everything the portal knows of the person, and save name and language."""
    # The form works on a copy: a refused name must not stand in the frame of the page.
    form = ProfileForm(request.POST or None, instance=User.objects.get(pk=request.user.pk))
    if request.method == "POST" and form.is_valid():
        person = form.save()
        with translation.override(person.page_language):
            messages.success(request, _("Your name and language are saved."))
        response = redirect("account")
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, person.page_language, samesite="Lax", secure=settings.LANGUAGE_COOKIE_SECURE
        )
        return response
    today = clock.today()
    memberships = request.user.memberships.select_related("entity", "organisation").order_by("-starts", "role")
    owners = owners_of(request.user)
    context = {
        "form": form,
        "directory_form": directory_form(request.user),
        "roles": [{"row": row, "ended": row.ends is not None and row.ends < today} for row in memberships],
        "tokens": [token for owner in owners for token in tokens_of(owner) if token.alive],
        "keeps_tokens": bool(owners),
        "keeps_webhooks": any(isinstance(owner, PartnerOrganisation) for owner in owners),
        "views": request.user.saved_views.all(),
    }
    return render(request, "entities/account.html", context, status=400 if form.errors else 200)


def directory_form(person, data=None):
    """The form of what the directory tells of the person."""
    entry = DirectoryEntry.objects.filter(person=person).first() or DirectoryEntry(person=person)
    return DirectoryForm(data, instance=entry, prefix="directory")


@login_required
@require_POST
def save_directory(request):
    """Keep what the directory tells of the person."""
    form = directory_form(request.user, request.POST)
    if not form.is_valid():
        context = {"form": form, "title": _("What the directory tells of you"), "button": _("Save what is shown")}
        context |= {"lead": "", "kind": "primary", "back": reverse("account")}
        return render(request, "entities/tokens/form.html", context, status=400)
    form.save()
    messages.success(request, _("The directory shows this from now on."))
    return redirect("account")


@login_required
@never_cache
@require_GET
def own_data(request):
    """Everything that is kept of the person, as a file."""
    response = JsonResponse(personal_data.told(request.user), json_dumps_params={"indent": 1, "ensure_ascii": False})
    response["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return response
