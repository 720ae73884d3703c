"""What must not be written into a log."""

from __future__ import annotations

import logging
import re

_OPENING = re.compile(r"(/(?:invitations|calendars|replies|unsubscribe)/)[^/\s?]+")


class WithoutTokens(logging.Filter):
    """Leave the token of a link that opens something out of every address logged."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the record; none is held back."""
        record.msg, record.args = _OPENING.sub(r"\1…", record.getMessage()), ()
        return True
