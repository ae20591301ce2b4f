"""The secretariat's queue: read what is new, clear it or return it."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from entities import review, review_queue
from entities.forms.acts import ReturnForm
from entities.forms.review import ClearForm, QueueForm
from entities.labels import labels
from entities.models import Record
from entities.views.finding import clean_words
from entities.views.secretariat import for_secretariat
from ungass_portal.lib.keyset import page_of
from ungass_portal.lib.lists import listed
from ungass_portal.lib.problems import BadParameter, ProcessError

FILTERS = ("q", "kind", "entity")
PAGE = 30


@for_secretariat
@require_GET
def queue(request):
    """The queue, with its first submission beside it."""
    return _show(request, None)


@for_secretariat
@require_GET
def record(request, reference):
    """One submission, with the queue beside it."""
    version = _pending(reference)
    if version is None:
        messages.info(request, _("%(reference)s does not wait for review any more.") % {"reference": reference})
        return redirect(_queue_address(request))
    return _show(request, version)


@for_secretariat
@require_POST
def clear(request, reference):
    """Clear the wording that was read, and go on to the next."""
    version = _pending(reference)
    form = ClearForm(request.POST)
    if version is None or not form.is_valid():
        return _gone(request, reference) if version is None else _show(request, version, clear_form=form, status=400)
    following = review_queue.after(version, _rows(request))
    try:
        review.clear(
            record=version.record,
            by=request.user,
            reason=form.cleaned_data["reason"],
            version_number=form.cleaned_data["version"],
        )
    except ProcessError as problem:
        form.add_error("reason", str(problem))
        return _show(request, _pending(reference), clear_form=form, status=409)
    except PermissionDenied:
        return _gone(request, reference)
    messages.success(request, _("%(reference)s is cleared: the network reads it.") % {"reference": reference})
    return _go_on(request, following)


@for_secretariat
@require_POST
def send_back(request, reference):
    """Return the wording that was read with a reason, and go on to the next."""
    version = _pending(reference)
    number = request.POST.get("version", "")
    if version is None:
        return _gone(request, reference)
    form = _return_form(version, request.POST)
    if not form.is_valid() or not number.isdecimal():
        return _show(request, version, return_form=form, status=400)
    following = review_queue.after(version, _rows(request))
    try:
        review.send_back(
            record=version.record,
            by=request.user,
            reason=form.cleaned_data["reason"],
            fields=form.cleaned_data["concerns"],
            version_number=int(number),
        )
    except ProcessError as problem:
        form.add_error("reason", str(problem))
        return _show(request, _pending(reference), return_form=form, status=409)
    except PermissionDenied:
        return _gone(request, reference)
    messages.success(request, _("%(reference)s is returned with your reason.") % {"reference": reference})
    return _go_on(request, following)


@for_secretariat
@require_POST
def clear_several(request):
    """Clear each ticked submission by itself, and say of each what became of it."""
    done = []
    for ticked in dict.fromkeys(request.POST.getlist("record")[: PAGE * 2]):
        reference, _dot, number = ticked.partition(".")
        known = review_queue.REFERENCE.fullmatch(reference) and number.isdecimal()
        version = review_queue.waiting().filter(record__reference=reference).first() if known else None
        if version is None:
            messages.error(
                request, _("%(reference)s: does not wait for review any more.") % {"reference": reference[:20]}
            )
            continue
        try:
            review.clear(record=version.record, by=request.user, version_number=int(number))
            done.append(reference)
        except (ProcessError, PermissionDenied) as problem:
            messages.error(request, _("%(reference)s: %(problem)s") % {"reference": reference, "problem": str(problem)})
    if done:
        said = ngettext("%(count)d record is cleared: %(list)s.", "%(count)d records are cleared: %(list)s.", len(done))
        messages.success(request, said % {"count": len(done), "list": listed(done)})
    elif "record" not in request.POST:
        messages.info(request, _("Nothing was ticked, so nothing was cleared."))
    return redirect(_queue_address(request))


LISTS = {
    "with-focal-points": gettext_lazy("With focal points"),
    "withdrawn": gettext_lazy("Withdrawn"),
    "own-only": gettext_lazy("Kept to own entities"),
    "exceptions": gettext_lazy("Exceptions"),
}


@for_secretariat
@require_GET
def listing(request, which):
    """One of the lists beside the queue."""
    if which == "exceptions":
        page = page_of(review_queue.exceptions(), review_queue.BY_VERSION, request.GET)
        for version in page.rows:
            version.why = review_queue.exception_in_words(version)
    else:
        rows = {
            "with-focal-points": review_queue.with_focal_points,
            "withdrawn": review_queue.withdrawn,
            "own-only": review_queue.own_only,
        }[which]()
        page = page_of(rows, review_queue.BY_REFERENCE, request.GET)
    context = {"page": page, "which": which, "title": LISTS[which], "tabs": tabs(which)}
    return render(request, "entities/review/list.html", context)


def tabs(current):
    """The secretariat's pages, the current one marked."""
    pages = [("queue", _("Queue"), reverse("review")), ("sign-offs", _("Sign-offs"), reverse("review-sign-offs"))]
    pages += [("editions", _("Editions"), reverse("review-editions"))]
    pages += [(name, str(title), reverse("review-list", args=[name])) for name, title in LISTS.items()]
    pages += [
        ("reference", _("Reference data"), reverse("review-reference")),
        ("people", _("People"), reverse("review-people")),
        ("audit", _("Audit"), reverse("review-audit")),
        ("partners", _("Partners"), reverse("review-partners")),
        ("sources", _("Calendars of others"), reverse("calendar-sources")),
        ("circulars", _("Circulars"), reverse("review-circulars")),
        ("mail", _("Mail"), reverse("review-mail")),
        ("texts", _("Translations"), reverse("review-texts")),
        ("jobs", _("Jobs"), reverse("review-jobs")),
    ]
    return [{"label": label, "url": url, "current": name == current, "count": None} for name, label, url in pages]


def _show(request, version, *, clear_form=None, return_form=None, status=200):
    """The page of the queue with one submission beside it: the given one, or the first."""
    rows, form = _rows(request), _filters(request)
    page = page_of(rows, review_queue.BY_TIME, request.GET, size=PAGE)
    for row in page.rows:
        row.needs_reason = review_queue.needs_reason(row, request.user)
    chosen = version or (page.rows[0] if page.rows else None)
    following = review_queue.after(chosen, rows) if chosen else None
    context = {
        "page": page,
        "filters": form,
        "filtered": any(form.cleaned_data.values()),
        "query": _query(request),
        "opened": version is not None,
        "chosen": review_queue.reading(chosen, request.user) if chosen else None,
        "next": following,
        "clear_form": clear_form or (ClearForm(initial={"version": chosen.number}) if chosen else None),
        "return_form": return_form or (_return_form(chosen) if chosen else None),
        "tabs": tabs("queue"),
    }
    return render(request, "entities/review/queue.html", context, status=status)


def _return_form(version, data=None):
    """The form of a return, beside that of the clearing; the key r leads to it."""
    changed = {change.name for change in review_queue.changes_of(version)}
    form = ReturnForm(version.record.kind, data, auto_id="return_%s", first=changed)
    form.fields["reason"].widget.attrs["data-key"] = "r"
    return form


def _filters(request):
    """The bound form of the queue's filters; a value that cannot be used is named."""
    known = labels().of("entity")
    waiting = review_queue.entities_waiting()
    form = QueueForm(
        {name: clean_words(request.GET.get(name, "")) for name in FILTERS},
        entities=[
            (slug, str(label)) for slug, label in known.items() if slug in waiting or slug == request.GET.get("entity")
        ],
    )
    for name, errors in form.errors.items():
        raise BadParameter(name, " ".join(errors))
    unknown = set(request.GET) - {*FILTERS, "after", "before"}
    if unknown:
        raise BadParameter(min(unknown), _("The queue is narrowed by: %(list)s.") % {"list": ", ".join(FILTERS)})
    return form


def _rows(request):
    """The pending versions that the filters leave."""
    chosen = _filters(request).cleaned_data
    return review_queue.waiting(entity=chosen["entity"], kind=chosen["kind"], words=chosen["q"])


def _pending(reference):
    """The submission of a record that waits for the secretariat, or None; 404 for a record that does not exist."""
    if not Record.objects.filter(reference=reference).exists():
        raise Http404
    return review_queue.waiting().filter(record__reference=reference).first()


def _query(request):
    """The filters as a query, with its question mark; empty without filters."""
    kept = [(name, request.GET[name]) for name in FILTERS if request.GET.get(name)]
    return f"?{urlencode(kept)}" if kept else ""


def _queue_address(request):
    return reverse("review") + _query(request)


def _gone(request, reference):
    """Somebody else was quicker, or the entity took it back."""
    messages.warning(
        request, _("%(reference)s does not wait for review any more; nothing was done.") % {"reference": reference}
    )
    return redirect(_queue_address(request))


def _go_on(request, following):
    """The next submission, or the empty queue."""
    if following is None:
        return redirect(_queue_address(request))
    return redirect(reverse("review-record", args=[following]) + _query(request))
