"""The page of a person's secret feeds, what the own entity allows in them, and the secretariat's switch."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from calendar_app import secret_feeds
from calendar_app.filters import CalendarFilter
from calendar_app.models import EntityDetail, Feed, FeedSwitch
from entities.audiences import Reading
from entities.choices import Role
from entities.models import Entity
from entities.roles import entities_of, is_secretariat
from entities.second_factor import guarded
from ungass_portal.lib.lists import colon, listed
from ungass_portal.lib.problems import BadParameter, ProcessError


class FeedForm(forms.Form):
    """A new feed: its name and what it holds."""

    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=80, help_text=gettext_lazy("So that you know it again: “My phone”.")
    )
    query = forms.CharField(required=False, widget=forms.HiddenInput)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@guarded
def feeds(request):
    """Show a person's feeds, and make one. Its address is shown in this answer only."""
    form = FeedForm(request.POST or None, initial={"query": request.GET.urlencode()})
    secret = None
    if request.method == "POST" and form.is_valid():
        try:
            feed, secret = secret_feeds.make(by=request.user, **form.cleaned_data)
        except (ProcessError, BadParameter) as error:
            form.add_error(None, str(error))
        else:
            return _page(request, FeedForm(), feed, secret)
    return _page(request, form, status=400 if form.errors else 200)


def _page(request, form, feed=None, secret=None, status=200):
    """The page; with the address of a feed that was just made or replaced."""
    person = request.user
    reader = secret_feeds.reader_for(person)
    own = Entity.objects.filter(pk__in=entities_of(person, Role.FOCAL_POINT))
    allowed = set(EntityDetail.objects.filter(allowed=True).values_list("entity_id", flat=True))
    off = {row.audience_id: row.reason for row in FeedSwitch.objects.filter(off=True)}
    query = form["query"].value() or ""
    context = {
        "form": form,
        "holds": _holds(query, reader),
        "made": feed,
        "address": request.build_absolute_uri(reverse("secret-feed", args=[secret])) if secret else "",
        "rows": [row | {"holds": _holds(row["feed"].query, reader)} for row in secret_feeds.of_person(person)],
        "lapse": secret_feeds.LAPSE.days,
        "own": [{"entity": entity, "allowed": entity.pk in allowed} for entity in own],
        "off": off.get(str(reader.audience)),
        "audiences": [
            {"value": audience.value, "label": audience.label, "reason": off.get(audience.value)}
            for audience in Reading
        ] if is_secretariat(person) else [],
    }  # fmt: skip
    return render(request, "calendar_app/feeds.html", context, status=status)


def _holds(query, reader):
    """What a feed holds, in words: its filters."""
    try:
        rows = CalendarFilter(QueryDict(query), reader).described()
    except BadParameter:
        return _("a list that you no longer read")
    return listed(f"{row.label}{colon()}{row.value}" for row in rows) or _("all events that you read")


def _own(request, key):
    """A feed of the person, or 404."""
    return get_object_or_404(Feed, key=key, person=request.user, ended_at=None)


@login_required
@never_cache
@require_POST
@guarded
def replace(request, key):
    """Give a feed another address; the old one ends."""
    feed = _own(request, key)
    return _page(request, FeedForm(), feed, secret_feeds.replace(feed=feed, by=request.user))


@login_required
@require_POST
def end(request, key):
    """End a feed."""
    feed = _own(request, key)
    secret_feeds.end(feed=feed, by=request.user)
    messages.success(request, _("“%(name)s” has ended. Calendars that read it no longer get anything.") % {
        "name": feed.name
    })  # fmt: skip
    return redirect("account-feeds")


@login_required
@require_POST
def detail(request):
    """An entity allows more of its events in secret feeds, or no longer."""
    entity = get_object_or_404(Entity, slug=request.POST.get("entity", ""))
    try:
        secret_feeds.allow_detail(entity=entity, allowed=request.POST.get("allowed") == "on", by=request.user)
    except ProcessError as error:
        raise Http404 from error
    messages.success(request, _("Saved."))
    return redirect("account-feeds")


@login_required
@require_POST
def switch(request):
    """The secretariat switches the feeds of an audience off or on."""
    audience = request.POST.get("audience", "")
    if not is_secretariat(request.user) or audience not in Reading.values:
        raise Http404
    try:
        secret_feeds.switch(
            audience=audience,
            off=request.POST.get("off") == "1",
            reason=request.POST.get("reason", ""),
            by=request.user,
        )
    except ProcessError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Saved."))
    return redirect("account-feeds")
