"""Personal data: what is kept of a person, told in full, and erased. The audit holds keys only and stays whole."""

import re
from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.db.models import F, Func, Q, Value
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext as _

from entities import access_log, audit
from entities.choices import LetterKind, LetterState
from entities.history import acting
from entities.models import (
    AccessKind,
    AccessLog,
    AccessRequest,
    DirectoryEntry,
    FormDraft,
    Invitation,
    Letter,
    MailRefusal,
    Membership,
    RequestOrigin,
    SavedView,
    User,
)
from entities.policies import demand_secretariat
from ungass_portal.lib import clock
from ungass_portal.lib.problems import ProcessError

NOBODY = "erased@erased.invalid"
STRANGERS_KEPT = timedelta(days=90)
# What further apps keep of people: (name, told(person) -> list of dicts, erase(person)).
PARTS = []


def register(name, told, erase):
    """Make known what an app keeps of people."""
    PARTS.append((name, told, erase))


def told(person) -> dict:
    """Everything that is kept of the person, as data."""
    accesses = AccessLog.objects.filter(Q(person=person.pk) | Q(concerns=person.pk)).order_by("pk")
    origins = RequestOrigin.objects.in_bulk([row.request_id for row in accesses])
    found = {
        "account": _rows(User.objects.filter(pk=person.pk), "email", "name", "language", "joined_at", "last_login"),
        "directory": _rows(
            DirectoryEntry.objects.filter(person=person),
            "office", "function", "phone", "shows_name", "shows_email", "shows_phone",
        ),
        "roles": _rows(
            person.memberships.all(), "role", "entity__slug", "organisation__slug", "deputy", "starts", "ends"
        ),
        "sessions": _rows(UserSession.objects.filter(user=person), "created_at", "ip", "user_agent"),
        "second_factors": _rows(Authenticator.objects.filter(user=person), "type", "created_at", "last_used_at"),
        "single_sign_on": _rows(SocialAccount.objects.filter(user=person), "provider", "uid", "extra_data"),
        "invitations": _rows(Invitation.objects.filter(email=person.email), "email", "name", "role", "made_at"),
        "requests_for_access": _rows(AccessRequest.objects.filter(email=person.email), "email", "name", "reason"),
        "letters": _rows(person.letters.all(), "kind", "subject", "text", "written_at", "sent_to"),
        "letters_not_wanted": _rows(person.mail_refusals.all(), "kind", "at"),
        "forms_begun": _rows(FormDraft.objects.filter(person=person), "data", "saved_at"),
        "lists_kept": _rows(person.saved_views.all(), "name", "path", "query"),
        "accesses": [
            {
                "at": row.at,
                "kind": row.kind,
                "path": row.path,
                "query": row.query,
                "from": origins[row.request_id].address if row.request_id in origins else None,
            }
            for row in accesses
        ],
    }  # fmt: skip
    return found | {name: tell(person) for name, tell, _erase in PARTS}


def _rows(queryset, *names):
    return list(queryset.order_by("pk").values(*names))


@transaction.atomic
def erase(*, person, by, reason):
    """Erase all that is personal. The row stays without a name, because acts of the past hang on its key."""
    demand_secretariat(by)
    person = User.objects.select_for_update().get(pk=person.pk)
    if Membership.objects.filter(user=person).exclude(ends__lt=clock.today()).exists() or person.is_superuser:
        raise ProcessError(_("%(person)s holds a role still. End it first.") % {"person": person})
    if not reason.strip():
        raise ProcessError(_("Give the reason: it stays in the audit."))
    former = person.email
    with acting(by, reason):
        for session in UserSession.objects.filter(user=person):
            session.end()
        for model in (Authenticator, SocialAccount, EmailAddress):
            model.objects.filter(user=person).delete()
        for model in (DirectoryEntry, FormDraft, SavedView, MailRefusal):
            model.objects.filter(person=person).delete()
        _blank(Letter.objects.filter(Q(person=person) | Q(address=former)))
        _blank_requests(AccessRequest.objects.filter(email=former))
        Invitation.objects.filter(Q(email=former) | Q(accepted_by=person)).update(email="", name="")
        _unname(person)
        _forget_origins(person)
        for _name, _told, forget in PARTS:
            forget(person)
        person.email, person.name, person.language = f"person-{person.pk}@erased.invalid", "", "en"
        person.is_active, person.last_login = False, None
        person.set_unusable_password()
        person.save()
        access_log.keep(AccessKind.ERASED, person=by, concerns=person)


def sweep() -> int:
    """Erase who was invited or asked for access and did not come, some time after; a step of the cycle."""
    before = timezone.now() - STRANGERS_KEPT
    over = Q(revoked_at__lt=before) | Q(expires_at__lt=before)
    invited = list(Invitation.objects.exclude(email="").filter(over, accepted_at=None))
    asked = AccessRequest.objects.exclude(email="").filter(asked_at__lt=before)
    count = len(invited) + asked.count()
    with transaction.atomic(), acting(None, _("kept long enough")):
        _blank(Letter.objects.filter(kind=LetterKind.INVITATION, about__overlap=[str(row.key) for row in invited]))
        Invitation.objects.filter(pk__in=[row.pk for row in invited]).update(email="", name="")
        asked.filter(closed_at=None).update(closed_at=timezone.now())
        _blank_requests(asked)
    return count


def _blank(letters):
    """Empty kept letters; one that has not left yet is not sent."""
    letters.filter(state=LetterState.WAITING).update(state=LetterState.DROPPED)
    letters.update(subject="", text="", html="", sent_to="", reason="")
    letters.filter(person=None).update(address=NOBODY)  # last: it may be what they are found by


def _blank_requests(requests):
    """Empty requests for access, and the letters that put them before focal points."""
    told = Q()
    for key in requests.values_list("key", flat=True):
        told |= Q(key__startswith=f"access:{key}:")
    if told:
        _blank(Letter.objects.filter(told, kind=LetterKind.ACCESS_ASKED))
    requests.update(email="", name="", reason="")


def _unname(person):
    """Take the person's address and name out of kept letters to others, who were told who invited or returned."""
    for word in {person.email, person.name, escape(person.name)} - {""}:
        whole = f"(?<![A-Za-z0-9]){re.escape(word)}(?![A-Za-z0-9])"
        without = {
            name: Func(F(name), Value(whole), Value("…"), Value("gi"), function="regexp_replace")
            for name in ("subject", "text", "html")
        }
        told = Q(subject__icontains=word) | Q(text__icontains=word) | Q(html__icontains=word)
        Letter.objects.filter(told).update(**without)


def _forget_origins(person):
    """Forget from where the person acted; the audit goes on without."""
    requests = set(AccessLog.objects.filter(person=person.pk).values_list("request_id", flat=True))
    for model in audit.tables().values():
        acts = model.pgh_event_model.objects.filter(pgh_context__user=person.pk)
        requests.update(acts.values_list("pgh_context__request_id", flat=True))
    RequestOrigin.objects.filter(pk__in=requests - {None, ""}).delete()
