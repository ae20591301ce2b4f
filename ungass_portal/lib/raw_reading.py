"""A queryset's own statement for a cursor: where rows must not become Python objects one by one."""

from django.core.exceptions import EmptyResultSet
from django.db import connections


def compiled(queryset):
    """(connection, SQL, its parameters) of a queryset, on the database that it reads from now; None if it is empty.

    Within a request that may be a replica. A file that is streamed asks when the request is over: it reads from the
    primary, as a long statement on a replica would hold up every commit that waits for it.
    """
    connection = connections[queryset.db]
    try:
        sql, params = queryset.query.get_compiler(connection=connection).as_sql()
    except EmptyResultSet:
        return None
    return connection, sql, params
