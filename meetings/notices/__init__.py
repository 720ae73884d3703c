"""Letters about invitations, dates and turns: dates, names and counts, never content."""

from __future__ import annotations

from meetings.notices import (
    chat,
    closing,
    dates,
    entry,
    joining,
    leaving,
    moving,
    polls,
    rota,
)

__all__ = [
    "chat",
    "closing",
    "dates",
    "entry",
    "joining",
    "leaving",
    "moving",
    "polls",
    "rota",
]
