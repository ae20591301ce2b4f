"""Webhooks: signed messages in the order of a record's changes, tried for three days, never into private networks."""

import base64
import hashlib
import hmac
import json
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.utils import timezone

from entities import sharing, webhooks
from entities.choices import ChangeKind, Decision, DeliveryState, Role
from entities.models import Change, PartnerOrganisation, WebhookDelivery, WebhookEndpoint
from tests import factories as make
from tests.pages.reading import words
from ungass_portal.lib import outbound
from ungass_portal.lib.problems import ProcessError

pytestmark = pytest.mark.django_db


class Receiver(BaseHTTPRequestHandler):
    """A partner's server: keeps what it gets, answers as it is told."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((dict(self.headers), body))
        status = self.server.answers.pop(0) if self.server.answers else 204
        self.send_response(status)
        if status in (301, 302, 307):
            self.send_header("Location", f"http://127.0.0.1:{self.server.server_port}/elsewhere")
        self.end_headers()

    def log_message(self, *told):
        """Say nothing."""


@pytest.fixture(scope="module")
def server():
    found = HTTPServer(("127.0.0.1", 0), Receiver)
    thread = threading.Thread(target=found.serve_forever, daemon=True)
    thread.start()
    yield found
    found.shutdown()
    found.server_close()


@pytest.fixture
def receiver(server, settings):
    settings.OUTBOUND_TO_LOOPBACK = True
    server.got, server.answers = [], []
    return server


@pytest.fixture
def member():
    return make.person(Role.PARTNER)


@pytest.fixture
def endpoint(receiver, member):
    url = f"http://127.0.0.1:{receiver.server_port}/hook?key=theirs"
    return webhooks.add(organisation=PartnerOrganisation.objects.get(), url=url, by=member)


def take_back(record):
    word = sharing.Word("partners", Decision.WITHDRAW)
    sharing.decide(record=record, entity=make.entity("who"), word=word, by=make.person(Role.FOCAL_POINT, "who"))


def told(receiver):
    return [(message["type"], message["data"]["reference"]) for message in map(json.loads, bodies(receiver))]


def bodies(receiver):
    return [body for _headers, body in receiver.got]


def later(**time):
    """As if so much time had passed: what waits was made and is due earlier."""
    step = timedelta(**time)
    for row in WebhookDelivery.objects.filter(state=DeliveryState.WAITING):
        row.next_at, row.retry_from = row.next_at - step, row.retry_from - step
        row.save()


def test_each_change_of_partners_reading_is_told_in_order_and_without_content(endpoint, receiver):
    make.code_lists()
    make.cleared(title="Only for the network")
    record = make.shared("partners", title="A telling title")
    take_back(record)

    assert webhooks.due() == [endpoint.key]
    assert webhooks.tell(endpoint.key) == 2
    assert webhooks.due() == []

    assert told(receiver) == [("entry.created", record.reference), ("entry.withdrawn", record.reference)]
    gone = json.loads(bodies(receiver)[1])["data"]
    change = Change.objects.get(audience="partners", kind=ChangeKind.WITHDRAWN)
    assert sorted(gone) == ["at", "cursor", "erase_by", "kind", "reference"]
    assert gone["erase_by"] == change.erase_by.isoformat().replace("+00:00", "Z")
    assert not any(b"telling" in body for body in bodies(receiver))


def test_a_cursor_of_a_message_is_one_of_the_api(endpoint, receiver, client):
    make.code_lists()
    make.shared("partners")
    webhooks.tell(endpoint.key)
    last = make.shared("partners")
    client.force_login(endpoint.made_by)

    cursor = json.loads(bodies(receiver)[0])["data"]["cursor"]

    assert [row["reference"] for row in client.get(f"/api/v1/changes/?since={cursor}").json()["results"]] == [
        last.reference
    ]


def test_messages_are_signed_as_standard_webhooks_say(endpoint, receiver):
    make.code_lists()
    make.shared("partners")
    old = endpoint.secret()
    new = webhooks.draw_secret(endpoint=endpoint, by=endpoint.made_by)

    webhooks.tell(endpoint.key)

    headers, body = receiver.got[0]
    headers = {name.lower(): value for name, value in headers.items()}
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    expected = []
    for secret in (new, old):
        key = base64.b64decode(secret.removeprefix("whsec_"))
        expected.append("v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode())
    assert headers["webhook-signature"].split(" ") == expected
    assert headers["webhook-id"] == f"msg_{WebhookDelivery.objects.get().key.hex}"
    assert abs(int(headers["webhook-timestamp"]) - timezone.now().timestamp()) < 60
    assert old != new


def test_a_message_waits_for_those_before_it_about_the_same_record_only(endpoint, receiver):
    make.code_lists()
    record = make.shared("partners")
    take_back(record)
    other = make.shared("partners")
    receiver.answers = [500]

    assert webhooks.tell(endpoint.key) == 1
    assert told(receiver) == [("entry.created", record.reference), ("entry.created", other.reference)]

    receiver.got.clear()
    assert webhooks.tell(endpoint.key) == 0
    later(minutes=1)
    assert webhooks.tell(endpoint.key) == 2
    assert told(receiver) == [("entry.created", record.reference), ("entry.withdrawn", record.reference)]


def test_a_server_that_hangs_keeps_the_worker_for_so_long_only(endpoint, receiver, monkeypatch):
    make.code_lists()
    first, second = make.shared("partners"), make.shared("partners")
    monkeypatch.setattr(webhooks, "AT_A_TIME", 0)

    assert (webhooks.tell(endpoint.key), webhooks.due()) == (1, [endpoint.key])
    assert (webhooks.tell(endpoint.key), webhooks.due()) == (1, [])
    assert told(receiver) == [("entry.created", first.reference), ("entry.created", second.reference)]


def test_pauses_grow_and_after_three_days_the_address_is_stopped(endpoint, receiver):
    make.code_lists()
    make.shared("partners")
    receiver.answers = [503] * 50
    pauses = []
    while not WebhookEndpoint.objects.get().disabled_at:
        webhooks.tell(endpoint.key)
        row = WebhookDelivery.objects.get()
        pauses.append((row.next_at - row.tried_at).total_seconds() / 60)
        later(minutes=max(pauses[-1], 1))

    assert [round(pause) for pause in pauses[:8]] == [1, 3, 9, 27, 81, 243, 720, 720]
    assert 10 <= len(pauses) <= 14
    assert WebhookEndpoint.objects.get().disabled_because == "It has not taken a message for three days."
    assert webhooks.due() == []

    receiver.answers = []
    webhooks.start_again(endpoint=endpoint, by=endpoint.made_by)
    assert webhooks.tell(endpoint.key) == 1


def test_an_address_that_says_gone_is_stopped_at_once(endpoint, receiver):
    make.code_lists()
    make.shared("partners")
    receiver.answers = [410]

    webhooks.tell(endpoint.key)

    assert WebhookEndpoint.objects.get().disabled_because == "It answered “gone” (410)."


def test_redirects_are_not_followed(endpoint, receiver):
    make.code_lists()
    make.shared("partners")
    receiver.answers = [302]

    webhooks.tell(endpoint.key)

    assert (len(receiver.got), WebhookDelivery.objects.get().answer) == (1, "302")


def test_messages_are_sent_again_under_the_same_id(client, endpoint, receiver):
    make.code_lists()
    make.shared("partners")
    webhooks.tell(endpoint.key)
    client.force_login(endpoint.made_by)
    row = WebhookDelivery.objects.get()
    assert row.reference in words(client.get(f"/account/webhooks/{endpoint.key}/"))

    client.post(f"/account/webhooks/{endpoint.key}/replay/", {"message": str(row.key)})
    webhooks.tell(endpoint.key)
    client.post(f"/account/webhooks/{endpoint.key}/replay/", {"since": timezone.localdate().isoformat()})
    webhooks.tell(endpoint.key)

    assert [headers["webhook-id"] for headers, _body in receiver.got] == [f"msg_{row.key.hex}"] * 3


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::",
        "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "ff02::1",
    ],
)  # fmt: skip
def test_no_private_address_is_called_however_it_is_written(address):
    assert outbound.is_public(address) is False


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "64:ff9b::5db8:d70e"])
def test_public_addresses_are_called(address):
    assert outbound.is_public(address) is True


@pytest.mark.parametrize(
    "url",
    [
        "http://partner.example/", "https://user:word@partner.example/", "https:///hook", "ftp://partner.example/",
        "https://partner.example/#part", "https://partner.example:99999/", "https://127.0.0.1/", "https://[::1]/",
        "https://2130706433/", "https://0x7f.1/", "https://localhost/",
    ],
)  # fmt: skip
def test_addresses_of_other_forms_are_refused(member, url):
    with pytest.raises(ProcessError):
        webhooks.add(organisation=PartnerOrganisation.objects.get(), url=url, by=member)
    assert WebhookEndpoint.objects.count() == 0


def test_a_name_that_leads_inside_later_is_not_called(endpoint, receiver, settings, monkeypatch):
    make.code_lists()
    make.shared("partners")
    settings.OUTBOUND_TO_LOOPBACK = False
    WebhookEndpoint.objects.update(url=f"https://partner.example:{receiver.server_port}/hook")
    asked = []

    def rebinding(host, port, **_more):
        asked.append(host)
        return [(2, 1, 6, "", ("93.184.215.14" if len(asked) == 1 else "127.0.0.1", port))]

    connected = []
    monkeypatch.setattr(outbound.socket, "getaddrinfo", rebinding)
    monkeypatch.setattr(outbound.socket, "create_connection", lambda address, *_: connected.append(address) or refuse())

    webhooks.tell(endpoint.key)
    assert (asked, connected) == (["partner.example"], [("93.184.215.14", receiver.server_port)])

    later(minutes=1)
    webhooks.tell(endpoint.key)
    assert (len(asked), len(connected), receiver.got) == (2, 1, [])
    assert "private network" in WebhookDelivery.objects.get().answer


def refuse():
    raise ConnectionRefusedError


def test_others_do_not_see_an_organisations_webhooks(client, endpoint):
    other = make.PersonFactory()
    organisation = PartnerOrganisation.objects.create(slug="other", name="Other")
    other.memberships.create(role=Role.PARTNER, organisation=organisation, starts=make.NETWORK_START)
    client.force_login(other)

    assert client.get(f"/account/webhooks/{endpoint.key}/").status_code == 404
    assert client.post(f"/account/webhooks/{endpoint.key}/secret/").status_code == 404
    assert endpoint.url not in client.get("/account/webhooks/").content.decode()


def test_the_secret_is_shown_when_it_is_drawn_and_stands_in_no_table(client, endpoint):
    client.force_login(endpoint.made_by)

    shown = client.post(f"/account/webhooks/{endpoint.key}/secret/")

    endpoint.refresh_from_db()
    assert endpoint.secret() in shown.content.decode().replace("&#x2B;", "+")
    assert "no-store" in shown.headers["Cache-Control"]
    assert "whsec_" not in client.get(f"/account/webhooks/{endpoint.key}/").content.decode()
    assert not any("whsec_" in str(value) for value in WebhookEndpoint.objects.values().get().values())
