"""Rows into PostgreSQL by COPY: the way in for sets too large for INSERT."""

import io
import json

NULL = "\\N"


def copy_rows(cursor, table, columns, rows, *, as_json=()):
    """Copy rows (sequences in the order of `columns`) into a table; columns in `as_json` hold JSON values.

    `cursor` is Django's; table and column names come from the program, never from a person.
    """
    quoted = cursor.db.ops.quote_name
    marks = [name in as_json for name in columns]
    lines = ("\t".join(map(_field, row, marks)) for row in rows)
    statement = f"COPY {quoted(table)} ({', '.join(map(quoted, columns))}) FROM STDIN"
    cursor.copy_expert(statement, io.StringIO("\n".join(lines)))


def _field(value, is_json):
    """One value in COPY's text format."""
    if value is None:
        return NULL
    if is_json:
        return _escaped(json.dumps(value, ensure_ascii=False))
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, list):
        return _escaped("{" + ",".join(map(_element, value)) + "}")
    return _escaped(str(value))


def _escaped(text):
    """What COPY would take for its own signs; four plain replacements are ten times as fast as one translate."""
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")


def _element(value):
    """One element of an array."""
    if isinstance(value, int):
        return str(value)
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
