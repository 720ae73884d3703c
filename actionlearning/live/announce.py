"""Say that a room changed. The signal carries the room's name and version, no content."""

from __future__ import annotations


def announce(room: str, version: int) -> None:
    """Tell everybody in `room`, once this transaction commits, that it is at `version`."""


def kick(room: str, user_id: int) -> None:
    """End the person's streams to `room` once this transaction commits."""
