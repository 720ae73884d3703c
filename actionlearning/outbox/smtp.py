"""SMTP that takes EMAIL_TIMEOUT seconds for a mail in all, whatever the server does.

The time-out of `smtplib` is for each read: a server that sends a byte every nine seconds
would hold a worker for ever. Here a thread beside each connection shuts the socket when the
time of a mail is over, which ends every read and every write.
"""

import smtplib
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends import smtp

AGAIN = 0.1  #: seconds until a socket is shut that was not yet open the first time

Known = Callable[[smtplib.SMTP], None]


@dataclass
class _Time:
    """The time of what is done on a connection at the moment, and whether it was cut."""

    ends_at: float
    is_cut: bool = False


class _Guard(threading.Thread):
    """The thread of one connection that shuts its socket if something takes too long.

    It is not told when a time begins: each ends later than the one before, and so the
    guard wakes early enough.
    """

    _time: _Time | None = None
    _ends_at = 0.0

    def __init__(self, line: smtplib.SMTP | None) -> None:
        super().__init__(name="mail-guard", daemon=True)
        self.line = line
        self._turn, self._is_over = threading.Lock(), threading.Event()

    def run(self) -> None:
        """Look whenever a time may have run out."""
        # Again and again: a TLS handshake changes the socket under our hands.
        while not self._is_over.wait(max(self._ends_at - time.monotonic(), AGAIN)):
            self._look()

    def end(self) -> None:
        """Let the thread end."""
        self._is_over.set()

    @contextmanager
    def until(self, ends_at: float) -> Iterator[None]:
        """Cut the connection if what is done inside takes too long.

        What the server has said by then may be half a line, so it counts as nothing.
        """
        before, inside = self._time, _Time(ends_at)
        self._ends_at = ends_at
        self._let(inside)
        try:
            yield
        except OSError:
            if not inside.is_cut:
                raise
        finally:
            self._let(before)
        if inside.is_cut:
            raise TimeoutError("the mail server took too long")

    def _let(self, now: _Time | None) -> None:
        with self._turn:
            self._time = now

    def _look(self) -> None:
        with self._turn:
            if self._time is None or time.monotonic() < self._time.ends_at:
                return
            self._time.is_cut = True
            if self.line and self.line.sock:
                with suppress(OSError):
                    # Not the TLS socket's own, which would take its reader's state away.
                    socket.socket.shutdown(self.line.sock, socket.SHUT_RDWR)


class EmailBackend(smtp.EmailBackend):
    """Django's SMTP with one time for opening the connection and sending a mail."""

    _ends_at = 0.0
    _is_new = False  #: opened a moment ago: that has used some of the mail's time
    _line: smtplib.SMTP | None = None
    _guard: _Guard | None = None

    def open(self) -> bool | None:
        """Connect if there is no connection yet."""
        if self.connection is not None:
            return super().open()
        self._begin()
        self._is_new = True
        try:
            with self._in_time():
                return super().open()
        finally:
            if self.connection is None:
                self._dismiss()

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Send within the time; raise `TimeoutError` if it was not enough."""
        if not self._is_new:
            self._begin()
        self._is_new = False
        with self._in_time():
            return super().send_messages(email_messages)

    def close(self) -> None:
        """Take leave of the server, which may be slow at that too."""
        if self._line is None:
            super().close()
            return
        self._begin()
        try:
            with suppress(TimeoutError), self._in_time():
                super().close()
        finally:
            self._dismiss()
            self._line = None

    @property
    def connection_class(self) -> Any:
        """What Django makes a connection of."""
        return partial(_LineSSL if self.use_ssl else _Line, known=self._know)

    def _know(self, line: smtplib.SMTP) -> None:
        self._line = line
        if self._guard:
            self._guard.line = line

    def _begin(self) -> None:
        self._ends_at = time.monotonic() + (self.timeout or 10)

    def _in_time(self) -> AbstractContextManager[None]:
        if self._guard is None:
            self._guard = _Guard(self._line)
            self._guard.start()
        return self._guard.until(self._ends_at)

    def _dismiss(self) -> None:
        if self._guard:
            self._guard.end()
            self._guard = None


class _Line(smtplib.SMTP):
    """A connection that is known from its first moment, not only once it is open."""

    def __init__(self, *args: Any, known: Known, **more: Any) -> None:
        known(self)
        super().__init__(*args, **more)


class _LineSSL(_Line, smtplib.SMTP_SSL):
    """The same with TLS from the first byte."""
