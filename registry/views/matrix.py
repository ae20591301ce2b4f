"""The matrix: the list itself, its files, and views of it that people keep."""

from urllib.parse import quote, urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from entities.filters import readable_fields
from entities.models import SavedView
from entities.readers import reader_of
from registry import facets
from registry.cells import Rows
from registry.columns import offered
from registry.exports.base import matrix_table
from registry.filters import ORDERS, MatrixFilter
from registry.matrix import GROUPINGS, ORDER_LABELS, Matrix
from registry.models import MatrixEntry
from registry.structured import live_dataset
from registry.views.files import download
from ungass_portal.lib import clock
from ungass_portal.lib.filters import query_with
from ungass_portal.lib.problems import BadParameter

# What htmx asks to be swapped: the list alone (order, pages), or the filters with it.
PARTS = {"list": "registry/matrix/_list.html", "matrix": "registry/matrix/_matrix.html"}
LONGEST_NAME = 80


@require_GET
def matrix(request):
    """The matrix as the address asks for it; only the part that htmx wants to swap."""
    reader = reader_of(request)
    params = without_blanks(request.GET)
    part = request.htmx.target if request.htmx and request.htmx.target in PARTS else ""
    try:
        asked = Matrix(params, reader)
        params = asked.params
        context, status = _list(asked) | _rows(asked), 200
        if part != "list":
            context |= facets.form(asked.filters.available, params, _counts(asked), asked.state.remember)
    except BadParameter as error:
        context, status = _refused(error, params, reader), 400
    context |= _kept(request, params) | {"today": clock.today()}
    if not part:
        context["linked_data"] = live_dataset(reader)
    response = render(request, PARTS.get(part, "registry/matrix.html"), context, status=status)
    if part and status == 200:
        response["HX-Push-Url"] = _address(params.urlencode())
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    response["Cache-Control"] = "no-cache"
    return response


def without_blanks(params):
    """The parameters without those that a form sends empty."""
    kept = params.copy()
    for name, values in params.lists():
        filled = [value for value in values if value.strip()]
        if filled:
            kept.setlist(name, filled)
        else:
            del kept[name]
    return kept


def _address(query):
    """The whole address of a query: relative ones would break once htmx has changed the page's own."""
    return f"{reverse('matrix')}?{query}" if query else reverse("matrix")


def _list(asked):
    """What stands around the rows: total, chips, head, notes."""
    params = asked.params
    chips = [{"label": row.label, "value": row.value, "url": _address(row.query)} for row in asked.filters.described()]
    left_out = asked.filters.undated_left_out()
    return _arranged(params, asked.readable) | {
        "asked": asked,
        "total_in_words": asked.total_in_words(),
        "chips": chips,
        "clear_url": _address(asked.filters.cleared()),
        "left_out": left_out,
        "include_url": _address(query_with(params, undated="include")),
        "densities": [
            {
                "name": name,
                "label": label,
                "url": _address(query_with(params, density=name if name != "comfortable" else None)),
                "current": asked.density == name,
            }
            for name, label in (("comfortable", _("Comfortable")), ("compact", _("Compact")))
        ],
        "exports": [
            {"label": label, "url": f"{reverse('matrix-export', args=[name])}?{query_with(params)}"}
            for name, label in (("xlsx", _("Excel workbook (XLSX)")), ("csv", _("Comma-separated values (CSV)")))
        ],
        # What the page's forms hand on beside the fields that they show.
        "handed_on": [(name, params[name]) for name in ("as", "density") if name in params],
    }


def _rows(asked):
    """The table: its head and its rows, with the heads of groups between them."""
    page = asked.page()
    suffix = f"?{urlencode({'as': asked.params['as']})}" if "as" in asked.params else ""
    rows = Rows(asked.columns, asked.words, suffix)
    first = asked.first_number(page)
    made = []
    last = ()
    for entry in page.rows:
        if asked.group:
            group = asked.group_of(entry)
            for depth in range(1, len(group) + 1):
                if group[:depth] != last[:depth]:
                    made.append(_group_head(asked, group, depth, len(rows.shown)))
            last = group
        made.append(rows.row(entry))
    return {
        "heads": [_head(asked, column) for column in rows.shown],
        "rows": made,
        "page": {
            "shown": page.shown,
            "total": page.total,
            "first": first,
            "last": first + page.shown - 1,
            "previous": page.previous and _address(page.previous.lstrip("?")),
            "next": page.next and _address(page.next.lstrip("?")),
        },
    }


def _group_head(asked, group, depth, width):
    """The head of a group as the template shows it."""
    key = asked.group.keys[depth - 1]
    return {
        "title": asked.group_title(key, group[depth - 1]),
        "count": asked.group_counts[group[:depth]],
        "inner": depth > 1,
        "width": width,
    }


def _head(asked, column):
    """The head of a column, with a link that sorts by it or turns the order round."""
    if not column.order:
        return {"label": column.label}
    current = asked.order.name.lstrip("-") == column.order
    way = ("descending" if asked.order.reverse else "ascending") if current else ""
    wanted = f"-{column.order}" if way == "ascending" else column.order
    return {
        "label": column.label,
        "sorted": way,
        "url": _address(query_with(asked.params, sort=wanted if wanted != "reference" else None)),
    }


def _counts(asked):
    """Numbers for the facets, where the list is short enough to count them on the way."""
    if asked.total > facets.MOST_COUNTED:
        return None
    return asked.state.remember(("matrix", "facets", asked.filters.key), lambda: facets.count(asked.filters))


def _arranged(params, readable):
    """What can be chosen of orders, groups and columns."""
    chosen = params.getlist("columns")
    sort, group = params.get("sort", "reference"), params.get("group")
    return {
        "sorts": [
            (name, ORDER_LABELS[name.lstrip("-")], name.startswith("-"), name == sort)
            for name in ORDERS
            if name.lstrip("-") in ORDER_LABELS
        ],
        "groups": [(row.name, row.label, row.name == group) for row in GROUPINGS.values() if row.needs in readable],
        "column_choices": [
            (column, column.name in chosen if chosen else column.default) for column in offered(readable)
        ],
    }


def _refused(error, params, reader):
    """The page for an address that cannot be answered: what is wrong, with everything that was typed."""
    readable = readable_fields(MatrixEntry, reader.audience)
    available = MatrixFilter.available_to(readable)
    return facets.refused(error, available, params) | {"clear_url": _address("")}


def _kept(request, params):
    """Views that the person has kept, and what mails or keeps this one."""
    query = query_with(params)
    views = list(request.user.saved_views.filter(path=reverse("matrix"))) if request.user.is_authenticated else []
    address = request.build_absolute_uri(_address(query))
    mail = f"mailto:?subject={quote(_('Matrix of UNGASS-related action'))}&body={quote(address)}"
    return {"saved_views": views, "query": query, "mail_url": mail}


@require_GET
def export(request, form):
    """The matrix as on screen, as a file."""
    asked = Matrix(without_blanks(request.GET), reader_of(request))
    address = request.build_absolute_uri(_address(query_with(asked.params)))
    return download(request, matrix_table(asked, by=_who(request.user), address=address), form, asked.state)


def _who(user):
    """Who makes a file, as it says: a name at most."""
    if not user.is_authenticated:
        return _("a visitor")
    return user.name or _("a signed-in person")


@login_required
@require_POST
def save_view(request):
    """Keep the matrix's address under a name; the same name again replaces the address."""
    name = " ".join(request.POST.get("name", "").split())
    params = QueryDict(request.POST.get("query", "")[:4000])
    if not name or len(name) > LONGEST_NAME or "\x00" in name:
        messages.error(
            request, _("Give the view a name of at most %(longest)d characters.") % {"longest": LONGEST_NAME}
        )
        return redirect(_address(query_with(params)))
    try:
        query = query_with(Matrix(params, reader_of(request)).params)
    except BadParameter as error:
        messages.error(request, _("This view cannot be kept: %(why)s") % {"why": error.message})
        return redirect("matrix")
    view, made = SavedView.objects.update_or_create(
        person=request.user, path=reverse("matrix"), name=name, defaults={"query": query}
    )
    told = _("The view “%(name)s” is kept.") if made else _("The view “%(name)s” now shows this list.")
    messages.success(request, told % {"name": view.name})
    return redirect(view.url)


@login_required
@require_POST
def delete_view(request):
    """Forget one of the person's own views, named by its name."""
    name = request.POST.get("name", "").replace("\x00", "")
    gone, _rows = request.user.saved_views.filter(path=reverse("matrix"), name=name).delete()
    if gone:
        messages.success(request, _("The view “%(name)s” is forgotten.") % {"name": name})
    else:
        messages.info(request, _("There is no view of this name any more."))
    return redirect(_address(query_with(QueryDict(request.POST.get("query", "")[:4000]))))
