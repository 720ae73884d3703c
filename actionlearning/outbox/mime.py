"""A mail whose short headers are written as they stand, and whose parts are parted blindly.

Python's `email` takes every header apart to fold it, also the many that fit a line: for a
mail of ours that is a third of the way to its bytes. And it looks for each boundary in all
of the text, with a pattern made for it; 16 random bytes are in none.
"""

from __future__ import annotations

from email.message import Message
from email.policy import Compat32
from secrets import token_hex
from typing import Any

from django.core.mail import EmailMultiAlternatives

LINE = 78  #: characters that a line should have at most (RFC 5322 §2.1.1)


class Short(Compat32):
    """Django's policy, which folds only what is longer than a line."""

    def fold_binary(self, name: str, value: Any) -> bytes:
        """Return a header as bytes."""
        if isinstance(value, str) and len(name) + len(value) + 2 <= LINE:
            line = f"{name}: {value}{self.linesep}"
            if line.isascii() and "\n" not in value and "\r" not in value:
                return line.encode("ascii")
        return super().fold_binary(name, value)


SHORT = Short()


class Mail(EmailMultiAlternatives):
    """Text and HTML, as every backend takes them."""

    def message(self, **more: Any) -> Any:
        """Return the MIME message."""
        written: Message = super().message(**more)
        written.policy = SHORT
        for part in written.walk():
            if part.is_multipart():
                part.set_boundary(f"==={token_hex(16)}")
        return written
