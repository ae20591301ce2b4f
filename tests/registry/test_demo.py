"""The demonstration's people and records."""

from collections import Counter
from datetime import date
from io import StringIO

import pytest
from django.conf import settings as project
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command

from entities.audiences import Reading
from entities.choices import RecordState
from entities.models import ApiToken, Membership, Proposal, Record, User
from entities.readers import audience_of
from registry.demo import sample_token
from registry.models import Circular, DistributionList, MatrixEntry

pytestmark = pytest.mark.django_db


def create():
    out = StringIO()
    call_command("create_demo_people", stdout=out)
    return out.getvalue().splitlines()


@pytest.fixture
def demo(reference_data):
    return create()


def test_people_hold_the_roles_of_the_issue(demo):
    held = {(row.user.email, row.role, row.entity.slug if row.entity else "") for row in Membership.objects.current()}

    focal_points = ("unodc", "who", "unaids", "un-women", "undp", "ohchr")
    assert held == {
        ("secretariat@ungass.example", "secretariat", ""),
        *((f"focal.{slug}@ungass.example", "focal_point", slug) for slug in focal_points),
        ("contributor.who@ungass.example", "contributor", "who"),
        ("viewer.who@ungass.example", "viewer", "who"),
        ("partner@ungass.example", "partner", ""),
    }
    assert set(Membership.objects.values_list("starts", flat=True)) == {date(2018, 1, 1)}


def test_people_are_marked_and_sign_in_with_the_known_password(demo, rf):
    user = authenticate(rf.post("/"), email="focal.who@ungass.example", password="ungass-demo")

    assert user == User.objects.get(email="focal.who@ungass.example")
    assert set(User.objects.values_list("is_demo", flat=True)) == {True}


def test_partner_member_reads_the_partners_format(demo):
    assert audience_of(User.objects.get(email="partner@ungass.example")) == Reading.PARTNERS


def test_desk_shows_every_state_and_readers_see_nothing_of_it(demo):
    states = Counter(Record.objects.values_list("state", flat=True))

    assert states == {
        RecordState.DRAFT: 2,
        RecordState.WITH_FOCAL_POINT: 1,
        RecordState.RETURNED: 1,
        RecordState.SUBMITTED: 1,
    }
    assert list(Proposal.objects.values_list("record__reference", "state", "entity__slug")) == [
        ("ACT-900101", "open", "unodc")
    ]
    assert MatrixEntry.objects.count() == 0


def test_second_run_makes_nothing_and_names_the_sign_ins(demo):
    User.objects.filter(email="viewer.who@ungass.example").update(name="Renamed by hand")

    lines = create()

    assert lines[0] == "Demonstration: 0 people and 0 records made."
    assert (Circular.objects.count(), DistributionList.objects.count()) == (1, 3)  # no month is sealed here
    assert lines[1:] == demo[1:]
    assert User.objects.get(email="viewer.who@ungass.example").name == "Renamed by hand"


def test_production_refuses(reference_data, settings):
    assert project.PRODUCTION is False
    settings.PRODUCTION = True

    with pytest.raises(CommandError, match="not in production"):
        create()

    assert User.objects.count() == 0


def test_the_sample_token_reads_as_partners_and_the_next_one_replaces_it(client, reference_data):
    create()

    first = sample_token()
    second = sample_token()

    def asked(secret):
        return client.get("/api/v1/activities/?limit=1", headers={"Authorization": f"Bearer {secret}"}).status_code

    assert [asked(first), asked(second)] == [401, 200]
    assert ApiToken.objects.live().count() == 1
