"""Letters about one record: it is returned, or the secretariat has mended it."""

from django.urls import reverse
from django.utils import translation

from entities.choices import LEADING_ROLES, LetterKind, ParticipationState, Role
from entities.differences import capitalised, differences, label_of
from entities.forms.records import place_in_form
from entities.mail.writing import To, site, write
from entities.models import Membership
from entities.roles import is_secretariat


def returned(*, version, by):
    """Tell who wrote and who answers for a submission that it is returned, why, and which fields it is about."""
    record, fields = version.record, version.returned_fields
    for to in _writers(record, version.submitted_by, without=by):
        with translation.override(to.page_language):
            context = {
                **_about(record, version.content, by),
                "reason": version.reason,
                "fields": [label_of(record.kind, name) for name in fields],
                "url": site(reverse("record-edit", args=[record.kind, record.reference]))
                + _anchor(record.kind, fields),
            }
        write(LetterKind.RETURNED, to, key=f"returned:{version.pk}:{to.person.pk}", context=context)


def mended(*, record, before, after, by, reason="", key):
    """Tell an entity's writers word by word what the secretariat has mended; `key` names this very act."""
    for to in _writers(record, record.submitted_by, without=by):
        with translation.override(to.page_language):
            context = {
                **_about(record, after, by),
                "changes": differences(record.kind, before, after),
                "reason": reason,
                "url": site(reverse("record-desk", args=[record.kind, record.reference])),
            }
        write(LetterKind.MENDED, to, key=f"mended:{key}:{to.person.pk}", context=context)


def _about(record, content, by):
    """What both letters say first. For the people of an entity the secretariat is an office, not a person."""
    who = capitalised(translation.gettext("the secretariat")) if is_secretariat(by) else str(by)
    return {"record": record, "title": content["title"], "title_language": content["language"], "who": who}


def _anchor(kind, fields):
    """The first field that it is about, on the page of the form."""
    return f"#{place_in_form(kind, fields[0])}" if fields else ""


def _writers(record, submitter, *, without):
    """Focal points of the leading entities, and the contributor who submitted it; not the acting person."""
    parts = record.participations.filter(role__in=LEADING_ROLES).exclude(state=ParticipationState.DECLINED)
    rows = Membership.objects.current().filter(
        entity__in=parts.values("entity"), role__in=(Role.FOCAL_POINT, Role.CONTRIBUTOR), user__is_active=True
    )
    people = {}
    for row in rows.select_related("user", "entity").order_by("pk"):
        if row.user_id == without.pk or row.user_id in people:
            continue
        if row.role == Role.FOCAL_POINT or row.user_id == getattr(submitter, "pk", None):
            people[row.user_id] = To(row.user, row.entity)
    return list(people.values())
