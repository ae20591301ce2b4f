"""The link in an invitation: its proof is put in when the letter leaves, so that no copy kept here holds it."""

from django.core import signing
from django.urls import reverse

from entities.choices import LetterKind
from entities.models import Invitation, Letter

SIGNER = signing.Signer(salt="ungass-portal invitation")


def proof(invitation: Invitation) -> str:
    """What only the portal can compute, of everything that the invitation is bound to."""
    bound = (
        invitation.key,
        invitation.email,
        invitation.role,
        invitation.entity_id,
        invitation.organisation_id,
        invitation.deputy,
        invitation.expires_at.isoformat(),
    )
    return SIGNER.signature("|".join(map(str, bound)))


def is_proof(invitation: Invitation, given: str) -> bool:
    """Is it the invitation's own proof? Compared in constant time."""
    return signing.constant_time_compare(proof(invitation), given)


def path(invitation: Invitation, given: str) -> str:
    """The path of the link with a proof."""
    return reverse("invitation", args=[invitation.key, given])


def kept_path(invitation: Invitation) -> str:
    """The path as the kept letter shows it: it leads nowhere."""
    return path(invitation, "-")


def invitation_of(letter: Letter):
    """The invitation that a letter carries, or None."""
    if letter.kind != LetterKind.INVITATION or not letter.about:
        return None
    return Invitation.objects.filter(key=letter.about[0]).first()


def completed(letter: Letter) -> tuple[str, str]:
    """Text and HTML as they leave, with the proof in the link of an invitation."""
    invitation = invitation_of(letter)
    if invitation is None:
        return letter.text, letter.html
    kept, real = kept_path(invitation), path(invitation, proof(invitation))
    return letter.text.replace(kept, real), letter.html.replace(kept, real)
