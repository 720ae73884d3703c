"""Letters about invitations, dates and turns: dates, names and counts, never content."""

from __future__ import annotations

from meetings.notices.chat import (
    chat_added,
    chat_cancelled,
    chat_changed,
    chat_moved,
    chat_today,
)
from meetings.notices.closing import set_closed
from meetings.notices.dates import dates_changed, meeting_cancelled
from meetings.notices.entry import meeting_entry
from meetings.notices.joining import invitation, meeting_scheduled
from meetings.notices.moving import meeting_moved
from meetings.notices.polls import (
    meeting_added,
    poll_answered,
    poll_opened,
    poll_reminder,
)
from meetings.notices.rota import rota_declined, swap_accepted, swap_offered

__all__ = [
    "chat_added",
    "chat_cancelled",
    "chat_changed",
    "chat_moved",
    "chat_today",
    "dates_changed",
    "invitation",
    "meeting_added",
    "meeting_cancelled",
    "meeting_entry",
    "meeting_moved",
    "meeting_scheduled",
    "poll_answered",
    "poll_opened",
    "poll_reminder",
    "rota_declined",
    "set_closed",
    "swap_accepted",
    "swap_offered",
]
