"""Single sign-on by OpenID Connect: an organisation says who somebody is; who may come in the portal says.

Each provider speaks for its own address domains only, and only for addresses that it has verified. It opens the account
of a person who is here, or the invitation whose link the browser has just followed; it makes no account by itself.
"""

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from entities import invitations
from entities.models import User
from ungass_portal.lib.problems import ProcessError

INVITATION = "invitation"


class SocialAdapter(DefaultSocialAccountAdapter):
    """What differs here from django-allauth's own way."""

    def is_open_for_signup(self, request, sociallogin):
        """Nobody signs up."""
        return False

    def pre_social_login(self, request, sociallogin):
        """Find whose sign-in it is; whoever has no account and no invitation is told so and stays outside."""
        email = speaks_for(sociallogin)
        if sociallogin.is_existing:
            if sociallogin.user.email != email:
                _refuse(request)  # the organisation's address for this person is another one by now
            return
        person = User.objects.filter(email=email, is_active=True).first() if email else None
        person = person or _invited(request, email)
        if person is None:
            _refuse(request)
        sociallogin.connect(request, person)


def speaks_for(sociallogin) -> str:
    """The address that the provider has verified and may speak for; empty where there is none."""
    provider = next(row for row in settings.OIDC_PROVIDERS if row["provider_id"] == sociallogin.account.provider)
    domains = {domain.lower() for domain in provider["domains"]}
    verified = [row.email.lower() for row in sociallogin.email_addresses if row.verified]
    return next((email for email in verified if email.rpartition("@")[2] in domains), "")


def keep_invitation(request, invitation, proof):
    """Remember the invitation whose page offers to accept by single sign-on."""
    request.session[INVITATION] = [str(invitation.key), proof]


def _invited(request, email):
    """A new account for the invitation that the browser followed, if it was sent to this very address."""
    kept = request.session.pop(INVITATION, None)
    invitation = invitations.find(*kept) if kept and email else None
    if invitation is None or invitation.email != email:
        return None
    try:
        return invitations.accept(invitation=invitation, name=invitation.name)
    except ProcessError:
        return None


def _refuse(request):
    messages.error(
        request,
        _("Nobody has an account here under the address that your organisation gave. Follow your invitation’s link."),
    )
    raise ImmediateHttpResponse(redirect("account_login"))
