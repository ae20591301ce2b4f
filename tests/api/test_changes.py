"""Staying in step: each change once, in the order of commits, and nothing of other audiences."""

import base64
from datetime import UTC, date, datetime

import pytest
from django.conf import settings
from django.db import connection, transaction

from entities import desk, review, sharing
from entities.api.cursors import make_cursor, read_cursor
from entities.api.records import in_utc
from entities.choices import Role
from entities.models import AudienceClock, Change, Record
from tests import factories as make
from tests.api.conftest import bearer
from tests.entities.test_races import Other, wait_until_blocked

ADDRESS = "/api/v1/changes/"


def told(client, since="", **headers):
    """The changes after a cursor as (kind, reference), all pages of them, and the last cursor."""
    found, more = [], True
    while more:
        page = client.get(ADDRESS, {"since": since, "limit": 2}, headers=headers).json()
        found += [(row["kind"], row["reference"]) for row in page["results"]]
        assert page["results"] == [] or page["cursor"] == page["results"][-1]["cursor"]
        since, more = page["cursor"], page["more"]
    return found, since


@pytest.mark.django_db
class TestChanges:
    """One asker after the other."""

    def test_created_changed_and_withdrawn_come_in_order_with_the_record_as_it_reads_now(self, client):
        make.code_lists()
        first, second = make.shared("public", title="First"), make.shared("public", title="Second")
        person = first.created_by
        first = desk.save(
            record=first, content=first.working_copy.content() | {"title": "Newer"}, base_revision=1, by=person
        )
        make.agree(
            review.clear(record=review.submit(record=first, by=person), by=make.person(Role.SECRETARIAT)), "public"
        )
        review.withdraw(record=second, by=second.created_by, reason="unsafe")

        page = client.get(ADDRESS).json()

        assert [(row["kind"], row["reference"]) for row in page["results"]] == [
            ("created", first.reference),
            ("created", second.reference),
            ("changed", first.reference),
            ("withdrawn", second.reference),
        ]
        assert page["more"] is False
        assert [row["record"] and row["record"]["title"] for row in page["results"]] == ["Newer", None, "Newer", None]
        gone = Change.objects.get(audience="public", kind="withdrawn")
        assert [row["erase_by"] for row in page["results"]] == [None] * 3 + [in_utc(gone.erase_by)]
        assert page["results"][0]["record"] == client.get(page["results"][0]["url"]).json()
        assert page["next"] == f"{settings.SITE_URL}{ADDRESS}?since={page['cursor']}"

    def test_whoever_follows_gets_each_change_once(self, client, django_assert_max_num_queries):
        make.code_lists()
        made = [make.shared("public", kind).reference for kind in ("activity", "mandate", "event")]

        seen, cursor = told(client)
        assert seen == [("created", reference) for reference in made]
        assert told(client, cursor) == ([], cursor)
        assert client.get(ADDRESS, {"since": "now"}).json()["cursor"] == cursor
        later = make.shared("public")
        assert told(client, cursor)[0] == [("created", later.reference)]
        with django_assert_max_num_queries(5):  # the state, the page, one for each kind in it
            client.get(ADDRESS)

    def test_other_audiences_leave_no_trace(self, client, who_token, partner_token):
        make.code_lists()
        make.shared("public")
        before = client.get(ADDRESS)

        make.shared("partners")
        make.cleared()

        assert client.get(ADDRESS).content == before.content
        assert client.get(ADDRESS).headers["ETag"] == before.headers["ETag"]
        assert client.get(ADDRESS, headers={"If-None-Match": before.headers["ETag"]}).status_code == 304
        assert [len(told(client, **bearer(token))[0]) for token in (partner_token, who_token)] == [2, 3]

    def test_a_cursor_fits_one_audience_and_cannot_be_made(self, client, who_token):
        make.code_lists()
        make.shared("public")
        public = client.get(ADDRESS).json()["cursor"]
        network = client.get(ADDRESS, headers=bearer(who_token)).json()["cursor"]
        turned = base64.urlsafe_b64encode(bytes(byte ^ 1 for byte in base64.urlsafe_b64decode(public))).decode()

        for cursor in (network, turned, public[:-4], public + "AAAA", make_cursor("public", 99)):
            answer = client.get(ADDRESS, {"since": cursor})
            assert (answer.status_code, answer.json()["parameter"]) == (400, "since")
        assert client.get(ADDRESS, {"as": "public", "since": public}, headers=bearer(who_token)).status_code == 200

    def test_cursors_are_read_back(self):
        for position in (0, 1, 255, 2**40):
            assert read_cursor("partners", make_cursor("partners", position)) == position
        assert len({make_cursor(audience, 1) for audience in ("network", "partners", "public")}) == 3

    def test_a_lapsed_agreement_leaves_a_tombstone(self, client, portal_date):
        make.code_lists()
        record = make.agree(make.cleared(), "public", until=date(2018, 3, 20))
        _seen, cursor = told(client)

        portal_date(date(2018, 3, 21))
        sharing.lapse()

        page = client.get(ADDRESS, {"since": cursor}).json()
        assert [(row["kind"], row["reference"], row["record"]) for row in page["results"]] == [
            ("withdrawn", record.reference, None)
        ]
        assert datetime.fromisoformat(page["results"][0]["erase_by"]) > datetime(2018, 3, 21, tzinfo=UTC)

    def test_what_an_audience_does_not_read_changes_nothing_for_it(self, client):
        make.code_lists()
        record = make.agree(make.cleared(), "public", scope="record")
        _seen, cursor = told(client)
        person = record.created_by
        content = record.working_copy.content() | {"contact": "desk@who.example"}

        record = desk.save(record=record, content=content, base_revision=1, by=person)
        review.clear(record=review.submit(record=record, by=person), by=make.person(Role.SECRETARIAT))

        assert told(client, cursor) == ([], cursor)
        assert Change.objects.filter(audience="network").count() == 2

    def test_an_event_changes_when_its_activity_can_be_read_and_not_before(self, client):
        make.code_lists()
        activity = make.cleared()
        event = make.shared("public", "event", activities=[activity.reference])
        _seen, cursor = told(client)

        make.agree(Record.objects.get(pk=activity.pk), "public")

        page = client.get(ADDRESS, {"since": cursor}).json()
        assert [(row["kind"], row["reference"]) for row in page["results"]] == [
            ("created", activity.reference),
            ("changed", event.reference),
        ]
        assert page["results"][1]["record"]["activities"] == [activity.reference]


class NaiveClock:
    """What positions would be from a plain sequence: drawn before the commit, and nobody waits."""

    def __init__(self, audience):
        self.audience_id = audience
        with connection.cursor() as cursor:
            cursor.execute("SELECT nextval('naive_positions')")
            self.position = cursor.fetchone()[0] - 1

    def save(self, update_fields):
        """Nothing: a sequence tells its position to nobody."""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("naive", [False, True], ids=["clock", "naive-sequence"])
def test_a_follower_misses_nothing_when_commits_overlap(client, monkeypatch, naive):
    """Two clearings overlap, the one begun last would commit first; a follower asks all the while."""
    make.code_lists()
    make.entity("who")
    first, second = make.submitted(), make.submitted()
    secretariat = make.person(Role.SECRETARIAT)
    client.force_login(secretariat)
    if naive:
        with connection.cursor() as cursor:
            cursor.execute("CREATE SEQUENCE naive_positions")
        monkeypatch.setattr(sharing, "_clocks", lambda audiences: [NaiveClock(audience) for audience in audiences])
        # readers of a naive sequence take all that is committed
        AudienceClock.objects.filter(pk="network").update(position=100)
    seen, cursor = told(client)

    with transaction.atomic():
        review.clear(record=first, by=secretariat)
        other = Other(lambda: review.clear(record=second, by=secretariat))
        other.thread.start()
        if not naive:
            wait_until_blocked(other)
        else:
            other.join()
        follower = Other(lambda: seen.append(told(client, cursor)))
        follower.thread.start()
        follower.join()
    other.join()

    (during, cursor) = seen.pop()
    after, cursor = told(client, cursor)
    assert (other.error, follower.error) == (None, None)
    kept = [reference for _kind, reference in [*during, *after]]
    if naive:
        # This is what the clock prevents: the second's position was passed on while the first's was not there yet.
        assert kept == [second.reference]
    else:
        assert (during, kept) == ([], [first.reference, second.reference])
    assert Change.objects.filter(audience="network").count() == 2
