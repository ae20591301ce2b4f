"""The matrix as CSV: UTF-8 with a mark, so that Excel reads it; one row of names, then the rows.

A line of remarks would break readers, so what must go with every file stands at the end of each row:
the audience, how the file may be handled, and the day.
"""

from itertools import batched

from django.utils.translation import gettext as _

from ungass_portal.lib.safe_cells import safe_cell

MARK = "\ufeff"
LINE_END = "\r\n"
BATCH = 500


def write(table):
    """The bytes of the file, piece by piece."""
    end = "," + ",".join(map(cell, (table.audience, table.handling, table.as_of))) + LINE_END
    names = [*(str(column.label) for column in table.columns), _("Audience"), _("Handling"), _("As of")]
    yield (MARK + ",".join(map(cell, names)) + LINE_END).encode()
    for rows in batched(table.rows(finish=cell), BATCH):
        yield "".join([",".join(row) + end for row in rows]).encode()


def cell(value):
    """A cell as CSV holds it: days as ISO dates, numbers as they are, texts in quotes and never a formula.

    Written by hand: as each value is worded once, it is quoted once, where the csv module would go
    through every letter of every row.
    """
    if isinstance(value, str):
        return '"' + safe_cell(value).replace('"', '""') + '"' if value else ""
    return "" if value is None else str(value)
