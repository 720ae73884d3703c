"""Read the mails that Django's file backend has written, for the page that shows them."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from itertools import islice
from pathlib import Path

#: The line that Django's file backend writes after each message.
END = b"\n" + b"-" * 79 + b"\n"


@dataclass(frozen=True)
class Mail:
    """One mail, as its reader sees it."""

    subject: str
    to: str
    at: dt.datetime
    text: str


def newest(folder: Path, most: int = 100) -> list[Mail]:
    """Return the mails in `folder`, the newest first, at most so many."""
    files = sorted(
        folder.glob("*.log"), key=lambda file: file.stat().st_mtime_ns, reverse=True
    )
    mails = islice((mail for file in files for mail in _mails(file)), most)
    return sorted(mails, key=lambda mail: mail.at, reverse=True)


def _mails(file: Path) -> Iterator[Mail]:
    for raw in reversed(file.read_bytes().split(END)):
        if raw.strip():
            message = message_from_bytes(
                raw, _class=EmailMessage, policy=policy.default
            )
            body = message.get_body(preferencelist=("plain", "html"))
            yield Mail(
                subject=str(message["Subject"]),
                to=str(message["To"]),
                at=parsedate_to_datetime(str(message["Date"])),
                text=body.get_content().strip() if body else "",
            )
