"""Figures: the reader's activities crossed by any two dimensions, as a table, a chart and a file."""

from dataclasses import dataclass
from math import ceil

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from entities.choices import RecordKind
from entities.filters import readable_fields
from entities.readers import reader_of
from entities.reading_state import state_of
from registry import facets
from registry.columns import NUMBER, Column, plain
from registry.exports.base import Table
from registry.filters import MatrixFilter
from registry.models import MatrixEntry
from registry.summary import Words, available, filters_of, summarise, two
from registry.views.files import download
from registry.views.matrix import without_blanks
from ungass_portal.lib import clock
from ungass_portal.lib.filters import query_with
from ungass_portal.lib.problems import BadParameter

OWN = ("rows", "columns", "share")
SHARES = {
    "": gettext_lazy("Numbers"),
    "row": gettext_lazy("Share of the row"),
    "column": gettext_lazy("Share of the column"),
    "all": gettext_lazy("Share of all"),
}
TINTS = 5
MOST_COLUMNS, MOST_BARS = 24, 20


class Figures:
    """What an address asks for, counted; raises BadParameter for what it cannot be."""

    def __init__(self, params, reader):
        self.params, self.reader = params.copy(), reader
        if "rows" not in params:
            self.params["rows"], self.params["columns"] = "chapter", params.get("columns") or "status"
        self.filters = filters_of(self.params, reader, ("as", *OWN))
        self.known = available(readable_fields(MatrixEntry, reader.audience))
        rows, columns = two(self.params, self.known)
        self.share = self.params.get("share", "")
        if self.share not in SHARES:
            raise BadParameter("share", _("Use one of these: %(known)s.") % {"known": ", ".join(filter(None, SHARES))})
        key = ("summary", rows.name, columns and columns.name, self.filters.key)
        self.state = state_of(reader)
        self.found = self.state.remember(key, lambda: summarise(self.filters.qs, rows, columns))
        self.row_words, self.column_words = Words(rows), columns and Words(columns)
        self.row_codes = self.row_words.order(self.found.row_totals)
        self.column_codes = self.column_words.order(self.found.column_totals) if columns else []

    def address(self, *chosen):
        """The matrix with exactly what some codes count; "" where no filter says it. Pairs of dimension and code."""
        queries = {}
        for dimension, code in chosen:
            query = self._query(dimension, code, chosen)
            if query is None:
                return ""
            queries |= query
        kept = dict.fromkeys(OWN) | {"kind": RecordKind.ACTIVITY.value}
        return f"{reverse('matrix')}?{query_with(self.params, **kept, **queries)}"

    def _query(self, dimension, code, chosen):
        """The filters of one code; a role narrows the filter by entity, so alone it has none."""
        if dimension.name == "role" and any(other.name == "entity" for other, _code in chosen):
            return {"entity_role": code}
        return dimension.query(code)

    def text(self, row, column):
        """A cell: a number, or the share that was asked for."""
        count = self.found.cells.get((row, column), 0)
        whole = {
            "row": self.found.row_totals[row],
            "column": self.found.column_totals[column],
            "all": self.found.numbers["activities"],
        }.get(self.share)
        return count if whole is None or not count else percent(count, whole)


def percent(count, whole):
    """A share in whole per cent, or less than one."""
    return f"{round(100 * count / whole)} %" if 200 * count >= whole else "< 1 %"


@require_GET
def figures(request):
    """The page."""
    reader = reader_of(request)
    params = without_blanks(request.GET)
    try:
        asked = Figures(params, reader)
    except BadParameter as error:
        readable = readable_fields(MatrixEntry, reader.audience)
        filters = MatrixFilter.available_to(readable, without=("kind",))
        context = facets.refused(error, filters, params) | {
            "choices": available(readable).values(),
            "clear_url": reverse("figures"),
            "shares": SHARES.items(),
            "handed_on": handed_on(params),
        }
        return render(request, "registry/figures.html", context, status=400)
    response = render(request, "registry/figures.html", shown(asked))
    response["Cache-Control"] = "no-cache"
    return response


def shown(asked):
    """What the template needs."""
    base, found = reverse("figures"), asked.found
    query = query_with(asked.params)
    state = state_of(asked.reader)
    counts = None
    if found.numbers["activities"] <= facets.MOST_COUNTED:
        counts = state.remember(("figures", "facets", asked.filters.key), lambda: facets.count(asked.filters))
    return facets.form(asked.filters.available, asked.params, counts, state.remember) | {
        "asked": asked,
        "numbers": found.numbers,
        "joint_share": percent(found.numbers["joint"], found.numbers["activities"]) if found.numbers["joint"] else "",
        "choices": asked.known.values(),
        "shares": SHARES.items(),
        "handed_on": handed_on(asked.params),
        "chips": [
            {"label": row.label, "value": row.value, "url": f"{base}?{row.query}"} for row in asked.filters.described()
        ],
        "clear_url": f"{base}?{asked.filters.cleared()}",
        "matrix_url": asked.address(),
        "table": table(asked),
        "bars": bars(asked),
        "more_bars": max(len(asked.row_codes) - MOST_BARS, 0),
        "exports": [
            (label, f"{reverse('figures-export', args=[form])}?{query}")
            for form, label in (("xlsx", _("Excel workbook (XLSX)")), ("csv", _("Comma-separated values (CSV)")))
        ],
        "swapped_url": f"{base}?{query_with(asked.params, rows=found.columns.name, columns=found.rows.name)}"
        if found.columns
        else "",
    }


def handed_on(params):
    """What the form hands on beside the fields that it shows."""
    return [("as", params["as"])] if "as" in params else []


def table(asked):
    """The heat table: the most frequent columns, in the order of their list."""
    found = asked.found
    often = sorted(asked.column_codes, key=lambda code: -found.column_totals[code])[:MOST_COLUMNS]
    columns = [code for code in asked.column_codes if code in often]
    most = max(found.cells.values(), default=0)
    return {
        "columns": [
            {
                "label": label_of(asked.column_words, found.columns, code),
                "url": asked.address((found.columns, code)),
                "total": found.column_totals[code],
            }
            for code in columns
        ],
        "rows": [_row(asked, code, columns, most) for code in asked.row_codes],
        "total": found.numbers["activities"],
        "left_out": len(asked.column_codes) - len(columns),
    }


def _row(asked, row, columns, most):
    """One row of the table."""
    found = asked.found
    label = label_of(asked.row_words, found.rows, row)
    return {
        "label": label,
        "title": asked.row_words.label(row).name,
        "url": asked.address((found.rows, row)),
        "total": found.row_totals[row],
        "cells": [
            {
                "count": asked.text(row, column),
                "step": ceil(TINTS * found.cells.get((row, column), 0) / most),
                "url": asked.address((found.rows, row), (found.columns, column)),
                "title": f"{label}, {label_of(asked.column_words, found.columns, column)}:"
                f" {found.cells.get((row, column), 0)}",
            }
            for column in columns
        ],
    }


def label_of(words, dimension, code):
    """A code as a head shows it: short, chapters by number and name."""
    label = words.label(code)
    text = label.short or label.name
    return f"{code}. {text}" if dimension.name == "chapter" and code.isdigit() else text


def bars(asked):
    """The largest rows as bars: where each lies and how long it is, for a drawing 100 wide."""
    found = asked.found
    largest = sorted(asked.row_codes, key=lambda code: -found.row_totals[code])[:MOST_BARS]
    most = max(found.row_totals.values(), default=1)
    return [
        {
            "label": label_of(asked.row_words, found.rows, code),
            "count": found.row_totals[code],
            "width": round(100 * found.row_totals[code] / most, 1),
        }
        for code in asked.row_codes
        if code in largest
    ]


@dataclass
class FiguresTable(Table):
    """The crossed table as a file."""

    def file_name(self, extension):
        """ungass-figures-network-2018-03-12.xlsx"""
        return f"ungass-figures-{self.audience}-{self.as_of.isoformat()}.{extension}"


@require_GET
def export(request, form):
    """The whole table as a file: every column, always numbers."""
    asked = Figures(without_blanks(request.GET), reader_of(request))
    found = asked.found
    heads = [(code, label_of(asked.column_words, found.columns, code)) for code in asked.column_codes]
    columns = [
        Column("row", str(found.rows.label), "", plain, width=40),
        *(Column(f"column-{code}", label, "", plain, width=14, type=NUMBER) for code, label in heads),
        Column("all", _("All"), "", plain, width=10, type=NUMBER),
    ]

    def rows(finish=lambda cell: cell):
        for row in asked.row_codes:
            counts = [found.cells.get((row, column), 0) for column in asked.column_codes]
            label = label_of(asked.row_words, found.rows, row)
            yield [finish(cell) for cell in (label, *counts, found.row_totals[row])]

    file = FiguresTable(
        title=_("Figures of UNGASS-related action"),
        audience=asked.reader.audience,
        as_of=clock.today(),
        made_at=clock.now(),
        made_by="",
        told=[(row.label, row.value) for row in asked.filters.described()],
        count=str(found.numbers["activities"]),
        address=request.build_absolute_uri(f"{reverse('figures')}?{query_with(asked.params)}"),
        columns=columns,
        rows=rows,
    )
    return download(request, file, form, asked.state)
