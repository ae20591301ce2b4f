"""The command that makes tokens for the API."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from entities.models import ApiToken, PartnerOrganisation
from tests import factories

pytestmark = pytest.mark.django_db


def create(*arguments):
    out, told = StringIO(), StringIO()
    call_command("create_token", *arguments, stdout=out, stderr=told)
    return out.getvalue().strip(), told.getvalue()


def test_a_token_of_an_entity_reads_for_it_until_it_expires():
    who = factories.entity("who")

    secret, told = create("--entity", "who", "--name", "WHO sync", "--days", "30")

    token = ApiToken.objects.get()
    assert (token.entity, token.organisation, token.name) == (who, None, "WHO sync")
    assert token.digest == ApiToken.hash(secret)
    assert abs(token.expires_at - timezone.now() - timedelta(days=30)) < timedelta(minutes=1)
    assert told.startswith(f"WHO sync (…{secret[-4:]}): reads until ")
    assert secret not in told


def test_a_token_of_a_partner_organisation_lasts_a_year_unless_told():
    partner = PartnerOrganisation.objects.create(slug="agency", name="Agency")

    create("--organisation", "agency", "--name", "Agency")

    token = ApiToken.objects.get()
    assert (token.entity, token.organisation) == (None, partner)
    assert abs(token.expires_at - timezone.now() - timedelta(days=365)) < timedelta(minutes=1)


def test_the_secret_opens_the_api(client):
    factories.entity("who")
    secret, _told = create("--entity", "who", "--name", "WHO sync")

    answer = client.get("/api/v1/activities/", headers={"Authorization": f"Bearer {secret}"})

    assert (answer.status_code, answer.json()["count"]) == (200, 0)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--entity", "whoo", "--name", "x"], "--entity: there is no entity “whoo”. There are: who."),
        (["--organisation", "x", "--name", "x"], "--organisation: there is no partner organisation “x”. There are: no"),
        (["--entity", "who", "--name", " "], "--name: say in 1 to 100 characters"),
        (["--entity", "who", "--name", "x" * 101], "--name: say in 1 to 100 characters"),
        (["--entity", "who", "--name", "x", "--days", "0"], "--days: give a number from 1 to 3650."),
        (["--entity", "who", "--name", "x", "--days", "99999999"], "--days: give a number from 1 to 3650."),
        (["--entity", "who", "--organisation", "x", "--name", "x"], "not allowed with argument"),
        (["--entity", "who", "--name", "x", "--writes-as", "a@b.int"], "no focal point of who today."),
        (["--name", "x"], "one of the arguments --entity --organisation is required"),
    ],
)
def test_a_wrong_value_is_named_and_nothing_is_made(arguments, message):
    factories.entity("who")

    with pytest.raises(CommandError) as refused:
        create(*arguments)

    assert message in str(refused.value)
    assert ApiToken.objects.count() == 0


def test_no_token_writes_in_the_name_of_a_contributor():
    """The desk of the API takes the word of a focal point only, so such a token would never write."""
    person = factories.person("contributor", "who")

    with pytest.raises(CommandError, match="no focal point of who today"):
        create("--entity", "who", "--name", "WHO desk", "--writes-as", person.email)

    assert ApiToken.objects.count() == 0


def test_a_token_writes_in_the_name_of_a_focal_point_of_the_entity():
    person = factories.person("focal_point", "who")

    create("--entity", "who", "--name", "WHO desk", "--writes-as", person.email)

    token = ApiToken.objects.get()
    assert (token.made_by, token.scopes) == (person, ["read", "write"])
