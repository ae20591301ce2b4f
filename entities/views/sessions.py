"""Where a person is signed in: seen, and ended."""

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from entities.second_factor import forget_devices


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sessions(request):
    """All sessions of the person; sending ends one, or all but this one."""
    rows = UserSession.objects.purge_and_list(request.user)
    if request.method == "POST":
        wanted = request.POST.get("session", "")
        ended = [row for row in rows if not row.is_current() and wanted in ("others", str(row.pk))]
        if wanted != "others" and not ended:
            raise Http404
        for row in ended:
            row.end()
        if wanted == "others":
            forget_devices([request.user.pk])
        messages.success(request, _("Ended: whoever used it must sign in anew."))
        return redirect("account-sessions")
    rows.sort(key=lambda row: (not row.is_current(), -row.created_at.timestamp()))
    return render(request, "entities/people/sessions.html", {"sessions": rows})
