"""The summary in the API: counts by any two dimensions."""

import json

from entities.api.reading import ReadingView
from entities.filters import readable_fields
from entities.handling import notice
from registry.filters import MatrixFilter
from registry.models import MatrixEntry
from registry.summary import Words, available, filters_of, summarise, two


class SummaryView(ReadingView):
    """How many activities you read, by one dimension or any two, and the numbers that a note needs.

    An activity counts in each of its chapters, entities and countries, and once in every total. Filters are those
    of the list of activities. “none” stands for what has no chapter, no country and so on; years are those in which
    it goes on. `role` beside `entity` counts each entity in its own role.
    """

    kind = "activity"
    component = "Summary"
    single = True
    tag = "Figures"
    filterset_class = MatrixFilter
    parameters = ("rows", "columns")

    def body(self, request, reader, state):
        """Counts, made once while the audience's entries stand."""
        filters = filters_of(request.GET, reader, ("as", *self.parameters))
        known = available(readable_fields(MatrixEntry, reader.audience))
        rows, columns = two(request.GET, known)
        key = ("summary", rows.name, columns and columns.name, filters.key)
        found = state.remember(key, lambda: summarise(filters.qs, rows, columns))
        return json.dumps(notice(reader.audience) | written(found), ensure_ascii=False)


def written(found):
    """A summary as JSON holds it."""
    rows = Words(found.rows).order(found.row_totals)
    columns = Words(found.columns).order(found.column_totals) if found.columns else []
    activities, joint = found.numbers["activities"], found.numbers["joint"]
    return {
        "rows": found.rows.name,
        "columns": found.columns.name if found.columns else None,
        "numbers": found.numbers | {"joint_share": round(joint / activities, 4) if activities else None},
        "row_totals": [{"code": code, "activities": found.row_totals[code]} for code in rows],
        "column_totals": [{"code": code, "activities": found.column_totals[code]} for code in columns],
        "results": [
            {"row": row, "column": column, "activities": found.cells[row, column]}
            for row in rows
            for column in columns
            if (row, column) in found.cells
        ],
    }
