"""Circulars: who gets one, with which documents, and how it is sent once and stands in the archive."""

import secrets
from dataclasses import dataclass, field
from uuid import uuid4

import nh3
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.text import slugify
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt

from entities.audiences import Reading
from entities.choices import JobState, LetterKind
from entities.history import acting
from entities.mail.writing import Extras, To, site, write
from entities.models import Letter, Membership
from entities.policies import demand_secretariat
from entities.readers import audience_of
from registry.choices import CircularState, EditionState
from registry.documents.job import job_of
from registry.documents.making import LANGUAGE, how_many
from registry.edition_reading import EditionReading
from registry.models import Circular, DistributionList, EditionRevision, ListLeaving, PublishedCircular
from ungass_portal.lib import clock
from ungass_portal.lib.problems import ProcessError

LEAVING = signing.Signer(salt="ungass-portal leave a distribution list")
TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a", "blockquote", "h2", "h3", "code", "hr"}
ATTACHMENT_TYPES = {
    "pdf": "application/pdf",
    "csv": "text/csv",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
ORDER = list(Reading)  # widest reading first


def as_html(note):
    """A cover note as HTML of few elements; whatever else was typed in shows as it was typed."""
    html = MarkdownIt("commonmark", {"html": False}).render(note)
    return nh3.clean(html, tags=TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https", "mailto"})


def may_read(audience, of):
    """May a reader of one audience read what is `of` another? The network reads all, the public only its own."""
    return ORDER.index(Reading(audience)) <= ORDER.index(Reading(of))


# --- Who gets it ---------------------------------------------------------------------------------------


@dataclass
class Recipient:
    """Somebody on one or several of the lists: one letter, with the documents of one audience."""

    to: To
    address: str
    audience: str
    attaches: bool
    lists: list = field(default_factory=list)  # those that name him, the deciding one first


def recipients(circular):
    """Everybody on the circular's lists who may read it and has not left, each once, by address."""
    found = {}
    for row in circular.lists.select_related("audience").order_by("slug"):
        left = set(row.leavings.values_list("address", flat=True))
        for to, address in (*_people(row), *_mailboxes(row)):
            if address in left:
                continue
            audience = _audience(to, row)
            if not may_read(audience, circular.audience_id):
                continue
            known = found.setdefault(address, Recipient(to, address, audience, row.attaches, []))
            known.lists.append(row.slug)
            if may_read(audience, known.audience) and audience != known.audience:
                known.audience, known.attaches = audience, row.attaches
    return [found[address] for address in sorted(found)]


def _people(row):
    """The people whom a list names by role."""
    held = Membership.objects.current().filter(role__in=row.roles, user__is_active=True)
    entities = set(row.entities.values_list("pk", flat=True))
    if entities:
        held = held.filter(entity__in=entities)
    for membership in held.select_related("user", "entity").order_by("pk"):
        yield To(membership.user, membership.entity), membership.user.email


def _mailboxes(row):
    """The function addresses of a list."""
    for box in row.mailboxes.all():
        yield To(address=box.address, language=box.language), box.address


def _audience(to, row):
    """What the recipient reads: a list's word is never more than a person's own roles give."""
    if to.person is None:
        return row.audience_id
    own = audience_of(to.person).value
    return row.audience_id if may_read(own, row.audience_id) else own


# --- What goes with it ---------------------------------------------------------------------------------


def documents(circular, audience):
    """The documents of the newest revision that the audience has of the edition; none without an edition.

    In the circular's language where they were made in it, else in English. Volumes stand on the edition's page.
    """
    if circular.edition_id is None:
        return []
    try:
        reading = EditionReading(circular.edition, audience)
    except EditionRevision.DoesNotExist:
        return []
    rows = reading.revision.documents.filter(volume=0).select_related("revision")
    return list(rows.filter(language=circular.language)) or list(rows.filter(language=LANGUAGE))


def _address_of(document, month):
    """Where a document is read."""
    return site(reverse("edition-document", args=[month, document.revision.number, document.name]))


def letter_context(circular, audience, *, attaches=False):
    """What the letter to a reader of an audience says."""
    files = documents(circular, audience)
    month = circular.edition.code if circular.edition_id else ""
    return {
        "circular": circular,
        "html": as_html(circular.note),
        "audience": Reading(audience),
        "edition_url": site(reverse("edition-detail", args=[month])) if month else "",
        "attached": [file.name for file in files] if attaches else [],
        "documents": []
        if attaches
        else [{"name": file.name, "size": file.size, "url": _address_of(file, month)} for file in files],
    }


def _attachments(circular, audience):
    return [
        {"name": file.name, "path": file.path, "type": ATTACHMENT_TYPES.get(file.name.rpartition(".")[2], "")}
        for file in documents(circular, audience)
    ]


# --- Writing and sending -------------------------------------------------------------------------------


@transaction.atomic
def save(*, circular: Circular, lists, by) -> Circular:
    """Keep a draft; its address is drawn at random once, so that it tells nothing of other circulars."""
    demand_secretariat(by)
    if circular.pk and Circular.objects.select_for_update().get(pk=circular.pk).state != CircularState.DRAFT:
        raise ProcessError(_("This circular has been sent and stays as it is. Write another one."))
    if not circular.slug:
        word = slugify(circular.title)[:60].strip("-") or "circular"
        circular.slug = f"{clock.today():%Y-%m}-{word}-{secrets.token_hex(3)}"
        circular.written_by = by
    with acting(by):
        circular.save()
        circular.lists.set(lists)
    return circular


def obstacles(circular):
    """Why it cannot be sent now, in sentences; empty if it can."""
    found = []
    lists = list(circular.lists.all())
    if not lists:
        found.append(_("Choose at least one distribution list."))
    for row in lists:
        if not may_read(row.audience_id, circular.audience_id):
            found.append(
                _("“%(list)s” reads as %(reads)s, and may not get what is for %(audience)s.")
                % {
                    "list": row,
                    "reads": Reading(row.audience_id).label,
                    "audience": Reading(circular.audience_id).label,
                }
            )
    if circular.edition_id and circular.edition.state != EditionState.SEALED:
        found.append(_("The edition of %(month)s is not sealed yet.") % {"month": circular.edition.code})
    got_by = [] if found else recipients(circular)
    if not found and not got_by:
        found.append(_("Nobody on these lists would get it."))
    if circular.edition_id and any(_in_the_making(circular.edition, each) for each in {row.audience for row in got_by}):
        found.append(
            _("The documents of %(month)s are still being made: send it when they are there.")
            % {"month": circular.edition.code}
        )
    return found


def _in_the_making(edition, audience):
    """Will an audience have more documents of a month soon? Those that cannot be made hold nothing up."""
    revision = EditionReading(edition, audience).revision
    job, (made, expected) = job_of(revision), how_many(revision, revision.documents.all())
    return bool(job and job.state in (JobState.WAITING, JobState.RUNNING) and made < expected)


@transaction.atomic
def send(*, circular: Circular, by) -> int:
    """Send it, once: the letters, the archive's page and the state come to pass together. Returns how many letters."""
    demand_secretariat(by)
    circular = Circular.objects.select_for_update(of=("self",)).select_related("edition").get(pk=circular.pk)
    if circular.state != CircularState.DRAFT:
        raise ProcessError(_("This circular has been sent already."))
    if problems := obstacles(circular):
        raise ProcessError(" ".join(problems))
    with acting(by):
        circular.state, circular.sent_by = CircularState.SENT, by
        circular.save(update_fields=["state", "sent_by"])
    PublishedCircular.objects.create(
        circular=circular,
        slug=circular.slug,
        audience_id=circular.audience_id,
        language=circular.language,
        title=circular.title,
        html=as_html(circular.note),
        month=circular.edition.code if circular.edition_id else "",
        published_at=clock.now(),
    )
    found = recipients(circular)
    for recipient in found:
        _write(circular, recipient)
    return len(found)


def _write(circular, recipient):
    """The letter to one recipient, with the link by which the address leaves the lists that brought it."""
    key = f"circular:{circular.pk}:{recipient.address}"
    context = letter_context(circular, recipient.audience, attaches=recipient.attaches)
    token = LEAVING.sign(f"{'+'.join(recipient.lists)}/{recipient.address}")
    extras = Extras(
        about=[recipient.audience],
        attachments=_attachments(circular, recipient.audience) if recipient.attaches else [],
        leave_url=site(reverse("list-leave", args=[token])),
        list_id=f"{recipient.lists[0]}.ungass-portal",
    )
    write(LetterKind.CIRCULAR, recipient.to, key=key, context=context, extras=extras)


def no_longer_to_be_read(letter):
    """Why a circular that had to wait is not sent any more: the recipient reads less now, or a document is closed."""
    if not letter.about:
        return ""  # a test to oneself
    (audience,) = letter.about
    if letter.person and not may_read(audience_of(letter.person), audience):
        return _("The person reads less by now than when it was written.")
    paths = [file["path"] for file in letter.attachments]
    rows = EditionRevision.objects.filter(documents__path__in=paths).select_related("edition", "purge").distinct()
    if any(hasattr(row, "purge") or EditionReading(row.edition, row.audience_id, row.number).closed for row in rows):
        return _("Something was withdrawn from the documents that it brings: send them round anew.")
    return ""


def send_test(*, circular: Circular, by) -> Letter:
    """Send the letter to oneself, as the readers of the circular's own audience would get it."""
    demand_secretariat(by)
    context = letter_context(circular, circular.audience_id) | {"test": True}
    return write(LetterKind.CIRCULAR, To(by), key=f"circular-test:{circular.pk}:{uuid4().hex}", context=context)


def letters_of(circular):
    """The letters of a circular to its recipients, without the tests."""
    rows = Letter.objects.filter(kind=LetterKind.CIRCULAR, key__startswith=f"circular:{circular.pk}:")
    return rows.select_related("person").order_by("key")


# --- Leaving, and the archive --------------------------------------------------------------------------


def lists_of(token):
    """(lists, address) of a signed link; None for a link that we did not sign."""
    try:
        lists, _slash, address = LEAVING.unsign(token).partition("/")
    except signing.BadSignature:
        return None
    return list(DistributionList.objects.filter(slug__in=lists.split("+")).order_by("name")), address


def leave(lists, address):
    """Let an address leave lists; doing it twice changes nothing."""
    for row in lists:
        ListLeaving.objects.get_or_create(list=row, address=address)


def lists_left(person):
    """The lists that a person has left, of which no letter goes to the address any more."""
    return list(ListLeaving.objects.filter(address=person.email).order_by("pk").values("list__name", "at"))


def forget_leavings(person):
    """Forget which lists the address of a person has left."""
    ListLeaving.objects.filter(address=person.email).delete()


def archive(reader):
    """The published circulars that a reader may read, newest first."""
    mine = [audience.value for audience in ORDER if may_read(reader.audience, audience)]
    return PublishedCircular.objects.filter(audience__in=mine)


def in_short(html, length=300):
    """The first words of a note, for lists and feeds."""
    words = " ".join(strip_tags(html).split())
    return words if len(words) <= length else f"{words[:length].rsplit(' ', 1)[0]} …"
