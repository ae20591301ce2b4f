"""Writing letters: a row for each recipient, in the transaction that makes it necessary, and the job that sends it."""

from dataclasses import dataclass, field

from django.conf import settings
from django.core import signing
from django.urls import reverse

from entities import jobs
from entities.choices import LetterKind, Role
from entities.mail.rendering import render
from entities.mail.rules import RULES
from entities.models import Letter, MailRefusal, Membership
from ungass_portal.lib.language_codes import of_pages

LEAVING = signing.Signer(salt="ungass-portal leave letters")


@dataclass(frozen=True)
class To:
    """A recipient: a person for a role in an entity, or a function address; and in which language."""

    person: object = None
    entity: object = None
    address: str = ""
    language: str = "en"

    @property
    def page_language(self):
        """The language to render in."""
        return self.person.page_language if self.person else of_pages(self.language)


@dataclass(frozen=True)
class Extras:
    """What only some letters have."""

    about: list = field(default_factory=list)
    attachments: list = field(default_factory=list)
    leave_url: str = ""
    list_id: str = ""


def write(kind: LetterKind, to: To, *, key: str, context: dict, template: str = "", extras: Extras | None = None):
    """Write a letter and have it sent; the same key writes it once. None where the person does not want it."""
    if Letter.objects.filter(key=key).exists() or refused(to.person, kind):
        return None
    extras = extras or Extras()
    letter = Letter(kind=kind, key=key, person=to.person, entity=to.entity, address=to.address)
    letter.language = to.person.language if to.person else to.language
    letter.about, letter.attachments, letter.list_id = extras.about, extras.attachments, extras.list_id
    letter.leave_url = extras.leave_url or (leave_url(letter) if RULES[kind].optional else "")
    context = {"to": to, "leave_url": letter.leave_url, **context}
    letter.subject, letter.text, letter.html = render(template or kind.value, context, to.page_language)
    letter.subject = letter.subject[:300]
    letter.save(force_insert=True)
    jobs.enqueue("letter", key=f"letter:{letter.pk}:1", letter=str(letter.pk))
    return letter


def refused(person, kind):
    """Has the person said that letters of this sort are not wanted?"""
    return person is not None and RULES[kind].optional and MailRefusal.objects.filter(person=person, kind=kind).exists()


def leave_url(letter):
    """The signed address that ends letters of this sort for its recipient."""
    return site(reverse("mail-leave", args=[LEAVING.sign(str(letter.pk))]))


def site(path):
    """An address of the portal as a letter needs it: with the host."""
    return settings.SITE_URL + path


def focal_points(entity):
    """The entity's focal points and deputies of today who have an account in use, as recipients."""
    rows = Membership.objects.current().filter(entity=entity, role=Role.FOCAL_POINT, user__is_active=True)
    people = {row.user_id: row.user for row in rows.select_related("user").order_by("deputy", "pk")}
    return [To(person, entity) for person in people.values()]


def secretariat():
    """Everybody who holds a secretariat role today, as recipients."""
    rows = Membership.objects.current().filter(role=Role.SECRETARIAT, user__is_active=True)
    people = {row.user_id: row.user for row in rows.select_related("user").order_by("pk")}
    return [To(person) for person in people.values()]
