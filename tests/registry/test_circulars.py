"""Circulars: who gets one and with which documents, sent once, read by whom it is for, left by a link."""

import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from entities import review
from entities.choices import JobState, LetterState, Role
from entities.models import Job, Letter, Membership
from registry import circulars
from registry.choices import DocumentFormat
from registry.documents import making
from registry.models import Circular, DistributionList, EditionDocument, ListLeaving, PublishedCircular
from tests import factories as make
from tests.entities.test_mail import wire
from tests.entities.test_races import Other, wait_until_blocked
from tests.factories.editions import edition, sealed
from tests.gate.role import as_reader, grant
from tests.jobs import work
from ungass_portal.lib.problems import ProcessError

pytestmark = pytest.mark.django_db
NOTE = "Dear colleagues,\n\nthe **matrix** is sealed. [More](https://example.org/)\n\n<script>alert(1)</script>"


@pytest.fixture
def secretariat():
    make.code_lists()
    return make.person(Role.SECRETARIAT)


def make_list(slug, audience, *boxes, roles=(), **fields):
    row = DistributionList.objects.create(slug=slug, name=slug, audience_id=audience, roles=list(roles), **fields)
    for box in boxes:
        row.mailboxes.create(address=box)
    return row


def draft(by, *lists, audience="public", title="News of March", **fields):
    row = Circular(title=title, note=NOTE, audience_id=audience, **fields)
    return circulars.save(circular=row, lists=lists, by=by)


def document(month, audience, name, root=None):
    """A document of an audience's revision; written into the store where one is given."""
    path = f"{audience}/{name}"
    if root:
        place = Path(root, path)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(f"{name} of {audience}".encode())
    revision = month.revisions.get(audience=audience)
    form, sha256 = name.rpartition(".")[2], "0" * 64
    return EditionDocument.objects.create(
        revision=revision, format=form, name=name, path=path, size=10, sha256=sha256, software="test"
    )


def got():
    """Who got a mail, with the names of what was attached."""
    return sorted((message.to[0], [file.filename for file in message.attachments]) for message in mail.outbox)


def test_people_come_by_role_and_entity_and_mailboxes_by_address(secretariat):
    who = make.person(Role.FOCAL_POINT, "who", email="who@example.org")
    make.person(Role.FOCAL_POINT, "undp")
    make.person(Role.VIEWER, "who")
    past = make.person(Role.FOCAL_POINT, "who")
    Membership.objects.filter(user=past).update(ends="2018-03-11")
    row = make_list("focal", "network", "desk@example.org", "who@example.org", roles=[Role.FOCAL_POINT])
    row.entities.add(make.entity("who"))

    found = circulars.recipients(draft(secretariat, row))

    assert [(each.address, each.to.person, each.audience) for each in found] == [
        ("desk@example.org", None, "network"),
        ("who@example.org", who, "network"),
    ]


def test_a_person_never_gets_more_than_the_own_roles_read(secretariat):
    make.person(Role.PARTNER, email="partner@example.org")
    make.person(Role.FOCAL_POINT, make.entity("body", network=False), email="outside@example.org")
    row = make_list("all", "network", roles=[Role.PARTNER, Role.FOCAL_POINT])

    for audience, expected in (
        ("network", []),
        ("partners", [("outside@example.org", "partners"), ("partner@example.org", "partners")]),
    ):
        found = circulars.recipients(draft(secretariat, row, audience=audience))
        assert [(each.address, each.audience) for each in found] == expected


def test_an_address_on_two_lists_gets_one_letter_with_the_widest_reading(secretariat):
    lists = [make_list("a", "public", "x@example.org", attaches=True), make_list("b", "network", "x@example.org")]

    found = circulars.recipients(draft(secretariat, *lists))

    assert [(each.audience, each.attaches, each.lists) for each in found] == [("network", False, ["a", "b"])]


def test_each_gets_the_documents_of_the_own_audience_as_links_or_attached(secretariat, settings, tmp_path, monkeypatch):
    settings.DOCUMENTS_ROOT = tmp_path
    monkeypatch.setattr(making, "FORMS", {DocumentFormat.PDF: making.FORMS[DocumentFormat.PDF]})
    month = sealed(by=secretariat)
    for audience in ("network", "partners", "public"):
        document(month, audience, f"matrix-{audience}.pdf", tmp_path)
    lists = [
        make_list("network", "network", "network@example.org"),
        make_list("partners", "partners", "partners@example.org", attaches=True),
        make_list("public", "public", "public@example.org"),
    ]

    assert circulars.send(circular=draft(secretariat, *lists, edition=month), by=secretariat) == 3
    work()

    assert got() == [
        ("network@example.org", []),
        ("partners@example.org", ["matrix-partners.pdf"]),
        ("public@example.org", []),
    ]
    bodies = {message.to[0]: message.body for message in mail.outbox}
    assert "/editions/2018-03/rev-0/documents/matrix-network.pdf>" in bodies["network@example.org"]
    assert "matrix-public" not in bodies["network@example.org"]
    assert "matrix-network" not in bodies["partners@example.org"] + bodies["public@example.org"]
    parsed = wire(next(message for message in mail.outbox if message.attachments))
    assert parsed.get_content_type() == "multipart/mixed"
    assert [part.get_content() for part in parsed.iter_attachments()] == [b"matrix-partners.pdf of partners"]
    assert parsed["List-Id"] == "<partners.ungass-portal>"
    assert parsed["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_a_circular_that_waits_brings_no_document_closed_meanwhile(secretariat, settings, tmp_path, monkeypatch):
    settings.DOCUMENTS_ROOT = tmp_path
    monkeypatch.setattr(making, "FORMS", {DocumentFormat.PDF: making.FORMS[DocumentFormat.PDF]})
    record = make.shared("public")
    month = sealed(by=secretariat)
    for audience in ("network", "partners"):
        document(month, audience, f"matrix-{audience}.pdf", tmp_path)
    Job.objects.filter(kind="documents").delete()
    lists = [
        make_list("network", "network", "network@example.org", attaches=True),
        make_list("partners", "partners", "partners@example.org", attaches=True),
    ]
    circulars.send(circular=draft(secretariat, *lists, edition=month), by=secretariat)

    review.withdraw(record=record, by=record.created_by, reason="unsafe for those named")
    Job.objects.filter(kind="documents").delete()
    DBTaskResult.objects.exclude(task_path="entities.jobs.execute", pk__in=Job.objects.values("task")).delete()
    work()

    assert got() == [("network@example.org", ["matrix-network.pdf"])]
    letter = Letter.objects.get(address="partners@example.org")
    assert (letter.state, letter.reason) == (
        LetterState.DROPPED, "Something was withdrawn from the documents that it brings: send them round anew.",
    )  # fmt: skip


def test_a_person_who_reads_less_by_now_does_not_get_what_was_written_before(secretariat):
    person = make.person(Role.FOCAL_POINT, "who")
    row = draft(secretariat, make_list("focal", "network", roles=[Role.FOCAL_POINT]), audience="network")
    circulars.send(circular=row, by=secretariat)
    Membership.objects.filter(user=person).update(entity=make.entity("body", network=False))

    work()

    letter = Letter.objects.get()
    assert (letter.state, letter.reason, mail.outbox) == (
        LetterState.DROPPED, "The person reads less by now than when it was written.", [],
    )  # fmt: skip


def test_a_circular_is_sent_once(secretariat):
    row = draft(secretariat, make_list("public", "public", "a@example.org"))
    circulars.send(circular=row, by=secretariat)

    with pytest.raises(ProcessError, match="has been sent already"):
        circulars.send(circular=row, by=secretariat)
    with pytest.raises(ProcessError, match="has been sent and stays as it is"):
        circulars.save(circular=row, lists=[], by=secretariat)

    assert (Letter.objects.count(), PublishedCircular.objects.count(), work()) == (1, 1, 1)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_send_it_at_once_one_does(secretariat):
    row = draft(secretariat, make_list("public", "public", "a@example.org"))

    with transaction.atomic():
        circulars.send(circular=row, by=secretariat)
        other = Other(lambda: circulars.send(circular=row, by=secretariat))
        other.thread.start()
        wait_until_blocked(other)
    other.join()

    assert (str(other.error), Letter.objects.count()) == ("This circular has been sent already.", 1)


@pytest.mark.parametrize(
    ("audience", "expected"),
    [
        ("network", "“p” reads as partner organisations, and may not get what is for the network of UN focal points."),
        ("partners", ""),
    ],
)
def test_a_list_gets_nothing_that_it_may_not_read(secretariat, audience, expected):
    row = draft(secretariat, make_list("p", "partners", "a@example.org"), audience=audience)

    assert " ".join(circulars.obstacles(row)) == expected


def test_what_stands_in_the_way_is_told(secretariat):
    open_month = edition("2018-02")
    empty = make_list("empty", "public")

    assert circulars.obstacles(draft(secretariat)) == ["Choose at least one distribution list."]
    assert circulars.obstacles(draft(secretariat, empty)) == ["Nobody on these lists would get it."]
    row = draft(secretariat, make_list("a", "public", "a@example.org"), edition=open_month)
    with pytest.raises(ProcessError, match="The edition of 2018-02 is not sealed yet"):
        circulars.send(circular=row, by=secretariat)
    assert (Letter.objects.count(), Circular.objects.filter(state="sent").count()) == (0, 0)


def test_a_circular_waits_for_the_documents_that_go_with_it(secretariat):
    month = sealed(by=secretariat)
    row = draft(secretariat, make_list("a", "public", "a@example.org"), edition=month)

    with pytest.raises(ProcessError, match="The documents of 2018-03 are still being made"):
        circulars.send(circular=row, by=secretariat)
    Job.objects.update(state=JobState.FAILED, error="No font.")  # what cannot be made holds nothing up

    assert circulars.send(circular=row, by=secretariat) == 1


@pytest.mark.parametrize("role", [Role.FOCAL_POINT, Role.PARTNER])
def test_only_the_secretariat_writes_and_sends(secretariat, role):
    other = make.person(role, "who")
    row = draft(secretariat, make_list("a", "public", "a@example.org"))

    for act in (circulars.send, circulars.send_test):
        with pytest.raises(PermissionDenied):
            act(circular=row, by=other)
    with pytest.raises(PermissionDenied):
        draft(other)


def test_a_test_goes_to_oneself_only_and_counts_for_nothing(secretariat, client):
    row = draft(secretariat, make_list("a", "public", "a@example.org"))
    client.force_login(secretariat)

    client.post(reverse("review-circular-test", args=[row.slug]))
    work()

    assert [(message.to, message.subject) for message in mail.outbox] == [([secretariat.email], "[Test] News of March")]
    assert (list(circulars.letters_of(row)), PublishedCircular.objects.count()) == ([], 0)


def test_the_note_is_cleaned(secretariat):
    html = circulars.as_html(NOTE + "\n\n[x](javascript:alert(1)) ![i](https://t.example/pixel.png)")

    assert "<strong>matrix</strong>" in html
    assert "<script" not in html
    assert "javascript:" not in html.replace("[x](javascript:alert(1))", "")
    assert "<img" not in html


def test_the_archive_and_the_feed_are_of_each_audience(secretariat, client):
    for audience in ("network", "partners", "public"):
        row = make_list(f"to-{audience}", "network", f"{audience}@example.org")
        circulars.send(circular=draft(secretariat, row, audience=audience, title=f"For {audience}"), by=secretariat)
    draft(secretariat, title="A draft")
    slugs = {row.audience_id: row.slug for row in PublishedCircular.objects.all()}
    readers = {
        "network": make.person(Role.FOCAL_POINT, "who"),
        "partners": make.person(Role.PARTNER),
        "public": None,
    }
    seen = {}
    grant()
    for name, person in readers.items():
        client.logout()
        if person:
            client.force_login(person)
        pages = [client.get(reverse("circular-detail", args=[slug])).status_code for slug in slugs.values()]
        with as_reader():  # the desk's tables of circulars cannot be read here
            titles = [row.title for row in client.get(reverse("circulars")).context["page"].rows]
            feed = client.get(reverse("circulars-atom"))
        seen[name] = (sorted(titles), pages.count(200), feed.content)

    assert {name: row[:2] for name, row in seen.items()} == {
        "network": (["For network", "For partners", "For public"], 3),
        "partners": (["For partners", "For public"], 2),
        "public": (["For public"], 1),
    }
    assert len({row[2] for row in seen.values()}) == 1
    atom = ElementTree.fromstring(seen["public"][2])
    titles = [node.text for node in atom.iter("{http://www.w3.org/2005/Atom}title")]
    assert titles == ["UNGASS portal: circulars", "For public"]


def test_an_address_tells_nothing_of_other_circulars(secretariat):
    first, second = draft(secretariat, title="Same title"), draft(secretariat, title="Same title")

    assert first.slug != second.slug
    assert [row.slug.startswith("2018-03-same-title-") for row in (first, second)] == [True, True]
    assert draft(secretariat, title="أخبار").slug.startswith("2018-03-circular-")


def test_an_address_leaves_by_its_link_and_gets_no_more(secretariat, client):
    row = make_list("news", "public", "a@example.org", "b@example.org")
    circulars.send(circular=draft(secretariat, row), by=secretariat)
    address = Letter.objects.get(address="a@example.org").leave_url.removeprefix("http://testserver")
    assert client.get(address).status_code == 200
    assert ListLeaving.objects.count() == 0

    for _time in range(2):
        assert client.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200

    assert list(ListLeaving.objects.values_list("list__slug", "address")) == [("news", "a@example.org")]
    assert [each.address for each in circulars.recipients(draft(secretariat, row))] == ["b@example.org"]


def test_a_forged_link_leaves_nothing(secretariat, client):
    make_list("news", "public", "a@example.org")
    token = circulars.LEAVING.sign("news/a@example.org")
    body, _colon, signature = token.rpartition(":")
    forged = [body, f"news/b@example.org:{signature}", token[:-1], f"{body}:x"]

    assert [client.post(reverse("list-leave", args=[text])).status_code for text in forged] == [404] * 4
    assert ListLeaving.objects.count() == 0


def test_what_came_back_is_written_down_and_sent_again(secretariat, client):
    row = draft(secretariat, make_list("a", "public", "a@example.org"))
    circulars.send(circular=row, by=secretariat)
    work()
    letter = Letter.objects.get()
    client.force_login(secretariat)
    other = draft(secretariat, title="Another")

    elsewhere = client.post(reverse("review-circular-bounced", args=[other.slug, letter.pk]))
    client.post(reverse("review-circular-bounced", args=[row.slug, letter.pk]), {"reason": "Mailbox full"})
    letter.refresh_from_db()
    assert (elsewhere.status_code, letter.state, letter.reason) == (404, LetterState.BOUNCED, "Mailbox full")

    client.post(reverse("review-circular-resend", args=[row.slug, letter.pk]))
    work()

    letter.refresh_from_db()
    assert (letter.state, letter.sendings, len(mail.outbox)) == (LetterState.SENT, 2, 2)


def test_a_list_is_kept_with_its_mailboxes(secretariat, client):
    client.force_login(secretariat)
    values = {"name": "Press", "slug": "press", "audience": "public", "mailboxes": "Press@Example.org fr\n\ndesk@x.org"}

    bad = client.post(reverse("review-distribution-list-new"), values | {"mailboxes": "desk@x.org\nno address"})
    client.post(reverse("review-distribution-list-new"), values)
    row = DistributionList.objects.get()
    kept = list(row.mailboxes.values_list("address", "language"))
    client.post(reverse("review-distribution-list", args=["press"]), values | {"mailboxes": "desk@x.org es"})

    assert bad.context["form"].errors["mailboxes"] == ["Line 2: “no” is no e-mail address."]
    assert kept == [("desk@x.org", "en"), ("press@example.org", "fr")]
    assert list(row.mailboxes.values_list("address", "language")) == [("desk@x.org", "es")]


def test_a_circular_is_written_on_its_page_and_previewed(secretariat, client):
    row = make_list("a", "public", "a@example.org")
    client.force_login(secretariat)
    begun = client.get(reverse("review-circular-new"), {"edition": sealed("2018-02").code})
    answer = client.post(
        reverse("review-circular-new"),
        {"title": "News", "note": NOTE, "language": "en", "audience": "public", "lists": [row.pk]},
    )
    made = Circular.objects.get()
    assert '<option value="2018-02-01" selected>February 2018</option>' in begun.content.decode()
    assert answer.url == reverse("review-circular", args=[made.slug])

    page = client.get(reverse("review-circular", args=[made.slug]))
    shown = client.get(reverse("review-circular-preview", args=[made.slug, "public"]))
    client.post(reverse("review-circular-send", args=[made.slug]))

    assert [each.address for each in page.context["recipients"]] == ["a@example.org"]
    assert "<strong>matrix</strong>" in shown.content.decode()
    assert shown["X-Frame-Options"] == "SAMEORIGIN"
    made.refresh_from_db()
    assert made.state == "sent"
    assert client.get(reverse("review-circular-edit", args=[made.slug])).status_code == 302
    letters = client.get(reverse("review-circular", args=[made.slug])).context["letters"]
    assert [letter.address for letter in letters] == ["a@example.org"]
