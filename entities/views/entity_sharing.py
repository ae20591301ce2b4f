"""Sharing of an entire entity: who can read what, and the policies that speak for it beforehand."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from entities import acting_for, sharing_overview, sharing_policies
from entities.audiences import OUTSIDE, Reading
from entities.choices import PolicyWord, RecordKind, Role
from entities.forms.sharing import OverviewForm, PolicyForm
from entities.kinds import listings
from entities.labels import labels
from entities.models import Entity, Record, SharingPolicy
from entities.roles import entities_of, is_secretariat
from entities.second_factor import demand_proof
from entities.views.finding import clean_words
from ungass_portal.lib.keyset import page_of
from ungass_portal.lib.lists import listed
from ungass_portal.lib.problems import ProcessError

PAGE = 50
SHOWN = 50  # references named in a preview
FORM = require_http_methods(["GET", "HEAD", "POST"])


@login_required
@require_GET
def index(request):
    """Every record of the entity with who reads it, and the policies in force."""
    entity = _entity(request)
    form = OverviewForm(request.GET)
    narrowed = form.cleaned_data if form.is_valid() else {}
    rows = sharing_overview.records(
        entity,
        words=clean_words(narrowed.get("q", "")),
        kind=narrowed.get("kind", ""),
        reads=narrowed.get("reads", ""),
    )
    page = page_of(rows, ("reference",), request.GET, size=PAGE)
    policies = SharingPolicy.objects.filter(entity=entity).select_related("made_by")
    current = list(policies.current())
    context = {
        "entity": entity,
        "label": labels().entity(entity.slug),
        "entities": acting_for.choices(request.user),
        "form": form,
        "filtered": any(narrowed.values()),
        "page": page,
        "rows": sharing_overview.overview(page.rows),
        "policies": [{"policy": policy, "words": in_words(policy)} for policy in current],
        "ended": [
            {"policy": policy, "words": in_words(policy)}
            for policy in policies.exclude(pk__in=[policy.pk for policy in current])[:20]
        ],
        "speaks": entity.pk in entities_of(request.user, Role.FOCAL_POINT),
        "as_they_do": as_they_do(entity),
    }
    return render(request, "entities/sharing/index.html", context)


def as_they_do(entity):
    """The lists of the entity's records as each audience outside reads them: rows of label and address."""
    return [
        {
            "label": _("%(list)s for %(audience)s") % {"list": listing.title, "audience": audience.label},
            "url": f"{reverse(listing.name)}?{urlencode({'entity': entity.slug, 'as': audience.value})}",
        }
        for audience in OUTSIDE
        for listing, _kinds in listings()
    ]


@login_required
@FORM
def new_policy(request):
    """Word a policy, see what it would do, put it in force."""
    entity = _speaking(request)
    form = PolicyForm(request.POST or None, entity=entity)
    context = {"form": form, "entity": entity, "label": labels().entity(entity.slug)}
    if request.method != "POST" or not form.is_valid() or "again" in request.POST:
        status = 400 if request.method == "POST" and form.errors else 200
        return render(request, "entities/sharing/policy_form.html", context, status=status)
    policy = form.save(commit=False)
    if "confirm" in request.POST:
        demand_proof(request)
        sharing_policies.make(policy=policy, by=request.user)
        messages.success(request, _("The policy is in force. Its words go on the ledger within a minute."))
        return redirect(f"{reverse('entity-sharing')}?entity={entity.slug}")
    found = sharing_policies.preview(policy)
    context |= {
        "words": in_words(policy),
        "audience": Reading(policy.audience_id).label,
        "found": found,
        "named": _named(found),
        "sent": [(name, value) for name, value in request.POST.items() if name in form.fields],
    }
    return render(request, "entities/sharing/policy_preview.html", context)


@login_required
@FORM
def end_policy(request, pk):
    """Let a policy end; the page says first what that means."""
    policy = get_object_or_404(SharingPolicy.objects.select_related("entity"), pk=pk)
    if policy.entity_id not in entities_of(request.user, Role.FOCAL_POINT):
        raise Http404
    back = f"{reverse('entity-sharing')}?entity={policy.entity.slug}"
    if request.method == "POST":
        try:
            sharing_policies.end(policy=policy, by=request.user)
        except ProcessError as problem:
            messages.error(request, str(problem))
        else:
            messages.success(request, _("The policy has ended: it says nothing more."))
        return redirect(back)
    context = {
        "title": _("End this policy?"),
        "text": _("%(words)s. From today you are asked about each record. What it has agreed to stays shared.")
        % {"words": in_words(policy)},
        "button": _("End the policy"),
        "cancel_url": back,
        "kind": "primary",
    }
    return render(request, "entities/record_act.html", context)


def in_words(policy):
    """A policy in one sentence: “Activities of chapter 1, level field, for partner organisations: agree”."""
    what = str(RecordKind(policy.kind).label) if policy.kind else _("everything")
    conditions = [what]
    if policy.chapter is not None:
        conditions.append(
            _("chapter %(number)s (%(name)s)")
            % {"number": policy.chapter, "name": labels().get("chapter", policy.chapter)}
        )
    if policy.level:
        conditions.append(_("level: %(level)s") % {"level": sharing_overview.levels().get(policy.level, policy.level)})
    sentence = _("%(what)s, for %(audience)s: %(word)s") % {
        "what": listed(conditions),
        "audience": Reading(policy.audience_id).label,
        "word": PolicyWord(policy.word).label,
    }
    return sentence[:1].upper() + sentence[1:]


def _named(found):
    """The first references of a preview with what would happen to each."""
    known = labels()
    rows = [(reference, _("goes out at once")) for reference in found.goes_out]
    for reference, missing in found.waits:
        names = listed(known.entity(slug).short for slug in missing)
        rows.append((reference, _("waits for %(names)s") % {"names": names}))
    rows += [(reference, _("is declined for you")) for reference in found.declined]
    rows += [(reference, _("stays as it is: a word has been said already")) for reference in found.left]
    kinds = dict(Record.objects.filter(reference__in=[row[0] for row in rows[:SHOWN]]).values_list("reference", "kind"))
    return [{"reference": row[0], "kind": kinds[row[0]], "what": row[1]} for row in rows[:SHOWN]]


def _entity(request):
    """The entity that the address names, or the one that the person acts for; the secretariat may open any."""
    slug = request.GET.get("entity", "")[:60].replace("\0", "")
    own = acting_for.choices(request.user)
    if slug:
        found = next((entity for entity in own if entity.slug == slug), None)
        if found is None and is_secretariat(request.user):
            found = Entity.objects.filter(slug=slug).first()
    else:
        found = acting_for.chosen(request) or (own[0] if own else None)
    if found is None:
        raise Http404
    return found


def _speaking(request):
    """The entity, if the person is its focal point."""
    entity = _entity(request)
    if entity.pk not in entities_of(request.user, Role.FOCAL_POINT):
        raise Http404
    return entity
