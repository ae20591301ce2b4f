"""The whole desk: what needs the person, what is in work, submitted and published. The month's page is registry's."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from entities import acting_for as acting
from entities import desk_lists, worklist
from entities.choices import RecordState
from entities.policies import may_create
from entities.views.finding import clean_words
from ungass_portal.lib.problems import BadParameter

SECTIONS = {
    "work": (gettext_lazy("In work"), (RecordState.DRAFT,)),
    "submitted": (
        gettext_lazy("Submitted, waiting for the secretariat"),
        (RecordState.SUBMITTED, RecordState.WITH_FOCAL_POINT),
    ),
    "published": (gettext_lazy("Published"), (RecordState.CLEAN,)),
}


def whole_desk(request, *, month=None):
    """Everything on the person's desk, or one of its sections page by page; `month` is the open edition."""
    asked, words = request.GET.get("show", "all"), clean_words(request.GET.get("q", ""))
    if asked != "all" and asked not in SECTIONS:
        raise BadParameter("show", _("Sections are: %(list)s.") % {"list": ", ".join(("all", *SECTIONS))})
    shown = "" if asked == "all" else asked
    side = desk_lists.Side.of(request.user, acting.chosen(request))
    limit = desk_lists.LONG if shown else desk_lists.SHORT
    after = clean_words(request.GET.get("after", "")) if shown else ""
    sections = [
        {"slug": slug, "title": title, **vars(worklist.in_state(side, states, words, limit=limit, after=after))}
        for slug, (title, states) in SECTIONS.items()
        if shown in ("", slug)
    ]
    needs = desk_lists.Listing([], 0) if shown else worklist.needs(side, words)
    named = desk_lists.Listing([], 0) if shown else worklist.named(side, words)
    typing = [] if shown or words else worklist.typing(side)
    worklist.with_audiences(*[desk_lists.Listing(section["items"], 0) for section in sections])
    return render(
        request,
        "entities/desk.html",
        {
            "month": month,
            "needs": needs,
            "typing": typing,
            "lead": _lead(side),
            "named": named,
            "needs_total": needs.total + named.total + len(typing),
            "sections": sections,
            "shown": shown,
            "words": words,
            "empty": not needs.total
            and not named.total
            and not typing
            and not any(section["total"] for section in sections),
            "may_create": may_create(request.user),
            "acting_choices": acting.choices(request.user),
            "acting": acting.chosen(request),
        },
    )


def _lead(side):
    """One sentence about whose records lie here."""
    if side.stands_in and not side.entities:
        return _("Records whose leads have no focal point: you answer for them until they have one.")
    return _("Your entity’s activities and events: what needs you first, then what is under way.")


@login_required
@require_POST
def acting_for(request):
    """Choose for which of the own entities the desk is laid out."""
    if not acting.choose(request, request.POST.get("entity", "")):
        messages.error(request, _("You hold no role in this entity."))
    return redirect("desk")
