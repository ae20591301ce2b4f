"""Sending: at most once. A letter is claimed, and the claim committed, before the mail server hears of it.

Between the claim and the server's answer nobody can know whether the mail is on its way. If the worker dies
there, the letter stays “unknown”: it is not sent again by itself, the secretariat decides.
"""

from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused, SMTPSenderRefused
from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.storage import storages
from django.core.mail import EmailMultiAlternatives, mailers
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from entities import jobs
from entities.choices import LetterKind, LetterState
from entities.mail.invited import completed, invitation_of
from entities.mail.rules import may_still_get, no_longer_true
from entities.mail.writing import refused
from entities.models import Letter
from entities.roles import is_secretariat
from ungass_portal.lib import clock
from ungass_portal.lib.problems import ProcessError

RESENDABLE = (LetterState.UNKNOWN, LetterState.FAILED, LetterState.BOUNCED)
REFUSALS = (SMTPDataError, SMTPRecipientsRefused, SMTPSenderRefused)


def deliver(attempt, letter: str) -> None:
    """Send a letter, if it still is to be sent. Registered as the job “letter”."""
    row = Letter.objects.select_related("person", "entity").get(pk=letter)
    if row.state == LetterState.CLAIMED:
        # A worker died, or was taken for dead, between the claim and the server's answer.
        _settle(row, LetterState.UNKNOWN, _("The worker stopped while it was being sent: it may have arrived or not."))
        return
    if row.state != LetterState.WAITING:
        return
    why = _no_longer(row)
    if why:
        Letter.objects.filter(pk=row.pk, state=LetterState.WAITING).update(state=LetterState.DROPPED, reason=why)
        return
    connection = mailers.default
    connection.open()  # a server that cannot be reached has surely got nothing: the job is tried again
    try:
        mail = message(row)  # before the claim: a document that cannot be read is tried again
        if _claim(row, mail):
            _hand_over(row, connection, mail)
    finally:
        connection.close()


def _no_longer(row):
    """Why the letter must not go out any more; empty if it may."""
    if row.person and not may_still_get(row):
        return _("The role for which it was written has ended.")
    if refused(row.person, row.kind):
        return _("The person does not want letters of this sort.")
    invitation = invitation_of(row)
    if row.kind == LetterKind.INVITATION and not (invitation and invitation.is_open):
        return _("The invitation was taken back or has expired.")
    return no_longer_true(row)


def _claim(row, mail):
    """Take the letter; committed at once, so never within a transaction of the caller."""
    row.message_id = mail.extra_headers["Message-ID"]
    return Letter.objects.filter(pk=row.pk, state=LetterState.WAITING).update(
        state=LetterState.CLAIMED,
        message_id=row.message_id,
        claimed_at=clock.now(),
        sendings=F("sendings") + 1,
        sent_to=mail.to[0],
        reason="",
    )


def _hand_over(row, connection, mail):
    """Give the claimed letter to the server, and write down what it said."""
    try:
        connection.send_messages([mail])
    except REFUSALS as problem:
        code = _code(problem)
        if 400 <= code < 500:  # "not now": it is surely not sent, so it may be tried again
            _settle(row, LetterState.WAITING, _("The mail server asks to try again later: %s") % _told(problem))
            raise
        _settle(row, LetterState.FAILED, _("The mail server does not accept it: %s") % _told(problem))
    except (SMTPException, OSError) as problem:
        _settle(row, LetterState.UNKNOWN, _("The connection broke while it was being sent: %s") % _told(problem))
    except Exception as problem:
        # It cannot be made into a mail at all, so nothing has left.
        _settle(row, LetterState.FAILED, _told(problem))
    else:
        _settle(row, LetterState.SENT, "", sent_at=clock.now())


def _settle(row, state, reason, **values):
    """Write what became of this very sending; one that the secretariat has begun since is left alone."""
    ours = (LetterState.CLAIMED, LetterState.UNKNOWN)  # whoever took us for dead knew less than we do
    claimed = Letter.objects.filter(pk=row.pk, state__in=ours, message_id=row.message_id)
    claimed.update(state=state, reason=reason, **values)


def _code(problem):
    """The server's answer as a number; with several recipients there is only ever one of ours."""
    if isinstance(problem, SMTPRecipientsRefused):
        return next(iter(problem.recipients.values()), (500, b""))[0]
    return problem.smtp_code


def _told(problem):
    return " ".join(str(problem).split())[:500] or type(problem).__name__


def message(row: Letter) -> EmailMultiAlternatives:
    """The mail as it goes over the wire; each sending has a Message-ID of its own."""
    message_id = row.message_id
    if not message_id or row.state == LetterState.WAITING:
        message_id = f"<{uuid4()}@{urlsplit(settings.SITE_URL).hostname}>"
    headers = {"Message-ID": message_id, "Auto-Submitted": "auto-generated"}
    if clock.is_fixed():
        headers["Date"] = clock.now().strftime("%a, %d %b %Y %H:%M:%S %z")
    if row.leave_url:
        headers["List-Unsubscribe"] = f"<{row.leave_url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    if row.list_id:
        headers["List-Id"] = f"<{row.list_id}>"
    to = row.person.email if row.person else row.address
    text, html = completed(row)
    mail = EmailMultiAlternatives(" ".join(row.subject.split()), text, to=[to], headers=headers)
    mail.attach_alternative(html, "text/html")
    for file in row.attachments:
        with storages["documents"].open(file["path"]) as content:
            mail.attach(file["name"], content.read(), file["type"])
    return mail


@transaction.atomic
def resend(*, letter: Letter, by) -> Letter:
    """Send a letter once more whose fate is unknown, that was not accepted, or that came back."""
    if not is_secretariat(by):
        raise PermissionDenied
    letter = Letter.objects.select_for_update().get(pk=letter.pk)
    if letter.state not in RESENDABLE:
        raise ProcessError(_("Only a letter that was not accepted, came back or may be lost can be sent again."))
    letter.state, letter.reason, letter.resent_by = LetterState.WAITING, "", by
    letter.save(update_fields=["state", "reason", "resent_by"])
    jobs.enqueue("letter", key=f"letter:{letter.pk}:{uuid4().hex[:8]}", by=by, letter=str(letter.pk))
    return letter


@transaction.atomic
def mark_bounced(*, letter: Letter, reason: str, by) -> Letter:
    """Write down that a letter which was sent has come back."""
    if not is_secretariat(by):
        raise PermissionDenied
    letter = Letter.objects.select_for_update().get(pk=letter.pk)
    if letter.state != LetterState.SENT:
        raise ProcessError(_("Only a letter that was sent can come back."))
    letter.state, letter.reason = LetterState.BOUNCED, reason.strip() or _("It came back.")
    letter.save(update_fields=["state", "reason"])
    return letter


def title(letter: str) -> str:
    """What the job of a letter is called."""
    row = Letter.objects.select_related("person").filter(pk=letter).first()
    return _("Letter to %(who)s: %(subject)s") % {"who": row.recipient, "subject": row.subject} if row else _("Letter")


def given_up(error: str, letter: str) -> None:
    """The job of a letter is not tried again: so the letter has failed, and the secretariat sees it."""
    Letter.objects.filter(pk=letter, state=LetterState.WAITING).update(state=LetterState.FAILED, reason=error)
    told = _("The worker stopped while it was being sent: it may have arrived or not.")
    Letter.objects.filter(pk=letter, state=LetterState.CLAIMED).update(state=LetterState.UNKNOWN, reason=told)
