"""The structure of the outcome document: chapters and operational recommendations with what is done about them."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from entities.labels import labels
from registry.choices import EvidenceStatus
from registry.models import Chapter, Recommendation

SURE = (EvidenceStatus.VERIFIED, EvidenceStatus.VERIFIED_SECONDARY)


@require_safe
def chapter_list(request):
    """The seven chapters."""
    chapters = Chapter.objects.prefetch_related("subheadings")
    return render(request, "registry/chapter_list.html", {"chapters": chapters})


@require_safe
def chapter_detail(request, number):
    """A chapter: its official wording, its recommendations, and what is done about it."""
    chapter = Chapter.objects.prefetch_related("subheadings").filter(number=number).first()
    if chapter is None:
        raise Http404
    recommendations = Recommendation.objects.filter(chapter=chapter)
    return render(
        request, "registry/chapter_detail.html", {"chapter": chapter, "recommendations": in_order(recommendations)}
    )


@require_safe
def recommendation_list(request):
    """The operational recommendations known so far, by chapter."""
    chapters = Chapter.objects.prefetch_related("recommendations")
    groups = [{"chapter": chapter, "recommendations": in_order(chapter.recommendations.all())} for chapter in chapters]
    return render(request, "registry/recommendation_list.html", {"groups": groups})


@require_safe
def recommendation_detail(request, code):
    """One operational recommendation, how sure its code is, and what is done about it."""
    # Asked of the labels first: an address can hold characters that no database text can have.
    if code not in labels().of("recommendation"):
        raise Http404
    recommendation = Recommendation.objects.select_related("chapter").get(code=code)
    return render(
        request,
        "registry/recommendation_detail.html",
        {"recommendation": recommendation, "sure": recommendation.status in SURE},
    )


def in_order(recommendations):
    """Recommendations as the document has them, (a) to (z) before (aa), each with whether its code is sure."""
    rows = sorted(recommendations, key=lambda row: (row.chapter_id, len(row.code), row.code))
    return [{"row": row, "sure": row.status in SURE} for row in rows]
