"""Letters about what ends: tokens, agreements, webhooks that were stopped. A step of the cycle writes them once."""

from dataclasses import replace
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from entities.audiences import OUTSIDE, Reading
from entities.choices import Decision, LetterKind
from entities.kinds import entry_models
from entities.mail.writing import Extras, To, focal_points, secretariat, site, write
from entities.models import Agreement, ApiToken, Letter
from ungass_portal.lib import clock

AHEAD = (7, 30)  # days before the end, the nearest first


def warn_of_tokens():
    """Tell 30 and 7 days ahead that a token ends; returns how many letters. Tokens end in real time.

    One that has been replaced ends because somebody wanted it to. One that was made for so short a time needs no
    warning at its beginning.
    """
    count, now = 0, timezone.now()
    rows = ApiToken.objects.live().filter(expires_at__lte=now + timedelta(days=max(AHEAD)), replaced_by__isnull=True)
    for token in rows.select_related("entity", "organisation").order_by("pk"):
        days = _reached(token.expires_at - now)
        if token.expires_at - token.created_at <= timedelta(days=days):
            continue
        context = {"token": token, "days": days, "tokens_url": site(reverse("account-tokens"))}
        for to in _keepers(token):
            key = f"token:{token.key}:{days}:{to.person.pk if to.person else 'function'}"
            count += bool(write(LetterKind.TOKEN_ENDS, to, key=key, context=context))
    return count


def _reached(left):
    """The nearest of the warnings that is due."""
    return next(days for days in AHEAD if left <= timedelta(days=days))


def _keepers(token):
    """Who is told: the token's function address, else the organisation's; the entity's focal points without one."""
    address = token.contact or (token.organisation and token.organisation.contact)
    if address:
        return [To(address=address)]
    return focal_points(token.entity) if token.entity else []


def tell_stopped(endpoint):
    """Tell the organisation that one of its webhooks was stopped, and why."""
    address = endpoint.organisation.contact
    if not address:
        return None
    context = {
        "endpoint": endpoint,
        "why": endpoint.disabled_because,
        "webhook_url": site(reverse("account-webhook", args=[endpoint.key])),
    }
    key = f"webhook:{endpoint.key}:{endpoint.disabled_at.isoformat()}"
    return write(LetterKind.WEBHOOK_STOPPED, To(address=address), key=key, context=context)


def warn_of_lapse():
    """Tell deciders 30 and 7 days ahead that what they agreed to ends; returns how many letters.

    Written about what the outside reads today: an agreement that lets nothing out ends without anybody noticing.
    """
    count, today = 0, clock.today()
    by_entity = {}
    for row, days in _ending(today):
        by_entity.setdefault((row.entity, days), []).append(row)
    for (entity, days), rows in by_entity.items():
        # The secretariat answers for an entity without focal points, so it is told in their place.
        own = focal_points(entity)
        for to in own or [replace(to, entity=entity) for to in secretariat()]:
            told = _told(to)
            new = [row for row in rows if _key(row, days) not in told]
            if not new:
                continue
            with override(to.page_language):
                context = {"days": days, "rows": [_row(row) for row in new], "on_behalf": not own}
            key = f"lapse:{entity.slug}:{to.person.pk}:{days}:{today.isoformat()}"
            extras = Extras(about=[_key(row, days) for row in new])
            count += bool(write(LetterKind.AGREEMENT_ENDS, to, key=key, context=context, extras=extras))
    return count


def _key(agreement, days):
    """What a letter told, so that it is told once."""
    return f"{agreement.record.reference}:{agreement.audience_id}:{agreement.until.isoformat()}:{days}"


def _told(to):
    """What the person was told for this entity in earlier letters."""
    rows = Letter.objects.filter(kind=LetterKind.AGREEMENT_ENDS, person=to.person, entity=to.entity)
    return {key for keys in rows.values_list("about", flat=True) for key in keys}


def _ending(today):
    """Agreements that let something out now and end soon, each with the nearest warning that is due."""
    for model in entry_models():
        entries = model.objects.filter(
            audience__in=OUTSIDE, readable_until__range=(today, today + timedelta(days=max(AHEAD)))
        )
        for entry in entries.defer("payload").order_by("reference", "audience"):
            words = Agreement.objects.filter(
                record=entry.record_id,
                version=entry.version_id,
                audience=entry.audience_id,
                payload_sha256=entry.payload_sha256,
                decision=Decision.AGREE,
                until=entry.readable_until,
            )
            words = words.select_related("entity", "record__activity", "record__event").order_by("entity", "pk")
            for row in {word.entity_id: word for word in words}.values():
                yield row, _reached(entry.readable_until - today)


def _row(agreement):
    record = agreement.record
    return {
        "title": record.working_copy.title,
        "language": record.working_copy.language,
        "reference": record.reference,
        "url": site(reverse("record-sharing", args=[record.kind, record.reference])),
        "note": _("read by %(audience)s") % {"audience": Reading(agreement.audience_id).label},
    }
