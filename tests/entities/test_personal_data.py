"""Erasing reaches letters to others, files, and from where; who never came is forgotten after a time."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from entities import admission, invitations, people, personal_data
from entities.choices import LetterKind, LetterState, Role
from entities.models import AccessLog, AccessRequest, ApprovedDomain, Invitation, Letter, Membership, RequestOrigin
from registry.imports import store
from registry.models import Import
from tests import factories as make

pytestmark = pytest.mark.django_db
YESTERDAY = date(2018, 3, 11)
NAME = "Ada O’Neil & Co"


@pytest.fixture
def boss():
    return make.person(Role.SECRETARIAT)


@pytest.fixture
def focal():
    return make.person(Role.FOCAL_POINT, "who", name=NAME)


def gone(person, boss):
    """The person leaves, and asks to be erased."""
    people.end_role(membership=person.memberships.get(), ends=YESTERDAY, by=boss)
    personal_data.erase(person=person, by=boss, reason="Asked for it.")


def offer(focal, **fields):
    row = Invitation(email="vic@example.org", name="Vic", role="viewer", entity=make.entity("who"), **fields)
    return invitations.invite(invitation=row, by=focal)


def test_letters_to_others_name_nobody_who_was_erased(focal, boss):
    offer(focal)
    Letter.objects.create(kind="call", key="k", person=boss, subject=NAME, text=f"Canada; {focal.email}", html="Adam")
    Letter.objects.create(kind="circular", key="early", address=focal.email, text="Dear Ada", reason=focal.email)
    before = Letter.objects.get(kind=LetterKind.INVITATION)
    assert [NAME in before.text, "Ada O’Neil &amp; Co" in before.html] == [True, True]

    gone(focal, boss)

    after = Letter.objects.get(kind=LetterKind.INVITATION)
    assert (after.text, after.html) == (before.text.replace(NAME, "…"), before.html.replace("Ada O’Neil &amp; Co", "…"))
    other = Letter.objects.get(key="k")
    assert (other.subject, other.text, other.html) == ("…", "Canada; …", "Adam")
    early = Letter.objects.get(key="early")
    assert (early.address, early.text, early.reason) == ("erased@erased.invalid", "", "")


def test_what_a_person_asked_for_goes_with_the_letters_that_told_of_it(focal, boss):
    ApprovedDomain.objects.create(entity=make.entity("who"), domain="who.int")
    admission.ask(email="eve@who.int", name="Eve", reason="I work on Peru")
    eve = make.person(Role.VIEWER, "who", email="eve@who.int", name="Eve")
    assert "I work on Peru" in Letter.objects.get(kind=LetterKind.ACCESS_ASKED).text

    gone(eve, boss)

    letter = Letter.objects.get(kind=LetterKind.ACCESS_ASKED)
    assert (letter.person, letter.subject, letter.text, letter.html) == (focal, "", "", "")
    assert letter.state == LetterState.DROPPED
    assert list(AccessRequest.objects.values_list("email", "name", "reason")) == [("", "", "")]


def test_from_where_a_person_acted_is_forgotten(client, focal, boss):
    client.force_login(focal)
    client.post("/desk/people/invite/", {"email": "n@example.org", "what": "viewer", "starts": "2018-03-12"})
    client.get("/account/data/")
    client.force_login(boss)
    row = make.person(Role.VIEWER, "who").memberships.get()
    client.post(f"/review/people/{row.pk}/end/", {"ends": "2018-03-12", "reason": "Left."})
    history = [Invitation.pgh_event_model.objects.get(), Membership.pgh_event_model.objects.get(pgh_label="update")]
    acts = [event.pgh_context["request_id"] for event in history]
    assert [RequestOrigin.objects.filter(pk=act).count() for act in acts] == [1, 1]
    own = set(AccessLog.objects.filter(person=focal.pk).values_list("request_id", flat=True))
    assert RequestOrigin.objects.filter(pk__in=own).count() > 0

    gone(focal, boss)

    assert [RequestOrigin.objects.filter(pk=act).count() for act in acts] == [0, 1]
    assert RequestOrigin.objects.filter(pk__in=own).count() == 0


def test_workbooks_are_told_and_their_files_go(focal, boss, settings, tmp_path, django_capture_on_commit_callbacks):
    settings.IMPORTS_ROOT = tmp_path
    (tmp_path / "a.upload").write_bytes(b"PK")
    row = Import.objects.create(by=focal, entity=make.entity("who"), name="Ada.xlsx", path="a.upload", size=2)
    assert [book["name"] for book in personal_data.told(focal)["workbooks_brought"]] == ["Ada.xlsx"]

    with django_capture_on_commit_callbacks(execute=True):
        gone(focal, boss)

    row.refresh_from_db()
    assert (row.name, row.path, list(Path(store.place_of(row)).glob("*"))) == ("…", "", [])


def test_who_did_not_come_is_forgotten_after_90_days(focal):
    ApprovedDomain.objects.create(entity=make.entity("who"), domain="who.int")
    admission.ask(email="eve@who.int", name="Eve", reason="Peru")
    offer(focal)
    assert personal_data.sweep() == 0

    long_ago = timezone.now() - timedelta(days=91)
    Invitation.objects.update(expires_at=long_ago)
    AccessRequest.objects.update(asked_at=long_ago)

    assert personal_data.sweep() == 2
    assert list(Invitation.objects.values_list("email", "name")) == [("", "")]
    assert list(AccessRequest.objects.values_list("email", "name", "reason")) == [("", "", "")]
    assert AccessRequest.objects.get().closed_at is not None
    assert {(row.subject, row.text, row.html) for row in Letter.objects.all()} == {("", "", "")}
    assert {row.address for row in Letter.objects.filter(person=None)} == {"erased@erased.invalid"}
    assert personal_data.sweep() == 0
