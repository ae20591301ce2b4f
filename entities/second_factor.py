"""The second factor: for whom it is demanded, from when, and what asks for it once more.

`SECOND_FACTOR_FROM` is the day from which the secretariat, focal points and technical administrators need one. Where it
is not set, as in a demonstration, nothing is demanded. Days are real ones, as with sessions and tokens.
"""

import base64
import hashlib
import secrets
import time
from functools import wraps

from allauth.account import app_settings as account_settings
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed
from allauth.usersessions.models import UserSession
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from entities.choices import Role

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
DEMANDED_OF = {Role.SECRETARIAT, Role.FOCAL_POINT}
KNOWN = "has_second_factor"  # in the session: the database is not asked with each page
# What one needs to set a factor up, or to leave.
OPEN = {
    "account_logout",
    "account_reauthenticate",
    "account_change_password",
    "set_language",
    "healthz",
    "readyz",
    "account_login",
}


def concerns(user) -> bool:
    """Is the person one of those who need a second factor?"""
    if not user.is_authenticated or settings.SECOND_FACTOR_FROM is None:
        return False
    return user.is_superuser or any(row.role in DEMANDED_OF for row in user.current_memberships())


def has_factor(user) -> bool:
    """Has the person an authenticator or a passkey?"""
    return Authenticator.objects.filter(user=user, type__in=FACTORS).exists()


def demanded(request) -> bool:
    """Must this person set a factor up before anything else?"""
    user = request.user
    if request.session.get(KNOWN) or not concerns(user) or timezone.localdate() < settings.SECOND_FACTOR_FROM:
        return False
    if has_factor(user):
        request.session[KNOWN] = True
        return False
    return not _vouched_for(request)


def connect():
    """Forget what sessions know of factors when one comes or goes."""
    for signal in (authenticator_added, authenticator_removed):
        signal.connect(_factors_changed, dispatch_uid=f"factors changed {id(signal)}")


def _factors_changed(sender, request, user, **kwargs):
    """Every other session of the person ends: whoever holds one proves himself anew, with what there is now."""
    request.session.pop(KNOWN, None)
    for session in UserSession.objects.filter(user=user).exclude(session_key=request.session.session_key):
        session.end()


def forget_devices(people):
    """Have every device that was known for these people (primary keys) ask for the second factor again.

    django-allauth binds the cookie of a known device to the password and to the person's factors with their seeds;
    an authenticator and a passkey have no seed of their own, so one that is drawn here ends what was known.
    """
    for factor in Authenticator.objects.filter(user__in=people, type__in=FACTORS):
        factor.data["seed"] = secrets.token_hex(8)
        factor.save(update_fields=["data"])


def _vouched_for(request):
    """Did an organisation's own sign-in, which asks for a second factor itself, bring the person here?"""
    trusted = {row["provider_id"] for row in settings.OIDC_PROVIDERS if row["second_factor"]}
    records = get_authentication_records(request, request.user)
    return any(row["method"] == "socialaccount" and row.get("provider") in trusted for row in records)


class SecondFactorMiddleware:
    """Leads those who lack a factor to the page where it is set up, whatever they open."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """Nothing else is open without a factor; programs get 403."""
        name = request.resolver_match.url_name or ""
        if settings.SECOND_FACTOR_FROM is None or name in OPEN or name.startswith("mfa_") or not demanded(request):
            return None
        if request.path.startswith("/api/"):
            raise PermissionDenied(_("Set up a second factor first, on the page of your account."))
        return redirect("mfa_index")


def proven_lately(request) -> bool:
    """Did the person prove in the last minutes who they are, with the second factor where there is one?"""
    accepted = {"mfa"} if has_factor(request.user) else {"password", "socialaccount"}
    records = get_authentication_records(request, request.user)
    moments = [row["at"] for row in records if row["method"] in accepted]
    return bool(moments) and time.time() - max(moments) < account_settings.REAUTHENTICATION_TIMEOUT


def demand_proof(request) -> None:
    """Have the person prove anew who they are, unless they just did; what was sent is then sent again by itself."""
    if settings.SECOND_FACTOR_FROM is None or not request.user.is_authenticated or proven_lately(request):
        return
    if not has_factor(request.user) and not request.user.has_usable_password():
        raise PermissionDenied(_("This step is guarded: sign out, sign in again, and do it within five minutes."))
    raise ReauthenticationRequired


def guarded(view):
    """A view whose sending is a guarded step: sealing, inviting, making tokens and other secrets of programs."""

    @wraps(view)
    def asked(request, *args, **kwargs):
        if request.method == "POST":
            demand_proof(request)
        return view(request, *args, **kwargs)

    return asked


class FactorAdapter(DefaultMFAAdapter):
    """Seeds and codes stand enciphered in the database, so that a copy of it opens no account."""

    def encrypt(self, text):
        """Encipher with a key that is derived from `SECRET_KEY`."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        """Read what was enciphered with the present key or a former one that is still named."""
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator):
        """The last factor stays with those who need one; they add another first."""
        user = authenticator.user
        others = Authenticator.objects.filter(user=user, type__in=FACTORS).exclude(pk=authenticator.pk)
        return authenticator.type not in FACTORS or not concerns(user) or others.exists()


def _cipher():
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    derived = [hashlib.sha256(b"ungass-portal second factors" + key.encode()).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in derived])
