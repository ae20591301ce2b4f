"""Letters: what was sent, for the secretariat; the own ones, where no mail leaves; preferences; the link to leave."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from entities.choices import LetterKind, LetterState
from entities.forms.mail import LettersForm, NotificationsForm
from entities.mail import leaving, sending
from entities.models import Letter
from entities.views.review import tabs
from entities.views.secretariat import for_secretariat
from ungass_portal.lib import clock
from ungass_portal.lib.keyset import Order, page_of
from ungass_portal.lib.problems import BadParameter, ProcessError

NEWEST_FIRST = Order("", ("written_at", "key"), reverse=True)
TONES = {
    LetterState.SENT: "success",
    LetterState.UNKNOWN: "warning",
    LetterState.BOUNCED: "danger",
    LetterState.FAILED: "danger",
}
HIDDEN = {"MIME-Version", "Content-Type", "Content-Transfer-Encoding"}
# A letter brings its own styles and nothing else; it is shown in a frame of ours only.
LETTER_POLICY = {
    "default-src": ["'none'"],
    "style-src": ["'unsafe-inline'"],
    "img-src": ["data:"],
    "frame-ancestors": ["'self'"],
    "sandbox": ["allow-top-navigation-by-user-activation"],
}


@for_secretariat
@require_GET
def listing(request):
    """All letters, newest first, narrowed by sort and by what became of them."""
    form = LettersForm(request.GET)
    if not form.is_valid():
        raise BadParameter(*next((name, " ".join(errors)) for name, errors in form.errors.items()))
    chosen = {name: value for name, value in form.cleaned_data.items() if value}
    page = page_of(Letter.objects.filter(**chosen).select_related("person", "entity"), NEWEST_FIRST, request.GET)
    context = {
        "form": form,
        "page": page,
        "letters": [toned(row) for row in page.rows],
        "in_doubt": Letter.objects.in_doubt().count(),
        "tabs": tabs("mail"),
    }
    return render(request, "entities/review/mail.html", context)


@for_secretariat
@require_GET
def letter(request, pk):
    """One letter as it is sent."""
    return _show(request, get_object_or_404(_letters(), pk=pk), "review-letter-body", back=reverse("review-mail"))


@for_secretariat
@require_GET
@csp_override(LETTER_POLICY)
@xframe_options_sameorigin
def letter_body(request, pk):
    """The HTML of a letter, for the frame on its page."""
    return _body(get_object_or_404(Letter, pk=pk))


@for_secretariat
@require_POST
def resend(request, pk):
    """Send a letter again that was not accepted, or of which nobody knows."""
    row = get_object_or_404(Letter, pk=pk)
    try:
        sending.resend(letter=row, by=request.user)
        messages.success(request, _("It is sent once more."))
    except ProcessError as problem:
        messages.info(request, str(problem))
    return redirect("review-letter", row.pk)


@login_required
@require_GET
def own_mail(request):
    """The person's own letters, where no mail leaves the portal."""
    _only_where_no_mail_leaves()
    page = page_of(request.user.letters.select_related("entity"), NEWEST_FIRST, request.GET)
    context = {"page": page, "letters": [toned(row) for row in page.rows]}
    return render(request, "entities/mail/own.html", context)


@login_required
@require_GET
def own_letter(request, pk):
    """One of the person's own letters."""
    _only_where_no_mail_leaves()
    row = get_object_or_404(_letters(), pk=pk, person=request.user)
    return _show(request, row, "own-letter-body", back=reverse("own-mail"))


@login_required
@require_GET
@csp_override(LETTER_POLICY)
@xframe_options_sameorigin
def own_letter_body(request, pk):
    """The HTML of one of the person's own letters."""
    _only_where_no_mail_leaves()
    return _body(get_object_or_404(Letter, pk=pk, person=request.user))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def notifications(request):
    """Which optional letters the person wants."""
    form = NotificationsForm(request.POST or None, initial={"wanted": leaving.wanted_by(request.user)})
    if request.method == "POST" and NotificationsForm(request.POST).is_valid():
        leaving.choose(person=request.user, wanted=request.POST.getlist("wanted"))
        messages.success(request, _("Kept: you get these letters, and no others that you can do without."))
        return redirect("notifications")
    always = [kind.label for kind in LetterKind if kind.value not in dict(form.fields["wanted"].choices)]
    context = {"form": form, "always": always, "reads_here": _no_mail_leaves()}
    return render(request, "entities/mail/notifications.html", context)


@csrf_exempt  # whoever holds the signed link may do without; a mail program's one click brings no cookie
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request, token):
    """End letters of one sort by the signed link that stands in them. Opening it asks, sending it does it."""
    row = leaving.letter_of(token)
    if row is None:
        raise Http404
    if request.method == "POST":
        leaving.leave(row)
    context = {"label": LetterKind(row.kind).label, "done": request.method == "POST"}
    return render(request, "entities/mail/leave.html", context)


def _no_mail_leaves():
    return settings.DEVELOPMENT or clock.is_fixed()


def _only_where_no_mail_leaves():
    if not _no_mail_leaves():
        raise Http404


def _letters():
    return Letter.objects.select_related("person", "entity", "resent_by")


def toned(row):
    """A letter with the tone of its state."""
    row.tone = TONES.get(row.state, "quiet")
    return row


def _show(request, row, body, *, back):
    mail = sending.message(row)
    headers = [(name, value) for name, value in mail.message().items() if name not in HIDDEN]
    context = {
        "letter": toned(row),
        "headers": headers,
        "body_url": reverse(body, args=[row.pk]),
        "may_resend": body.startswith("review") and row.state in sending.RESENDABLE,
        "back": back,
    }
    return render(request, "entities/mail/letter.html", context)


def _body(row):
    # Links of the letter open in the window, not in its frame.
    return HttpResponse(row.html.replace("<head>", '<head>\n  <base target="_top">', 1))
