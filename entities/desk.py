"""Saving working copies: begin, edit, add progress, propose, settle, discard."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError

from entities.choices import LEADING_ROLES, ParticipationState, ProposalState, RecordState, Role
from entities.content import remembering
from entities.history import acting
from entities.kinds import kind_of
from entities.labels import labels
from entities.models import Entity, FormDraft, ProgressLine, Proposal, Record, Revision
from entities.models.record import draw_reference
from entities.models.working_copy import write_participants
from entities.policies import Action, demand
from entities.roles import entities_of, has_focal_point, is_secretariat
from entities.sharing import lock
from ungass_portal.lib import clock
from ungass_portal.lib.lists import listed
from ungass_portal.lib.problems import EditConflict, ProcessError


def clean(kind, content):
    """Validate a whole content; raises rest_framework ValidationError with messages by field."""
    return _cleaner(_serializer(kind))(content)


def cleaner(kind):
    """A function that validates contents of a kind as `clean` does: made once where there are many of them."""
    return _cleaner(remembering(_serializer(kind)))


def _serializer(kind):
    return kind_of(kind).content(context={"labels": labels()})


def _cleaner(serializer):

    def clean_one(content):
        return {name: _plain(value) for name, value in serializer.run_validation(content).items()}

    return clean_one


def _plain(value):
    """Validated data as plain JSON values."""
    return dict(value) if isinstance(value, dict) else value


def blank(kind):
    """The content of an empty form: every field at its default."""
    return clean(kind, {"title": "-"}) | {"title": ""}


@transaction.atomic
def create(*, kind, content, by, draft_key=None, reference=None, published=False):
    """Begin a record with its first saved wording; sending the same blank form twice makes one record.

    `reference` is for loaders of records with a fixed one; `published` for the secretariat, which takes over what an
    entity has published itself. Raises ValidationError or ProcessError.
    """
    if draft_key and (twin := _twin(draft_key, by)):
        return twin
    content = clean(kind, content)
    if not (published and is_secretariat(by)):
        _own_side(content, by)
    record = Record(kind=kind, created_by=by, created_at=clock.now())
    if draft_key:
        record.draft_key = draft_key
    with acting(by):
        record.reference = reference or _free_reference(kind)
        try:
            with transaction.atomic():
                record.save(force_insert=True)
        except IntegrityError:
            # The same form, sent twice at the same time: the other one was first.
            if draft_key and (twin := _twin(draft_key, by)):
                return twin
            raise
        working = kind_of(kind).working_copy(record=record)
        write(record, working, content, by)
        FormDraft.objects.filter(person=by, draft_key=record.draft_key).delete()
    return record


def _twin(draft_key, by):
    """The record that this very form has made already."""
    return Record.objects.filter(draft_key=draft_key, created_by=by).first()


def _free_reference(kind):
    """A reference that no record has."""
    while Record.objects.filter(reference=(reference := draw_reference(kind))).exists():
        continue
    return reference


def _own_side(content, by):
    """The lead or a co-lead must be one of the person's entities; the secretariat stands in for those without one."""
    leading = [row["entity"] for row in content["participants"] if row["role"] in LEADING_ROLES]
    ids = set(Entity.objects.filter(slug__in=leading).values_list("pk", flat=True))
    if ids & entities_of(by, Role.FOCAL_POINT, Role.CONTRIBUTOR):
        return
    if is_secretariat(by) and not has_focal_point(ids):
        return
    raise ValidationError({"participants": [_("Name your own entity as lead or co-lead.")]})


@transaction.atomic
def save(*, record, content, base_revision, by, reason=""):
    """Save an edited working copy; raises EditConflict when somebody saved since `base_revision`."""
    record = lock(record)
    demand(by, Action.EDIT, record)
    content = clean(record.kind, content)
    theirs = record.working_copy.content()
    if record.revision != base_revision:
        base = record.revisions.filter(number=base_revision).first()
        if base is None:
            raise ProcessError(_("This form was made from a wording that does not exist. Open the page again."))
        if content != theirs:
            raise EditConflict(base=base.content, theirs=theirs, mine=content, revision=record.revision)
    if content == theirs:
        FormDraft.objects.filter(person=by, record=record).delete()
        return record
    _progress_only_grows(theirs["progress"], content["progress"])
    _declined_stay_away(record, content)
    if not is_secretariat(by):
        _own_side(content, by)
    with acting(by, reason):
        write(record, record.working_copy, content, by, reason=reason)
        FormDraft.objects.filter(person=by, record=record).delete()
    return record


def _progress_only_grows(before, after):
    """Lines of progress are added, never changed."""
    if after[: len(before)] != before:
        raise ValidationError({"progress": [_("Lines of progress stay as they are; add a new one instead.")]})


def _declined_stay_away(record, content):
    """An entity that declined is named nowhere; it can only come back by its own word, given to the secretariat."""
    declined = record.participations.filter(state=ParticipationState.DECLINED).select_related("entity")
    named = {row["entity"] for row in content["participants"]}
    again = [str(row.entity) for row in declined if row.entity.slug in named]
    if again:
        message = _("%(names)s declined to take part. Only its own word, recorded by the secretariat, changes that.")
        raise ValidationError({"participants": [message % {"names": listed(again)}]})


def write(record, working, content, by, *, reason=""):
    """Write the working copy, participations, new progress lines and the revision."""
    slugs = {row["entity"] for row in content["participants"]}
    entities = {entity.slug: entity for entity in Entity.objects.filter(slug__in=slugs)}
    speaking = entities_of(by, Role.FOCAL_POINT, Role.CONTRIBUTOR)
    working.set_content(content)
    working.save()
    write_participants(
        record,
        content["participants"],
        entities=entities,
        confirmed=[slug for slug, entity in entities.items() if entity.pk in speaking],
    )
    known = record.progress.count()
    for line in content["progress"][known:]:
        ProgressLine.objects.create(record=record, on=line["date"], text=line["text"], added_by=by)
    record.revision += 1
    if record.state == RecordState.CLEAN:
        record.state = RecordState.DRAFT
    record.save(update_fields=["revision", "state"])
    Revision.objects.create(
        record=record,
        number=record.revision,
        content=working.content(),
        saved_by=by,
        saved_at=clock.now(),
        reason=reason,
    )


@transaction.atomic
def add_progress(*, record, text, by, on=None):
    """Add a dated line of progress to the working copy."""
    record = lock(record)
    content = record.working_copy.content()
    line = {"date": (on or clock.today()).isoformat(), "text": text}
    return save(
        record=record,
        content=content | {"progress": [*content["progress"], line]},
        base_revision=record.revision,
        by=by,
    )


@transaction.atomic
def close(*, record, on, by, text=""):
    """Say that it is over, with its last day; a record whose start is not known keeps its dates as they are."""
    record = lock(record)
    content, today = record.working_copy.content(), clock.today().isoformat()
    changes = {"status": kind_of(record.kind).over}
    if (content["dates"] or {}).get("from"):
        changes["dates"] = content["dates"] | {"to": on.isoformat()}
    if text.strip():
        changes["progress"] = [*content["progress"], {"date": today, "text": text}]
    return save(record=record, content=content | changes, base_revision=record.revision, by=by)


@transaction.atomic
def discard(*, record, by):
    """Delete a draft that was never submitted; it can be taken back."""
    record = lock(record)
    demand(by, Action.DISCARD, record)
    if record.versions.exists():
        raise ProcessError(_("This record was submitted once. Withdraw it instead of deleting it."))
    with acting(by):
        record.discarded_at = clock.now()
        record.save(update_fields=["discarded_at"])
    return record


@transaction.atomic
def take_back(*, record, by):
    """Take a deleted draft back onto the desk."""
    record = lock(record)
    demand(by, Action.DISCARD, record)
    with acting(by):
        record.discarded_at = None
        record.save(update_fields=["discarded_at"])
    return record


@transaction.atomic
def propose(*, record, changes, by, entity=None, base_revision=None, reason=""):
    """Offer changes of some fields to the lead; the working copy stays as it is until they are accepted."""
    record = lock(record)
    demand(by, Action.PROPOSE, record)
    current = record.working_copy.content()
    cleaned = clean(record.kind, current | changes)
    differing = {name: cleaned[name] for name in changes if cleaned[name] != current[name]}
    if not differing:
        raise ProcessError(_("Nothing differs from the present wording, so there is nothing to propose."))
    with acting(by, reason):
        return Proposal.objects.create(
            record=record,
            base_revision=base_revision or record.revision,
            changes=differing,
            reason=reason,
            proposed_by=by,
            proposed_at=clock.now(),
            entity=entity,
        )


@transaction.atomic
def settle(*, proposal, accepted, by, answer=""):
    """Accept the named fields of a proposal into the working copy and decline the others."""
    record = lock(proposal.record)
    demand(by, Action.SETTLE, record)
    proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if proposal.state != ProposalState.OPEN:
        raise ProcessError(_("This proposal has been settled already."))
    unknown = set(accepted) - set(proposal.changes)
    if unknown:
        raise ProcessError(_("The proposal has no field %(names)s.") % {"names": ", ".join(sorted(unknown))})
    with acting(by, answer):
        if accepted:
            content = record.working_copy.content() | {name: proposal.changes[name] for name in accepted}
            save(
                record=record,
                content=content,
                base_revision=record.revision,
                by=by,
                reason=proposal.reason,
            )
        proposal.decisions = {name: "accepted" if name in accepted else "declined" for name in proposal.changes}
        proposal.state, proposal.settled_by, proposal.settled_at = (
            ProposalState.SETTLED,
            by,
            clock.now(),
        )
        proposal.answer = answer
        proposal.save()
    return proposal
