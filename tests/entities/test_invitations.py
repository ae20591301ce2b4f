"""Invitations: a link for one address and one role, once, for a while, and only as long as its sender may."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from entities import invitations, people
from entities.choices import Rhythm, Role
from entities.models import Invitation, Letter, Membership, NetworkMembership, PartnerOrganisation, User
from tests import factories as make
from tests.jobs import work
from tests.pages.reading import words
from ungass_portal.lib.problems import ProcessError

pytestmark = pytest.mark.django_db
PASSWORD = "a lamp beside the river"


@pytest.fixture
def focal():
    return make.person(Role.FOCAL_POINT, "who", name="Ada")


def offer(by, role=Role.VIEWER, email="new@example.org", entity="who", **fields):
    place = {} if role in (Role.SECRETARIAT, Role.PARTNER) else {"entity": make.entity(entity)}
    return invitations.invite(invitation=Invitation(email=email, role=role, **place, **fields), by=by)


def sent_link():
    """The path of the link in the newest mail."""
    return re.findall(r"/account/invitation/[^\s>]+/", mail.outbox[-1].body)[-1]


def answer(client, link, **more):
    return client.post(
        link, {"name": "New", "language": "en", "password": PASSWORD, "again": PASSWORD} | more, follow=True
    )


def test_letter_brings_a_link_that_makes_the_account_and_gives_the_role(client, focal):
    invitation = offer(focal, starts=date(2018, 3, 1), ends=date(2018, 12, 31))
    work()

    response = answer(client, sent_link())

    person = User.objects.get(email="new@example.org")
    assert mail.outbox[-1].to == ["new@example.org"]
    assert [(row.role, row.entity.slug, row.starts, row.ends) for row in person.memberships.all()] == [
        (Role.VIEWER, "who", date(2018, 3, 12), date(2018, 12, 31))
    ]
    assert response.wsgi_request.user == person
    assert person.check_password(PASSWORD)
    invitation.refresh_from_db()
    assert invitation.accepted_by == person


def test_link_works_once(client, focal):
    offer(focal)
    work()
    answer(client, sent_link())
    client.logout()

    again = answer(client, sent_link(), name="Thief")

    assert (again.status_code, "This link does not work any more" in words(again)) == (410, True)
    assert (
        User.objects.filter(email="new@example.org").count() == Membership.objects.filter(role=Role.VIEWER).count() == 1
    )


@pytest.mark.parametrize("what", ["expired", "revoked", "sender left", "sender is deputy no more"])
def test_link_ends(what, client, focal):
    invitation = offer(focal)
    work()
    if what == "expired":
        later = timezone.now() + timedelta(days=14, seconds=1)
        with time_machine.travel(later, tick=True):
            assert client.get(sent_link()).status_code == answer(client, sent_link()).status_code == 410
        return
    if what == "revoked":
        invitations.revoke(invitation=invitation, by=focal)
    elif what == "sender left":
        focal.memberships.update(ends=date(2018, 3, 11))
    else:
        focal.memberships.update(role=Role.CONTRIBUTOR)

    assert client.get(sent_link()).status_code == answer(client, sent_link()).status_code == 410
    assert not User.objects.filter(email="new@example.org").exists()


def test_forged_links_lead_nowhere(client, focal):
    """No letter of the proof can be changed, nor what it is bound to."""
    invitation = offer(focal)
    other = offer(focal, email="other@example.org")
    work()
    link, proof = sent_link(), sent_link().split("/")[-2]
    forged = [
        link.replace(proof, proof[::-1]),
        link.replace(proof, "-"),
        link.replace(str(other.key), str(invitation.key)),
    ]

    assert [client.get(path).status_code for path in forged] == [404, 404, 404]
    for field, value in {"role": Role.CONTRIBUTOR, "email": "thief@example.org", "entity": make.entity("undp")}.items():
        kept = getattr(other, field)
        Invitation.objects.filter(pk=other.pk).update(**{field: value})
        assert client.get(link).status_code == 404
        Invitation.objects.filter(pk=other.pk).update(**{field: kept})
    assert client.get(link).status_code == 200


def test_nothing_that_is_kept_holds_the_proof(client, focal):
    offer(focal)
    work()
    proof = sent_link().split("/")[-2]
    letter = Letter.objects.get(kind="invitation")

    client.force_login(make.person(Role.SECRETARIAT))
    shown = client.get(reverse("review-letter", args=[letter.pk])).content.decode()
    body = client.get(reverse("review-letter-body", args=[letter.pk])).content.decode()

    assert [proof in text for text in (letter.text, letter.html, shown, body)] == [False] * 4
    assert proof in mail.outbox[-1].alternatives[0].content


def test_who_has_an_account_signs_in_first_and_nobody_else_may_accept(client, focal):
    person = make.person(email="new@example.org")
    offer(focal, Role.CONTRIBUTOR)
    work()
    link = sent_link()

    assert "You have an account here already" in words(client.get(link))
    answer(client, link, password="another long password", again="another long password")
    client.force_login(make.person(Role.VIEWER, "undp", email="thief@example.org"))
    assert "You are signed in as thief@example.org" in words(answer(client, link))
    assert not person.memberships.exists()
    assert person.check_password(make.PASSWORD)

    client.force_login(person)
    client.post(link)
    assert [row.role for row in person.memberships.all()] == [Role.CONTRIBUTOR]


def test_invitation_that_was_taken_back_before_it_left_is_not_sent(focal):
    invitations.revoke(invitation=offer(focal), by=focal)

    work()

    assert mail.outbox == []
    assert Letter.objects.get(kind="invitation").state == "dropped"


def test_a_newer_invitation_takes_the_place_of_the_older(focal):
    first, second = offer(focal), offer(focal, Role.CONTRIBUTOR)

    assert list(Invitation.objects.open()) == [second]
    assert first.key != second.key


def test_nobody_invites_himself(focal):
    with pytest.raises(ProcessError, match="Nobody invites himself"):
        offer(focal, email=focal.email.upper())


@pytest.mark.parametrize(
    ("inviter", "allowed"),
    [
        (("focal_point", False), {"contributor who", "viewer who", "deputy who"}),
        (("focal_point", True), {"contributor who", "viewer who"}),
        (("contributor", False), set()),
        (("viewer", False), set()),
        (("partner", False), set()),
        (
            ("secretariat", False),
            {f"{role} {at}" for role in ("contributor", "viewer", "deputy", "focal_point") for at in ("who", "undp")}
            | {"secretariat", "partner"},
        ),
    ],
)
def test_who_invites_to_what(inviter, allowed):
    role, deputy = inviter
    by = make.person(role, "who")
    by.memberships.update(deputy=deputy)
    organisation, _made = PartnerOrganisation.objects.get_or_create(slug="partner", defaults={"name": "P"})
    offers = {
        "secretariat": {"role": Role.SECRETARIAT},
        "partner": {"role": Role.PARTNER, "organisation": organisation},
    }
    for at in ("who", "undp"):
        for given in ("contributor", "viewer", "focal_point"):
            offers[f"{given} {at}"] = {"role": given, "entity": make.entity(at)}
        offers[f"deputy {at}"] = {"role": Role.FOCAL_POINT, "deputy": True, "entity": make.entity(at)}

    found = set()
    for number, (name, fields) in enumerate(offers.items()):
        try:
            invitations.invite(invitation=Invitation(email=f"a{number}@example.org", **fields), by=by)
        except PermissionDenied:
            continue
        found.add(name)

    assert found == allowed


def test_weak_password_is_refused_and_what_was_typed_stays(client, focal):
    offer(focal)
    work()

    response = answer(client, sent_link(), password="password", again="password", name="Nina")

    assert (response.status_code, 'value="Nina"' in response.content.decode()) == (422, True)
    assert not User.objects.filter(email="new@example.org").exists()


def test_focal_point_invites_names_a_deputy_and_ends_a_role_on_pages(client, focal):
    colleague = make.person(Role.CONTRIBUTOR, "who", name="Cora").memberships.get()
    client.force_login(focal)

    client.post("/desk/people/invite/", {"email": "v@example.org", "what": "viewer", "starts": "2018-03-12"})
    client.post(reverse("desk-name-deputy", args=[colleague.pk]))
    text = words(client.get("/desk/people/"))

    assert "v@example.org Viewer, WHO" in text.replace("who in full", "WHO")
    deputy = Membership.objects.get(user=colleague.user, deputy=True)
    assert (deputy.role, deputy.starts) == (Role.FOCAL_POINT, date(2018, 3, 12))
    client.post(reverse("desk-role-end", args=[deputy.pk]), {"ends": "2018-03-12", "reason": "New post."})
    deputy.refresh_from_db()
    assert deputy.ends == date(2018, 3, 12)


def test_focal_point_ends_neither_another_focal_points_role_nor_one_elsewhere(client, focal):
    peer = make.person(Role.FOCAL_POINT, "who").memberships.get()
    foreign = make.person(Role.VIEWER, "undp").memberships.get()

    for row in (peer, foreign):
        with pytest.raises(PermissionDenied):
            people.end_role(membership=row, ends=date(2018, 3, 12), by=focal)
    client.force_login(focal)
    assert client.post(reverse("desk-role-end", args=[foreign.pk]), {"ends": "2018-03-12"}).status_code == 404
    assert client.post(reverse("desk-role-end", args=[peer.pk]), {"ends": "2018-03-12"}).status_code == 403
    peer.refresh_from_db()
    foreign.refresh_from_db()
    assert (peer.ends, foreign.ends) == (None, None)


def test_a_role_that_has_ended_is_not_opened_again_by_giving_it_a_later_end(focal):
    row = make.person(Role.VIEWER, "who").memberships.get()
    Membership.objects.filter(pk=row.pk).update(ends=date(2018, 3, 11))

    for ends in (date(2019, 1, 1), date(2018, 3, 12)):
        with pytest.raises(ProcessError, match="has ended already"):
            people.end_role(membership=row, ends=ends, by=focal)
    people.end_role(membership=row, ends=date(2018, 3, 1), by=focal)

    row.refresh_from_db()
    assert row.ends == date(2018, 3, 1)


@pytest.mark.parametrize("slug", ["un-resident-coordinators", "un-country-teams"])
@pytest.mark.parametrize("network", [True, False])
def test_resident_coordinators_and_country_teams_are_viewers(slug, network, client):
    """They read with the network where the secretariat has let them into it, as reading only; else as partners."""
    make.cleared(title="For the network")
    make.shared("partners", title="For partners")
    team = make.entity(slug, network=network)
    NetworkMembership.objects.filter(entity=team).update(rhythm=Rhythm.READS)

    offered = Invitation(email="new@example.org", role=Role.VIEWER, entity=team)
    invitations.invite(invitation=offered, by=make.person(Role.SECRETARIAT))
    work()
    answer(client, sent_link())

    page = client.get("/matrix/").content.decode()
    assert [title in page for title in ("For partners", "For the network")] == [True, network]
    assert User.objects.get(email="new@example.org").memberships.get().role == Role.VIEWER
