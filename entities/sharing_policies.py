"""Standing policies: what an entity says beforehand, put on the ledger record by record when a wording is cleared.

The narrowest policy that fits a record wins; of equally narrow ones the strictest. A policy speaks for its own entity
only, and only where that entity has confirmed its part. A record that somebody has declined or taken back by hand is
left alone until the entity agrees to it by hand again: what a person said about one record outweighs any policy.
"""

from dataclasses import dataclass, field
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from entities.audiences import OUTSIDE, Reading
from entities.choices import AgreementScope, Decision, ParticipationState, PolicyWord, Role
from entities.gate import Gate, gates_of
from entities.history import acting
from entities.models import Participation, Record, SharingPolicy
from entities.payload import current_format
from entities.roles import entities_of
from entities.sharing import Word, lock, refresh, write_word
from ungass_portal.lib import clock
from ungass_portal.lib.problems import ProcessError

STRICTEST_FIRST = (PolicyWord.DECLINE, PolicyWord.ASK, PolicyWord.AGREE)
BATCH = 200


@transaction.atomic
def make(*, policy, by):
    """Put a policy in force. It ends the one that speaks of the same records; the cycle says its words."""
    if policy.entity_id not in entities_of(by, Role.FOCAL_POINT):
        raise PermissionDenied
    with acting(by, policy.reason):
        for former in _same(policy):
            _end(former)
        policy.made_by, policy.made_at, policy.starts = by, clock.now(), clock.today()
        policy.save()
    return policy


@transaction.atomic
def end(*, policy, by, reason=""):
    """Let a policy end today: it says nothing more. What it has said stays on the ledger and holds."""
    policy = SharingPolicy.objects.select_for_update(of=("self",)).get(pk=policy.pk)
    if policy.entity_id not in entities_of(by, Role.FOCAL_POINT):
        raise PermissionDenied
    if policy.ends and policy.ends < clock.today():
        raise ProcessError(_("This policy has ended already."))
    with acting(by, reason):
        _end(policy)
    return policy


def _same(policy):
    """The policies in force that speak of exactly the same records."""
    rows = SharingPolicy.objects.current().filter(
        entity=policy.entity, audience=policy.audience_id, kind=policy.kind, level=policy.level, chapter=policy.chapter
    )
    return rows.select_for_update(of=("self",))


def _end(policy):
    policy.ends = clock.today() - timedelta(days=1)
    policy.save(update_fields=["ends"])


def carry_policies(gate):
    """After a clearing or a confirmation: let the policies of the record's deciders speak about its cleared wording.

    The caller has locked the record and refreshes it. Returns how many words were said.
    """
    version, said = gate.cleared, 0
    if version is None or gate.kept_inside(version):
        return 0
    slugs = gate.deciders(version)
    by_entity = {}
    ids = [gate.ids[slug] for slug in slugs if slug in gate.ids]
    for policy in SharingPolicy.objects.current().filter(entity__in=ids).select_related("entity", "made_by"):
        by_entity.setdefault(policy.entity.slug, []).append(policy)
    for slug in slugs:
        for audience, policy in words_of(gate, slug, by_entity.get(slug, [])).items():
            decision = Decision.AGREE if policy.word == PolicyWord.AGREE else Decision.DECLINE
            word = Word(audience, decision, AgreementScope.WORDING, None, policy.reason)
            role = Role.FOCAL_POINT
            write_word(gate, version, audience, policy.entity, word, policy.made_by, role, standing=True, policy=policy)
            said += 1
    return said


def words_of(gate, slug, policies):
    """The words that an entity's policies have still to say about the cleared wording: audience to policy."""
    if gate.states.get(slug) != ParticipationState.CONFIRMED:
        return {}
    found = chosen(policies, gate.record.kind, gate.cleared.content)
    return {
        audience: policy
        for audience, policy in found.items()
        if policy.word != PolicyWord.ASK and _is_open(gate, slug, audience, policy)
    }


def chosen(policies, kind, content):
    """The policy that speaks for each outside audience. The public includes partners, so the stricter holds for it."""
    found = {audience: _narrowest(policies, audience, kind, content) for audience in OUTSIDE}
    partners, public = found[Reading.PARTNERS], found[Reading.PUBLIC]
    if public and public.word == PolicyWord.AGREE:
        if partners is None:
            found[Reading.PARTNERS] = public
        elif partners.word != PolicyWord.AGREE:
            found[Reading.PUBLIC] = partners
    elif public is None and partners and partners.word == PolicyWord.DECLINE:
        found[Reading.PUBLIC] = partners
    return {audience: policy for audience, policy in found.items() if policy}


def _narrowest(policies, audience, kind, content):
    fitting = [policy for policy in policies if policy.audience_id == audience and policy.fits(kind, content)]
    if not fitting:
        return None
    most = max(policy.narrowness for policy in fitting)
    return min(
        (policy for policy in fitting if policy.narrowness == most),
        key=lambda policy: STRICTEST_FIRST.index(policy.word),
    )


def _is_open(gate, slug, audience, policy):
    """Has nothing been said that the policy must leave alone, or has said already?"""
    version, number = gate.cleared, current_format(gate.record.kind, audience)
    said = [row for row in gate.ledger if row.entity.slug == slug and row.audience_id == audience]
    last = said[-1] if said else None
    if last and last.policy_id is None and last.decision != Decision.AGREE:
        return False
    if policy.word == PolicyWord.DECLINE:
        # Never: what was agreed to by hand stays, and nothing is declined twice.
        return last is None or last.version_id != version.pk
    return not gate.live_word(slug, version, audience, number, gate.payload(version, audience, number)[1])


@dataclass
class Preview:
    """What a policy would do now, counted record by record."""

    fitting: int = 0  # records that it decides about
    words: int = 0  # words that it would put on the ledger
    goes_out: list = field(default_factory=list)  # references that the audience reads at once
    waits: list = field(default_factory=list)  # (reference, whose words are missing)
    declined: list = field(default_factory=list)
    left: list = field(default_factory=list)  # a person has spoken, or the word is there already


def preview(policy):
    """What would happen if the policy were put in force now. Nothing is written."""
    found, audience = Preview(), policy.audience_id
    others = [row for row in SharingPolicy.objects.current().filter(entity=policy.entity) if not _replaces(policy, row)]
    for gate in _gates(policy.entity):
        slug = policy.entity.slug
        if gate.states.get(slug) != ParticipationState.CONFIRMED or slug not in gate.deciders(gate.cleared):
            continue
        if gate.kept_inside(gate.cleared):
            continue
        if chosen([*others, policy], gate.record.kind, gate.cleared.content).get(audience) is not policy:
            continue
        found.fitting += 1
        words = words_of(gate, slug, [*others, policy])
        if audience not in words:
            found.left.append(gate.record.reference)
            continue
        found.words += 1
        if policy.word == PolicyWord.DECLINE:
            found.declined.append(gate.record.reference)
            continue
        missing = [other for other in gate.waiting_for(gate.cleared, audience) if other != slug]
        if missing:
            found.waits.append((gate.record.reference, missing))
        else:
            found.goes_out.append(gate.record.reference)
    return found


def _replaces(policy, row):
    """Would the new policy end this one?"""
    return all(getattr(policy, name) == getattr(row, name) for name in ("audience_id", "kind", "chapter", "level"))


def _records(entity):
    """Primary keys of the published records in which the entity has confirmed its part, by reference."""
    part = Participation.objects.filter(entity=entity, state=ParticipationState.CONFIRMED)
    rows = Record.objects.on_desk().filter(pk__in=part.values("record"), withdrawn_at__isnull=True, own_only=False)
    return list(rows.order_by("reference").values_list("pk", flat=True))


def _gates(entity):
    """The gates of the entity's published records, batch by batch."""
    pks = _records(entity)
    for start in range(0, len(pks), BATCH):
        for gate in gates_of(Record.objects.filter(pk__in=pks[start : start + BATCH]).order_by("reference")):
            if gate.cleared:
                yield gate


def speak():
    """Let new policies speak about the records there are; returns how many words were said.

    A step of the cycle. It commits record by record: a run that is killed is made good by the next one.
    """
    said = 0
    for policy in SharingPolicy.objects.current().filter(said_at__isnull=True).order_by("pk"):
        for pk in _records(policy.entity):
            with transaction.atomic():
                record = lock(Record(pk=pk))
                words = carry_policies(Gate(record))
                if words:
                    refresh(record)
                said += words
        policy.said_at = clock.now()
        policy.save(update_fields=["said_at"])
    return said
