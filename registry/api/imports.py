"""Workbooks through the API: upload, preview, apply and take back, by the same processes as the pages."""

from http import HTTPStatus

from django.conf import settings
from django.http import Http404, JsonResponse
from django.urls import path, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.parsers import MultiPartParser

from entities.api.desk import WritingView, sides_of
from entities.api.reading import limit_of
from entities.api.records import in_utc
from entities.history import acting
from registry.choices import ImportState
from registry.imports import mending, store
from registry.imports.apply import good_rows, undo
from registry.imports.intake import enqueue, take_in
from registry.imports.read import size_problem
from registry.imports.shown import FILTERS, all_rows, counts, filtered, remarks_of
from registry.models import Import
from ungass_portal.lib.keyset import Order, page
from ungass_portal.lib.problems import BadParameter, ProcessError

NEWEST_FIRST = Order("", ("made_at", "id"), reverse=True)
IN_ORDER = Order("", ("sheet__place", "number"))
PAGING = ("after", "before", "limit")


class ImportView(WritingView):
    """Workbooks that were uploaded for your entity."""

    @property
    def imports(self):
        """The entity's own; those of others do not exist here."""
        return Import.objects.filter(entity=self.entity)

    def imported(self, key):
        """One of them."""
        found = self.imports.filter(key=key).first()
        if found is None:
            raise Http404
        return found

    def readable(self, key):
        """One of them that is read, and that nothing in the background is at work on."""
        imported = self.imported(key)
        job = mending.job_of(imported)
        if imported.state != ImportState.READ or (job and not job.is_over):
            raise ProcessError(_("The portal is still at work on this file, or could not read it. Look at its state."))
        return imported


class ImportList(ImportView):
    """Workbooks that were uploaded for your entity."""

    http_method_names = ["get", "head", "post"]
    parameters = PAGING
    parser_classes = (MultiPartParser,)

    def get(self, request):
        """A page of them, newest first."""
        return paged(request, self.imports, NEWEST_FIRST, brief)

    def post(self, request):
        """Upload a workbook or a list of your own as `file`; it is read in the background."""
        file, others = request.FILES.get("file"), sorted(set(request.data) - {"file"})
        problem = _("Send the file as “file”.") if file is None or others else size_problem(file.size)
        if problem:
            raise ValidationError({others[0] if others else "file": [problem]})
        if not store.has_room(file.size):
            raise ProcessError(_("There is no room for files at the moment. Tell the secretariat."))
        with acting(self.by, self.reason):
            imported = take_in(file=file, name=file.name, by=self.by, entity=self.entity, language=get_language())
            enqueue(imported)
        response = answer(written(imported), HTTPStatus.CREATED)
        response["Location"] = address_of(imported)
        return response


class ImportDetail(ImportView):
    """One workbook that was uploaded."""

    http_method_names = ["get", "head"]

    def get(self, request, key):
        """How far the reading is; then how many rows are new, changed, the same, or wrong."""
        return answer(written(self.imported(key)))


class ImportRows(ImportView):
    """What each row of a workbook would do."""

    http_method_names = ["get", "head"]
    parameters = ("show", *PAGING)

    def get(self, request, key):
        """A page of rows, in the order of the sheets: all, or those of one kind."""
        imported = self.imported(key)
        name = request.GET.get("show", "")
        if name and name not in FILTERS:
            raise BadParameter("show", _("Filters are: %(list)s.") % {"list": ", ".join(FILTERS)})
        return paged(request, filtered(all_rows(imported), name), IN_ORDER, row_written)


class ImportApply(ImportView):
    """The act that writes the good rows of a workbook."""

    http_method_names = ["post"]

    def post(self, request, key):
        """Apply the good rows as drafts or, with `submit`, submit what is ready; many rows in the background."""
        data = request.data
        if not isinstance(data, dict) or set(data) - {"submit"} or not isinstance(data.get("submit", False), bool):
            raise ValidationError({"submit": [_("Send an object with “submit”: true or false.")]})
        imported = self.readable(key)
        with acting(self.by, self.reason):
            done = mending.apply_chosen(imported, by=self.by, submit=data.get("submit", False))
        if done is None:
            return answer(written(imported), HTTPStatus.ACCEPTED)
        return answer(written(imported))


class ImportTakeBack(ImportView):
    """The act that undoes a workbook."""

    http_method_names = ["post"]

    def post(self, request, key):
        """Take back what was applied, row by row, except where somebody has built upon it."""
        imported = self.readable(key)
        with acting(self.by, self.reason):
            undo(imported=imported, by=self.by)
        return answer(written(imported))


def paged(request, rows, order, written_as):
    """A page of a list."""
    given = request.GET
    found = page(
        rows, order, limit=limit_of(given), after=given.get("after", ""), before=given.get("before", "")
    )  # fmt: skip
    body = {"count": rows.count(), **sides_of(request, found), "results": [written_as(row) for row in found.rows]}
    return answer(body)


def answer(body, status=HTTPStatus.OK):
    """An answer that nobody keeps."""
    response = JsonResponse(body, status=status)
    response["Cache-Control"] = "no-store"
    return response


def brief(imported):
    """An import in a list."""
    return {
        "key": str(imported.key),
        "url": address_of(imported),
        "page": settings.SITE_URL + reverse("import", args=[imported.key]),
        "name": imported.name,
        "size": imported.size,
        "sha256": imported.sha256,
        "made_at": in_utc(imported.made_at),
        "state": imported.state,
    }


def written(imported):
    """An import with how far it is, and how many rows there are of each kind."""
    job, found = mending.job_of(imported), counts(imported)
    return brief(imported) | {
        "rows": f"{address_of(imported)}rows/",
        "problem": imported.problem,
        "remarks": remarks_of(imported),
        "job": job and {"state": job.state, "done": job.done, "total": job.total, "error": job.error},
        "counts": {name: found.get(name, 0) for name in FILTERS},
        "good": good_rows(imported).count(),
    }


def row_written(row):
    """A row as the API tells it."""
    return {
        "sheet": row.sheet.name,
        "row": row.number,
        "outcome": row.outcome,
        "chosen": row.chosen,
        "title": row.title,
        "reference": row.record.reference if row.record else None,
        "proposes": row.proposes,
        "twin": row.twin or None,
        "twin_row": row.twin_row,
        "changed": row.changed,
        "content": row.content,
        "messages": row.messages,
    }


def address_of(imported):
    """Where the import is in the API."""
    return settings.SITE_URL + reverse("api-import", args=[imported.key])


def routes():
    """The addresses of imports."""
    one = "imports/<uuid:key>/"
    return [
        path("imports/", ImportList.as_view(), name="api-imports"),
        path(one, ImportDetail.as_view(), name="api-import"),
        path(f"{one}rows/", ImportRows.as_view(), name="api-import-rows"),
        path(f"{one}apply/", ImportApply.as_view(), name="api-import-apply"),
        path(f"{one}take-back/", ImportTakeBack.as_view(), name="api-import-take-back"),
    ]
