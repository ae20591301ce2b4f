"""Sharing: deciders' words on the ledger, and the entries that follow from what the gate lets through."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from entities import withdrawals
from entities.audiences import OUTSIDE, Reading, at_least, includes
from entities.choices import (
    AgreementScope,
    ChangeKind,
    Decision,
    ParticipationRole,
    ParticipationState,
    Role,
)
from entities.gate import Gate
from entities.history import acting
from entities.kinds import entry_models
from entities.models import Agreement, AudienceClock, Change, Record
from entities.payload import current_format, readable_last_confirmed
from entities.policies import Action, demand
from ungass_portal.lib import clock
from ungass_portal.lib.problems import ProcessError

ERASE_AFTER = timedelta(days=30)


def lock(record):
    """Lock a record's row and return it fresh; every process does so first, in reference order."""
    return Record.objects.locked().get(pk=record.pk)


def refresh(*records, taken_back_from=()):
    """Make the entries of locked records what the gate lets through, and move the clocks of touched audiences.

    The clocks are locked last and kept to commit, so positions follow commit order without gaps.
    `taken_back_from` names outside audiences from which somebody took the records back, which is more
    than that they no longer read them: see entities/withdrawals.py.
    """
    now = clock.now()
    steps = {}
    for record in sorted(records, key=lambda record: record.reference):
        gate = Gate(record)
        entries = {entry.audience_id: entry for entry in gate.kind.entry.objects.filter(record=record)}
        passages = {audience: gate.passage(audience) for audience in Reading}
        _let_go(gate, passages)
        for audience, passage in passages.items():
            entry = entries.get(audience.value)
            step = _step(record, gate.kind.entry, audience, entry, passage)
            if step:
                steps.setdefault(audience.value, []).append(step)
    prepared = [withdrawals.prepare(record, taken_back_from) for record in records] if taken_back_from else []
    for ticking in _clocks({*steps, *map(str, taken_back_from)}):
        changes = []
        own = steps.get(ticking.audience_id, [])
        for reference, change, write in [*own, *_linking(ticking.audience_id, own)]:
            ticking.position += 1
            write(ticking.position, now)
            erase_by = now + ERASE_AFTER if change == ChangeKind.WITHDRAWN else None
            changes.append(
                Change(
                    audience_id=ticking.audience_id,
                    position=ticking.position,
                    reference=reference,
                    kind=change,
                    at=now,
                    erase_by=erase_by,
                )
            )
        if changes:
            Change.objects.bulk_create(changes)
            ticking.save(update_fields=["position"])
    for record, made_ready in zip(records, prepared, strict=False):
        withdrawals.follow(record, taken_back_from, made_ready)


def _clocks(audiences):
    """The clocks of some audiences, locked in the order of the audiences until the transaction ends."""
    clocks = AudienceClock.objects.filter(audience__in=audiences).order_by("audience__order")
    return clocks.select_for_update(of=("self",))


def _linking(audience, steps):
    """Steps of the entries whose links lead to a record that comes or goes: they read differently from now on.

    Asked for under the clock's lock, so that no entry written meanwhile is missed.
    """
    moved = [reference for reference, change, _write in steps if change != ChangeKind.CHANGED]
    stepping = {reference for reference, _change, _write in steps}
    for model in entry_models() if moved else ():
        for entry in model.linking_to(moved).filter(audience=audience).exclude(reference__in=stepping):
            yield entry.reference, ChangeKind.CHANGED, partial(_touch, entry)


def _touch(entry, position, now):
    """Let an entry tell that it reads differently."""
    entry.position, entry.updated_at = position, now
    entry.save(update_fields=["position", "updated_at"])


def _let_go(gate, passages):
    """Drop the participations taken off that no wording which anybody reads names any more.

    Until then they stay: whoever an older wording still names outside can take its word back.
    """
    if not gate.leaving:
        return
    read = [gate.cleared, *(passage.version for passage in passages.values() if passage)]
    named = {row["entity"] for version in read if version for row in version.content["participants"]}
    gate.record.participations.filter(leaving=True, entity__slug__in=gate.leaving - named).delete()


def _step(record, model, audience, entry, passage):
    """What must happen to one entry: (reference, change kind, writer), or None when it stands as it is."""
    if passage is None:
        if entry is None:
            return None
        return record.reference, ChangeKind.WITHDRAWN, lambda position, now: entry.delete()
    values = {
        "version_id": passage.version.pk,
        "payload": passage.payload,
        "payload_sha256": passage.sha256,
        "format_number": passage.format_number,
        "readable_until": passage.until,
        "last_confirmed": readable_last_confirmed(record, audience, passage.format_number),
    }
    differing = [name for name, value in values.items() if not entry or getattr(entry, name) != value]
    if not differing:
        return None
    links = model.links_from(passage.version.content)
    if entry and _reads_the_same(entry, values, links):
        model.objects.filter(pk=entry.pk).update(**values, **links)
        return None

    def write(position, now):
        row = entry or model(audience_id=audience.value, record=record)
        for name, value in (values | _columns(model, passage)).items():
            setattr(row, name, value)
        row.position = position
        if differing != ["last_confirmed"]:  # a later confirmation is no new wording
            row.updated_at = now
        row.save()

    return record.reference, ChangeKind.CHANGED if entry else ChangeKind.CREATED, write


def _reads_the_same(entry, values, links):
    """Does the audience read the same before and after? Then it must not notice that anything happened:

    a newer version may differ only in what other audiences read, and an agreement may only last longer.
    """
    lapsed = entry.readable_until and entry.readable_until < clock.today()
    seen = all(getattr(entry, name) == values[name] for name in ("payload", "last_confirmed"))
    return seen and not lapsed and not _readable_among(entry, links)


def _readable_among(entry, links):
    """The links that differ from the entry's own and lead to what its audience reads."""
    differing = {
        reference for name, found in links.items() for reference in _led_to(found) ^ _led_to(getattr(entry, name))
    }
    return differing and {
        reference
        for model in entry_models()
        for reference in model.objects.filter(audience=entry.audience_id, reference__in=differing).values_list(
            "reference", flat=True
        )
    }


def _led_to(link):
    """The references that a link holds: one, or a list of them."""
    return {link} if isinstance(link, str) else set(link)


def _columns(model, passage):
    """The columns of an entry: those of the payload, and its links to other records."""
    return model.columns_from(passage.payload) | model.links_from(passage.version.content)


@dataclass(frozen=True)
class Word:
    """What a decider says: to which audience, how far, until when, why, and on what evidence."""

    audience: str
    decision: str
    scope: str = AgreementScope.WORDING
    until: date | None = None
    reason: str = ""
    evidence: str = ""
    attachment: object = None  # a row of Evidence


@transaction.atomic
def decide(*, record, entity, word, by, version_number=None, sha256=None):
    """Put a decider's word on the ledger and let the entries follow.

    `sha256` is the hash of the payload that the person was shown; another one now is refused.
    Agreeing to the public covers partners; withdrawing from partners withdraws from the public.
    """
    record = lock(record)
    demand(by, Action.AGREE, record)
    gate = Gate(record)
    version = _version(gate, version_number)
    role = _role_for(by, entity, word)
    if entity.slug not in gate.deciders(version):
        raise ProcessError(_("%(entity)s does not decide about this record.") % {"entity": entity})
    if word.decision == Decision.AGREE and (why := gate.kept_inside(version)):
        raise ProcessError(why)
    if word.until and word.until < clock.today():
        raise ProcessError(_("The last day lies in the past. Give a later day, or none."))
    if sha256 and sha256 != gate.payload(version, word.audience)[1]:
        raise ProcessError(_("What would be shared has changed since you opened the page. Read it again and decide."))
    with acting(by, word.reason):
        audiences = includes(word.audience) if word.decision == Decision.AGREE else at_least(word.audience)
        taken_back_from = [audience for audience in audiences if _takes_back(gate, version, audience, entity, word)]
        for audience in audiences:
            write_word(gate, version, audience, entity, word, by, role)
        if word.decision == Decision.AGREE:
            record.participations.filter(entity=entity).update(state=ParticipationState.CONFIRMED)
        refresh(record, taken_back_from=taken_back_from)


def _takes_back(gate, version, audience, entity, word):
    """Does the word end an agreement, rather than decline what was never agreed?"""
    if word.decision == Decision.WITHDRAW:
        return True
    _payload, sha256 = gate.payload(version, audience)
    number = current_format(gate.record.kind, audience)
    return word.decision == Decision.DECLINE and bool(gate.word(entity.slug, version, audience, number, sha256))


def _version(gate, number):
    """The version that is decided about: the cleared one, or an earlier or later one by number."""
    if number is None:
        if not gate.cleared:
            raise ProcessError(_("Nothing has been cleared yet, so there is nothing to share."))
        return gate.cleared
    for version in gate.versions:
        if version.number == number:
            return version
    raise ProcessError(_("This version cannot be shared: it was not cleared."))


def _role_for(by, entity, word):
    """In which role the person speaks for the entity; on behalf needs evidence."""
    for row in by.current_memberships():
        if row.entity_id == entity.pk and row.role == Role.FOCAL_POINT:
            return Role.FOCAL_POINT
    if any(row.role == Role.SECRETARIAT for row in by.current_memberships()):
        if not word.evidence.strip():
            raise ProcessError(_("Deciding on behalf of an entity needs evidence: a letter or a published document."))
        return Role.SECRETARIAT
    raise ProcessError(_("You do not speak for %(entity)s.") % {"entity": entity})


def write_word(gate, version, audience, entity, word, by, role, *, standing=False, policy=None):
    """Add one row to the ledger, bound to the payload that the audience would read."""
    _payload, sha256 = gate.payload(version, audience)
    row = Agreement.objects.create(
        record=gate.record,
        version=version,
        entity=entity,
        audience_id=str(audience),
        format_number=current_format(gate.record.kind, audience),
        payload_sha256=sha256,
        decision=word.decision,
        scope=word.scope,
        standing=standing,
        policy=policy,
        until=word.until,
        reason=word.reason,
        decided_by=by,
        role=role,
        on_behalf=role == Role.SECRETARIAT,
        evidence=word.evidence,
        attachment=word.attachment,
        attachment_sha256=word.attachment.sha256 if word.attachment else "",
        at=clock.now(),
    )
    gate.ledger.append(row)


def carry_standing_words(record):
    """After a clearing: agreements to “this record from now on” make rows for the new wording, and say so."""
    gate = Gate(record)
    version = gate.cleared
    if gate.kept_inside(version):
        return
    for slug in gate.deciders(version):
        for audience in OUTSIDE:
            last = gate.standing_word(slug, audience)
            if last and last.version_id != version.pk:
                word = Word(
                    audience,
                    Decision.AGREE,
                    AgreementScope.RECORD,
                    last.until,
                    last.reason,
                    last.evidence,
                    last.attachment,
                )
                write_word(gate, version, audience, last.entity, word, last.decided_by, last.role, standing=True)


def end_agreements(gate, *, by, role, reason, evidence="", attachment=None, only=None):
    """Write a withdrawal for every decider (or one) whose last word to an outside audience is an agreement."""
    last = {(row.entity_id, row.audience_id): row for row in gate.ledger}
    for row in last.values():
        if row.decision == Decision.AGREE and only in (None, row.entity):
            Agreement.objects.create(
                record=gate.record,
                version=row.version,
                entity=row.entity,
                audience_id=row.audience_id,
                format_number=current_format(gate.record.kind, row.audience_id),
                payload_sha256=row.payload_sha256,
                decision=Decision.WITHDRAW,
                reason=reason,
                decided_by=by,
                role=role,
                on_behalf=bool(evidence),
                evidence=evidence,
                attachment=attachment,
                attachment_sha256=attachment.sha256 if attachment else "",
                at=clock.now(),
            )


@transaction.atomic
def set_participation(*, record, entity, state, by, evidence="", attachment=None, reason=""):
    """Confirm or decline an entity's part; a declined entity is named nowhere and not asked again.

    The secretariat's answer on behalf stands with its evidence (words, and a row of Evidence) until the next answer.
    """
    from entities.sharing_policies import carry_policies  # policies speak through this module, so it comes first

    record = lock(record)
    demand(by, Action.CONFIRM, record)
    role = _role_for(by, entity, Word("", "", evidence=evidence))
    on_behalf = {"evidence": evidence, "attachment": attachment} if role == Role.SECRETARIAT else {}
    row = record.participations.filter(entity=entity).first()
    if row is None:
        raise ProcessError(_("%(entity)s is not named in this record.") % {"entity": entity})
    others = record.participations.exclude(pk=row.pk).exclude(state=ParticipationState.DECLINED)
    if state == ParticipationState.DECLINED and row.role == ParticipationRole.LEAD and not others.filter(role="lead"):
        raise ProcessError(_("The only lead cannot leave. Hand the record over to another lead, or withdraw it."))
    with acting(by, reason):
        if state == ParticipationState.DECLINED:
            end_agreements(Gate(record), by=by, role=role, reason=reason, only=entity, **on_behalf)
        row.state = state
        row.evidence, row.attachment = on_behalf.get("evidence", ""), on_behalf.get("attachment")
        row.save(update_fields=["state", "evidence", "attachment"])
        if state == ParticipationState.CONFIRMED:
            carry_policies(Gate(record))
        refresh(record, taken_back_from=OUTSIDE if state == ParticipationState.DECLINED else ())


def lapse():
    """Write the tombstones of entries whose agreement has run out; reading has filtered on the day already.

    Returns how many records were looked at. Run by the cycle; doing it twice changes nothing.
    """
    pks = set()
    for model in entry_models():
        pks.update(model.objects.filter(readable_until__lt=clock.today()).values_list("record", flat=True))
    for pk in sorted(pks):
        with transaction.atomic():
            refresh(Record.objects.locked().get(pk=pk))
    return len(pks)
