"""Who asks: a token of an entity or a partner organisation."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied

from entities.models import ApiToken
from ungass_portal.api.limits import count_refused
from ungass_portal.lib.networks import client_address

NOTED_EVERY = timedelta(minutes=1)


class BearerAuthentication(BaseAuthentication):
    """`Authorization: Bearer <token>`. Whoever sends the header must be right: it never falls back to the public."""

    def authenticate(self, request):
        """The token, or None without the header; a wrong, revoked or expired one is refused."""
        header = request.META.get("HTTP_AUTHORIZATION", "")
        if not header:
            return None
        scheme, _space, secret = header.partition(" ")
        if scheme.lower() != "bearer":
            raise AuthenticationFailed(_("Send the header “Authorization: Bearer <token>”, or leave it out."))
        digest = ApiToken.hash(secret.strip())
        token = ApiToken.objects.live().select_related("entity", "organisation").filter(digest=digest).first()
        if token is None:
            count_refused(request)
            raise AuthenticationFailed(_("The token is wrong, revoked or expired. Ask its owner for a new one."))
        address = client_address(request)
        if not token.works_from(address):
            raise PermissionDenied(
                _("The token does not work from %(address)s. The secretariat can add the network for its organisation.")
                % {"address": address or _("an unknown address")}
            )
        note_use(token, address)
        request._request.api_token = token  # for the count of its use
        return None, token

    def authenticate_header(self, request):
        """What a 401 asks for."""
        return 'Bearer realm="UNGASS portal API"'


def note_use(token, address):
    """Keep when and from where a token was last used, to the minute: reading must not write every time."""
    now = timezone.now()
    stale = now - NOTED_EVERY
    if token.last_used_at is None or token.last_used_at < stale:
        same = ApiToken.objects.filter(pk=token.pk)
        same.filter(Q(last_used_at__isnull=True) | Q(last_used_at__lt=stale)).update(
            last_used_at=now, last_used_from=address
        )
