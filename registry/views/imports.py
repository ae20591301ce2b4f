"""Workbooks in: upload, how far the reading is, what each row would do, mending, applying, taking back."""

import io
from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from entities import acting_for
from entities.choices import Role
from entities.forms.merge import MergeForm
from entities.policies import may_create
from entities.roles import entities_of, is_secretariat
from entities.views.jobs import shown as shown_job
from registry.choices import ImportState, RowOutcome
from registry.forms_workbooks import ColumnsForm, UploadForm
from registry.imports import mending, remarks, store
from registry.imports.apply import good_rows, undo
from registry.imports.intake import enqueue, take_in
from registry.imports.shown import FILTERS, all_rows, counts, filtered, remarks_of, shown
from registry.models import Import, ImportRow
from registry.views.files import XLSX
from ungass_portal.lib.filters import query_with
from ungass_portal.lib.keyset import Order, page_of
from ungass_portal.lib.lists import listed
from ungass_portal.lib.problems import BadParameter, ProcessError

IN_ORDER = Order("", ("sheet__place", "number"))
NEWEST_FIRST = Order("", ("made_at", "id"), reverse=True)
ROWS = 50


def visible_to(user):
    """Imports that the person may see and act on: the own ones, those of the own entities, all for the secretariat."""
    if is_secretariat(user):
        return Import.objects.all()
    writing = entities_of(user, Role.FOCAL_POINT, Role.CONTRIBUTOR)
    return Import.objects.filter(entity__in=writing)


def on_import(view):
    """A view of one import: `view(request, imported)`; what the person may not see does not exist."""

    @login_required
    @never_cache
    @wraps(view)
    def found(request, key, **more):
        imported = visible_to(request.user).select_related("by", "entity").filter(key=key).first()
        if imported is None:
            raise Http404
        try:
            return view(request, imported, **more)
        except ProcessError as problem:
            messages.error(request, str(problem))
            return redirect("import", imported.key)

    return found


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def listing(request):
    """Upload a workbook; those uploaded before."""
    if not may_create(request.user):
        raise PermissionDenied(_("Only focal points and contributors of an entity upload workbooks."))
    choices = acting_for.choices(request.user)
    chosen = acting_for.chosen(request)
    form = UploadForm(choices, request.POST or None, request.FILES or None, initial={"entity": chosen and chosen.slug})
    if request.method == "POST" and form.is_valid():
        if store.has_room(form.cleaned_data["file"].size):
            return _take_in(request, form)
        form.add_error("file", _("There is no room for files at the moment. Tell the secretariat."))
    page = page_of(visible_to(request.user).select_related("by", "entity"), NEWEST_FIRST, request.GET)
    status = 422 if form.is_bound else 200
    return render(request, "registry/imports/list.html", {"form": form, "page": page}, status=status)


def _take_in(request, form):
    """Keep the file and have it read."""
    file = form.cleaned_data["file"]
    imported = take_in(
        file=file, name=file.name, by=request.user, entity=form.cleaned_data["entity"], language=get_language()
    )
    enqueue(imported)
    return redirect("import", imported.key)


@on_import
@require_GET
def detail(request, imported):
    """How far the reading is; then what each row would do."""
    job = mending.job_of(imported)
    at_work = job is not None and not job.is_over
    template = "registry/imports/detail.html"
    if at_work or imported.state != ImportState.READ:
        context = {"imported": imported, "job": shown_job(job) if at_work else None, "at_work": at_work}
        return render(request, template, context)
    name = request.GET.get("show", "")
    if name and name not in FILTERS:
        raise BadParameter("show", _("Filters are: %(list)s.") % {"list": ", ".join(FILTERS)})
    rows = filtered(all_rows(imported), name)
    page = page_of(rows, IN_ORDER, request.GET, size=ROWS)
    context = _summary(request, imported, name) | {"page": page, "rows": shown(page.rows)}
    context |= {
        "earlier": _earlier(imported),
        "pages": _pages(imported),
        "remarks": remarks_of(imported, but_corrected=True),
    }
    return render(request, template, context)


def _summary(request, imported, name):
    """What stands above the rows: the tabs with their numbers, and what would be applied."""
    found = counts(imported)
    tabs = [{"label": _("all rows"), "url": f"?{query_with(request.GET, show=None, after=None, before=None)}",
             "current": not name, "count": found["all"]}]  # fmt: skip
    for slug, label in FILTERS.items():
        if found.get(slug) or slug == name:
            url = f"?{query_with(request.GET, show=slug, after=None, before=None)}"
            tabs.append({"label": label, "url": url, "current": slug == name, "count": found.get(slug, 0)})
    return {
        "imported": imported,
        "tabs": tabs,
        "counts": found,
        "good": good_rows(imported).count(),
        "may_undo": bool(found.get(RowOutcome.APPLIED)),
        "audit_url": _audit(request.user, imported) if found.get(RowOutcome.APPLIED) else "",
        "show": name,
    }


def _audit(user, imported):
    """Where the audit tells what the import changed, for those who read it."""
    if is_secretariat(user):
        return f"{reverse('review-audit')}?imported={imported.key}"
    own = imported.entity_id in entities_of(user, Role.FOCAL_POINT)
    return f"{reverse('desk-audit')}?of={imported.entity.slug}&imported={imported.key}" if own else ""


def _earlier(imported):
    """The same file, uploaded before for the same entity."""
    same = Import.objects.filter(sha256=imported.sha256, entity=imported.entity, pk__lt=imported.pk)
    return same.select_related("by").order_by("-made_at").first()


def _pages(imported):
    """The sheets that the portal did not make, with the form of their columns."""
    return [{"page": page, "form": ColumnsForm(page)} for page in imported.sheets.filter(own=False)]


@on_import
@require_POST
def row(request, imported, pk):
    """One act on one row: mend a cell, take it as new, choose it, take it back."""
    found = get_object_or_404(ImportRow.objects.filter(sheet__imported=imported), pk=pk)
    act = request.POST.get("act", "")
    if act == "mend":
        typed = request.POST.get("option", request.POST.get("typed", ""))
        mending.mend(row=found, column=request.POST.get("column", ""), text=typed, by=request.user)
    elif act == "new":
        mending.take_as_new(row=found, by=request.user)
    elif act == "choose":
        mending.choose(imported=imported, rows=[pk], chosen="chosen" in request.POST)
    elif act == "undo":
        _tell_undone(request, *undo(imported=imported, by=request.user, only=found))
    else:
        raise BadParameter("act", _("This act is not known."))
    if not request.htmx:
        return redirect(f"{reverse('import', args=[imported.key])}?{request.GET.urlencode()}#row-{pk}")
    [made] = shown(all_rows(imported).filter(pk=pk))
    context = _summary(request, imported, request.GET.get("show", "")) | {"item": made, "swapped": True}
    return render(request, "registry/imports/_row.html", context)


@on_import
def conflict(request, imported, pk):
    """Both sides of a row in conflict, and what holds."""
    found = get_object_or_404(all_rows(imported).filter(outcome=RowOutcome.CONFLICT), pk=pk)
    base, theirs, mine = mending.three_sides(found)
    data = request.POST if request.method == "POST" else None
    form = MergeForm(found.kind, base=base, theirs=theirs, mine=mine, data=data)
    if form.is_bound and form.is_valid():
        content = form.content()
        mending.settle(row=found, values={name: content[name] for name in form.names}, by=request.user)
        messages.success(request, _("Settled. The row is merged and can be applied."))
        return redirect(f"{reverse('import', args=[imported.key])}#row-{pk}")
    context = {"imported": imported, "row": found, "record": found.record, "form": form}
    return render(request, "registry/imports/conflict.html", context, status=422 if form.is_bound else 200)


@on_import
@require_POST
def columns(request, imported, place):
    """Correct what the columns of a sheet hold; all its rows are checked anew."""
    page = get_object_or_404(imported.sheets, place=place)
    page.imported = imported
    form = ColumnsForm(page, request.POST)
    if not form.is_valid():
        for problem in form.errors.values():
            messages.error(request, problem[0])
        return redirect("import", imported.key)
    page.listing, page.order = form.cleaned_data["listing"], form.order()
    mending.map_columns(page=page, mapping=form.mapping(), by=request.user)
    if mending.check_again(imported, by=request.user):
        messages.success(request, _("The columns are read as you said, and all rows were checked anew."))
    return redirect("import", imported.key)


@on_import
@require_POST
def apply(request, imported):
    """Choose rows, and apply those that are chosen."""
    then = request.POST.get("then", "")
    if then in ("all", "none"):
        mending.choose_all(imported=imported, chosen=then == "all")
        return redirect(f"{reverse('import', args=[imported.key])}?{request.GET.urlencode()}")
    shown_rows = {int(pk) for pk in request.POST.getlist("shown") if pk.isdigit()}
    chosen = {int(pk) for pk in request.POST.getlist("chosen") if pk.isdigit()}
    mending.choose(imported=imported, rows=shown_rows - chosen, chosen=False)
    mending.choose(imported=imported, rows=shown_rows & chosen, chosen=True)
    if then in ("draft", "submit"):
        done = mending.apply_chosen(imported, by=request.user, submit=then == "submit")
        if done:
            messages.success(request, _in_words(done))
    return redirect("import", imported.key)


def _in_words(done):
    """What applying did, in a sentence."""
    made = done.counts
    said = [
        ngettext("%(count)d record begun", "%(count)d records begun", made["begun"]) % {"count": made["begun"]},
        _("%(count)d saved") % {"count": made["saved"]},
        _("%(count)d proposed") % {"count": made["proposed"]},
        _("%(count)d submitted") % {"count": made["submitted"]},
    ]
    return _("Applied: %(what)s.") % {"what": listed(said)}


@on_import
@require_POST
def take_back(request, imported):
    """Undo the whole import, as far as nobody has built upon it."""
    _tell_undone(request, *undo(imported=imported, by=request.user))
    return redirect("import", imported.key)


def _tell_undone(request, undone, kept):
    said = ngettext("%(count)d row is taken back.", "%(count)d rows are taken back.", undone) % {"count": undone}
    if kept:
        more = ngettext(
            "%(count)d stays: somebody has built upon it.", "%(count)d stay: somebody has built upon them.", kept
        )
        said = f"{said} {more % {'count': kept}}"
    (messages.warning if kept else messages.success)(request, said)


@on_import
@require_GET
def corrected(request, imported):
    """The workbook with the remarks beside the cells."""
    file = io.BytesIO()
    remarks.write(imported, file)
    file.seek(0)
    name = f"{imported.name.rpartition('.')[0] or imported.name}-remarks.xlsx"
    return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)
