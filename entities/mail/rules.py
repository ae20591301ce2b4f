"""Which sorts of letter there are for whom: whose role must hold when it is sent, and what may be left."""

from dataclasses import dataclass

from django.db.models import Q

from entities.choices import LetterKind, Role


@dataclass(frozen=True)
class Rule:
    """Who may get a sort of letter, in which roles, and whether people may do without it."""

    roles: frozenset = frozenset()  # one of them, in the letter's entity or the secretariat; empty: any role anywhere
    optional: bool = False


FOCAL = frozenset({Role.FOCAL_POINT})
RULES = {
    LetterKind.CALL: Rule(FOCAL),
    LetterKind.REMINDER: Rule(FOCAL, optional=True),
    LetterKind.OVERDUE: Rule(FOCAL),
    LetterKind.RETURNED: Rule(FOCAL | {Role.CONTRIBUTOR}),
    LetterKind.MENDED: Rule(FOCAL | {Role.CONTRIBUTOR}),
    LetterKind.MOVED: Rule(FOCAL, optional=True),
    LetterKind.ASKED: Rule(FOCAL, optional=True),
    LetterKind.DIGEST: Rule(frozenset({Role.SECRETARIAT}), optional=True),
    LetterKind.CIRCULAR: Rule(),  # each distribution list has a link of its own to leave it
    LetterKind.TOKEN_ENDS: Rule(),  # to a function address, or to focal points
    LetterKind.AGREEMENT_ENDS: Rule(FOCAL | {Role.SECRETARIAT}),  # which answers for entities without focal points
    LetterKind.WEBHOOK_STOPPED: Rule(),
    LetterKind.INVITATION: Rule(),  # to somebody who has no role yet
    LetterKind.SECURITY: Rule(),
    LetterKind.ACCESS_ASKED: Rule(FOCAL),
}


CHECKS = {}


def register(kinds, check):
    """Have `check(letter)` say at the moment of sending why a letter of these sorts is not to go out; "" if it may."""
    for kind in kinds:
        CHECKS.setdefault(kind, []).append(check)


def no_longer_true(letter):
    """Why what the letter was written for holds no more, as those say who have it written; empty if it does."""
    return next(filter(None, (check(letter) for check in CHECKS.get(letter.kind, ()))), "")


def optional():
    """The sorts that people may do without, in order."""
    return [kind for kind in LetterKind if RULES[kind].optional]


def may_still_get(letter):
    """Does the role for which a person gets a letter hold today? Two queries at most."""
    if not letter.person.is_active:
        return False
    roles = RULES[LetterKind(letter.kind)].roles
    held = letter.person.memberships.current()
    if roles:
        held = held.filter(Q(entity=letter.entity) | Q(role=Role.SECRETARIAT), role__in=roles)
    return held.exists()
