"""Tokens: made, named, replaced by another with both alive for a while, revoked. The secret is told once."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from entities.choices import TokenScope
from entities.history import acting
from entities.models import ApiToken, PartnerOrganisation
from entities.models.partners import LONGEST_LIFE
from entities.policies import may_manage_tokens, may_revoke_token
from ungass_portal.lib.problems import ProcessError

LIVE_AT_MOST = 20
OVERLAP_AT_MOST = timedelta(days=90)


def scopes_open_to(owner):
    """What a token of this entity or organisation can be made for."""
    if isinstance(owner, PartnerOrganisation):
        return [scope for scope in TokenScope if scope in owner.scopes]
    return [TokenScope.READ, TokenScope.WRITE]


@transaction.atomic
def make(*, name, by, entity=None, organisation=None, contact="", scopes=(TokenScope.READ,), expires_at=None):
    """Make a token of an entity or organisation; returns (token, secret)."""
    owner = _locked(entity or organisation)
    _demand(by, owner)
    place = {"entity": entity} if entity else {"organisation": organisation}
    if ApiToken.objects.live().filter(**place).count() >= LIVE_AT_MOST:
        raise ProcessError(
            _("%(owner)s has %(count)d tokens alive. Revoke one that is not used any more first.")
            % {"owner": owner, "count": LIVE_AT_MOST}
        )
    wanted = [scope for scope in TokenScope if scope in scopes or scope == TokenScope.READ]
    if not set(wanted) <= set(scopes_open_to(owner)):
        raise ProcessError(_("A token of %(owner)s cannot be made for that.") % {"owner": owner})
    fields = place | {"name": name, "contact": contact, "scopes": wanted, "made_by": by}
    if expires_at:
        _check_end(expires_at)
        fields["expires_at"] = expires_at
    with acting(by):
        return ApiToken.make(**fields)


@transaction.atomic
def rotate(*, token, by, old_until, expires_at=None):
    """Make a token that takes the place of another; the old one works on until a moment. Returns (token, secret)."""
    token = _fresh(token, by)
    if ApiToken.objects.filter(replaces=token).exists():
        raise ProcessError(_("This token has been replaced already."))
    now = timezone.now()
    if not now <= old_until <= now + OVERLAP_AT_MOST:
        raise ProcessError(_("The old token can work on for %(days)d days at most.") % {"days": OVERLAP_AT_MOST.days})
    fields = {"expires_at": expires_at} if expires_at else {}
    _check_end(expires_at)
    with acting(by, _("replaced by a new one")):
        made = ApiToken.make(
            name=token.name,
            contact=token.contact,
            entity=token.entity,
            organisation=token.organisation,
            scopes=token.scopes,
            made_by=by,
            replaces=token,
            **fields,
        )
        token.expires_at = min(token.expires_at, old_until)
        token.save(update_fields=["expires_at"])
    return made


@transaction.atomic
def describe(*, token, name, contact, by):
    """Call a token by another name, and say which function address is told before it ends."""
    token = _fresh(token, by)
    with acting(by):
        token.name, token.contact = name, contact
        token.save(update_fields=["name", "contact"])
    return token


@transaction.atomic
def revoke(*, token, by, reason=""):
    """End a token at once and for good; the secretariat may, whose ever it is."""
    token = _fresh(token, by, may=may_revoke_token)
    with acting(by, reason):
        token.revoked_at = timezone.now()
        token.save(update_fields=["revoked_at"])
    return token


def _fresh(token, by, may=may_manage_tokens):
    """The token, locked; it must be alive and the person's to keep."""
    token = ApiToken.objects.select_for_update(of=("self",)).select_related("entity", "organisation").get(pk=token.pk)
    _demand(by, token.owner, may)
    if not token.alive:
        raise ProcessError(_("This token does not work any more. Make a new one."))
    return token


def _locked(owner):
    """The owner's row, locked, so that two people do not pass the limit together."""
    return type(owner).objects.select_for_update(of=("self",)).get(pk=owner.pk)


def _demand(by, owner, may=may_manage_tokens):
    if not may(by, owner):
        raise PermissionDenied(_("Tokens of %(owner)s are kept by its own people.") % {"owner": owner})


def _check_end(moment):
    now = timezone.now()
    if moment and not now < moment <= now + LONGEST_LIFE:
        raise ProcessError(_("Give a last day in the future, within ten years."))
