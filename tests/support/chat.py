"""A fake chat: a real HTTPS server, and a network on which it has a public address."""

import datetime as dt
import json
import ssl
import threading
import time
from collections.abc import Callable, Sequence
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pycurl
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from actionlearning.outbox.webhooks import safe_http

HOST = "hooks.slack.com"
OUTSIDE = "93.184.215.14"  #: a public address, which the tests' network leads home
HOME, NOWHERE = "127.0.0.1", "127.0.0.2"  #: where the chat is, and where nobody is
SECRET = f"https://{HOST}/services/T0/B0/verysecret9abc"


@cache
def certificate() -> Path:
    """Return a file with a key and a self-signed certificate for HOST."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    begins = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + dt.timedelta(days=36500))
        .add_extension(
            x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    form = serialization.Encoding.PEM
    private = key.private_bytes(
        form, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = Path(mkdtemp()) / "chat.pem"
    path.write_bytes(private + signed.public_bytes(form))
    return path


class FakeChat:
    """An HTTPS server that records posts, and answers them as the test says."""

    def __init__(self) -> None:
        self.posts: list[object] = []
        self.heads: list[dict[str, str]] = []
        self.paths: list[str] = []
        self.status = 200
        self.location = ""
        self.answer: Callable[[BaseHTTPRequestHandler], None] | None = None
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.server.daemon_threads = True
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate())
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,))
        self.thread.start()

    @property
    def port(self) -> int:
        """The local port of the server."""
        return int(self.server.server_address[1])

    @property
    def texts(self) -> list[str]:
        """The texts that Slack or Mattermost would show."""
        return [post["text"] for post in self.posts if isinstance(post, dict)]

    def stop(self) -> None:
        """Stop the server."""
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


def _handler(chat: FakeChat) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            chat.posts.append(json.loads(body))
            chat.heads.append(dict(self.headers.items()))
            chat.paths.append(self.path)
            if chat.answer:
                chat.answer(self)
                return
            self.send_response(chat.status)
            if chat.location:
                self.send_header("Location", chat.location)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"ok")

        def log_message(self, *_said: object) -> None:
            """Log nothing."""

    return Handler


class FakeNetwork(safe_http.Network):
    """A network on which OUTSIDE leads to the fake chat, and names lead where a test says.

    `dialled` are the addresses that were allowed, whatever the name resolved to later.
    """

    port = 0
    names: dict[str, list[list[str]]] = {}
    dialled: list[str] = []

    def resolve(self, host: str) -> list[str]:
        """Return the addresses that the test named for this look-up; the last ones stay."""
        answers = self.names.get(host, [[OUTSIDE]])
        return answers.pop(0) if len(answers) > 1 else answers[0]

    def route(self, host: str, addresses: Sequence[str]) -> dict[int, Any]:
        """Lead to the fake chat instead of OUTSIDE; nothing else can be reached.

        Only the certificate of the fake chat is trusted.
        """
        [pin] = super().route(host, addresses)[pycurl.RESOLVE]
        name, _port, pinned = pin.split(":", 2)
        called = [each.strip("[]") for each in pinned.split(",")]
        self.dialled.extend(called)
        ways = ",".join(HOME if each == OUTSIDE else NOWHERE for each in called)
        return {
            pycurl.RESOLVE: [f"{name}:{self.port}:{ways}"],
            pycurl.CONNECT_TO: [f"{name}:{safe_http.PORT}:{name}:{self.port}"],
            pycurl.CAINFO: str(certificate()),
        }


def drip(handler: BaseHTTPRequestHandler, first: bytes = b"HTTP/1.0 20") -> None:
    """Answer a byte at a time, for ever."""
    handler.wfile.write(first)
    for _n in range(600):
        try:
            handler.wfile.write(b"0")
        except OSError:
            return
        time.sleep(0.05)


def flood(handler: BaseHTTPRequestHandler) -> None:
    """Answer with far more than anybody wants to read."""
    handler.wfile.write(b"HTTP/1.0 200 OK\r\n\r\n")
    try:
        for _n in range(2000):
            handler.wfile.write(b"x" * 65536)
    except OSError:
        return
