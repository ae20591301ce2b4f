"""What the operator watches: one line of the log for each request, and figures for Prometheus."""

import logging
import os
import time

from django.conf import settings
from django.db.models import Count, Min
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
    multiprocess,
)

from entities.choices import JobState
from entities.models import Job, Letter
from ungass_portal.lib.logs import route_of

log = logging.getLogger("ungass_portal.requests")

REQUESTS = Counter("portal_requests", "Requests answered.", ["method", "route", "status"])
SECONDS = Histogram(
    "portal_request_seconds",
    "Seconds until the answer began.",
    ["route"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
)


class RequestWatch:
    """Counts and logs each answer by its route: an address may hold a secret, or what somebody searched for."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        start = time.perf_counter()
        response = self.get_response(request)
        seconds = time.perf_counter() - start
        route = route_of(request)
        REQUESTS.labels(request.method, route, response.status_code).inc()
        SECONDS.labels(route).observe(seconds)
        facts = {"method": request.method, "route": route, "status": response.status_code, "ms": round(seconds * 1000)}
        log.info("%(method)s %(route)s %(status)d", facts, extra={**facts, "user": _person(request)})
        return response


def _person(request):
    """The id of the person who asked, where somebody found it out already: it is no reason for a query."""
    user = getattr(request, "_cached_user", None)
    return user.pk if user is not None else None


@never_cache
@require_safe
def metrics(request):
    """Figures in Prometheus' text format, for whoever knows `METRICS_TOKEN`."""
    wanted = f"Bearer {settings.METRICS_TOKEN}"
    if not settings.METRICS_TOKEN or not constant_time_compare(request.headers.get("Authorization", ""), wanted):
        raise Http404
    return HttpResponse(generate_latest(_processes()) + generate_latest(_database()), content_type=CONTENT_TYPE_LATEST)


def _processes():
    """What all web processes have counted, where gunicorn gives them a folder for it; else this one's."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return REGISTRY
    registry = CollectorRegistry()
    multiprocess.MultiProcessCollector(registry)
    return registry


def _database():
    """What the database knows: jobs and letters by state, and how long the oldest job has been due."""
    registry = CollectorRegistry()
    jobs = Gauge("portal_jobs", "Jobs by state.", ["state"], registry=registry)
    for state, count in Job.objects.values_list("state").annotate(Count("pk")):
        jobs.labels(state).set(count)
    letters = Gauge("portal_letters", "Letters by state.", ["state"], registry=registry)
    for state, count in Letter.objects.values_list("state").annotate(Count("pk")):
        letters.labels(state).set(count)
    overdue = Gauge("portal_oldest_due_job_seconds", "Seconds since the oldest waiting job was due.", registry=registry)
    oldest = Job.objects.filter(state=JobState.WAITING, run_after__lte=timezone.now()).aggregate(at=Min("run_after"))
    overdue.set((timezone.now() - oldest["at"]).total_seconds() if oldest["at"] else 0)
    return registry
