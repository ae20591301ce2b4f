"""Rows of many tables written and changed set by set, by COPY: what processes do when they act on thousands at once."""

from django.db import connection, models

from ungass_portal.lib.copying import copy_rows


class Rows:
    """Rows of several tables, copied a batch at a time in the order in which the tables were first named."""

    def __init__(self):
        self.by_model = {}

    def add(self, model, **values):
        """One row by attribute names; what is not named takes the field's default."""
        self.by_model.setdefault(model, []).append(values)

    def copy(self, cursor):
        """Copy everything collected, and begin anew."""
        for model, rows in self.by_model.items():
            fields = [
                field
                for field in model._meta.concrete_fields
                if not field.generated and (field.attname in rows[0] or not isinstance(field, models.AutoField))
            ]
            copy_rows(
                cursor,
                model._meta.db_table,
                [field.column for field in fields],
                (
                    [row[field.attname] if field.attname in row else field.get_default() for field in fields]
                    for row in rows
                ),
                as_json=_json_columns(fields),
            )
        self.by_model.clear()


def _json_columns(fields):
    return {field.column for field in fields if isinstance(field, models.JSONField)}


def values_of(row):
    """A row's values by attribute name."""
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def update_rows(model, rows, names):
    """Write the named attributes of rows that are in the table already: three statements, however many rows.

    Triggers fire as with any UPDATE. The rows go by way of a table that is gone with the transaction.
    """
    if not rows:
        return
    key = model._meta.pk
    fields = [key, *(model._meta.get_field(name) for name in names)]
    quoted = connection.ops.quote_name
    table = quoted(model._meta.db_table)
    columns = [quoted(field.column) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS pg_temp.changed_rows")
        cursor.execute(
            f"CREATE TEMPORARY TABLE changed_rows ON COMMIT DROP AS SELECT {', '.join(columns)} FROM {table} LIMIT 0"
        )
        copy_rows(
            cursor,
            "changed_rows",
            [field.column for field in fields],
            ([getattr(row, field.attname) for field in fields] for row in rows),
            as_json=_json_columns(fields),
        )
        settings = ", ".join(f"{column} = changed_rows.{column}" for column in columns[1:])
        same = f"{table}.{columns[0]} = changed_rows.{columns[0]}"
        cursor.execute(f"UPDATE {table} SET {settings} FROM changed_rows WHERE {same}")
