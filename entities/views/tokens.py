"""Tokens of the own entities and organisations: made, named, replaced, revoked; and how much they are used."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from entities import token_usage, tokens
from entities.choices import Role
from entities.forms.partners import RevokeForm, RotateForm, TokenForm, TokenNameForm, in_days
from entities.models import ApiToken, Entity, PartnerOrganisation
from entities.policies import may_manage_tokens, may_revoke_token
from entities.roles import entities_of
from entities.second_factor import guarded
from ungass_portal.lib.problems import ProcessError

ENDED_SHOWN = timedelta(days=90)
FORM = require_http_methods(["GET", "HEAD", "POST"])


def owners_of(person):
    """The entities and partner organisations whose tokens the person keeps."""
    entities = Entity.objects.filter(pk__in=entities_of(person, Role.FOCAL_POINT))
    places = {row.organisation_id for row in person.current_memberships() if row.organisation_id}
    organisations = PartnerOrganisation.objects.filter(pk__in=places, active=True)
    return [*entities.order_by("slug"), *organisations.order_by("slug")]


def tokens_of(owner):
    """The tokens of an owner that live or ended not long ago, the living first."""
    place = {"organisation" if isinstance(owner, PartnerOrganisation) else "entity": owner}
    since = timezone.now() - ENDED_SHOWN
    recent = Q(expires_at__gt=since) & (Q(revoked_at__isnull=True) | Q(revoked_at__gt=since))
    rows = ApiToken.objects.filter(recent, **place).select_related("entity", "organisation", "replaced_by")
    return sorted(rows, key=lambda row: (not row.alive, row.created_at))


@login_required
@require_GET
def index(request):
    """All tokens that the person keeps, by owner."""
    owners = [{"owner": owner, "code": code_of(owner), "tokens": tokens_of(owner)} for owner in owners_of(request.user)]
    return render(request, "entities/tokens/index.html", {"owners": owners})


@login_required
@never_cache
@FORM
@guarded
def new(request):
    """Make a token; its secret is on this answer and nowhere else."""
    owner = _owner(request)
    form = TokenForm(request.POST or None, owner=owner)
    context = {
        "title": _("A token for %(owner)s") % {"owner": owner},
        "lead": _("With it a program reads what %(owner)s may read. Whoever holds it can, so treat it as a password.")
        % {"owner": owner},
        "button": _("Make the token"),
    }

    def act(data):
        place = {"organisation" if isinstance(owner, PartnerOrganisation) else "entity": owner}
        return tokens.make(
            name=data["name"],
            contact=data["contact"],
            scopes=["read", *data.get("scopes", [])],
            expires_at=in_days(data["days"]),
            by=request.user,
            **place,
        )

    return _ask(request, form, act, context)


@login_required
@never_cache
@FORM
@guarded
def rotate(request, key):
    """Replace a token by another, both alive until a day."""
    token = _own(request, key)
    context = {
        "title": _("Replace “%(token)s”") % {"token": token.name},
        "lead": _("You get a new secret now. The old token, %(hint)s, works beside it as long as you say, then ends.")
        % {"hint": f"…{token.hint}"},
        "button": _("Make the new token"),
    }

    def act(data):
        return tokens.rotate(
            token=token, by=request.user, old_until=in_days(data["overlap"]), expires_at=in_days(data["days"])
        )

    return _ask(request, RotateForm(request.POST or None), act, context)


@login_required
@FORM
def describe(request, key):
    """Call a token by another name, or have another function address told before it ends."""
    token = _own(request, key)
    context = {"title": _("Name and address of “%(token)s”") % {"token": token.name}, "button": _("Save")}

    def act(data):
        tokens.describe(token=token, name=data["name"], contact=data["contact"], by=request.user)
        messages.success(request, _("Saved."))

    initial = {"name": token.name, "contact": token.contact}
    return _ask(request, TokenNameForm(request.POST or None, initial=initial), act, context)


@login_required
@FORM
def revoke(request, key):
    """End a token at once; the page says first what stops."""
    token = get_object_or_404(ApiToken.objects.select_related("entity", "organisation"), key=key)
    if not may_revoke_token(request.user, token.owner):
        raise Http404
    own = may_manage_tokens(request.user, token.owner)
    back = reverse("account-tokens") if own else reverse("review-partner", args=[token.owner.slug])
    context = {
        "title": _("Revoke “%(token)s” (…%(hint)s)?") % {"token": token.name, "hint": token.hint},
        "lead": consequence(token),
        "button": _("Revoke it for good"),
        "kind": "danger",
        "back": back,
    }

    def act(data):
        tokens.revoke(token=token, by=request.user, reason=data["reason"])
        messages.success(request, _("“%(name)s” is revoked: it is refused from now on.") % {"name": token.name})

    return _ask(request, RevokeForm(request.POST or None), act, context)


@login_required
@require_GET
def usage(request):
    """How much the tokens that the person keeps were used, per day and token."""
    found = [(owner, tokens_of(owner)) for owner in owners_of(request.user)]
    owners = [
        {"owner": owner, "days": token_usage.by_day(rows), "total": token_usage.totals(rows)} for owner, rows in found
    ]
    return render(request, "entities/tokens/usage.html", {"owners": owners})


def consequence(token):
    """What revoking stops, in a sentence."""
    if token.last_used_at is None:
        used = _("It has never been used.")
    else:
        used = _("It was last used on %(moment)s, from %(address)s.") % {
            "moment": formats.date_format(timezone.localtime(token.last_used_at), "DATETIME_FORMAT"),
            "address": token.last_used_from or _("an unknown address"),
        }
    return _("Every program that uses it is refused from this moment, and nobody can undo that.") + " " + used


def code_of(owner):
    """An owner in an address."""
    return f"{'organisation' if isinstance(owner, PartnerOrganisation) else 'entity'}:{owner.slug}"


def _owner(request):
    """The owner that the address names, or the only one there is."""
    owners = owners_of(request.user)
    wanted = request.GET.get("owner", "")
    found = [owner for owner in owners if code_of(owner) == wanted] if wanted else owners[:1]
    if not found:
        raise Http404
    return found[0]


def _own(request, key):
    """A living token that the person keeps; for everybody else it does not exist."""
    token = get_object_or_404(ApiToken.objects.select_related("entity", "organisation"), key=key)
    if not may_manage_tokens(request.user, token.owner) or not token.alive:
        raise Http404
    return token


def _ask(request, form, act, context):
    """Show a form; when it is sent and valid, act. A token made is shown with its secret, this once."""
    context = {"back": reverse("account-tokens"), "kind": "primary"} | context
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                made = act(form.cleaned_data)
            except ProcessError as problem:
                form.add_error(None, str(problem))
                status = 409
            else:
                if made is None:
                    return redirect(context["back"])
                token, secret = made
                return render(request, "entities/tokens/made.html", {"token": token, "secret": secret})
    return render(request, "entities/tokens/form.html", context | {"form": form}, status=status)
