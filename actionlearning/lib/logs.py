"""What must not be written into a log."""

from __future__ import annotations

import logging
import re

_OPENING = re.compile(r"(/(?:invitations|calendars)/)[^/\s?]+")


class WithoutTokens(logging.Filter):
    """Leave the token of an invitation or a calendar out of every address logged."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the record; none is held back."""
        record.msg, record.args = _OPENING.sub(r"\1…", record.getMessage()), ()
        return True
