"""Logging without secrets."""

import logging
import re
from typing import Any

_OPENING = re.compile(r"(/(?:invitations|calendars|replies|unsubscribe)/)[^/\s?]+")


class WithoutTokens(logging.Filter):
    """Remove the tokens of secret links from every logged address."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the record; no record is dropped."""
        record.msg, record.args = _OPENING.sub(r"\1…", record.getMessage()), ()
        return True


def to_console(level: str) -> dict[str, Any]:
    """Return Django's `LOGGING`: a line for each event from `level` up, without tokens."""
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
