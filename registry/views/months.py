"""The secretariat's pages of the months: what is planned, the rule, and moving, opening, sealing, correcting one."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from entities.audiences import Reading
from entities.second_factor import guarded
from entities.views.editing import edit
from entities.views.reference import SEEN_OR_SENT
from entities.views.review import tabs
from entities.views.secretariat import for_secretariat
from registry import month as cycle
from registry.choices import EditionState
from registry.codes import month_of
from registry.documents.job import ask_in
from registry.documents.making import LANGUAGE, languages
from registry.forms_editions import CorrectForm, MoveForm, RuleForm, SealForm
from registry.missing import missing_for
from registry.models import Edition, EditionRevision
from registry.revising import correct_edition
from registry.sealing import seal_edition
from registry.vienna import VIENNA
from ungass_portal.lib.problems import ProcessError

RULE = ("opening_day", "opening_time", "deadline_day", "deadline_time", "sealing_day", "sealing_time")
SEALED_SHOWN = 24


@for_secretariat
@require_GET
def months(request):
    """The months under way, those planned, and the newest sealed ones."""
    rows = Edition.objects.all()
    context = {
        "tabs": tabs("editions"),
        "under_way": rows.under_way(),
        "planned": rows.filter(state=EditionState.PLANNED),
        "sealed": rows.filter(state=EditionState.SEALED).order_by("-month")[:SEALED_SHOWN],
        "due": {row.pk for row in cycle.due_for_sealing()},
        "rule": cycle.the_rule(),
    }
    return _in_vienna(render, request, "registry/review/editions.html", context)


@for_secretariat
@require_GET
def month(request, month):
    """One month: its days, what is missing, what can be done, and its revisions."""
    edition = _edition(month)
    sealed = edition.state == EditionState.SEALED
    revisions = list(EditionRevision.objects.filter(edition=edition).order_by("audience__order", "-number"))
    for revision in revisions:
        revision.reads = Reading(revision.audience_id).label
    context = {
        "edition": edition,
        "missing": [] if sealed else missing_for(edition).sentences(),
        "form": SealForm(),
        "revisions": revisions,
        "languages": [(code, name) for code, name in settings.LANGUAGES if code in languages() and code != LANGUAGE],
    }
    return _in_vienna(render, request, "registry/review/edition.html", context)


def _edition(month):
    found = Edition.objects.select_related("sealed_by").filter(month=month_of(month)).first()
    if found is None:
        raise Http404
    return found


def _in_vienna(show, *arguments, **further):
    """Show a page, or take a form, with the times of Vienna."""
    with timezone.override(VIENNA):
        return show(*arguments, **further)


@for_secretariat
@SEEN_OR_SENT
def rule(request):
    """Edit the rule; the months that are not open follow it."""

    def save(form):
        said = form.cleaned_data
        cycle.change_rule(values={name: said[name] for name in RULE}, by=request.user, reason=said["reason"])

    row = cycle.the_rule()
    return edit(
        request,
        RuleForm(request.POST or None, initial={name: getattr(row, name) for name in RULE}),
        save,
        said=_("The planned months follow the rule."),
        back=reverse("review-editions"),
        title=_("The rule of the months"),
        lead=_("In Vienna’s time. A day beyond the end of a month means its last day. Months moved by hand stay."),
        button=_("Save the rule"),
    )


@for_secretariat
@SEEN_OR_SENT
def move(request, month):
    """Give one month days of its own."""
    edition = _edition(month)
    opened = edition.state != EditionState.PLANNED
    days = {name: timezone.localtime(getattr(edition, name), VIENNA).replace(tzinfo=None) for name in cycle.DAYS}

    def save(form):
        cycle.move_edition(edition=edition, days=form.days, by=request.user, reason=form.cleaned_data["reason"])

    return _in_vienna(
        edit,
        request,
        MoveForm(request.POST or None, initial=days, opened=opened),
        save,
        said=_("%(month)s has days of its own.") % {"month": edition.name},
        back=reverse("review-edition", args=[edition.code]),
        title=_("Move the days of %(month)s") % {"month": edition.name},
        lead=_("In Vienna’s time. What has come to pass is not moved."),
        button=_("Move them"),
    )


@for_secretariat
@require_POST
def documents(request, month):
    """Have the documents of a month made in another language."""
    edition = _edition(month)
    try:
        asked = ask_in(request.POST.get("language", ""), edition=edition, by=request.user)
    except ProcessError as problem:
        messages.error(request, str(problem))
    else:
        said = ngettext("Documents for %(count)d audience are being made.",
                        "Documents for %(count)d audiences are being made.", len(asked))  # fmt: skip
        messages.success(request, said % {"count": len(asked)})
    return redirect("review-edition", edition.code)


@for_secretariat
@require_POST
def act(request, month, act):
    """Open a month before its day, or close it before its deadline."""
    acts = {"open": (cycle.open_edition, _("%(month)s is open.")),
            "close": (cycle.close_edition, _("%(month)s is closed for review."))}  # fmt: skip
    edition = _edition(month)
    process, said = acts[act]
    try:
        process(edition=edition, by=request.user)
    except ProcessError as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, said % {"month": edition.name})
    return redirect("review-edition", edition.code)


@for_secretariat
@SEEN_OR_SENT
@guarded
def seal(request, month):
    """Seal a month; where something is missing only with a reason."""
    edition = _edition(month)

    def save(form):
        seal_edition(edition=edition, by=request.user, despite=form.cleaned_data["despite"])

    missing = missing_for(edition).sentences() if edition.state != EditionState.SEALED else []
    return edit(
        request,
        SealForm(request.POST or None),
        save,
        said=_("%(month)s is sealed for every audience.") % {"month": edition.name},
        back=reverse("review-edition", args=[edition.code]),
        title=_("Seal %(month)s") % {"month": edition.name},
        lead=" ".join(missing) or _("Nothing is missing. What is sealed never changes; a correction is a revision."),
        button=_("Seal it"),
    )


@for_secretariat
@SEEN_OR_SENT
@guarded
def correct(request, month):
    """Make a revision of a sealed month with records as they read today."""
    edition = _edition(month)

    def save(form):
        said = form.cleaned_data
        correct_edition(edition=edition, references=said["references"], by=request.user, reason=said["reason"])

    return edit(
        request,
        CorrectForm(request.POST or None),
        save,
        said=_("%(month)s has a revision for each audience that reads a difference.") % {"month": edition.name},
        back=reverse("review-edition", args=[edition.code]),
        title=_("Correct %(month)s") % {"month": edition.name},
        lead=_("First mend the records. Then name them here: each audience gets them as it reads them today."),
        button=_("Make the revision"),
    )
