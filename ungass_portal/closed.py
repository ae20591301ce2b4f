"""While a restored portal is not open yet, readers are told so, in words."""

from django.http import HttpResponse
from django.template.loader import render_to_string

from entities import closed
from entities.roles import is_secretariat
from ungass_portal.api.problems import problem

RETRY_AFTER = 3600
# The secretariat signs in; machines ask for the health of the process.
OPEN = ("/account/", "/healthz", "/readyz", "/metrics", "/static/", "/.well-known/")


class ClosedAfterRestore:
    """Answers 503 to everybody but the secretariat."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path.startswith(OPEN) or not closed.is_closed() or is_secretariat(request.user):
            return self.get_response(request)
        if request.path.startswith("/api/"):
            response = problem(request, 503)
        else:
            response = HttpResponse(render_to_string("closed.html"), status=503)
        response["Retry-After"] = str(RETRY_AFTER)
        response["Cache-Control"] = "no-store"
        return response
