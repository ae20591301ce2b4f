"""The error answers of the whole site: pages for people, RFC 9457 problems below /api/."""

import sys
from http import HTTPStatus

from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from ungass_portal.api.problems import problem
from ungass_portal.lib.problems import BadParameter, is_database_away

RETRY_AFTER = 30


def bad_request(request, exception=None):
    """400: the request itself cannot be understood; a parameter that cannot be used is named."""
    return _answer(request, 400, reason=str(exception) if isinstance(exception, BadParameter) else "")


def permission_denied(request, exception=None):
    """403: one can read it but not do it; the policy says what and why."""
    return _answer(request, 403, reason=str(exception or ""))


def csrf_failure(request, reason=""):
    """403: a form came without the proof that the portal sent it."""
    return _answer(request, 403, template="403_csrf.html")


def not_found(request, exception=None):
    """404: the same bytes for what never existed and for what this reader may not see."""
    return _answer(request, 404)


def too_large(request):
    """413: more was sent than the portal takes."""
    megabytes = settings.MOST_BODY_BYTES // 1_000_000
    return _answer(request, 413, reason=_("At most %(most)d MB are taken at once.") % {"most": megabytes})


def server_error(request):
    """500, or 503 where the cause is a database that cannot be reached."""
    cause = sys.exc_info()[1]
    if is_database_away(cause):
        return unavailable(request)
    return _answer(request, 500)


def unavailable(request):
    """503: nothing can be read or saved for the moment; needs no database to say so."""
    response = _answer(request, 503)
    response["Retry-After"] = str(RETRY_AFTER)
    return response


def _answer(request, status, template=None, reason=""):
    if request.path.startswith("/api/"):
        return problem(request, status, reason)
    context = {} if status == HTTPStatus.NOT_FOUND else {"request_id": getattr(request, "id", "")}
    if reason:
        context["reason"] = reason
    response = HttpResponse(render_to_string(template or f"{status}.html", context), status=status)
    response["Cache-Control"] = "no-store"
    return response
