"""No token and no webhook's secret is in any log, page, mail or error, whatever is done with it."""

import logging
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from entities import tokens, webhooks
from entities.choices import Role, TokenScope
from entities.mail import endings
from entities.models import ApiToken, Letter, PartnerOrganisation, WebhookEndpoint
from tests import factories as make
from tests.api.conftest import bearer
from ungass_portal.lib import outbound

pytestmark = pytest.mark.django_db


@pytest.fixture
def everything(caplog):
    """All log lines from DEBUG on."""
    caplog.set_level(logging.DEBUG)
    logging.getLogger("django.db.backends").setLevel(logging.DEBUG)
    yield caplog
    logging.getLogger("django.db.backends").setLevel(logging.NOTSET)


def test_secrets_are_nowhere_but_on_the_answer_that_made_them(client, everything, monkeypatch, settings):
    settings.DEBUG_PROPAGATE_EXCEPTIONS = False
    client.raise_request_exception = False
    member = make.person(Role.PARTNER)
    organisation = PartnerOrganisation.objects.get()
    PartnerOrganisation.objects.update(contact="data@agency.int", ip_ranges=["192.0.2.0/24"])
    token, secret = tokens.make(
        name="Mirror", organisation=organisation, expires_at=timezone.now() + timedelta(days=90), by=member
    )
    ApiToken.objects.update(created_at=timezone.now() - timedelta(days=300), expires_at=timezone.now() + timedelta(9))
    endpoint = WebhookEndpoint.objects.create(organisation=organisation, url="https://a.example/hook", made_by=member)
    signing = endpoint.secret()
    told = []

    def ask(address, **headers):
        answer = client.get(address, headers=headers)
        told.append(answer.content.decode() + str(answer.headers))

    ask("/api/v1/activities/", **bearer(secret))  # from the wrong network
    PartnerOrganisation.objects.update(ip_ranges=[])
    ask("/api/v1/activities/", **bearer(secret))
    ask(f"/api/v1/activities/?token={secret}", **bearer(secret))
    ask("/api/v1/activities/?nonsense=1", **bearer(secret))
    ask("/api/v1/activities/", **bearer(secret + "x"))
    ask("/api/v1/activities/", Authorization=f"Basic {secret}")
    with monkeypatch.context() as patch:
        patch.setattr("entities.api.records.order_named", lambda *_: 1 / 0)
        ask("/api/v1/activities/", **bearer(secret))
    ask("/matrix/", **bearer(secret))
    endings.warn_of_tokens()

    def fails(*_arguments):
        raise ConnectionResetError(signing)

    monkeypatch.setattr(outbound, "post", fails)
    make.code_lists()
    make.shared("partners")
    webhooks.tell(endpoint.key)
    endpoint = WebhookEndpoint.objects.get()
    webhooks.stop(endpoint, "It has not taken a message for three days.")
    for person in (member, make.person(Role.SECRETARIAT)):
        client.force_login(person)
        for address in (
            "/account/", "/account/tokens/", "/account/usage/", "/account/webhooks/",
            f"/account/webhooks/{endpoint.key}/",
            "/review/partners/", "/review/partners/partner/", "/review/people/", f"/account/tokens/{token.key}/revoke/",
        ):  # fmt: skip
            ask(address)
    told += [letter.html + letter.text + letter.subject for letter in Letter.objects.all()]
    told.append(everything.text)

    assert Letter.objects.count() == 2
    assert TokenScope.READ in token.scopes
    texts = [text.replace(f"token={secret}", "") for text in told]  # an address that the caller itself wrote
    assert [hidden for hidden in (secret, token.digest, signing) if any(hidden in text for text in texts)] == []


def test_no_table_holds_a_secret(client):
    member = make.person(Role.PARTNER)
    organisation = PartnerOrganisation.objects.get()
    _token, secret = tokens.make(name="Mirror", organisation=organisation, by=member)
    endpoint = WebhookEndpoint.objects.create(organisation=organisation, url="https://a.example/hook", made_by=member)

    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        held = []
        for table in tables:
            cursor.execute(
                f'SELECT count(*) FROM "{table}" AS row WHERE row::text LIKE %s OR row::text LIKE %s',
                [f"%{secret}%", f"%{endpoint.secret()}%"],
            )
            held.append((table, cursor.fetchone()[0]))

    assert [table for table, count in held if count] == []
    assert ("entities_apitoken", 0) in held
