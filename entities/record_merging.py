"""Two records become one: proposed by the secretariat, accepted by their leads, undone on request."""

from django.db import transaction
from django.utils.translation import gettext as _

from entities import desk, review
from entities.choices import (
    LEADING_ROLES,
    MergeState,
    ParticipationRole,
    ParticipationState,
    RecordState,
    Role,
)
from entities.history import acting
from entities.kinds import kind_of
from entities.models import Entity, Merge, MergedAddress, MergeWord, Participation, Record
from entities.policies import Action, demand, may_review
from entities.roles import entities_of, has_focal_point
from entities.sharing import refresh
from ungass_portal.lib import clock
from ungass_portal.lib.problems import ProcessError

# What the survivor alone says; lines of progress stay with the record that they were added to.
OWN_WORDS = ("progress", "participants", "chapter", "subheading", "other_chapters", "dates")


@transaction.atomic
def propose(*, survivor, absorbed, reason, by):
    """Propose that one record goes into another; returns the Merge."""
    survivor, absorbed = _lock(survivor, absorbed)
    for record in (survivor, absorbed):
        demand(by, Action.MERGE, record)
    _check(survivor, absorbed)
    if not reason.strip():
        raise ProcessError(_("Say why they are the same: the entities read your reason."))
    if Merge.objects.filter(absorbed=absorbed, state=MergeState.OPEN).exists():
        raise ProcessError(_("A merge of %(reference)s is proposed already.") % {"reference": absorbed.reference})
    with acting(by, reason):
        return Merge.objects.create(
            survivor=survivor, absorbed=absorbed, reason=reason.strip(), proposed_by=by, proposed_at=clock.now()
        )


@transaction.atomic
def answer(*, merge, entity, accepted, by, reason="", evidence=""):
    """Give a leading entity's word; the last yes carries the merge out, the first no ends it."""
    survivor, absorbed = _lock(merge.survivor, merge.absorbed)
    merge = Merge.objects.select_for_update().get(pk=merge.pk)
    if merge.state != MergeState.OPEN:
        raise ProcessError(_("This proposal has been settled already."))
    if entity not in waiting_for(merge):
        raise ProcessError(_("No word of %(entity)s is waited for.") % {"entity": entity})
    if not may_answer(by, entity):
        raise ProcessError(_("You do not speak for %(entity)s.") % {"entity": entity})
    own = entity.pk in entities_of(by, Role.FOCAL_POINT)
    if not own and not evidence.strip():
        raise ProcessError(_("Deciding on behalf of an entity needs evidence: a letter or a published document."))
    with acting(by, reason):
        MergeWord.objects.create(
            merge=merge, entity=entity, accepted=accepted, by=by, reason=reason.strip(), at=clock.now(),
            evidence="" if own else evidence.strip(),
        )  # fmt: skip
        if not accepted:
            _settle(merge, MergeState.DECLINED)
        elif not waiting_for(merge):
            _carry_out(merge, survivor, absorbed, by)
    return merge


def may_answer(user, entity):
    """May the person answer for the entity: its focal point, or the secretariat where it has none?"""
    return entity.pk in entities_of(user, Role.FOCAL_POINT) or (may_review(user) and not has_focal_point([entity.pk]))


def waiting_for(merge):
    """Leading entities of both records that have not answered, by code."""
    parts = Participation.objects.filter(
        record__in=[merge.survivor_id, merge.absorbed_id],
        role__in=LEADING_ROLES,
        state__in=ParticipationState.active(),
        leaving=False,
    )
    answered = merge.words.values("entity")
    return list(Entity.objects.filter(pk__in=parts.values("entity")).exclude(pk__in=answered).order_by("slug"))


@transaction.atomic
def undo(*, merge, by, reason):
    """Make two records of one again, by the secretariat or a lead of either; returns the merge.

    The absorbed record is read again as before. The survivor gets its wording from before the merge back, unless
    it has been changed since: then its lead mends it.
    """
    survivor, absorbed = _lock(merge.survivor, merge.absorbed)
    merge = Merge.objects.select_for_update(of=("self",)).select_related("version__base__revision").get(pk=merge.pk)
    if merge.state != MergeState.DONE:
        raise ProcessError(_("This merge is not carried out, so there is nothing to undo."))
    if not may_undo(by, merge):
        raise ProcessError(_("Only a lead of the two records or the secretariat undoes a merge."))
    with acting(by, reason):
        absorbed.merged_into = None
        absorbed.save(update_fields=["merged_into"])
        MergedAddress.objects.filter(reference=absorbed.reference).delete()
        if untouched(merge, survivor):
            review.write_cleared(
                record=survivor, content=merge.version.base.content, submitted_by=by, cleared_by=by, reason=reason
            )
        _settle(merge, MergeState.UNDONE)
        refresh(survivor, absorbed)
    return merge


def may_undo(user, merge):
    """May the person undo the merge?"""
    parts = Participation.objects.filter(record__in=[merge.survivor_id, merge.absorbed_id], role__in=LEADING_ROLES)
    return may_review(user) or parts.filter(entity__in=entities_of(user, Role.FOCAL_POINT)).exists()


def untouched(merge, survivor):
    """Does the survivor still stand as the merge left it?"""
    return survivor.state == RecordState.CLEAN and survivor.revision == merge.version.revision.number


def merged_content(survivor, absorbed, *, declined=()):
    """The survivor's content with what the absorbed one adds: codes, links, partners, texts where it has none."""
    content = dict(survivor)
    for name, value in absorbed.items():
        if name in OWN_WORDS:
            continue
        if isinstance(value, list):
            content[name] = [*survivor[name], *(row for row in value if row not in survivor[name])]
        elif survivor[name] in ("", None):
            content[name] = value
    chapters = [absorbed["chapter"], *absorbed["other_chapters"]]
    known = [survivor["chapter"], *survivor["other_chapters"], None]
    content["other_chapters"] = [*survivor["other_chapters"], *(row for row in chapters if row not in known)]
    content["participants"] = _participants(survivor["participants"], absorbed["participants"], declined)
    return content


def _participants(own, others, declined):
    """The survivor's participants, then those of the absorbed one; its leads become co-leads."""
    named = {row["entity"] for row in own} | set(declined)
    leads = {role.value: ParticipationRole.CO_LEAD.value for role in LEADING_ROLES}
    added = [row | {"role": leads.get(row["role"], row["role"])} for row in others if row["entity"] not in named]
    return [*own, *added]


def preview(survivor, absorbed):
    """The content that a merge of the two would make now."""
    declined = survivor.participations.filter(state=ParticipationState.DECLINED).values_list("entity__slug", flat=True)
    return desk.clean(
        survivor.kind,
        merged_content(survivor.working_copy.content(), absorbed.working_copy.content(), declined=set(declined)),
    )


def _lock(*records):
    """Lock both records in reference order; returned in the order given."""
    rows = {row.pk: row for row in Record.objects.filter(pk__in=[record.pk for record in records]).locked()}
    return [rows[record.pk] for record in records]


def _check(survivor, absorbed):
    """Two cleared records of one kind, both read, neither in work."""
    if survivor.pk == absorbed.pk or survivor.kind != absorbed.kind:
        raise ProcessError(_("Only two records of the same kind become one."))
    for record in (survivor, absorbed):
        if record.state != RecordState.CLEAN or record.withdrawn_at or record.merged_into_id:
            raise ProcessError(
                _("%(reference)s is being changed or is withdrawn. Let that be settled first.")
                % {"reference": record.reference}
            )


def _carry_out(merge, survivor, absorbed, by):
    """Write the survivor's new version; the absorbed one leaves every reader's lists and points to the survivor."""
    _check(survivor, absorbed)
    content = preview(survivor, absorbed)
    confirmed = absorbed.participations.filter(state=ParticipationState.CONFIRMED).values("entity")
    merge.version = review.write_cleared(
        record=survivor, content=content, submitted_by=by, cleared_by=merge.proposed_by, reason=merge.reason
    )
    # Whoever confirmed its part in the one has not been asked about the other, but it is the same work.
    survivor.participations.filter(entity__in=confirmed, state=ParticipationState.NAMED).update(
        state=ParticipationState.CONFIRMED
    )
    readers = kind_of(absorbed.kind).entry.objects.filter(record=absorbed).values_list("audience", flat=True)
    MergedAddress.objects.bulk_create(
        MergedAddress(audience_id=audience, reference=absorbed.reference, into=survivor.reference)
        for audience in sorted(readers)
    )
    absorbed.merged_into = survivor
    absorbed.save(update_fields=["merged_into"])
    _settle(merge, MergeState.DONE)
    refresh(survivor, absorbed)


def _settle(merge, state):
    merge.state, merge.settled_at = state, clock.now()
    merge.save(update_fields=["state", "settled_at", "version"])
