"""The letters of the month: the call for updates, reminders before and after the deadline, the digest.

Each is due from a moment on and is written once for its month, or its day, in one transaction with the row that
says so (`jobs.once`): the cycle may run every minute, be killed anywhere, miss days, or run on two machines.
"""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from entities import jobs
from entities.choices import LEADING_ROLES, JobState, LetterKind, ParticipationState, RecordState
from entities.mail import asked
from entities.mail.writing import Extras, focal_points, secretariat, site, write
from entities.models import Job, Letter, Participation, Record
from registry.missing import not_signed_off
from registry.models import Edition
from registry.querysets import UNDER_WAY
from ungass_portal.lib import clock

ABOUT_MONTH = (LetterKind.CALL, LetterKind.REMINDER, LetterKind.OVERDUE)
DAYS_BEFORE = (7, 2)
MORNING = 7  # daily letters are written from this hour on
SHOWN = 40  # rows of an entity in its call; the desk has all of them


def write_due() -> int:
    """Write what is due now; returns how many letters. By the cycle."""
    before = Letter.objects.count()
    for edition in Edition.objects.filter(state__in=UNDER_WAY).order_by("month"):
        _call(edition)
        _remind(edition)
    now = clock.now()
    if now.hour >= MORNING:
        day = now.date()
        jobs.once("letters: asked", day.isoformat(), lambda: asked.write_letters(day))
        jobs.once("letters: digest", day.isoformat(), lambda: _digest(day))
    return Letter.objects.count() - before


def _call(edition):
    """The call for updates, as soon as the edition is open; pointless once its deadline has passed."""
    if clock.now() < edition.deadline_at:
        jobs.once("letters: call", edition.code, lambda: _to_entities(edition, LetterKind.CALL))


def _remind(edition):
    """The reminder that is due now. One that came too late for its day is not sent beside the next one."""
    if clock.now() >= edition.deadline_at:
        due = [("overdue", LetterKind.OVERDUE)]
    else:
        left = edition.deadline_at - clock.now()
        due = [(f"{days} days", LetterKind.REMINDER) for days in DAYS_BEFORE if left <= timedelta(days=days)]
    *late, last = due or [None]
    for name, _kind in late:
        jobs.once(f"letters: {name}", edition.code, lambda: None)
    if last:
        name, kind = last
        jobs.once(f"letters: {name}", edition.code, lambda: _to_entities(edition, kind, occasion=name))


def _to_entities(edition, kind, *, occasion=""):
    """One letter to every focal point and deputy of the entities that are expected and have not signed off."""
    for entity in not_signed_off(edition):
        records = _records(entity)
        for to in focal_points(entity):
            with override(to.page_language):
                context = {
                    "edition": edition,
                    "rows": [_row(record) for record in records[:SHOWN]],
                    "more": max(0, len(records) - SHOWN),
                    "total": len(records),
                    "days": (timezone.localdate(edition.deadline_at) - clock.today()).days,
                    "desk_url": site(reverse("desk")),
                }
            parts = [kind.value, edition.code, occasion, entity.slug, str(to.person.pk)]
            extras = Extras(about=[edition.code])
            write(kind, to, key=":".join(filter(None, parts)), context=context, extras=extras)


def no_longer_due(letter):
    """Why a letter about a month is not sent any more, if it had to wait: the month is over, or the word was given."""
    edition = Edition.objects.filter(month__in=[f"{code}-01" for code in letter.about]).first()
    if edition is None:
        return ""  # written by a version of the portal that did not say about which month
    if edition.state not in UNDER_WAY:
        return _("%(month)s is sealed by now.") % {"month": edition.name}
    if edition.sign_offs.filter(entity=letter.entity).exists():
        return _("%(entity)s has signed off by now.") % {"entity": letter.entity}
    return ""


def _records(entity):
    """What the entity leads and is on its desk, by reference."""
    parts = Participation.objects.filter(
        entity=entity, role__in=LEADING_ROLES, state__in=ParticipationState.active(), leaving=False
    )
    rows = Record.objects.on_desk().filter(pk__in=parts.values("record"), withdrawn_at__isnull=True)
    return list(rows.select_related("activity", "event").order_by("reference"))


def _row(record):
    wording = record.working_copy
    return {
        "reference": record.reference,
        "title": wording.title,
        "language": wording.language,
        "url": site(reverse("record-desk", args=[record.kind, record.reference])),
        "note": "" if record.state == RecordState.CLEAN else record.get_state_display(),
    }


def _digest(day):
    """What waits for the secretariat; no letter on a day on which nothing does."""
    waiting = Record.objects.on_desk().filter(state=RecordState.SUBMITTED, withdrawn_at__isnull=True)
    overdue = [
        (edition, list(not_signed_off(edition)))
        for edition in Edition.objects.filter(state__in=UNDER_WAY, deadline_at__lte=clock.now())
    ]
    found = {
        "submissions": list(waiting.select_related("activity", "event").order_by("reference")),
        "overdue": [(edition, entities) for edition, entities in overdue if entities],
        "jobs": Job.objects.filter(state=JobState.FAILED).exclude(kind__in=jobs.unlisted()).count(),
        "letters": Letter.objects.in_doubt().count(),
    }
    if not any(found.values()):
        return
    for to in secretariat():
        with override(to.page_language):
            rows = [
                _row(record) | {"url": site(reverse("review-record", args=[record.reference]))}
                for record in found["submissions"]
            ]
            context = {
                **found,
                "rows": rows[:SHOWN],
                "more": max(0, len(rows) - SHOWN),
                "review_url": site(reverse("review")),
                "jobs_url": site(reverse("review-jobs")),
                "mail_url": site(reverse("review-mail")),
            }
        write(LetterKind.DIGEST, to, key=f"digest:{day.isoformat()}:{to.person.pk}", context=context)
