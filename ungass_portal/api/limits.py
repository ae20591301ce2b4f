"""Who may call how often: tokens by their organisation's rate, people and visitors by the portal's."""

from django.conf import settings
from rest_framework.exceptions import Throttled
from rest_framework.throttling import BaseThrottle

from entities import rates
from entities.models.partners import STANDARD_RATE
from ungass_portal.lib.networks import client_address


class CallsAMinute(BaseThrottle):
    """Refuses calls beyond the caller's rate with 429 and Retry-After; the headers tell what is left."""

    def allow_request(self, request, view):
        """Is there a call left in this minute?"""
        if not settings.API_LIMITS:
            return True
        self.standing = rates.worker.ask(*caller_of(request))
        request._request.api_standing = self.standing
        return self.standing.allowed

    def wait(self):
        """Seconds until the next minute."""
        return self.standing.reset


def count_refused(request):
    """A call with a wrong token counts as one of a visitor from there; Throttled beyond that rate."""
    if settings.API_LIMITS:
        standing = rates.worker.ask(f"visitor {client_address(request)}", settings.API_VISITOR_RATE)
        request._request.api_standing = standing
        if not standing.allowed:
            raise Throttled(standing.reset)


def caller_of(request):
    """Who calls, and how often that may be in a minute."""
    token = request.auth
    if token is not None:
        return f"token {token.pk}", token.rate_per_minute
    if request.user.is_authenticated:
        return f"person {request.user.pk}", STANDARD_RATE
    return f"visitor {client_address(request)}", settings.API_VISITOR_RATE
