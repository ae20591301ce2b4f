"""What the secretariat mends by itself in a cleared record: codes and typing errors. Everything else it proposes."""

import re

from django.db import transaction
from django.utils.translation import gettext as _

from entities import desk, review, sharing
from entities.content import CodeField, CodeListField
from entities.differences import fields_of, is_wording, label_of
from entities.mail import notes
from entities.policies import Action, demand
from entities.sharing import lock, refresh
from ungass_portal.lib.lists import listed
from ungass_portal.lib.problems import EditConflict, ProcessError

WORD = re.compile(r"\w+")
SHORTEST = 4  # a letter more or less in a shorter word makes another word: now and not


@transaction.atomic
def mend(*, record, content, base_revision, reason, by):
    """Mend codes and typing errors at once; the difference stays in the record's history and is mailed to its leads.

    Raises ProcessError where a field would change in another way. The new wording goes outside as far as a standing
    agreement reaches; otherwise its deciders are asked anew.
    """
    record = lock(record)
    demand(by, Action.MEND, record)
    if not reason.strip():
        raise ProcessError(_("Say what you mend: the entity reads it."))
    before, after = record.working_copy.content(), desk.clean(record.kind, content)
    if record.revision != base_revision:
        raise EditConflict(base=None, theirs=before, mine=after, revision=record.revision)
    changed = [name for name in after if after[name] != before[name]]
    if not changed:
        raise ProcessError(_("Nothing differs from the present wording, so there is nothing to mend."))
    wording = [name for name in changed if not _may_be_mended(record.kind, name, before[name], after[name])]
    if wording:
        names = listed(label_of(record.kind, name) for name in wording)
        raise ProcessError(
            _("More than codes and typing errors would change: %(names)s. Propose it to the lead instead.")
            % {"names": names}
        )
    version = review.write_cleared(record=record, content=after, submitted_by=by, cleared_by=by, reason=reason.strip())
    sharing.carry_standing_words(record)
    refresh(record)
    notes.mended(record=record, before=before, after=after, by=by, reason=version.reason, key=str(version.pk))
    return record


def _may_be_mended(kind, name, before, after):
    """Is the change of this field one of codes, or a typing error?"""
    field = fields_of(kind)[name]
    if isinstance(field, CodeField | CodeListField):
        return True
    return is_wording(field) and isinstance(before, str) and only_slips(before, after)


def only_slips(before, after):
    """Do two texts differ by signs, spaces, capitals and single letters of longer words alone?"""
    old, new = WORD.findall(before.casefold()), WORD.findall(after.casefold())
    return len(old) == len(new) and all(map(_is_slip, old, new))


def _is_slip(old, new):
    """One letter too many, too few or wrong, or two of them swapped; never in a number."""
    if old == new:
        return True
    if min(len(old), len(new)) < SHORTEST or any(letter.isdigit() for letter in old + new):
        return False
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    rest = old[start : len(old) - end], new[start : len(new) - end]
    return max(map(len, rest)) <= 1 or (len(rest[0]) == len(rest[1]) == 2 and rest[0] == rest[1][::-1])
