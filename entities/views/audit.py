"""The audit's pages and its file: all of it for the secretariat, an entity's own part for its focal points."""

import csv
import json
from datetime import datetime

from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from entities import audit
from entities.access_log import keep
from entities.forms.audit import AuditForm
from entities.models import AccessKind
from entities.views.invitations import own_entities, own_entity
from entities.views.review import tabs
from entities.views.secretariat import for_secretariat
from ungass_portal.lib.problems import BadParameter
from ungass_portal.lib.safe_cells import safe_cell

SALT = "ungass-portal audit"
FILE_ROWS = 20_000
HEAD = ("at", "person", "name", "what", "before and after", "why", "from", "request")


@for_secretariat
@never_cache
@require_GET
def everything(request):
    """All of the audit."""
    form = _form(request, None)
    lead = _("Who did what to what, when, from where, and why. The database keeps it and refuses to change it.")
    context = {"tabs": tabs("audit"), "export_url": reverse("review-audit-export"), "lead": lead}
    return _show(request, form, context)


@for_secretariat
@never_cache
@require_GET
def export_everything(request):
    """All of the audit as a file."""
    return _file(request, _form(request, None))


@login_required
@never_cache
@require_GET
def own(request):
    """What concerns the own entity: its people, tokens and words, and the records that it leads."""
    entity = _entity(request)
    lead = _("What concerns %(entity)s: its people, tokens and words, and the records that it leads.")
    context = {"export_url": reverse("desk-audit-export"), "lead": lead % {"entity": entity}}
    return _show(request, _form(request, entity), context)


@login_required
@never_cache
@require_GET
def export_own(request):
    """The own entity's part as a file."""
    return _file(request, _form(request, _entity(request)))


def _entity(request):
    """The entity whose part is read: the one that the address names, or the one that the person acts for."""
    if "of" in request.GET:
        return get_object_or_404(own_entities(request.user), slug=request.GET["of"])
    return own_entity(request)


def _form(request, entity):
    form = AuditForm(request.GET, own=entity, owns=own_entities(request.user))
    if not form.is_valid():
        raise BadParameter(*next((name, " ".join(errors)) for name, errors in form.errors.items()))
    return form


def _show(request, form, context):
    found = audit.lines(form.asked(), before=_place(request.GET.get("before", "")))
    shown, further = found[: audit.PAGE], len(found) > audit.PAGE
    query = request.GET.copy()
    query.pop("before", None)
    context |= {"form": form, "lines": shown, "query": query.urlencode(), "of": request.GET.get("of")}
    if further:
        query["before"] = _sealed(shown[-1].place)
        context["next_url"] = f"?{query.urlencode()}"
    return render(request, "entities/audit.html", context)


def _sealed(place):
    """A place in the audit as it stands in an address."""
    moment, label, number = place
    return signing.dumps([moment.isoformat(), label, number], salt=SALT)


def _place(text):
    if not text:
        return ()
    try:
        moment, label, number = signing.loads(text, salt=SALT)
    except signing.BadSignature:
        raise BadParameter("before", _("Follow the link to the next page.")) from None
    return datetime.fromisoformat(moment), label, number


class _Echo:
    """A file that gives back what is written, line by line."""

    def write(self, text):
        return text


def _file(request, form):
    """The lines as CSV, streamed; that it was taken is itself kept."""
    asked = form.asked()
    keep(AccessKind.AUDIT, request=request, person=request.user, path=request.path, query=request.GET.urlencode())
    response = StreamingHttpResponse(_csv(asked), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="audit.csv"'
    response["Cache-Control"] = "private, no-store"
    return response


def _csv(asked):
    writer, before, written = csv.writer(_Echo()), (), 0
    yield "\ufeff" + writer.writerow(HEAD)
    while written < FILE_ROWS:
        found = audit.lines(asked, before=before, size=500)
        for line in found[:500]:
            yield writer.writerow([safe_cell(str(cell)) for cell in _cells(line)])
        written += len(found[:500])
        if len(found) <= 500:
            return
        before = found[499].place
    yield writer.writerow([_("There is more: narrow the filter to get the rest.")])


def _cells(line):
    told = [{name: item[name] for name in ("label", "before", "after")} for item in line.fields]
    return (
        line.at.isoformat(),
        line.person or "",
        line.who,
        line.title,
        json.dumps(told, ensure_ascii=False) if told else "",
        line.reason,
        line.address,
        line.request_id,
    )
