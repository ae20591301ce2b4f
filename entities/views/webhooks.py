"""Webhooks of the own partner organisation: where it is told of changes, what was sent, and sending it again."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from entities import webhooks
from entities.choices import DeliveryState
from entities.forms.partners import ReplayForm, WebhookForm
from entities.models import PartnerOrganisation, WebhookEndpoint
from entities.policies import may_manage_tokens
from entities.second_factor import guarded
from ungass_portal.lib import clock
from ungass_portal.lib.keyset import Order, page_of
from ungass_portal.lib.problems import ProcessError

PAGE = 50
NEWEST_FIRST = Order("", ("made_at", "reference"), reverse=True)
FORM = require_http_methods(["GET", "HEAD", "POST"])


def organisations_of(person):
    """The partner organisations whose webhooks the person keeps."""
    places = {row.organisation_id for row in person.current_memberships() if row.organisation_id}
    return PartnerOrganisation.objects.filter(pk__in=places, active=True).order_by("slug")


@login_required
@require_GET
def index(request):
    """The addresses of the person's organisations."""
    owners = [
        {"organisation": row, "endpoints": row.webhooks.order_by("made_at")} for row in organisations_of(request.user)
    ]
    return render(request, "entities/webhooks/index.html", {"owners": owners})


@login_required
@never_cache
@FORM
@guarded
def new(request):
    """Add an address; its secret is on this answer."""
    organisations = organisations_of(request.user)
    wanted = request.GET.get("organisation", "")
    organisation = next((row for row in organisations if wanted in ("", row.slug)), None)
    if organisation is None:
        raise Http404
    form, status = WebhookForm(request.POST or None), 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                made = webhooks.add(organisation=organisation, url=form.cleaned_data["url"], by=request.user)
            except ProcessError as problem:
                form.add_error("url", str(problem))
            else:
                return _secret(request, made, made.secret())
    context = {
        "form": form,
        "title": _("A webhook for %(organisation)s") % {"organisation": organisation},
        "lead": _("It is told that a record was created, changed or withdrawn, never what the record holds."),
        "button": _("Add the address"),
        "kind": "primary",
        "back": reverse("account-webhooks"),
    }
    return render(request, "entities/tokens/form.html", context, status=status)


@login_required
@require_GET
def endpoint(request, key):
    """One address with the messages to it, newest first."""
    row = _own(request, key)
    context = {
        "endpoint": row,
        "page": page_of(row.deliveries.all(), NEWEST_FIRST, request.GET, size=PAGE),
        "waiting": row.deliveries.filter(state=DeliveryState.WAITING).count(),
        "form": ReplayForm(initial={"since": timezone.localdate() - timedelta(days=1)}),
    }
    return render(request, "entities/webhooks/endpoint.html", context)


@login_required
@never_cache
@require_POST
@guarded
def new_secret(request, key):
    """Draw a new secret and show it."""
    row = _own(request, key)
    return _secret(request, row, webhooks.draw_secret(endpoint=row, by=request.user))


@login_required
@require_POST
def start_again(request, key):
    """Use a stopped address again."""
    row = _own(request, key)
    return _done(request, row, lambda: webhooks.start_again(endpoint=row, by=request.user), _("It is used again."))


@login_required
@require_POST
def replay(request, key):
    """Send everything since a day again, or one message."""
    row = _own(request, key)
    message = request.POST.get("message", "")
    if message:
        delivery = get_object_or_404(row.deliveries, key=_uuid(message))
        count = webhooks.replay_one(delivery=delivery, by=request.user)
    else:
        form = ReplayForm(request.POST)
        if not form.is_valid():
            messages.error(request, _("Give the day from which messages are to be sent again."))
            return redirect("account-webhook", row.key)
        since = clock.midnight(form.cleaned_data["since"])
        count = webhooks.replay(endpoint=row, by=request.user, since=since)
    told = ngettext("%(count)d message is sent again.", "%(count)d messages are sent again.", count)
    messages.success(request, told % {"count": count})
    return redirect("account-webhook", row.key)


@login_required
@FORM
def remove(request, key):
    """Remove an address; the page says first what that means."""
    row = _own(request, key)
    if request.method == "POST":
        webhooks.remove(endpoint=row, by=request.user)
        messages.success(request, _("The address is told nothing more."))
        return redirect("account-webhooks")
    context = {
        "title": _("Remove this webhook?"),
        "text": _("%(url)s is told nothing more, and the list of its messages goes. Following changes stays possible.")
        % {"url": row.url},
        "button": _("Remove it"),
        "cancel_url": reverse("account-webhook", args=[row.key]),
        "kind": "danger",
    }
    return render(request, "entities/record_act.html", context)


def _own(request, key):
    """An address of the person's own organisation; for everybody else it does not exist."""
    row = get_object_or_404(WebhookEndpoint.objects.select_related("organisation"), key=key)
    if not may_manage_tokens(request.user, row.organisation):
        raise Http404
    return row


def _uuid(text):
    """The key of a message as it was sent."""
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None


def _secret(request, endpoint, secret):
    return render(request, "entities/webhooks/secret.html", {"endpoint": endpoint, "secret": secret})


def _done(request, row, act, sentence):
    try:
        act()
    except ProcessError as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, sentence)
    return redirect("account-webhook", row.key)
