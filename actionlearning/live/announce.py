"""Announce that a room changed. The signal carries its name and version, no content.

Each function acts when the caller's transaction commits, and never raises: a room whose
signal is lost catches up by itself (`hub`); a failed request would not.
"""

from functools import partial

from django.db import transaction

from actionlearning.live.bus import Signal, bus, fingerprint


def announce(room: str, version: int) -> None:
    """Announce to `room`, once this transaction commits, that it is at `version`."""
    _on_commit(Signal(room=room, version=version))


def kick(room: str, user_id: int) -> None:
    """End the person's streams of `room` once this transaction commits."""
    _on_commit(Signal(room=room, leaver=user_id))


def hang_up(session_key: str) -> None:
    """End the streams of an ended session once this transaction commits."""
    _on_commit(Signal(session=fingerprint(session_key)))


def _on_commit(signal: Signal) -> None:
    transaction.on_commit(partial(bus().publish, signal), robust=True)
