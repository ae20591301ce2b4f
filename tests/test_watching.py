"""What the operator sees: lines of the log, figures, reports of errors; never an address or a name."""

import json
import logging

import pytest
import sentry_sdk
from django.urls import reverse
from sentry_sdk.transport import Transport

from entities import jobs
from tests import factories as make
from ungass_portal import errors_reported
from ungass_portal.lib import logs


@pytest.fixture
def written(caplog):
    """A function that gives the lines of the log as the formatter writes them."""
    for name in ("", "ungass_portal.requests"):  # which is silent where the log is text
        caplog.set_level(logging.INFO, logger=name)
    formatter, request_filter = logs.JsonFormatter(), logs.RequestFilter()
    caplog.handler.addFilter(request_filter)
    yield lambda: [json.loads(formatter.format(record)) for record in caplog.records]
    caplog.handler.removeFilter(request_filter)


@pytest.mark.django_db
def test_each_request_is_a_line_with_its_route_and_no_address(client, written):
    person = make.person()
    client.force_login(person)
    key = "0b9f5a7e-9d7f-4f0f-8f0f-0b9f5a7e9d7f"

    answer = client.get(f"/feeds/{key}/calendar.ics?q=5ecret")
    desk = client.get("/desk/")

    first, second = (line for line in written() if line["logger"] == "ungass_portal.requests")
    assert (first["route"], first["status"], first["level"]) == (
        "feeds/<slug:secret>/calendar.ics",
        answer.status_code,
        "info",
    )
    assert (second["route"], second["status"], second["user"]) == ("desk/", desk.status_code, person.pk)
    assert second["request_id"] == desk["X-Request-ID"] != first["request_id"]
    assert key not in json.dumps(written())
    assert "5ecret" not in json.dumps(written())


def test_an_error_is_written_with_its_traceback_and_what_the_caller_added(written):
    try:
        raise ValueError("broken")
    except ValueError:
        logging.getLogger("test").exception("It broke: %s.", "here", extra={"job": 7, "request": object()})

    (line,) = written()
    assert (line["message"], line["level"], line["job"]) == ("It broke: here.", "error", 7)
    assert line["traceback"].endswith("ValueError: broken")
    assert "request" not in line


@pytest.mark.django_db
def test_figures_are_for_whoever_knows_the_token(client, settings):
    make.person()
    jobs.enqueue("letter", key="test", letter="0")
    assert client.get("/metrics").status_code == 404
    settings.METRICS_TOKEN = "t0ken"
    assert client.get("/metrics", headers={"Authorization": "Bearer other"}).status_code == 404

    told = client.get("/metrics", headers={"Authorization": "Bearer t0ken"}).content.decode()

    assert 'portal_requests_total{method="GET",route="metrics",status="404"}' in told
    assert 'portal_jobs{state="waiting"} 1.0' in told
    assert 'portal_request_seconds_bucket{le="0.5",route="metrics"}' in told


class Kept(Transport):
    """Keeps what would be sent."""

    envelopes = []

    def capture_envelope(self, envelope):
        """Take one."""
        self.envelopes.append(envelope)


def test_reports_of_errors_hold_no_address_and_no_value():
    errors_reported.start("https://key@sentry.example/1", transport=Kept, default_integrations=False)
    try:
        secret = "5ecret"
        try:
            len(secret) / 0
        except ZeroDivisionError as error:
            sentry_sdk.capture_exception(error)
        request = {"method": "GET", "url": f"https://a.example/feeds/{secret}"}
        event = errors_reported._without_addresses({"request": request, "breadcrumbs": [secret], "user": {"id": 7}}, {})
    finally:
        sentry_sdk.get_client().close()
        sentry_sdk.get_global_scope().set_client(None)

    assert event == {"request": {"method": "GET"}}
    (told,) = [item.payload.json for envelope in Kept.envelopes for item in envelope.items if item.type == "event"]
    assert told["exception"]["values"][0]["type"] == "ZeroDivisionError"
    assert '"vars"' not in json.dumps(told)


def test_security_txt_names_the_contact_or_is_not_there(client, settings):
    address = reverse("security-txt")
    assert (address, client.get(address).status_code) == ("/.well-known/security.txt", 404)
    settings.SECURITY_CONTACT = "mailto:security@example.org"

    lines = client.get(address).content.decode().splitlines()

    assert lines[0] == "Contact: mailto:security@example.org"
    assert lines[1].startswith("Expires: 20")
    assert lines[3] == "Canonical: http://testserver/.well-known/security.txt"
