"""Calls to addresses that somebody outside named: never into our own networks, never where a redirect leads.

The name is resolved once, every address found is looked at, and the connection is made to that very address: a name
that leads elsewhere a moment later (DNS rebinding) leads nowhere. TLS is checked against the name all the same.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

STEP_SECONDS = 5  # for connecting, and for each reading
WHOLE_SECONDS = 15
MOST_ANSWER = 64 * 1024
NAT64 = ipaddress.ip_network("64:ff9b::/96")


class Refused(Exception):
    """The address is one that the portal does not call, or its answer one that it does not take; says why."""


@dataclass(frozen=True)
class Answer:
    """What the other side said."""

    status: int
    reason: str
    body: bytes = b""
    headers: dict = field(default_factory=dict)  # names in small letters


def check_address(url):
    """Parts of an address that may be called, by its form alone; Refused for any other."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise Refused(_("This is not a web address.")) from None
    if parts.scheme != "https" and not (settings.OUTBOUND_TO_LOOPBACK and parts.scheme == "http"):
        raise Refused(_("The address must begin with https://."))
    if not parts.hostname or parts.username is not None or parts.password is not None or parts.fragment:
        raise Refused(_("Give an address with a host name, without a user name and without “#”."))
    return parts, port or (443 if parts.scheme == "https" else 80)


def resolve(host, port):
    """The address to connect to; Refused if any that the name has lies in a network of our own kind."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Refused(_("The host name is not known.")) from None
    addresses = [row[4][0] for row in found]
    for text in addresses:
        if not is_public(text):
            raise Refused(_("The host name leads into a private network, where the portal does not call."))
    return addresses[0]


def is_public(text):
    """Is it an address of the public internet, whichever way it is written?"""
    address = ipaddress.ip_address(text.partition("%")[0])
    if settings.OUTBOUND_TO_LOOPBACK and address.is_loopback:
        return True
    if address.version == 6:
        within = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if within is None and address in NAT64:
            within = ipaddress.ip_address(int(address) & 0xFFFFFFFF)
        if within is not None:
            return is_public(str(within))
    return address.is_global and not address.is_multicast


def post(url, body, headers):
    """POST bytes; returns the Answer. Redirects are answers like others. Refused, or OSError when nobody answers."""
    with _asked("POST", url, body, headers) as answer:
        answer.read(MOST_ANSWER)
        return Answer(answer.status, answer.reason[:100])


def get(url, headers, *, most):
    """GET an address; returns the Answer with its body, which may have `most` bytes. Redirects are not followed.

    Refused also for an answer that is longer or packed; OSError when nobody answers, or not in time.
    """
    with _asked("GET", url, None, {"Accept-Encoding": "identity", **headers}) as answer:
        told = {name.lower(): value for name, value in answer.getheaders()}
        if told.get("content-encoding", "identity").lower() != "identity":
            raise Refused(_("The server packs its answer, although it was asked not to."))
        body = answer.read(most + 1)
        if len(body) > most:
            raise Refused(_("The answer is longer than %(most)d MB.") % {"most": most // 2**20})
        if answer.length:  # what is still to come of the length that it told
            raise OSError("the answer breaks off")
        return Answer(answer.status, answer.reason[:100], body, told)


@contextmanager
def _asked(method, url, body, headers):
    """The open answer to a call. Whatever happens, the connection ends with the block, and in bounded time."""
    parts, port = check_address(url)
    address = resolve(parts.hostname, port)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    with closing(_connection(parts, port, address)) as connection:
        # One slow byte after the other keeps every single reading within its time, so the whole has one too.
        late = threading.Event()
        watch = threading.Timer(WHOLE_SECONDS, _cut, [connection.sock, late])
        watch.daemon = True
        watch.start()
        try:
            connection.request(method, path, body, headers)
            with connection.getresponse() as answer:
                yield answer
        except http.client.HTTPException as problem:
            if not late.is_set():
                raise OSError(f"{type(problem).__name__}: no answer in HTTP") from problem
        finally:
            watch.cancel()
    if late.is_set():  # what was read until then is no whole answer
        raise TimeoutError(f"no answer within {WHOLE_SECONDS} seconds")


def _connection(parts, port, address):
    """A connection to the address that was looked at, under the name that was asked for."""
    context = ssl.create_default_context() if parts.scheme == "https" else None
    connection = http.client.HTTPConnection(parts.hostname, port, timeout=STEP_SECONDS)
    sock = socket.create_connection((address, port), STEP_SECONDS)
    try:
        connection.sock = context.wrap_socket(sock, server_hostname=parts.hostname) if context else sock
    except OSError:
        sock.close()
        raise
    return connection


def _cut(sock, late):
    """End a call that takes too long."""
    late.set()
    with suppress(OSError):  # it has ended by itself
        sock.shutdown(socket.SHUT_RDWR)
