"""Whether the portal was restored and is not open to readers yet: asked by every request and every job."""

from django.db import ProgrammingError

from entities.models import Restoration


class _Known:
    """What this process knows: asked anew with each connection, as a restored database needs a new one."""

    closed = False


def look(connection, **_signal):
    """Ask a fresh connection whether its database was restored; connected to Django's signal in AppConfig.ready."""
    if connection.alias != "default":
        return
    with connection.cursor() as cursor:
        try:
            cursor.execute("SELECT EXISTS (SELECT FROM entities_restoration WHERE opened_at IS NULL)")
            _Known.closed = cursor.fetchone()[0]
        except ProgrammingError:
            _Known.closed = False  # not migrated yet


def is_closed() -> bool:
    """Is the portal closed? Costs a query only while it is: others open it meanwhile."""
    if _Known.closed:
        _Known.closed = Restoration.objects.filter(opened_at__isnull=True).exists()
    return _Known.closed


def remember(is_so: bool) -> None:
    """Let this process know at once what it has just written."""
    _Known.closed = is_so
