"""Letters: what goes over the wire, to whom, at most once; how people do without them."""

import email
import email.policy
from datetime import timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.urls import reverse
from django.utils import timezone

from entities import jobs, review, sharing
from entities.choices import Decision, LetterKind, LetterState, Role
from entities.mail import asked, leaving, notes, sending
from entities.mail.rendering import as_text
from entities.mail.writing import To, write
from entities.models import Job, Letter, MailRefusal, Membership
from tests import factories as make
from tests.entities.test_jobs import due_now, until
from tests.jobs import start_worker, work
from ungass_portal.lib import clock

TITLE = "Prävention – опиоиды & „health“"


@pytest.fixture
def secretariat(db):
    make.code_lists()
    return make.person(Role.SECRETARIAT)


@pytest.fixture
def letter(db):
    """An optional letter to a focal point of WHO that waits to be sent."""
    person = make.person(Role.FOCAL_POINT, "who", language="fr")
    return write(LetterKind.ASKED, To(person, make.entity("who")), key="asked:1", context=asked_context())


def asked_context():
    row = {"reference": "ACT-100001", "title": TITLE, "language": "de", "url": "http://testserver/x/", "note": "lead"}
    return {"named": {"rows": [row], "more": 3}, "decisions": {"rows": [], "more": 0}, "desk_url": "http://t/desk/"}


def wire(message):
    """A sent mail, read back from its bytes by the standard library."""
    return email.message_from_bytes(message.message().as_bytes(), policy=email.policy.default)


def fate(letter):
    letter.refresh_from_db()
    return letter.state


def test_a_letter_goes_out_as_text_and_html_with_its_headers(letter):
    assert work() == 1

    assert len(mail.outbox) == 1
    parsed = wire(mail.outbox[0])
    text, html = parsed.iter_parts()
    assert parsed.get_content_type() == "multipart/alternative"
    assert (text.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    assert text.get_content_charset() == html.get_content_charset() == "utf-8"
    assert TITLE in text.get_content()
    assert f'<span lang="de" dir="ltr">{TITLE.replace("&", "&amp;")}</span>' in html.get_content()
    assert '<html lang="fr" dir="ltr">' in html.get_content()
    assert parsed["To"] == letter.person.email
    assert parsed["Subject"].replace("\xa0", " ") == "OMS : votre décision est demandée"
    assert parsed["Auto-Submitted"] == "auto-generated"
    assert parsed["Date"].datetime.date() == clock.today()
    assert parsed["List-Unsubscribe"] == f"<{letter.leave_url}>"
    assert parsed["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    letter.refresh_from_db()
    assert (letter.state, letter.sendings, letter.sent_to) == (LetterState.SENT, 1, letter.person.email)
    assert parsed["Message-ID"] == letter.message_id
    assert letter.message_id.endswith("@testserver>")


def test_the_text_is_made_from_the_html():
    html = """<html><head><title> A
      title</title><style>p {}</style></head><body><h1>One</h1><p>Two <a href="https://x.org/a">here</a>.</p>
      <ul><li><p><a href="https://x.org/b">First</a></p><p>note</p></li><li>Second</li></ul>
      <blockquote><p>said<br>twice</p></blockquote><p>a <del>b</del><ins>c</ins> &amp; d</p></body></html>"""

    subject, text = as_text(html)

    assert subject == "A title"
    assert text == (
        "One\n===\n\nTwo here <https://x.org/a>.\n\n- First <https://x.org/b>\n  note\n- Second\n\n"
        "> said\n> twice\n\na [-b-][+c+] & d\n"
    )


def test_the_same_key_writes_one_letter(letter):
    again = write(LetterKind.ASKED, To(letter.person, letter.entity), key="asked:1", context=asked_context())

    assert again is None
    assert (Letter.objects.count(), Job.objects.count()) == (1, 1)


@pytest.mark.parametrize("how", ["ended", "inactive", "refused"])
def test_nothing_goes_to_whom_it_no_longer_concerns(letter, how):
    """The role held, and the letter was wanted, when it was written."""
    if how == "ended":
        Membership.objects.update(ends="2018-03-11")
    elif how == "inactive":
        type(letter.person).objects.update(is_active=False)
    else:
        leaving.choose(person=letter.person, wanted=[])

    work()

    assert mail.outbox == []
    assert fate(letter) == LetterState.DROPPED
    assert letter.reason


def test_a_role_in_another_entity_does_not_count(letter):
    Membership.objects.update(entity=make.entity("undp"))

    work()

    assert (mail.outbox, fate(letter)) == ([], LetterState.DROPPED)


class Server(BaseEmailBackend):
    """A mail server that answers as a test tells it to."""

    answers = []
    at = "send"

    def open(self):
        if Server.at == "open":
            raise ConnectionRefusedError(111, "Connection refused")

    def send_messages(self, messages):
        answer = Server.answers.pop(0) if Server.answers else None
        if answer:
            raise answer
        mail.outbox.extend(messages)
        return len(messages)


@pytest.fixture
def server(settings, monkeypatch):
    settings.MAILERS = {"default": {"BACKEND": f"{__name__}.Server"}}
    monkeypatch.setattr(Server, "at", "send")
    monkeypatch.setattr(Server, "answers", [])
    return Server


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (SMTPDataError(554, b"no"), LetterState.FAILED),
        (SMTPRecipientsRefused({"a@b.org": (550, b"unknown user")}), LetterState.FAILED),
        (ConnectionResetError(104, "reset"), LetterState.UNKNOWN),
        (TimeoutError("timed out"), LetterState.UNKNOWN),
    ],
)
def test_what_the_server_says_decides_and_the_secretariat_may_resend(letter, server, client, answer, state):
    server.answers = [answer]
    work()
    assert (fate(letter), len(mail.outbox), work()) == (state, 0, 0)
    client.force_login(make.person(Role.SECRETARIAT))

    client.post(reverse("review-letter-resend", args=[letter.pk]))
    work()

    assert (fate(letter), letter.sendings, len(mail.outbox)) == (LetterState.SENT, 2, 1)
    client.post(reverse("review-letter-resend", args=[letter.pk]))
    assert (fate(letter), work()) == (LetterState.SENT, 0)


@pytest.mark.parametrize("way", ["open", "later"])
def test_a_server_that_is_away_or_busy_is_tried_again(letter, server, way):
    server.at, server.answers = ("open", []) if way == "open" else ("send", [SMTPDataError(451, b"later")])
    work()
    assert (fate(letter), Job.objects.get().state) == (LetterState.WAITING, "waiting")

    server.at = "send"
    due_now(Job.objects.get())
    work()

    assert (fate(letter), len(mail.outbox)) == (LetterState.SENT, 1)


def test_a_server_that_stays_away_leaves_a_failed_letter(letter, server):
    server.at = "open"
    for _attempt in range(4):
        work()
        due_now(Job.objects.get())

    assert fate(letter) == LetterState.FAILED
    assert letter.reason == "ConnectionRefusedError: [Errno 111] Connection refused"


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_between_claim_and_answer_never_sends_twice():
    person = make.person(Role.FOCAL_POINT, "who")
    letter = write(LetterKind.ASKED, To(person, make.entity("who")), key="asked:1", context=asked_context())
    worker = start_worker("tests.entities.slow_mail")
    try:
        until(lambda: fate(letter) == LetterState.CLAIMED)  # seen by others before the server has answered
    finally:
        worker.kill()
        worker.wait()
    Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    jobs.recover()
    due_now(Job.objects.get())

    work()

    assert (fate(letter), mail.outbox) == (LetterState.UNKNOWN, [])
    assert "may have arrived or not" in letter.reason


def test_one_click_ends_letters_of_this_sort_and_again_changes_nothing(letter, client):
    address = letter.leave_url.removeprefix("http://testserver")
    asks = client.get(address)
    assert (asks.status_code, MailRefusal.objects.count()) == (200, 0)  # whoever only looks ends nothing

    for _time in range(2):
        done = client.post(address, {"List-Unsubscribe": "One-Click"})
        assert (done.status_code, list(MailRefusal.objects.values_list("person", "kind"))) == (
            200,
            [(letter.person.pk, "asked")],
        )
    assert write(LetterKind.ASKED, To(letter.person, letter.entity), key="asked:2", context=asked_context()) is None


def test_links_that_we_did_not_sign_lead_nowhere(letter, client):
    token = letter.leave_url.rstrip("/").rsplit("/", 1)[1]
    pk, _colon, signature = token.partition(":")
    other = write(LetterKind.RETURNED, To(letter.person, letter.entity), key="r", context=returned_context())
    forged = [pk, f"{pk}:x", f"{other.pk}:{signature}", token[:-1], sending.__name__]

    answers = [client.post(reverse("mail-leave", args=[text])).status_code for text in forged]

    assert (answers, MailRefusal.objects.count()) == ([404] * 5, 0)
    assert other.leave_url == ""  # what somebody must act on cannot be left


def returned_context():
    return {"record": make.EntityFactory.build(), "title": "T", "title_language": "en", "reason": "x", "url": "/"}


def test_the_link_keeps_working_after_the_role_and_the_letter_are_over(letter, client):
    Letter.objects.update(state=LetterState.SENT, sent_at=timezone.now())
    Membership.objects.update(ends="2018-03-11")

    assert client.post(letter.leave_url.removeprefix("http://testserver")).status_code == 200


def test_people_choose_which_optional_letters_they_get(client, db):
    person = make.person(Role.FOCAL_POINT, "who")
    client.force_login(person)

    client.post(reverse("notifications"), {"wanted": ["digest"]})
    assert leaving.wanted_by(person) == ["digest"]
    refused = client.post(reverse("notifications"), {"wanted": ["call"]})
    assert (refused.status_code, leaving.wanted_by(person)) == (200, ["digest"])
    client.post(reverse("notifications"), {"wanted": ["reminder", "asked"]})

    assert leaving.wanted_by(person) == ["reminder", "asked"]


def test_a_return_is_told_with_its_reason_and_a_link_to_the_field(secretariat):
    record = make.submitted(title=TITLE)
    make.person(Role.VIEWER, "who")
    deputy = make.person(Role.FOCAL_POINT, "who")

    review.send_back(record=record, by=secretariat, reason="Which year?\nAnd where?", fields=["countries", "dates"])
    work()

    assert sorted(message.to[0] for message in mail.outbox) == sorted([record.created_by.email, deputy.email])
    text = mail.outbox[0].body
    assert "> Which year?\n> And where?\n" in text
    assert "It concerns: Countries and areas, Dates." in text
    assert f"<http://testserver/desk/activities/{record.reference}/edit/#id_countries>" in text
    assert "Test" not in text
    assert "List-Unsubscribe" not in wire(mail.outbox[0])


def test_a_mended_record_is_shown_word_by_word(secretariat):
    record = make.cleared(summary="Traning of judges.")
    before = record.working_copy.content()

    notes.mended(
        record=record, before=before, after=before | {"summary": "Training of judges."}, by=secretariat, key="1"
    )

    letter = Letter.objects.get(kind=LetterKind.MENDED)
    assert "<del>Traning</del><ins>Training</ins> of judges." in letter.html
    assert "> [-Traning-][+Training+] of judges.\n" in letter.text
    assert f"http://testserver/desk/activities/{record.reference}/" in letter.text


def test_what_is_asked_is_told_once_and_only_what_is_new_later(secretariat, portal_date):
    person = make.person(Role.FOCAL_POINT, "unodc")
    first = make.cleared(lead="who", partners=["unodc"], title="First")
    make.record(lead="who", partners=["unodc"], title="Nobody has read this draft")

    assert (asked.write_letters(clock.today()), asked.write_letters(clock.today())) == (1, 0)
    make.cleared(lead="who", partners=["unodc"], title="Second")
    portal_date(clock.today().replace(day=13))
    assert asked.write_letters(clock.today()) == 1

    letters = Letter.objects.filter(kind=LetterKind.ASKED).order_by("written_at")
    assert [("First" in row.text, "Second" in row.text, "draft" in row.text) for row in letters] == [
        (True, False, False),
        (False, True, False),
    ]
    assert {row.person for row in letters} == {person}
    assert f"http://testserver/desk/activities/{first.reference}/" in letters[0].text


def test_a_missing_word_about_sharing_is_asked_for(secretariat):
    make.person(Role.FOCAL_POINT, "unodc")
    record = make.cleared(lead="who", partners=["unodc"])
    sharing.decide(
        record=record, entity=make.entity("who"), word=sharing.Word("public", Decision.AGREE), by=record.created_by
    )

    asked.write_letters(clock.today())

    letter = Letter.objects.get(person__memberships__entity__slug="unodc")
    assert letter.about == [f"named:{record.reference}", f"share:{record.reference}:1:partners+public"]
    assert f"http://testserver/desk/activities/{record.reference}/sharing/" in letter.text


def test_letters_are_read_in_the_browser_where_none_leaves(client, letter, settings):
    client.force_login(letter.person)
    body = client.get(reverse("own-letter-body", args=[letter.pk]))
    page = client.get(reverse("own-letter", args=[letter.pk])).content.decode()

    assert [row.pk for row in client.get(reverse("own-mail")).context["letters"]] == [letter.pk]
    assert letter.html.replace("<head>", '<head>\n  <base target="_top">', 1) == body.content.decode()
    assert body["X-Frame-Options"] == "SAMEORIGIN"
    assert "default-src 'none'" in body["Content-Security-Policy"]
    assert "List-Unsubscribe-Post" in page
    client.force_login(make.person(Role.FOCAL_POINT, "who"))
    assert client.get(reverse("own-letter", args=[letter.pk])).status_code == 404
    client.force_login(letter.person)
    settings.DEVELOPMENT, settings.PORTAL_DATE = False, None
    for name, args in (("own-mail", []), ("own-letter", [letter.pk]), ("own-letter-body", [letter.pk])):
        assert client.get(reverse(name, args=args)).status_code == 404


def test_the_secretariat_finds_letters_by_what_became_of_them(client, letter):
    Letter.objects.update(state=LetterState.UNKNOWN)
    client.force_login(make.person(Role.SECRETARIAT))

    found = {
        state: [row.pk for row in client.get(reverse("review-mail"), {"state": state}).context["letters"]]
        for state in ("unknown", "sent", "")
    }

    assert found == {"unknown": [letter.pk], "sent": [], "": [letter.pk]}
    assert client.get(reverse("review-mail"), {"state": "lost"}).status_code == 400
    assert client.get(reverse("review-letter", args=[letter.pk])).context["may_resend"] is True
