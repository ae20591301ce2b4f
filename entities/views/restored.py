"""The secretariat's page after a restore: what to look at, and the word that opens the portal again."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from entities import restoring
from entities.forms.restored import OpenForm
from entities.models import Restoration
from entities.views.secretariat import for_secretariat
from ungass_portal.lib.problems import ProcessError


@for_secretariat
@require_http_methods(["GET", "HEAD", "POST"])
def restored(request):
    """When the portal was restored and from which moment; while it is closed, the form that opens it."""
    form = OpenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            restoring.open_again(by=request.user, reason=form.cleaned_data["reason"])
        except ProcessError as problem:
            messages.info(request, str(problem))
        else:
            messages.success(request, _("The portal is open to its readers again."))
        return redirect("review-restored")
    rows = list(Restoration.objects.select_related("opened_by").order_by("-restored_at"))
    waiting = next((row for row in rows if row.opened_at is None), None)
    context = {"form": form, "waiting": waiting, "before": [row for row in rows if row is not waiting]}
    return render(request, "entities/review/restored.html", context, status=400 if form.errors else 200)
