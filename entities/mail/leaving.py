"""Doing without letters: by the signed link of a letter, or on the page of one's own preferences."""

from django.core import signing
from django.db import transaction

from entities.choices import LetterKind
from entities.mail.rules import RULES, optional
from entities.mail.writing import LEAVING
from entities.models import Letter, MailRefusal


def letter_of(token: str):
    """The letter whose link it is; None for a link that we did not sign, or of a letter that cannot be left."""
    try:
        pk = LEAVING.unsign(token)
    except signing.BadSignature:
        return None
    letter = Letter.objects.select_related("person").filter(pk=pk, person__isnull=False).first()
    return letter if letter and RULES[LetterKind(letter.kind)].optional else None


def leave(letter: Letter) -> None:
    """End letters of this sort for its recipient; doing it twice changes nothing."""
    MailRefusal.objects.get_or_create(person=letter.person, kind=letter.kind)


def wanted_by(person) -> list:
    """The optional sorts that the person gets."""
    refusals = set(person.mail_refusals.values_list("kind", flat=True))
    return [kind.value for kind in optional() if kind not in refusals]


@transaction.atomic
def choose(*, person, wanted: list) -> None:
    """Keep which optional sorts the person wants."""
    for kind in optional():
        if kind in wanted:
            MailRefusal.objects.filter(person=person, kind=kind).delete()
        else:
            MailRefusal.objects.get_or_create(person=person, kind=kind)
