"""Circulars for the secretariat: write, preview, test, send once, see what became of them; distribution lists."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from entities.audiences import Reading
from entities.history import acting
from entities.mail import sending
from entities.mail.rendering import render as render_letter
from entities.mail.writing import To
from entities.views.editing import edit
from entities.views.mail import LETTER_POLICY, toned
from entities.views.review import tabs
from entities.views.secretariat import for_secretariat
from registry import circulars
from registry.choices import CircularState, EditionState
from registry.codes import month_of
from registry.forms_circulars import BouncedForm, CircularForm, DistributionListForm
from registry.models import Circular, DistributionList, Edition
from ungass_portal.lib.keyset import Order, page_of
from ungass_portal.lib.lists import listed
from ungass_portal.lib.problems import ProcessError

SEEN_OR_SENT = require_http_methods(["GET", "HEAD", "POST"])
NEWEST_FIRST = Order("", ("written_at", "slug"), reverse=True)


@for_secretariat
@require_GET
def index(request):
    """All circulars, newest first, and the lists."""
    page = page_of(Circular.objects.select_related("edition"), NEWEST_FIRST, request.GET)
    context = {
        "page": page,
        "lists": DistributionList.objects.prefetch_related("mailboxes"),
        "tabs": tabs("circulars"),
    }
    for row in page.rows:
        row.reads = Reading(row.audience_id).label
    for row in context["lists"]:
        row.reads = Reading(row.audience_id).label
    return render(request, "registry/circulars/index.html", context)


@for_secretariat
@SEEN_OR_SENT
def new(request):
    """Begin a circular, with the edition (`edition`, as in 2018-03) from whose page one comes."""
    month = request.GET.get("edition", "")
    edition = Edition.objects.filter(month=month_of(month), state=EditionState.SEALED).first() if month else None
    return _edit(request, Circular(written_by=request.user, edition=edition), title=_("Write a circular"))


@for_secretariat
@SEEN_OR_SENT
def change(request, slug):
    """Write on a draft."""
    row = get_object_or_404(Circular, slug=slug)
    if row.state != CircularState.DRAFT:
        messages.info(request, _("This circular has been sent and stays as it is."))
        return redirect("review-circular", slug)
    return _edit(request, row, title=_("Edit the circular"))


def _edit(request, row, *, title):
    form = CircularForm(request.POST or None, instance=row)
    return edit(
        request,
        form,
        lambda form: circulars.save(
            circular=form.save(commit=False), lists=form.cleaned_data["lists"], by=request.user
        ),
        said=_("The draft is kept. Nothing is sent yet."),
        back=_after(row),
        then=lambda: _after(row),
        title=title,
        button=_("Keep the draft"),
    )


def _after(row):
    """The page of a circular that has an address already, else the list."""
    return reverse("review-circular", args=[row.slug]) if row.slug else reverse("review-circulars")


@for_secretariat
@require_GET
def circular(request, slug):
    """One circular: before it is sent the preview and what stands in the way, after it what became of each letter."""
    row = get_object_or_404(Circular.objects.select_related("edition", "sent_by"), slug=slug)
    lists = list(row.lists.all())
    for each in lists:
        each.reads = Reading(each.audience_id).label
    draft = row.state == CircularState.DRAFT
    found = circulars.recipients(row) if draft else []
    audiences = sorted({each.audience for each in found} or {row.audience_id}, key=list(Reading).index)
    context = {
        "circular": row,
        "draft": draft,
        "reads": Reading(row.audience_id).label,
        "lists": lists,
        "obstacles": circulars.obstacles(row) if draft else [],
        "recipients": found,
        "previews": [
            {
                "label": Reading(audience).label,
                "url": reverse("review-circular-preview", args=[slug, audience]),
                "documents": len(circulars.documents(row, audience)),
            }
            for audience in audiences
        ],
        "letters": [] if draft else [toned(letter) for letter in circulars.letters_of(row)],
        "tabs": tabs("circulars"),
    }
    return render(request, "registry/circulars/circular.html", context)


@for_secretariat
@require_GET
@csp_override(LETTER_POLICY)
@xframe_options_sameorigin
def preview(request, slug, audience):
    """The letter as a reader of one audience would get it."""
    row = get_object_or_404(Circular.objects.select_related("edition"), slug=slug)
    if audience not in Reading.values:
        raise Http404
    to = To(request.user, language=row.language)
    context = {"to": to, "leave_url": "", **circulars.letter_context(row, audience)}
    _subject, _text, html = render_letter("circular", context, to.page_language)
    return HttpResponse(html)


@for_secretariat
@require_POST
def test(request, slug):
    """Send the letter to oneself only."""
    row = get_object_or_404(Circular.objects.select_related("edition"), slug=slug)
    circulars.send_test(circular=row, by=request.user)
    messages.success(request, _("A test is on its way to %(address)s.") % {"address": request.user.email})
    return redirect("review-circular", slug)


@for_secretariat
@require_POST
def send(request, slug):
    """Send the circular, once."""
    row = get_object_or_404(Circular, slug=slug)
    try:
        count = circulars.send(circular=row, by=request.user)
        messages.success(request, _("Sent to %(count)d recipients, and kept in the archive.") % {"count": count})
    except ProcessError as problem:
        messages.error(request, str(problem))
    return redirect("review-circular", slug)


@for_secretariat
@require_POST
def bounced(request, slug, pk):
    """Write down that a letter came back."""
    letter, form = _letter(slug, pk), BouncedForm(request.POST)
    try:
        sending.mark_bounced(
            letter=letter, reason=form.cleaned_data["reason"] if form.is_valid() else "", by=request.user
        )
        messages.success(request, _("Marked as come back."))
    except ProcessError as problem:
        messages.info(request, str(problem))
    return redirect("review-circular", slug)


@for_secretariat
@require_POST
def resend(request, slug, pk):
    """Send one letter of a circular again."""
    try:
        sending.resend(letter=_letter(slug, pk), by=request.user)
        messages.success(request, _("It is sent once more."))
    except ProcessError as problem:
        messages.info(request, str(problem))
    return redirect("review-circular", slug)


def _letter(slug, pk):
    """A letter of the circular; any other letter does not exist here."""
    letter = circulars.letters_of(get_object_or_404(Circular, slug=slug)).filter(pk=pk).first()
    if letter is None:
        raise Http404
    return letter


@for_secretariat
@SEEN_OR_SENT
def new_list(request):
    """Begin a distribution list."""
    return _edit_list(request, DistributionList(), title=_("New distribution list"))


@for_secretariat
@SEEN_OR_SENT
def change_list(request, slug):
    """Change a distribution list."""
    row = get_object_or_404(DistributionList, slug=slug)
    left = listed(row.leavings.order_by("address").values_list("address", flat=True))
    lead = _("Have left it by their link: %(list)s.") % {"list": left} if left else ""
    return _edit_list(request, row, title=str(row), lead=lead)


def _edit_list(request, row, **words):
    def save(form):
        with transaction.atomic(), acting(request.user):
            form.save_list()

    return edit(
        request,
        DistributionListForm(request.POST or None, instance=row),
        save,
        said=_("The list is kept."),
        back=reverse("review-circulars"),
        button=_("Keep the list"),
        **words,
    )
