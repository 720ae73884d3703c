"""What must not be written into a log."""

import logging
import re
from typing import Any

_OPENING = re.compile(r"(/(?:invitations|calendars|replies|unsubscribe)/)[^/\s?]+")


class WithoutTokens(logging.Filter):
    """Leave the token of a link that opens something out of every address logged."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the record; none is held back."""
        record.msg, record.args = _OPENING.sub(r"\1…", record.getMessage()), ()
        return True


def to_console(level: str) -> dict[str, Any]:
    """Return Django's `LOGGING`: a line for each event from `level` on, and no token."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}
        },
        "filters": {"tokens": {"()": WithoutTokens}},
        "handlers": {
            "console": {
                "class": "logging.StreamHandler",
                "formatter": "line",
                "filters": ["tokens"],
            }
        },
        "root": {"handlers": ["console"], "level": level},
    }
