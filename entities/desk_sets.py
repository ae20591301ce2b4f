"""The desk's processes for many records at once: begin, save, propose and submit, set by set.

The same rules as in `desk.py` and `review.py`, which act on one record; the number of statements does not grow with
the records. Callers have asked the policies (`entities/policies.py`) for each record and cleaned each content.
"""

import uuid
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import F, Max

from entities.choices import (
    LEADING_ROLES,
    Outcome,
    ParticipationState,
    RecordKind,
    RecordState,
    Role,
)
from entities.history import acting
from entities.kinds import kind_of
from entities.loading import draw_ids
from entities.models import Entity, FormDraft, Participation, ProgressLine, Proposal, Record, Revision, Version
from entities.models.record import draw_reference
from entities.review import goes_to_focal_point
from entities.roles import entities_of
from entities.row_sets import Rows, update_rows, values_of
from ungass_portal.lib import clock

SUBMITTABLE = (RecordState.DRAFT, RecordState.RETURNED)


@dataclass(frozen=True)
class Saving:
    """A whole cleaned content to be saved on top of what the record holds."""

    record: Record
    content: dict


class _Writer:
    """Rows of revisions, participations and progress that savings have in common."""

    def __init__(self, by, contents, reason=""):
        self.by, self.reason, self.rows = by, reason, Rows()
        slugs = {part["entity"] for content in contents for part in content["participants"]}
        self.ids = dict(Entity.objects.filter(slug__in=slugs).values_list("slug", "pk"))
        self.speaking = entities_of(by, Role.FOCAL_POINT, Role.CONTRIBUTOR)

    def part(self, record, part):
        """Name an entity in a record; one of the person's own has spoken by this."""
        entity = self.ids[part["entity"]]
        confirmed = entity in self.speaking
        self.rows.add(
            Participation,
            record_id=record.pk,
            entity_id=entity,
            role=part["role"],
            office=part["office"],
            state=ParticipationState.CONFIRMED if confirmed else ParticipationState.NAMED,
        )

    def revision(self, record, content):
        """Write the content down as the record's newest revision."""
        self.rows.add(
            Revision,
            record_id=record.pk,
            number=record.revision,
            content=content,
            saved_by_id=self.by.pk,
            saved_at=clock.now(),
            reason=self.reason,
        )

    def progress(self, record, lines):
        """Add lines of progress."""
        for line in lines:
            self.rows.add(ProgressLine, record_id=record.pk, on=line["date"], text=line["text"], added_by_id=self.by.pk)

    def copy(self):
        """Write everything."""
        with connection.cursor() as cursor:
            self.rows.copy(cursor)


def _tell_audit():
    """Let the audit know who acts: COPY, which it does not watch, takes over what the last statement told it."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE entities_record SET revision = revision WHERE false")


@transaction.atomic
def create_all(kind, contents, *, by, reason=""):
    """Begin a record for each cleaned content; returns them in order."""
    references = _free_references(kind, len(contents))
    pks = draw_ids(Record, len(contents))
    records = [
        Record(
            pk=pk, reference=reference, kind=kind, revision=1, draft_key=uuid.uuid4(), created_by=by,
            created_at=clock.now(),
        )
        for pk, reference in zip(pks, references, strict=True)
    ]  # fmt: skip
    with acting(by, reason):
        _tell_audit()
        writer = _Writer(by, contents, reason)
        working = kind_of(kind).working_copy
        for record, content in zip(records, contents, strict=True):
            writer.rows.add(Record, **values_of(record))
            copy = working(record_id=record.pk)
            copy.set_content(content)
            writer.rows.add(working, **values_of(copy))
        for record, content in zip(records, contents, strict=True):
            for part in content["participants"]:
                writer.part(record, part)
            writer.progress(record, content["progress"])
            writer.revision(record, content)
        writer.copy()
    return records


def _free_references(kind, count):
    """References that no record has, and each once."""
    found = set()
    while len(found) < count:
        drawn = {draw_reference(kind) for _number in range(count - len(found))}
        found |= drawn - set(Record.objects.filter(reference__in=drawn).values_list("reference", flat=True))
    return sorted(found)


@transaction.atomic
def save_all(kind, savings, *, by, reason=""):
    """Save cleaned contents of locked records of one kind on top of what they hold."""
    if not savings:
        return
    records, contents = [saving.record for saving in savings], [saving.content for saving in savings]
    with acting(by, reason):
        _tell_audit()
        writer = _Writer(by, contents, reason)
        known = _progress_of(records)
        copies = []
        for record, content in zip(records, contents, strict=True):
            copy = kind_of(kind).working_copy(record_id=record.pk)
            copy.set_content(content)
            copies.append(copy)
            record.revision += 1
            record.state = RecordState.DRAFT if record.state == RecordState.CLEAN else record.state
            writer.progress(record, content["progress"][known.get(record.pk, 0) :])
            writer.revision(record, content)
        names = [field.name for field in copies[0]._meta.concrete_fields if not field.primary_key]
        update_rows(kind_of(kind).working_copy, copies, names)
        _take_parts(records, contents, writer)
        update_rows(Record, records, ["revision", "state"])
        writer.copy()
        FormDraft.objects.filter(person=by, record__in=records).delete()


def _progress_of(records):
    """How many lines of progress each record has."""
    rows = ProgressLine.objects.filter(record__in=records).values_list("record", flat=True)
    found = {}
    for pk in rows:
        found[pk] = found.get(pk, 0) + 1
    return found


def _take_parts(records, contents, writer):
    """Make the participations those of the contents, as `write_participants` does for one record."""
    known = {}
    for row in Participation.objects.filter(record__in=records):
        known.setdefault(row.record_id, {})[row.entity_id] = row
    changed = []
    for record, content in zip(records, contents, strict=True):
        rows = known.get(record.pk, {})
        wanted = {writer.ids[part["entity"]]: part for part in content["participants"]}
        for entity, row in rows.items():
            before = (row.role, row.office, row.state, row.leaving)
            if entity not in wanted:
                row.leaving = row.leaving or row.state != ParticipationState.DECLINED
            else:
                row.role, row.office, row.leaving = wanted[entity]["role"], wanted[entity]["office"], False
                row.state = ParticipationState.CONFIRMED if entity in writer.speaking else row.state
            if before != (row.role, row.office, row.state, row.leaving):
                changed.append(row)
        for entity, part in wanted.items():
            if entity not in rows:
                writer.part(record, part)
    update_rows(Participation, changed, ["role", "office", "state", "leaving"])


@transaction.atomic
def propose_all(offers, *, by, entity, reason=""):
    """Offer changes of some fields to the leads: (record, changes, base revision) of each; returns the proposals."""
    with acting(by, reason):
        return Proposal.objects.bulk_create(
            [
                Proposal(
                    record=record,
                    base_revision=base,
                    changes=changes,
                    reason=reason,
                    proposed_by=by,
                    proposed_at=clock.now(),
                    entity=entity,
                )
                for record, changes, base in offers
            ]
        )


@transaction.atomic
def submit_all(records, *, by, reason=""):
    """Submit those locked records that are ready as they stand; returns them. The others stay drafts."""
    pks = [record.pk for record in records if record.state in SUBMITTABLE and not record.withdrawn_at]
    if not pks:
        return []
    revisions = {row.record_id: row for row in _newest(pks)}
    ready = [record for record in records if record.pk in revisions and _is_ready(record, revisions[record.pk].content)]
    numbers = dict(Version.objects.filter(record__in=ready).values_list("record").annotate(last=Max("number")))
    cleared = dict(Version.objects.filter(record__in=ready, outcome=Outcome.CLEARED).values_list("record", "pk"))
    with acting(by, reason):
        _tell_audit()
        rows, through = Rows(), _Through(by, ready)
        for record in ready:
            revision = revisions[record.pk]
            rows.add(
                Version,
                record_id=record.pk,
                number=numbers.get(record.pk, 0) + 1,
                revision_id=revision.pk,
                base_id=cleared.get(record.pk),
                language=revision.content["language"],
                submitted_by_id=by.pk,
                submitted_at=clock.now(),
            )
            record.state = RecordState.WITH_FOCAL_POINT if through.asked(record) else RecordState.SUBMITTED
            record.submitted_by, record.last_confirmed = by, clock.today()
        with connection.cursor() as cursor:
            rows.copy(cursor)
        update_rows(Record, ready, ["state", "submitted_by", "last_confirmed"])
    return ready


def _newest(pks):
    """The newest revision of each record."""
    return Revision.objects.filter(record__in=pks, number=F("record__revision"))


def _is_ready(record, content):
    """An activity or a mandate needs a summary, as `review.submit` asks."""
    return record.kind == RecordKind.EVENT or bool(content["summary"].strip())


class _Through:
    """Does a submission go to the own focal point first? Asked once for each set of leading entities."""

    def __init__(self, by, records):
        self.by, self.known = by, {}
        self.leading = {}
        rows = Participation.objects.filter(record__in=records, role__in=LEADING_ROLES)
        for record, entity in rows.exclude(state=ParticipationState.DECLINED).values_list("record", "entity"):
            self.leading.setdefault(record, set()).add(entity)

    def asked(self, record):
        """Does the record's submission go to the own focal point?"""
        key = frozenset(self.leading.get(record.pk, ()))
        if key not in self.known:
            self.known[key] = goes_to_focal_point(record, self.by)
        return self.known[key]
