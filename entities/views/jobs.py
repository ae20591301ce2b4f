"""Jobs of the background: how far one is, for who asked for it; all of them, for the secretariat."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST, require_safe

from entities import jobs
from entities.choices import JobState
from entities.models import Job
from entities.views.review import tabs
from entities.views.secretariat import for_secretariat
from ungass_portal.lib.keyset import Order, page_of
from ungass_portal.lib.problems import BadParameter, ProcessError

NEWEST_FIRST = Order("", ("asked_at", "key"), reverse=True)
TONES = {JobState.FAILED: "danger", JobState.RUNNING: "accent", JobState.DONE: "success"}


def shown(job):
    """A job with what its page says of it."""
    job.title, job.result, job.tone = jobs.title_of(job), jobs.result_url(job), TONES.get(job.state, "quiet")
    return job


@login_required
@never_cache
@require_safe
def job(request, pk):
    """How far a job is; the page asks again by itself while it is not over, and can be loaded anew by hand."""
    row = shown(_visible(request, pk))
    template = "entities/jobs/_job.html" if request.htmx else "entities/jobs/job.html"
    return render(request, template, {"job": row})


@login_required
@require_POST
def cancel(request, pk):
    """Call a job off."""
    row = _visible(request, pk)
    try:
        jobs.cancel(job=row, by=request.user)
        messages.success(request, _("It is called off."))
    except ProcessError as problem:
        messages.info(request, str(problem))
    return _back(request, row)


@for_secretariat
@require_GET
def listing(request):
    """What failed, waits and runs; or what is over."""
    chosen = request.GET.get("show", "")
    if chosen not in ("", "over"):
        raise BadParameter("show", _("Show “over”, or leave it out for what failed, waits or runs."))
    over = (JobState.DONE, JobState.CANCELLED)
    rows = Job.objects.filter(state__in=over) if chosen else Job.objects.exclude(state__in=over)
    page = page_of(rows.exclude(kind__in=jobs.unlisted()).select_related("asked_by"), NEWEST_FIRST, request.GET)
    context = {"page": page, "jobs": [shown(row) for row in page.rows], "over": bool(chosen), "tabs": tabs("jobs")}
    return render(request, "entities/review/jobs.html", context)


@for_secretariat
@require_POST
def retry(request, pk):
    """Have a job that failed tried again."""
    row = get_object_or_404(Job, pk=pk)
    try:
        jobs.retry(job=row, by=request.user)
        messages.success(request, _("It is tried again."))
    except ProcessError as problem:
        messages.info(request, str(problem))
    return redirect("review-jobs")


def _visible(request, pk):
    """The job, if the person may see it; else it does not exist."""
    row = Job.objects.select_related("asked_by").filter(pk=pk).first()
    if row is None or not jobs.may_see(request.user, row):
        raise Http404
    return row


def _back(request, row):
    """To the page of our own that the button stood on, else to the job's."""
    wanted = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        return redirect(wanted)
    return redirect("job", row.pk)
