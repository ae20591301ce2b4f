"""Calls a minute: kept over several workers, told in headers, refused with the time to wait."""

import pytest

from entities import rates
from entities.models import PartnerOrganisation, RateWindow
from tests.api.conftest import bearer

pytestmark = pytest.mark.django_db
NOW = 1_000_000 * 60.0


def allowed(worker, rate, times, now=NOW, caller="token 1"):
    """How many of so many calls are let through."""
    return sum(worker.ask(caller, rate, now).allowed for _call in range(times))


@pytest.mark.parametrize("rate", [1, 7, 120])
def test_several_workers_together_keep_the_rate(rate):
    first, second = rates.Worker(), rates.Worker()

    let_through = sum(allowed(worker, rate, 1) for _call in range(rate + 20) for worker in (first, second))

    assert let_through == rate
    assert RateWindow.objects.get().taken == rate
    assert allowed(second, rate, rate + 5, now=NOW + 60) == rate
    assert allowed(first, rate, 1, caller="token 2") == 1


def test_a_call_costs_no_statement_but_the_first_of_a_lot(django_assert_num_queries):
    worker = rates.Worker()

    with django_assert_num_queries(8):
        assert allowed(worker, 120, 120) == 120


def test_rows_of_minutes_gone_by_are_swept():
    allowed(rates.Worker(), 10, 1)

    assert rates.sweep() == 1


@pytest.fixture
def limits(settings, monkeypatch):
    """Limits as they are outside the tests, of two calls for visitors."""
    settings.API_LIMITS, settings.API_VISITOR_RATE = True, 2
    monkeypatch.setattr(rates, "worker", rates.Worker())
    monkeypatch.setattr(rates.time, "time", lambda: NOW + 20)


def test_whoever_calls_too_often_is_told_when_to_come_back(client, limits):
    answers = [client.get("/api/v1/") for _call in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert [answer.headers["RateLimit"] for answer in answers] == [f'"calls";r={left};t=40' for left in (1, 0, 0)]
    assert answers[0].headers["RateLimit-Policy"] == '"calls";q=2;w=60'
    assert 40 <= int(answers[2].headers["Retry-After"]) <= 41
    assert answers[2].json()["status"] == 429
    assert client.get("/api/v1/", REMOTE_ADDR="192.0.2.7").status_code == 200


def test_wrong_tokens_are_tried_no_more_often_than_a_visitor_may_call(client, limits):
    answers = [client.get("/api/v1/", headers=bearer(f"ungass_{call}")) for call in range(3)]

    assert [answer.status_code for answer in answers] == [401, 401, 429]
    assert 40 <= int(answers[2].headers["Retry-After"]) <= 41


def test_a_token_has_the_rate_of_its_organisation(client, limits, partner_token, who_token):
    PartnerOrganisation.objects.update(rate_per_minute=3)

    mine = client.get("/api/v1/", headers=bearer(partner_token))
    entity = client.get("/api/v1/", headers=bearer(who_token))

    assert mine.headers["RateLimit"] == '"calls";r=2;t=40'
    assert entity.headers["RateLimit-Policy"] == '"calls";q=120;w=60'
