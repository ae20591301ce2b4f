"""The entities' word for the month: who gives it, and what it confirms. Of whom it is expected: registry/missing.py."""

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from entities.choices import Role
from entities.confirming import date_rows, lock_all
from entities.history import acting
from entities.roles import entities_of, is_secretariat
from registry.choices import EditionState, SignOffWord
from registry.models import Edition, SignOff
from registry.month_rows import MonthRows
from registry.querysets import UNDER_WAY
from ungass_portal.lib import clock
from ungass_portal.lib.problems import ProcessError


def words(edition):
    """The newest sign-off of each entity that has given one: primary key of the entity to sign-off. One query."""
    return {row.entity_id: row for row in edition.sign_offs.select_related("by").order_by("pk")}


@transaction.atomic
def sign_off(*, edition, entity, word, by, remark="", evidence=""):
    """Give an entity's word for the month; a newer word replaces an earlier one, which is kept.

    It confirms the rows that the entity leads and that are neither in doubt nor in work. The edition's row is
    locked first, as sealing locks it, so that a word is either in time or refused.
    """
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    if edition.state not in UNDER_WAY:
        raise ProcessError(_closed(edition))
    on_behalf = _on_behalf(by, entity, evidence)
    if word == SignOffWord.NOTHING and _rows(edition, entity).total:
        raise ProcessError(_("%(entity)s leads records, so say “updated” or “no change”.") % {"entity": entity})
    with acting(by, remark.strip()):
        row = SignOff.objects.create(
            edition=edition,
            entity=entity,
            word=SignOffWord(word),
            remark=remark.strip(),
            by=by,
            at=clock.now(),
            late=clock.now() > edition.deadline_at,
            on_behalf=on_behalf,
            evidence=evidence.strip() if on_behalf else "",
        )
        confirmed = lock_all(_rows(edition, entity).unchanged)
        # Locked now, so sorted again: somebody may have begun to change one in the meantime.
        still = {record.pk for record in _rows(edition, entity).unchanged}
        date_rows([record for record in confirmed if record.pk in still], by=by)
    return row


def _rows(edition, entity):
    return MonthRows.of(edition, [entity.pk])


def _closed(edition):
    """Why nobody signs off now."""
    if edition.state == EditionState.SEALED:
        return _("%(month)s is sealed. What changes now goes into the next edition.") % {"month": edition}
    return _("%(month)s is not open yet.") % {"month": edition}


def _on_behalf(by, entity, evidence):
    """Does the person speak on the entity's behalf? Refused without a role that holds today."""
    if entity.pk in entities_of(by, Role.FOCAL_POINT):
        return False
    if is_secretariat(by):
        if not evidence.strip():
            raise ProcessError(_("Signing off on behalf of an entity needs evidence: an e-mail or a letter."))
        return True
    past = by.memberships.filter(entity=entity, role=Role.FOCAL_POINT, ends__lt=clock.today()).order_by("-ends").first()
    if past:
        raise ProcessError(
            _("Your role as focal point of %(entity)s ended on %(day)s, so you cannot sign off for it.")
            % {"entity": entity, "day": date_format(past.ends, "DATE_FORMAT")}
        )
    raise ProcessError(_("Only a focal point of %(entity)s signs off for it.") % {"entity": entity})
