"""Pages on which the secretariat keeps recommendations, schemes and their terms."""

from django.contrib import messages
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from entities import reference
from entities.reference_history import changes
from entities.usage import in_use
from entities.views.editing import edit
from entities.views.reference import SEEN_OR_SENT
from entities.views.review import tabs
from entities.views.secretariat import for_secretariat
from registry.forms_reference import (
    NewRecommendationForm,
    NewSchemeForm,
    NewTermForm,
    RecommendationForm,
    SchemeForm,
    TermForm,
)
from registry.models import Recommendation, Scheme, Term


def keep_as(request):
    """The way in which a form's row is saved in the name of the person."""

    def save(form):
        reference.keep(form.save(commit=False), by=request.user, reason=form.cleaned_data["reason"])

    return save


@for_secretariat
@require_GET
def recommendations(request):
    """All operational recommendations by chapter, with how sure they are."""
    context = {
        "recommendations": Recommendation.objects.select_related("chapter").order_by("chapter", "code"),
        "tabs": tabs("reference"),
        "changes": changes((Recommendation, {}), by_people=True),
    }
    return render(request, "registry/reference/recommendations.html", context)


@for_secretariat
@SEEN_OR_SENT
def new_recommendation(request):
    """Add an operational recommendation."""
    return edit(
        request,
        NewRecommendationForm(request.POST or None),
        keep_as(request),
        said=_("The recommendation is added."),
        back=reverse("reference-recommendations"),
        title=_("New operational recommendation"),
        button=_("Add it"),
    )


@for_secretariat
@SEEN_OR_SENT
def recommendation(request, code):
    """Change what is known of a recommendation, or retire it."""
    row = get_object_or_404(Recommendation, pk=code)
    used = in_use("recommendation", code)
    return edit(
        request,
        RecommendationForm(request.POST or None, instance=row),
        keep_as(request),
        said=_("Saved."),
        back=reverse("reference-recommendations"),
        title=_("Recommendation %(code)s") % {"code": code},
        button=_("Save"),
        used=used,
        delete_url="" if used else reverse("reference-recommendation-delete", args=[code]),
        changes=changes((Recommendation, {"pgh_obj_id": code})),
    )


@for_secretariat
@require_POST
def delete_recommendation(request, code):
    """Delete a recommendation that no wording names."""
    row = get_object_or_404(Recommendation, pk=code)
    return _delete(request, row, "recommendation", "reference-recommendations")


@for_secretariat
@require_GET
def schemes(request):
    """All schemes with the number of their terms."""
    context = {
        "schemes": Scheme.objects.annotate(count=Count("terms")),
        "tabs": tabs("reference"),
        "changes": changes((Scheme, {}), by_people=True),
    }
    return render(request, "registry/reference/schemes.html", context)


@for_secretariat
@SEEN_OR_SENT
def new_scheme(request):
    """Add a scheme."""
    return edit(
        request,
        NewSchemeForm(request.POST or None),
        keep_as(request),
        said=_("The scheme is added."),
        back=reverse("reference-schemes"),
        title=_("New scheme"),
        button=_("Add it"),
    )


@for_secretariat
@require_GET
def scheme(request, slug):
    """One scheme with its terms and their history."""
    row = get_object_or_404(Scheme, pk=slug)
    context = {
        "scheme": row,
        "terms": row.terms.select_related("parent"),
        "tabs": tabs("reference"),
        "changes": changes((Scheme, {"pgh_obj_id": slug}), (Term, {"scheme_id": slug}), by_people=True),
    }
    return render(request, "registry/reference/scheme.html", context)


@for_secretariat
@SEEN_OR_SENT
def edit_scheme(request, slug):
    """Change the title or source of a scheme."""
    row = get_object_or_404(Scheme, pk=slug)
    return edit(
        request,
        SchemeForm(request.POST or None, instance=row),
        keep_as(request),
        said=_("Saved."),
        back=reverse("reference-scheme", args=[slug]),
        title=_("Scheme %(code)s") % {"code": slug},
        button=_("Save"),
    )


@for_secretariat
@SEEN_OR_SENT
def new_term(request, slug):
    """Add a term to a scheme."""
    row = get_object_or_404(Scheme, pk=slug)
    return edit(
        request,
        NewTermForm(request.POST or None, instance=Term(scheme=row)),
        keep_as(request),
        said=_("The term is added."),
        back=reverse("reference-scheme", args=[slug]),
        title=_("New term of “%(scheme)s”") % {"scheme": row.title},
        button=_("Add it"),
    )


@for_secretariat
@SEEN_OR_SENT
def term(request, code):
    """Change a term, or retire it."""
    row = get_object_or_404(Term, pk=code)
    used = in_use("term", code) or row.children.exists()
    return edit(
        request,
        TermForm(request.POST or None, instance=row),
        keep_as(request),
        said=_("Saved."),
        back=reverse("reference-scheme", args=[row.scheme_id]),
        title=_("Term %(code)s") % {"code": code},
        button=_("Save"),
        used=used,
        delete_url="" if used else reverse("reference-term-delete", args=[code]),
        changes=changes((Term, {"pgh_obj_id": code})),
    )


@for_secretariat
@require_POST
def delete_term(request, code):
    """Delete a term that no wording names and that has no narrower one."""
    row = get_object_or_404(Term, pk=code)
    if row.children.exists():
        messages.error(request, _("%(code)s has narrower terms. Retire it instead.") % {"code": code})
        return redirect("reference-term", code)
    return _delete(request, row, "term", "reference-scheme", row.scheme_id)


def _delete(request, row, kind, back, *args):
    """Delete a row unless a wording, present or past, names its code."""
    code = row.pk
    if in_use(kind, code):
        messages.error(
            request,
            _("%(code)s is in use, so it stays. Retire it: records keep it, new ones cannot choose it.")
            % {"code": code},
        )
        return redirect(f"reference-{kind}", code)
    reference.remove(row, by=request.user)
    messages.success(request, _("%(code)s is deleted. Nothing used it; its history stays.") % {"code": code})
    return redirect(back, *args)
