"""A mail server that accepts, refuses, hangs or goes away, as a test wants."""

from __future__ import annotations

import asyncio
import email
import email.message
import email.policy
import re
import socket
import time
from collections.abc import Callable

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

_ID = re.compile(rb"^Message-ID:\s*(\S+)", re.MULTILINE | re.IGNORECASE)


def free_port() -> int:
    """Return a loopback port that nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class MailSink:
    """A real SMTP server in a thread that keeps what it accepts.

    `refusal` answers a recipient with an SMTP reply such as "550 No such person", or
    with None to accept; `hangs_up` ends the connection where the answer should come.
    `illness` names recipients at whom it is "slow" (half a minute for an answer) or
    "hangs" after the text; `held` says for how long each of them kept its sender.
    """

    def __init__(self) -> None:
        self.ids: list[str] = []  #: the Message-ID of everything that arrived, in order
        self._raw: list[bytes] = []
        self.refusal: Callable[[str], str | None] = lambda recipient: None
        self.hangs_up = False
        self.illness: Callable[[str], str] = lambda recipient: ""
        self.addresses: list[str] = []  #: to whom what arrived was sent, in order
        self.held: list[float] = []  #: seconds
        self.port = free_port()
        self._server: Controller | None = None

    @property
    def url(self) -> str:
        """The `SMTP_URL` of this server."""
        return f"smtp://127.0.0.1:{self.port}"

    @property
    def messages(self) -> list[email.message.EmailMessage]:
        """Everything that arrived, in order."""
        policy = email.policy.default
        return [email.message_from_bytes(raw, policy=policy) for raw in self._raw]

    def to(self, address: str) -> list[email.message.EmailMessage]:
        """Return what arrived for one address."""
        return [each for each in self.messages if address in str(each["To"])]

    def start(self) -> MailSink:
        """Serve on the port, again after `stop` too."""
        self._server = Controller(_Hooks(self), hostname="127.0.0.1", port=self.port)
        self._server.start()
        return self

    def stop(self) -> None:
        """Stop serving; what arrived stays."""
        if self._server:
            self._server.stop()
            self._server = None

    def keep(self, raw: bytes, recipients: list[str]) -> None:
        """Store a message that has arrived."""
        found = _ID.search(raw)
        assert found, raw
        self._raw.append(raw)
        self.addresses += recipients
        self.ids.append(found[1].decode())


class _Hooks:
    """The hooks that aiosmtpd calls. It reads every attribute for each new connection."""

    def __init__(self, sink: MailSink) -> None:
        self._sink = sink

    async def handle_RCPT(  # noqa: N802  # aiosmtpd's name
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        address: str,
        options: list[str],
    ) -> str:
        """Accept or refuse a recipient."""
        await self._be(self._sink.illness(address), "slow", 30)
        if answer := self._sink.refusal(address):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802  # aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Store a message first, and only then answer the sender."""
        content = envelope.content or b""
        await self._be(self._sink.illness(envelope.rcpt_tos[0]), "hangs", 3600)
        if self._sink.hangs_up:
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
            return ""
        raw = content.encode() if isinstance(content, str) else content
        self._sink.keep(raw, envelope.rcpt_tos)
        return "250 Kept"

    async def _be(self, how: str, ill: str, seconds: float) -> None:
        if how == ill:
            began = time.monotonic()
            try:
                await asyncio.sleep(seconds)
            finally:  # cancelled when the sender goes
                self._sink.held.append(time.monotonic() - began)
