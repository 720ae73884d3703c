"""A letter has the bytes that Django writes, and the envelope that it would send."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.mail import BadHeaderError
from django.core.mail.message import sanitize_address
from hypothesis import given
from hypothesis import strategies as st

from actionlearning.outbox.mime import Mail

LONG = "https://sets.example.org/unsubscribe/" + "x" * 90
BOUNDARY = re.compile(rb'boundary="(.*?)"')

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)
lines = texts.map(lambda text: " ".join(text.split()))


def letter(subject="Harbour meets", body="Grüße\n", page="<p>Grüße</p>", **more):
    mail = Mail(
        subject=subject,
        body=body,
        to=more.pop("to", "Pia Lind <pia@example.org>"),
        mailbox=more.pop("mailbox", "pia@example.org"),
        headers={
            "Date": "Mon, 4 Jan 2027 09:00:00 -0000",
            "Message-ID": "<1@example.org>",
            "List-Unsubscribe": more.pop("link", "<https://a.example/>"),
        },
    )
    mail.attach_alternative(page, "text/html")
    return mail


def ours_and_djangos(mail: Mail) -> tuple[bytes, bytes]:
    message: Any = mail.message()
    return unmarked(mail.as_bytes()), unmarked(message.as_bytes(linesep="\r\n"))


def unmarked(written: bytes) -> bytes:
    """Return a mail with the same boundary as every other; it is drawn by lot."""
    found = BOUNDARY.search(written)
    assert found
    return written.replace(found[1], b"same")


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"subject": "Harbour meets " * 12, "link": f"<{LONG}>"},
        {"subject": "Größe – 5 ✓", "to": "Léa Brün <lea@example.org>"},
        {"body": "no accent\n", "page": "<p>none</p>"},
        {"body": "From Pia\n.\n..\n", "page": "<p>\n</p>\n"},
        {"body": "x" * 2000},
        {"page": "é" * 600},
        {"body": "one\rtwo\r\nthree"},
    ],
)
def test_a_letter_has_the_bytes_that_django_writes(more):
    ours, djangos = ours_and_djangos(letter(**more))

    assert ours == djangos


@given(subject=lines, body=texts, page=texts)
def test_any_letter_has_them(subject, body, page):
    ours, djangos = ours_and_djangos(letter(subject, body, page))

    assert ours == djangos


def test_what_is_attached_is_sent_too():
    mail = letter()
    mail.attach("meeting.ics", b"BEGIN:VCALENDAR", "application/ics")

    assert b'filename="meeting.ics"' in mail.as_bytes()


def test_a_header_of_two_lines_is_refused():
    with pytest.raises(BadHeaderError):
        letter(subject="one\nBcc: everybody@example.org").as_bytes()


@pytest.mark.parametrize(
    "mailbox",
    ["pia@example.org", "o'neil+sets@bücher.example", "nobody", "a b@example.org"],
)
def test_the_envelope_is_what_django_would_send(mailbox):
    _sender, told = letter(mailbox=mailbox).envelope

    assert told == sanitize_address(mailbox, "utf-8")


@pytest.mark.parametrize("mailbox", ["", "a@b> c", "<a@b> c"])
def test_what_is_more_than_an_address_is_refused(mailbox):
    with pytest.raises(ValueError, match="nvalid"):
        _ = letter(mailbox=mailbox).envelope


@pytest.mark.parametrize("mailbox", ["a@b.example\r\nDATA", "a@b.example\n"])
def test_an_address_is_one_line_to_the_server(mailbox):
    _sender, told = letter(mailbox=mailbox).envelope

    assert told.startswith("a@b.example")
    assert told.isprintable()
