"""Workbooks out: what part of an entity's records, and the file."""

import io

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from entities import acting_for
from entities.desk_lists import Side
from entities.labels import labels
from entities.models import Entity
from entities.policies import may_review
from registry.forms_workbooks import WorkbookForm
from registry.imports import workbook
from registry.imports.given import month
from registry.views.files import XLSX
from ungass_portal.lib import clock


@login_required
@require_GET
def ask(request):
    """The page on which a workbook is asked for."""
    form, _side = _form(request, {"entity": _likely(request)})
    return render(request, "registry/imports/workbook.html", {"form": form})


@login_required
@never_cache
@require_GET
def download(request):
    """The workbook itself."""
    form, side = _form(request, request.GET if "entity" in request.GET else {"entity": _likely(request)})
    if not form.is_valid():
        return render(request, "registry/imports/workbook.html", {"form": form}, status=400)
    slug = form.cleaned_data["entity"]
    given = workbook.Given(
        entity=str(labels().entity(slug)),
        month=month(),
        made_at=clock.now(),
        made_by=request.user.name,
        side=side,
        cut=form.cut(),
    )
    file = io.BytesIO()
    workbook.write(given, file)
    file.seek(0)
    name = f"ungass-workbook-{slug}-{given.month:%Y-%m}.xlsx"
    return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)


def _form(request, data):
    """The form, and the side whose records it gives; refuses who has no entity to ask for."""
    entities = _entities(request.user)
    if not entities:
        raise PermissionDenied(_("You have no desk: you belong to no entity of the network."))
    chosen = next((row for row in entities if row.slug == data.get("entity")), entities[0])
    own = frozenset({chosen.pk})
    side = Side(request.user, own, own, own)
    return WorkbookForm(entities, side, data), side


def _entities(user):
    """Entities whose workbook the person may have: the own ones; for the secretariat those of the network."""
    if may_review(user):
        return list(Entity.objects.in_network(clock.today()).order_by("slug"))
    return acting_for.choices(user)


def _likely(request):
    """The entity that the person acts for, or the first one."""
    entities = _entities(request.user)
    entity = acting_for.chosen(request) or (entities[0] if entities else None)
    return entity.slug if entity else ""
