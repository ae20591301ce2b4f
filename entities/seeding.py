"""A large made-up registry, written set by set; every row is as the processes would have left it.

Contents come from the apps that know their kind. Here they become cleared records with versions,
participations, agreements and entries, by the same payloads and columns as the gate's own.
"""

import random
import uuid
from collections import Counter
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import connection
from django.utils import timezone

from entities.audiences import OUTSIDE, Reading, includes
from entities.choices import ChangeKind, Decision, Outcome, ParticipationRole, ParticipationState, RecordState, Role
from entities.kinds import entry_models, kind_of
from entities.labels import labels
from entities.loading import draw_ids
from entities.models import (
    Agreement,
    AudienceClock,
    Change,
    Entity,
    Membership,
    Participation,
    Record,
    Revision,
    User,
    Version,
)
from entities.payload import current_format, make_payload, payload_sha256, readable_last_confirmed
from entities.row_sets import Rows, values_of
from ungass_portal.lib import clock

ENTITIES = 40
BATCH = 5_000
MANY = 20_000  # from so many on, indexes are built afterwards
SHARES = ((Reading.PUBLIC, 0.35), (Reading.PARTNERS, 0.25), (Reading.NETWORK, 0.40))
FIRST_DAY = date(2016, 4, 21)


@dataclass(frozen=True)
class Draft:
    """A record to be: its content, and the widest audience that it reaches."""

    kind: str
    reference: str
    content: dict
    audience: str


class Cast:
    """Entities of the made-up registry, each with a focal point, and the secretariat's person who clears."""

    def __init__(self):
        found = labels()
        self.network = found.network
        self.slugs = [*sorted(self.network), *(slug for slug in sorted(found.of("entity")) if slug not in self.network)]
        self.slugs = self.slugs[:ENTITIES]
        self.ids = dict(Entity.objects.filter(slug__in=self.slugs).values_list("slug", "pk"))
        self.focal_points = {
            slug: self._person(f"seed-{slug}", Role.FOCAL_POINT, entity_id=self.ids[slug]) for slug in self.slugs
        }
        self.secretariat = self._person("seed-secretariat", Role.SECRETARIAT)

    def _person(self, name, role, **place):
        """A person who cannot sign in, made once."""
        person = User.objects.filter(email=f"{name}@portal.invalid").first()
        if person is None:
            person = User.objects.create_user(f"{name}@portal.invalid", name=name, is_active=False)
            Membership.objects.create(user=person, role=role, starts=FIRST_DAY, **place)
        return person.pk


@contextmanager
def without_indexes(found):
    """Build the indexes of these tables once, after the rows are in: many times faster than row by row.

    Keys and constraints stay. The tables are closed to readers until the transaction ends.
    """
    with connection.schema_editor() as editor:
        for model in found:
            for index in model._meta.indexes:
                editor.remove_index(model, index)
    yield
    with connection.schema_editor() as editor:
        for model in found:
            for index in model._meta.indexes:
                editor.add_index(model, index)


class Writer:
    """Writes drafts as cleared records, with the clocks of the audiences running on from where they stand."""

    def __init__(self, cast, rng):
        self.cast, self.rng = cast, rng
        clocks = AudienceClock.objects.order_by("audience__order").select_for_update(of=("self",))
        self.positions = {row.audience_id: row.position for row in clocks}
        self.moment = timezone.make_aware(datetime.combine(clock.today() - timedelta(days=365), time(6)))
        self.rows = Rows()

    def write(self, drafts):
        """Write all drafts and move the clocks; returns how many entries each audience got."""
        step = timedelta(days=365) / max(len(drafts), 1)
        before = Counter(self.positions)
        building = without_indexes(entry_models()) if len(drafts) >= MANY else nullcontext()
        with connection.cursor() as cursor, building:
            # foreign keys are checked with each batch: a heap of deferred checks slows every trigger down
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for start in range(0, len(drafts), BATCH):
                batch = drafts[start : start + BATCH]
                ids = zip(*(draw_ids(model, len(batch)) for model in (Record, Revision, Version)), strict=True)
                for draft, pks in zip(batch, ids, strict=True):
                    self.moment += step
                    self._record(draft, *pks)
                self.rows.copy(cursor)
        for audience, position in self.positions.items():
            AudienceClock.objects.filter(audience=audience).update(position=position)
        return dict(Counter(self.positions) - before)

    def _record(self, draft, record_id, revision_id, version_id):
        """All rows of one cleared record."""
        content, at, kind = draft.content, self.moment, kind_of(draft.kind)
        lead = content["participants"][0]["entity"]
        author = self.cast.focal_points[lead]
        record = Record(
            pk=record_id,
            reference=draft.reference,
            kind=draft.kind,
            state=RecordState.CLEAN,
            revision=1,
            last_confirmed=at.date(),
            draft_key=uuid.UUID(int=self.rng.getrandbits(128), version=4),
            created_by_id=author,
            created_at=at,
            submitted_by_id=author,
        )
        self.rows.add(Record, **values_of(record))
        self.rows.add(
            Revision, id=revision_id, record_id=record_id, number=1, content=content, saved_by_id=author, saved_at=at
        )
        self.rows.add(
            Version,
            id=version_id,
            record_id=record_id,
            number=1,
            revision_id=revision_id,
            language=content["language"],
            submitted_by_id=author,
            submitted_at=at,
            outcome=Outcome.CLEARED,
            decided_by_id=self.cast.secretariat,
            decided_at=at,
        )
        working = kind.working_copy(record_id=record_id)
        working.set_content(content)
        self.rows.add(kind.working_copy, **values_of(working))
        deciders = self._participations(draft, record_id)
        self._entries(draft, record, version_id, deciders)

    def _participations(self, draft, record_id):
        """Who takes part; returns the states, and confirms those who let the record out."""
        shared = draft.audience != Reading.NETWORK
        states = {}
        for place, part in enumerate(draft.content["participants"]):
            slug = part["entity"]
            decides = part["role"] == ParticipationRole.LEAD or slug in self.cast.network
            confirmed = place == 0 or (shared and decides)
            states[slug] = ParticipationState.CONFIRMED if confirmed else ParticipationState.NAMED
            self.rows.add(
                Participation,
                record_id=record_id,
                entity_id=self.cast.ids[slug],
                role=part["role"],
                office=part["office"],
                state=states[slug],
            )
        return states

    def _entries(self, draft, record, version_id, states):
        """The entry of each audience that the record reaches, its agreements and its step of the cursor."""
        model = kind_of(draft.kind).entry
        reached = [] if draft.audience == Reading.NETWORK else includes(draft.audience)
        for audience in (Reading.NETWORK, *reached):
            number = current_format(draft.kind, audience)
            payload = make_payload(
                record=record,
                content=draft.content,
                states=states,
                audience=audience,
                format_number=number,
                network=self.cast.network,
            )
            sha256 = payload_sha256(payload)
            self.positions[str(audience)] += 1
            position = self.positions[str(audience)]
            self.rows.add(
                model,
                audience_id=str(audience),
                record_id=record.pk,
                version_id=version_id,
                payload=payload,
                payload_sha256=sha256,
                format_number=number,
                last_confirmed=readable_last_confirmed(record, audience, number),
                position=position,
                updated_at=self.moment,
                **model.columns_from(payload),
                **model.links_from(draft.content),
            )
            self.rows.add(
                Change,
                audience_id=str(audience),
                position=position,
                reference=draft.reference,
                kind=ChangeKind.CREATED,
                at=self.moment,
            )
            if audience in OUTSIDE:
                self._agreements(draft, record, version_id, audience, number, sha256)

    def _agreements(self, draft, record, version_id, audience, number, sha256):
        """The word of every decider, bound to the payload."""
        for part in draft.content["participants"]:
            slug = part["entity"]
            if part["role"] != ParticipationRole.LEAD and slug not in self.cast.network:
                continue
            self.rows.add(
                Agreement,
                record_id=record.pk,
                version_id=version_id,
                entity_id=self.cast.ids[slug],
                audience_id=str(audience),
                format_number=number,
                payload_sha256=sha256,
                decision=Decision.AGREE,
                decided_by_id=self.cast.focal_points[slug],
                role=Role.FOCAL_POINT,
                at=self.moment,
            )


def draw_references(rng, prefix, count):
    """References that no record has, drawn at random from the seed."""
    taken = set(Record.objects.filter(reference__startswith=prefix).values_list("reference", flat=True))
    free = [number for number in range(100_000, 1_000_000) if f"{prefix}-{number}" not in taken]
    return [f"{prefix}-{number}" for number in rng.sample(free, count)]


def draw_audience(rng):
    """The widest audience of a record, in the shares above."""
    names, weights = zip(*SHARES, strict=True)
    return rng.choices(names, weights)[0]


def generator(seed):
    """The source of chance: the same seed makes the same registry."""
    return random.Random(seed)
