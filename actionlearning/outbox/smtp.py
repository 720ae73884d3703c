"""SMTP that takes EMAIL_TIMEOUT seconds for a mail in all, whatever the server does.

The time-out of `smtplib` is for each read: a server that sends a byte every nine seconds
would hold a worker for ever. Here every wait gets what is left of the mail's own time.
"""

from __future__ import annotations

import io
import smtplib
import socket
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends import smtp

from actionlearning.outbox.mime import Mail

LEAST = 0.001  #: seconds; 0 would mean not to wait at all, and None for ever

Left = Callable[[], float]


class EmailBackend(smtp.EmailBackend):
    """Django's SMTP with one time for opening the connection and sending a mail."""

    _ends_at = 0.0
    _is_new = False  #: opened a moment ago: that has used some of the mail's time

    def open(self) -> bool | None:
        """Connect where there is no connection yet."""
        if self.connection is None:
            self._begin()
            self._is_new = True
        return super().open()

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Send; Django's way, within the time."""
        if not self._is_new:
            self._begin()
        self._is_new = False
        return super().send_messages(email_messages)

    def _send(self, email_message: EmailMessage) -> bool:
        """Hand over a letter as it is written; everything else Django's way.

        Raises what `smtplib` does: a letter is never sent silently.
        """
        if not isinstance(email_message, Mail):
            return bool(super()._send(email_message))  # type: ignore[misc]
        if self.connection is None:
            raise smtplib.SMTPServerDisconnected("not connected")
        sender, mailbox = email_message.envelope
        self.connection.sendmail(sender, [mailbox], email_message.as_bytes())
        return True

    @property
    def connection_class(self) -> Any:
        """What Django makes a connection of."""
        return partial(_BoundedSSL if self.use_ssl else _Bounded, left=self._left)

    def _begin(self) -> None:
        self._ends_at = time.monotonic() + (self.timeout or 10)

    def _left(self) -> float:
        return max(self._ends_at - time.monotonic(), LEAST)


class _Bounded(smtplib.SMTP):
    """A connection that asks `left` before each wait how long it may take."""

    def __init__(self, *args: Any, left: Left, **more: Any) -> None:
        self._left = left
        super().__init__(*args, **more)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        made: socket.socket = super()._get_socket(host, port, self._left())  # type: ignore[misc]
        return made

    def send(self, s: Any) -> None:
        if self.sock:
            self.sock.settimeout(self._left())
        super().send(s)

    def getreply(self) -> tuple[int, bytes]:
        if self.file is None and self.sock:
            self.file = io.BufferedReader(_Reader(self.sock, self._left))
        return super().getreply()


class _BoundedSSL(_Bounded, smtplib.SMTP_SSL):
    """The same with TLS from the first byte."""


class _Reader(io.RawIOBase):
    """What a server answers, byte by byte if it likes, in the time that is left."""

    def __init__(self, sock: socket.socket, left: Left) -> None:
        super().__init__()
        self._sock, self._left = sock, left

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._sock.settimeout(self._left())
        return self._sock.recv_into(buffer)
