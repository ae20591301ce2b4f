"""The matrix as CSV: UTF-8 with a mark, so that Excel reads it; one row of names, then the rows.

A line of remarks would break readers, so what must go with every file stands at the end of each row:
the audience, how the file may be handled, the day, whom to name and where the terms stand.
"""

from itertools import batched

from ungass_portal.lib.safe_cells import safe_cell

MARK = "\ufeff".encode()
LINE_END = b"\r\n"
BATCH = 500


def write(table, tags=None):
    """The bytes of the file, piece by piece.

    With `tags`, by name of a column, there is a row of hashtags under the names, and no mark: what reads
    hashtags would take it for a part of the first name.
    """
    end = b"," + b",".join(cell(value) for _name, _label, value in table.stamps) + LINE_END
    columns = [*((column.name, column.label) for column in table.columns), *(row[:2] for row in table.stamps)]
    yield (MARK if tags is None else b"") + b",".join(cell(str(label)) for _name, label in columns) + LINE_END
    if tags is not None:
        yield b",".join(cell(tags.get(name, "")) for name, _label in columns) + LINE_END
    for rows in batched(table.rows(finish=cell), BATCH):
        yield b"".join([b",".join(row) + end for row in rows])


def cell(value):
    """A cell as CSV holds it: days as ISO dates, numbers as they are, texts in quotes and never a formula.

    Written by hand: as each value is worded once, it is quoted and encoded once, where the csv module would go
    through every letter of every row.
    """
    if isinstance(value, str):
        return b'"%b"' % safe_cell(value).replace('"', '""').encode() if value else b""
    return b"" if value is None else str(value).encode()
