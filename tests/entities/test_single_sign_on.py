"""Single sign-on against real OpenID Connect providers on this machine: only for people who were invited."""

from urllib.parse import urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from oidc_provider_mock import User as Claims
from oidc_provider_mock import run_server_in_thread

from entities import invitations
from entities.choices import Role
from entities.models import Invitation, Membership, User
from tests import factories as make
from tests.entities.test_invitations import sent_link
from tests.jobs import work
from tests.pages.reading import words

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
NOBODY = "Nobody has an account here under the address that your organisation gave"


def claims(sub, email, *, verified=True):
    return Claims(sub=sub, claims={"email": email, "email_verified": verified, "name": "Ada"})


@pytest.fixture(scope="module")
def servers():
    """Two providers side by side."""
    people = [
        claims("ada", "ada@who.example"),
        claims("unverified", "ada@who.example", verified=False),
        claims("foreign", "ada@undp.example"),
        claims("thief", "thief@who.example"),
    ]
    with run_server_in_thread(user_claims=people) as who, run_server_in_thread(user_claims=people) as undp:
        yield {"who": who.server_port, "undp": undp.server_port}


@pytest.fixture(autouse=True)
def providers(settings, servers):
    settings.OIDC_PROVIDERS = [
        {
            "provider_id": name,
            "name": name.upper(),
            "client_id": "portal",
            "secret": "x",
            "server_url": f"http://localhost:{port}",
            "domains": [f"{name}.example"],
            "second_factor": name == "who",
        }
        for name, port in servers.items()
    ]
    apps = [
        {
            "provider_id": row["provider_id"],
            "name": row["name"],
            "client_id": "portal",
            "secret": "x",
            "settings": {"server_url": row["server_url"]},
        }
        for row in settings.OIDC_PROVIDERS
    ]
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": apps}}


def sign_in(client, sub, provider="who", **sent):
    """Go there, say who one is, come back; returns the answer of the way back."""
    away = client.post(f"/account/sign-in/with/{provider}/", sent)["Location"]
    back = requests.post(away, data={"sub": sub}, allow_redirects=False, timeout=5).headers["Location"]
    parts = urlsplit(back)
    return client.get(f"{parts.path}?{parts.query}", follow=True)


@pytest.fixture
def ada():
    return make.person(Role.FOCAL_POINT, "who", email="ada@who.example")


def test_person_with_an_account_comes_in_and_is_known_again_by_the_subject(client, ada):
    for _turn in range(2):
        response = sign_in(client, "ada")
        assert (response.wsgi_request.user, response.wsgi_request.path) == (ada, "/desk/")
        client.post("/account/sign-out/")

    assert [(row.user, row.uid, row.provider) for row in SocialAccount.objects.all()] == [(ada, "ada", "who")]


@pytest.mark.parametrize(
    ("sub", "provider", "why"),
    [
        ("thief", "who", "has no account"),
        ("unverified", "who", "the address is not verified"),
        ("ada", "undp", "the provider does not speak for the domain"),
        ("foreign", "who", "neither does this one"),
    ],
)
def test_others_stay_outside(sub, provider, why, client, ada):
    make.person(Role.FOCAL_POINT, "undp", email="ada@undp.example")

    response = sign_in(client, sub, provider)

    assert NOBODY in response.content.decode(), why
    assert not response.wsgi_request.user.is_authenticated
    assert (User.objects.count(), SocialAccount.objects.count()) == (2, 0)


def test_inactive_person_stays_outside(client, ada):
    sign_in(client, "ada")
    client.post("/account/sign-out/")
    User.objects.filter(pk=ada.pk).update(is_active=False)

    assert not sign_in(client, "ada").wsgi_request.user.is_authenticated


def test_whose_address_has_changed_at_the_provider_stays_outside(client, ada):
    sign_in(client, "ada")
    client.post("/account/sign-out/")
    User.objects.filter(pk=ada.pk).update(email="former@who.example")

    assert NOBODY in sign_in(client, "ada").content.decode()


def test_invitation_is_accepted_by_single_sign_on_by_its_own_address_only(client):
    focal = make.person(Role.FOCAL_POINT, "who")
    invitation = Invitation(email="ada@who.example", name="Ada", role=Role.VIEWER, entity=make.entity("who"))
    invitations.invite(invitation=invitation, by=focal)
    work()
    link = sent_link()

    assert NOBODY in sign_in(client, "ada").content.decode()  # the link was not followed
    assert "Sign in with WHO" in words(client.get(link))
    assert NOBODY in sign_in(client, "thief").content.decode()
    client.get(link)
    response = sign_in(client, "ada")

    person = User.objects.get(email="ada@who.example")
    assert response.wsgi_request.user == person
    assert [row.role for row in Membership.objects.filter(user=person)] == [Role.VIEWER]
    assert not person.has_usable_password()
    assert len(mail.outbox) == 1


def test_provider_that_asks_for_a_factor_itself_spares_a_second(client, ada, settings):
    settings.SECOND_FACTOR_FROM = settings.PORTAL_DATE

    assert sign_in(client, "ada").wsgi_request.path == "/desk/"
    settings.OIDC_PROVIDERS[0]["second_factor"] = False
    assert client.get("/desk/")["Location"] == "/account/second-factor/"


def test_replayed_and_forged_answers_are_refused(client, ada):
    away = client.post("/account/sign-in/with/who/")["Location"]
    back = urlsplit(requests.post(away, data={"sub": "ada"}, allow_redirects=False, timeout=5).headers["Location"])
    address = f"{back.path}?{back.query}"
    stranger = type(client)()

    assert stranger.get(address).wsgi_request.user.is_anonymous  # another browser's state
    assert client.get(address, follow=True).wsgi_request.user == ada
    client.post("/account/sign-out/")
    assert client.get(address).wsgi_request.user.is_anonymous  # used before
    assert client.get(address.replace("state=", "state=x")).wsgi_request.user.is_anonymous


def test_leads_nowhere_else_afterwards(client, ada):
    assert sign_in(client, "ada", next="https://evil.example/").wsgi_request.path == "/desk/"
