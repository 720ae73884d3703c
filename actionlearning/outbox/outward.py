"""Post JSON to an address that a person typed in, and to nothing inside the house.

The name is looked up once, each address it has must be public, and the connection goes
to the address that was looked at: a second answer of the name server changes nothing
(DNS rebinding). https on port 443 only, no redirect is followed, and all of it ends in time.
"""

from __future__ import annotations

import ipaddress
import json
import re
import socket
import ssl
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from http.client import HTTPException, HTTPSConnection
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

PORT = 443
CONNECT = 5.0  #: seconds until a connection stands
IN_ALL = 10.0  #: seconds from the name to the answer
READ = 2048  #: bytes of an answer; nobody reads them, the service wants to be heard
LONGEST = 1000  #: characters of an address
TRIED = 4  #: addresses of one name
#: A name with a dot, whose last part cannot be a number in any notation.
NAME = re.compile(
    r"(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9])?\.)+[a-z](?:[a-z0-9-]*[a-z0-9])"
)
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class Unfit(ValueError):
    """We do not write to this address; the words say why, translated."""


class Unanswered(Exception):
    """Nobody answered, or not in time."""


class Spot(NamedTuple):
    """A host, and what is asked for there."""

    host: str
    path: str


class Network:
    """How the world is reached. Only tests name another one in `HOOK_NETWORK`."""

    def resolve(self, host: str) -> list[str]:
        """Return every address of a name."""
        found = socket.getaddrinfo(host, PORT, type=socket.SOCK_STREAM)
        return list(dict.fromkeys(str(each[4][0]) for each in found))

    def dial(self, address: str, timeout: float) -> socket.socket:
        """Open a connection to an address, not to a name."""
        return socket.create_connection((address, PORT), timeout)

    def trust(self) -> ssl.SSLContext:
        """Whose certificates count."""
        return ssl.create_default_context()


def network() -> Network:
    """Return the network that the settings name."""
    found: Network = import_string(settings.HOOK_NETWORK)()
    return found


def spot(url: str) -> Spot:
    """Take an address apart. Raises `Unfit` for all but https on a name, port 443."""
    if len(url) > LONGEST or not re.fullmatch(r"[!-~]+", url) or "\\" in url:
        raise Unfit(_("This is not an address that a browser could open."))
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise Unfit(_("This is not an address that a browser could open.")) from None
    if parts.scheme != "https":
        raise Unfit(_("The address must begin with https://."))
    if port not in {None, PORT} or parts.username is not None:
        raise Unfit(_("The address must not name a port or a person."))
    host = (parts.hostname or "").lower()
    if not NAME.fullmatch(host) or len(host) > 253:
        raise Unfit(_("The address must name its host, as in hooks.example.org."))
    path = parts.path or "/"
    return Spot(host, f"{path}?{parts.query}" if parts.query else path)


def is_public(text: str) -> bool:
    """Say whether an address lies outside, whichever way it is written."""
    try:
        address: Address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    address = _meant(address)
    inside = (
        address.is_private,
        address.is_loopback,
        address.is_link_local,
        address.is_multicast,
        address.is_reserved,
        address.is_unspecified,
        getattr(address, "is_site_local", False),
    )
    return address.is_global and not any(inside)


def _meant(address: Address) -> Address:
    """Return the IPv4 address that one of IPv6 stands for, where it does."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    packed = address.ipv4_mapped or address.sixtofour
    if address.teredo:
        packed = address.teredo[1]
    if address in NAT64:
        packed = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return packed or address


def check(url: str) -> Spot:
    """Return host and path of an address we may write to; raises `Unfit`, `Unanswered`."""
    found = spot(url)
    _addresses(found.host, network(), time.monotonic() + CONNECT)
    return found


def post(url: str, payload: object) -> int:
    """Send one payload and return the status of the answer.

    Raises `Unfit` where the name leads inside by now, `Unanswered` for all that can
    pass. Neither carries the address: it is a secret.
    """
    ends_at = time.monotonic() + IN_ALL
    where, outside = spot(url), network()
    addresses = _addresses(where.host, outside, ends_at - IN_ALL + CONNECT)
    line = _Line(where.host, addresses, outside, ends_at)
    guard = threading.Timer(ends_at - time.monotonic(), line.cut)
    guard.daemon = True
    guard.start()
    try:
        return _status(line, where.path, json.dumps(payload).encode())
    except (OSError, HTTPException, ValueError) as error:
        # The class alone: its words could quote the address.
        raise Unanswered(type(error).__name__) from None
    finally:
        guard.cancel()
        line.close()


def _status(line: _Line, path: str, body: bytes) -> int:
    headers = {"Content-Type": "application/json", "Connection": "close"}
    line.request("POST", path, body=body, headers=headers)
    answer = line.getresponse()
    with suppress(OSError, HTTPException, ValueError):
        answer.read(READ)
    answer.close()
    return answer.status


def _addresses(host: str, outside: Network, ends_at: float) -> list[str]:
    found = _resolved(host, outside, ends_at - time.monotonic())
    if not found:
        raise Unanswered("no address")
    if not all(is_public(address) for address in found):
        raise Unfit(_("This host lies in a private network, where we do not write."))
    return found[:TRIED]


def _resolved(host: str, outside: Network, seconds: float) -> list[str]:
    """Look a name up in a thread: the system's own look-up knows no time limit."""
    found: list[str] = []

    def look_up() -> None:
        with suppress(OSError, UnicodeError):
            found.extend(outside.resolve(host))

    thread = threading.Thread(target=look_up, name="look-up", daemon=True)
    thread.start()
    thread.join(max(seconds, 0))
    return [] if thread.is_alive() else found


class _Line(HTTPSConnection):
    """A connection to addresses that were looked at; name and certificate are the host's."""

    def __init__(
        self, host: str, addresses: Sequence[str], outside: Network, ends_at: float
    ) -> None:
        self._trust = outside.trust()
        super().__init__(host, PORT, context=self._trust)
        self._addresses, self._outside, self._ends_at = addresses, outside, ends_at
        self._wire: socket.socket | None = None

    def connect(self) -> None:
        """Dial, and let the certificate speak for the name."""
        raw = self._dialled()
        self._wire = raw
        self.sock = self._wire = self._trust.wrap_socket(
            raw, server_hostname=self.host, do_handshake_on_connect=False
        )
        self.sock.settimeout(max(self._ends_at - time.monotonic(), 0.01))
        self.sock.do_handshake()

    def cut(self) -> None:
        """End it now, whatever the other side still trickles in."""
        if self._wire is not None:
            with suppress(OSError):
                socket.socket.shutdown(self._wire, socket.SHUT_RDWR)

    def _dialled(self) -> socket.socket:
        until = time.monotonic() + CONNECT
        trouble: OSError = TimeoutError()
        for address in self._addresses:
            left = min(until, self._ends_at) - time.monotonic()
            if left <= 0:
                break
            try:
                return self._outside.dial(address, left)
            except OSError as error:
                trouble = error
        raise trouble
