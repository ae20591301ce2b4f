"""What is done in the background, and what has been done once for a period."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from entities.choices import JobState
from ungass_portal.lib import clock


class JobQuerySet(models.QuerySet):
    """Jobs by what has to be done about them."""

    def failed(self):
        """Those that nobody will try again unless the secretariat asks for it."""
        return self.filter(state=JobState.FAILED)

    def at_work(self):
        """Those that wait or run."""
        return self.filter(state__in=(JobState.WAITING, JobState.RUNNING))


class Job(models.Model):
    """Something that a worker does: a document, a mail. `entities/jobs.py` is the only one to change its state.

    Its lease and times of day are the machine's; only what people read (`asked_at`, `finished_at`) is the portal's.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=40, help_text="name under which an app has registered it")
    key = models.CharField(max_length=200, unique=True, help_text="what must not be done twice")
    arguments = models.JSONField(default=dict)
    state = models.CharField(_("state"), max_length=10, choices=JobState, default=JobState.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    done = models.PositiveIntegerField(_("done"), default=0)
    total = models.PositiveIntegerField(_("of"), default=0, help_text="0: not known")
    words = models.CharField(_("at work on"), max_length=300, blank=True)
    error = models.TextField(_("what went wrong"), blank=True, help_text="in words for people")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="jobs",
        verbose_name=_("asked by"),
        help_text=_("Empty: the portal itself."),
    )
    asked_at = models.DateTimeField(_("asked"), default=clock.now)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="who retried or cancelled it last",
    )
    run_after = models.DateTimeField(default=timezone.now)
    task = models.UUIDField(null=True, help_text="row of the queue that will run it")
    lease = models.UUIDField(null=True, help_text="drawn anew for each attempt: only its holder may write")
    lease_until = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        constraints = [
            models.CheckConstraint(
                condition=Q(state=JobState.RUNNING, lease__isnull=False, lease_until__isnull=False)
                | (~Q(state=JobState.RUNNING) & Q(lease__isnull=True, lease_until__isnull=True)),
                name="job_runs_under_a_lease",
            ),
            models.CheckConstraint(condition=~Q(state=JobState.FAILED) | ~Q(error=""), name="job_failed_in_words"),
        ]
        indexes = [
            models.Index(
                fields=["state", "run_after"],
                condition=Q(state__in=(JobState.WAITING, JobState.RUNNING)),
                name="job_at_work",
            )
        ]

    def __str__(self):
        return f"{self.kind} {self.key}"

    @property
    def is_over(self):
        """Will nothing more happen to it by itself?"""
        return self.state not in (JobState.WAITING, JobState.RUNNING)


class ScheduledRun(models.Model):
    """The row that says that something was done for a period, written in one transaction with the doing."""

    job = models.CharField(max_length=80)
    period = models.CharField(max_length=40, help_text="such as 2018-03 or 2018-03-12")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["job", "period"], name="scheduled_run_once")]

    def __str__(self):
        return f"{self.job} {self.period}"
