"""The secretariat's queue: submissions in the order in which they came, and the lists beside it."""

import re
from datetime import datetime

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from entities.audiences import OUTSIDE
from entities.choices import Outcome, ParticipationState, RecordState
from entities.differences import differences
from entities.duplicates import alike
from entities.gate import Gate
from entities.labels import labels
from entities.models import Participation, Record, User, Version
from entities.quality import findings
from entities.review import has_lead

REFERENCE = re.compile(r"(ACT|MAN|EVT)-\d{6}")


def moment(text):
    """A point in time from ISO text; raises ValueError for another text or one without a zone."""
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError(text)
    return found


def reference(text):
    """A reference; raises ValueError for another text."""
    if not REFERENCE.fullmatch(text):
        raise ValueError(text)
    return text


BY_TIME = {"submitted_at": moment, "record__reference": reference}
BY_REFERENCE = {"reference": reference}
BY_VERSION = {"record__reference": reference, "number": int}


def waiting(*, entity="", kind="", words=""):
    """Pending versions that wait for the secretariat, narrowed by entity (slug), kind and words."""
    rows = Version.objects.filter(
        outcome=Outcome.PENDING, record__state=RecordState.SUBMITTED, record__merged_into__isnull=True
    )
    if entity:
        parts = Participation.objects.filter(record=OuterRef("record"), entity__slug=entity)
        rows = rows.filter(Exists(parts.exclude(state=ParticipationState.DECLINED)))
    if kind:
        rows = rows.filter(record__kind=kind)
    if words:
        rows = rows.filter(
            Q(record__reference__icontains=words)
            | Q(record__activity__title__icontains=words)
            | Q(record__event__title__icontains=words)
        )
    return rows.select_related(
        "record__activity", "record__event", "revision", "base__revision", "submitted_by", "approved_by"
    ).prefetch_related("record__participations__entity")


def after(version, rows):
    """The reference of the submission that comes next in the queue, from the start again at its end; or None."""
    others = rows.exclude(record=version.record).order_by("submitted_at", "record__reference")
    later = Q(submitted_at__gt=version.submitted_at) | Q(
        submitted_at=version.submitted_at, record__reference__gt=version.record.reference
    )
    return others.filter(later).values_list("record__reference", flat=True).first() or (
        others.values_list("record__reference", flat=True).first()
    )


def needs_reason(version, by):
    """Why the person can clear this only with a reason; empty when no reason is needed."""
    if by.pk in (version.submitted_by_id, version.approved_by_id):
        return _("You submitted this yourself. Let a colleague clear it, or give the reason for an exception.")
    if not has_lead(version):
        return _("It has no lead. Give the reason to clear it all the same.")
    return ""


def changes_of(version):
    """What a submission changes of the cleared wording; all of it where there is none."""
    return differences(version.record.kind, version.base.content if version.base else None, version.content)


def reading(version, by):
    """Everything that a reviewer reads about one submission."""
    record, content = version.record, version.content
    return {
        "version": version,
        "record": record,
        "title": content["title"],
        "summary": content["summary"],
        "first": version.base is None,
        "changes": changes_of(version),
        "language": content["language"],
        "findings": findings(record.kind, content, people=names_of_people()),
        "twins": alike(record, content),
        "needs_reason": needs_reason(version, by),
        "outside": going_outside(version),
    }


def names_of_people():
    """Full names of everybody who has an account: none of them belongs into a wording. One query."""
    names = User.objects.filter(name__contains=" ").values_list("name", flat=True)
    return list(names)


def going_outside(version):
    """For each outside audience: which version it reads now, and who is still to be asked after the clearing."""
    gate, known, found = Gate(version.record), labels(), []
    for audience in OUTSIDE:
        passage, deciders = gate.passage(audience), gate.deciders(version)
        inside = gate.kept_inside(version)
        waiting_for = [slug for slug in deciders if not inside and not gate.standing_word(slug, audience)]
        found.append(
            {
                "label": audience.label,
                "reads": passage.version.number if passage else None,
                "kept_inside": inside,
                "at_once": bool(deciders) and not inside and not waiting_for,
                "nobody": not deciders,
                "waiting": [str(known.entity(slug)) for slug in waiting_for],
            }
        )
    return found


def withdrawn():
    """Records that were withdrawn."""
    return Record.objects.filter(withdrawn_at__isnull=False).select_related("activity", "event")


def own_only():
    """Records that are kept to their own entities."""
    return Record.objects.on_desk().filter(own_only=True).select_related("activity", "event")


def with_focal_points():
    """Submissions of contributors that wait for their own focal point."""
    rows = Record.objects.on_desk().filter(state=RecordState.WITH_FOCAL_POINT)
    return rows.select_related("activity", "event", "submitted_by")


def exceptions():
    """Versions that were cleared with a reason: one's own submission, or no lead."""
    rows = Version.objects.filter(outcome__in=(Outcome.CLEARED, Outcome.SUPERSEDED)).exclude(reason="")
    return rows.select_related("record__activity", "record__event", "revision", "submitted_by", "decided_by")


def exception_in_words(version):
    """Why clearing this version was an exception."""
    if version.decided_by_id in (version.submitted_by_id, version.approved_by_id):
        return _("cleared by the person who submitted or approved it")
    if not any(row["role"] == "lead" for row in version.content["participants"]):
        return _("cleared without a lead")
    return _("cleared with a remark")


def entities_waiting():
    """Slugs of the entities that take part in a submission in the queue."""
    pending = waiting().values("record")
    rows = Participation.objects.filter(record__in=pending).exclude(state=ParticipationState.DECLINED)
    return set(rows.values_list("entity__slug", flat=True))
