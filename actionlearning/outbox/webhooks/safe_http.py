"""Post JSON to an address that a person typed in, and to nothing in our own network.

The name is looked up once, and each of its addresses must be public. curl connects to
these addresses only, so that a second answer of the name server changes nothing (DNS
rebinding). Only https on port 443 is used, no redirect is followed, and all ends in time.
"""

import ipaddress
import json
import re
import socket
import ssl
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import pycurl
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

TROUBLES = {
    pycurl.E_OPERATION_TIMEDOUT: "no answer in time",
    pycurl.E_COULDNT_CONNECT: "no connection",
    pycurl.E_PEER_FAILED_VERIFICATION: "certificate not trusted",
}

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class ForbiddenURL(ValueError):
    """We do not write to this address; the translated text says why."""


class NoResponse(Exception):
    """The server did not answer in time."""


class Target(NamedTuple):
    """A host, and the path on it."""

    host: str
    path: str


class Network:
    """The way to the internet. Only tests name another class in `WEBHOOK_NETWORK`."""

    def resolve(self, host: str) -> list[str]:
        """Return every address of a name."""
        found = socket.getaddrinfo(host, PORT, type=socket.SOCK_STREAM)
        return list(dict.fromkeys(str(each[4][0]) for each in found))

    def route(self, host: str, addresses: Sequence[str]) -> dict[int, Any]:
        """Return the options that let curl connect to these addresses only."""
        pinned = ",".join(f"[{each}]" if ":" in each else each for each in addresses)
        return {pycurl.RESOLVE: [f"{host}:{PORT}:{pinned}"], **_trust()}


def _trust() -> dict[int, str]:
    """Return the options that let curl trust the certificates that the system trusts."""
    paths = ssl.get_default_verify_paths()
    named = {pycurl.CAINFO: paths.cafile, pycurl.CAPATH: paths.capath}
    return {option: path for option, path in named.items() if path}


def network() -> Network:
    """Return the network that the settings name."""
    found: Network = import_string(settings.WEBHOOK_NETWORK)()
    return found


def target(url: str) -> Target:
    """Return host and path. Raise `ForbiddenURL` unless it is https, with a name, port 443."""
    if len(url) > LONGEST or not re.fullmatch(r"[!-~]+", url) or "\\" in url:
        raise ForbiddenURL(_("A browser can’t open this address."))
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise ForbiddenURL(_("A browser can’t open this address.")) from None
    if parts.scheme != "https":
        raise ForbiddenURL(_("The address must begin with https://."))
    if port not in {None, PORT} or parts.username is not None:
        raise ForbiddenURL(_("The address must not contain a port or a user name."))
    host = (parts.hostname or "").lower()
    if not NAME.fullmatch(host) or len(host) > 253:
        raise ForbiddenURL(
            _("The address must include a host, such as hooks.example.org.")
        )
    path = parts.path or "/"
    return Target(host, f"{path}?{parts.query}" if parts.query else path)


def is_public(text: str) -> bool:
    """Return whether an IP address is public, in whichever notation."""
    try:
        address: Address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    address = _meant(address)
    inside = (
        *(address.is_private, address.is_loopback, address.is_link_local),
        *(address.is_multicast, address.is_reserved, address.is_unspecified),
        getattr(address, "is_site_local", False),
    )
    return address.is_global and not any(inside)


def _meant(address: Address) -> Address:
    """Return the IPv4 address that an IPv6 address stands for, if it stands for one."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    packed = address.ipv4_mapped or address.sixtofour
    if address.teredo:
        packed = address.teredo[1]
    if address in NAT64:
        packed = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return packed or address


def check(url: str) -> Target:
    """Return host and path if we may write there. Raises `ForbiddenURL`, `NoResponse`."""
    found = target(url)
    _addresses(found.host, network(), time.monotonic() + CONNECT)
    return found


def post(url: str, payload: object) -> int:
    """Send one payload and return the status of the answer.

    Raises `ForbiddenURL` if the name leads to a private network by now, and `NoResponse`
    for failures that can pass. Neither holds the address: it is a secret.
    """
    ends_at = time.monotonic() + IN_ALL
    to, outside = target(url), network()
    addresses = _addresses(to.host, outside, ends_at - IN_ALL + CONNECT)
    curl = pycurl.Curl()
    try:
        route = outside.route(to.host, addresses)
        return _status(curl, {**_request(to, payload, ends_at), **route})
    finally:
        curl.close()


def _request(to: Target, payload: object, ends_at: float) -> dict[int, Any]:
    """Return curl's options: what it does, and what it must not do."""
    left = max(ends_at - time.monotonic(), 0.01)
    return {
        pycurl.URL: f"https://{to.host}{to.path}",
        pycurl.POSTFIELDS: json.dumps(payload),
        pycurl.HTTPHEADER: [
            *("Content-Type: application/json", "Connection: close"),
            *("Accept:", "User-Agent:"),  # curl's own, which say nothing to the service
        ],
        pycurl.HTTP_VERSION: pycurl.CURL_HTTP_VERSION_1_1,
        pycurl.PROTOCOLS: pycurl.PROTO_HTTPS,
        pycurl.PATH_AS_IS: 1,
        pycurl.FOLLOWLOCATION: 0,
        pycurl.PROXY: "",  # not even one that the environment names
        pycurl.CONNECTTIMEOUT_MS: round(1000 * min(CONNECT, left)),
        pycurl.TIMEOUT_MS: round(1000 * left),
        pycurl.NOSIGNAL: 1,  # this may be a thread
        pycurl.WRITEFUNCTION: _Reader().read,
    }


def _status(curl: pycurl.Curl, options: Mapping[int, Any]) -> int:
    """Return the status, even if the body after it does not end in time."""
    why = ""
    for option, value in options.items():
        curl.setopt(option, value)
    try:
        curl.perform()
    except pycurl.error as error:
        # Our own words: those of curl could quote the address.
        code = int(error.args[0])
        why = TROUBLES.get(code, f"curl {code}")
    status = int(curl.getinfo(pycurl.RESPONSE_CODE))
    if status < 200:  # none, or a promise of one
        raise NoResponse(why)
    return status


class _Reader:
    """Reads the beginning of an answer and then stops the transfer."""

    def __init__(self) -> None:
        self._left = READ

    def read(self, part: bytes) -> int:
        """Return how many bytes were taken. If these are not all, curl stops."""
        taken = min(self._left, len(part))
        self._left -= taken
        return taken


def _addresses(host: str, outside: Network, ends_at: float) -> list[str]:
    found = _resolved(host, outside, ends_at - time.monotonic())
    if not found:
        raise NoResponse("no address")
    if not all(is_public(address) for address in found):
        raise ForbiddenURL(
            _("This host is in a private network. We do not send anything there.")
        )
    return found[:TRIED]


def _resolved(host: str, outside: Network, seconds: float) -> list[str]:
    """Look a name up in a thread, because the system's look-up has no time limit."""
    found: list[str] = []

    def look_up() -> None:
        with suppress(OSError, UnicodeError):
            found.extend(outside.resolve(host))

    thread = threading.Thread(target=look_up, name="look-up", daemon=True)
    thread.start()
    thread.join(max(seconds, 0))
    return [] if thread.is_alive() else found
