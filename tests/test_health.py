"""What a load balancer is told, and what a person sees when the database is away."""

from datetime import timedelta

import psycopg2
import pytest
from django.db import DatabaseError, OperationalError, connections
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, get_date_max

from ungass_portal.lib.problems import is_database_away


@pytest.fixture
def no_database(monkeypatch):
    """A database that refuses every connection."""

    def refuse(*args, **kwargs):
        raise OperationalError("connection refused")

    monkeypatch.setattr(connections["default"], "ensure_connection", refuse)
    monkeypatch.setattr(connections["default"], "cursor", refuse)


def job(*, waited, **fields):
    """A job that has waited this long."""
    result = DBTaskResult.objects.create(
        task_path="tests.job", args_kwargs={}, backend_name="default", **{"run_after": get_date_max(), **fields}
    )
    DBTaskResult.objects.filter(pk=result.pk).update(enqueued_at=timezone.now() - waited)


def test_healthz_touches_nothing(client):
    assert client.get("/healthz").content == b"ok\n"  # pytest-django refuses the database here


@pytest.mark.django_db
def test_readyz_says_that_every_part_is_ready(client):
    response = client.get("/readyz")

    assert response.json() == {"ready": True, "database": "ok", "migrations": "ok", "worker": "ok"}
    assert response.status_code == 200


@pytest.mark.django_db
def test_readyz_counts_missing_migrations(client):
    MigrationRecorder.Migration.objects.filter(app="sessions").delete()

    response = client.get("/readyz")

    assert response.json() == {"ready": False, "database": "ok", "migrations": "1 not applied", "worker": "ok"}
    assert response.status_code == 503


@pytest.mark.django_db
def test_readyz_tells_that_the_worker_is_behind(client):
    job(waited=timedelta(hours=1))
    job(waited=timedelta(hours=1), run_after=timezone.now() + timedelta(hours=1))
    job(waited=timedelta(minutes=1))

    response = client.get("/readyz")

    assert response.json()["worker"] == "1 jobs overdue"
    assert response.status_code == 503


@pytest.mark.django_db
def test_readyz_tells_that_the_database_is_unreachable(client, no_database):
    response = client.get("/readyz")

    assert response.json() == {
        "ready": False,
        "database": "unreachable",
        "migrations": "unknown",
        "worker": "unknown",
    }
    assert response.status_code == 503


@pytest.mark.django_db
def test_page_without_database_is_readable_and_says_when_to_come_back(client, no_database):
    client.raise_request_exception = False

    response = client.get("/account/sign-in/", HTTP_COOKIE="sessionid=abcdefghijklmnopqrstuvwxyz012345")

    assert response.status_code == 503
    assert response["Retry-After"] == "30"
    assert "The portal cannot reach its data" in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/api/v1/activities/"])
def test_a_connection_that_breaks_is_the_same_whatever_the_driver_calls_it(path, client, monkeypatch):
    client.raise_request_exception = False

    def broken(*args, **kwargs):
        error = DatabaseError("server closed the connection unexpectedly")
        raise error from psycopg2.DatabaseError("server closed the connection unexpectedly")

    monkeypatch.setattr(connections["default"], "cursor", broken)

    response = client.get(path)

    assert (response.status_code, response["Retry-After"]) == (503, "30")


def test_what_the_server_refuses_is_no_broken_connection():
    assert is_database_away(DatabaseError("raised by a trigger")) is False
    assert is_database_away(ValueError("no")) is False


@pytest.mark.parametrize("path", ["/no-such-page/", "/activities/ACT-000000/no-such-part/"])
def test_unknown_address_is_the_same_page_byte_for_byte(client, path):
    first, second = client.get("/nothing/"), client.get(path)

    assert second.status_code == 404
    assert second.content == first.content


def test_request_id_is_our_own(client):
    sent = "f" * 32

    first = client.get("/healthz", headers={"X-Request-ID": sent})["X-Request-ID"]
    second = client.get("/healthz")["X-Request-ID"]

    assert len(first) == len(second) == 32
    assert len({first, second, sent}) == 3


def test_every_answer_carries_the_security_headers(client):
    response = client.get("/no-such-page/")

    assert response["Content-Security-Policy"] == (
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'; "
        "form-action 'self'; frame-ancestors 'none'"
    )
    assert response["Referrer-Policy"] == "same-origin"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "camera=()" in response["Permissions-Policy"]
