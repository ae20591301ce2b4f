"""From where a request came: noted once for each request that writes into the audit, kept for a while, then deleted."""

from datetime import timedelta

from django.utils import timezone

from entities.models import RequestOrigin
from ungass_portal.lib.networks import client_address
from ungass_portal.lib.request_id import present_request

KEPT = timedelta(days=400)


def note():
    """Note where the present request comes from; nothing outside a request."""
    request = present_request()
    if request is None or getattr(request, "origin_noted", False):
        return
    request.origin_noted = True
    origin = RequestOrigin(request_id=request.id, address=client_address(request))
    RequestOrigin.objects.bulk_create([origin], ignore_conflicts=True)


def sweep():
    """Delete those that were kept long enough; a step of the cycle."""
    count, _models = RequestOrigin.objects.filter(at__lt=timezone.now() - KEPT).delete()
    return count
