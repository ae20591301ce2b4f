"""Pages of planning: clashes while an event is typed, and weeks in which some entities have nothing else."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from calendar_app import clashes, month
from calendar_app.plans import Plan
from entities.audiences import Reading
from entities.labels import labels
from entities.readers import own_reader
from entities.roles import entities_of
from ungass_portal.lib import clock
from ungass_portal.lib.problems import BadParameter

WEEKS = 20
MOST_ENTITIES = 12


def _of_the_network(request):
    """404 for whom the network's events are not."""
    if own_reader(request).audience != Reading.NETWORK:
        raise Http404


@login_required
@require_POST
def typed(request):
    """What clashes with the event in the form as it stands: a part of the form's page."""
    _of_the_network(request)
    plan = Plan.typed(request.POST, request.POST.get("reference", ""))
    return render(request, "calendar_app/_clashes.html", found(plan, request.user))


def found(plan, person):
    """The context of the list of clashes; without an exact day there is nothing to compare."""
    if plan is None:
        return {"plan": None}
    own = entities_of(person)
    return {"plan": plan, "clashes": clashes.clashes(plan, own), "off_days": clashes.off_days(plan)}


@login_required
@require_safe
def free_weeks(request):
    """Weeks with what the chosen entities have in them, the free ones marked."""
    _of_the_network(request)
    words = labels()
    chosen = list(dict.fromkeys(request.GET.getlist("entity")))[:MOST_ENTITIES]
    for slug in chosen:
        if slug not in words.network:
            raise BadParameter("entity", _("“%(slug)s” is not an entity of the network.") % {"slug": slug[:60]})
    text = request.GET.get("month")
    first = month.first_of_month(text) if text else clock.today()
    context = {
        "options": [(slug, words.entity(slug), slug in chosen) for slug in sorted(words.network)],
        "chosen": [words.entity(slug) for slug in chosen],
        "month_text": f"{first:%Y-%m}",
        "weeks": clashes.weeks_free(chosen, first, WEEKS) if chosen else [],
    }
    return render(request, "calendar_app/free_weeks.html", context)
