"""The gate of one record: who must agree before its wording goes outside, and what each audience may read now."""

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Prefetch, prefetch_related_objects

from entities.audiences import Reading
from entities.choices import AgreementScope, Decision, Outcome, ParticipationRole, ParticipationState
from entities.kinds import kind_of
from entities.labels import labels
from entities.models import Agreement, Participation, Version
from entities.payload import current_format, make_payload, payload_sha256
from ungass_portal.lib import clock

SHOWN = (Outcome.CLEARED, Outcome.SUPERSEDED)
READ = ("_gate_participations", "_gate_versions", "_gate_ledger")


@dataclass(frozen=True)
class Passage:
    """What may go to one audience now: a version's payload in a format, until a day or for good."""

    version: object
    format_number: int
    payload: dict
    sha256: str
    until: date | None


class Gate:
    """The gate of one record: its versions, participations and ledger, read once."""

    def __init__(self, record, *, prefetched=False):
        self.record = record
        self.kind = kind_of(record.kind)
        self.network = labels().network
        if not prefetched:
            _read_along([record])
        # taken off the record, so that the next gate of the same record reads anew
        rows, self.versions, self.ledger = (record.__dict__.pop(name) for name in READ)
        self.states = {row.entity.slug: row.state for row in rows}
        self.ids = {row.entity.slug: row.entity_id for row in rows}
        self.leaving = {row.entity.slug for row in rows if row.leaving}

    @property
    def cleared(self):
        """The version that the network reads, or None."""
        return next((version for version in self.versions if version.outcome == Outcome.CLEARED), None)

    def deciders(self, version):
        """Slugs of the entities that must all agree before the version leaves the network.

        Every lead decides, co-leads and partners decide if they belong to the network; one that declined
        takes no part. Nobody left means that nothing may leave.
        """
        found = []
        for row in version.content["participants"]:
            slug = row["entity"]
            if self.states.get(slug) == ParticipationState.DECLINED:
                continue
            if row["role"] == ParticipationRole.LEAD or slug in self.network:
                found.append(slug)
        return found

    def kept_inside(self, version):
        """Why a wording is for the network only, whatever its deciders say, in words; "" where it may leave."""
        return self.kind.kept_inside(version.content) if self.kind.kept_inside else ""

    def payload(self, version, audience, format_number=None):
        """The version as the audience would read it; returns (payload, SHA-256)."""
        payload = make_payload(
            record=self.record,
            content=version.content,
            states=self.states,
            audience=audience,
            format_number=format_number or current_format(self.record.kind, audience),
            network=self.network,
        )
        return payload, payload_sha256(payload)

    def word(self, slug, version, audience, format_number, sha256):
        """The decider's agreement to exactly this payload that was not taken back, lapsed or not; or None."""
        found = None
        for row in self.ledger:
            if row.entity.slug != slug or row.audience_id != audience:
                continue
            same = (row.version_id, row.format_number, row.payload_sha256) == (
                version.pk,
                format_number,
                sha256,
            )
            if row.decision == Decision.WITHDRAW or (same and row.decision == Decision.DECLINE):
                found = None
            elif same and row.decision == Decision.AGREE:
                found = row
        return found

    def live_word(self, slug, version, audience, format_number, sha256):
        """The decider's agreement to exactly this payload that still holds, or None."""
        found = self.word(slug, version, audience, format_number, sha256)
        return found if found and (found.until is None or found.until >= clock.today()) else None

    def standing_word(self, slug, audience):
        """The decider's last word, if it reaches “this record from now on” and carries to a new wording; or None.

        A word given for an older format is not carried: a field listed later is not let out by it.
        """
        if self.states.get(slug) != ParticipationState.CONFIRMED:
            return None
        rows = [row for row in self.ledger if row.entity.slug == slug and row.audience_id == audience]
        last = rows[-1] if rows else None
        holds = last and last.decision == Decision.AGREE and last.scope == AgreementScope.RECORD
        in_time = holds and (last.until is None or last.until >= clock.today())
        return last if in_time and last.format_number == current_format(self.record.kind, audience) else None

    def waiting_for(self, version, audience):
        """Deciders without a live word on the version's present payload; none where it is for the network only."""
        if self.kept_inside(version):
            return []
        number = current_format(self.record.kind, audience)
        _payload, sha256 = self.payload(version, audience, number)
        return [slug for slug in self.deciders(version) if not self.live_word(slug, version, audience, number, sha256)]

    def passage(self, audience):
        """What the audience may read now; None when nothing. The public never reads longer than partners do."""
        record = self.record
        if record.withdrawn_at or record.discarded_at or record.merged_into_id or record.own_only or not self.cleared:
            return None
        if audience == Reading.NETWORK:
            payload, sha256 = self.payload(self.cleared, audience)
            return Passage(self.cleared, current_format(record.kind, audience), payload, sha256, None)
        found = self.outside_passage(audience)
        if audience == Reading.PARTNERS or not found:
            return found
        partners = self.outside_passage(Reading.PARTNERS)
        return partners and replace(found, until=earliest(found.until, partners.until))

    def outside_passage(self, audience):
        """The newest wording on which all its deciders agreed: editing leaves the last agreed one.

        A wording for the network only is passed over. When an agreement to the agreed one has run out nothing is
        left: an older wording does not come back in its place.
        Whoever agrees confirms its part by that, so nobody unconfirmed is named outside.
        """
        for version in self.versions:
            if self.kept_inside(version):
                continue
            deciders = self.deciders(version)
            for number in sorted(self.kind.formats[audience], reverse=True):
                payload, sha256 = self.payload(version, audience, number)
                words = [self.word(slug, version, audience, number, sha256) for slug in deciders]
                if words and all(words):
                    until = earliest(*[word.until for word in words])
                    lapsed = until and until < clock.today()
                    return None if lapsed else Passage(version, number, payload, sha256, until)
        return None


def _read_along(records):
    """Read what gates are made of: three queries for any number of records."""
    querysets = (
        Participation.objects.select_related("entity"),
        Version.objects.filter(outcome__in=SHOWN).select_related("revision").order_by("-number"),
        Agreement.objects.select_related("entity").order_by("pk"),
    )
    relations = ("participations", "versions", "agreements")
    prefetch_related_objects(
        records,
        *(Prefetch(*row, to_attr=name) for *row, name in zip(relations, querysets, READ, strict=True)),
    )


def gates_of(records):
    """The gates of several records."""
    records = list(records)
    _read_along(records)
    return [Gate(record, prefetched=True) for record in records]


def earliest(*days):
    """The first of some days; None is no limit."""
    return min((day for day in days if day), default=None)
