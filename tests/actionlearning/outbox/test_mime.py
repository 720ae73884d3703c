"""What a letter is on the line: whatever somebody is called, it is one mail to one address."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest

from actionlearning.outbox.email import compose
from actionlearning.outbox.models import Notice
from tests.actionlearning.outbox.letters import send, states, waits
from tests.support.build import people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kinds")]

NAMES = [
    "Pia\r\nBcc: everybody@example.org",
    'Pia "the" Lind, <x@example.org>',
    "Léa Brün",
    "x" * 80,
    "a@b.example",
]


def written(notice: Notice):
    message = compose(notice)
    assert message
    return message


@pytest.mark.parametrize("name", NAMES)
def test_a_name_adds_no_header_and_no_recipient(sink, name: str):
    pia = people("Pia Lind")[0]
    pia.name = name
    pia.save()
    waits(pia)

    send()

    assert states() == [("sent", "")]
    assert sink.addresses == [pia.email]
    assert sink.messages[0]["Bcc"] is None


@pytest.mark.parametrize(
    "address",
    [
        *("", "a@b> c", "<a@b> c"),
        *("a@b.example\r\nBcc: c@d.example", "a@b.example, c@d.example"),
    ],
)
def test_what_is_not_one_address_is_sent_nowhere(sink, address: str):
    waits(None, address=address)

    send()

    assert sink.addresses == []
    [(state, _why)] = states()
    assert state == "failed"


def test_a_letter_keeps_its_words_and_its_headers(sink, pia):
    notice = waits(pia)

    send()

    [mail] = sink.messages
    assert mail["Subject"] == "Harbour meets"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Message-ID"].startswith(f"<hello.{notice.pk}.")
    assert [part.get_content_type() for part in mail.iter_parts()] == [
        "text/plain",
        "text/html",
    ]
    text = mail.get_body(("plain",))
    assert text
    assert "Tea & cake <soon>." in text.get_content()
    assert max(map(len, written(notice).message().as_bytes().split(b"\n"))) <= 998


class Server:
    """Says what SMTP wants to hear, and lets one answer begin and never end."""

    def __init__(self, endless: bytes) -> None:
        self.endless = endless
        self.door = socket.create_server(("127.0.0.1", 0))
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._serve)
        self.thread.start()

    def _serve(self) -> None:
        link, _address = self.door.accept()
        with link, link.makefile("rb") as heard, suppress(OSError):
            link.sendall(b"220 here\r\n")
            said = b""
            for line in heard:
                if said.startswith(b"DATA"):
                    if line == b".\r\n":
                        said = line
                        self._answer(link, b"250 Kept", end=self.endless == b".")
                    continue
                said = line.upper()
                if said.startswith(b"DATA"):
                    link.sendall(b"354 go on\r\n")
                else:
                    self._answer(link, b"250 OK", end=said.startswith(self.endless))

    def _answer(self, link: socket.socket, words: bytes, *, end: bool) -> None:
        if not end:
            link.sendall(words + b"\r\n")
            return
        link.sendall(words)
        while not self.over.wait(0.05):
            link.sendall(b"!")

    def stop(self) -> None:
        self.over.set()
        self.thread.join()
        self.door.close()


@pytest.fixture
def server(request: pytest.FixtureRequest, settings) -> Iterator[Server]:
    made = Server(request.param)
    settings.EMAIL_BACKEND = "actionlearning.outbox.smtp.EmailBackend"
    settings.EMAIL_TIMEOUT = 0.5
    settings.EMAIL_HOST, settings.EMAIL_PORT = made.door.getsockname()[:2]
    yield made
    made.stop()


@pytest.mark.parametrize(
    ("server", "state"),
    [(b"RCPT", "waiting"), (b".", "waiting"), (b"QUIT", "sent")],
    indirect=["server"],
)
def test_an_answer_that_does_not_end_is_no_answer(pia, server, state: str):
    waits(pia)
    began = time.monotonic()

    send()

    assert time.monotonic() - began < 1.5
    assert [each for each, _why in states()] == [state]
