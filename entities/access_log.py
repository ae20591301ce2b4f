"""Keeping what was read in bulk, and sign-ins: by middleware for addresses, by django-allauth's signals for the rest.

What the public reads is not kept: it is open to everybody, and who reads it is nobody's business.
"""

from allauth.account.signals import password_changed, password_reset
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.contrib.auth.signals import user_logged_in, user_login_failed

from entities import origins
from entities.audiences import Reading
from entities.models import AccessKind, AccessLog, User
from entities.readers import reader_of, token_audience
from ungass_portal.lib.request_id import present_request

# Addresses that hand out whole lists or files, by name.
LOGGED = {
    "matrix-export": AccessKind.EXPORT,
    "figures-export": AccessKind.EXPORT,
    "calendar-view-ics": AccessKind.EXPORT,
    "desk-workbook-file": AccessKind.EXPORT,
    "import-remarks": AccessKind.EXPORT,
    "account-data": AccessKind.EXPORT,
    "edition-document": AccessKind.DOCUMENT,
    "edition-narrative": AccessKind.DOCUMENT,
    "record-evidence": AccessKind.DOCUMENT,
    "api-dump-file": AccessKind.DUMP,
    "api-activities": AccessKind.PULL,
    "api-events": AccessKind.PULL,
    "api-mandates": AccessKind.PULL,
    "api-changes": AccessKind.PULL,
    "api-edition-matrix": AccessKind.PULL,
    "api-edition-matrix-newest": AccessKind.PULL,
    "api-edition-calendar": AccessKind.PULL,
    "api-edition-calendar-newest": AccessKind.PULL,
}
# A pull is full when nothing narrows it; it is kept once, with its first page.
GIVEN = (200, 206)
NARROWS_NOTHING = {"limit", "fields", "sort", "as"}


def keep(kind, *, request=None, person=None, token=None, concerns=None, audience="", path="", query=""):
    """Write one row."""
    request = request or present_request()
    origins.note()
    AccessLog.objects.create(
        kind=kind,
        person=person.pk if person else None,
        token=token.pk if token else None,
        concerns=concerns.pk if concerns else None,
        audience=audience,
        path=path[:500],
        query=query[:2000],
        request_id=getattr(request, "id", ""),
    )


class AccessLogMiddleware:
    """Keeps exports, downloads, dumps and full pulls of what only the network or partners read."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        match = request.resolver_match
        if match and match.url_name in LOGGED and request.method == "GET" and response.status_code in GIVEN:
            self._keep(request, LOGGED[match.url_name])
        return response

    def _keep(self, request, kind):
        if kind == AccessKind.PULL and {name for name in request.GET if request.GET[name]} - NARROWS_NOTHING:
            return
        token = getattr(request, "api_token", None)
        audience = token_audience(token) if token else reader_of(request).audience
        if audience != Reading.PUBLIC:
            keep(
                kind,
                request=request,
                person=request.user if not token and request.user.is_authenticated else None,
                token=token,
                audience=audience,
                path=request.path,
                query=request.GET.urlencode(),
            )


def connect():
    """Listen to sign-ins and to what people change about them."""
    user_logged_in.connect(_signed_in, dispatch_uid="access log")
    user_login_failed.connect(_failed, dispatch_uid="access log")
    for signal, kind in (
        (password_changed, AccessKind.PASSWORD),
        (password_reset, AccessKind.PASSWORD),
        (authenticator_added, AccessKind.FACTOR_ADDED),
        (authenticator_removed, AccessKind.FACTOR_REMOVED),
    ):
        signal.connect(_of_own_account(kind), dispatch_uid=f"access log {kind} {id(signal)}", weak=False)


def _signed_in(sender, request, user, **kwargs):
    keep(AccessKind.SIGN_IN, request=request, person=user)


def _failed(sender, credentials, request=None, **kwargs):
    """A failure concerns an account, or none that is here; what was typed is not kept."""
    email = str(credentials.get("email") or "").lower()
    keep(AccessKind.SIGN_IN_FAILED, request=request, concerns=User.objects.filter(email=email).first())


def _of_own_account(kind):
    def receiver(sender, request, user, **kwargs):
        keep(kind, request=request, person=user)

    return receiver
