"""Pages of calendars that others publish, for the secretariat."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from calendar_app import sources
from calendar_app.forms_sources import FileForm, SourceForm
from calendar_app.models import CalendarSource
from entities.labels import labels
from entities.views.editing import edit
from entities.views.review import tabs
from entities.views.secretariat import for_secretariat
from ungass_portal.lib.keyset import Order, page_of

SEEN_OR_SENT = require_http_methods(["GET", "HEAD", "POST"])
BY_UID = Order("", ("uid",))
OUTCOMES = {
    "new": gettext_lazy("new, handed in for review"),
    "changed": gettext_lazy("changed: handed in again, or proposed to the entity"),
    "unchanged": gettext_lazy("as before"),
    "older": gettext_lazy("in an older form than is known: passed over"),
    "over": gettext_lazy("over already, and not known: passed over"),
    "left": gettext_lazy("withdrawn or deleted in the portal: left so"),
    "gone": gettext_lazy("no longer in the calendar: withdraw them if they are off"),
    "faulty": gettext_lazy("that could not be taken over"),
}


@for_secretariat
@require_GET
def index(request):
    """All calendars of others."""
    rows = CalendarSource.objects.select_related("organiser").defer("given")
    return render(request, "calendar_app/sources/index.html", {"rows": rows, "tabs": tabs("sources")})


@for_secretariat
@SEEN_OR_SENT
def new(request):
    """Add one."""
    return _edit(request, CalendarSource(), title=_("Follow a calendar of others"))


@for_secretariat
@SEEN_OR_SENT
def change(request, key):
    """Change one."""
    return _edit(request, _row(key), title=_("Edit the calendar of others"))


def _edit(request, row, *, title):
    return edit(
        request,
        SourceForm(request.POST or None, instance=row),
        lambda form: sources.save(source=form.save(commit=False), by=request.user),
        said=_("Saved. Its events are handed in for review as soon as it was looked at."),
        back=reverse("calendar-source", args=[row.key]) if row.pk else reverse("calendar-sources"),
        title=title,
        button=_("Save"),
    )


def _row(key):
    return get_object_or_404(CalendarSource.objects.select_related("organiser").defer("given"), key=key)


@for_secretariat
@SEEN_OR_SENT
def source(request, key):
    """One of them: what the last look brought, its events, and a file to give."""
    row = _row(key)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        job = sources.give(source=row, data=form.cleaned_data["file"].read(), by=request.user)
        return redirect("job", job.pk)
    counts = row.report.get("counts", {})
    context = {
        "source": row,
        "organiser": labels().entity(row.organiser.slug),
        "form": form,
        "counts": [(words, counts[name]) for name, words in OUTCOMES.items() if counts.get(name)],
        "page": page_of(row.events.select_related("record__event"), BY_UID, request.GET),
        "tabs": tabs("sources"),
    }
    return render(request, "calendar_app/sources/source.html", context, status=400 if form.errors else 200)


@for_secretariat
@require_POST
def fetch(request, key):
    """Have it looked at now."""
    row = _row(key)
    if not row.address:
        messages.error(request, _("It has no address: give its file."))
        return redirect("calendar-source", row.key)
    return redirect("job", sources.look_soon(row, key=f"{timezone.now():%Y-%m-%dT%H:%M:%S}", by=request.user).pk)
