"""What a load balancer asks: is the process alive, can it serve?"""

from datetime import timedelta
from functools import cache

from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Q
from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_tasks_db.models import DBTaskResult, get_date_max

LONGEST_WAIT = timedelta(minutes=15)
OK = "ok"


@never_cache
@require_safe
def healthz(request):
    """The process answers; nothing else is touched."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
@require_safe
def readyz(request):
    """200 if the portal can serve, else 503; each part says how it is."""
    parts = {"database": OK, "migrations": OK, "worker": OK}
    try:
        parts |= {"migrations": _migrations(), "worker": _worker()}
    except DatabaseError:
        parts = dict.fromkeys(parts, "unknown") | {"database": "unreachable"}
    ready = set(parts.values()) == {OK}
    return JsonResponse({"ready": ready, **parts}, status=200 if ready else 503)


def _migrations():
    applied = MigrationRecorder(connection).applied_migrations()
    missing = len(_migrations_on_disk() - applied.keys())
    return f"{missing} not applied" if missing else OK


@cache
def _migrations_on_disk():
    return MigrationLoader(None, ignore_no_migrations=True).disk_migrations.keys()


def _worker():
    """The worker is behind when a job has waited too long since it was due."""
    limit = timezone.now() - LONGEST_WAIT
    due = Q(run_after=get_date_max()) | Q(run_after__lte=limit)
    overdue = DBTaskResult.objects.ready().filter(due, enqueued_at__lte=limit).count()
    return f"{overdue} jobs overdue" if overdue else OK
