"""How people get in: attempts are counted by account and by network address, and a browser that is known apart.

A stranger who guesses must neither lock the owner out nor a whole agency that shares one address. So a browser that has
signed in to an account carries a signed cookie, and its attempts at that account are counted by themselves.
"""

import logging
from datetime import timedelta
from smtplib import SMTPException

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from entities.policies import has_desk
from ungass_portal.lib.networks import client_address

COOKIE, SALT = "known_browser", "ungass-portal known browser"
KEPT = timedelta(days=400)
ACCOUNTS_AT_MOST = 5
log = logging.getLogger(__name__)


def fingerprint(email: str) -> str:
    """What stands in the cookie for an account; it does not tell whose it is."""
    return salted_hmac(SALT, email.lower(), algorithm="sha256").hexdigest()[:32]


def known_accounts(request) -> list:
    """The accounts that the browser has signed in to, by fingerprint, oldest first."""
    try:
        return signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=KEPT)
    except signing.BadSignature:
        return []


def is_known(request, email: str) -> bool:
    """Has the browser signed in to this account before?"""
    return fingerprint(email) in known_accounts(request)


def remember(request, response, email: str) -> None:
    """Have the browser known for this account."""
    mark = fingerprint(email)
    accounts = [*(row for row in known_accounts(request) if row != mark), mark][-ACCOUNTS_AT_MOST:]
    response.set_cookie(
        COOKIE,
        signing.dumps(accounts, salt=SALT),
        max_age=KEPT,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


class AccountAdapter(DefaultAccountAdapter):
    """What differs here from django-allauth's own way."""

    def get_client_ip(self, request):
        """The address that our own proxy wrote down; one for all who have none."""
        return client_address(request) or "0.0.0.0"

    def is_open_for_signup(self, request):
        """Nobody signs up."""
        return False

    def send_mail(self, template_prefix, email, context):
        """Send at once, as the link is kept nowhere; where no mail can leave, everybody is told so alike."""
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, SMTPException) as problem:
            log.warning("A mail for the sign-in could not leave: %s.", type(problem).__name__)
            messages.error(self.request, _("No mail can leave at the moment. Try again in a few minutes."))
            raise ImmediateHttpResponse(redirect("account_reset_password")) from problem

    def get_login_redirect_url(self, request):
        """To the desk; home for those who have none, as partners."""
        return super().get_login_redirect_url(request) if has_desk(request.user) else reverse("home")

    def pre_authenticate(self, request, **credentials):
        """Count the attempt; one with the right password is taken out of the count again."""
        email = credentials.get("email", "")
        known = is_known(request, email)
        key = self._get_login_attempts_cache_key(request, **credentials)
        self._login_failed_rl_usage = ratelimit.consume(
            request,
            app="allauth.account",
            action="login_failed_known" if known else "login_failed",
            key=f"{key}:{request.COOKIES[COOKIE]}" if known else key,
        )
        if not self._login_failed_rl_usage:
            raise self.validation_error("too_many_login_attempts")

    def post_login(self, request, user, **more):
        """Know the browser from now on."""
        response = super().post_login(request, user, **more)
        remember(request, response, user.email)
        return response

    def get_reauthentication_methods(self, user):
        """Who has a second factor proves himself with it, not with the password alone."""
        methods = super().get_reauthentication_methods(user)
        factors = [row for row in methods if row["id"].startswith("mfa")]
        return factors or methods
