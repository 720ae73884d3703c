"""SMTP that takes EMAIL_TIMEOUT seconds for a mail in all, whatever the server does.

The time-out of `smtplib` is for each read: a server that sends a byte every nine seconds
would hold a worker for ever. Here a thread shuts the socket when the mail's time is over,
which ends every read and every write.
"""

import smtplib
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends import smtp

AGAIN = 0.1  #: seconds until a socket is shut that was not yet open the first time

Known = Callable[[smtplib.SMTP], None]


class EmailBackend(smtp.EmailBackend):
    """Django's SMTP with one time for opening the connection and sending a mail."""

    _ends_at = 0.0
    _is_new = False  #: opened a moment ago: that has used some of the mail's time
    _line: smtplib.SMTP | None = None

    def open(self) -> bool | None:
        """Connect if there is no connection yet."""
        if self.connection is not None:
            return super().open()
        self._begin()
        self._is_new = True
        with self._in_time():
            return super().open()

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Send within the time; raise `TimeoutError` if it was not enough."""
        if not self._is_new:
            self._begin()
        self._is_new = False
        with self._in_time():
            return super().send_messages(email_messages)

    def close(self) -> None:
        """Take leave of the server, which may be slow at that too."""
        self._begin()
        with suppress(TimeoutError), self._in_time():
            super().close()

    @property
    def connection_class(self) -> Any:
        """What Django makes a connection of."""
        return partial(_LineSSL if self.use_ssl else _Line, known=self._know)

    def _know(self, line: smtplib.SMTP) -> None:
        self._line = line

    def _begin(self) -> None:
        self._ends_at = time.monotonic() + (self.timeout or 10)

    @contextmanager
    def _in_time(self) -> Iterator[None]:
        """Cut the connection if what is done inside takes too long.

        What the server has said by then may be half a line, so it counts as nothing.
        """
        done, is_cut = threading.Event(), threading.Event()
        guard = threading.Thread(target=self._watch, args=(done, is_cut), daemon=True)
        guard.start()
        try:
            yield
        except OSError:
            if not is_cut.is_set():
                raise
        finally:
            done.set()
            guard.join()
        if is_cut.is_set():
            raise TimeoutError("the mail server took too long")

    def _watch(self, done: threading.Event, is_cut: threading.Event) -> None:
        # Again and again: a TLS handshake changes the socket under our hands.
        while not done.wait(max(self._ends_at - time.monotonic(), AGAIN)):
            is_cut.set()
            if self._line and self._line.sock:
                with suppress(OSError):
                    # Not the TLS socket's own, which would take its reader's state away.
                    socket.socket.shutdown(self._line.sock, socket.SHUT_RDWR)


class _Line(smtplib.SMTP):
    """A connection that is known from its first moment, not only once it is open."""

    def __init__(self, *args: Any, known: Known, **more: Any) -> None:
        known(self)
        super().__init__(*args, **more)


class _LineSSL(_Line, smtplib.SMTP_SSL):
    """The same with TLS from the first byte."""
