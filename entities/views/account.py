"""A person's own page: profile, roles, tokens of the own places, kept views."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from entities.choices import Role
from entities.forms.profile import ProfileForm
from entities.models import ApiToken, User
from entities.roles import entities_of
from ungass_portal.lib import clock

# Where the language of a person and that of the pages have different codes.
PAGE_LANGUAGES = {"zh": "zh-hans"}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def account(request):
    """Show everything the portal knows of the person, and save name and language."""
    # The form works on a copy: a refused name must not stand in the frame of the page.
    form = ProfileForm(request.POST or None, instance=User.objects.get(pk=request.user.pk))
    if request.method == "POST" and form.is_valid():
        person = form.save()
        language = PAGE_LANGUAGES.get(person.language, person.language)
        with translation.override(language):
            messages.success(request, _("Your name and language are saved."))
        response = redirect("account")
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, language, samesite="Lax", secure=settings.LANGUAGE_COOKIE_SECURE
        )
        return response
    today = clock.today()
    memberships = request.user.memberships.select_related("entity", "organisation").order_by("-starts", "role")
    context = {
        "form": form,
        "roles": [{"row": row, "ended": row.ends is not None and row.ends < today} for row in memberships],
        "tokens": tokens_of(request.user),
        "views": request.user.saved_views.all(),
    }
    return render(request, "entities/account.html", context, status=400 if form.errors else 200)


def tokens_of(person):
    """Live API tokens of the entities in which the person is focal point, and of the own partner organisations."""
    organisations = {row.organisation_id for row in person.current_memberships() if row.organisation_id}
    entities = entities_of(person, Role.FOCAL_POINT)
    rows = ApiToken.objects.live().select_related("entity", "organisation")
    return rows.filter(Q(entity__in=entities) | Q(organisation__in=organisations)).order_by("created_at")
