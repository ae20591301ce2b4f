"""Every error of the API in one form: RFC 9457 problems."""

import json
from http import HTTPStatus

from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from rest_framework import exceptions

from ungass_portal.lib.problems import BadParameter, NotYourAudience, ProcessError, is_database_away

CONTENT_TYPE = "application/problem+json"
RETRY_AFTER = 30


def problem(request, status, detail="", *, headers=None, **members):
    """A problem answer. A 404 says nothing of the request, so it is the same for the hidden and the missing."""
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": int(status)}
    if detail:
        body["detail"] = str(detail)
    body |= members
    if status != HTTPStatus.NOT_FOUND:
        body["request_id"] = getattr(request, "id", "")
    response = HttpResponse(json.dumps(body, ensure_ascii=False), status=status, content_type=CONTENT_TYPE)
    response["Cache-Control"] = "no-store"
    for name, value in (headers or {}).items():
        response[name] = value
    patch_vary_headers(response, ("Authorization", "Cookie"))
    return response


def exception_handler(error, context):
    """Turn what a view raised into a problem; None leaves what nobody foresaw to the site's 500."""
    request = context["request"]
    if isinstance(error, NotYourAudience):
        return problem(request, 403, error.message, parameter=error.name)
    if isinstance(error, BadParameter):
        return problem(request, 400, error.message, parameter=error.name)
    if isinstance(error, Http404):
        return problem(request, 404)
    if isinstance(error, PermissionDenied):
        return problem(request, 403, _("You may read this but not do it."))
    if isinstance(error, (BadRequest, SuspiciousOperation)):
        return problem(request, 400, _("The request is not in a form that the portal knows."))
    if is_database_away(error):
        return unavailable(request)
    if isinstance(error, ProcessError):
        return problem(request, 409, error)
    if isinstance(error, exceptions.ValidationError):
        return problem(request, 422, _("Some fields cannot be used as they are."), errors=list(faults(error.detail)))
    if isinstance(error, exceptions.APIException):
        return _of_api_exception(request, error)
    return None


def faults(detail, field=""):
    """The messages of a validation, each with the path of the field that it is about."""
    if isinstance(detail, dict):
        for name, inner in detail.items():
            yield from faults(inner, f"{field}.{name}" if field else str(name))
    elif isinstance(detail, list):
        for number, inner in enumerate(detail):
            nested = isinstance(inner, (dict, list))
            yield from faults(inner, f"{field}.{number}" if nested else field)
    else:
        yield {"field": field, "detail": str(detail)}


def unavailable(request):
    """503: the database cannot be reached for the moment."""
    detail = _("The portal cannot reach its database for the moment. Try again in a minute.")
    return problem(request, 503, detail, headers={"Retry-After": str(RETRY_AFTER)})


def _of_api_exception(request, error):
    """The problem of a framework's exception, with the headers that its status asks for."""
    headers = {}
    if getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = error.auth_header
    if getattr(error, "wait", None):
        headers["Retry-After"] = str(int(error.wait) + 1)
    detail = _("Only JSON is given.") if isinstance(error, exceptions.NotAcceptable) else error.detail
    return problem(request, error.status_code, detail, headers=headers, **getattr(error, "members", {}))
